using ArticleDigest.Editions;
using static ArticleDigest.Tests.Editions.SampleEntries;

namespace ArticleDigest.Tests.Editions;

public sealed class EditionOrderTests
{
    [Fact]
    public void The_subject_that_most_sources_tell_comes_first()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a bridge over the strait", "v"),
                Criticism("b", "Sudria", "the bridge", "a waste", "w"),
                Proposal("c", "Norland", "free tram rides", "x", "y", "z"),
                Proposal("d", "Sudria", "new trams", "x"),
            ],
            Untitled("v", "w", "x", "y", "z"));

        Assert.Equal(["tram", "bridge"], ordered.Subjects.Select(s => s.Label.TrimEnd('s')));
    }

    [Fact]
    public void Articles_of_one_newspaper_are_one_house()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a bridge over the strait", "u", "v", "w"),
                Proposal("b", "Norland", "a bridge to the island", "x", "y"),
            ],
            [Article("u", "1", "Ledger"), Article("v", "2", "Ledger"), Article("w", "3", "LEDGER"), Article("x", "4", "Courier"), Article("y", "5")]);

        Assert.Equal(["b", "a"], ordered.Entries.Select(e => e.Id));
    }

    [Theory]
    [InlineData(NewsKind.Reversed, NewsKind.Withdrawn)]
    [InlineData(NewsKind.Withdrawn, NewsKind.Sharpened)]
    [InlineData(NewsKind.Softened, NewsKind.New)]
    [InlineData(NewsKind.New, NewsKind.Developed)]
    [InlineData(NewsKind.Developed, NewsKind.Repeated)]
    public void Of_what_as_many_tell_the_greater_news_comes_first(NewsKind greater, NewsKind lesser)
    {
        OrderedEntries ordered = EditionOrder.Of(
            [Proposal("a", "Norland", "a bridge over the strait", "x").With(lesser), Proposal("b", "Sudria", "a bridge to the island", "x").With(greater)],
            Untitled("x"));

        Assert.Equal(["b", "a"], ordered.Entries.Select(e => e.Id));
    }

    [Fact]
    public void What_says_nothing_new_stands_behind_however_many_tell_it()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a bridge over the strait", "x", "y", "z").With(NewsKind.Repeated),
                Proposal("b", "Sudria", "a bridge to the island", "x").With(NewsKind.New),
            ],
            Untitled("x", "y", "z"));

        Assert.Equal(["b", "a"], ordered.Entries.Select(e => e.Id));
    }

    [Fact]
    public void A_subject_in_which_nothing_is_new_stands_behind_those_in_which_something_is()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a bridge over the strait", "x", "y", "z").With(NewsKind.Repeated),
                Proposal("b", "Sudria", "the bridge to the island", "x", "y").With(NewsKind.Repeated),
                Proposal("c", "Norland", "free tram rides", "v").With(NewsKind.New),
                Proposal("d", "Sudria", "new trams", "v").With(NewsKind.Repeated),
            ],
            Untitled("v", "x", "y", "z"));

        Assert.Equal(["c", "d", "a", "b"], ordered.Entries.Select(e => e.Id));
    }

    [Fact]
    public void Prominence_decides_where_sources_and_news_do_not()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a bridge over the strait", "x") with { IsKey = false, Rank = 0 },
                Proposal("b", "Sudria", "a bridge to the island", "x") with { Rank = 3 },
                Proposal("c", "Mia Lund", "a bridge for trains", "x") with { Rank = 1 },
            ],
            Untitled("x"));

        Assert.Equal(["c", "b", "a"], ordered.Entries.Select(e => e.Id));
    }

    [Fact]
    public void Rivals_stand_side_by_side_each_with_the_criticism_of_it_behind_it()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Norland", "a bridge over the strait", "x") with { Rivals = ["c"] },
                Proposal("b", "Mia Lund", "a bridge museum", "x", "y"),
                Proposal("c", "Sudria", "a tunnel instead of the bridge", "x") with { Rivals = ["a"], IsKey = false },
                Criticism("d", "Olga Brandt", "Sudria", "too dear", "x") with { About = "c" },
                Criticism("e", "Olga Brandt", "Norland", "too low a bridge", "x", "y", "z") with { About = "a" },
                Criticism("f", "Hamid Karimi", "Norland", "too ugly a bridge", "x", "y") with { About = "a" },
            ],
            Untitled("x", "y", "z"));

        Assert.Equal(["a", "e", "f", "c", "d", "b"], ordered.Entries.Select(e => e.Id));
    }

    [Fact]
    public void What_answers_stands_behind_the_accusation_and_what_answers_that_too()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Criticism("e", "Norland", "Sudria", "a bridge of lies", "x", "y", "z"),
                Criticism("c", "Sudria", "Norland", "burning the bridge", "x") with { Answers = ["e"] },
                Criticism("b", "Mia Lund", "Olga Brandt", "a bridge to nowhere", "x", "y"),
                Criticism("a", "Norland", "Sudria", "sleeping on the bridge", "x") with { Answers = ["c"] },
            ],
            Untitled("x", "y", "z"));

        Assert.Equal(["a", "c", "e", "b"], ordered.Entries.Select(e => e.Id));
    }

    [Fact]
    public void Of_two_who_answer_each_other_in_an_article_each_the_one_that_is_told_first_stands_first()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Criticism("a", "Norland", "Sudria", "sleeping on the bridge", "x") with { Answers = ["b"] },
                Criticism("b", "Sudria", "Norland", "burning the bridge", "x", "y") with { Answers = ["a"] },
            ],
            Untitled("x", "y"));

        Assert.Equal(["a", "b"], ordered.Entries.Select(e => e.Id));
    }

    [Fact]
    public void A_repeated_proposal_stands_with_the_news_that_somebody_criticises_it()
    {
        OrderedEntries ordered = EditionOrder.Of(
            [
                Proposal("a", "Mia Lund", "a bridge museum", "x").With(NewsKind.New),
                Proposal("b", "Norland", "a bridge over the strait", "x").With(NewsKind.Repeated),
                Criticism("c", "Olga Brandt", "Norland", "too low a bridge", "x", "y").With(NewsKind.New) with { About = "b" },
            ],
            Untitled("x", "y"));

        Assert.Equal(["b", "c", "a"], ordered.Entries.Select(e => e.Id));
    }

    [Fact]
    public void The_same_entries_give_the_same_order_and_ids()
    {
        EditionEntry[] entries =
        [
            .. Enumerable.Range(0, 60).Select(i => Proposal($"{i}", $"Party {i % 5}", $"a bridge {i % 9} over the {(i % 2 == 0 ? "strait" : "river")}", $"x{i % 4}")),
        ];
        EditionArticle[] articles = Untitled("x0", "x1", "x2", "x3");

        OrderedEntries first = EditionOrder.Of(entries, articles);
        OrderedEntries second = EditionOrder.Of(entries, articles);

        Assert.Equal(first.Entries, second.Entries);
        Assert.Equal(first.Lead, second.Lead);
        Assert.Equal(first.Subjects.Select(s => (s.Id, s.Label)), second.Subjects.Select(s => (s.Id, s.Label)));
        Assert.All(first.Subjects, s => Assert.Matches("^[0-9a-f]{16}$", s.Id));
    }
}
