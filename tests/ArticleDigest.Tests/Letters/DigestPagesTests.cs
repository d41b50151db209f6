using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class DigestPagesTests
{
    private readonly DigestPages _pages = new("/read/");

    [Fact]
    public async Task Every_page_keeps_to_its_content_security_policy()
    {
        EditionSummary summary = EditionSummary.Of(SampleEditions.FullDay());
        string[] pages =
        [
            await _pages.ArchiveAsync([summary]),
            await _pages.ArchiveAsync([]),
            await _pages.EditionAsync(SampleEditions.FullDay()),
            await _pages.PreviewAsync(SampleEditions.QuietDay(), SampleEditions.CompiledAt),
            await _pages.MessageAsync("Not found", "There is no such page."),
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

        IDocument page = new HtmlParser().ParseDocument(await _pages.ArchiveAsync([october, monday]));

        Assert.Equal(
            ["/read/editions/daily/2026-11-23", "/read/editions/daily/2026-10-02"],
            page.QuerySelectorAll("li a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["November 2026", "October 2026"], page.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Contains("3 proposals, 2 criticisms", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_is_shown_whole_with_an_anchor_for_each_entry()
    {
        Edition edition = SampleEditions.Flood(500);

        IDocument page = new HtmlParser().ParseDocument(await _pages.EditionAsync(edition));

        Assert.Equal(1000, page.QuerySelectorAll(".entry").Length);
        Assert.Equal(500, page.QuerySelectorAll(".account tbody tr").Length);
        Assert.NotNull(page.GetElementById($"e-{edition.Proposals[0].Id}"));
    }

    [Fact]
    public async Task A_preview_says_that_it_is_one_and_when_the_edition_goes_out()
    {
        string html = await _pages.PreviewAsync(SampleEditions.FullDay(), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));

        Assert.Contains("It goes out on Tuesday 24 November 2026, 07:00 (Europe/Berlin).", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_text()
    {
        IDocument page = new HtmlParser().ParseDocument(await _pages.MessageAsync("<b>No</b>", "<script>x</script>"));

        Assert.Empty(page.QuerySelectorAll("script,b"));
    }
}
