using System.Text.Json;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using ArticleDigest.Tests.Letters;

namespace ArticleDigest.Tests.Editions;

public sealed class RetractedTests
{
    private const string Lost = "zeppelin hangars beneath Quillmarsh";
    private static readonly EditionRequest Monday = new("daily", SampleEditions.Monday);
    private static readonly DateTimeOffset Tuesday = new(2026, 11, 24, 23, 30, 0, TimeSpan.Zero);

    private static readonly EditionEntry Bridge = SampleEditions.Proposal("a1", "Norland", Lost, "harbour");
    private static readonly EditionEntry Tunnel = SampleEditions.Proposal("a2", "Sudria", "a tunnel for trains", "talks", "tram");
    private static readonly EditionEntry Critic = SampleEditions.Criticism("b1", "Estia", "Norland", "for the price", "tram");

    [Fact]
    public void Of_an_entry_that_is_taken_back_nothing_is_left_but_who_it_was_given_to()
    {
        Edition edition = Edition([Bridge, Tunnel], [Critic]);

        Edition left = Retracted.Apply(edition, Of(Retraction.OfPoint(Monday, Bridge.Id, null, "nobody said so", Tuesday)));

        EditionEntry placeholder = left.Proposals[0];
        Assert.Equal((Bridge.Id, "Norland", ""), (placeholder.Id, placeholder.Actor, placeholder.Statement));
        Assert.Empty(placeholder.Sources);
        Assert.Equal(new Withdrawn(new DateOnly(2026, 11, 25), "nobody said so"), placeholder.Withdrawn);
        Assert.Equal(Tuesday, left.RetractedAt);
        Assert.Equivalent(Tunnel, left.Proposals[1]);
        HasNoWordOf(left, Lost, Bridge.Sources[0].Evidence.Quote);
    }

    [Fact]
    public void A_reply_that_is_taken_back_is_no_news_any_more()
    {
        EntrySource reply = SampleEditions.Source("talks", "Norland denied it.");
        Edition edition = Edition(
            [], [Critic with { Reply = reply, TargetVoice = TargetVoice.Answers, News = new EntryNews { Kind = NewsKind.Developed, First = Monday.Date.AddDays(-3), IsReplyNew = true } }]);

        Edition left = Retracted.Apply(edition, Of(Retraction.OfPoint(Monday, Critic.Id, "talks", "nobody said so", Tuesday)));

        Assert.Null(left.Criticisms[0].Reply);
        Assert.False(left.Criticisms[0].News!.IsReplyNew);
    }

    [Fact]
    public void Nothing_of_it_is_left_where_other_entries_and_the_edition_lead_to_it()
    {
        EntrySource telling = SampleEditions.Source("talks", "Sudria welcomes it.");
        Edition edition = Edition(
            [Bridge with { Supporters = [SampleEditions.Stander("Sudria", telling, null)] }, Tunnel with { Rivals = [Bridge.Id], Opposers = [SampleEditions.Stander("Estia", Critic.Sources[0], Bridge.Id)] }],
            [Critic with { About = Bridge.Id, TargetVoice = TargetVoice.Answers, Answers = [Bridge.Id] }]) with
        {
            Lead = [Bridge.Id, Tunnel.Id],
            Subjects =
            [
                new EditionSubject("s1", "zeppelin hangars", "en", [Bridge.Id]),
                new EditionSubject("s2", "trains", "en", [Tunnel.Id, Critic.Id]),
            ],
        };

        Edition left = Retracted.Apply(edition, Of(Retraction.OfPoint(Monday, Bridge.Id, null, "nobody said so", Tuesday)));

        Assert.Equal([Tunnel.Id], left.Lead);
        Assert.Equal(["Withdrawn", "trains"], left.Subjects.Select(s => s.Label));
        Assert.Empty(left.Proposals[0].Supporters);
        Assert.Empty(left.Proposals[1].Rivals);
        Assert.Empty(left.Proposals[1].Opposers);
        Assert.Null(left.Criticisms[0].About);
        Assert.Empty(left.Criticisms[0].Answers);
        Assert.Equal(TargetVoice.NotHeard, left.Criticisms[0].TargetVoice);
        HasNoWordOf(left, Lost, "welcomes");
    }

    [Fact]
    public void A_label_with_words_of_what_is_gone_goes_and_one_that_the_rest_still_bears_out_stays()
    {
        EditionEntry other = SampleEditions.Proposal("a3", "Estia", "hangars for ferries", "tram");
        Edition edition = Edition([Bridge, other], []);
        Retractions gone = Of(Retraction.OfPoint(Monday, Bridge.Id, null, "nobody said so", Tuesday));

        Edition without = Retracted.Apply(edition with { Subjects = [new EditionSubject("s1", "zeppelin hangars", "en", [Bridge.Id, other.Id])] }, gone);
        Edition with = Retracted.Apply(edition with { Subjects = [new EditionSubject("s1", "Hangars", "en", [Bridge.Id, other.Id])] }, gone);

        Assert.Equal(("Estia", "Hangars"), (without.Subjects[0].Label, with.Subjects[0].Label));
    }

    [Theory]
    [InlineData("zeppelin", "Sudria")]
    [InlineData("trains", "trains")]
    public void A_label_that_an_edition_before_gave_goes_with_what_is_gone_of_that_unless_its_own_entries_bear_it_out(string label, string left)
    {
        DateOnly before = SampleEditions.Monday.AddDays(-1);
        Edition edition = Edition([Tunnel], []) with { Subjects = [new EditionSubject("s1", label, "en", [Tunnel.Id]) { Since = before }] };
        Retraction gone = Retraction.OfPoint(new EditionRequest("daily", before), Bridge.Id, null, "nobody said so", Tuesday);
        Retraction other = Retraction.OfPoint(new EditionRequest("daily", before.AddDays(-1)), Bridge.Id, null, "nobody said so", Tuesday);

        Assert.Equal(left, Retracted.Apply(edition, Of(gone)).Subjects[0].Label);
        Assert.Equal(label, Retracted.Apply(edition, Of(other)).Subjects[0].Label);
    }

    [Fact]
    public void An_entry_with_other_sources_keeps_them_when_one_is_taken_back()
    {
        Edition edition = Edition([Tunnel], []);

        Edition left = Retracted.Apply(edition, Of(Retraction.OfPoint(Monday, Tunnel.Id, "talks", "misread", Tuesday)));

        Assert.Equal(["tram"], Assert.Single(left.Proposals).Sources.Select(s => s.ArticleId));
        Assert.Equal("a tunnel for trains", left.Proposals[0].Statement);
        Assert.Null(left.Proposals[0].Withdrawn);
        Assert.Equal((0, 1), (PointsOf(left, "talks"), PointsOf(left, "tram")));
    }

    [Fact]
    public void Taking_back_all_sources_one_by_one_takes_back_the_entry_for_the_last_reason()
    {
        Edition edition = Edition([Tunnel], []);

        Edition left = Retracted.Apply(edition, Of(
            Retraction.OfPoint(Monday, Tunnel.Id, "talks", "misread", Tuesday.AddHours(1)),
            Retraction.OfArticle("tram", "a forgery", Tuesday)));

        Assert.Equal("misread", Assert.Single(left.Proposals).Withdrawn!.Reason);
        HasNoWordOf(left, "trains");
    }

    [Fact]
    public void An_article_that_is_taken_back_tells_nothing_in_any_edition_and_keeps_its_line()
    {
        EntryStander critic = SampleEditions.Stander("Estia", Critic.Sources[0], Critic.Id);
        EntryStander backer = SampleEditions.Stander("Norland", SampleEditions.Source("tram", "Norland hails it."), null);
        Edition edition = Edition(
            [Tunnel with { Supporters = [backer], Opposers = [critic] }],
            [Critic with { Sources = [.. Critic.Sources, SampleEditions.Source("talks", "Estia said it again.")] }]);

        Edition left = Retracted.Apply(edition, Of(Retraction.OfArticle("tram", "a forgery", Tuesday)));

        Assert.Equal(["talks"], left.Proposals[0].Sources.Select(s => s.ArticleId));
        Assert.Empty(left.Proposals[0].Supporters);
        Assert.Equal("Estia said it again.", Assert.Single(left.Proposals[0].Opposers).Source.Evidence.Quote);
        EditionArticle article = left.Articles.Single(a => a.Id == "tram");
        Assert.Equal(("", 0, "a forgery"), (article.Title, article.Points, article.Withdrawn!.Reason));
        Assert.Null(left.Accounting.Lines.Single(l => l.Drop == "porto.txt").Title);
        Assert.Equal(edition.Accounting.Received, left.Accounting.Received);
        Assert.Equal(edition.Accounting.Lines.Count, left.Accounting.Lines.Count);
        HasNoWordOf(left, "hails", "Porto ponders");
    }

    [Fact]
    public void What_a_later_edition_quotes_of_it_as_said_before_goes_too()
    {
        EditionEntry later = Tunnel with
        {
            News = new EntryNews { Kind = NewsKind.Reversed, First = Monday.Date.AddDays(-3), Last = Monday.Date.AddDays(-3), Before = Lost, BeforeLanguage = "en" },
        };
        Retraction retraction = Retraction.OfPoint(Monday with { Date = Monday.Date.AddDays(-3) }, Bridge.Id, null, "nobody said so", Tuesday) with
        {
            Statements = [Retraction.MarkOf(Lost)],
        };

        Edition left = Retracted.Apply(Edition([later], []), Of(retraction));

        Assert.Null(Assert.Single(left.Proposals).News);
        HasNoWordOf(left, Lost);
    }

    [Fact]
    public void That_a_target_does_not_answer_is_said_only_where_it_is_still_heard()
    {
        Party norland = new("Norland", ["norland"]);
        EditionEntry speaking = Bridge with { ActorParty = norland };
        EditionEntry unanswered = Critic with { TargetParty = norland, TargetVoice = TargetVoice.Unanswered };
        Edition edition = Edition([speaking, Tunnel], [unanswered]);

        Edition silenced = Retracted.Apply(edition, Of(Retraction.OfPoint(Monday, Bridge.Id, null, "nobody said so", Tuesday)));
        Edition other = Retracted.Apply(edition, Of(Retraction.OfPoint(Monday, Tunnel.Id, null, "nobody said so", Tuesday)));

        Assert.Equal(
            (TargetVoice.NotHeard, TargetVoice.Unanswered), (silenced.Criticisms[0].TargetVoice, other.Criticisms[0].TargetVoice));
    }

    [Fact]
    public void Of_an_edition_that_is_taken_back_nothing_is_left_but_that()
    {
        Edition left = Retracted.Apply(Edition([Bridge, Tunnel], [Critic]), Of(Retraction.OfEdition(Monday, "compiled from a test", Tuesday)));

        Assert.Equal("compiled from a test", left.Withdrawn!.Reason);
        Assert.Empty(left.Proposals.Concat(left.Criticisms));
        Assert.Empty(left.Accounting.Lines);
        HasNoWordOf(left, Lost, "trains", "harbour", "Porto");
    }

    [Fact]
    public void What_concerns_other_editions_and_schedules_changes_nothing()
    {
        Edition edition = Edition([Bridge, Tunnel], [Critic]);

        Edition left = Retracted.Apply(edition, Of(
            Retraction.OfEdition(Monday with { Schedule = "weekly" }, "no", Tuesday),
            Retraction.OfPoint(Monday with { Date = Monday.Date.AddDays(1) }, Bridge.Id, null, "no", Tuesday),
            Retraction.OfArticle("unknown", "no", Tuesday)));

        Assert.Equal(Bytes(edition), Bytes(left));
    }

    [Fact]
    public void The_same_retractions_in_any_order_and_any_number_of_times_give_the_same_bytes()
    {
        Edition edition = Edition([Bridge, Tunnel], [Critic]);
        Retraction[] retractions =
        [
            Retraction.OfPoint(Monday, Bridge.Id, null, "one", Tuesday), Retraction.OfArticle("tram", "two", Tuesday), Retraction.OfArticle("talks", "three", Tuesday),
        ];

        Edition once = Retracted.Apply(edition, Of(retractions));
        Edition again = Retracted.Apply(once, Of([.. retractions.Reverse()]));

        Assert.Equal(Bytes(once), Bytes(again));
    }

    [Fact]
    public void The_ledger_is_told_to_forget_what_nothing_is_left_of_and_no_more()
    {
        Retractions retractions = Of(
            Retraction.OfPoint(Monday, Bridge.Id, null, "one", Tuesday), Retraction.OfPoint(Monday, Tunnel.Id, "tram", "two", Tuesday));
        Retractions edition = Of(Retraction.OfEdition(Monday, "three", Tuesday));

        Assert.True(retractions.Forgets("daily", Monday.Date, Bridge));
        Assert.False(retractions.Forgets("daily", Monday.Date, Tunnel));
        Assert.False(retractions.Forgets("weekly", Monday.Date, Bridge));
        Assert.True(edition.Forgets("daily", Monday.Date, Tunnel));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("one\ntwo", "one line")]
    [InlineData("one\u2028two", "one line")]
    [InlineData("bell\u0007", "one line")]
    public void A_reason_that_is_no_line_of_text_is_refused(string reason, string why)
    {
        Assert.Contains(why, Retraction.FaultOf(reason), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Retraction.OfArticle("tram", reason, Tuesday));
    }

    [Fact]
    public void A_reason_is_no_longer_than_readers_bear()
    {
        Assert.Null(Retraction.FaultOf(new string('x', Retraction.MostReason)));
        Assert.NotNull(Retraction.FaultOf(new string('x', Retraction.MostReason + 1)));
    }

    [Fact]
    public void A_hundred_thousand_entries_are_laid_over_without_comparing_each_with_each()
    {
        Edition edition = SampleEditions.Flood(50_000);
        edition = edition with { Criticisms = [.. edition.Criticisms.Select(c => c with { TargetVoice = TargetVoice.Unanswered, TargetParty = new Party("x", ["x"]) })] };
        long start = TimeProvider.System.GetTimestamp();

        Edition left = Retracted.Apply(edition, Of(Retraction.OfArticle("talks", "a forgery", Tuesday)));

        Assert.Equal(100_000, left.Articles[0].Points + 99_997);
        Assert.All(left.Criticisms, c => Assert.Equal(TargetVoice.NotHeard, c.TargetVoice));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    private static Retractions Of(params Retraction[] retractions) => new(retractions);

    private static Edition Edition(IReadOnlyList<EditionEntry> proposals, IReadOnlyList<EditionEntry> criticisms) => SampleEditions.Of(
        proposals,
        criticisms,
        [
            SampleEditions.Article("harbour", "Two governments, one sea floor", "Nordic Ledger", null, 1, "harbour.html"),
            SampleEditions.Article("talks", "Talks resume", "Coastal Times", null, 1, "talks.md"),
            SampleEditions.Article("tram", "Porto ponders free trams", null, null, 1, "porto.txt"),
        ],
        Accounting.Nothing with
        {
            Received = 3,
            Analysed = 3,
            Lines =
            [
                new("harbour.html", OutcomeStatus.Analysed, "Two governments, one sea floor", null, false),
                new("porto.txt", OutcomeStatus.Analysed, "Porto ponders free trams", null, false),
                new("talks.md", OutcomeStatus.Analysed, "Talks resume", null, false),
            ],
        });

    private static int PointsOf(Edition edition, string article) => edition.Articles.Single(a => a.Id == article).Points;

    private static string Bytes(Edition edition) => JsonSerializer.Serialize(edition, JsonRecords.Options);

    private static void HasNoWordOf(Edition edition, params string[] texts)
    {
        string json = Bytes(edition);
        Assert.All(texts, text => Assert.DoesNotContain(text, json, StringComparison.OrdinalIgnoreCase));
    }
}
