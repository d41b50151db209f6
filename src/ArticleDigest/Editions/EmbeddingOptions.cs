using ArticleDigest.Analysis.Chat;

namespace ArticleDigest.Editions;

/// <summary>
/// Configuration section <c>Digest:Embeddings</c>: the embedding model that tells how near statements are in meaning, and
/// what it may cost. Without an endpoint there is none.
/// </summary>
public sealed class EmbeddingOptions() : ModelOptions(timeoutSeconds: 20)
{
    /// <summary>The section's name.</summary>
    public const string Section = DigestOptions.Section + ":Embeddings";

    private const int LeastDimensions = 64;
    private const int MostDimensions = 4096;

    /// <inheritdoc/>
    public override string SectionName => Section;

    /// <summary>Whether there is a model.</summary>
    public bool IsOn => Endpoint.Length > 0;

    /// <summary>How many numbers a vector is to have, for models that can shorten theirs; 64 to 4096; default as many as the model gives.</summary>
    public int? Dimensions { get; set; }

    /// <summary>How many texts are sent at once; 1 to 256; default 128.</summary>
    public int BatchSize { get; set; } = 128;

    /// <summary>How long an edition waits for the model in all, in seconds; 5 to 240; default 60. Then it goes on without what is missing.</summary>
    public int SecondsPerEdition { get; set; } = 60;

    /// <summary>What an edition may cost, in tokens; 10,000 to 2,000,000,000; default 2,000,000.</summary>
    public int TokensPerEdition { get; set; } = 2_000_000;

    /// <summary>What a million tokens costs, in the currency of the analyses' prices; 0 or more; default 0, not told.</summary>
    public decimal Price { get; set; }

    /// <summary>The currency of the price, ISO 4217; default USD.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>What some tokens cost by this price.</summary>
    public decimal CostOf(long tokens) => tokens * Price / 1_000_000;

    /// <inheritdoc/>
    public override IEnumerable<string> Faults()
    {
        if (!IsOn)
        {
            yield break;
        }

        foreach (string fault in AccessFaults())
        {
            yield return fault;
        }

        foreach (string fault in RangeFaults(
            (nameof(Dimensions), Dimensions ?? LeastDimensions, LeastDimensions, MostDimensions),
            (nameof(BatchSize), BatchSize, 1, 256),
            (nameof(TimeoutSeconds), TimeoutSeconds, 1, 120),
            (nameof(SecondsPerEdition), SecondsPerEdition, 5, 240),
            (nameof(TokensPerEdition), TokensPerEdition, 10_000, 2_000_000_000)))
        {
            yield return fault;
        }

        if (Currency.Length != 3 || !Currency.All(char.IsAsciiLetterUpper))
        {
            yield return $"{Section}:{nameof(Currency)} is '{Currency}'; give three capital letters (ISO 4217), such as USD.";
        }

        if (Price < 0)
        {
            yield return $"{Section}:{nameof(Price)} is below 0; give what a million tokens cost.";
        }
    }
}
