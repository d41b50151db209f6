using System.Diagnostics;
using ArticleDigest.Editions;
using static ArticleDigest.Tests.Editions.SampleEntries;

namespace ArticleDigest.Tests.Editions;

public sealed class SubjectFinderTests
{
    [Theory]
    [InlineData("en", "a congestion charge of four euros for the harbour", "a lower congestion charge for nurses", "a congestion charge", "congestion charge")]
    [InlineData("en", "the government should reopen the night train", "two new night trains to the coast", "The night train is back", "night train")]
    [InlineData("fr", "reporter le péage du port d'un an", "un péage du port réduit pour les infirmières", "Le péage du port divise", "péage du port")]
    [InlineData("de", "Sonnensegel für alle Schulhöfe", "mehr Bäume auf jedem Schulhof", "Schatten für die Schulhöfe", "Schulhof")]
    [InlineData("es", "ampliar la veda de la merluza a cuatro meses", "suspender la veda de la merluza", "La veda de la merluza", "veda de la merluza")]
    [InlineData("pt", "suspender as provas digitais este ano", "um caderno de papel para as provas digitais", "As provas digitais", "provas digitais")]
    public void Entries_with_the_same_telling_words_are_one_subject_that_is_called_by_them(string language, string one, string other, string title, string label)
    {
        EditionArticle[] articles = [Article("x", title, language: language), Article("y", "1", language: language), Article("z", "2", language: language)];

        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Clara Weiss", one, "x") with { Language = language },
                Proposal("b", "Mia Lund", other, "y") with { Language = language },
                Proposal("c", "Olga Brandt", "1848", "z") with { Language = language },
            ],
            articles);

        Assert.Equal(label, ordered.LabelOf("a"), ignoreCase: true);
        Assert.Equal(label, ordered.LabelOf("b"), ignoreCase: true);
        Assert.Equal(language, ordered.Subjects[0].Language);
        Assert.Equal("", ordered.LabelOf("c"));
        Assert.Equal("", ordered.Subjects[^1].Language);
    }

    [Fact]
    public void Words_that_any_point_may_have_bring_nothing_together()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Clara Weiss", "a new plan for the council", "x"),
                Proposal("b", "Mia Lund", "a new plan of the ministry next year", "y"),
            ],
            Untitled("x", "y"));

        Assert.Equal("", Assert.Single(ordered.Subjects).Label);
    }

    [Fact]
    public void What_somebody_is_called_is_not_what_it_is_about()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Criticism("a", "Norland", "the railway company", "for late trains", "x"),
                Criticism("b", "Sudria", "the railway company", "for dirty stations", "y"),
            ],
            Untitled("x", "y"));

        Assert.Equal("", Assert.Single(ordered.Subjects).Label);
    }

    [Fact]
    public void A_party_that_speaks_of_itself_is_not_what_it_speaks_about()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "the Harbour Trust", "the Harbour Trust should open on Sundays", "x"),
                Proposal("b", "the Harbour Trust", "bread at the Harbour Trust", "y"),
            ],
            Untitled("x", "y"));

        Assert.Equal("", Assert.Single(ordered.Subjects).Label);
    }

    [Fact]
    public void A_thing_that_is_criticised_is_what_it_is_about()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Criticism("a", "Norland", "the harbour bridge", "for its colour", "x"),
                Proposal("b", "Sudria", "a second harbour bridge", "y"),
            ],
            Untitled("x", "y"));

        Assert.Equal("harbour bridge", Assert.Single(ordered.Subjects).Label);
    }

    [Fact]
    public void Criticism_stands_with_the_proposal_it_is_about_whatever_its_words()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a bridge over the strait", "x"),
                Criticism("b", "Sudria", "Norland", "unworkable", "y") with { About = "a" },
            ],
            Untitled("x", "y"));

        EditionSubject subject = Assert.Single(ordered.Subjects);
        Assert.Equal("bridge", subject.Label);
        Assert.Equal(["a", "b"], subject.Entries);
    }

    [Fact]
    public void Rivals_stand_in_one_subject_also_in_different_languages()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a bridge over the strait", "x") with { Rivals = ["b"] },
                Proposal("b", "Sudria", "un tunnel sous la mer", "y") with { Rivals = ["a"], Language = "fr" },
            ],
            Untitled("x", "y"));

        Assert.Equal(["a", "b"], Assert.Single(ordered.Subjects).Entries);
    }

    [Fact]
    public void Entries_of_one_article_stand_together_under_what_its_headline_says()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Criticism("a", "Isla Mackworth", "the mayor", "told nobody", "x"),
                Proposal("b", "Ruth Obasi", "wait until June", "x"),
                Proposal("c", "Len Pritchard", "ask the islanders", "x"),
            ],
            [Article("x", "Anger over the maternity unit in Wexcombe")]);

        Assert.Equal("maternity unit", Assert.Single(ordered.Subjects).Label);
    }

    [Fact]
    public void An_article_about_several_things_is_parted_where_other_articles_tell_of_one_of_them()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Clara Weiss", "two new night trains to the coast", "x"),
                Proposal("b", "Mia Lund", "a ban on mobile phones at school", "x"),
                Proposal("c", "Samuel Ortega", "the night train should come back", "y"),
                Proposal("d", "Hamid Karimi", "lockers for mobile phones", "z"),
            ],
            Untitled("x", "y", "z"));

        Assert.Equal("night train", ordered.LabelOf("a"));
        Assert.Equal("night train", ordered.LabelOf("c"));
        Assert.Equal("mobile phones", ordered.LabelOf("b"));
        Assert.Equal("mobile phones", ordered.LabelOf("d"));
    }

    [Fact]
    public void What_shares_nothing_stands_last_unless_several_articles_tell_it()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Clara Weiss", "a lantern walk in November", "v"),
                Proposal("b", "Mia Lund", "free tram rides", "w"),
                Proposal("c", "Samuel Ortega", "cheaper bread", "x", "y"),
            ],
            Untitled("v", "w", "x", "y"));

        Assert.Equal(["cheaper bread", ""], ordered.Subjects.Select(s => s.Label));
        Assert.Equal(["a", "b"], ordered.Subjects[^1].Entries);
    }

    [Fact]
    public void A_language_that_is_not_read_is_grouped_by_its_long_words()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "nieuwe nachttreinen naar de kust", "x") with { Language = "nl" },
                Proposal("b", "Sudria", "nachttreinen zonder reservering", "y") with { Language = "nl" },
            ],
            [Article("x", "Over nachttreinen", language: "nl"), Article("y", "Vandaag", language: "nl")]);

        Assert.Equal("nachttreinen", Assert.Single(ordered.Subjects).Label);
    }

    [Theory]
    [InlineData("en", "a cap on rents of two per cent a year", "a cap on rents of five per cent", "Two per cent against five", "rents")]
    [InlineData("en", "a ban on mobile phones up to the twelfth grade", "lockers for mobile phones", "Phones banned up to the twelfth grade", "mobile phones")]
    [InlineData("en", "a halt to eel fishing for two years", "an end of eel fishing", "Ministry wants a shorter halt", "eel fishing")]
    [InlineData("fr", "une hausse des loyers de deux pour cent", "des loyers plus bas", "Les loyers", "loyers")]
    [InlineData("de", "eine Mietobergrenze von zwei Prozent", "keine Mietobergrenze", "Zwei Prozent Miete", "Mietobergrenze")]
    [InlineData("es", "una subida salarial del ocho por ciento", "una subida salarial del tres por ciento", "Ocho por ciento", "subida salarial")]
    [InlineData("pt", "um aumento salarial de oito por cento", "um aumento salarial de três por cento", "Oito por cento", "aumento salarial")]
    public void A_label_has_no_figures_and_compares_nothing(string language, string one, string other, string title, string label)
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", one, "x") with { Language = language },
                Proposal("b", "Sudria", other, "x", "y") with { Language = language },
            ],
            [Article("x", title, language: language), Article("y", title, language: language)]);

        Assert.Equal(label, Assert.Single(ordered.Subjects).Label, ignoreCase: true);
    }

    [Theory]
    [InlineData("Parents' Council drops its lockers", "lockers")]
    [InlineData("Council plans charge for the harbour quarter", "harbour quarter")]
    public void A_label_has_no_verb(string title, string label)
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "National Teachers' Union", "begin in May", "x"),
                Proposal("b", "Jo Adeyemi", "begin in September", "x"),
            ],
            [Article("x", title)]);

        Assert.Equal(label, Assert.Single(ordered.Subjects).Label);
    }

    [Theory]
    [InlineData("fr", "rouvrir le train de nuit en mai", "rouvrir le train de nuit en septembre", "train de nuit")]
    [InlineData("es", "el tren de noche en mayo", "el tren de noche en septiembre", "tren de noche")]
    public void A_label_goes_on_behind_its_head_where_the_language_does(string language, string one, string other, string label)
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", one, "x") with { Language = language },
                Proposal("b", "Sudria", other, "y") with { Language = language },
            ],
            [Article("x", "1", language: language), Article("y", "2", language: language)]);

        Assert.Equal(label, Assert.Single(ordered.Subjects).Label);
    }

    [Fact]
    public void What_most_propose_is_the_label_and_not_where_it_is()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "the council", "a congestion charge of four euros in the harbour quarter", "x"),
                Proposal("b", "the Cyclists' Union", "a congestion charge of six euros in the harbour quarter", "y"),
                Proposal("c", "Clara Weiss", "two tram lines", "x"),
            ],
            [Article("x", "A charge for the harbour quarter"), Article("y", "The harbour quarter")]);

        Assert.Equal("congestion charge", Assert.Single(ordered.Subjects).Label);
    }

    [Theory]
    [InlineData("congestion charge", "en")]
    [InlineData("péage du port", "fr")]
    [InlineData("Hafenmaut", "de")]
    public void What_goes_on_from_editions_before_keeps_its_name_whatever_its_words_are_now(string label, string language)
    {
        SubjectName former = new(label, language, new DateOnly(2026, 3, 3));

        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a harbour toll of three euros", "x").From(former),
                Proposal("b", "Sudria", "a harbour toll for lorries", "y"),
                Proposal("c", "Mia Lund", "a harbour toll for boats", "z").From(new SubjectName("boats", "en", new DateOnly(2026, 3, 2))),
                Proposal("d", "Olga Brandt", "spend it on trams", "x").From(former),
            ],
            Untitled("x", "y", "z"));

        EditionSubject subject = Assert.Single(ordered.Subjects);
        Assert.Equal((label, language, former.Since), (subject.Label, subject.Language, subject.Since));
    }

    [Fact]
    public void Of_two_subjects_that_go_on_from_one_the_one_with_most_of_it_keeps_the_name()
    {
        SubjectName former = new("harbour", "en", new DateOnly(2026, 3, 3));

        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a congestion charge for cars", "x").From(former),
                Proposal("b", "Sudria", "a congestion charge for lorries", "y"),
                Proposal("c", "Mia Lund", "two tram lines", "z").From(former),
                Proposal("d", "Olga Brandt", "more tram lines", "z").From(former),
            ],
            Untitled("x", "y", "z"));

        Assert.Equal("congestion charge", ordered.LabelOf("a"));
        Assert.Equal("harbour", ordered.LabelOf("d"));
    }

    [Fact]
    public void What_an_article_tells_again_by_the_way_stands_under_its_own_name_and_not_under_the_articles()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "l'Union", "renoncer au report", "x") with { Language = "fr" },
                Proposal("b", "l'Union", "réserver cent places aux livraisons", "x") with { Language = "fr" },
                (Proposal("c", "le ministère", "rouvrir la ligne de nuit", "x") with { Language = "fr", Rank = 2 }).From(new SubjectName("train de nuit", "fr", new DateOnly(2026, 3, 4))),
            ],
            [Article("x", "Péage : les commerçants renoncent", language: "fr")]);

        Assert.Equal("Péage", ordered.LabelOf("a"));
        Assert.Equal("Péage", ordered.LabelOf("b"));
        Assert.Equal("train de nuit", ordered.LabelOf("c"));
    }

    [Fact]
    public void What_an_article_tells_besides_stands_with_what_goes_on_from_before_if_that_comes_first_or_its_headline_is_about_that()
    {
        SubjectName former = new("phones", "en", new DateOnly(2026, 3, 3));

        OrderedEntries ordered = EditionOrder.Of(
            [
                (Proposal("a", "the Parents' Council", "its proposal for lockers at school", "x") with { Rank = 3 }).From(former),
                Proposal("b", "Jo Adeyemi", "begin in September", "x"),
                Proposal("c", "Elena Prats", "a night bus", "y").From(former with { Label = "buses" }),
                Proposal("d", "Mia Lund", "wait", "y") with { Rank = 1 },
            ],
            [Article("x", "Parents' Council drops its lockers"), Article("y", "Today")]);

        Assert.Equal(["phones", "phones", "buses", "buses"], ((string[])["a", "b", "c", "d"]).Select(ordered.LabelOf));
    }

    [Fact]
    public void Every_entry_is_in_exactly_one_subject()
    {
        EditionEntry[] entries = [.. Enumerable.Range(0, 300).Select(i => Proposal($"{i}", $"Party {i % 7}", Words(i), $"art{i / 4}"))];

        OrderedEntries ordered = EditionOrder.Of(entries, [.. Enumerable.Range(0, 75).Select(i => Article($"art{i}", Words(i * 31)))]);

        Assert.Equal(entries.Select(e => e.Id).Order(StringComparer.Ordinal), ordered.Subjects.SelectMany(s => s.Entries).Order(StringComparer.Ordinal));
        Assert.Equal(ordered.Entries.Select(e => e.Id), ordered.Subjects.SelectMany(s => s.Entries));
        Assert.Equal(ordered.Subjects.Count, ordered.Subjects.Select(s => s.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("the bridge tunnel ferry harbour tram")]
    [InlineData("")]
    [InlineData("\uD800 <script> \u202E")]
    public void Ten_thousand_entries_with_the_same_words_are_ordered_in_seconds(string words)
    {
        EditionEntry[] entries = [.. Enumerable.Range(0, 10_000).Select(i => Proposal($"{i:D5}", "Norland", words, $"art{i / 100}") with { Rivals = [$"{i + 1:D5}"] })];
        Stopwatch watch = Stopwatch.StartNew();

        OrderedEntries ordered = EditionOrder.Of(entries, [.. Enumerable.Range(0, 100).Select(i => Article($"art{i}", words))]);

        Assert.Equal(10_000, ordered.Entries.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static string Words(int seed)
    {
        string[] nouns = ["bridge", "tunnel", "ferry", "harbour", "tram", "phone", "school", "lantern", "bread", "forest", "river"];
        return $"a {nouns[seed % 11]} for the {nouns[seed / 3 % 11]} {nouns[seed / 7 % 11]}";
    }
}
