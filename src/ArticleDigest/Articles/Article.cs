namespace ArticleDigest.Articles;

/// <summary>An article as the product reads it: clean text and what is known about it.</summary>
public sealed record Article
{
    /// <summary>The language code of a text whose language cannot be told.</summary>
    public const string UnknownLanguage = "und";

    /// <summary>64 lower-case hexadecimal digits: the SHA-256 of the normalised text.</summary>
    public required string Id { get; init; }

    /// <summary>The headline, on one line; never empty.</summary>
    public required string Title { get; init; }

    /// <summary>Who wrote it, as the article says; null if it does not.</summary>
    public string? Byline { get; init; }

    /// <summary>The paper, agency or site it comes from; null if the article does not say.</summary>
    public string? Source { get; init; }

    /// <summary>The day it was published; null if the article does not say.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>The language of the text, a two-letter code of ISO 639-1, or <see cref="UnknownLanguage"/>.</summary>
    public required string Language { get; init; }

    /// <summary>
    /// Whether what was dropped hides text in characters that people do not see; the text here has none of them.
    /// </summary>
    public bool HidesText { get; init; }

    /// <summary>
    /// The text without title, furniture and mark-up: paragraphs (headings within the text are paragraphs of their
    /// own) divided by one empty line ("\n\n"), no other line breaks, no runs of spaces. Evidence has its place here.
    /// </summary>
    public required string Text { get; init; }
}

/// <summary>What reading a drop's bytes gave: either an article or a rejection.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>The drop is an article.</summary>
    public sealed record Read(Article Article) : Reading;

    /// <summary>The drop cannot be read.</summary>
    /// <param name="Reason">Why, in words for the person who dropped it: lower case, no full stop.</param>
    public sealed record Rejected(string Reason) : Reading;
}
