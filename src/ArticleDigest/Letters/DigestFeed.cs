using System.Globalization;
using System.Net;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;

namespace ArticleDigest.Letters;

/// <summary>
/// Writes the Atom feed of a schedule's editions: one entry each, with what it counts, what leads it and where it is; no article's text.
/// The same editions give the same bytes.
/// </summary>
public static class DigestFeed
{
    /// <summary>How many editions a feed has: the newest that went out.</summary>
    public const int MaxEntries = 30;

    /// <summary>The feed's media type.</summary>
    public const string MediaType = "application/atom+xml; charset=utf-8";

    /// <summary>Writes a feed.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="title">Its title for readers.</param>
    /// <param name="editions">Its editions, in any order.</param>
    /// <param name="addresses">Where pages are; a feed that is served has an absolute root, one that is a file links relative to its place.</param>
    /// <param name="words">The words around them.</param>
    public static string Write(
        string schedule, string title, IReadOnlyList<EditionSummary> editions, PageAddresses addresses, Words words)
    {
        ArgumentNullException.ThrowIfNull(editions);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(words);
        EditionSummary[] newest = [.. editions.Where(e => !e.Skipped).OrderByDescending(e => e.Date).Take(MaxEntries)];
        SyndicationFeed feed = new()
        {
            Language = words.Language,
            Id = $"urn:digest:{schedule}",
            Title = new TextSyndicationContent(Safe(title)),
            LastUpdatedTime = newest.Length > 0 ? newest.Max(e => e.ChangedAt) : DateTimeOffset.UnixEpoch,
            Items = [.. newest.Select(e => EntryOf(e, addresses, new Wording(words)))],
        };
        feed.Authors.Add(new SyndicationPerson { Name = Safe(title) });
        feed.Links.Add(SyndicationLink.CreateSelfLink(Reference(addresses.Feed(schedule)), "application/atom+xml"));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(Reference(addresses.ArchiveOf(schedule)), "text/html"));

        using MemoryStream bytes = new();
        using (XmlWriter writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            new Atom10FeedFormatter(feed).WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static Uri Reference(string address) => new(address, UriKind.RelativeOrAbsolute);

    /// <summary>Text on one line as XML can hold it: without the two code points that are no characters.</summary>
    private static string Safe(string text) => string.Concat(Shown.Line(text).Where(c => c is not ('\uFFFE' or '\uFFFF')));

    /// <summary>What an edition counts and the lines that lead it, as HTML in which nothing is but these; null if nothing leads it.</summary>
    private static TextSyndicationContent? LeadOf(EditionSummary edition, Wording wording)
    {
        if (edition.Lead.Count == 0 || edition.Withdrawn is not null)
        {
            return null;
        }

        StringBuilder html = new($"<p>{Html(wording.Counts(edition))}</p><ul>");
        foreach (LeadLine line in edition.Lead)
        {
            string who = line.Target is null ? wording.Name(line.Actor) : $"{wording.Name(line.Actor)} → {wording.NameWithin(line.Target)}";
            string language = LanguageView.Of(line.Language, wording.Words).Code is { } code ? $" lang=\"{code}\"" : "";
            string details = wording.Details(line.Articles, wording.NewsInShort(line, edition.Previous, edition.Date));
            html.Append(CultureInfo.InvariantCulture, $"<li>{Html(wording.Kind(line.Kind))} · <bdi>{Html(who)}</bdi>{WebUtility.HtmlEncode(wording.Words.Colon)}<bdi{language}>{Html(line.Statement)}</bdi> · {Html(details)}</li>");
        }

        return new TextSyndicationContent(html.Append("</ul>").ToString(), TextSyndicationContentKind.Html);
    }

    private static string Html(string text) => WebUtility.HtmlEncode(Safe(text));

    private static SyndicationItem EntryOf(EditionSummary edition, PageAddresses addresses, Wording wording)
    {
        SyndicationItem entry = new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"urn:digest:{edition.Schedule}:{edition.Date:yyyy-MM-dd}"),
            Title = new TextSyndicationContent($"{Safe(edition.Title)} · {wording.Words.Long(edition.Date)}"),
            Summary = new TextSyndicationContent(edition.Withdrawn is { } withdrawn ? Safe(wording.Withdrawal(withdrawn)) : wording.Counts(edition)),
            Content = LeadOf(edition, wording),

            // A reader that has the edition as it was shows it anew.
            LastUpdatedTime = edition.ChangedAt,
            PublishDate = edition.CompiledAt,
        };
        entry.Links.Add(SyndicationLink.CreateAlternateLink(Reference(addresses.Edition(edition.Schedule, edition.Date)), "text/html"));
        return entry;
    }
}
