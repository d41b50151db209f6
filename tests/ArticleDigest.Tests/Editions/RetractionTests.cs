using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Editions;

/// <summary>From an editor's wish to the correction in the next edition, on storage in memory.</summary>
public sealed class RetractionTests : IDisposable
{
    private static readonly DateOnly Sunday = new(2026, 3, 1);
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    private readonly Installation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task The_next_edition_corrects_what_was_taken_back_and_no_other_does()
    {
        await SendSundayAsync(_installation);
        await RetractEntryAsync(_installation);

        await SendAsync(_installation, Monday, "Estia proposes a lighthouse on the cape.");
        await SendAsync(_installation, Tuesday, "Estia proposes a harbour at the cape.");

        EditionCorrection correction = Assert.Single((await _installation.ReadEditionAsync(Monday))!.Corrections);
        Assert.Equal(new EditionCorrection(Sunday, "a proposal by Norland", "nobody said so") { Thing = new RetractedThing { Kind = PointKind.Proposal, Actor = "Norland" } }, correction);
        Assert.Empty((await _installation.ReadEditionAsync(Tuesday))!.Corrections);
        Assert.Empty((await _installation.ReadEditionAsync(Sunday))!.Corrections);
    }

    [Fact]
    public async Task A_day_with_nothing_but_a_correction_is_reported_even_where_empty_days_are_skipped()
    {
        _installation.DigestOptions.Schedules["daily"].EmptyDays = EmptyDay.Skip;
        await SendSundayAsync(_installation);
        await RetractEntryAsync(_installation);

        await _installation.SendAsync(Monday);
        await _installation.SendAsync(Tuesday);

        Edition edition = (await _installation.ReadEditionAsync(Monday))!;
        Assert.False(edition.Skipped);
        Assert.Equal("1 correction", EditionCounts(edition));
        Assert.True((await _installation.ReadEditionAsync(Tuesday))!.Skipped);
    }

    [Fact]
    public async Task What_is_taken_back_while_an_edition_goes_out_is_corrected_by_the_one_after()
    {
        await SendSundayAsync(_installation);
        EditionSteps steps = _installation.Pipeline.EditionSteps(default);
        await DropAsync(_installation, "b.txt", "Sudria proposes a tunnel for trains.");
        await steps.CompileAsync(new EditionRequest("daily", Monday));
        await RetractAsync(_installation, desk => desk.PlanArticleAsync("b.txt", "a forgery", default));
        await _installation.SendAsync(Monday);

        await _installation.SendAsync(Tuesday);

        Assert.Empty((await _installation.ReadEditionAsync(Monday))!.Corrections);
        Assert.Equal(
            new EditionCorrection(Monday, "all that b.txt told", "a forgery") { Thing = new RetractedThing { Drop = "b.txt" } },
            Assert.Single((await _installation.ReadEditionAsync(Tuesday))!.Corrections));
    }

    [Fact]
    public async Task An_article_that_is_taken_back_before_its_edition_is_in_the_account_and_nowhere_else()
    {
        await DropAsync(_installation, "a.txt", "Norland proposes a bridge over the strait.");
        await DropAsync(_installation, "b.txt", "Sudria proposes a tunnel for trains.");
        await RetractAsync(_installation, desk => desk.PlanArticleAsync("a.txt", "a forgery", default));

        await _installation.SendAsync(Sunday);
        await _installation.SendAsync(Monday);

        Edition edition = (await _installation.ReadEditionAsync(Sunday))!;
        Assert.Equal(["a tunnel for trains"], edition.Proposals.Select(p => p.Statement));
        Assert.Equal((2, 2), (edition.Accounting.Received, edition.Accounting.Analysed));
        Assert.Equal(["a.txt", "b.txt"], edition.Accounting.Lines.Select(l => l.Drop));
        Assert.Equal("a forgery", edition.Articles.Single(a => a.Drops[0] == "a.txt").Withdrawn!.Reason);
        Assert.Null(edition.RetractedAt);
        Assert.Empty((await _installation.ReadEditionAsync(Monday))!.Corrections);
        Assert.Contains(_installation.Letters, l => l.Contains("2026-03-01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_article_told_by_several_editions_is_corrected_once_and_not_told_again_when_it_is_worked_on_anew()
    {
        await SendSundayAsync(_installation);
        await _installation.Pipeline.Receipts.ReopenAsync("a.txt", default);
        await _installation.SweepAsync();
        await _installation.SendAsync(Monday);
        await RetractAsync(_installation, desk => desk.PlanArticleAsync("a.txt", "a forgery", default));
        await _installation.Pipeline.Receipts.ReopenAsync("a.txt", default);
        await _installation.SweepAsync();

        await _installation.SendAsync(Tuesday);

        Edition edition = (await _installation.ReadEditionAsync(Tuesday))!;
        Assert.Equal("all that a.txt told, in 2 editions from that one on", Assert.Single(edition.Corrections).What);
        Assert.Empty(edition.Proposals);
        Assert.Equal(["a.txt"], edition.Accounting.Lines.Select(l => l.Drop));
    }

    [Fact]
    public async Task Every_schedule_corrects_what_it_told_itself()
    {
        _installation.DigestOptions.Schedules["weekly"] = new ScheduleOptions { EmptyDays = EmptyDay.Note, Recipients = _installation.DigestOptions.Schedules["daily"].Recipients };
        _installation.Open();
        await SendSundayAsync(_installation);
        await RetractEntryAsync(_installation);
        await RetractAsync(_installation, desk => desk.PlanArticleAsync("a.txt", "a forgery", default));

        await _installation.SendAsync(Monday);
        EditionRequest weekly = new("weekly", Monday);
        await EditionFlow.RunAsync(weekly, _installation.Pipeline.EditionSteps(default));

        Assert.Equal(
            ["a proposal by Norland", "all that a.txt told"],
            (await _installation.ReadEditionAsync(Monday))!.Corrections.Select(c => c.What).Order(StringComparer.Ordinal));
        Edition edition = (await _installation.Pipeline.Shelf.ReadAsync(weekly, default))!;
        Assert.Empty(edition.Corrections);
        Assert.Empty(edition.Proposals);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_at_any_write_a_correction_stands_in_exactly_one_edition(bool isAfterWrite)
    {
        int writes = await SendTwoDaysAsync(_installation);
        for (int crashAt = 1; crashAt <= writes; crashAt++)
        {
            using Installation installation = new();
            await PrepareAsync(installation);
            (installation.Plan.CrashAt, installation.Plan.IsAfterWrite) = (installation.Plan.Writes + crashAt, isAfterWrite);
            await Assert.ThrowsAsync<CrashException>(() => SendBothAsync(installation));

            installation.Plan.CrashAt = null;
            installation.Time.Advance(TimeSpan.FromMinutes(10));
            await SendBothAsync(installation);

            Edition[] editions = [(await installation.ReadEditionAsync(Monday))!, (await installation.ReadEditionAsync(Tuesday))!];
            Assert.Single(editions.SelectMany(e => e.Corrections));
            Assert.Single(editions.SelectMany(e => e.Retractions));
        }
    }

    [Fact]
    public async Task The_same_is_taken_back_once_and_the_first_reason_stands()
    {
        await SendSundayAsync(_installation);
        RetractionPlan first = await RetractEntryAsync(_installation);
        RetractionPlan raced = await PlanEntryAsync(_installation, "another reason");

        Assert.Null(first.Earlier);
        Assert.Equal("nobody said so", raced.Earlier!.Reason);
        Assert.False(await Desk(_installation).RetractAsync(raced, default));
        Assert.False(await Desk(_installation).RetractAsync(first, default));
        Assert.Equal("nobody said so", Assert.Single((await _installation.Pipeline.Retractions.ListAsync(default)).All).Reason);
    }

    [Fact]
    public async Task What_is_not_there_is_told_with_what_there_is()
    {
        await SendSundayAsync(_installation);
        RetractionDesk desk = Desk(_installation);
        EditionRequest sunday = new("daily", Sunday);
        string entry = (await _installation.ReadEditionAsync(Sunday))!.Proposals[0].Id;

        RetractionPlan edition = await desk.PlanEditionAsync(new EditionRequest("daily", Tuesday), "no", default);
        RetractionPlan point = await desk.PlanPointAsync(sunday, "0123", null, "no", default);
        RetractionPlan source = await desk.PlanPointAsync(sunday, $"#e-{entry}", "z.txt", "no", default);
        RetractionPlan article = await desk.PlanArticleAsync("z.txt", "no", default);

        Assert.Equal(("No edition daily of 2026-03-03 went out.", "daily 2026-03-01"), (edition.Fault, Assert.Single(edition.Choices)));
        Assert.Equal($"{entry}  Norland: a bridge over the strait", Assert.Single(point.Choices));
        Assert.StartsWith("a.txt  (", Assert.Single(source.Choices), StringComparison.Ordinal);
        Assert.StartsWith("There is no article z.txt that was read;", article.Fault, StringComparison.Ordinal);
        Assert.All([edition, point, source, article], plan => Assert.Null(plan.Retraction));
    }

    [Fact]
    public async Task A_name_under_which_several_articles_came_is_not_enough()
    {
        await SendSundayAsync(_installation);
        await DropAsync(_installation, "a.txt", "Sudria proposes a tunnel for trains.");

        RetractionPlan plan = await Desk(_installation).PlanArticleAsync("a.txt", "no", default);

        Assert.StartsWith("Several articles came under the name a.txt;", plan.Fault, StringComparison.Ordinal);
        Assert.Equal(["in daily 2026-03-01", "in no edition"], plan.Choices.Select(c => c[(c.IndexOf("  ", StringComparison.Ordinal) + 2)..]).Order(StringComparer.Ordinal));
        string id = plan.Choices[0].Split(' ')[0];
        Assert.Equal(id, (await Desk(_installation).PlanArticleAsync(id, "no", default)).Retraction!.Article);
    }

    [Theory]
    [InlineData("../../receipts/a.txt")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData("/")]
    public async Task A_hostile_name_of_an_article_reaches_no_record(string name)
    {
        Assert.NotNull((await Desk(_installation).PlanArticleAsync(name, "no", default)).Fault);
    }

    [Fact]
    public async Task A_retraction_knows_which_statements_nobody_is_to_read_any_more_without_having_their_words()
    {
        await SendSundayAsync(_installation);
        await RetractEntryAsync(_installation);

        Retractions known = await _installation.Pipeline.Retractions.OfAsync("daily", default);

        Assert.True(known.HasTakenBack("a bridge over the strait"));
        Assert.False(known.HasTakenBack("a tunnel for trains"));
        string name = Assert.Single(await _installation.NamesAsync("retractions/editions/daily/2026-03-01/"));
        string json = System.Text.Encoding.UTF8.GetString((await _installation.Digest.ReadAsync(name, long.MaxValue, default))!.Content!.Value.Span);
        Assert.DoesNotContain("bridge", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_position_that_was_taken_back_is_new_when_it_is_told_again()
    {
        await SendSundayAsync(_installation);
        await RetractEntryAsync(_installation);

        await SendAsync(_installation, Monday, "Norland proposes a bridge over the strait. Norland proposes a harbour.");
        await SendAsync(_installation, Tuesday, "Norland proposes a bridge over the strait. Norland proposes a lighthouse.");

        Assert.Equal(NewsKind.New, await NewsOfBridgeAsync(Monday));
        Assert.Equal(NewsKind.Repeated, await NewsOfBridgeAsync(Tuesday));
    }

    [Fact]
    public async Task What_an_article_told_is_forgotten_of_every_edition_that_had_it()
    {
        _installation.DigestOptions.Schedules["weekly"] = new ScheduleOptions { EmptyDays = EmptyDay.Note, Recipients = _installation.DigestOptions.Schedules["daily"].Recipients };
        _installation.Open();
        await SendSundayAsync(_installation);
        await _installation.SendAsync(new EditionRequest("weekly", Sunday));
        await _installation.Pipeline.Receipts.ReopenAsync("a.txt", default);
        await _installation.SweepAsync();
        await _installation.SendAsync(Monday);
        Assert.NotEmpty(await PagesAsync());

        await RetractAsync(_installation, desk => desk.PlanArticleAsync("a.txt", "a forgery", default));

        Assert.Empty(await PagesAsync());
    }

    [Fact]
    public async Task A_whole_edition_that_is_taken_back_leaves_no_position()
    {
        await SendSundayAsync(_installation);

        await RetractAsync(_installation, desk => desk.PlanEditionAsync(new EditionRequest("daily", Sunday), "a test", default));

        Assert.Empty(await PagesAsync());
    }

    [Fact]
    public async Task Taking_the_same_back_again_mends_what_somebody_left_who_died_meanwhile()
    {
        await SendSundayAsync(_installation);
        RetractionPlan plan = await PlanEntryAsync(_installation, "nobody said so");
        (_installation.Plan.CrashAt, _installation.Plan.IsAfterWrite) = (_installation.Plan.Writes + 1, true);
        await Assert.ThrowsAsync<CrashException>(() => MortalDesk().RetractAsync(plan, default));
        _installation.Plan.CrashAt = null;
        Assert.NotEmpty(await PagesAsync());

        Assert.False(await Desk(_installation).RetractAsync(await PlanEntryAsync(_installation, "again"), default));

        Assert.Empty(await PagesAsync());
    }

    private async Task<NewsKind> NewsOfBridgeAsync(DateOnly date) =>
        (await _installation.ReadEditionAsync(date))!.Proposals.Single(p => p.Statement == "a bridge over the strait").News!.Kind;

    private RetractionDesk MortalDesk() => new(
        new ArticleDigest.Records.DigestStorage(_installation.Articles, _installation.Receipts, new CrashingRecords(_installation.Digest, _installation.Plan)),
        _installation.Pipeline.Receipts,
        _installation.Time);

    private Task<List<string>> PagesAsync() => _installation.NamesAsync("positions/");

    private static string EditionCounts(Edition edition) => EditionView.Of(edition, Extent.Whole, Words.English).Counts;

    private static RetractionDesk Desk(Installation installation) =>
        new(new ArticleDigest.Records.DigestStorage(installation.Articles, installation.Receipts, installation.Digest), installation.Pipeline.Receipts, installation.Time);

    private static async Task<RetractionPlan> RetractAsync(Installation installation, Func<RetractionDesk, Task<RetractionPlan>> plan)
    {
        RetractionPlan planned = await plan(Desk(installation));
        Assert.True(await Desk(installation).RetractAsync(planned, default), planned.Fault);
        return planned;
    }

    private static async Task<RetractionPlan> PlanEntryAsync(Installation installation, string reason)
    {
        string entry = (await installation.ReadEditionAsync(Sunday))!.Proposals[0].Id;
        return await Desk(installation).PlanPointAsync(new EditionRequest("daily", Sunday), entry, null, reason, default);
    }

    private static Task<RetractionPlan> RetractEntryAsync(Installation installation) =>
        RetractAsync(installation, _ => PlanEntryAsync(installation, "nobody said so"));

    private static async Task SendSundayAsync(Installation installation) => await SendAsync(installation, Sunday, "Norland proposes a bridge over the strait.", "a.txt");

    private static async Task SendAsync(Installation installation, DateOnly date, string text, string? name = null)
    {
        await DropAsync(installation, name ?? $"{date:yyyy-MM-dd}.txt", text);
        await installation.SendAsync(date);
    }

    private static async Task DropAsync(Installation installation, string name, string text)
    {
        await installation.DropAsync(name, $"{text} The ministers met on Sunday in the capital, where they had been talking since the summer about ships and the weather.");
        await installation.SweepAsync();
    }

    private static async Task PrepareAsync(Installation installation)
    {
        await SendSundayAsync(installation);
        await RetractEntryAsync(installation);
        await DropAsync(installation, "b.txt", "Sudria proposes a tunnel for trains.");
    }

    private static async Task SendBothAsync(Installation installation)
    {
        await installation.SendAsync(Monday);
        await installation.SendAsync(Tuesday);
    }

    private static async Task<int> SendTwoDaysAsync(Installation installation)
    {
        await PrepareAsync(installation);
        int before = installation.Plan.Writes;
        await SendBothAsync(installation);
        return installation.Plan.Writes - before;
    }
}
