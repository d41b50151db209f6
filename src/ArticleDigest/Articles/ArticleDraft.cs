namespace ArticleDigest.Articles;

/// <summary>What one format's reader found, before furniture and credits are taken out. Lines are as written.</summary>
internal sealed record ArticleDraft
{
    /// <summary>The headline as mark-up or a header names it; null if the first paragraph may be it.</summary>
    public string? Title { get; init; }

    /// <inheritdoc cref="Article.Byline"/>
    public string? Byline { get; init; }

    /// <inheritdoc cref="Article.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="Article.Published"/>
    public DateOnly? Published { get; init; }

    /// <summary>The language that the mark-up claims, such as <c>pt-BR</c>; null if it does not.</summary>
    public string? LanguageHint { get; init; }

    /// <summary>The paragraphs, headings and list items, each one line.</summary>
    public required IReadOnlyList<string> Paragraphs { get; init; }
}
