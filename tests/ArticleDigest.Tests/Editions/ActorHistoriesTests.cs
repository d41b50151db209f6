using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using static ArticleDigest.Tests.Editions.ToldPoints;

namespace ArticleDigest.Tests.Editions;

public sealed class ActorHistoriesTests
{
    private const string Charge = "a congestion charge of four euros in the harbour quarter";
    private const string Higher = "a congestion charge of nine euros in the harbour quarter";
    private const string Tunnel = "a tunnel under the strait";

    private static readonly DateOnly Sunday = new(2026, 3, 1);
    private static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);
    private static readonly PageAddresses Addresses = new("/");

    private readonly InMemoryRecords _records = new();
    private readonly PositionLedger _ledger;

    public ActorHistoriesTests() => _ledger = new PositionLedger(_records);

    [Fact]
    public async Task A_partys_positions_are_told_the_newest_first_with_what_was_new_in_them()
    {
        await SendAsync(Sunday, Article("a", Proposes("Norland", Charge)));
        Edition second = await SendAsync(Sunday.AddDays(1), Article("b", Proposes("Norland", Higher), Proposes("Norland", Tunnel)));

        ActorHistory? history = await ReadAsync(PartyOf(second));

        Assert.NotNull(history);
        Assert.Equal([Sunday.AddDays(1), Sunday.AddDays(1), Sunday], history.Positions.Select(p => p.Taking.Date));
        Assert.Equal(Charge, history.Positions[2].Taking.Position.Statement);
        Assert.Equal(
            [(Higher, NewsKind.Sharpened), (Tunnel, NewsKind.New)],
            history.Positions.Take(2).Select(p => (p.Taking.Position.Statement, p.Entry!.News!.Kind)).Order());
        Assert.False(history.IsFull);
    }

    [Fact]
    public async Task Whoever_criticises_it_is_told_also_of_days_on_which_it_says_nothing()
    {
        Edition first = await SendAsync(Sunday, Article("a", Proposes("Norland", Charge), Criticises("Mia Lund", "Norland", "for its harbour charge")));
        await SendAsync(Sunday.AddDays(1), Article("b", Criticises("Otto Berg", "Norland", "for its silence on the tunnel"), Criticises("Otto Berg", "Mia Lund", "for her haste in the matter")));

        ActorHistory? history = await ReadAsync(PartyOf(first));

        Assert.Equal(["Otto Berg", "Mia Lund"], history!.Criticisms.Select(c => c.Entry.Actor));
        Assert.Equal([Sunday.AddDays(1), Sunday], history.Criticisms.Select(c => c.Date));
        Assert.Equal((2, 0), (history.Editions, history.MoreCriticisms));
    }

    [Fact]
    public async Task It_is_found_under_each_of_its_names_and_by_nothing_else()
    {
        Edition edition = await SendAsync(Sunday, Article("a", Proposes("Chinese Foreign Minister Wang Yi", Charge)));
        Party party = PartyOf(edition);

        Assert.All(party.Keys, key => Assert.Single(ReadAsync(new Party("", [key])).Result!.Positions));
        Assert.Null(await HistoriesAsync("daily", new string('0', 40)));
        Assert.Null(await HistoriesAsync("weekly", party.PageName));
        Assert.Null(await HistoriesAsync("daily", party.PageName.ToUpperInvariant()));
        Assert.Null(await HistoriesAsync("daily", "../../../texts/a"));
        Assert.Null(await HistoriesAsync("daily", ""));
    }

    [Fact]
    public async Task What_was_taken_back_is_told_no_more_even_before_the_ledger_forgets_it()
    {
        Edition first = await SendAsync(Sunday, Article("a", Proposes("Norland", Charge), Criticises("Mia Lund", "Norland", "for its harbour charge")));
        await SendAsync(Sunday.AddDays(1), Article("b", Proposes("Norland", Tunnel)));
        RetractionShelf shelf = new(_records);
        await shelf.CreateAsync(Retraction.OfArticle("a", "made up", Noon), default);

        ActorHistory? history = await ReadAsync(PartyOf(first));

        Assert.Equal(Tunnel, Assert.Single(history!.Positions).Taking.Position.Statement);
        Assert.Empty(history.Criticisms);
    }

    [Fact]
    public async Task A_party_that_stands_for_nothing_any_more_is_not_known()
    {
        Edition edition = await SendAsync(Sunday, Article("a", Proposes("Norland", Charge)));
        Retraction whole = Retraction.OfEdition(new EditionRequest("daily", Sunday), "sent by mistake", Noon);
        await new RetractionShelf(_records).CreateAsync(whole, default);

        await new LedgerKeeper(_records).EnterAsync(edition, default);

        Assert.Null(await ReadAsync(PartyOf(edition)));
    }

    [Fact]
    public async Task No_more_is_read_than_the_last_editions_and_the_days_of_the_party()
    {
        Edition first = await SendAsync(Sunday, Article("a", Proposes("Norland", Charge), Criticises("Mia Lund", "Norland", "for its harbour charge")));
        foreach (int day in Enumerable.Range(1, ActorHistories.MostEditions))
        {
            await SendAsync(Sunday.AddDays(day), Article($"b{day}", Criticises("Otto Berg", "Norland", $"for its delay number {day}")));
        }

        ActorHistory? history = await ReadAsync(PartyOf(first));

        Assert.Equal(NewsKind.New, Assert.Single(history!.Positions).Entry!.News!.Kind);
        Assert.Equal(ActorHistories.MostEditions, history.Criticisms.Count);
        Assert.DoesNotContain(history.Criticisms, c => c.Date == Sunday);
    }

    [Fact]
    public async Task Editions_are_read_once_for_all_parties_and_again_after_a_retraction()
    {
        await SendManyAsync(60);
        CountedRecords counted = new(_records);
        RetractionShelf shelf = new(_records);
        ActorHistories histories = new(counted, shelf);
        ActorHistory? first = await histories.ReadAsync("daily", Named("Norland"), default);
        int once = counted.EditionReads;

        ActorHistory? again = await histories.ReadAsync("daily", Named("Norland"), default);
        await histories.ReadAsync("daily", Named("Sudland"), default);
        int twice = counted.EditionReads;
        await shelf.CreateAsync(Retraction.OfEdition(new EditionRequest("daily", Sunday.AddDays(59)), "sent by mistake", Noon), default);
        ActorHistory? last = await histories.ReadAsync("daily", Named("Norland"), default);

        Assert.Equal((30, 30), (once, twice));
        Assert.Equal(await PageAsync(first!), await PageAsync(again!));
        Assert.Equal(first!.Criticisms.Count - 1, last!.Criticisms.Count);
        Assert.Equal(60, counted.EditionReads);
    }

    [Fact]
    public async Task Without_room_editions_are_read_again_and_tell_the_same()
    {
        await SendManyAsync(35);
        CountedRecords counted = new(_records);
        ActorHistories histories = new(counted, new RetractionShelf(_records), room: 0);

        ActorHistory? first = await histories.ReadAsync("daily", Named("Norland"), default);
        ActorHistory? again = await histories.ReadAsync("daily", Named("Norland"), default);

        Assert.Equal(60, counted.EditionReads);
        Assert.Equal(await PageAsync(first!), await PageAsync(again!));
        Assert.Equal(await PageAsync((await HistoriesAsync("daily", Named("Norland")))!), await PageAsync(first!));
    }

    [Fact]
    public async Task An_export_reads_an_edition_twice_however_many_parties_there_are()
    {
        await SendManyAsync(60);
        CountedRecords counted = new(_records);
        int pages = 0;

        await foreach (ArchiveFile file in new ArchiveExport(counted).FilesAsync(new ExportRequest(["daily"], null, null), default))
        {
            pages += file.Path.StartsWith("actors/", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(pages >= 62, $"{pages} pages");
        Assert.Equal(120, counted.EditionReads);
    }

    [Fact]
    public async Task The_page_shows_it_all_and_leads_to_editions_and_other_parties()
    {
        Edition first = await SendAsync(Sunday, Article("a", Proposes("Norland", Charge), Criticises("Mia Lund", "Norland", "for its harbour charge")));
        Edition second = await SendAsync(Sunday.AddDays(1), Article("b", Proposes("Norland", Higher), Criticises("Norland", "Mia Lund", "for her haste in the matter")));
        ActorHistory history = (await ReadAsync(PartyOf(first)))!;

        string html = await DigestPages.ActorAsync(history, Addresses, Words.English);

        IDocument page = new HtmlParser().ParseDocument(html);
        Assert.Equal("Norland", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("3 positions since Sunday 1 March 2026", page.QuerySelector(".lead")!.TextContent);
        Assert.Equal(
            ["Monday 2 March 2026", "Sunday 1 March 2026", "Sunday 1 March 2026"],
            page.QuerySelectorAll(".day").Select(d => d.TextContent));
        Assert.Equal(
            ["Proposal", "New criticism → Mia Lund", "New proposal", "Criticism · Mia Lund"],
            page.QuerySelectorAll(".who").Select(w => w.TextContent));
        Assert.Equal($"Sharper than on 1 March (then: {Charge})", Assert.Single(page.QuerySelectorAll(".news")).TextContent);
        Assert.Contains($"/editions/daily/2026-03-02#e-{second.Proposals[0].Id}", page.QuerySelectorAll(".source a").Select(a => a.GetAttribute("href")));
        Assert.Equal(
            [$"/actors/daily/{first.Criticisms[0].ActorParty!.PageName}"],
            page.QuerySelectorAll(".who a").Select(a => a.GetAttribute("href")).Distinct());
        Assert.Equal(html, await DigestPages.ActorAsync((await ReadAsync(PartyOf(first)))!, Addresses, Words.English));
    }

    [Fact]
    public async Task Only_targets_that_stand_for_something_themselves_are_led_to()
    {
        Edition edition = await SendAsync(
            Sunday, Article("a", Proposes("Mia Lund", Charge), Criticises("Norland", "Mia Lund", "for her haste in the matter"), Criticises("Norland", "Otto Berg", "for his silence on the tunnel")));
        Party norland = edition.Criticisms[0].ActorParty!;

        ActorHistory? history = await ReadAsync(norland);

        Assert.Equal(
            [("Mia Lund", edition.Proposals[0].ActorParty!.PageName), ("Otto Berg", null)],
            history!.Positions.Select(p => (p.Taking.Position.Target!.Name, p.TargetPage)).Order());
    }

    [Fact]
    public async Task The_page_of_a_party_with_a_hostile_name_is_text_in_every_language()
    {
        const string hostile = "<script>alert(1)</script>\u202Enorland";
        Edition edition = await SendAsync(Sunday, Article("a", Proposes("Norland", Charge)));
        ActorHistory history = (await ReadAsync(PartyOf(edition)))!;
        Taking taking = history.Positions[0].Taking;
        history = history with
        {
            Party = history.Party with { Name = hostile },
            OtherNames = [hostile, "Other"],
            Positions = [new ToldPosition(taking with { About = hostile, Position = taking.Position with { Statement = hostile, Target = new Party(hostile, ["x"]) } }, null, new string('0', 40))],
            IsFull = true,
        };

        foreach (string language in ScheduleOptions.Languages)
        {
            string html = await DigestPages.ActorAsync(history, Addresses with { Language = language }, Words.Of(language));

            IDocument page = new HtmlParser().ParseDocument(html);
            Assert.Empty(page.QuerySelectorAll("script,[style]"));
            Assert.DoesNotContain('\u202E', html);
            Assert.Single(page.QuerySelectorAll("h1"));
        }
    }

    /// <summary>So many days on which Norland proposes something, and somebody else each time criticises it.</summary>
    private async Task SendManyAsync(int days)
    {
        foreach (int day in Enumerable.Range(0, days))
        {
            await SendAsync(
                Sunday.AddDays(day),
                Article($"a{day}", Proposes("Norland", $"a tunnel of {day} kilometres"), Proposes("Sudland", $"a bridge of {day} metres"), Criticises($"Otto Berg{(char)('a' + (day % 20))}{(char)('a' + (day / 20))}", "Norland", $"for its delay number {day}")));
        }
    }

    private static string Named(string name) => new Party(name, [name.ToLowerInvariant()]).PageName;

    private static Task<string> PageAsync(ActorHistory history) => DigestPages.ActorAsync(history, Addresses, Words.English);

    private static Party PartyOf(Edition edition) => edition.Proposals[0].ActorParty!;

    private Task<ActorHistory?> ReadAsync(Party party) => HistoriesAsync("daily", party.PageName);

    private Task<ActorHistory?> HistoriesAsync(string schedule, string name) =>
        new ActorHistories(_records, new RetractionShelf(_records)).ReadAsync(schedule, name, default);

    private async Task<Edition> SendAsync(DateOnly date, params AnalysedArticle[] articles)
    {
        Edition draft = EditionOf(date, PastPositions.None, articles);
        string[] keys = [.. draft.Proposals.Concat(draft.Criticisms).SelectMany(e => e.ActorParty!.LedgerKeys).Distinct()];
        Edition edition = EditionOf(date, await _ledger.BeforeAsync("daily", date, keys, default), articles);
        await _records.CreateJsonAsync(string.Create(CultureInfo.InvariantCulture, $"editions/daily/{date:yyyy-MM-dd}/edition.json"), edition, default);
        await _ledger.EnterAsync(edition, edition, default);
        return edition;
    }

    /// <summary>Counts how often editions are read.</summary>
    private sealed class CountedRecords(IRecords records) : IRecords
    {
        private int _editionReads;

        public int EditionReads => _editionReads;

        public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken)
        {
            _ = name.EndsWith("/edition.json", StringComparison.Ordinal) ? Interlocked.Increment(ref _editionReads) : 0;
            return records.ReadAsync(name, maxBytes, cancellationToken);
        }

        public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken) => records.ListAsync(prefix, cancellationToken);

        public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) => records.CreateAsync(name, content, cancellationToken);

        public Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) => records.ReplaceAsync(name, content, etag, cancellationToken);

        public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) => records.DeleteAsync(name, etag, cancellationToken);
    }
}
