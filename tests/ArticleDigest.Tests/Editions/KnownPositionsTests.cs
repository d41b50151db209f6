using ArticleDigest.Editions;
using ArticleDigest.Records;
using static ArticleDigest.Tests.Editions.ToldPoints;

namespace ArticleDigest.Tests.Editions;

public sealed class KnownPositionsTests
{
    private const string Charge = "a congestion charge of four euros in the harbour quarter";

    private static readonly DateOnly Sunday = new(2026, 3, 1);

    private readonly InMemoryRecords _records = new();

    private KnownPositions Known => new(_records);

    [Theory]
    [InlineData("Wang Yi")]
    [InlineData("Chinese Foreign Minister Wang Yi")]
    [InlineData("the foreign minister of China")]
    [InlineData("wang yi")]
    public async Task A_party_is_found_by_any_of_its_names(string name)
    {
        await EnterAsync(Sunday, Article("a", Proposes("Chinese Foreign Minister Wang Yi", Charge), Supports("Mia Lund", "the congestion charge")));

        Assert.Equal(Charge, Assert.Single(await Known.OfAsync("daily", name, default)).Position.Statement);
    }

    [Fact]
    public async Task Whoever_is_named_within_articles_only_is_found_in_all_of_them()
    {
        await EnterAsync(Sunday, Article("a", Proposes("the council", Charge)));
        await EnterAsync(Sunday.AddDays(1), Article("b", Proposes("the council", "a bridge over the strait")));

        Assert.Equal([Charge, "a bridge over the strait"], (await Known.OfAsync("daily", "The Council", default)).Select(t => t.Position.Statement));
    }

    [Fact]
    public async Task Nobody_is_found_by_a_name_that_nobody_has()
    {
        await EnterAsync(Sunday, Article("a", Proposes("Port Arlen", Charge)));

        Assert.Empty(await Known.OfAsync("daily", "Norland", default));
        Assert.Empty(await Known.OfAsync("daily", "", default));
        Assert.Empty(await Known.OfAsync("weekly", "Port Arlen", default));
    }

    [Fact]
    public async Task Every_party_is_listed_once_and_the_one_that_was_told_of_last_is_the_first()
    {
        await EnterAsync(Sunday, Article("a", Proposes("Chinese Foreign Minister Wang Yi", Charge), Proposes("Norland", "a bridge over the strait")));
        await EnterAsync(Sunday.AddDays(1), Article("b", Proposes("Norland", "a tunnel under the strait")));

        IReadOnlyList<KnownParty> parties = await Known.PartiesAsync("daily", default);

        Assert.Equal([("Norland", Sunday.AddDays(1), 2), ("Chinese Foreign Minister Wang Yi", Sunday, 1)], parties.Select(p => (p.Name, p.Newest, p.Positions)));
    }

    private async Task EnterAsync(DateOnly date, params AnalysedArticle[] articles)
    {
        Edition edition = EditionOf(date, PastPositions.None, articles);
        await new PositionLedger(_records).EnterAsync(edition, edition, default);
    }
}
