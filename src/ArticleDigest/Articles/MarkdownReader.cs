using AngleSharp.Html.Dom;
using Markdig;

namespace ArticleDigest.Articles;

/// <summary>Reads Markdown without its marks: link texts stay, link targets and embedded mark-up go.</summary>
internal sealed class MarkdownReader(ArticlesOptions options, WrittenDates dates, Credits credits)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras()
        .UseFootnotes()
        .Use<LinkTargets>()
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
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A fault of Markdig's own would meet every attempt at the same text.
            refusal = $"broken mark-up: the Markdown cannot be read ({fault.GetType().Name})";
            return null;
        }

        refusal = new HtmlGuard(options.MaxHtmlDepth, options.MaxHtmlElements).Refusal(html);
        if (refusal is not null)
        {
            return null;
        }

        IHtmlDocument? page = HtmlGuard.Parse(html, options.MaxHtmlDepth);
        if (page is null)
        {
            refusal = HtmlGuard.TooDeep;
            return null;
        }

        ArticleDraft draft = PlainTextReader.Draft(header, HtmlText.Paragraphs(page.Body!), dates, credits);
        string? heading = page.QuerySelector("h1")?.TextContent
            ?? (page.Body!.FirstElementChild is { LocalName: "h2" or "h3" } first ? first.TextContent : null);
        return draft with { Title = draft.Title ?? heading };
    }

    private string? Refusal(string text) => text.Length > options.MaxMarkdownBytes
        ? FormattableString.Invariant($"too large: Markdown of more than {options.MaxMarkdownBytes} bytes")
        : MarkdownGuard.Refusal(text);
}
