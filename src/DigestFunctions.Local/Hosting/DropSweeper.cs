using System.Collections.Concurrent;
using ArticleDigest;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace DigestFunctions.Local.Hosting;

/// <summary>A drop that was worked on.</summary>
/// <param name="Name">The drop.</param>
/// <param name="Status">How it ended; null if there was nothing to do after all, or it has to wait.</param>
internal sealed record WorkedDrop(string Name, OutcomeStatus? Status);

/// <summary>
/// Finds drops without a current receipt and brings each to its end, several at once. What one sweep has begun the next
/// leaves alone.
/// </summary>
internal sealed partial class DropSweeper(
    DigestPipeline pipeline, ArticlesOptions options, TimeProvider time, ILogger<DropSweeper> logger) : IDisposable
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _places = new(options.Parallelism);
    private readonly ConcurrentDictionary<string, Task> _underWay = new(StringComparer.Ordinal);

    /// <summary>Goes through the drops once and begins all that are due; does not wait for their ends.</summary>
    public Task SweepAsync(IProgress<WorkedDrop>? progress, CancellationToken cancellationToken) =>
        BeginAsync(_ => true, progress, _ => { }, null, cancellationToken);

    /// <summary>
    /// Goes through the drops until none is due that was not tried, and all that was begun has ended. What fails in this
    /// process, or would have to wait for longer than a minute, is left to a later one.
    /// </summary>
    public async Task SweepToTheEndAsync(IProgress<WorkedDrop>? progress, CancellationToken cancellationToken)
    {
        DateTimeOffset patience = time.GetUtcNow() + LongestWait;
        HashSet<(string Name, string ETag)> tried = [];
        try
        {
            ConcurrentBag<HeldDrop> held = [];
            while (await BeginAsync(drop => tried.Add((drop.Name, drop.ETag)), progress, held.Add, patience, cancellationToken) > 0)
            {
                await EndAsync();
                if (!held.IsEmpty && held.Min(h => h.Until) - time.GetUtcNow() is var rest && rest < LongestHold)
                {
                    // A copy goes on a moment after the drop with the same text has ended.
                    await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, cancellationToken);
                    tried.ExceptWith(held.Select(h => (h.Name, h.ETag)));
                    held.Clear();
                }
            }
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Waits for all that was begun.</summary>
    public Task EndAsync() => Task.WhenAll(_underWay.Values);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<int> BeginAsync(
        Func<DropState, bool> isWanted,
        IProgress<WorkedDrop>? progress,
        Action<HeldDrop> held,
        DateTimeOffset? patience,
        CancellationToken cancellationToken)
    {
        int begun = 0;
        await foreach (DropState drop in pipeline.Survey.GoThroughAsync(cancellationToken))
        {
            if (drop.IsDue(time.GetUtcNow()) && !_underWay.ContainsKey(drop.Name) && isWanted(drop))
            {
                await _places.WaitAsync(cancellationToken);
                TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
                if (!_underWay.TryAdd(drop.Name, end.Task))
                {
                    // Another sweep has begun it in the meantime.
                    _places.Release();
                    continue;
                }

                begun++;
                _ = WorkAsync(drop, end, progress, held, patience, cancellationToken);
            }
        }

        return begun;
    }

    private async Task WorkAsync(
        DropState drop,
        TaskCompletionSource end,
        IProgress<WorkedDrop>? progress,
        Action<HeldDrop> held,
        DateTimeOffset? patience,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource leave = new();
        OutcomeStatus? status = null;
        try
        {
            IntakeResult result = await pipeline.Intake.ReceiveAsync(drop.Name, drop.ETag, cancellationToken);
            status = result.Status;
            if (result.Until is { } until)
            {
                held(new HeldDrop(drop.Name, drop.ETag, until));
            }

            if (result.ToAnalyse is { } request)
            {
                ReleasingSteps steps = new(pipeline.AnalysisSteps(cancellationToken), _places, patience, leave, cancellationToken);
                status = (await AnalysisFlow.RunAsync(request, steps))?.Status;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || leave.IsCancellationRequested)
        {
            // Its receipt stays pending and is taken up again once its time is over.
        }
        catch (IOException fault)
        {
            LogUnavailable(drop.Name, fault.Message);
        }
#pragma warning disable CA1031 // One drop's fault must not end the work on the others; it is logged, and tried again.
        catch (Exception fault)
        {
            LogFault(drop.Name, fault);
        }
#pragma warning restore CA1031
        finally
        {
            _underWay.TryRemove(drop.Name, out _);
            _places.Release();
            progress?.Report(new WorkedDrop(drop.Name, status));
            end.SetResult();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Working on the drop {Drop} failed; it will be tried again.")]
    private partial void LogFault(string drop, Exception fault);

    [LoggerMessage(LogLevel.Warning, "Working on the drop {Drop} was interrupted and will be tried again: {Fault}")]
    private partial void LogUnavailable(string drop, string fault);

    /// <summary>A drop that has to wait for another with the same text.</summary>
    private sealed record HeldDrop(string Name, string ETag, DateTimeOffset Until);
}
