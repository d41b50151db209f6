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
