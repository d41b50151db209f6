using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using static ArticleDigest.Tests.Editions.ToldPoints;

namespace ArticleDigest.Tests.Editions;

public sealed class EntryRelationsTests
{
    private const string Charge = "a congestion charge of four euros in the harbour quarter";

    [Fact]
    public void A_criticism_of_a_proposal_stands_with_it_and_its_critic_is_against_it()
    {
        Edition edition = EditionOf(Article("a", Proposes("Port Arlen", Charge), Criticises("Anton Berger", "the congestion charge", "as a tax on shops")));

        EditionEntry proposal = Assert.Single(edition.Proposals);
        EditionEntry criticism = Assert.Single(edition.Criticisms);
        Assert.Equal(proposal.Id, criticism.About);
        Assert.Equal([("Anton Berger", criticism.Id)], proposal.Opposers.Select(o => (o.Name, o.Entry!)));
    }

    [Fact]
    public void A_criticism_of_the_proposer_is_about_the_proposal_that_its_reason_names_and_about_no_other()
    {
        Edition edition = EditionOf(Article(
            "a",
            Proposes("Port Arlen", Charge),
            Proposes("Port Arlen", "longer opening hours of the municipal library"),
            Criticises("Anton Berger", "Port Arlen", "for closing opening hours of the municipal library"),
            Criticises("Mia Lund", "Port Arlen", "for leaving children without kindergartens")));

        Assert.Equal("longer opening hours of the municipal library", edition.Proposals.Single(p => p.Id == edition.Criticisms.Single(c => c.Actor == "Anton Berger").About).Statement);
        Assert.Null(edition.Criticisms.Single(c => c.Actor == "Mia Lund").About);
    }

    [Fact]
    public void Who_backs_a_proposal_and_who_is_against_it_stands_with_it_everybody_once()
    {
        Edition edition = EditionOf(
            Article("a", Proposes("Port Arlen", Charge), Supports("Green Harbour", "the congestion charge"), Opposes("Automobile Club", "the congestion charge in the harbour quarter")),
            Article("b", Supports("Green Harbour", "the congestion charge in the harbour quarter", "Port Arlen"), Criticises("Automobile Club", "the harbour congestion charge", "as a tax on the poor")));

        EditionEntry proposal = Assert.Single(edition.Proposals);
        Assert.Equal(["Green Harbour"], proposal.Supporters.Select(s => s.Name));
        Assert.Equal([("Automobile Club", edition.Criticisms.Single().Id)], proposal.Opposers.Select(s => (s.Name, s.Entry!)));
    }

    [Fact]
    public void Words_of_another_article_that_could_mean_anything_are_about_nothing()
    {
        Edition edition = EditionOf(
            Article("a", Proposes("Port Arlen", Charge)),
            Article("b", Opposes("Automobile Club", "the charge")));

        Assert.Empty(edition.Proposals[0].Opposers);
        Assert.Equal(PointKind.Opposition, Assert.Single(edition.Criticisms).Kind);
    }

    [Fact]
    public void Words_that_fit_two_proposals_alike_are_about_neither()
    {
        Edition edition = EditionOf(Article(
            "a",
            Proposes("Port Arlen", "a congestion charge of four euros"),
            Proposes("Norland", "a congestion charge of six euros"),
            Opposes("Automobile Club", "the congestion charge")));

        Assert.All(edition.Proposals, p => Assert.Empty(p.Opposers));
    }

    [Theory]
    [InlineData(-1, "NotHeard", 0)]
    [InlineData(0, "Unanswered", 0)]
    [InlineData(1, "Answers", 1)]
    public void That_a_criticism_goes_unanswered_is_told_only_where_its_target_has_a_say(int saidBehind, string voice, int replies)
    {
        (string, int)[] sayings = saidBehind < 0 ? [] : [("Port Arlen", saidBehind)];

        EditionEntry criticism = Assert.Single(EditionOf(Article(
            "a", sayings, Supports("Mia Lund", "the festival"), Criticises("Anton Berger", "Port Arlen", "for ignoring small shops"))).Criticisms);

        Assert.Equal(voice, criticism.TargetVoice.ToString());
        Assert.Equal(replies, criticism.Reply is null ? 0 : 1);
    }

    [Fact]
    public void What_an_article_says_twice_in_words_that_nobody_can_compare_is_told_all_the_same()
    {
        Edition edition = EditionOf(Article("a", Proposes("Norland", "it"), Proposes("Norland", "it"), Criticises("Sudria", "Norland", "it"), Criticises("Sudria", "Norland", "it")));

        Assert.Equal(4, edition.Proposals.Concat(edition.Criticisms).Select(e => e.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Who_criticises_back_answers()
    {
        Edition edition = EditionOf(Article(
            "a", Criticises("Anton Berger", "Port Arlen", "for ignoring small shops"), Criticises("Port Arlen", "Anton Berger", "for spreading fear")));

        EditionEntry first = edition.Criticisms.Single(c => c.Actor == "Anton Berger");
        Assert.Equal(TargetVoice.Answers, first.TargetVoice);
        Assert.Equal([edition.Criticisms.Single(c => c.Actor == "Port Arlen").Id], first.Answers);
    }

    [Theory]
    [InlineData("Port Arlen praised the coffee and said that it had learnt a great deal.", null)]
    [InlineData("Port Arlen rejected the budget.", null)]
    [InlineData("Both reports, Port Arlen said, are drafts.", "Both reports, Port Arlen said, are drafts.")]
    [InlineData("Port Arlen replied that everybody makes mistakes.", "Port Arlen replied that everybody makes mistakes.")]
    [InlineData("Port Arlen rejected the accusation.", "Port Arlen rejected the accusation.")]
    public void What_a_target_says_is_its_reply_only_where_it_is_about_the_criticism(string says, string? reply)
    {
        EditionEntry criticism = Assert.Single(EditionOf(Heard(
            "a", [("Port Arlen", 0, says)], Criticises("Anton Berger", "Port Arlen", "withholding two expert reports"))).Criticisms);

        Assert.Equal(reply, criticism.Reply?.Evidence.Quote);

        // What stands right behind it may be meant as an answer.
        Assert.Equal(reply is null ? TargetVoice.NotHeard : TargetVoice.Answers, criticism.TargetVoice);
    }

    [Fact]
    public void Of_several_replies_the_one_that_denies_is_told()
    {
        EditionEntry criticism = Assert.Single(EditionOf(Heard(
            "a",
            [("Port Arlen", 0, "Both reports, Port Arlen said, are drafts."), ("Port Arlen", 0, "Port Arlen rejected the accusation as baseless."), ("Port Arlen", 0, "Port Arlen denied it again.")],
            Criticises("Anton Berger", "Port Arlen", "withholding two expert reports"))).Criticisms);

        Assert.Equal("Port Arlen rejected the accusation as baseless.", criticism.Reply!.Evidence.Quote);
    }

    [Fact]
    public void Who_criticised_first_is_not_said_to_give_no_answer()
    {
        Edition edition = EditionOf(Article(
            "a", [("Anton Berger", 0)], Supports("Mia Lund", "the festival"), Criticises("Anton Berger", "Port Arlen", "for ignoring small shops"), Criticises("Port Arlen", "Anton Berger", "for spreading fear")));

        Assert.Equal(TargetVoice.NotHeard, edition.Criticisms.Single(c => c.Actor == "Port Arlen").TargetVoice);
    }

    [Fact]
    public void A_retort_is_told_as_an_entry_and_not_as_a_reply_too()
    {
        Point retort = Criticises("Port Arlen", "Anton Berger", "spreading slander");
        EditionEntry first = EditionOf(Heard(
            "a", [("Port Arlen", 0, "Port Arlen denied it."), ("Port Arlen", 0, "This is baseless.")], Criticises("Anton Berger", "Port Arlen", "for ignoring small shops"), retort with { Evidence = retort.Evidence with { Length = 10 } }))
            .Criticisms.Single(c => c.Actor == "Anton Berger");
        EditionEntry told = EditionOf(Heard(
            "a", [("Port Arlen", 1, "Port Arlen denied it.")], Criticises("Anton Berger", "Port Arlen", "for ignoring small shops"), retort with { Evidence = retort.Evidence with { Length = 300 } }))
            .Criticisms.Single(c => c.Actor == "Anton Berger");

        Assert.Equal((1, "Port Arlen denied it."), (first.Answers.Count, first.Reply?.Evidence.Quote));
        Assert.Equal((1, null), (told.Answers.Count, told.Reply?.Evidence.Quote));
    }
}
