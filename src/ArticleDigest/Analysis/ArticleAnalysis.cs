using ArticleDigest.Records;

namespace ArticleDigest.Analysis;

/// <summary>An article's points and how they were made; published once, never changed.</summary>
public sealed record ArticleAnalysis() : VersionedRecord(1)
{
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

    /// <summary>What a model gave, in tokens; 0 without one.</summary>
    public int OutputTokens { get; init; }

    /// <summary>The record of an article's analysis by one analyst.</summary>
    public static string PathOf(string articleId, string analystVersion) => $"analyses/{articleId}/{analystVersion}.json";
}
