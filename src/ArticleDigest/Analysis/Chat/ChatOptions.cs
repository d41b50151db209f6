using System.Globalization;

namespace ArticleDigest.Analysis.Chat;

/// <summary>What is done with an article that the model cannot be asked about for now.</summary>
public enum ChatFallback
{
    /// <summary>It waits.</summary>
    None,

    /// <summary>The extractive analyst reads it, and the edition says so.</summary>
    Extractive,
}

/// <summary>Configuration section <c>Analysis:Chat</c>: the model that the chat analyst asks, and what it may cost.</summary>
public sealed class ChatOptions() : ModelOptions(timeoutSeconds: 120)
{
    /// <summary>The section's name.</summary>
    public const string Section = AnalysisOptions.Section + ":Chat";

    /// <inheritdoc/>
    public override string SectionName => Section;

    /// <summary>The language that points are told in (ISO 639-1); default <c>en</c>. Quotes stay in the article's.</summary>
    public string Language { get; set; } = "en";

    /// <summary>What a model reads at once, question, form and answer together, in tokens; 4,000 to 2,000,000; default 32,000.</summary>
    public int ContextTokens { get; set; } = 32_000;

    /// <summary>The longest answer, in tokens; 500 to 100,000 and less than half of <see cref="ContextTokens"/>; default 4,000.</summary>
    public int MaxOutputTokens { get; set; } = 4_000;

    /// <summary>What an article may cost in all, question and answers, in tokens; <see cref="ContextTokens"/> to 10,000,000; default 250,000.</summary>
    public int TokensPerArticle { get; set; } = 250_000;

    /// <summary>What a day (UTC) may cost over all instances, in tokens; 10,000 to 2,000,000,000; default 5,000,000.</summary>
    public int TokensPerDay { get; set; } = 5_000_000;

    /// <summary>After how many faults of the service in a row it is left alone for a while; 1 to 100; default 5.</summary>
    public int BreakAfter { get; set; } = 5;

    /// <summary>For how long, in seconds; 5 to 3600; default 300.</summary>
    public int BreakSeconds { get; set; } = 300;

    /// <summary>Whether the model may be asked once more for better quotes of points that the text does not prove; default yes.</summary>
    public bool AskForEvidence { get; set; } = true;

    /// <summary>What is done while the model cannot be asked; default nothing: the article waits.</summary>
    public ChatFallback Fallback { get; set; } = ChatFallback.None;

    /// <summary>What a million tokens that the model reads costs; 0 or more; default 0, not told.</summary>
    public decimal InputPrice { get; set; }

    /// <summary>What a million tokens that the model had kept costs; 0 or more; default the price of others.</summary>
    public decimal? CachedInputPrice { get; set; }

    /// <summary>What a million tokens that the model writes costs; 0 or more; default 0, not told.</summary>
    public decimal OutputPrice { get; set; }

    /// <summary>The currency of the prices, three capital letters; default <c>USD</c>.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>What some tokens cost by these prices, in <see cref="Currency"/>.</summary>
    public decimal CostOf(TokenUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        const decimal million = 1_000_000;
        return ((use.Input - use.Cached) * InputPrice / million)
            + (use.Cached * (CachedInputPrice ?? InputPrice) / million)
            + (use.Output * OutputPrice / million);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Faults()
    {
        foreach (string fault in AccessFaults())
        {
            yield return fault;
        }

        if (!IsLanguage(Language))
        {
            yield return $"{Section}:{nameof(Language)} is '{Language}'; give two small letters (ISO 639-1), such as en.";
        }

        foreach (string fault in NumberFaults())
        {
            yield return fault;
        }
    }

    private IEnumerable<string> NumberFaults()
    {
        foreach (string fault in RangeFaults(
            (nameof(ContextTokens), ContextTokens, 4_000, 2_000_000),
            (nameof(MaxOutputTokens), MaxOutputTokens, 500, 100_000),
            (nameof(TokensPerArticle), TokensPerArticle, 4_000, 10_000_000),
            (nameof(TokensPerDay), TokensPerDay, 10_000, 2_000_000_000),
            (nameof(TimeoutSeconds), TimeoutSeconds, 5, 600),
            (nameof(BreakAfter), BreakAfter, 1, 100),
            (nameof(BreakSeconds), BreakSeconds, 5, 3600)))
        {
            yield return fault;
        }

        if (MaxOutputTokens * 2L >= ContextTokens)
        {
            yield return $"{Section}:{nameof(MaxOutputTokens)} is {MaxOutputTokens}; give less than half of {nameof(ContextTokens)} ({ContextTokens}).";
        }

        if (TokensPerArticle < ContextTokens)
        {
            yield return $"{Section}:{nameof(TokensPerArticle)} is {TokensPerArticle}; give at least {nameof(ContextTokens)} ({ContextTokens}), or not even one question could be asked.";
        }

        if (InputPrice < 0 || CachedInputPrice < 0 || OutputPrice < 0)
        {
            yield return $"{Section} has a price below 0; give what a million tokens cost.";
        }

        if (Currency.Length != 3 || !Currency.All(char.IsAsciiLetterUpper))
        {
            yield return $"{Section}:{nameof(Currency)} is '{Currency}'; give three capital letters (ISO 4217), such as USD.";
        }
    }

    // Any two letters make a culture; one that is known has a name of its own.
    private static bool IsLanguage(string code) =>
        code.Length == 2 && code.All(char.IsAsciiLetterLower) && !CultureInfo.GetCultureInfo(code).EnglishName.Equals(code, StringComparison.OrdinalIgnoreCase);
}
