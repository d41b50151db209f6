using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class PartyNamesTests
{
    [Theory]
    [InlineData("the U.S.", "en", "les États-Unis", "fr")]
    [InlineData("Estados Unidos", "es", "EE. UU.", "es")]
    [InlineData("United States", "en", "USA", "de")]
    [InlineData("the Chinese government", "en", "China", "de")]
    [InlineData("China's foreign minister", "en", "le ministre chinois des Affaires étrangères", "fr")]
    [InlineData("China and Russia", "en", "Russland und China", "de")]
    [InlineData("Port Arlen's city council", "en", "the city council of Port Arlen", "en")]
    [InlineData("Clara Weiss", "en", "Mayor Clara Weiss", "en")]
    [InlineData("Clara Weiss (SPD)", "de", "Frau Clara Weiss", "de")]
    [InlineData("L'association Air Pur", "fr", "Air Pur", "fr")]
    [InlineData("die Europäische Union", "de", "the EU", "en")]
    [InlineData("Elena Soto", "es", "Elena Soto Vidal", "es")]
    [InlineData("a seguradora Atlântica", "pt", "a Atlântica", "pt")]
    [InlineData("la red universitaria REUS", "es", "a rede REUS", "pt")]
    [InlineData("der Milchbauernbund", "de", "der Milchbauernbund", "de")]
    [InlineData("Polens Regierung", "de", "le gouvernement polonais", "fr")]
    public void Spellings_of_one_name_are_one_party(string one, string language, string other, string otherLanguage) =>
        Assert.True(AreOne(Named("a", language, one), Named("b", otherLanguage, other)));

    [Theory]
    [InlineData("China", "China and Russia")]
    [InlineData("Anna Weiss", "Peter Weiss")]
    [InlineData("South Korea", "North Korea")]
    [InlineData("the council", "the council")]
    [InlineData("the opposition", "the opposition")]
    [InlineData("critics", "critics")]
    [InlineData("the Ministry of Finance", "the Ministry of Finance")]
    [InlineData(Point.NotNamed, Point.NotNamed)]
    [InlineData(Point.TheAuthor, Point.TheAuthor)]
    [InlineData("the mayor of Aston", "the mayor of Barton")]
    public void Names_that_can_mean_two_parties_are_two(string one, string other) =>
        Assert.False(AreOne(Named("a", "en", one), Named("b", "en", other)));

    [Theory]
    [InlineData("der Landesverband")]
    [InlineData("die Ärztekammer")]
    [InlineData("der Betriebsrat")]
    public void Bodies_that_every_region_or_firm_has_are_nobody_outside_their_article(string name) =>
        Assert.False(AreOne(Named("a", "de", name), Named("b", "de", name)));

    [Fact]
    public void An_office_is_who_another_article_says_holds_it() =>
        Assert.True(AreOne(
            Named("a", "en", "Wang Yi", new Alias("Wang Yi", "China's foreign minister")),
            Named("b", "fr", "le ministre chinois des Affaires étrangères")));

    [Fact]
    public void A_last_name_is_who_alone_has_it_and_is_called_so_somewhere()
    {
        AnalysedArticle full = Named("a", "en", "Clara Weiss", new Alias("Clara Weiss", "Weiss"));

        Assert.True(AreOne(full, Named("b", "en", "Weiss")));
        Assert.False(AreOne(full, Named("b", "en", "Weiss"), Named("c", "en", "Peter Weiss", new Alias("Peter Weiss", "Weiss"))));
    }

    [Fact]
    public void A_last_name_with_another_office_is_somebody_else() =>
        Assert.False(AreOne(
            Named("a", "en", "Tom Reed", new Alias("Tom Reed", "the mayor of Aston"), new Alias("Tom Reed", "Reed")),
            Named("b", "en", "Councillor Reed")));

    [Fact]
    public void Namesakes_are_told_apart_by_their_places() =>
        Assert.False(AreOne(
            Named("a", "en", "Tom Reed", new Alias("Tom Reed", "mayor of Aston")),
            Named("b", "en", "Tom Reed", new Alias("Tom Reed", "mayor of Barton"))));

    [Fact]
    public void A_word_that_names_nobody_is_shown_by_the_name_that_the_article_gives()
    {
        AnalysedArticle article = Named("a", "en", "the mayor", new Alias("Clara Weiss", "the mayor"));

        Party party = PartyNames.Of([article]).PartyOf(article, "the mayor");

        Assert.Equal("Clara Weiss", party.Name);
        Assert.Equal(["clara weiss"], party.Keys);
    }

    [Fact]
    public void The_same_articles_in_any_order_give_the_same_parties()
    {
        AnalysedArticle[] articles =
        [
            Named("a", "en", "Wang Yi", new Alias("Wang Yi", "China's foreign minister")),
            Named("b", "en", "Mr Wang", new Alias("Wang Yi", "Wang")),
            Named("c", "de", "Außenminister Wang Yi"),
            Named("d", "en", "the EC", new Alias("European Commission", "EC")),
        ];

        IEnumerable<string> Keys(IEnumerable<AnalysedArticle> order)
        {
            PartyNames names = PartyNames.Of([.. order]);
            return articles.Select(article => string.Join(';', names.PartyOf(article, article.Analysis.Points[0].Actor).Keys));
        }

        Assert.Equal(Keys(articles), Keys(articles.Reverse()));
    }

    private static AnalysedArticle Named(string id, string language, string actor, params Alias[] aliases) =>
        Tellings.Article(id, language, [Tellings.Proposal(actor, "talks")], aliases);

    private static bool AreOne(params AnalysedArticle[] articles)
    {
        PartyNames names = PartyNames.Of(articles);
        Party[] parties = [.. articles.Take(2).Select(article => names.PartyOf(article, article.Analysis.Points[0].Actor))];
        return parties[0].Is(parties[1]);
    }
}
