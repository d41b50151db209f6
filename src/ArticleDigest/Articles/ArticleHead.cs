namespace ArticleDigest.Articles;

/// <summary>What is known of an article besides its text: all that an edition keeps in memory of it.</summary>
public sealed record ArticleHead
{
    /// <inheritdoc cref="Article.Id"/>
    public required string Id { get; init; }

    /// <inheritdoc cref="Article.Title"/>
    public required string Title { get; init; }

    /// <inheritdoc cref="Article.Byline"/>
    public string? Byline { get; init; }

    /// <inheritdoc cref="Article.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="Article.Published"/>
    public DateOnly? Published { get; init; }

    /// <inheritdoc cref="Article.Language"/>
    public required string Language { get; init; }

    /// <summary>An article's head.</summary>
    public static ArticleHead Of(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return new ArticleHead
        {
            Id = article.Id,
            Title = article.Title,
            Byline = article.Byline,
            Source = article.Source,
            Published = article.Published,
            Language = article.Language,
        };
    }
}
