using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Analysis;

/// <summary>
/// An article's points and how they were made; published once, never changed. The form before this one has neither
/// <see cref="Head"/> nor <see cref="Aliases"/>.
/// </summary>
public sealed record ArticleAnalysis() : VersionedRecord(3)
{
    /// <summary>How many points of an article a short digest takes at most.</summary>
    public const int MostKeyPoints = 8;

    /// <summary>The article.</summary>
    public required string ArticleId { get; init; }

    /// <summary>What is known of the article besides its text; null in analyses of the form before.</summary>
    public ArticleHead? Head { get; init; }

    /// <summary>Names of which the text itself says that they mean one party; only such as its points need.</summary>
    public IReadOnlyList<Alias> Aliases { get; init; } = [];

    /// <summary>
    /// What the targets of its criticisms are quoted or reported to say, in order of the text; null where nobody listened, as
    /// in analyses of the form before and in languages that the extractive analyst does not read.
    /// </summary>
    public IReadOnlyList<Saying>? Sayings { get; init; }

    /// <summary>The analyst's version.</summary>
    public required string Analyst { get; init; }

    /// <summary>The points, gated, most prominent first; the stances behind all others.</summary>
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

    /// <summary>The currency of <see cref="Cost"/>, ISO 4217; null where it cost nothing and in analyses of the form before.</summary>
    public string? Currency { get; init; }

    /// <summary>Why another analyst than the one in charge found points: lower case, no full stop; null if none did.</summary>
    public string? InsteadBecause { get; init; }

    /// <summary>Whether others of its sections were read by the analyst in charge; only with <see cref="InsteadBecause"/>.</summary>
    public bool IsInsteadInPart { get; init; }

    /// <summary>Signs that the text gives orders to a model, in words: lower case, no full stop.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>The record of an article's analysis by one analyst.</summary>
    public static string PathOf(string articleId, string analystVersion) => $"analyses/{articleId}/{analystVersion}.json";
}

/// <summary>Two names of one party, as an article's own words say: "Wang Yi" and "China's foreign minister".</summary>
/// <param name="Name">A name as it stands in the article.</param>
/// <param name="Also">Another name of the same party, as it stands in the article.</param>
public sealed record Alias(string Name, string Also);

/// <summary>Something that somebody says in an article.</summary>
/// <param name="Speaker">Who, as the article names them.</param>
/// <param name="Evidence">The sentence.</param>
public sealed record Saying(string Speaker, Evidence Evidence);
