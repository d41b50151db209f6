using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;

namespace ArticleDigest.Letters;

/// <summary>
/// Writes the Atom feed of a schedule's editions: one entry each, with what it counts and where it is; no article's text.
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
    /// <param name="addresses">Where pages are; the root has to be absolute.</param>
    public static string Write(
        string schedule, string title, IReadOnlyList<EditionSummary> editions, PageAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(editions);
        ArgumentNullException.ThrowIfNull(addresses);
        EditionSummary[] newest = [.. editions.Where(e => !e.Skipped).OrderByDescending(e => e.Date).Take(MaxEntries)];
        SyndicationFeed feed = new()
        {
            Id = $"urn:digest:{schedule}",
            Title = new TextSyndicationContent(Shown.Line(title)),
            LastUpdatedTime = newest.Length > 0 ? newest.Max(e => e.ChangedAt) : DateTimeOffset.UnixEpoch,
            Items = [.. newest.Select(e => EntryOf(e, addresses))],
        };
        feed.Authors.Add(new SyndicationPerson { Name = Shown.Line(title) });
        feed.Links.Add(SyndicationLink.CreateSelfLink(new Uri(addresses.Feed(schedule)), "application/atom+xml"));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(addresses.ArchiveOf(schedule)), "text/html"));

        using MemoryStream bytes = new();
        using (XmlWriter writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            new Atom10FeedFormatter(feed).WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static SyndicationItem EntryOf(EditionSummary edition, PageAddresses addresses)
    {
        SyndicationItem entry = new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"urn:digest:{edition.Schedule}:{edition.Date:yyyy-MM-dd}"),
            Title = new TextSyndicationContent($"{Shown.Line(edition.Title)} · {Wording.Long(edition.Date)}"),
            Summary = new TextSyndicationContent(edition.Withdrawn is { } withdrawn ? Wording.Withdrawal(withdrawn) : Wording.Counts(edition)),

            // A reader that has the edition as it was shows it anew.
            LastUpdatedTime = edition.ChangedAt,
            PublishDate = edition.CompiledAt,
        };
        entry.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(addresses.Edition(edition.Schedule, edition.Date)), "text/html"));
        return entry;
    }
}
