using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Markdig;

namespace ArticleDigest.Articles;

/// <summary>Reads Markdown without its marks: link texts stay, link targets and embedded mark-up go.</summary>
internal sealed class MarkdownReader(ArticlesOptions options, WrittenDates dates, Credits credits)
{
    /// <summary>Markdig's time grows with the square of the number of opening brackets: 100,000 take more than 15 s.</summary>
    private const int MaxBrackets = 10_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras()
        .UseFootnotes()
        .Build();

    /// <summary>Reads a text.</summary>
    /// <param name="text">The Markdown.</param>
    /// <param name="refusal">Why it is refused; null if a draft is returned.</param>
    public ArticleDraft? Read(string text, out string? refusal)
    {
        refusal = Refusal(text);
        if (refusal is not null)
        {
            return null;
        }

        string[] lines = LineJoiner.Lines(text);
        HeaderBlock? header = HeaderBlock.OfMarkdown(lines, out int end);
        string html;
        try
        {
            html = Markdown.ToHtml(string.Join('\n', lines[end..]), Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's answer to lists and quotations more than a hundred deep.
            refusal = "nested too deeply: quotations or lists stand too deep in one another";
            return null;
        }

        refusal = new HtmlGuard(options.MaxHtmlDepth, options.MaxHtmlElements).Refusal(html);
        if (refusal is not null)
        {
            return null;
        }

        IHtmlDocument page = new HtmlParser().ParseDocument(html);
        ArticleDraft draft = PlainTextReader.Draft(header, HtmlText.Paragraphs(page.Body!), dates, credits);
        string? heading = page.QuerySelector("h1")?.TextContent
            ?? (page.Body!.FirstElementChild is { LocalName: "h2" or "h3" } first ? first.TextContent : null);
        return draft with { Title = draft.Title ?? heading };
    }

    private string? Refusal(string text)
    {
        if (text.Length > options.MaxMarkdownBytes)
        {
            return FormattableString.Invariant($"too large: Markdown of more than {options.MaxMarkdownBytes} bytes");
        }

        return text.AsSpan().Count('[') > MaxBrackets
            ? FormattableString.Invariant($"too much mark-up: more than {MaxBrackets} brackets")
            : null;
    }
}
