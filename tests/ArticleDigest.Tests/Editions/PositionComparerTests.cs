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
    [InlineData("en", "introduce a sugar levy on soft drinks from 2027", "a levy on sugary soft drinks")]
    [InlineData("en", "make buses free for everyone under 18", "free bus travel for under-18s, to keep teenagers out of their parents' cars")]
    [InlineData("en", "limit class sizes to 25 pupils", "no more than 25 pupils in a class")]
    [InlineData("en", "publish the report on the dam because the residents are worried", "the report on the dam should be published")]
    [InlineData("fr", "interdire les trottinettes sur les trottoirs du centre", "l'interdiction des trottinettes sur les trottoirs, pour protéger les piétons")]
    [InlineData("es", "crear un registro público de lobbies", "que haya un registro público de los lobbies, para saber quién influye en las leyes")]
    [InlineData("de", "eine Senkung der Gewerbesteuer auf 380 Punkte, um Betriebe anzulocken", "die Gewerbesteuer auf 380 Punkte senken")]
    public void Why_and_when_a_thing_is_to_be_may_be_told_by_one_alone(string language, string one, string other) =>
        Assert.Equal(Likeness.Same, Compare(language, one, other));

    [Theory]
    [InlineData("en", "a fund to make films in the old harbour", "a fund to keep ferries in the old harbour")]
    [InlineData("es", "un fondo de 200 millones para producir películas en quechua", "un fondo de 200 millones para sostener emisoras en quechua")]
    [InlineData("en", "publish the gifts they accept within seven days", "publish their meetings with lobbyists within seven days")]
    public void What_for_is_compared_where_both_tell_it(string language, string one, string other) =>
        Assert.Equal(Likeness.Different, Compare(language, one, other));

    [Theory]
    [InlineData("en", "moving the regatta to Baku without asking the athletes", "athletes had not been asked when it moved the regatta to Baku")]
    [InlineData("es", "dejar sin reparar las fugas de la red", "no repara las fugas de la red")]
    [InlineData("es", "cortar el suministro de gas sin aviso previo", "cortó sin avisar el suministro de gas")]
    [InlineData("de", "die Krankenhausreform ohne Beteiligung der Länder beschlossen zu haben", "sie habe die Länder bei der Krankenhausreform nicht beteiligt")]
    public void What_is_done_without_something_is_criticised_as_that_this_was_not_done(string language, string one, string other) =>
        Assert.Equal(Likeness.Same, WithoutModel.Compare(Criticism(one, language), Criticism(other, language)));

    [Theory]
    [InlineData("en", "dumping waste water into the river", "hiding from the authorities how much waste water it dumped")]
    [InlineData("en", "allow cars into the old town at night", "a tax on cars in the old town at night")]
    [InlineData("en", "tenants should be told two months before a renovation", "tenants should be given two months' rent if a renovation lasts long")]
    [InlineData("de", "die Sanierung der Brücken zu verschleppen", "die Kosten der Brückensanierung zu verschleiern")]
    [InlineData("fr", "des repas à un euro pour tous dans les restaurants universitaires", "des repas chauds le soir dans les restaurants universitaires")]
    [InlineData("pt", "isentar de portagem os moradores da ilha", "isentar de impostos os moradores da ilha")]
    public void What_is_done_to_the_same_things_has_to_be_one(string language, string one, string other) =>
        Assert.NotEqual(Likeness.Same, Compare(language, one, other));

    [Theory]
    [InlineData("en", "introduce a charge on day visitors", "raise the charge on day visitors")]
    [InlineData("en", "introduce a charge of four euros on visitors", "raise the charge on visitors to four euros")]
    [InlineData("en", "hire 200 nurses for the valleys", "train 200 nurses for the valleys")]
    [InlineData("de", "200 Pflegekräfte für die Kliniken anstellen", "200 Pflegekräfte für die Kliniken ausbilden")]
    [InlineData("de", "die Reinigung der Schulen auslagern", "die Reinigung der Schulen verbessern")]
    [InlineData("en", "the new ferries for the islands should be delayed", "buy new ferries for the islands")]
    public void Two_known_actions_are_two_things_however_much_else_is_shared(string language, string one, string other) =>
        Assert.Equal(Likeness.Different, Compare(language, one, other));

    [Theory]
    [InlineData("en", "ban mining within the park", "no mine may operate within the park")]
    [InlineData("pt", "proibir a mineração a menos de dois quilômetros de nascentes", "que nenhuma mina possa operar a menos de 2 km de uma nascente")]
    public void A_denial_says_what_an_ending_says(string language, string one, string other) =>
        Assert.Equal(Likeness.Same, Compare(language, one, other));

    [Theory]
    [InlineData("en", "a fund for the repair of the old stone bridges of the northern valleys, with experts, engineers and volunteers", "a fund for the repair of bridges")]
    public void Less_than_half_of_the_words_is_enough_where_nothing_stands_against_it(string language, string one, string other) =>
        Assert.Equal(Likeness.Same, Compare(language, one, other));

    [Theory]
    [InlineData("en", "no pension of less than 900 euros", "a pension of at least 900 euros", Likeness.Same)]
    [InlineData("es", "ningún abono de transporte por menos de 70 euros", "que el abono de transporte cueste al menos 70 euros", Likeness.Same)]
    [InlineData("de", "keine Rente von weniger als 900 Euro", "eine Rente von mindestens 900 Euro", Likeness.Same)]
    [InlineData("en", "no pension of less than 900 euros", "no pension of more than 900 euros", Likeness.Rival)]
    public void No_less_than_a_sum_is_at_least_that(string language, string one, string other, Likeness likeness) =>
        Assert.Equal(likeness, Compare(language, one, other));

    [Theory]
    [InlineData("en", "insurance against drought for farmers", "a drought insurance for farmers", Likeness.Same)]
    [InlineData("es", "un seguro contra la sequía para los agricultores", "un seguro de sequía para los agricultores", Likeness.Same)]
    [InlineData("fr", "un vaccin contre la grippe pour les infirmières", "le vaccin de la grippe pour les infirmières", Likeness.Same)]
    [InlineData("en", "a vote against the closure of the pool", "the closure of the pool", Likeness.Rival)]
    public void What_a_remedy_is_against_is_not_opposed(string language, string one, string other, Likeness likeness) =>
        Assert.Equal(likeness, Compare(language, one, other));

    [Theory]
    [InlineData("es", "mayor transparencia en los contratos", "más transparencia en los contratos", Likeness.Same)]
    [InlineData("es", "un menor consumo de agua en los hoteles", "reducir el consumo de agua en los hoteles", Likeness.Same)]
    [InlineData("es", "vetar los patinetes a los menores de edad", "vetar los patinetes a los mayores", Likeness.Different)]
    [InlineData("pt", "que o país pague as refeições", "que os pais paguem as refeições", Likeness.Different)]
    [InlineData("pt", "que os pais paguem as refeições", "as refeições pagas pelos pais", Likeness.Same)]
    [InlineData("en", "lift the minimum wage to £15 an hour", "raise the minimum wage to £15 an hour", Likeness.Same)]
    [InlineData("en", "lift the ban on cars in the park", "ban cars in the park", Likeness.Rival)]
    public void Words_of_several_senses_are_read_as_their_place_tells(string language, string one, string other, Likeness likeness) =>
        Assert.Equal(likeness, Compare(language, one, other));

    [Theory]
    [InlineData("en", "an annual health check for all drivers over 75", "require drivers older than 75 to have their health checked every year")]
    [InlineData("pt", "o recrutamento de mil guardas florestais", "recrutar 1.000 guardas florestais")]
    [InlineData("pt", "atrasos constantes dos autocarros", "autocarros que chegam sempre atrasados")]
    [InlineData("fr", "un congé payé aux trois quarts du salaire", "un congé payé 75 % du salaire")]
    [InlineData("es", "cobrar de más a miles de clientes", "haber cobrado de más a los clientes")]
    [InlineData("es", "aumentar en 100 millones el presupuesto de becas", "100 millones más para becas")]
    [InlineData("fr", "limiter à deux le nombre de mandats des maires", "les maires ne pourraient plus faire que deux mandats")]
    [InlineData("en", "a ten-cent deposit on plastic bottles", "a deposit of 10 cents on each plastic bottle")]
    public void Nouns_of_verbs_ages_shares_and_sums_are_read_as_what_they_say(string language, string one, string other) =>
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
    [InlineData("en", "close the transfer window before the first match", "the transfer window should close after the first match")]
    public void Proposals_that_answer_one_question_differently_are_rivals(string language, string one, string other) =>
        Assert.Equal(Likeness.Rival, Compare(language, one, other));

    [Theory]
    [InlineData("en", "ban cars from the old town", "ban lorries from the old town")]
    [InlineData("en", "raise the tax on tobacco", "raise the tax on tobacco advertising")]
    [InlineData("en", "a tax on tobacco advertising", "a tax on tobacco from 2027")]
    [InlineData("en", "a tax on tobacco advertising", "a tax on tobacco from May 2027")]
    [InlineData("en", "ban cars from Mill Road", "ban parking for cars on Mill Road")]
    [InlineData("de", "ein Fahrverbot für Lastwagen in der Altstadt", "ein Fahrverbot für Lastwagen auf der Uferstraße")]
    [InlineData("fr", "deux menus sans viande par semaine à la cantine", "de la viande locale deux fois par semaine à la cantine")]
    public void Proposals_on_neighbouring_matters_are_different(string language, string one, string other) =>
        Assert.Equal(Likeness.Different, Compare(language, one, other));

    [Theory]
    [InlineData("reopen rooms 101 102 103 104 105 106 107 108 109 110 111 112")]
    [InlineData("reopen rooms 999 999 999 999 999 999 999 999 999 999 999 999 million billion")]
    public void A_row_of_numbers_however_long_is_compared(string statement) =>
        Assert.Equal(Likeness.Same, Compare("en", statement, statement));

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
    [InlineData("Mallwitz", "Mallwitz AG", Likeness.Same)]
    [InlineData("Mallwitz AG", "Kallwitz AG", Likeness.Different)]
    [InlineData("China", "China and Russia", Likeness.Different)]
    public void A_critics_target_may_be_told_by_a_part_of_its_name(string target, string other, Likeness likeness)
    {
        (Position one, Position its) = Tellings.Positions(
            Tellings.Article("a", "en", [Tellings.Criticism("Fergus Lamont", target, "handing in its accounts late")]),
            Tellings.Article("b", "en", [Tellings.Criticism("Fergus Lamont", other, "handing in its accounts late")]));

        Assert.Equal(likeness, WithoutModel.Compare(one, its));
    }

    [Theory]
    [InlineData("education secretary", "the education secretary", Likeness.Same)]
    [InlineData("education secretary", "the health secretary", Likeness.Different)]
    [InlineData("minister", "the minister", Likeness.Different)]
    [InlineData("mayor", "the mayor", Likeness.Different)]
    public void A_minister_told_by_the_office_alone_is_the_one_whom_another_article_names(string office, string alone, Likeness likeness)
    {
        (Position one, Position its) = Tellings.Positions(
            Tellings.Article("a", "en", [Tellings.Proposal("Helen Marchbank", "a free breakfast in every primary school")], new Alias("Helen Marchbank", office)),
            Tellings.Article("b", "en", [Tellings.Proposal(alone, "free breakfasts in all primary schools")]));

        Assert.Equal(likeness, WithoutModel.Compare(one, its));
    }

    [Fact]
    public void A_minister_told_by_the_office_alone_has_to_say_clearly_the_same()
    {
        (Position one, Position its) = Tellings.Positions(
            Tellings.Article("a", "en", [Tellings.Proposal("Helen Marchbank", "a free breakfast with fruit in every rural primary school of the northern islands")], new Alias("Helen Marchbank", "education secretary")),
            Tellings.Article("b", "en", [Tellings.Proposal("the education secretary", "a free breakfast in school")]));

        Assert.Equal(Likeness.Different, WithoutModel.Compare(one, its));
    }

    [Theory]
    [InlineData("en", "limit the commissions of the platforms to 15 per cent", "fr", "limiter à 15 % les commissions des plateformes", Likeness.Same)]
    [InlineData("en", "limit by law the commissions of the platforms to 15 per cent", "fr", "limiter à 15 % les commissions des plateformes de livraison", Likeness.Same)]
    [InlineData("en", "limit the commissions of platforms for food to 15 per cent", "fr", "limiter à 15 % les commissions des plateformes de voyage", Likeness.Different)]
    [InlineData("fr", "une étiquette d'origine sur les textiles dès 2027", "es", "una etiqueta de origen en los muebles desde 2027", Likeness.Different)]
    public void In_two_languages_all_of_the_shorter_statement_has_to_be_understood_or_four_words_with_nothing_against_them(string language, string one, string otherLanguage, string other, Likeness likeness) =>
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

    private static Position Criticism(string statement, string language) => Proposal(statement, language) with { Kind = PointKind.Criticism, Target = Norland };

    private static Position Proposal(string statement, string language = "en") => new(PointKind.Proposal, Norland, null, statement, language);
}
