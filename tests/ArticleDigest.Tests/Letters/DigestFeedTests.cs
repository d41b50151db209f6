using System.ServiceModel.Syndication;
using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class DigestFeedTests
{
    private static readonly Admission Admitted = new("k1", new DateOnly(2027, 2, 21));
    private static readonly SignedLinks Links = new(LinkKeys.Mail);
    private static readonly PageAddresses Addresses =
        PageAddresses.Signed("https://digest.example.org/", "daily", Admitted, Links);

    private static readonly EditionSummary Monday = EditionSummary.Of(SampleEditions.FullDay());

    [Fact]
    public void A_feed_reader_finds_the_newest_editions_first_and_where_they_are()
    {
        EditionSummary[] editions = [.. Enumerable.Range(0, 40).Select(i => Monday with { Date = Monday.Date.AddDays(i), CompiledAt = Monday.CompiledAt.AddDays(i) })];

        SyndicationFeed feed = Read(DigestFeed.Write("daily", "Daily digest", editions, Addresses, Words.English));

        Assert.Equal("urn:digest:daily", feed.Id);
        Assert.Equal(DigestFeed.MaxEntries, feed.Items.Count());
        SyndicationItem newest = feed.Items.First();
        Assert.Equal("urn:digest:daily:2027-01-01", newest.Id);
        Assert.Equal(editions[^1].CompiledAt, newest.LastUpdatedTime);
        Assert.Equal(editions[^1].CompiledAt, feed.LastUpdatedTime);
        Assert.Equal(
            $"https://digest.example.org/editions/daily/2027-01-01?t={Addresses.PagesToken}", Assert.Single(newest.Links).Uri.AbsoluteUri);
        Assert.Contains("3 proposals, 2 criticisms", newest.Summary.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_has_the_leading_lines_of_its_letter()
    {
        EditionSummary day = EditionSummary.Of(SampleEditions.SecondDay());

        SyndicationItem entry = Read(DigestFeed.Write("daily", "Daily digest", [day], Addresses, Words.English)).Items.Single();

        TextSyndicationContent content = Assert.IsType<TextSyndicationContent>(entry.Content);
        Assert.Equal("html", content.Type);
        IDocument told = new HtmlParser().ParseDocument(content.Text);
        Assert.Equal("7 proposals, 3 criticisms, 1 other stance, 4 new, 4 changed, 1 correction", told.QuerySelector("p")!.TextContent);
        Assert.Equal(
            [
                "Proposal · The transport ministry: two new night trains to the coast · 1 article · turned round since 9 December 2025",
                "Withdrawal · National Teachers' Union: the ban on mobile phones in all schools · 1 article · first proposed 17 November",
                "Proposal · The city council of Port Arlen: a congestion charge of six euros a day for the harbour quarter · 2 articles · sharper than on 17 November",
                "Criticism · The Chamber of Commerce → the city council: for ignoring small shops in the quarter · 1 article · new",
            ],
            told.QuerySelectorAll("li").Select(line => line.TextContent));
    }

    [Fact]
    public void What_leads_is_text_whatever_is_in_it_and_nothing_of_what_was_taken_back()
    {
        const string hostile = "</bdi><script>x</script>\u202E & ]]> \u0001\uD800\uFFFE\uFFFF 🜁 end";
        Edition day = SampleEditions.SecondDay();
        EditionEntry evil = SampleEditions.Criticism("b9", hostile, hostile, hostile, "charge") with { Language = "\"><b>", News = SampleEditions.Fresh };
        EditionEntry gone = SampleEditions.Proposal("a9", "Nobody", "nothing") with { Withdrawn = new Withdrawn(SampleEditions.Monday, "wrong") };
        Edition edition = day with { Proposals = [gone], Criticisms = [evil], Lead = [gone.Id, evil.Id, "0123"] };
        EditionSummary line = EditionSummary.Of(edition);

        SyndicationItem[] entries = [.. Read(DigestFeed.Write("daily", "Daily digest", [line, line with { Date = line.Date.AddDays(1), Withdrawn = new(line.Date, "wrong") }], Addresses, Words.English)).Items];
        IDocument told = new HtmlParser().ParseDocument(((TextSyndicationContent)entries[1].Content).Text);

        Assert.Null(entries[0].Content);
        Assert.Equal(["P", "UL", "LI", "BDI", "BDI"], told.Body!.QuerySelectorAll("*").Select(e => e.TagName));
        Assert.All(told.QuerySelectorAll("bdi"), b => Assert.Empty(b.Attributes));
        Assert.Contains("</bdi><script>x</script>", told.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', told.Body.TextContent);
    }

    [Fact]
    public void Its_links_are_good_no_longer_than_the_feed_is()
    {
        SyndicationFeed feed = Read(DigestFeed.Write("daily", "Daily digest", [Monday], Addresses, Words.English));

        string token = feed.Items.Single().Links.Single().Uri.Query["?t=".Length..];

        Assert.Equal(Admitted, Links.VerifyPages("daily", token, SampleEditions.CompiledAt));
        Assert.Equal(Admitted, Links.VerifyFeed("daily", Addresses.FeedToken, SampleEditions.CompiledAt));
    }

    [Fact]
    public void The_same_editions_give_the_same_bytes_in_whatever_order_they_come()
    {
        EditionSummary[] editions = [Monday, Monday with { Date = Monday.Date.AddDays(1) }];

        Assert.Equal(
            DigestFeed.Write("daily", "Daily digest", editions, Addresses, Words.English),
            DigestFeed.Write("daily", "Daily digest", [.. editions.Reverse()], Addresses, Words.English));
    }

    [Fact]
    public void Titles_are_text_whatever_is_in_them()
    {
        const string hostile = "<script>x</script>\u202E & ]]> \u0001\uD800\uFFFE\uFFFF 🜁 end";

        SyndicationFeed feed = Read(DigestFeed.Write("daily", hostile, [Monday with { Title = hostile }], Addresses, Words.English));

        Assert.StartsWith("<script>x</script>", feed.Title.Text, StringComparison.Ordinal);
        Assert.EndsWith(" 🜁 end", feed.Title.Text, StringComparison.Ordinal);
        Assert.Equal("text", feed.Title.Type);
        Assert.DoesNotContain('\u202E', feed.Items.Single().Title.Text);
    }

    [Fact]
    public void Every_entry_has_what_the_format_wants()
    {
        XmlDocument feed = new() { XmlResolver = null };
        feed.LoadXml(DigestFeed.Write("daily", "Daily digest", [Monday, Monday with { Date = Monday.Date.AddDays(1), Withdrawn = new(Monday.Date, "wrong") }], Addresses, Words.English));
        XmlNamespaceManager names = new(feed.NameTable);
        names.AddNamespace("a", "http://www.w3.org/2005/Atom");

        XmlNodeList elements = feed.SelectNodes("//a:feed | //a:entry", names)!;

        Assert.Equal(3, elements.Count);
        Assert.All(elements.Cast<XmlElement>(), element =>
        {
            Assert.All((string[])["a:id", "a:title", "a:updated"], name => Assert.Single(element.SelectNodes(name, names)!.Cast<XmlNode>()));
            Assert.True(Uri.IsWellFormedUriString(element.SelectSingleNode("a:id", names)!.InnerText, UriKind.Absolute));
            Assert.Single(element.SelectNodes("a:link[@rel='alternate']", names)!.Cast<XmlNode>());
        });
        Assert.Equal(3, elements.Cast<XmlElement>().Select(e => e.SelectSingleNode("a:id", names)!.InnerText).Distinct().Count());
        Assert.Single(feed.SelectNodes("/a:feed/a:author/a:name", names)!.Cast<XmlNode>());
        Assert.Equal(Addresses.Feed("daily"), ((XmlElement)feed.SelectSingleNode("/a:feed/a:link[@rel='self']", names)!).GetAttribute("href"));
    }

    [Fact]
    public void A_schedule_without_editions_has_a_feed_without_entries()
    {
        Assert.Empty(Read(DigestFeed.Write("daily", "Daily digest", [], Addresses, Words.English)).Items);
    }

    private static SyndicationFeed Read(string xml)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return SyndicationFeed.Load(reader);
    }
}
