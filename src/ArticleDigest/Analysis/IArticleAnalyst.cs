using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Analysis;

/// <summary>Finds the points of an article. A port: the extractive analyst needs no model, others ask one.</summary>
public interface IArticleAnalyst
{
    /// <summary>
    /// The analyst's name and version, such as <c>extractive-1</c>: lower-case letters, digits, '.' and '-'. It is part
    /// of an analysis's key, so it changes whenever the same article may get other points.
    /// </summary>
    string Version { get; }

    /// <summary>Whether articles in this language (ISO 639-1) are analysed.</summary>
    bool Reads(string language);

    /// <summary>Divides an article into the sections that are analysed by themselves; at least one, in order of the text.</summary>
    IReadOnlyList<TextSection> Divide(Article article);

    /// <summary>Finds the points of one section. Faults of a model are outcomes, not exceptions.</summary>
    /// <param name="article">The whole article.</param>
    /// <param name="section">One of those <see cref="Divide"/> gave.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Points not yet checked by the <see cref="EvidenceGate"/>, or why there are none yet or never.</returns>
    Task<SectionAnalysis> AnalyseAsync(Article article, TextSection section, CancellationToken cancellationToken);
}

/// <summary>A stretch of an article's text, in UTF-16 units.</summary>
public sealed record TextSection(int Start, int Length);

/// <summary>How the analysis of a section ended.</summary>
public enum SectionStatus
{
    /// <summary>Its points were found; there may be none.</summary>
    Analysed,

    /// <summary>The analyst asks to wait until a given time.</summary>
    Throttled,

    /// <summary>A model's filter refuses the section for good.</summary>
    Filtered,

    /// <summary>The section cannot be analysed, for good.</summary>
    Failed,
}

/// <summary>What an analyst made of one section.</summary>
public sealed record SectionAnalysis() : VersionedRecord(2)
{
    /// <summary>How it ended.</summary>
    public required SectionStatus Status { get; init; }

    /// <summary>The points, with places in the whole article's text; empty unless <see cref="SectionStatus.Analysed"/>.</summary>
    public IReadOnlyList<Point> Points { get; init; } = [];

    /// <summary>When to ask again; only with <see cref="SectionStatus.Throttled"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why, in words for a person; null if the section was analysed.</summary>
    public string? Reason { get; init; }

    /// <summary>What a model was given and gave, in tokens; 0 without one.</summary>
    public int InputTokens { get; init; }

    /// <summary>How many of the tokens it was given a model had kept from before.</summary>
    public int CachedTokens { get; init; }

    /// <inheritdoc cref="InputTokens"/>
    public int OutputTokens { get; init; }

    /// <summary>How often a model was asked.</summary>
    public int Calls { get; init; }

    /// <summary>What this cost by the prices that are configured; 0 without any.</summary>
    public decimal Cost { get; init; }

    /// <summary>The currency of <see cref="Cost"/>, ISO 4217; null where it costs nothing.</summary>
    public string? Currency { get; init; }

    /// <summary>Why another analyst than the one in charge found the points: lower case, no full stop; null if the one in charge did.</summary>
    public string? InsteadBecause { get; init; }

    /// <summary>The same with what another try at the section cost as well.</summary>
    public SectionAnalysis WithCostOf(SectionAnalysis other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            InputTokens = InputTokens + other.InputTokens,
            CachedTokens = CachedTokens + other.CachedTokens,
            OutputTokens = OutputTokens + other.OutputTokens,
            Calls = Calls + other.Calls,
            Cost = Cost + other.Cost,
            Currency = Currency ?? other.Currency,
        };
    }
}
