using System.ServiceModel.Syndication;
using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Letters;

/// <summary>The archive as files.</summary>
public sealed class ArchiveExportTests
{
    private static readonly Uri Somewhere = new("file:///somewhere/else/");
    private readonly InMemoryRecords _digest = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_link_leads_to_a_file_and_a_place_in_it()
    {
        await KeepAsync("daily", SampleEditions.Monday, SampleEditions.SecondDay());
        await KeepAsync("daily", SampleEditions.Tuesday, SampleEditions.FullDay());
        await KeepAsync("weekly", SampleEditions.Monday, SampleEditions.QuietDay());

        Dictionary<string, string> files = await ExportAsync(["daily", "weekly"]);

        Assert.Equal(
            [
                "actors/daily.html", "actors/weekly.html", "editions/daily.html", "editions/daily/2026-11-17.html", "editions/daily/2026-11-17/matrix.html", "editions/daily/2026-11-23.html",
                "editions/daily/2026-11-23/matrix.html", "editions/weekly.html", "editions/weekly/2026-11-23.html", "feed/daily.xml", "feed/weekly.xml", "index.html",
            ],
            files.Keys.Where(file => !file.StartsWith("actors/daily/", StringComparison.Ordinal) && !file.StartsWith("editions/daily/2026-11-17/articles/", StringComparison.Ordinal) && !file.StartsWith("editions/daily/2026-11-23/articles/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Dictionary<string, IDocument> pages = files.Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => Parse(f.Value));
        Assert.All(pages, page => Assert.All(LinksOf(page.Value), link => Leads(new Uri(Somewhere, page.Key), link, files, pages)));
        Assert.All(files.Where(f => f.Key.EndsWith(".xml", StringComparison.Ordinal)), feed =>
            Assert.All(FeedLinksOf(feed.Value), link => Leads(new Uri(Somewhere, feed.Key), link, files, pages)));
        string[] linked = [.. pages.SelectMany(page => LinksOf(page.Value).Select(link => FileOf(new Uri(new Uri(Somewhere, page.Key), link)))).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(files.Keys.Where(file => file != "index.html").Order(StringComparer.Ordinal), linked);
    }

    [Fact]
    public async Task Nothing_in_it_asks_a_server_for_anything()
    {
        await KeepAsync("daily", SampleEditions.Monday, SampleEditions.SecondDay());

        Dictionary<string, string> files = await ExportAsync(["daily"]);

        Assert.All(files, file => Assert.DoesNotMatch("[?&](t|l)=|<form|<script|src=|href=\"(/|https?:)", file.Value));
        Assert.All(files.Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal)), file =>
            Assert.Equal(DigestPages.FilePolicy, Parse(file.Value).QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")));
    }

    [Fact]
    public async Task The_same_archive_gives_the_same_files()
    {
        await KeepAsync("daily", SampleEditions.Monday, SampleEditions.SecondDay());

        Assert.Equal(await ExportAsync(["daily"]), await ExportAsync(["daily"]));
    }

    [Fact]
    public async Task What_was_taken_back_is_in_no_file()
    {
        Edition edition = await KeepAsync("daily", SampleEditions.Monday, SampleEditions.FullDay());
        RetractionShelf retractions = new(_digest);
        await retractions.CreateAsync(Retraction.OfPoint(new EditionRequest("daily", edition.Date), edition.Criticisms[1].Id, null, "never said", SampleEditions.CompiledAt), Token);

        Dictionary<string, string> files = await ExportAsync(["daily"]);

        Assert.DoesNotContain("editions/daily/2026-11-23/matrix.html", files.Keys);
        Assert.All(files.Values, content => Assert.DoesNotContain(edition.Criticisms[1].Statement, content, StringComparison.Ordinal));
        Assert.Contains("never said", files["editions/daily/2026-11-23.html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_of_the_editions_since_a_date_and_in_the_language_that_is_asked_for()
    {
        await KeepAsync("daily", SampleEditions.Monday, SampleEditions.FullDay());
        await KeepAsync("daily", SampleEditions.Tuesday, SampleEditions.FullDay());

        Dictionary<string, string> files = await ExportAsync(["daily"], SampleEditions.Monday, "pt");

        Assert.DoesNotContain("editions/daily/2026-11-17.html", files.Keys);
        Assert.All(files.Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal)), file => Assert.Equal("pt", Parse(file.Value).DocumentElement.GetAttribute("lang")));
        Assert.Contains("Quem critica quem", files["editions/daily/2026-11-23.html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_without_editions_is_a_page_that_says_so() =>
        Assert.Contains("No edition has gone out yet.", Assert.Single(await ExportAsync([])).Value, StringComparison.Ordinal);

    private static IEnumerable<string> LinksOf(IDocument page) => page.QuerySelectorAll("[href]").Select(a => a.GetAttribute("href")!);

    private static IEnumerable<string> FeedLinksOf(string xml)
    {
        XmlDocument document = new() { XmlResolver = null };
        document.LoadXml(xml);
        return document.GetElementsByTagName("link").Cast<XmlElement>().Select(link => link.GetAttribute("href"));
    }

    private static string FileOf(Uri address) => address.AbsolutePath[Somewhere.AbsolutePath.Length..];

    private static void Leads(Uri from, string link, Dictionary<string, string> files, Dictionary<string, IDocument> pages)
    {
        Uri to = new(from, link);
        string file = FileOf(to);
        Assert.Contains(file, files.Keys);
        Assert.True(to.Fragment.Length == 0 || pages[file].GetElementById(to.Fragment[1..]) is not null, $"{from} has {link}.");
    }

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private async Task<Edition> KeepAsync(string schedule, DateOnly date, Edition edition)
    {
        Edition kept = edition with { Schedule = schedule, Date = date };
        Assert.True(await _digest.CreateJsonAsync(new EditionRequest(schedule, date).Path, kept, Token));
        await new PositionLedger(_digest).EnterAsync(kept, kept, Token);
        return kept;
    }

    private async Task<Dictionary<string, string>> ExportAsync(string[] schedules, DateOnly? since = null, string? language = null)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        await foreach (ArchiveFile file in new ArchiveExport(_digest).FilesAsync(new ExportRequest(schedules, since, language), Token))
        {
            files.Add(file.Path, file.Content);
        }

        return files;
    }
}
