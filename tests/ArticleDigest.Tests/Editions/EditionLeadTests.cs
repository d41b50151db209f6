using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using static ArticleDigest.Tests.Editions.SampleEntries;

namespace ArticleDigest.Tests.Editions;

public sealed class EditionLeadTests
{
    private static readonly EditionArticle[] Told = Untitled("v", "w", "x", "y", "z");

    [Fact]
    public void Reversals_and_withdrawals_come_before_what_is_told_most_widely()
    {
        IReadOnlyList<string> lead = LeadOf(
            Proposal("a", "Norland", "a bridge over the strait", "v", "w").With(NewsKind.New),
            Proposal("b", "Sudria", "free tram rides", "x").With(NewsKind.Reversed),
            Proposal("c", "Mia Lund", "cheaper bread", "y").With(NewsKind.Withdrawn) with { Kind = PointKind.Withdrawal, IsKey = false },
            Proposal("d", "Olga Brandt", "a lantern walk", "z").With(NewsKind.New));

        Assert.Equal(["b", "c", "a", "d"], lead);
    }

    [Fact]
    public void What_somebody_asks_otherwise_than_before_comes_before_what_is_new_in_however_many_articles()
    {
        IReadOnlyList<string> lead = LeadOf(
            Proposal("a", "Norland", "a bridge over the strait", "v", "w", "x").With(NewsKind.New),
            Proposal("b", "Sudria", "a ferry for six euros", "x").With(NewsKind.Sharpened, "a ferry for four euros") with { IsKey = false },
            Proposal("c", "Mia Lund", "ten megawatts", "y").With(NewsKind.Developed, "five megawatts"),
            Proposal("d", "Olga Brandt", "a lantern walk", "z").With(NewsKind.Softened));

        Assert.Equal(["b", "c", "a", "d"], lead);
    }

    [Fact]
    public void A_subject_has_all_that_changed_and_two_of_that_however_many_turn_round()
    {
        IReadOnlyList<string> lead = LeadOf(
            [
                .. Enumerable.Range(0, 6).Select(i => Proposal($"t{i}", $"Party {i}", $"item {i}", "v", "w").With(NewsKind.Reversed)),
                Proposal("a", "Norland", "a bridge for three euros", "x").With(NewsKind.Softened, "a bridge for four euros"),
                Proposal("b", "Sudria", "a bridge for eight euros", "x").With(NewsKind.Sharpened, "a bridge for six euros"),
                Proposal("c", "Mia Lund", "a bridge for nothing", "x").With(NewsKind.Sharpened, "a bridge for one euro"),
            ]);

        Assert.Equal(["t0", "t1", "t2", "a", "b"], lead);
    }

    [Fact]
    public void What_an_author_says_in_their_own_name_comes_last()
    {
        EditionEntry column = Proposal("b", "Samuel Ortega", "free tram rides", "x", "y");

        IReadOnlyList<string> lead = LeadOf(
            Proposal("a", Point.TheAuthor, "a bridge over the strait", "v", "w", "x").With(NewsKind.Reversed),
            column with { Sources = [.. column.Sources.Select(s => s with { Evidence = s.Evidence with { Voice = Voice.Author } })] },
            Proposal("c", "Mia Lund", "cheaper bread", "y"),
            Proposal("d", "Olga Brandt", "a lantern walk", "z") with { Rank = 4 });

        Assert.Equal(["c", "d", "a", "b"], lead);
    }

    [Fact]
    public void What_others_back_is_still_what_was_said_before()
    {
        IReadOnlyList<string> lead = LeadOf(
            Proposal("a", "Norland", "a bridge over the strait", "v", "w", "x").With(NewsKind.Developed),
            Proposal("b", "Sudria", "free tram rides", "x"),
            Proposal("c", "Mia Lund", "cheaper bread", "y"),
            Proposal("d", "Olga Brandt", "a lantern walk", "z"));

        Assert.Equal(["b", "c", "d"], lead);
    }

    [Fact]
    public void No_subject_has_a_second_line_before_every_other_has_its_first()
    {
        IReadOnlyList<string> lead = LeadOf(
            Proposal("a", "Norland", "a bridge over the strait", "v", "w", "x"),
            Proposal("b", "Sudria", "a bridge to the island", "v", "w", "x"),
            Proposal("c", "Mia Lund", "free tram rides", "y"),
            Criticism("d", "Olga Brandt", "Mia Lund", "the trams are full", "y"));

        Assert.Equal(["a", "c", "b", "d"], lead);
    }

    [Fact]
    public void What_shares_nothing_waits_for_the_first_of_every_subject_and_then_for_no_other()
    {
        IReadOnlyList<string> lead = LeadOf(
            Proposal("a", "Norland", "free tram rides", "v"),
            Proposal("b", "Mia Lund", "cheaper bread", "w"),
            Proposal("c", "Sudria", "a bridge over the strait", "x", "y"),
            Proposal("d", "Olga Brandt", "a bridge to the island", "z") with { Rank = 7 },
            Proposal("e", "Hamid Karimi", "a second bridge", "z") with { Rank = 8 });

        Assert.Equal(["c", "a", "b", "d", "e"], lead);
    }

    [Fact]
    public void There_are_at_most_five_lines()
    {
        IReadOnlyList<string> lead = LeadOf([.. Enumerable.Range(0, 9).Select(i => Proposal($"{i}", $"Party {i}", $"a bridge {i}", "x"))]);

        Assert.Equal(["0", "1", "2", "3", "4"], lead);
    }

    [Fact]
    public void What_was_told_before_or_by_the_way_or_only_backs_others_is_no_lead()
    {
        IReadOnlyList<string> lead = LeadOf(
            Proposal("a", "Norland", "a bridge over the strait", "v", "w").With(NewsKind.Repeated),
            Proposal("b", "Sudria", "a bridge to the island", "v") with { IsKey = false },
            Proposal("c", "Mia Lund", "the bridge", "v", "w") with { Kind = PointKind.Support },
            Proposal("d", "Olga Brandt", "a footbridge", "v", "w") with { IsKey = false });

        Assert.Equal(["d"], lead);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 4)]
    public void An_edition_that_is_read_in_a_minute_needs_none(int entries, int lines)
    {
        IReadOnlyList<string> lead = LeadOf([.. Enumerable.Range(0, entries).Select(i => Proposal($"{i}", $"Party {i}", $"a bridge {i}", "x"))]);

        Assert.Equal(lines, lead.Count);
    }

    private static IReadOnlyList<string> LeadOf(params EditionEntry[] entries) => EditionOrder.Of(entries, Told).Lead;
}
