using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Analysis;

public sealed class PartyAliasesTests
{
    [Theory]
    [InlineData("en", "Chinese Foreign Minister Wang Yi called for talks.", "Wang Yi", "Wang Yi", "Chinese Foreign Minister")]
    [InlineData("en", "China's foreign minister, Wang Yi, called for talks.", "China's foreign minister", "Wang Yi", "China's foreign minister")]
    [InlineData("en", "Clara Weiss, the mayor of Port Arlen, called for talks.", "the mayor", "Clara Weiss", "the mayor")]
    [InlineData("en", "Mayor Clara Weiss spoke. Later Weiss called for talks.", "Weiss", "Clara Weiss", "Weiss")]
    [InlineData("en", "The European Commission (EC) called for talks.", "the EC", "European Commission", "EC")]
    [InlineData("en", "Port Arlen's city council met. The council called for talks.", "the council", "Port Arlen's city council", "the council")]
    [InlineData("de", "Bundeskanzler Friedrich Merz forderte Gespräche.", "Friedrich Merz", "Friedrich Merz", "Bundeskanzler")]
    [InlineData("de", "Gestern forderte Greta Lindner, die Vorsitzende des Elternrats, Gespräche.", "Greta Lindner", "Greta Lindner", "Vorsitzende des Elternrats")]
    [InlineData("de", "Die Verbraucherzentrale Mittelland, kurz VZM, forderte Gespräche.", "Die VZM", "Verbraucherzentrale Mittelland", "VZM")]
    [InlineData("fr", "Hier, le ministre des Finances, Bruno Roux, a demandé des discussions.", "le ministre des Finances", "Bruno Roux", "le ministre des Finances")]
    [InlineData("es", "Ayer la ministra de Hacienda, Ana Gil, pidió conversaciones.", "Ana Gil", "Ana Gil", "ministra de Hacienda")]
    [InlineData("pt", "Ontem Ana Gil, a diretora do porto, pediu conversações.", "Ana Gil", "Ana Gil", "diretora do porto")]
    [InlineData("pt", "O Sindicato dos Técnicos de Saúde (STS) pediu conversações.", "O STS", "Sindicato dos Técnicos de Saúde", "STS")]
    public void Two_names_are_one_party_where_the_text_says_so(string language, string text, string actor, string name, string also) =>
        Assert.Contains(new Alias(name, also), Aliases(language, text, actor));

    [Theory]
    [InlineData("en", "The state's justice minister proposes hearings by video. That saves time, Jane Roe said.", "The state's justice minister", "Jane Roe")]
    [InlineData("de", "Die niedersächsische Justizministerin schlägt Verhandlungen vor. Das spare Wege, sagte Elke Marquardt.", "Die niedersächsische Justizministerin", "Elke Marquardt")]
    public void Who_is_named_right_behind_an_office_and_is_the_only_one_who_can_be_meant_holds_it(string language, string text, string actor, string name) =>
        Assert.Equal([new Alias(name, actor)], Aliases(language, text, actor));

    [Theory]
    [InlineData("en", "The Chamber of Commerce called for talks. Its president, Anton Berger, was angry.", "the Chamber of Commerce")]
    [InlineData("en", "Mayor Clara Weiss met Mayor Paul Stone. The mayor called for talks.", "the mayor")]
    [InlineData("en", "Anna Weiss met Peter Weiss. Then Weiss called for talks.", "Weiss")]
    [InlineData("en", "Malm said the finance minister hid it. Greta Malm smiled.", "the finance minister")]
    [InlineData("en", "The office was dark. Anton Berger, a director of the port, called for talks.", "Anton Berger")]
    [InlineData("de", "Die Stadt schwieg. Greta Lindner, die der Direktor lobt, forderte Gespräche.", "Greta Lindner")]
    [InlineData("en", "The city council of Aston met the city council of Barton. The council called for talks.", "the council")]
    public void Nobody_is_tied_to_a_name_that_others_could_mean_as_well(string language, string text, string actor) =>
        Assert.DoesNotContain(Aliases(language, text, actor), alias => alias.Also == actor || alias.Name == actor);

    [Fact]
    public void Names_that_no_point_needs_are_left_out() =>
        Assert.Empty(Aliases("en", "The European Commission (EC) met Mayor Clara Weiss.", "Norland"));

    [Fact]
    public void A_text_without_end_gives_a_bounded_number_of_aliases()
    {
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Mayor Clara Weiss{(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))} of Aston (MCW) spoke. "));

        Assert.InRange(Aliases("en", text, "the mayor", "MCW", "the council", "Weissaa").Count, 0, PartyAliases.Most);
    }

    private static IReadOnlyList<Alias> Aliases(string language, string text, params string[] actors) => PartyAliases.Of(
        new Article { Id = "a", Title = "Talks", Language = language, Text = text },
        [.. actors.Select(actor => new Point { Kind = PointKind.Proposal, Actor = actor, Statement = "talks", Evidence = new Evidence("talks", 0, 5, Voice.Reported) })]);
}
