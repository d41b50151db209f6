using ArticleDigest.Records;

namespace ArticleDigest.Articles;

/// <summary>What became of a drop, for good.</summary>
public enum OutcomeStatus
{
    /// <summary>The article was analysed; its points are published.</summary>
    Analysed,

    /// <summary>Another drop has the same text.</summary>
    Duplicate,

    /// <summary>The drop cannot be read as an article.</summary>
    Rejected,

    /// <summary>A model's filter refuses the article.</summary>
    Filtered,

    /// <summary>The drop was given up after several attempts.</summary>
    Failed,
}

/// <summary>A drop's final receipt as it enters the next edition's accounting. Permanent: created once, never changed.</summary>
public sealed record Outcome() : VersionedRecord(1)
{
    /// <summary>
    /// A hash of the drop's name, the bytes' SHA-256, that drop's previous outcome and the analyst's version, so that a
    /// step that runs twice makes it once.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The drop's name.</summary>
    public required string Drop { get; init; }

    /// <summary>The ETag of the content this is about, without quotation marks.</summary>
    public required string DropETag { get; init; }

    /// <summary>How it ended.</summary>
    public required OutcomeStatus Status { get; init; }

    /// <summary>Why it was not analysed; null if it was.</summary>
    public string? Reason { get; init; }

    /// <summary>The article; null if the drop is none.</summary>
    public string? ArticleId { get; init; }

    /// <summary>The article's headline; null if the drop is none.</summary>
    public string? Title { get; init; }

    /// <summary>For a duplicate, the name of the drop that has the text.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>The analyst whose analysis is meant; null if none was made.</summary>
    public string? AnalystVersion { get; init; }

    /// <summary>The id of the outcome that other content of the same name had; null for the first.</summary>
    public string? Previous { get; init; }
}
