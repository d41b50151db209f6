using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Analysis;

/// <summary>Steps that run where a worker may die, a queue may be slow and an app may be changed meanwhile.</summary>
public sealed class AnalysisStepsTests
{
    private const string Text = "Harbour news\n\nAnna Berg proposes a bridge over the old harbour of the city.";

    [Fact]
    public async Task A_section_that_its_analyst_never_brings_to_an_end_is_given_up_after_as_many_tries_as_are_allowed()
    {
        FailingAnalyst analyst = new(new InvalidOperationException("the worker died"));
        using Installation installation = new(analyst);
        AnalysisRequest request = await TakeInAsync(installation);
        AnalysisSteps steps = installation.Pipeline.AnalysisSteps(default);

        for (int attempt = 0; attempt < installation.Options.MaxAttempts; attempt++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => steps.AnalyseSectionAsync(request, 0));
        }

        SectionOutcome? end = await steps.AnalyseSectionAsync(request, 0);

        Assert.Equal(new SectionOutcome(SectionStatus.Failed, "given up after 3 attempts to analyse it"), end);
        Assert.Equal(3, analyst.Calls);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_has_not_failed_at_the_text()
    {
        FailingAnalyst analyst = new(new OperationCanceledException());
        using Installation installation = new(analyst);
        AnalysisRequest request = await TakeInAsync(installation);

        for (int attempt = 0; attempt < 2 * installation.Options.MaxAttempts; attempt++)
        {
            using CancellationTokenSource stop = new();
            analyst.Before = stop.Cancel;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => installation.Pipeline.AnalysisSteps(stop.Token).AnalyseSectionAsync(request, 0));
        }

        analyst.Before = () => { };
        for (int attempt = 0; attempt < installation.Options.MaxAttempts; attempt++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => installation.Pipeline.AnalysisSteps(default).AnalyseSectionAsync(request, 0));
        }

        SectionOutcome? end = await installation.Pipeline.AnalysisSteps(default).AnalyseSectionAsync(request, 0);
        Assert.Equal(SectionStatus.Failed, end?.Status);
        Assert.Equal(3 * installation.Options.MaxAttempts, analyst.Calls);
    }

    [Fact]
    public async Task A_throttled_section_may_be_asked_for_as_often_as_it_takes()
    {
        MarkingAnalyst analyst = new();
        using Installation installation = new(analyst);
        AnalysisRequest request = await TakeInAsync(installation);
        SectionAnalysis busy = new() { Status = SectionStatus.Throttled, Reason = "busy", Until = installation.Time.GetUtcNow() };
        AnalysisSteps steps = installation.Pipeline.AnalysisSteps(default);

        for (int asked = 0; asked < 10; asked++)
        {
            analyst.AnswerNext(busy);
            Assert.Equal(SectionStatus.Throttled, (await steps.AnalyseSectionAsync(request, 0))?.Status);
        }

        Assert.Equal(SectionStatus.Analysed, (await steps.AnalyseSectionAsync(request, 0))?.Status);
        Assert.DoesNotContain(await installation.NamesAsync("sections/"), name => name.EndsWith(".tries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_analysis_tells_what_was_paid_before_a_wait_as_well()
    {
        MarkingAnalyst analyst = new();
        using Installation installation = new(analyst);
        AnalysisRequest request = await TakeInAsync(installation);
        SectionAnalysis busy = new() { Status = SectionStatus.Throttled, Until = installation.Time.GetUtcNow(), InputTokens = 700, OutputTokens = 30, Calls = 1, Cost = 0.5m };
        analyst.AnswerNext(busy);
        analyst.AnswerNext(busy);
        analyst.AnswerNext(busy with { Status = SectionStatus.Analysed, Until = null });
        AnalysisSteps steps = installation.Pipeline.AnalysisSteps(default);
        for (int step = 0; step < 3; step++)
        {
            await steps.AnalyseSectionAsync(request, 0);
        }

        await steps.PublishAsync(request, 1);

        ArticleAnalysis analysis = (await installation.Digest.ReadJsonAsync<ArticleAnalysis>(ArticleAnalysis.PathOf(request.ArticleId, request.AnalystVersion), default))!.Value;
        Assert.Equal((2_100, 90, 3, 1.5m), (analysis.InputTokens, analysis.OutputTokens, analysis.Calls, analysis.Cost));
    }

    [Fact]
    public async Task Who_ends_while_a_section_waits_has_not_failed_at_the_drop()
    {
        MarkingAnalyst analyst = new();
        using Installation installation = new(analyst);
        AnalysisRequest request = await TakeInAsync(installation);
        for (int ended = 0; ended < 2 * installation.Options.MaxAttempts; ended++)
        {
            await installation.Pipeline.AnalysisSteps(default).HoldAsync(request, installation.Time.GetUtcNow().AddMinutes(15));
            installation.Time.Advance(TimeSpan.FromMinutes(20));
            Assert.NotNull((await installation.Pipeline.Intake.ReceiveAsync(request.Drop, default)).ToAnalyse);
        }

        Assert.Equal(1, (await installation.ReceiptAsync(request.Drop)).Attempts);
    }

    [Fact]
    public async Task Work_on_content_that_was_replaced_meanwhile_is_moot_and_concludes_nothing()
    {
        using Installation installation = new();
        AnalysisRequest old = await TakeInAsync(installation);
        await installation.DropAsync("a.txt", Text + " Ben Cole proposes a tunnel instead of that bridge.");
        installation.Time.Advance(TimeSpan.FromSeconds(installation.Options.LeaseSeconds + 1));
        AnalysisRequest fresh = (await installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse!;

        Verdict? moot = await AnalysisFlow.RunAsync(old, installation.Pipeline.AnalysisSteps(default));
        SectionOutcome? section = await installation.Pipeline.AnalysisSteps(default).AnalyseSectionAsync(old, 0);

        Assert.NotEqual(old.ArticleId, fresh.ArticleId);
        Assert.Null(moot);
        Assert.Null(section);
        Assert.Null((await installation.ReceiptAsync("a.txt")).Concluded);
        Assert.Empty(await installation.NamesAsync("analyses/"));
    }

    [Fact]
    public async Task Work_for_an_analyst_that_is_no_longer_in_charge_is_moot_and_the_next_sweep_asks_the_one_who_is()
    {
        using Installation installation = new();
        AnalysisRequest request = await TakeInAsync(installation);

        Verdict? moot = await AnalysisFlow.RunAsync(request with { AnalystVersion = "marking-0" }, installation.Pipeline.AnalysisSteps(default));
        Receipt between = await installation.ReceiptAsync("a.txt");
        installation.Time.Advance(TimeSpan.FromSeconds(installation.Options.LeaseSeconds + 1));
        await installation.SweepAsync();

        Assert.Null(moot);
        Assert.Null(between.Concluded);
        Assert.Equal("marking-1", (await installation.ReceiptAsync("a.txt")).Concluded?.AnalystVersion);
    }

    [Fact]
    public async Task A_drop_that_was_concluded_is_worked_on_anew_only_when_somebody_asks_for_it()
    {
        using Installation installation = new();
        await installation.DropAsync("a.txt", Text);
        await installation.SweepAsync();
        await installation.SweepAsync();
        int before = (await installation.OutcomesAsync()).Count;

        bool isOpen = await installation.Pipeline.Receipts.ReopenAsync("a.txt", default);
        bool isOpenTwice = await installation.Pipeline.Receipts.ReopenAsync("a.txt", default);
        await installation.SweepAsync();
        await installation.SweepAsync();

        Assert.Equal((1, true, false), (before, isOpen, isOpenTwice));
        Assert.Equal(2, (await installation.OutcomesAsync()).Count);
        Receipt receipt = await installation.ReceiptAsync("a.txt");
        Assert.Equal((OutcomeStatus.Analysed, false), (receipt.Concluded?.Status, receipt.IsAgain && receipt.Concluded is null));
    }

    private static async Task<AnalysisRequest> TakeInAsync(Installation installation)
    {
        await installation.DropAsync("a.txt", Text);
        AnalysisRequest? request = (await installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse;
        Assert.NotNull(request);
        return request;
    }

    /// <summary>An analyst that never comes to an end.</summary>
    [Fact]
    public void Stances_are_published_behind_all_others_and_never_as_key()
    {
        Article article = new() { Id = new string('0', 64), Title = "Toll", Language = "en", Text = "The unions back the toll. The city wants a toll." };
        Point toll = new() { Kind = PointKind.Proposal, Actor = "the city", Statement = "a toll", Evidence = new Evidence("The city wants a toll.", 26, 22, Voice.Reported) };
        Point support = toll with { Kind = PointKind.Support, Actor = "the unions", Evidence = new Evidence("The unions back the toll.", 0, 25, Voice.Reported), IsKey = true };

        ArticleAnalysis analysis = AnalysisSteps.Merge(article, "any-1", [new SectionAnalysis { Status = SectionStatus.Analysed, Points = [support, toll] }]);

        Assert.Equal([toll, support with { IsKey = false }], analysis.Points);
    }

    private sealed class FailingAnalyst(Exception fault) : IArticleAnalyst
    {
        public string Version => "failing-1";

        public int Calls { get; private set; }

        public Action Before { get; set; } = () => { };

        public bool Reads(string language) => true;

        public IReadOnlyList<TextSection> Divide(Article article) => [new TextSection(0, article.Text.Length)];

        public Task<SectionAnalysis> AnalyseAsync(Article article, TextSection section, CancellationToken cancellationToken)
        {
            Calls++;
            Before();
            return Task.FromException<SectionAnalysis>(fault);
        }
    }
}
