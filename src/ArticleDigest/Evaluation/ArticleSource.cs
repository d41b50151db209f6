using System.Text.RegularExpressions;

namespace ArticleDigest.Evaluation;

/// <summary>The form of an article's file.</summary>
public enum SourceForm
{
    /// <summary>Plain text, taken as it is.</summary>
    Text,

    /// <summary>Markdown, in which a quote may have the marks or leave them out.</summary>
    Markdown,

    /// <summary>A web page, of which the visible text counts.</summary>
    Html,
}

/// <summary>An article's file as labels and quotes are looked for in it: all of it that can be seen, furniture included.</summary>
public sealed class ArticleSource
{
    // What links leave behind, marks at the beginning of a line, and marks anywhere.
    private static readonly Regex Marks = new(
        @"\]\([^)\s\x1C-\x1F]*\)|\]\[[^\]]*\]|^[ \t]*(?:[-*+]|#+|>+)[ \t]+|[*_`~#>\[\]\\]",
        RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant);

    private readonly Lazy<string[]> _rawWords;

    /// <summary>Reads an article's file.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="form">Its form.</param>
    public ArticleSource(string text, SourceForm form)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        string visible = ScoredWords.Collapse(form == SourceForm.Html ? VisibleText.Of(text) : text);
        Shown = form == SourceForm.Markdown ? ScoredWords.Collapse(Marks.Replace(text, "")) + "\n" + visible : visible;
        Words = ScoredWords.Of(visible);
        _rawWords = new Lazy<string[]>(() => ScoredWords.Of(text));
    }

    /// <summary>The endings of the files there may be, with their forms, in the order in which they are looked for.</summary>
    public static IReadOnlyList<(string Ending, SourceForm Form)> Endings { get; } =
        [(".txt", SourceForm.Text), (".md", SourceForm.Markdown), (".html", SourceForm.Html)];

    /// <summary>The visible text with white space collapsed; of Markdown without its marks and, on a second line, with them.</summary>
    internal string Shown { get; }

    /// <summary>The words of the visible text.</summary>
    internal string[] Words { get; }

    /// <summary>The words of the whole file, mark-up included: a title may stand in a page's head.</summary>
    internal string[] RawWords => _rawWords.Value;
}
