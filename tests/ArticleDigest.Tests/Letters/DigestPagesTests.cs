using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class DigestPagesTests
{
    private static readonly PageAddresses Addresses = new("/read/") { HasPreview = true };

    [Fact]
    public async Task Every_page_keeps_to_its_content_security_policy()
    {
        EditionSummary summary = EditionSummary.Of(SampleEditions.FullDay());
        string[] pages =
        [
            await DigestPages.ArchiveAsync([summary], Addresses, Words.English),
            await DigestPages.ArchiveAsync([], Addresses, Words.English),
            await DigestPages.EditionAsync(SampleEditions.FullDay(), Addresses),
            await DigestPages.EditionAsync(SampleEditions.SecondDay(), Addresses),
            await DigestPages.MatrixAsync(SampleEditions.SecondDay(), Addresses),
            await DigestPages.MatrixAsync(SampleEditions.QuietDay(), Addresses),
            await DigestPages.PreviewAsync(SampleEditions.QuietDay(), SampleEditions.CompiledAt, Addresses),
            await DigestPages.NothingAsync(Words.English, Addresses),
        ];

        Assert.All(pages, html =>
        {
            IDocument page = new HtmlParser().ParseDocument(html);
            string sheet = Assert.Single(page.QuerySelectorAll("style")).TextContent;
            string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
            Assert.Equal($"style-src 'sha256-{hash}'", DigestPages.StylePolicy);
            Assert.Contains(DigestPages.StylePolicy, DigestPages.ContentSecurityPolicy, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("script,[style],link,img"));
            Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Single(page.QuerySelectorAll("main"));
        });
    }

    [Fact]
    public async Task The_archive_lists_the_newest_first_and_links_each()
    {
        EditionSummary monday = EditionSummary.Of(SampleEditions.FullDay());
        EditionSummary october = monday with { Date = new DateOnly(2026, 10, 2), Proposals = 1, Criticisms = 0 };

        IDocument page = new HtmlParser().ParseDocument(await DigestPages.ArchiveAsync([october, monday], Addresses, Words.English));

        Assert.Equal(
            ["/read/editions/daily/2026-11-23", "/read/editions/daily/2026-10-02"],
            page.QuerySelectorAll("li a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["November 2026", "October 2026"], page.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Contains("3 proposals, 2 criticisms", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_one_schedule_can_be_searched_and_one_of_several_leads_to_each()
    {
        EditionSummary daily = EditionSummary.Of(SampleEditions.FullDay());

        IDocument one = new HtmlParser().ParseDocument(await DigestPages.ArchiveAsync([daily], Addresses, Words.English));
        IDocument several = new HtmlParser().ParseDocument(await DigestPages.ArchiveAsync([daily, daily with { Schedule = "weekly" }], Addresses, Words.English));
        IDocument files = new HtmlParser().ParseDocument(await DigestPages.ArchiveAsync([daily], PageAddresses.Static(PageAddresses.IndexPath), Words.English));

        Assert.Equal("/read/search/daily", Assert.Single(one.QuerySelectorAll("form")).GetAttribute("action"));
        Assert.Empty(several.QuerySelectorAll("form"));
        Assert.Equal(["/read/editions/daily", "/read/editions/weekly"], several.QuerySelectorAll("a.tag").Select(a => a.GetAttribute("href")));
        Assert.Empty(files.QuerySelectorAll("form"));
    }

    [Fact]
    public async Task Under_a_token_every_link_has_one_and_leads_to_that_schedule_only()
    {
        SignedLinks links = new(LinkKeys.Mail);
        PageAddresses signed = PageAddresses.Signed("/", "daily", new Admission("k1", new DateOnly(2027, 2, 21)), links);
        string[] pages =
        [
            await DigestPages.ArchiveAsync([EditionSummary.Of(SampleEditions.FullDay())], signed, Words.English),
            await DigestPages.EditionAsync(SampleEditions.FullDay(), signed),
            await DigestPages.MatrixAsync(SampleEditions.FullDay(), signed),
        ];

        string[] found = [.. pages.SelectMany(html => new HtmlParser().ParseDocument(html).QuerySelectorAll("[href]").Select(a => a.GetAttribute("href")!))];

        Assert.Contains($"/editions/daily?t={signed.PagesToken}", found);
        Assert.Contains($"/editions/daily/2026-11-23?t={signed.PagesToken}", found);
        Assert.Contains($"/feed/daily?t={signed.FeedToken}", found);
        Assert.All(found.Where(href => !href.StartsWith('#')), href => Assert.Matches("^/(actors/daily|editions/daily(/2026-11-23(/matrix|/articles/[a-z]+)?)?|feed/daily)\\?t=", href));
    }

    [Fact]
    public async Task A_page_that_stands_alone_links_to_no_other()
    {
        IDocument page = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(SampleEditions.FullDay(), PageAddresses.None));

        Assert.DoesNotContain(page.QuerySelectorAll("[href]"), a => !a.GetAttribute("href")!.StartsWith('#'));
    }

    [Fact]
    public async Task Unsubscribing_is_asked_for_with_one_form_that_posts_to_its_own_address()
    {
        IDocument page = new HtmlParser().ParseDocument(await DigestPages.AskUnsubscribingAsync(Words.English));

        IElement form = Assert.Single(page.QuerySelectorAll("form"));
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Null(form.GetAttribute("action"));
        Assert.Contains("form-action 'self'", DigestPages.FormPolicy, StringComparison.Ordinal);
        Assert.Contains("form-action 'none'", DigestPages.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("a,link,script"));
    }

    [Fact]
    public async Task An_edition_is_shown_whole_with_an_anchor_for_each_entry()
    {
        Edition edition = SampleEditions.Flood(500);

        IDocument page = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(edition, Addresses));

        Assert.Equal(1000, page.QuerySelectorAll(".entry").Length);
        Assert.Equal((1, 499), (page.QuerySelectorAll(".account tbody tr").Length, page.QuerySelectorAll(".came li").Length));
        Assert.NotNull(page.GetElementById($"e-{edition.Proposals[0].Id}"));
    }

    [Fact]
    public async Task A_page_has_repeated_entries_whole_and_links_within_itself()
    {
        IDocument page = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(SampleEditions.SecondDay(RepeatedEntries.Leave), Addresses));

        Assert.Equal(11, page.QuerySelectorAll(".entry,.under").Length);
        Assert.Empty(page.QuerySelectorAll(".brief,.brief-under,.more"));
        Assert.All(page.QuerySelectorAll("article a[href^='#']"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task A_page_says_which_points_are_in_another_language_than_its_own()
    {
        IDocument page = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(SampleEditions.SeveralLanguages(), Addresses));

        Assert.Equal(["fr", "en"], page.QuerySelectorAll("p.statement").Select(s => s.GetAttribute("lang")));
        Assert.Equal(["fr", "en", "en"], page.QuerySelectorAll("p.quote").Select(q => q.GetAttribute("lang")));
        Assert.Equal("French", Assert.Single(page.QuerySelectorAll("p.statement .tag")).TextContent);
        Assert.DoesNotContain(page.QuerySelectorAll(".source"), s => s.TextContent.EndsWith(" · French", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_says_that_it_is_one_and_when_the_edition_goes_out()
    {
        string html = await DigestPages.PreviewAsync(SampleEditions.FullDay(), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), Addresses);

        Assert.Contains("It goes out on Tuesday 24 November 2026, 07:00 (Europe/Berlin).", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_why_an_edition_was_taken_back_is_text()
    {
        Edition taken = SampleEditions.FullDay() with { Title = "<b>No</b>", Withdrawn = new Withdrawn(SampleEditions.Monday, "<script>x</script>") };

        IDocument page = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(taken, Addresses));

        Assert.Empty(page.QuerySelectorAll("script,b"));
        Assert.Contains("<script>x</script>", page.Body!.TextContent, StringComparison.Ordinal);
    }
}
