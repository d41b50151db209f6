using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using static ArticleDigest.Tests.Editions.ToldPoints;

namespace ArticleDigest.Tests.Editions;

public sealed class PositionNewsTests
{
    private const string Charge = "a congestion charge of four euros in the harbour quarter";

    private static readonly DateOnly Sunday = new(2026, 3, 1);

    private readonly InMemoryRecords _records = new();
    private int _days;

    [Fact]
    public async Task What_nobody_told_before_is_new()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge)));

        EditionEntry entry = Assert.Single((await TellAsync(Article("b", Proposes("Norland", Charge)))).Proposals);

        Assert.Equal(new EntryNews { Kind = NewsKind.New }.ToString(), entry.News!.ToString());
    }

    [Fact]
    public async Task What_was_told_before_is_repeated_with_the_first_and_the_last_day()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge)));
        await TellAsync(Article("b", Proposes("Port Arlen", Charge)));

        EntryNews news = Assert.Single((await TellAsync(Article("c", Proposes("Port Arlen", Charge)))).Proposals).News!;

        Assert.Equal((NewsKind.Repeated, Sunday, Sunday.AddDays(1)), (news.Kind, news.First, news.Last));
        Assert.Null(news.Before);
    }

    [Fact]
    public async Task What_goes_on_from_before_stands_under_the_name_that_it_had_day_after_day()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge), Proposes("Norland", "a congestion charge of six euros in the harbour quarter")));
        await TellAsync(Article("b", Proposes("Port Arlen", "a congestion charge of three euros in the harbour quarter"), Proposes("Sudria", "a toll")));

        Edition third = await TellAsync(Article("c", Opposes("Port Arlen", "a congestion charge of three euros in the harbour quarter"), Proposes("Norland", "a lantern walk")));

        EditionSubject subject = third.Subjects.Single(s => s.Entries.Contains(third.Criticisms.Concat(third.Proposals).Single(e => e.Actor == "Port Arlen").Id));
        Assert.Equal(("congestion charge", Sunday), (subject.Label, subject.Since));
    }

    [Theory]
    [InlineData(Point.NotNamed)]
    [InlineData(Point.TheAuthor)]
    [InlineData("local residents")]
    [InlineData("the council and the local residents")]
    public async Task Somebody_without_a_name_is_nobody_of_another_day(string actor)
    {
        await TellAsync(Article("a", Proposes(actor, Charge), Opposes(actor, "longer opening hours of the municipal library")));

        Edition edition = await TellAsync(Article("b", Proposes(actor, Charge), Supports(actor, "longer opening hours of the municipal library")));

        Assert.All(edition.Proposals, p => Assert.Equal(NewsKind.New, p.News!.Kind));
    }

    [Fact]
    public async Task A_body_that_no_article_places_is_the_same_on_another_day()
    {
        await TellAsync(Article("a", Opposes("the Chamber of Commerce", "the congestion charge in the harbour quarter")));

        Edition edition = await TellAsync(Article("b", Supports("the Chamber of Commerce", "a congestion charge in the harbour quarter")));

        Assert.Equal(NewsKind.Reversed, Assert.Single(edition.Proposals).News!.Kind);
    }

    [Fact]
    public async Task A_repeated_proposal_that_somebody_new_backs_has_developed()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge), Supports("Mia Lund", "the congestion charge")));

        EntryNews news = (await TellAsync(Article(
            "b", Proposes("Port Arlen", Charge), Supports("Mia Lund", "the congestion charge"), Supports("Green Harbour", "the congestion charge")))).Proposals[0].News!;

        Assert.Equal(NewsKind.Developed, news.Kind);
        Assert.Equal(["Green Harbour"], news.NewStanders);
    }

    [Fact]
    public async Task Who_criticises_it_since_is_told_apart_from_who_is_only_against_it()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge)));

        EntryNews news = (await TellAsync(Article(
            "b", Proposes("Port Arlen", Charge), Opposes("Green Harbour", "the congestion charge"), Criticises("Automobile Club", "the congestion charge", "as too high")))).Proposals[0].News!;

        Assert.Equal(["Automobile Club", "Green Harbour"], news.NewStanders);
        Assert.Equal(["Automobile Club"], news.NewCritics);
    }

    [Fact]
    public async Task A_reply_that_was_not_told_before_is_news_and_the_same_a_day_later_is_none()
    {
        Point criticism = Criticises("Emil Stoica", "Port Arlen", "withholding two expert reports");
        await TellAsync(Article("a", criticism));

        EditionEntry answered = Assert.Single((await TellAsync(Article("b", [("Port Arlen", 0)], criticism))).Criticisms);
        EditionEntry again = Assert.Single((await TellAsync(Article("c", [("Port Arlen", 0)], criticism))).Criticisms);

        Assert.Equal((NewsKind.Developed, true, Sunday), (answered.News!.Kind, answered.News.IsReplyNew, answered.News.First));
        Assert.Equal((NewsKind.Repeated, false), (again.News!.Kind, again.News.IsReplyNew));
    }

    [Theory]
    [InlineData("suggests", "demands", "suggests demands")]
    [InlineData("demands", "suggests", "demands suggests")]
    [InlineData("proposes", "calls for", null)]
    public async Task In_which_words_the_articles_ask_is_remarked_where_it_changes_and_is_no_news(string before, string now, string? words)
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge, $"Port Arlen {before} {Charge}.")));

        EntryNews news = (await TellAsync(Article("b", Proposes("Port Arlen", Charge, $"Port Arlen {now} {Charge}.")))).Proposals[0].News!;

        Assert.Equal(NewsKind.Repeated, news.Kind);
        Assert.Equal(words, news.Words is { } changed ? $"{changed.Then} {changed.Now}" : null);
    }

    [Fact]
    public async Task Who_backs_what_it_had_criticised_is_told_with_what_that_was()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge), Criticises("Green Harbour", "the congestion charge in the harbour quarter", "as too high")));

        Edition edition = await TellAsync(Article("b", Supports("Green Harbour", "a congestion charge in the harbour quarter")));

        EntryNews news = Assert.Single(edition.Proposals).News!;
        Assert.Equal((NewsKind.Reversed, "as too high", Charge), (news.Kind, news.Before, news.BeforeAbout));
    }

    [Fact]
    public async Task Who_gives_up_a_proposal_withdraws_what_was_told_before()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge)));

        EntryNews news = Assert.Single((await TellAsync(Article("b", Withdraws("Port Arlen", "its plan for a congestion charge in the harbour quarter")))).Proposals).News!;

        Assert.Equal((NewsKind.Withdrawn, Sunday, Charge), (news.Kind, news.Last, news.Before));
    }

    [Fact]
    public async Task Who_is_against_what_it_had_backed_has_turned_round()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge), Supports("Green Harbour", "the congestion charge")));

        Edition edition = await TellAsync(Article("b", Criticises("Green Harbour", "the congestion charge in the harbour quarter", "as too high")));

        EntryNews news = Assert.Single(edition.Criticisms).News!;
        Assert.Equal((NewsKind.Reversed, Charge), (news.Kind, news.Before));
    }

    [Fact]
    public async Task Who_backs_what_it_had_been_against_has_turned_round()
    {
        await TellAsync(Article("a", Opposes("Automobile Club", "the congestion charge in the harbour quarter")));

        EntryNews news = Assert.Single((await TellAsync(Article("b", Supports("Automobile Club", "a congestion charge in the harbour quarter")))).Proposals).News!;

        Assert.Equal(NewsKind.Reversed, news.Kind);
    }

    [Fact]
    public async Task Who_proposes_again_what_it_had_given_up_has_turned_round()
    {
        await TellAsync(Article("a", Proposes("Port Arlen", Charge)));
        await TellAsync(Article("b", Withdraws("Port Arlen", "its plan for a congestion charge in the harbour quarter")));

        EntryNews news = Assert.Single((await TellAsync(Article("c", Proposes("Port Arlen", Charge)))).Proposals).News!;

        Assert.Equal((NewsKind.Reversed, Sunday.AddDays(1)), (news.Kind, news.Last));
    }

    /// <summary>Makes the next day's edition and enters it into the ledger.</summary>
    private async Task<Edition> TellAsync(params AnalysedArticle[] articles)
    {
        PositionLedger ledger = new(_records);
        DateOnly date = Sunday.AddDays(_days++);
        string[] keys = [.. Taking.Of(EditionOf(articles)).SelectMany(t => t.Position.Actor.LedgerKeys)];
        Edition edition = EditionOf(date, await ledger.BeforeAsync("daily", date, keys, default), articles);
        await ledger.EnterAsync(edition, edition, default);
        return edition;
    }
}
