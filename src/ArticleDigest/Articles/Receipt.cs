using ArticleDigest.Records;

namespace ArticleDigest.Articles;

/// <summary>
/// What became of one drop: pending, or concluded. It lies in the container <c>receipts</c> under the drop's own name;
/// what a sweep needs of it stands in the record's metadata, see <see cref="ReceiptStub"/>.
/// </summary>
public sealed record Receipt() : VersionedRecord(1)
{
    /// <summary>The drop's name.</summary>
    public required string Drop { get; init; }

    /// <summary>The ETag of the content that this is about, without quotation marks.</summary>
    public required string DropETag { get; init; }

    /// <summary>How often this content was taken up; 0 where that is left to the next sweep.</summary>
    public required int Attempts { get; init; }

    /// <summary>Until when the one who took it has it to themselves; null once concluded.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether the last that was heard of its work is that it waits for somebody else, such as a model that is not there.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>What this content came to; null while pending.</summary>
    public Conclusion? Concluded { get; init; }

    /// <summary>What the content before it, under the same name, came to; null for the first.</summary>
    public Conclusion? Before { get; init; }

    /// <summary>Whether somebody asked for this content to be worked on anew, though it was concluded before.</summary>
    public bool IsAgain { get; init; }

    internal RecordContent ToContent() => JsonRecords.ToContent(this) with
    {
        Metadata = new ReceiptStub(DropETag, Concluded?.Status, Attempts, Until).ToMetadata(),
    };
}

/// <summary>What a drop came to, as its receipt keeps it.</summary>
public sealed record Conclusion
{
    /// <summary>How it ended.</summary>
    public required OutcomeStatus Status { get; init; }

    /// <summary>The outcome's id.</summary>
    public required string OutcomeId { get; init; }

    /// <summary>The content's SHA-256 in hexadecimal; where it was not read, <c>etag:</c> and its ETag.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The analyst in charge at the time.</summary>
    public required string AnalystVersion { get; init; }

    /// <inheritdoc cref="Outcome.Reason"/>
    public string? Reason { get; init; }

    /// <inheritdoc cref="Outcome.ArticleId"/>
    public string? ArticleId { get; init; }

    /// <inheritdoc cref="Outcome.Title"/>
    public string? Title { get; init; }

    /// <inheritdoc cref="Outcome.DuplicateOf"/>
    public string? DuplicateOf { get; init; }
}
