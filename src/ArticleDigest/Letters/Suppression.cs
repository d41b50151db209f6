using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>Why somebody gets no letters, the weakest reason first: a weaker one never takes the place of a stronger.</summary>
public enum SuppressionReason
{
    /// <summary>The address takes no letters.</summary>
    Bounced,

    /// <summary>What was stored of them was erased.</summary>
    Erased,

    /// <summary>They complained of letters, to us or to who carries them.</summary>
    Complained,

    /// <summary>They want none.</summary>
    Unsubscribed,
}

/// <summary>That a recipient gets no letters, whatever is configured or listed. Has neither address nor name.</summary>
public sealed record Suppression() : VersionedRecord(1)
{
    private const string Lifted = "lifted";

    /// <summary>Why.</summary>
    public required SuppressionReason Reason { get; init; }

    /// <summary>Since when; null if it was made by a program that did not write that down.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The server's answer, one line for a person, without addresses; null if there is none.</summary>
    public string? Detail { get; init; }

    /// <summary>
    /// When it was lifted; null while it holds. Editions compiled before are not sent to them any more: what the letters say
    /// that went out before may have been erased.
    /// </summary>
    public DateTimeOffset? LiftedAt { get; init; }

    /// <summary>Whether it holds.</summary>
    [JsonIgnore]
    public bool Holds => LiftedAt is null;

    /// <summary>What stands in a letter's record that is not sent for it.</summary>
    internal string Words => Reason switch
    {
        SuppressionReason.Bounced => "the recipient's address takes no letters",
        SuppressionReason.Complained => "the recipient complained of letters",
        SuppressionReason.Erased => "what was stored of the recipient was erased",
        _ => "the recipient wants no letters",
    };

    /// <summary>
    /// Reads one. Programs before this one wrote empty records, and only for who had unsubscribed; what is damaged is taken
    /// for the same, so that nobody gets letters by a fault.
    /// </summary>
    internal static Suppression Of(StoredRecord record)
    {
        try
        {
            if (record.Content is { IsEmpty: false } content
                && JsonSerializer.Deserialize<Suppression>(content.Span, JsonRecords.Options) is { IsUnderstood: true } known
                && Enum.IsDefined(known.Reason))
            {
                return known;
            }
        }
        catch (JsonException)
        {
            // As if it were empty.
        }

        return new Suppression { Reason = SuppressionReason.Unsubscribed };
    }

    /// <summary>Whether the record in a listing holds.</summary>
    internal static bool HoldsIn(RecordEntry entry) => !entry.Metadata.ContainsKey(Lifted);

    internal RecordContent ToContent() => JsonRecords.ToContent(this) with
    {
        Metadata = LiftedAt is not { } at ? RecordContent.NoMetadata : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [Lifted] = at.ToString("O", CultureInfo.InvariantCulture),
        },
    };
}

/// <summary>Keeps who gets no letters, by their keys.</summary>
public sealed class SuppressionBook(IRecords digest)
{
    private const string Folder = "suppressions/";
    private const int MaxBytes = 64 * 1024;

    /// <summary>The keys of all who get no letters.</summary>
    public async Task<IReadOnlySet<string>> KeysAsync(CancellationToken cancellationToken)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        await foreach (RecordEntry entry in digest.ListAsync(Folder, cancellationToken).ConfigureAwait(false))
        {
            if (Suppression.HoldsIn(entry))
            {
                keys.Add(entry.Name[Folder.Length..]);
            }
        }

        return keys;
    }

    /// <summary>What holds or held of a recipient; null if nothing ever did.</summary>
    public async Task<Suppression?> FindAsync(string key, CancellationToken cancellationToken) =>
        await ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } record ? Suppression.Of(record) : null;

    /// <summary>Sees to it that a recipient gets no letters any more. Does nothing if they get none for as strong a reason.</summary>
    /// <returns>Whether anything was changed.</returns>
    public Task<bool> SuppressAsync(string key, Suppression suppression, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(suppression);
        return ChangeAsync(
            key, there => there is { Holds: true } && there.Reason >= suppression.Reason ? null : suppression, cancellationToken);
    }

    /// <summary>Leaves of a suppression no more than that there is one and why; makes one if there is none.</summary>
    public Task<bool> EraseAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        key,
        there => there is { Holds: true, Reason: >= SuppressionReason.Erased }
            ? there with { Detail = null }
            : new Suppression { Reason = SuppressionReason.Erased, At = now },
        cancellationToken);

    /// <summary>Lifts a suppression: the recipient gets the editions that are compiled from now on.</summary>
    /// <returns>Whether there was one that held.</returns>
    public Task<bool> LiftAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(key, there => there is { Holds: true } ? there with { LiftedAt = now } : null, cancellationToken);

    private async Task<bool> ChangeAsync(string key, Func<Suppression?, Suppression?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            StoredRecord? record = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            if (change(record is null ? null : Suppression.Of(record)) is not { } changed)
            {
                return false;
            }

            string? written = record is null
                ? await digest.CreateAsync(Folder + key, changed.ToContent(), cancellationToken).ConfigureAwait(false)
                : await digest.ReplaceAsync(record.Name, changed.ToContent(), record.ETag, cancellationToken).ConfigureAwait(false);
            if (written is not null)
            {
                return true;
            }
        }
    }

    private Task<StoredRecord?> ReadAsync(string key, CancellationToken cancellationToken) =>
        digest.ReadAsync(Folder + key, MaxBytes, cancellationToken);
}
