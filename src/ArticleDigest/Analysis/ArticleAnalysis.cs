using ArticleDigest.Records;

namespace ArticleDigest.Analysis;

/// <summary>An article's points and how they were made; published once, never changed.</summary>
public sealed record ArticleAnalysis() : VersionedRecord(2)
{
    /// <summary>How many points of an article a short digest takes at most.</summary>
    public const int MostKeyPoints = 8;

    /// <summary>The article.</summary>
    public required string ArticleId { get; init; }

    /// <summary>The analyst's version.</summary>
    public required string Analyst { get; init; }

    /// <summary>The points, gated, most prominent first.</summary>
    public required IReadOnlyList<Point> Points { get; init; }

    /// <summary>The points held back, each with the reason.</summary>
    public required IReadOnlyList<WithheldPoint> Withheld { get; init; }

    /// <summary>What a model was given, in tokens; 0 without one.</summary>
    public int InputTokens { get; init; }

    /// <summary>How many of the tokens it was given a model had kept from before.</summary>
    public int CachedTokens { get; init; }

    /// <summary>What a model gave, in tokens; 0 without one.</summary>
    public int OutputTokens { get; init; }

    /// <summary>How often a model was asked; answers that were kept are not counted.</summary>
    public int Calls { get; init; }

    /// <summary>What this cost by the prices that were configured; 0 without any.</summary>
    public decimal Cost { get; init; }

    /// <summary>Why another analyst than the one in charge found points: lower case, no full stop; null if none did.</summary>
    public string? InsteadBecause { get; init; }

    /// <summary>Whether others of its sections were read by the analyst in charge; only with <see cref="InsteadBecause"/>.</summary>
    public bool IsInsteadInPart { get; init; }

    /// <summary>Signs that the text gives orders to a model, in words: lower case, no full stop.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>The record of an article's analysis by one analyst.</summary>
    public static string PathOf(string articleId, string analystVersion) => $"analyses/{articleId}/{analystVersion}.json";
}
