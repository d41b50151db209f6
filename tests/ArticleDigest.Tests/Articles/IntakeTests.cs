using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Articles;

public sealed class IntakeTests : IDisposable
{
    private const string Story =
        "Norland proposes a bridge over the strait. The government of the island has been waiting for it since the ferry stopped, " +
        "and the people who live there say that they would use it every day.\n\n" +
        "Sudria criticises Norland for the price. It will be paid by those who cross it, which the people of the island do not like.";

    private const string Other =
        "Ostria proposes a tunnel under the strait. The engineers who have looked at the rock say that it can be done in ten years, " +
        "and that the people of the island would not hear it from their houses.";

    private readonly MarkingAnalyst _analyst = new();
    private readonly Installation _installation;

    public IntakeTests() => _installation = new Installation(_analyst);

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task An_article_ends_as_analysed_with_one_outcome_in_the_inbox()
    {
        await _installation.DropAsync("a.txt", Story);

        Assert.Equal(OutcomeStatus.Analysed, await _installation.WorkAsync("a.txt"));

        Receipt receipt = await _installation.ReceiptAsync("a.txt");
        Outcome outcome = Assert.Single(await _installation.OutcomesAsync());
        Assert.Equal(OutcomeStatus.Analysed, receipt.Concluded?.Status);
        Assert.Equal(outcome.Id, receipt.Concluded?.OutcomeId);
        Assert.Equal([$"inbox/daily/{outcome.Id}"], await _installation.NamesAsync("inbox/"));
    }

    [Fact]
    public async Task The_same_text_under_another_name_and_in_another_form_is_a_duplicate_of_the_first()
    {
        await _installation.DropAsync("a.txt", Story);
        await _installation.DropAsync("b.html", $"<html><body><p>{Story.Replace("\n\n", "</p><p>", StringComparison.Ordinal)}</p></body></html>");
        await _installation.SweepAsync();

        Conclusion? copy = (await _installation.ReceiptAsync("b.html")).Concluded;

        Assert.Equal(OutcomeStatus.Duplicate, copy?.Status);
        Assert.Equal("a.txt", copy?.DuplicateOf);
    }

    [Fact]
    public async Task Of_many_drops_of_one_text_at_once_one_is_analysed_and_the_others_are_its_duplicates()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"copy-{i:00}.txt")];
        foreach (string name in names)
        {
            await _installation.DropAsync(name, Story);
        }

        await Task.WhenAll(names.Select(name => Task.Run(() => _installation.WorkAsync(name))));
        _installation.Time.Advance(TimeSpan.FromSeconds(2));
        await _installation.SweepAsync();

        List<Outcome> outcomes = await _installation.OutcomesAsync();
        Assert.Equal(names, outcomes.Select(o => o.Drop));
        Assert.Equal(1, outcomes.Count(o => o.Status == OutcomeStatus.Analysed));
        Assert.Equal(19, outcomes.Count(o => o.Status == OutcomeStatus.Duplicate));
    }

    [Fact]
    public async Task A_drop_that_is_taken_up_by_many_at_once_is_worked_on_by_one()
    {
        await _installation.DropAsync("a.txt", Story);

        OutcomeStatus?[] ends = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _installation.WorkAsync("a.txt"))));

        Assert.Equal(1, ends.Count(e => e == OutcomeStatus.Analysed));
        Assert.Equal(19, ends.Count(e => e is null));
        Assert.Equal(1, (await _installation.ReceiptAsync("a.txt")).Attempts);
    }

    [Fact]
    public async Task Every_step_run_twice_leaves_the_same_records_as_once()
    {
        using Installation once = new(new MarkingAnalyst());
        await once.DropAsync("a.txt", Story);
        await _installation.DropAsync("a.txt", Story);

        AnalysisRequest single = (await once.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse!;
        AnalysisRequest doubled = (await _installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse!;
        await AnalysisFlow.RunAsync(single, once.Pipeline.AnalysisSteps(default));
        await AnalysisFlow.RunAsync(doubled, new TwiceSteps(_installation.Pipeline.AnalysisSteps(default)));

        Assert.Equal(await once.DumpAsync(), await _installation.DumpAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_at_any_write_is_mended_by_taking_the_drop_up_again(bool isAfterWrite)
    {
        int writes = await CountWritesAsync();
        for (int crashAt = 1; crashAt <= writes; crashAt++)
        {
            using Installation installation = new(new MarkingAnalyst());
            await installation.DropAsync("a.txt", Story);
            (installation.Plan.CrashAt, installation.Plan.IsAfterWrite) = (crashAt, isAfterWrite);
            await Assert.ThrowsAsync<CrashException>(() => installation.WorkAsync("a.txt"));

            installation.Plan.CrashAt = null;
            installation.Time.Advance(TimeSpan.FromSeconds(installation.Options.LeaseSeconds + 1));
            await installation.SweepAsync();

            Assert.Equal(OutcomeStatus.Analysed, (await installation.ReceiptAsync("a.txt")).Concluded?.Status);
            Assert.Single(await installation.OutcomesAsync());
            Assert.Single(await installation.NamesAsync("inbox/"));
            Assert.Single(await installation.NamesAsync("analyses/"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_text_waits_to_be_told_whenever_its_reader_died_and_its_drop_was_overwritten_if_a_copy_is_there(bool isAfterWrite)
    {
        int writes = await CountWritesAsync();
        for (int crashAt = 1; crashAt <= writes; crashAt++)
        {
            using Installation installation = new(new MarkingAnalyst());
            await installation.DropAsync("a.txt", Story);
            (installation.Plan.CrashAt, installation.Plan.IsAfterWrite) = (crashAt, isAfterWrite);
            await Assert.ThrowsAsync<CrashException>(() => installation.WorkAsync("a.txt"));
            installation.Plan.CrashAt = null;

            await installation.DropAsync("a.txt", "%PDF-1.7");
            await installation.DropAsync("copy.txt", Story);
            installation.Time.Advance(TimeSpan.FromSeconds(installation.Options.LeaseSeconds + 1));
            await installation.SweepAsync();

            string[] waiting = [.. (await installation.NamesAsync("inbox/")).Select(name => name["inbox/daily/".Length..])];
            Assert.Contains(await installation.OutcomesAsync(), o => o.Status == OutcomeStatus.Analysed && waiting.Contains(o.Id, StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_drop_in_work_is_left_alone_until_its_owners_time_is_over()
    {
        await _installation.DropAsync("a.txt", Story);
        Assert.NotNull((await _installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse);
        _installation.Time.Advance(TimeSpan.FromSeconds(_installation.Options.LeaseSeconds - 1));
        await _installation.SweepAsync();
        Assert.Equal(1, (await _installation.ReceiptAsync("a.txt")).Attempts);

        _installation.Time.Advance(TimeSpan.FromSeconds(2));
        await _installation.SweepAsync();

        Assert.Equal(2, (await _installation.ReceiptAsync("a.txt")).Attempts);
        Assert.Equal(OutcomeStatus.Analysed, (await _installation.ReceiptAsync("a.txt")).Concluded?.Status);
    }

    [Fact]
    public async Task A_drop_that_kills_its_reader_every_time_is_given_up_after_the_attempts_allowed()
    {
        await _installation.DropAsync("a.txt", Story);
        for (int attempt = 1; attempt <= _installation.Options.MaxAttempts; attempt++)
        {
            Assert.NotNull((await _installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse);
            _installation.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(OutcomeStatus.Failed, await _installation.WorkAsync("a.txt"));
        Assert.Equal("given up after 3 attempts to read and analyse it", (await _installation.ReceiptAsync("a.txt")).Concluded?.Reason);
        _installation.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await _installation.WorkAsync("a.txt"));
    }

    [Fact]
    public async Task Waiting_for_a_throttled_analyst_keeps_the_drop_and_costs_no_attempt()
    {
        DateTimeOffset until = _installation.Time.GetUtcNow().AddHours(3);
        _analyst.AnswerNext(new SectionAnalysis { Status = SectionStatus.Throttled, Until = until, Reason = "busy" });
        await _installation.DropAsync("a.txt", Story);
        Task<OutcomeStatus?> work = _installation.WorkAsync("a.txt");
        await AdvanceUntilAsync(work, TimeSpan.FromMinutes(1), () => _installation.SweepAsync());

        Assert.Equal(OutcomeStatus.Analysed, await work);
        Assert.Equal(1, (await _installation.ReceiptAsync("a.txt")).Attempts);
        Assert.True(_installation.Time.GetUtcNow() >= until);
    }

    [Fact]
    public async Task Other_content_under_the_same_name_is_analysed_and_follows_the_first_outcome()
    {
        await _installation.DropAsync("a.txt", Story);
        await _installation.SweepAsync();
        Outcome first = Assert.Single(await _installation.OutcomesAsync());
        await _installation.DropAsync("a.txt", Other);
        await _installation.SweepAsync();

        Outcome second = Assert.Single(await _installation.OutcomesAsync(), o => o.Id != first.Id);
        Assert.Equal(OutcomeStatus.Analysed, second.Status);
        Assert.Equal(first.Id, second.Previous);
        Assert.NotEqual(first.ArticleId, second.ArticleId);
    }

    [Fact]
    public async Task The_same_bytes_again_renew_the_receipt_and_tell_nothing_new()
    {
        await _installation.DropAsync("a.txt", Story);
        await _installation.SweepAsync();
        await _installation.DropAsync("a.txt", Story);
        await _installation.SweepAsync();

        Assert.Single(await _installation.OutcomesAsync());
        Receipt receipt = await _installation.ReceiptAsync("a.txt");
        Assert.Equal((await _installation.Articles.ReadAsync("a.txt", 0, default))!.ETag, receipt.DropETag);
        Assert.Equal(OutcomeStatus.Analysed, receipt.Concluded?.Status);
        Assert.Equal(2, _analyst.Calls);
    }

    [Fact]
    public async Task Content_that_goes_and_comes_back_is_told_each_time_it_changes()
    {
        foreach (string text in new[] { Story, Other, Story })
        {
            await _installation.DropAsync("a.txt", text);
            await _installation.SweepAsync();
        }

        Assert.Equal(3, (await _installation.OutcomesAsync()).Count);
        Assert.Equal(OutcomeStatus.Analysed, (await _installation.ReceiptAsync("a.txt")).Concluded?.Status);
    }

    [Fact]
    public async Task After_the_owner_failed_the_next_copy_takes_the_text_over()
    {
        _analyst.AnswerNext(new SectionAnalysis { Status = SectionStatus.Failed, Reason = "no answer" });
        await _installation.DropAsync("a.txt", Story);
        await _installation.SweepAsync();
        await _installation.DropAsync("b.txt", Story);
        await _installation.SweepAsync();

        Assert.Equal(OutcomeStatus.Failed, (await _installation.ReceiptAsync("a.txt")).Concluded?.Status);
        Assert.Equal(OutcomeStatus.Analysed, (await _installation.ReceiptAsync("b.txt")).Concluded?.Status);
    }

    [Fact]
    public async Task A_copy_waits_for_the_owner_at_work_and_its_waiting_costs_no_attempt()
    {
        await _installation.DropAsync("a.txt", Story);
        AnalysisRequest owner = (await _installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse!;
        await _installation.DropAsync("b.txt", Story);
        for (int i = 0; i < 5; i++)
        {
            await _installation.SweepAsync();
            _installation.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Receipt waiting = await _installation.ReceiptAsync("b.txt");
        Assert.Null(waiting.Concluded);
        Assert.InRange(waiting.Attempts, 0, 1);
        await AnalysisFlow.RunAsync(owner, _installation.Pipeline.AnalysisSteps(default));
        await _installation.SweepAsync();
        Assert.Equal("a.txt", (await _installation.ReceiptAsync("b.txt")).Concluded?.DuplicateOf);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("overwritten")]
    public async Task A_copy_that_waits_takes_the_text_over_when_the_owner_goes_away_untold(string fate)
    {
        await _installation.DropAsync("a.txt", Story);
        Assert.NotNull((await _installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse);
        await _installation.DropAsync("b.txt", Story);
        await _installation.SweepAsync();
        StoredRecord owner = (await _installation.Articles.ReadAsync("a.txt", 0, default))!;
        await (fate == "deleted"
            ? _installation.Articles.DeleteAsync("a.txt", owner.ETag, default)
            : _installation.DropAsync("a.txt", Other));
        _installation.Time.Advance(TimeSpan.FromSeconds(2));
        await _installation.SweepAsync();

        Assert.Equal(OutcomeStatus.Analysed, (await _installation.ReceiptAsync("b.txt")).Concluded?.Status);
    }

    [Fact]
    public async Task A_text_whose_analysis_was_published_but_never_concluded_is_told_by_the_next_copy()
    {
        await _installation.DropAsync("a.txt", Story);
        AnalysisRequest owner = (await _installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse!;
        AnalysisSteps steps = _installation.Pipeline.AnalysisSteps(default);
        int sections = (await steps.PlanAsync(owner))!.Value;
        await Task.WhenAll(Enumerable.Range(0, sections).Select(i => steps.AnalyseSectionAsync(owner, i)));
        await steps.PublishAsync(owner, sections);
        StoredRecord drop = (await _installation.Articles.ReadAsync("a.txt", 0, default))!;
        await _installation.Articles.DeleteAsync("a.txt", drop.ETag, default);
        await _installation.DropAsync("b.txt", Story);

        Assert.Equal(OutcomeStatus.Analysed, await _installation.WorkAsync("b.txt"));
    }

    [Fact]
    public async Task A_drop_that_cannot_even_be_read_is_given_up_after_the_attempts_allowed()
    {
        await _installation.DropAsync("a.txt", Story);
        _installation.Plan.UnreadableContent = "a.txt";
        for (int attempt = 1; attempt <= _installation.Options.MaxAttempts; attempt++)
        {
            await Assert.ThrowsAsync<IOException>(() => _installation.WorkAsync("a.txt"));
            _installation.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(OutcomeStatus.Failed, await _installation.WorkAsync("a.txt"));
    }

    [Fact]
    public async Task A_copy_of_a_text_whose_owner_was_taken_away_before_its_analysis_is_analysed_itself()
    {
        await _installation.DropAsync("a.txt", Story);
        Assert.NotNull((await _installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse);
        StoredRecord owner = (await _installation.Articles.ReadAsync("a.txt", 0, default))!;
        await _installation.Articles.DeleteAsync("a.txt", owner.ETag, default);
        await _installation.DropAsync("b.txt", Story);

        Assert.Equal(OutcomeStatus.Analysed, await _installation.WorkAsync("b.txt"));
    }

    [Fact]
    public async Task A_drop_that_is_gone_before_it_is_read_leaves_no_receipt()
    {
        await _installation.DropAsync("a.txt", Story);
        StoredRecord drop = (await _installation.Articles.ReadAsync("a.txt", 0, default))!;
        await _installation.Articles.DeleteAsync("a.txt", drop.ETag, default);

        Assert.Equal(IntakeResult.Nothing, await _installation.Pipeline.Intake.ReceiveAsync("a.txt", drop.ETag, default));
        Assert.Null(await _installation.Pipeline.Receipts.ReadAsync("a.txt", default));
    }

    [Fact]
    public async Task A_drop_over_the_limit_is_rejected_unread()
    {
        _installation.Options.MaxBytes = 1024;
        await _installation.DropAsync("big.txt", new string('x', 1025));

        Assert.Equal(OutcomeStatus.Rejected, await _installation.WorkAsync("big.txt"));
        Assert.Equal("the file is larger than 1024 bytes", (await _installation.ReceiptAsync("big.txt")).Concluded?.Reason);
    }

    [Fact]
    public async Task An_article_in_a_language_nobody_reads_is_rejected_by_its_name()
    {
        await _installation.DropAsync(
            "it.txt",
            "Il governo ha detto che non ci sono soldi per la scuola e che gli insegnanti devono aspettare ancora un anno, ma i genitori sono molto arrabbiati e chiedono una risposta prima della fine del mese.");

        Assert.Equal(OutcomeStatus.Rejected, await _installation.WorkAsync("it.txt"));
        Assert.Equal("language: Italian is not read by the analyst in use", (await _installation.ReceiptAsync("it.txt")).Concluded?.Reason);
    }

    [Theory]
    [InlineData("x/../../digest/pwned")]
    [InlineData("a//b")]
    [InlineData("tail/")]
    [InlineData("back\\slash")]
    public async Task A_drop_whose_name_storage_cannot_keep_is_rejected_once_and_nothing_is_written_by_that_name(string name)
    {
        OutcomeStatus? first = (await _installation.Pipeline.Intake.ReceiveAsync(name, "e1", default)).Status;
        OutcomeStatus? second = (await _installation.Pipeline.Intake.ReceiveAsync(name, "e1", default)).Status;

        Assert.Equal(OutcomeStatus.Rejected, first);
        Assert.Null(second);
        Assert.Equal(name, Assert.Single(await _installation.OutcomesAsync()).Drop);
        Assert.Single(await _installation.NamesAsync("refused/"));
        Assert.Empty(await _installation.Receipts.ListAsync("", default).ToListAsync());
        Assert.DoesNotContain(await _installation.NamesAsync(""), n => n.Contains("pwned", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_late_conclusion_of_content_that_was_replaced_meanwhile_changes_nothing()
    {
        await _installation.DropAsync("a.txt", Story);
        AnalysisRequest late = (await _installation.Pipeline.Intake.ReceiveAsync("a.txt", default)).ToAnalyse!;
        _installation.Time.Advance(TimeSpan.FromHours(1));
        await _installation.DropAsync("a.txt", Other);
        await _installation.SweepAsync();
        string settled = await _installation.DumpAsync();

        await _installation.Pipeline.AnalysisSteps(default).ConcludeAsync(late, new Verdict(OutcomeStatus.Failed, "too late"));

        Assert.Equal(settled, await _installation.DumpAsync());
    }

    private static async Task<int> CountWritesAsync()
    {
        using Installation installation = new(new MarkingAnalyst());
        await installation.DropAsync("a.txt", Story);
        await installation.WorkAsync("a.txt");
        Assert.InRange(installation.Plan.Writes, 6, 30);
        return installation.Plan.Writes;
    }

    private async Task AdvanceUntilAsync(Task work, TimeSpan step, Func<Task> meanwhile)
    {
        for (int i = 0; i < 400 && !work.IsCompleted; i++)
        {
            await meanwhile();
            _installation.Time.Advance(step);
            await Task.Delay(5);
        }
    }

    /// <summary>Does every step twice, as a machine does that lost the answer to the first time.</summary>
    private sealed class TwiceSteps(IAnalysisSteps steps) : IAnalysisSteps
    {
        public async Task<int?> PlanAsync(AnalysisRequest request)
        {
            await steps.PlanAsync(request);
            return await steps.PlanAsync(request);
        }

        public async Task<SectionOutcome?> AnalyseSectionAsync(AnalysisRequest request, int section)
        {
            await steps.AnalyseSectionAsync(request, section);
            return await steps.AnalyseSectionAsync(request, section);
        }

        public async Task PublishAsync(AnalysisRequest request, int sections)
        {
            await steps.PublishAsync(request, sections);
            await steps.PublishAsync(request, sections);
        }

        public async Task ConcludeAsync(AnalysisRequest request, Verdict verdict)
        {
            await steps.ConcludeAsync(request, verdict);
            await steps.ConcludeAsync(request, verdict);
        }

        public Task HoldAsync(AnalysisRequest request, DateTimeOffset until) => steps.HoldAsync(request, until);

        public Task WaitAsync(DateTimeOffset until) => steps.WaitAsync(until);
    }
}
