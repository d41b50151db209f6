using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class PositionComparerTests
{
    private static readonly Party Norland = new("Norland", ["norland"]);
    private static readonly PositionComparer WithoutModel = new(StatementVectors.None);

    [Theory]
    [InlineData("en", "introduce a charge of four euros for visitors", "a four-euro charge for visitors should be introduced")]
    [InlineData("en", "cut the fare to €2 from June", "the fare should be cut to two euros from June")]
    [InlineData("en", "not close the library", "the library should not be closed")]
    [InlineData("en", "half of the seats for women", "50 per cent of the seats should go to women")]
    [InlineData("en", "stop the sale of the harbour", "scrap the sale of the harbour")]
    [InlineData("de", "die Gebühr für Besucher abschaffen", "die Abschaffung der Gebühr für Besucher")]
    [InlineData("de", "in der Bundesliga sollen nur noch 10 statt 12 Mannschaften spielen", "die Bundesliga von zwölf auf zehn Mannschaften verkleinern")]
    [InlineData("fr", "interdire les trottinettes sur les trottoirs", "l'interdiction des trottinettes sur les trottoirs")]
    [InlineData("es", "los daños deberían estar cubiertos en un setenta por ciento por el seguro", "que el seguro cubra el 70 % de los daños")]
    [InlineData("pt", "plantar cinco mil árvores até 2028", "até 2028 deverão ser plantadas 5.000 árvores")]
    public void One_party_that_says_the_same_in_other_words_says_the_same(string language, string one, string other) =>
        Assert.Equal(Likeness.Same, Compare(language, one, other));

    [Theory]
    [InlineData("en", "a four-euro charge for visitors", "a six-euro charge for visitors")]
    [InlineData("en", "close the plant by 2029", "close the plant in 2033")]
    [InlineData("en", "ban cars from the centre", "allow residents' cars into the centre")]
    [InlineData("en", "raise the fare for buses", "lower the fare for buses")]
    [InlineData("en", "hold the vote in March", "hold the vote in August")]
    [InlineData("en", "an inspection of the rides every month", "an inspection of the rides every year")]
    [InlineData("de", "das Rentenalter auf 68 Jahre anheben", "das Rentenalter nicht anheben, sondern bei 67 Jahren belassen")]
    [InlineData("fr", "autoriser l'ouverture des magasins le dimanche", "ne pas autoriser l'ouverture des magasins le dimanche")]
    [InlineData("es", "prohibir las corridas en la plaza", "permitir las corridas en la plaza")]
    [InlineData("pt", "manter o IVA nos 13%", "baixar o IVA para 6%")]
    public void Proposals_that_answer_one_question_differently_are_rivals(string language, string one, string other) =>
        Assert.Equal(Likeness.Rival, Compare(language, one, other));

    [Theory]
    [InlineData("en", "ban cars from the old town", "ban lorries from the old town")]
    [InlineData("en", "raise the tax on tobacco", "raise the tax on tobacco advertising")]
    [InlineData("en", "ban cars from Mill Road", "ban parking for cars on Mill Road")]
    [InlineData("de", "ein Fahrverbot für Lastwagen in der Altstadt", "ein Fahrverbot für Lastwagen auf der Uferstraße")]
    [InlineData("fr", "deux menus sans viande par semaine à la cantine", "de la viande locale deux fois par semaine à la cantine")]
    public void Proposals_on_neighbouring_matters_are_different(string language, string one, string other) =>
        Assert.Equal(Likeness.Different, Compare(language, one, other));

    [Fact]
    public void Who_else_proposes_the_same_is_no_rival_and_no_second_source() =>
        Assert.Equal(Likeness.Different, WithoutModel.Compare(
            Proposal("close the pool"), Proposal("close the pool") with { Actor = new Party("Sudria", ["sudria"]) }));

    [Fact]
    public void Criticisms_are_never_rivals() =>
        Assert.Equal(Likeness.Different, WithoutModel.Compare(
            Proposal("raising the fare to 4 euros") with { Kind = PointKind.Criticism, Target = Norland },
            Proposal("raising the fare to 6 euros") with { Kind = PointKind.Criticism, Target = Norland }));

    [Theory]
    [InlineData("the ministry of health", "the health ministry", Likeness.Same)]
    [InlineData("the health ministry", "the transport ministry", Likeness.Different)]
    public void A_critics_target_without_a_name_is_the_same_if_it_is_called_the_same(string target, string other, Likeness likeness)
    {
        (Position one, Position its) = Tellings.Positions(
            Tellings.Article("a", "en", [Tellings.Criticism("Fergus Lamont", target, "handing in its accounts late")]),
            Tellings.Article("b", "en", [Tellings.Criticism("Fergus Lamont", other, "handing in its accounts late")]));

        Assert.Equal(likeness, WithoutModel.Compare(one, its));
    }

    [Theory]
    [InlineData("en", "limit the commissions of the platforms to 15 per cent", "fr", "limiter à 15 % les commissions des plateformes", Likeness.Same)]
    [InlineData("fr", "une étiquette d'origine sur les textiles dès 2027", "es", "una etiqueta de origen en los muebles desde 2027", Likeness.Different)]
    public void In_two_languages_all_of_the_shorter_statement_has_to_be_understood(string language, string one, string otherLanguage, string other, Likeness likeness) =>
        Assert.Equal(likeness, WithoutModel.Compare(Proposal(one, language), Proposal(other, otherLanguage)));

    [Theory]
    [InlineData("repair the jetty", "the landing stage needs mending", Likeness.Same)]
    [InlineData("a charge of 4 euros", "a toll of 6 euros", Likeness.Rival)]
    public void A_model_sees_what_words_do_not_but_numbers_decide(string one, string other, Likeness likeness)
    {
        float[] vector = [1, 0];
        PositionComparer comparer = new(new StatementVectors(new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal) { [one] = vector, [other] = vector }));

        Assert.Equal(likeness, comparer.Compare(Proposal(one), Proposal(other)));
    }

    [Theory]
    [InlineData("the charge", true)]
    [InlineData("the charge on visitors", true)]
    [InlineData("the mayor's plan", true)]
    [InlineData("the mayor's plan to introduce a charge", true)]
    [InlineData("la taxe", false)]
    [InlineData("the plan", false)]
    [InlineData("the mayor", false)]
    [InlineData("the visitors", false)]
    [InlineData("the school", false)]
    public void Words_concern_the_position_whose_matter_they_name(string words, bool concern)
    {
        Position position = new(PointKind.Proposal, new Party("Clara Weiss", ["arlen mayor port", "clara weiss"]), null, "introduce a four-euro charge on day visitors", "en");

        Assert.Equal(concern, WithoutModel.Concerns(words, "en", position) >= PositionComparer.Concerning);
    }

    [Fact]
    public void A_statement_without_end_is_compared_in_bounded_time()
    {
        string flood = string.Join(' ', Enumerable.Range(0, 200_000).Select(i => $"w{i}x"));

        Assert.Equal(Likeness.Same, Compare("en", flood, flood));
    }

    private static Likeness Compare(string language, string one, string other) =>
        WithoutModel.Compare(Proposal(one, language), Proposal(other, language));

    private static Position Proposal(string statement, string language = "en") => new(PointKind.Proposal, Norland, null, statement, language);
}
