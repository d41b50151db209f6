using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace ArticleDigest.Articles;

/// <summary>What a page says about its article outside the text: title, byline, source, date, language.</summary>
internal sealed class HtmlFacts
{
    private static readonly string[] Dividers = [" | ", " ¦ ", " « ", " » ", " :: ", " · ", " • ", " – ", " — ", " - "];

    private readonly WrittenDates _dates;
    private readonly Credits _credits;

    /// <summary>Reads with these dates and credits.</summary>
    public HtmlFacts(WrittenDates dates, Credits credits)
    {
        _dates = dates;
        _credits = credits;
    }

    /// <summary>Reads a page as parsed, before anything is taken out.</summary>
    public ArticleDraft Read(IHtmlDocument page)
    {
        var linked = LinkedFacts.Read(page);
        string? source = Meta(page, "og:site_name") ?? linked.Publisher ?? Meta(page, "application-name");
        return new ArticleDraft
        {
            Title = Title(page, linked, source),
            Byline = Byline(page, linked),
            Source = source,
            Published = Published(page, linked),
            LanguageHint = page.DocumentElement?.GetAttribute("lang") ?? page.Body?.GetAttribute("lang") ?? Meta(page, "og:locale"),
            Paragraphs = [],
        };
    }

    private static string? Title(IHtmlDocument page, LinkedFacts linked, string? source)
    {
        string? named = Meta(page, "og:title") ?? linked.Headline ?? Meta(page, "twitter:title")
            ?? Line(page.Head?.QuerySelector("title")?.TextContent ?? page.Title);
        List<string> headings = page.QuerySelectorAll("h1, h2, h3")
            .Where(heading => heading.Closest("nav, aside, footer") is null)
            .Take(200)
            .Select(heading => Line(heading.TextContent))
            .OfType<string>()
            .ToList();
        if (named is null)
        {
            return Line(page.QuerySelector("h1")?.TextContent) ?? headings.FirstOrDefault();
        }

        string? shown = headings
            .Where(heading => Opens(named, heading) || heading.Equals(named, StringComparison.OrdinalIgnoreCase))
            .MaxBy(heading => heading.Length);
        return shown ?? OnlyHeadline(page, named) ?? WithoutSite(named, source);
    }

    // Sites word a headline for search engines differently; the one that readers see counts if it is about the same.
    private static string? OnlyHeadline(IHtmlDocument page, string named)
    {
        if (page.QuerySelectorAll("h1") is not { Length: 1 } headlines || Line(headlines[0].TextContent) is not { Length: <= 300 } headline)
        {
            return null;
        }

        string[] words = headline.Split(' ');
        int shared = words.Count(word => named.Contains(word, StringComparison.OrdinalIgnoreCase));
        return words.Length >= 3 && shared * 2 >= words.Length ? headline : null;
    }

    // A headline on the page is the title where a site's name follows it; a shorter word may open it by chance.
    private static bool Opens(string named, string heading)
    {
        if (heading.Length < 4 || !named.StartsWith(heading, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string rest = named[heading.Length..];
        return Dividers.Any(divider => rest.StartsWith(divider, StringComparison.Ordinal)) && heading.Length * 3 >= named.Length;
    }

    private static string WithoutSite(string title, string? source)
    {
        foreach (string divider in Dividers)
        {
            int at = title.LastIndexOf(divider, StringComparison.Ordinal);
            if (at <= 0)
            {
                continue;
            }

            string head = title[..at].Trim();
            string site = title[(at + divider.Length)..].Trim();
            bool isNamed = source is not null && site.Equals(source, StringComparison.OrdinalIgnoreCase);
            bool looksLikeSite = site.Length > 0 && !char.IsLower(site[0]) && CleanText.CountWords(site) <= 4
                && CleanText.CountWords(head) >= 4 && head.Length > site.Length && !CleanText.EndsSentence(site);
            if (isNamed || looksLikeSite)
            {
                return head;
            }
        }

        return title;
    }

    private string? Byline(IHtmlDocument page, LinkedFacts linked)
    {
        string?[] candidates =
        [
            linked.Author,
            Meta(page, "author"),
            Meta(page, "article:author"),
            Meta(page, "parsely-author"),
            Meta(page, "dc.creator"),
            Meta(page, "byl"),
            Shown(page, "[rel~=author]"),
            Shown(page, "[itemprop~=author]"),
            Shown(page, ".byline, .author, .byline-name, .author-name"),
            Shown(page, "[class*=contributor], [class*=byline]"),
        ];
        return candidates.Select(_credits.Tidy).FirstOrDefault(candidate => candidate is { Length: <= 100 });
    }

    private DateOnly? Published(IHtmlDocument page, LinkedFacts linked)
    {
        IEnumerable<string?> candidates =
        [
            linked.Published,
            Meta(page, "article:published_time"),
            Meta(page, "og:article:published_time"),
            Meta(page, "datePublished"),
            Meta(page, "parsely-pub-date"),
            Meta(page, "dc.date.issued"),
            Meta(page, "dc.date"),
            Meta(page, "pubdate"),
            Meta(page, "publish-date"),
            Meta(page, "date"),
            page.QuerySelector("[itemprop~=datePublished]")?.GetAttribute("datetime"),
            page.QuerySelector("time[pubdate]")?.GetAttribute("datetime"),
            page.QuerySelector("article time[datetime]")?.GetAttribute("datetime"),
            page.QuerySelector("main time[datetime], .post time[datetime], header time[datetime]")?.GetAttribute("datetime"),
            OnlyTime(page),
        ];
        foreach (string? candidate in candidates)
        {
            if (candidate is not null && _dates.TryValue(candidate, out DateOnly date))
            {
                return date;
            }
        }

        return null;
    }

    private static string? OnlyTime(IHtmlDocument page) =>
        page.QuerySelectorAll("time[datetime]") is { Length: 1 } times ? times[0].GetAttribute("datetime") : null;

    private static string? Shown(IHtmlDocument page, string selector)
    {
        IElement? element = page.QuerySelectorAll(selector).FirstOrDefault(candidate => candidate.LocalName is not ("link" or "body" or "meta"));
        return element?.TextContent is { Length: <= 200 } text ? text : null;
    }

    private static string? Meta(IHtmlDocument page, string name) =>
        page.QuerySelectorAll("meta[content]")
            .Where(meta => name.Equals(meta.GetAttribute("property"), StringComparison.OrdinalIgnoreCase)
                || name.Equals(meta.GetAttribute("name"), StringComparison.OrdinalIgnoreCase)
                || name.Equals(meta.GetAttribute("itemprop"), StringComparison.OrdinalIgnoreCase))
            .Select(meta => Line(meta.GetAttribute("content")))
            .FirstOrDefault(content => content is not null);

    private static string? Line(string? text) => text is null || CleanText.Line(text) is not { Length: > 0 } line ? null : line;
}
