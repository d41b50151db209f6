using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ArticleDigest.Articles;

/// <summary>Finds the article in a page. Nothing outside the page is ever fetched and no script runs.</summary>
internal sealed class HtmlReader
{
    /// <summary>
    /// SmartReader's time grows with the square of the number of siblings: measured, 5,000 elements take up to 1.6 s in
    /// the worst form found, 20,000 more than 20 s. Larger pages are read by this class alone, in linear time.
    /// </summary>
    private const int MaxElementsForSmartReader = 4000;

    /// <summary>As above, for pages whose prose stands deep: elements times depth.</summary>
    private const int MaxWorkForSmartReader = 100_000;

    /// <summary>SmartReader copies the text of an element for each element around it: UTF-16 units of the page times depth.</summary>
    private const long MaxTextForSmartReader = 10_000_000;

    private readonly ArticlesOptions _options;
    private readonly HtmlFacts _facts;
    private readonly HtmlParts _parts = new();

    /// <summary>Reads with these limits, dates and credits.</summary>
    public HtmlReader(ArticlesOptions options, WrittenDates dates, Credits credits)
    {
        _options = options;
        _facts = new HtmlFacts(dates, credits);
    }

    /// <summary>Reads a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="refusal">Why it is refused; null if a draft is returned.</param>
    public ArticleDraft? Read(string html, out string? refusal)
    {
        refusal = new HtmlGuard(_options.MaxHtmlDepth, _options.MaxHtmlElements).Refusal(html);
        if (refusal is not null)
        {
            return null;
        }

        IHtmlDocument? page = HtmlGuard.Parse(html, _options.MaxHtmlDepth);
        if (page is null)
        {
            refusal = HtmlGuard.TooDeep;
            return null;
        }

        (int depth, int elements, _) = Measure(page);
        refusal = depth > _options.MaxHtmlDepth ? HtmlGuard.TooDeep
            : elements > _options.MaxHtmlElements ? HtmlGuard.TooMany(_options.MaxHtmlElements)
            : null;
        if (refusal is not null || page.Body is not { } body)
        {
            return refusal is null ? new ArticleDraft { Paragraphs = [] } : null;
        }

        ArticleDraft draft = _facts.Read(page);
        _parts.RemoveInvisible(body);
        _parts.RemoveFurniture(body);
        IReadOnlyList<string> own = HtmlText.Paragraphs(HtmlParts.Densest(body));
        (int depthLeft, int elementsLeft, long textLeft) = Measure(page);
        bool fits = elementsLeft <= MaxElementsForSmartReader
            && (long)elementsLeft * depthLeft <= MaxWorkForSmartReader
            && textLeft * depthLeft <= MaxTextForSmartReader;
        IReadOnlyList<string> found = fits ? Find(page) : [];
        return draft with { Paragraphs = Choose(found, own) };
    }

    private static IReadOnlyList<string> Find(IHtmlDocument page)
    {
        // The address only completes relative links; ".invalid" can never be reached.
        using var reader = new SmartReader.Reader("https://page.invalid/", page);
        SmartReader.Article article = reader.GetArticle();
        return article.Completed && article.IsReadable && article.Content is { Length: > 0 } content
            ? HtmlText.Paragraphs(new HtmlParser().ParseDocument(content).Body!)
            : [];
    }

    // SmartReader knows clutter better, but drops parts of some articles; a densest element of little more is whole.
    private static IReadOnlyList<string> Choose(IReadOnlyList<string> found, IReadOnlyList<string> own)
    {
        int foundWords = found.Sum(CleanText.CountWords);
        int ownWords = own.Sum(CleanText.CountWords);
        return foundWords * 4 >= ownWords * 3 || foundWords * 2 < ownWords ? own : found;
    }

    // Everything counts but text, of which there is at most one node more than of all others.
    private static (int Depth, int Elements, long Text) Measure(INode root)
    {
        int depth = 0, elements = 0;
        long text = 0;
        Stack<(INode Node, int Depth)> open = new([(root, 0)]);
        while (open.TryPop(out (INode Node, int Depth) next))
        {
            depth = Math.Max(depth, next.Depth);
            foreach (INode child in next.Node.ChildNodes)
            {
                if (child is IText words)
                {
                    text += words.Length;
                }
                else
                {
                    elements++;
                    open.Push((child, next.Depth + 1));
                }
            }
        }

        return (depth, elements, text);
    }
}
