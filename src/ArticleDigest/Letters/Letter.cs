using System.Globalization;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>Where a letter stands.</summary>
public enum LetterStatus
{
    /// <summary>Somebody has it until a time, or it waits until then for the next attempt; nothing of it went out.</summary>
    Reserved,

    /// <summary>The server is about to get it, is getting it, or has it and has not said yet how that ended.</summary>
    Sending,

    /// <summary>Accepted for delivery.</summary>
    Sent,

    /// <summary>Refused for good, or given up.</summary>
    Refused,

    /// <summary>Nobody knows whether it arrived; not sent again by itself.</summary>
    Uncertain,

    /// <summary>Not sent, because its recipient wants or can get no letters any more, or its edition was taken back.</summary>
    Withdrawn,
}

/// <summary>A letter's state as it is kept: an edition for one recipient, without text and without address.</summary>
public sealed record Letter() : VersionedRecord(1)
{
    /// <summary>Where it stands.</summary>
    public required LetterStatus Status { get; init; }

    /// <summary>How often somebody took it to send it; 0 if it has had to wait, or was withdrawn, before the first time.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was first taken, or taken up again because somebody asked for it; giving up counts from here.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it came to stand where it stands.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>While reserved or sending: when that expires; otherwise null.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The server's answer or the reason, one line for a person, without addresses; null if there is none yet.</summary>
    public string? Detail { get; init; }

    /// <summary>When refused: what that says of the recipient's address; null if nothing.</summary>
    public AddressFault? AddressFault { get; init; }

    /// <summary>Whether somebody asked for it to be sent again, although it may have arrived.</summary>
    public bool IsAskedFor { get; init; }

    /// <summary>Whether nothing more happens to it by itself.</summary>
    public bool IsSettled => Status is not (LetterStatus.Reserved or LetterStatus.Sending);

    internal static string FolderOf(string schedule, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"letters/{schedule}/{date:yyyy-MM-dd}/");

    internal static string NameOf(string schedule, DateOnly date, string recipientKey) =>
        $"{FolderOf(schedule, date)}{recipientKey}.json";

    internal RecordContent ToContent() => JsonRecords.ToContent(this) with
    {
        Metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["status"] = Status.ToString().ToLowerInvariant(),
            ["at"] = At.ToString("O", CultureInfo.InvariantCulture),
        },
    };

    internal static LetterStatus? StatusOf(RecordEntry entry) =>
        entry.Metadata.TryGetValue("status", out string? text) && Enum.TryParse(text, ignoreCase: true, out LetterStatus status)
            ? status
            : null;

    internal static DateTimeOffset? TimeOf(RecordEntry entry) =>
        entry.Metadata.TryGetValue("at", out string? text)
        && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)
            ? at
            : null;
}
