using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using static ArticleDigest.Tests.Letters.SampleEditions;

namespace ArticleDigest.Tests.Letters;

/// <summary>Names that lead to the pages of who has them.</summary>
public sealed class ActorPagesTests
{
    private static readonly PageAddresses Addresses = new("/read/");
    private static readonly Party Council = new("the city council", ["council"]);
    private static readonly Party Chamber = new("the Chamber of Commerce", ["chamber of commerce"]);

    [Fact]
    public async Task Whoever_stands_for_something_in_an_edition_is_linked_wherever_it_names_them_and_nobody_else_is()
    {
        IDocument page = Parse(await DigestPages.EditionAsync(Dispute(), Addresses));

        Assert.Equal(
            [
                ("The city council", Council.PageName), ("The Chamber of Commerce", Chamber.PageName), ("the council", Council.PageName),
                ("The Chamber of Commerce", Chamber.PageName),
            ],
            page.QuerySelectorAll("a[href*='/actors/']").Select(a => (a.TextContent, PageOf(a))));
        Assert.StartsWith("/read/editions/daily/2026-11-23/articles/charge", page.QuerySelectorAll("a").Single(a => a.TextContent.StartsWith("Residents of the Quay", StringComparison.Ordinal)).GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("Clara Weiss", page.QuerySelectorAll("h3 > bdi").Select(b => b.TextContent));
    }

    [Fact]
    public async Task The_list_of_who_criticises_whom_leads_to_their_pages()
    {
        IDocument page = Parse(await DigestPages.MatrixAsync(Dispute(), Addresses));

        Assert.Equal(
            [("The Chamber of Commerce", Chamber.PageName), ("The Chamber of Commerce", Chamber.PageName), ("The council", Council.PageName)],
            page.QuerySelectorAll("h3 a").Select(a => (a.TextContent, PageOf(a))).Order());
    }

    [Fact]
    public async Task An_article_leads_to_the_pages_of_those_whom_its_points_are_about()
    {
        IDocument page = Parse((await DigestPages.ArticleAsync(Dispute(), Retractions.None, "charge", null, Addresses))!);

        Assert.Equal(
            [("The Chamber of Commerce", Chamber.PageName), ("the council", Council.PageName), ("Residents of the Quay", new Party("", ["Residents of the Quay"]).PageName), ("the city council", Council.PageName)],
            page.QuerySelectorAll(".who").Where(who => who.TextContent.Contains("council", StringComparison.Ordinal) && who.TextContent.Contains('→'))
                .OrderBy(who => who.TextContent, StringComparer.Ordinal).SelectMany(who => who.QuerySelectorAll("a")).Select(a => (a.TextContent, PageOf(a))));
    }

    [Fact]
    public async Task What_was_taken_back_gives_nobody_a_page()
    {
        Edition edition = Dispute();
        edition = edition with { Proposals = [edition.Proposals[0] with { Withdrawn = new Withdrawn(Monday, "wrong"), Supporters = [], Sources = [] }] };

        IDocument page = Parse(await DigestPages.EditionAsync(edition, Addresses));

        Assert.All(page.QuerySelectorAll("a[href*='/actors/']"), a => Assert.Equal(Chamber.PageName, PageOf(a)));
    }

    [Fact]
    public async Task What_came_in_leads_to_the_articles_that_have_a_page()
    {
        Edition edition = Of(
            [],
            [],
            [Article("charge", "Council raises the charge", null, null, 1, "charge.txt", "copy.txt"), Article("mute", "", null, null, 0, "mute.txt")],
            Accounting.Nothing with
            {
                Received = 4,
                Analysed = 2,
                Duplicates = 1,
                Rejected = 1,
                Lines =
                [
                    new AccountLine("charge.txt", OutcomeStatus.Analysed, "Council raises the charge", null, false),
                    new AccountLine("copy.txt", OutcomeStatus.Duplicate, null, "charge.txt", false),
                    new AccountLine("mute.txt", OutcomeStatus.Analysed, null, null, false),
                    new AccountLine("x.bin", OutcomeStatus.Rejected, "a bin", "it is no text", false),
                ],
            });

        IDocument page = Parse(await DigestPages.EditionAsync(edition, Addresses));
        IDocument preview = Parse(await DigestPages.PreviewAsync(edition, null, Addresses));

        Assert.Equal(
            [
                ("Council raises the charge", "/read/editions/daily/2026-11-23/articles/charge"), ("copy.txt", "/read/editions/daily/2026-11-23/articles/charge"),
                ("mute.txt", "/read/editions/daily/2026-11-23/articles/mute"),
            ],
            page.QuerySelectorAll(".account a, .came a").Select(a => (a.TextContent, a.GetAttribute("href"))));
        Assert.Empty(preview.QuerySelectorAll(".account a, .came a"));
    }

    private static Edition Dispute() => Of(
        [
            Proposal("a1", "the city council", "a charge", "charge") with
            {
                ActorParty = Council,
                Supporters = [Stander("Residents of the Quay", Source("charge", "Residents welcomed it."), null)],
            },
        ],
        [
            Criticism("b1", "the Chamber of Commerce", "the council", "for ignoring shops", "charge") with { ActorParty = Chamber, TargetParty = new Party("the council", ["city", "council"]) },
            Criticism("b2", "the Chamber of Commerce", "Clara Weiss", "for her silence", "charge") with { ActorParty = Chamber, TargetParty = new Party("Clara Weiss", ["clara weiss"]) },
        ],
        [Article("charge", "Council raises the charge", null, null, 4, "charge.txt")],
        Accounting.Nothing) with
    {
        Subjects = [new EditionSubject("5a", "charge", "en", [IdOf("a1"), IdOf("b1"), IdOf("b2")])],
    };

    private static string PageOf(IElement link) => link.GetAttribute("href")!["/read/actors/daily/".Length..];

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
