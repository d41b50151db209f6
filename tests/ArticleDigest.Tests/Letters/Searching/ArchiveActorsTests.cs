using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Letters.Searching;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Letters.Searching;

/// <summary>The list of an archive's parties.</summary>
public sealed class ArchiveActorsTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly PageAddresses Addresses = new("/");
    private readonly InMemoryRecords _digest = new();
    private readonly ArchiveTexts _texts;

    public ArchiveActorsTests() => _texts = new ArchiveTexts(new EditionShelf(_digest), new RetractionShelf(_digest));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_took_a_position_last_comes_first_and_of_one_day_whoever_took_most()
    {
        await KeepAsync(0, Proposes("a1", "Ada", "ada"), Proposes("a2", "Cleo", "cleo"));
        await KeepAsync(1, Proposes("a1", "the Ben", "ben"), Proposes("a2", "Dora", "dora"), Proposes("a3", "Dora", "dora"));

        ActorsView list = await ListAsync();

        Assert.Equal(
            [
                ("Dora", "2 positions, the last on Friday 2 January 2026"),
                ("The Ben", "1 position, on Friday 2 January 2026"),
                ("Ada", "1 position, on Thursday 1 January 2026"),
                ("Cleo", "1 position, on Thursday 1 January 2026"),
            ],
            list.Actors.Select(a => (a.Name, a.Positions)));
        Assert.Equal(("4 parties", "Searched 2 editions, back to that of Thursday 1 January 2026; there is none before it."), (list.Lead, list.Reach));
        Assert.Equal($"/actors/daily/{new Party("Dora", ["dora"]).PageName}", list.Actors[0].Link);
    }

    [Fact]
    public async Task A_party_is_one_by_the_keys_that_the_ledger_has_it_under_and_named_as_it_was_last()
    {
        await KeepAsync(0, Proposes("a1", "Mayor Weiss", "clara weiss", "mayor"), Proposes("a2", "the Parents' Council", "council parents@a"));
        await KeepAsync(1, Proposes("a1", "Clara Weiss", "clara weiss"), Proposes("a2", "Parents' Council", "council parents@b"), Proposes("a3", "the mayor", "mayor@@c"));

        ActorsView list = await ListAsync();

        Assert.Equal(
            [("Clara Weiss", "2"), ("Parents' Council", "2"), ("The mayor", "1")],
            list.Actors.Select(a => (a.Name, a.Positions.Split(' ')[0])));
    }

    [Fact]
    public async Task It_tells_as_many_positions_as_the_partys_own_page()
    {
        EditionEntry backed = Proposes("a1", "Ada", "ada") with
        {
            Supporters = [Stander("Ben", null), Stander("Cleo", SampleEditions.IdOf("b1"))],
            Opposers = [Stander("Dora", null)],
        };
        await KeepAsync(0, backed, Proposes("b1", "Cleo", "cleo"), Proposes("c1", Point.NotNamed, "x@@a"), Proposes("c2", Point.TheAuthor, "y@@a"));
        await KeepAsync(1, Proposes("a1", "Ben", "ben"));
        foreach (int day in Enumerable.Range(0, 2))
        {
            await new LedgerKeeper(_digest).EnterAsync((await new EditionShelf(_digest).ReadAsync(new EditionRequest("daily", First.AddDays(day)), Token))!, Token);
        }

        ActorsView list = await ListAsync();

        Assert.Equal(["Ben", "Ada", "Cleo", "Dora"], list.Actors.Select(a => a.Name));
        Assert.All(list.Actors, actor =>
        {
            ActorHistory history = new ActorHistories(_digest, new RetractionShelf(_digest)).ReadAsync("daily", actor.Link.Split('/')[^1], Token).Result!;
            Assert.StartsWith(history.Positions.Count.ToString(CultureInfo.InvariantCulture) + " ", actor.Positions, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_was_taken_back_is_told_of_nobody_also_where_it_was_listed_before()
    {
        await KeepAsync(0, Proposes("a1", "Ada", "ada"), Proposes("a2", "Ben", "ben"));
        int before = (await ListAsync()).Actors.Count;

        await new RetractionShelf(_digest).CreateAsync(
            Retraction.OfPoint(new EditionRequest("daily", First), SampleEditions.IdOf("a1"), null, "wrong", SampleEditions.CompiledAt), Token);

        Assert.Equal(2, before);
        Assert.Equal(["Ben"], (await ListAsync()).Actors.Select(a => a.Name));
    }

    [Fact]
    public async Task One_list_goes_through_so_many_editions_whatever_is_in_memory_and_the_next_goes_on()
    {
        for (int i = 0; i < 300; i++)
        {
            await KeepAsync(i, Proposes("a1", $"Party {i:D3}", $"party {i}"));
        }

        ActorsView first = await ListAsync();
        ActorsView again = await ListAsync();
        ActorsView second = await ListAsync(page: 2);
        ActorsView rest = await ListAsync(before: first.Further);

        Assert.Equal(("256 parties", 200, null, 2), (first.Lead, first.Actors.Count, first.Previous, first.Next));
        Assert.Equal(first.Actors, again.Actors);
        Assert.Equal((56, 1, null), (second.Actors.Count, second.Previous, second.Next));
        Assert.Equal((First.AddDays(44), 44, null), (first.Further, rest.Actors.Count, rest.Further));
    }

    [Fact]
    public async Task The_pages_of_archive_and_party_lead_to_it_and_it_leads_on_under_the_visitors_token()
    {
        Edition edition = await KeepAsync(0, Proposes("a1", "Ada", "ada"));
        await new LedgerKeeper(_digest).EnterAsync(edition, Token);
        PageAddresses signed = PageAddresses.Signed("/", "daily", new Admission("k1", new DateOnly(2027, 2, 21)), new SignedLinks(LinkKeys.Mail)) with { Language = "de" };
        ActorHistory history = (await new ActorHistories(_digest, new RetractionShelf(_digest)).ReadAsync("daily", edition.Proposals[0].ActorParty!.PageName, Token))!;
        string list = $"/actors/daily?t={signed.PagesToken}&l=de";

        IDocument archive = Parse(await DigestPages.ArchiveAsync([EditionSummary.Of(edition)], signed, Words.Of("de")));
        IDocument actor = Parse(await DigestPages.ActorAsync(history, signed, Words.Of("de")));
        IDocument page = Parse(await DigestPages.ActorsAsync(await ListAsync(addresses: signed), "daily", signed));

        Assert.Equal("Alle Beteiligten", LinkTo(archive, list));
        Assert.Equal("Alle Beteiligten", LinkTo(actor, list));
        Assert.Equal([$"/actors/daily/{history.Party.PageName}?t={signed.PagesToken}&l=de"], page.QuerySelectorAll(".roll a").Select(a => a.GetAttribute("href")));
        Assert.Empty(page.QuerySelectorAll("script,[style],form"));
        Assert.Equal("/actors/daily?page=2&before=2026-01-05", Addresses.Actors("daily", 2, First.AddDays(4)));
    }

    [Fact]
    public async Task Names_are_text_whatever_is_in_them()
    {
        await KeepAsync(0, Proposes("a1", "<script>alert(1)</script>\u202E", "x"));

        string html = await DigestPages.ActorsAsync(await ListAsync(), "daily", Addresses);

        Assert.Empty(Parse(html).QuerySelectorAll("script"));
        Assert.DoesNotContain('\u202E', html);
    }

    [Fact]
    public async Task An_archive_in_which_nobody_stands_for_anything_says_so()
    {
        ActorsView none = await ListAsync();
        await _digest.CreateJsonAsync(new EditionRequest("daily", First).Path, SampleEditions.FullDay() with { Date = First, Schema = 1 }, Token);

        Assert.Equal(("Nobody stands for anything in these editions.", "There are no editions to search."), (none.Lead, none.Reach));
        Assert.Empty((await ListAsync()).Actors);
    }

    private static EditionEntry Proposes(string id, string actor, params string[] keys) =>
        SampleEditions.Proposal(id, actor, $"measure {id}", "a") with { ActorParty = new Party(actor, keys) };

    private static EntryStander Stander(string name, string? entry) =>
        new(name, SampleEditions.Source("a", $"{name} said so."), entry) { Party = new Party(name, [name.ToLowerInvariant()]) };

    private static string LinkTo(IDocument page, string address) => Assert.Single(page.QuerySelectorAll("a"), a => a.GetAttribute("href") == address).TextContent;

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private async Task<Edition> KeepAsync(int day, params EditionEntry[] proposals)
    {
        Edition edition = SampleEditions.Of(proposals, [], [], Accounting.Nothing) with { Date = First.AddDays(day) };
        Assert.True(await _digest.CreateJsonAsync(new EditionRequest(edition.Schedule, edition.Date).Path, edition, Token));
        return edition;
    }

    private Task<ActorsView> ListAsync(int page = 1, DateOnly? before = null, PageAddresses? addresses = null) =>
        new ArchiveActors(_texts).ListAsync(new ActorsRequest("daily", page, before), addresses ?? Addresses, Words.Of(addresses?.Language ?? "en"), Token);
}
