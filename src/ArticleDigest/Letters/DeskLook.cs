using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>What there is to see on the desk of the machine that runs it all, at one moment.</summary>
/// <param name="Schedules">The schedules, ordered by name.</param>
/// <param name="Account">What became of all drops there are; it has no lines.</param>
/// <param name="Newest">What became of the newest of them, the newest first.</param>
/// <param name="Dropped">What came of the files that were dropped on the desk of late, the newest first.</param>
public sealed record DeskLook(
    IReadOnlyList<ScheduleLook> Schedules, Accounting Account, IReadOnlyList<DropFate> Newest, IReadOnlyList<DroppedFile> Dropped);

/// <summary>How a schedule stands.</summary>
public sealed record ScheduleLook
{
    /// <summary>The schedule's name.</summary>
    public required string Schedule { get; init; }

    /// <summary>Its title for readers.</summary>
    public required string Title { get; init; }

    /// <summary>The IANA zone of its times.</summary>
    public required string Zone { get; init; }

    /// <summary>The date it is there.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>When the next edition goes out by itself.</summary>
    public required DateTimeOffset Next { get; init; }

    /// <summary>How many outcomes wait for it.</summary>
    public required int Waiting { get; init; }

    /// <summary>The latest edition; null if there is none.</summary>
    public LatestEdition? Latest { get; init; }

    /// <summary>The command to send an edition that is worked on, or was of late; null if there is none.</summary>
    public SendOrder? Order { get; init; }

    /// <summary>Whether there is something that a command to send now could do: today's edition is not made, and nobody makes it.</summary>
    public bool CanSend => (Latest is null || Latest.Date < Today) && Order is not { EndedAt: null };
}

/// <summary>A schedule's latest edition.</summary>
/// <param name="Date">Its date.</param>
/// <param name="ClosedAt">When its last letter was settled; null while it is going out.</param>
/// <param name="Letters">Its letters by where they stand.</param>
public sealed record LatestEdition(DateOnly Date, DateTimeOffset? ClosedAt, LetterCounts Letters);

/// <summary>Somebody's command to send an edition now.</summary>
/// <param name="Date">The edition's date.</param>
/// <param name="EndedAt">When the command was done with; null while it is worked on.</param>
/// <param name="State">How the edition stood then; null if that is not known.</param>
/// <param name="Fault">What kept it from going out, or keeps letters waiting; null if nothing or not known.</param>
public sealed record SendOrder(DateOnly Date, DateTimeOffset? EndedAt = null, SentState? State = null, string? Fault = null);

/// <summary>What a drop came to, or where it stands.</summary>
/// <param name="Drop">Its name.</param>
public sealed record DropFate(string Drop)
{
    /// <summary>When its present content came in; null if that is not known.</summary>
    public DateTimeOffset? CameAt { get; init; }

    /// <summary>How it ended; null while it is pending.</summary>
    public OutcomeStatus? Status { get; init; }

    /// <summary>Of a pending one, whether it is being worked on.</summary>
    public bool IsTaken { get; init; }

    /// <summary>Of one that is being worked on, whether that waits for somebody else, such as a model that is not there.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>Of a pending one, how often its content was taken up.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it was not analysed; for a duplicate, the name of the drop that has the text; null if analysed.</summary>
    public string? Reason { get; init; }

    /// <summary>The article's headline; null if it is none, or pending.</summary>
    public string? Title { get; init; }

    /// <summary>How many points its analysis has that can be told; null if there is none.</summary>
    public int? Points { get; init; }

    /// <summary>Whether the name had other content before.</summary>
    public bool Revised { get; init; }
}

/// <summary>What came of a file that was dropped.</summary>
public enum DropResult
{
    /// <summary>It is a new drop.</summary>
    Added,

    /// <summary>A drop of that name had other content, and was replaced.</summary>
    Replaced,

    /// <summary>A drop of that name and with the same content was there.</summary>
    Unchanged,

    /// <summary>A drop of that name has other content, and was to be left alone.</summary>
    Taken,

    /// <summary>It is larger than a drop may be.</summary>
    TooLarge,

    /// <summary>It came with more files than are taken at once.</summary>
    TooMany,

    /// <summary>It did not come in whole.</summary>
    BrokenOff,

    /// <summary>It cannot be dropped for another reason.</summary>
    Refused,
}

/// <summary>A file that was dropped on the desk.</summary>
/// <param name="Name">The file's name, as somebody's browser told it.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Reason">Why it was refused; null if the result says it.</param>
/// <param name="At">When.</param>
public sealed record DroppedFile(string Name, DropResult Result, string? Reason, DateTimeOffset At)
{
    /// <summary>How many files are taken at once.</summary>
    public const int MostAtOnce = 50;
}
