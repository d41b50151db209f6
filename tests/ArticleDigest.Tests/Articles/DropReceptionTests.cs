using System.Collections.Concurrent;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Articles;

public sealed class DropReceptionTests : IDisposable
{
    private const string Story =
        "Norland proposes a bridge over the strait. The government of the island has been waiting for it since the ferry stopped, " +
        "and the people who live there say that they would use it every day.";

    private readonly Installation _installation = new();
    private readonly ConcurrentQueue<AnalysisRequest> _started = new();

    private TimeSpan Lease => TimeSpan.FromSeconds(_installation.Options.LeaseSeconds);

    private DateTimeOffset Now => _installation.Time.GetUtcNow();

    private DropReception Reception => _installation.Pipeline.Reception;

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task A_drop_is_taken_in_and_its_analysis_started_once()
    {
        await _installation.DropAsync("a.txt", Story);

        await Reception.ReceiveAsync("a.txt", StartAsync, default);
        await Reception.ReceiveAsync("a.txt", StartAsync, default);

        Receipt receipt = await _installation.ReceiptAsync("a.txt");
        AnalysisRequest request = Assert.Single(_started);
        Assert.Equal(("a.txt", receipt.DropETag, "marking-1"), (request.Drop, request.DropETag, request.AnalystVersion));
        Assert.Equal((1, Now + Lease), (receipt.Attempts, receipt.Until));
    }

    [Fact]
    public async Task A_drop_that_is_no_article_is_rejected_and_nothing_is_started()
    {
        await _installation.DropAsync("empty.txt", "");

        await Reception.ReceiveAsync("empty.txt", StartAsync, default);

        Assert.Empty(_started);
        Assert.Equal(OutcomeStatus.Rejected, (await _installation.ReceiptAsync("empty.txt")).Concluded?.Status);
    }

    [Theory]
    [InlineData("gone.txt")]
    [InlineData("")]
    [InlineData("x/../../digest/pwned")]
    [InlineData("back\\slash")]
    public async Task A_name_under_which_there_is_no_drop_is_passed_over(string name)
    {
        await Reception.ReceiveAsync(name, StartAsync, default);
        await Reception.LeaveToSweepAsync(name, default);

        Assert.Empty(_started);
        Assert.Equal("", await _installation.DumpAsync());
    }

    [Fact]
    public async Task A_drop_whose_analysis_is_under_way_is_kept_without_counting_an_attempt()
    {
        await _installation.DropAsync("a.txt", Story);
        await Reception.ReceiveAsync("a.txt", StartAsync, default);

        for (int i = 0; i < 5; i++)
        {
            _installation.Time.Advance(Lease);
            Assert.Equal(new SweepCount(1, 0), await Reception.SweepAsync(UnderWayAsync, default));
            Receipt receipt = await _installation.ReceiptAsync("a.txt");
            Assert.Equal((1, Now + Lease), (receipt.Attempts, receipt.Until));
        }
    }

    [Fact]
    public async Task A_drop_whose_analysis_could_not_be_started_is_due_again_when_its_time_is_over()
    {
        await _installation.DropAsync("a.txt", Story);
        await Assert.ThrowsAsync<IOException>(() => Reception.ReceiveAsync("a.txt", FailAsync, default));
        Assert.Equal(new SweepCount(0, 0), await Reception.SweepAsync(StartAsync, default));

        _installation.Time.Advance(Lease);

        Assert.Equal(new SweepCount(1, 0), await Reception.SweepAsync(StartAsync, default));
        Assert.Equal("a.txt", Assert.Single(_started).Drop);
    }

    [Fact]
    public async Task A_drop_whose_analyses_end_without_a_conclusion_is_given_up_after_the_attempts_allowed()
    {
        await _installation.DropAsync("a.txt", Story);
        for (int attempt = 0; attempt < 10; attempt++)
        {
            await Reception.SweepAsync(StartAsync, default);
            _installation.Time.Advance(Lease);
        }

        Assert.Equal(_installation.Options.MaxAttempts, _started.Count);
        Assert.Equal(OutcomeStatus.Failed, (await _installation.ReceiptAsync("a.txt")).Concluded?.Status);
    }

    [Fact]
    public async Task A_sweep_receives_all_that_is_due_and_nothing_else()
    {
        await DropAsync("concluded.txt", 1);
        await _installation.SweepAsync();
        await DropAsync("expired.txt", 2);
        await Reception.ReceiveAsync("expired.txt", UnseenAsync, default);
        await DropAsync("replaced.txt", 3);
        Assert.Equal(OutcomeStatus.Analysed, await _installation.WorkAsync("replaced.txt"));
        await DropAsync("replaced.txt", 4);
        _installation.Time.Advance(Lease);
        await DropAsync("at-work.txt", 5);
        await Reception.ReceiveAsync("at-work.txt", UnseenAsync, default);
        await DropAsync("new.txt", 6);

        SweepCount count = await Reception.SweepAsync(StartAsync, default);

        Assert.Equal(new SweepCount(3, 0), count);
        Assert.Equal(["expired.txt", "new.txt", "replaced.txt"], _started.Select(r => r.Drop).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_drop_at_which_the_start_fails_does_not_hold_up_the_others_and_is_due_later()
    {
        for (int i = 0; i < 6; i++)
        {
            await DropAsync($"{i}.txt", i);
        }

        SweepCount count = await Reception.SweepAsync(
            (request, token) => request.Drop == "2.txt" ? FailAsync(request, token) : StartAsync(request, token), default);
        Assert.Equal(new SweepCount(5, 1), count);
        Assert.Equal(5, _started.Count);
        _started.Clear();
        _installation.Time.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.Equal(new SweepCount(0, 0), await Reception.SweepAsync(StartAsync, default));

        _installation.Time.Advance(TimeSpan.FromSeconds(1));
        await Reception.SweepAsync(StartAsync, default);

        Assert.Contains(_started, r => r.Drop == "2.txt");
    }

    [Fact]
    public async Task A_sweep_that_is_told_to_stop_stops()
    {
        await _installation.DropAsync("a.txt", Story);
        using CancellationTokenSource stop = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reception.SweepAsync(
            async (_, token) =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                return true;
            },
            stop.Token));
    }

    [Fact]
    public async Task A_drop_left_to_the_sweep_is_received_by_the_next_one_with_all_its_attempts()
    {
        await _installation.DropAsync("a.txt", Story);
        await Reception.LeaveToSweepAsync("a.txt", default);
        Receipt left = await _installation.ReceiptAsync("a.txt");
        Assert.Equal((0, Now), (left.Attempts, left.Until));

        await Reception.SweepAsync(StartAsync, default);

        Assert.Single(_started);
        Assert.Equal(1, (await _installation.ReceiptAsync("a.txt")).Attempts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_drop_that_has_a_receipt_is_left_as_it_is(bool isConcluded)
    {
        await _installation.DropAsync("a.txt", Story);
        await (isConcluded ? _installation.WorkAsync("a.txt") : Reception.ReceiveAsync("a.txt", StartAsync, default));
        StoredRecord before = (await _installation.Receipts.ReadAsync("a.txt", 0, default))!;

        await Reception.LeaveToSweepAsync("a.txt", default);

        Assert.Equal(before.ETag, (await _installation.Receipts.ReadAsync("a.txt", 0, default))!.ETag);
    }

    [Fact]
    public async Task Standing_by_never_shortens_the_time_that_a_drop_is_kept()
    {
        await _installation.DropAsync("a.txt", Story);
        await Reception.ReceiveAsync("a.txt", StartAsync, default);
        string etag = _started.Single().DropETag;
        DateTimeOffset waitUntil = Now.AddHours(3);
        await _installation.Pipeline.Receipts.RenewAsync("a.txt", etag, waitUntil, default);

        await _installation.Pipeline.Receipts.StandByAsync("a.txt", etag, default);

        Assert.Equal(waitUntil + Lease, (await _installation.ReceiptAsync("a.txt")).Until);
    }

    [Fact]
    public async Task Standing_by_changes_nothing_once_the_drop_is_concluded_or_has_other_content()
    {
        await _installation.DropAsync("a.txt", Story);
        await Reception.ReceiveAsync("a.txt", StartAsync, default);
        string pending = await _installation.DumpAsync();
        await _installation.Pipeline.Receipts.StandByAsync("a.txt", "another", default);
        Assert.Equal(pending, await _installation.DumpAsync());
        AnalysisRequest request = _started.Single();
        await _installation.Pipeline.AnalysisSteps(default).ConcludeAsync(request, new Verdict(OutcomeStatus.Filtered, "no"));
        string concluded = await _installation.DumpAsync();

        await _installation.Pipeline.Receipts.StandByAsync("a.txt", request.DropETag, default);

        Assert.Equal(concluded, await _installation.DumpAsync());
    }

    private static Task<bool> UnseenAsync(AnalysisRequest request, CancellationToken cancellationToken) => Task.FromResult(true);

    private static Task<bool> UnderWayAsync(AnalysisRequest request, CancellationToken cancellationToken) => Task.FromResult(false);

    private static Task<bool> FailAsync(AnalysisRequest request, CancellationToken cancellationToken) =>
        throw new IOException("The task hub does not answer.");

    private Task<bool> StartAsync(AnalysisRequest request, CancellationToken cancellationToken)
    {
        _started.Enqueue(request);
        return Task.FromResult(true);
    }

    private Task DropAsync(string name, int number) =>
        _installation.DropAsync(name, Story.Replace("bridge", $"bridge of {number + 2} lanes", StringComparison.Ordinal));
}
