using System.Text;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using static ArticleDigest.Tests.Editions.ToldPoints;

namespace ArticleDigest.Tests.Editions;

public sealed class PositionLedgerTests
{
    private const string Charge = "a congestion charge of four euros in the harbour quarter";

    private static readonly DateOnly Sunday = new(2026, 3, 1);
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private readonly InMemoryRecords _records = new();
    private readonly PositionLedger _ledger;

    public PositionLedgerTests() => _ledger = new PositionLedger(_records);

    [Fact]
    public async Task Entering_an_edition_again_changes_nothing()
    {
        Edition edition = EditionOf(Article("a", Proposes("Port Arlen", Charge), Supports("Mia Lund", "the congestion charge")));
        await _ledger.EnterAsync(edition, edition, default);
        string before = await DumpAsync();

        await _ledger.EnterAsync(edition, edition, default);

        Assert.Equal(before, await DumpAsync());
        Assert.Equal(2, (await _records.ListAsync("positions/daily/0/", default).ToListAsync()).Count);
    }

    [Fact]
    public async Task A_party_is_found_by_each_of_its_names()
    {
        Edition edition = EditionOf(Article("a", Proposes("Wang Yi", Charge)));
        Party party = new("Wang Yi", ["foreign minister of china", "wang yi"]);
        edition = edition with { Proposals = [edition.Proposals[0] with { ActorParty = party }] };
        await _ledger.EnterAsync(edition, edition, default);

        PastPositions past = await _ledger.BeforeAsync("daily", Monday, ["foreign minister of china"], default);

        Assert.Equal(Charge, Assert.Single(past.Of(new Party("China's foreign minister", ["foreign minister of china"]))).Position.Statement);
        Assert.Single((await _ledger.BeforeAsync("daily", Monday, party.Keys, default)).Of(party));
    }

    [Fact]
    public async Task A_position_is_kept_with_what_its_subject_was_called_first()
    {
        Edition edition = EditionOf(Article("a", Proposes("Port Arlen", Charge), Proposes("Norland", "a bridge over the strait"), Proposes("Sudria", "a tunnel")));
        string[] ids = [.. edition.Proposals.Select(p => p.Id)];
        DateOnly before = Sunday.AddDays(-3);
        edition = edition with
        {
            Subjects = [new EditionSubject("s1", "charge", "en", [ids[0]]), new EditionSubject("s2", "pont", "fr", [ids[1]]) { Since = before }, new EditionSubject("s3", "", "", [ids[2]])],
        };
        await _ledger.EnterAsync(edition, edition, default);

        PastPositions past = await _ledger.BeforeAsync("daily", Monday, [.. edition.Proposals.SelectMany(p => p.ActorParty!.LedgerKeys)], default);

        Assert.Equal(
            [new SubjectName("charge", "en", Sunday), new SubjectName("pont", "fr", before), null],
            edition.Proposals.Select(p => Assert.Single(past.Of(p.ActorParty!)).Subject));
    }

    [Fact]
    public void A_page_of_before_that_tells_no_subjects_is_read()
    {
        const string page = """{"schema":1,"key":"norland","takings":[{"date":"2026-03-01","entry":"e","position":{"kind":"proposal","actor":{"name":"Norland","keys":["norland"]},"statement":"a bridge","language":"en"},"standers":[]}]}""";

        Taking taking = Assert.Single(JsonSerializer.Deserialize<LedgerPage>(page, JsonRecords.Options)!.Takings);

        Assert.Equal(("a bridge", null), (taking.Position.Statement, taking.Subject));
    }

    [Fact]
    public async Task What_is_told_on_the_day_itself_and_later_is_not_the_past()
    {
        Edition edition = EditionOf(Article("a", Proposes("Port Arlen", Charge)));
        await _ledger.EnterAsync(edition, edition, default);
        IReadOnlyList<string> keys = edition.Proposals[0].ActorParty!.Keys;

        Assert.Empty((await _ledger.BeforeAsync("daily", Sunday, keys, default)).Of(edition.Proposals[0].ActorParty!));
        Assert.Single((await _ledger.BeforeAsync("daily", Monday, keys, default)).Of(edition.Proposals[0].ActorParty!));
        Assert.Empty((await _ledger.BeforeAsync("weekly", Monday, keys, default)).Of(edition.Proposals[0].ActorParty!));
    }

    [Fact]
    public async Task What_an_edition_no_longer_tells_is_forgotten_and_nothing_else()
    {
        Edition edition = EditionOf(Article("a", Proposes("Port Arlen", Charge), Proposes("Norland", "a bridge over the strait")));
        await _ledger.EnterAsync(edition, edition, default);
        EditionEntry gone = edition.Proposals.Single(p => p.Actor == "Norland");

        await _ledger.EnterAsync(edition, edition with { Proposals = [edition.Proposals.Single(p => p.Actor == "Port Arlen")] }, default);

        PastPositions past = await _ledger.BeforeAsync("daily", Monday, [.. edition.Proposals.SelectMany(p => p.ActorParty!.Keys)], default);
        Assert.Empty(past.Of(gone.ActorParty!));
        Assert.Single(past.Of(edition.Proposals.Single(p => p.Actor == "Port Arlen").ActorParty!));
    }

    [Fact]
    public async Task A_page_keeps_the_newest_takings_and_no_more_than_it_may()
    {
        const int days = LedgerPage.MostTakings + 5;
        for (int day = 0; day < days; day++)
        {
            Edition edition = EditionOf(Sunday.AddDays(day), PastPositions.None, Article("a", Proposes("Port Arlen", $"measure number {day}")));
            await _ledger.EnterAsync(edition, edition, default);
        }

        Party party = EditionOf(Article("a", Proposes("Port Arlen", Charge))).Proposals[0].ActorParty!;
        IReadOnlyList<Taking> takings = (await _ledger.BeforeAsync("daily", Sunday.AddDays(days), party.Keys, default)).Of(party);

        Assert.Equal(LedgerPage.MostTakings, takings.Count);
        Assert.Equal(Sunday.AddDays(5), takings[0].Date);
    }

    [Fact]
    public async Task A_ledger_made_anew_takes_the_place_of_the_one_before_and_leaves_nothing_of_it()
    {
        Edition edition = EditionOf(Article("a", Proposes("Port Arlen", Charge)));
        await _ledger.EnterAsync(edition, edition, default);
        string before = await PagesAsync();

        LedgerRebuild rebuild = await _ledger.BeginRebuildAsync("daily", default);
        await rebuild.EnterAsync(edition, edition, default);

        Assert.True(await rebuild.PutInUseAsync(default));
        await rebuild.ClearAsync(isInUse: true, default);
        Assert.Equal(before, await PagesAsync());
        Assert.Empty(await _records.ListAsync("positions/daily/0/", default).ToListAsync());
        Assert.NotEmpty(await _records.ListAsync("positions/daily/1/", default).ToListAsync());
    }

    [Fact]
    public async Task Of_two_who_make_it_anew_the_later_one_succeeds_and_the_other_leaves_nothing()
    {
        Edition edition = EditionOf(Article("a", Proposes("Port Arlen", Charge)));
        LedgerRebuild first = await _ledger.BeginRebuildAsync("daily", default);
        LedgerRebuild second = await _ledger.BeginRebuildAsync("daily", default);
        await first.EnterAsync(edition, edition, default);
        await second.EnterAsync(edition, edition, default);

        Assert.False(await first.PutInUseAsync(default));
        await first.ClearAsync(isInUse: false, default);
        Assert.True(await second.PutInUseAsync(default));
        await second.ClearAsync(isInUse: true, default);

        Assert.Single((await _ledger.BeforeAsync("daily", Monday, edition.Proposals[0].ActorParty!.Keys, default)).Of(edition.Proposals[0].ActorParty!));
        Assert.Single(await _records.ListAsync("positions/daily/", default).Where(r => !r.Name.EndsWith("current.json", StringComparison.Ordinal)).ToListAsync());
    }

    [Fact]
    public async Task Of_a_party_that_stands_for_nothing_any_more_not_even_the_name_is_kept()
    {
        Edition edition = EditionOf(Article("a", Proposes("Port Arlen", Charge)));
        await _ledger.EnterAsync(edition, edition, default);

        await _ledger.EnterAsync(edition, edition with { Proposals = [] }, default);

        Assert.Empty(await _records.ListAsync("positions/", default).ToListAsync());
    }

    private async Task<string> DumpAsync() => await DumpAsync(name => name);

    /// <summary>The pages whatever generation they are of.</summary>
    private async Task<string> PagesAsync() => await DumpAsync(name => name[^46..]);

    private async Task<string> DumpAsync(Func<string, string> shown)
    {
        StringBuilder dump = new();
        foreach (RecordEntry entry in await _records.ListAsync("positions/daily/", default).Where(r => !r.Name.EndsWith("current.json", StringComparison.Ordinal)).ToListAsync())
        {
            StoredRecord record = (await _records.ReadAsync(entry.Name, long.MaxValue, default))!;
            dump.Append(shown(entry.Name)).Append(' ').Append(record.ETag is { Length: > 0 } && shown(entry.Name) == entry.Name ? record.ETag : "").Append(' ').Append(Encoding.UTF8.GetString(record.Content!.Value.Span)).Append('\n');
        }

        return dump.ToString();
    }
}
