using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class EntryMergerTests
{
    [Theory]
    [InlineData(true, "fr")]
    [InlineData(false, "en")]
    public void An_entry_told_in_several_languages_has_that_of_its_statement(bool isFrenchKey, string language)
    {
        AnalysedArticle[] articles =
        [
            Told("a", "en", "transparent regional dialogue platform", isKey: !isFrenchKey),
            Told("b", "fr", "transparent regional dialogue plateforme", isKey: isFrenchKey),
        ];

        EditionEntry entry = Assert.Single(new EntryMerger(PartyNames.Of(articles), new PositionComparer(StatementVectors.None)).Merge(articles));

        Assert.Equal(2, entry.Sources.Count);
        Assert.Equal(language, entry.Language);
        Assert.Equal(entry.Statement, Array.Find(articles, a => a.Article.Id == entry.Sources[0].ArticleId)!.Analysis.Points[0].Statement);
        Assert.Equal(language, Array.Find(articles, a => a.Article.Id == entry.Sources[0].ArticleId)!.Article.Language);
    }

    [Fact]
    public void The_actors_own_words_of_a_good_length_come_first()
    {
        AnalysedArticle[] articles =
        [
            Tellings.Article("a", "en", [Tellings.Proposal("Norland", "close the old pool")]),
            Tellings.Article("b", "en", [Tellings.Proposal("Norland", "the old pool should be closed", "We have to close the old pool before it falls down.", voice: Voice.Actor)]),
        ];

        EditionEntry entry = Assert.Single(Merge(articles));

        Assert.Equal(["b", "a"], entry.Sources.Select(source => source.ArticleId));
        Assert.Equal("the old pool should be closed", entry.Statement);
    }

    [Fact]
    public void A_minister_told_by_the_office_alone_is_found_among_what_others_say()
    {
        AnalysedArticle[] articles =
        [
            Tellings.Article("a", "en", [Tellings.Proposal("Helen Marchbank", "a free breakfast in every primary school")], new Alias("Helen Marchbank", "education secretary")),
            Tellings.Article("b", "en", [Tellings.Proposal("the education secretary", "free breakfasts in all primary schools")]),
            Tellings.Article("c", "en", [Tellings.Proposal("the mayor", "free breakfasts in all primary schools")]),
            Tellings.Article("d", "en", [Tellings.Proposal("the mayor", "free breakfasts in all primary schools")]),
        ];

        Assert.Equal(["a b", "c", "d"], Merge(articles).Select(entry => string.Join(' ', entry.Sources.Select(source => source.ArticleId).Order(StringComparer.Ordinal))));
    }

    [Fact]
    public void Rivals_are_named_on_both_sides_in_the_order_of_the_edition()
    {
        AnalysedArticle[] articles =
        [
            Tellings.Article("a", "en", [Tellings.Proposal("Norland", "a charge of 4 euros for visitors")]),
            Tellings.Article("b", "en", [Tellings.Proposal("Sudria", "a charge of 6 euros for visitors")]),
            Tellings.Article("c", "en", [Tellings.Proposal("Norland", "a charge of 9 euros for visitors")]),
        ];

        IReadOnlyList<EditionEntry> entries = Merge(articles);

        Assert.Equal(3, entries.Count);
        Assert.All(entries, entry => Assert.Equal(entries.Where(e => e.Id != entry.Id).Select(e => e.Id), entry.Rivals));
    }

    [Fact]
    public void An_entry_does_not_wander_from_telling_to_telling()
    {
        AnalysedArticle[] articles =
        [
            Tellings.Article("a", "en", [Tellings.Proposal("Norland", "a charge of 4 euros for visitors of the island")]),
            Tellings.Article("b", "en", [Tellings.Proposal("Norland", "a charge for visitors of the island")]),
            Tellings.Article("c", "en", [Tellings.Proposal("Norland", "a charge of 6 euros for visitors of the island")]),
        ];

        IReadOnlyList<EditionEntry> entries = Merge(articles);

        Assert.Equal([2, 1], entries.Select(entry => entry.Sources.Count));
        Assert.Equal([entries[1].Id], entries[0].Rivals);
    }

    [Fact]
    public void An_actor_is_told_by_name_where_the_article_gives_one()
    {
        AnalysedArticle article = Tellings.Article("a", "en", [Tellings.Proposal("the mayor", "close the old pool")], new Alias("Clara Weiss", "the mayor"));

        EditionEntry entry = Assert.Single(Merge(article));

        Assert.Equal("Clara Weiss", entry.Actor);
        Assert.Equal(["clara weiss"], entry.ActorParty!.Keys);
    }

    /// <summary>Each point is compared with a bounded number of others: a day of one actor's slight variations ends.</summary>
    [Fact]
    public void Thousands_of_slight_variations_by_one_actor_end_with_few_rivals_each()
    {
        AnalysedArticle[] articles = [.. Enumerable.Range(0, 5_000).Select(i => Tellings.Article($"a{i:D5}", "en", [Tellings.Proposal("Norland", $"close the pool, the school and the market for {i} days")]))];

        IReadOnlyList<EditionEntry> entries = Merge(articles);

        Assert.Equal(articles.Length, entries.Count);
        Assert.All(entries, entry => Assert.InRange(entry.Rivals.Count, 0, EntryMerger.MostRivals));
    }

    private static IReadOnlyList<EditionEntry> Merge(params AnalysedArticle[] articles) =>
        new EntryMerger(PartyNames.Of(articles), new PositionComparer(StatementVectors.None)).Merge(articles);

    private static AnalysedArticle Told(string id, string language, string statement, bool isKey)
    {
        string text = $"Norland: {statement}.";
        Point point = new()
        {
            Kind = PointKind.Proposal,
            Actor = "Norland",
            Statement = statement,
            Evidence = new Evidence(text, 0, text.Length, Voice.Reported),
            IsKey = isKey,
        };
        return new AnalysedArticle(
            new ArticleHead { Id = id, Title = id, Language = language },
            new ArticleAnalysis { ArticleId = id, Analyst = "test-1", Points = [point], Withheld = [] });
    }
}
