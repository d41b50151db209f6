using System.Collections.Concurrent;
using ArticleDigest;
using ArticleDigest.Editions;

namespace DigestFunctions.Local.Hosting;

/// <summary>Runs the flows of editions, each at most once at a time in this process.</summary>
internal sealed partial class EditionRunner(DigestPipeline pipeline, ILogger<EditionRunner> logger)
{
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    /// <summary>Begins all editions that the clock names and that do not run yet; does not wait for their ends.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        foreach (EditionRequest request in await pipeline.Clock.TickAsync(cancellationToken))
        {
            string id = EditionFlow.InstanceId(request);
            TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_running.TryAdd(id, end.Task))
            {
                _ = RunAsync(id, request, end, cancellationToken);
            }
        }
    }

    /// <summary>Does something about an edition while nobody else in this process does: whoever has begun is waited for.</summary>
    public async Task<T> RunAloneAsync<T>(EditionRequest request, Func<Task<T>> run)
    {
        string id = EditionFlow.InstanceId(request);
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!_running.TryAdd(id, end.Task))
        {
            await (_running.GetValueOrDefault(id) ?? Task.CompletedTask);
        }

        try
        {
            return await run();
        }
        finally
        {
            _running.TryRemove(id, out _);
            end.SetResult();
        }
    }

    /// <summary>Waits for all editions under way, whatever becomes of them.</summary>
    public Task EndAsync() => Task.WhenAll(_running.Values);

    private async Task RunAsync(string id, EditionRequest request, TaskCompletionSource end, CancellationToken cancellationToken)
    {
        try
        {
            while (await EditionFlow.RunAsync(request, pipeline.EditionSteps(cancellationToken)) == EditionEnd.GoesOn)
            {
                // Only a durable history has to begin anew now and then.
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The edition stays open, and the clock takes it up again.
        }
        catch (IOException fault)
        {
            LogUnavailable(request.Schedule, request.Date, fault.Message);
        }
#pragma warning disable CA1031 // One edition's fault must not end the others; it is logged, and the clock tries it again.
        catch (Exception fault)
        {
            LogFault(request.Schedule, request.Date, fault);
        }
#pragma warning restore CA1031
        finally
        {
            _running.TryRemove(id, out _);
            end.SetResult();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The edition {Schedule} of {Date} was interrupted; it will be taken up again.")]
    private partial void LogFault(string schedule, DateOnly date, Exception fault);

    [LoggerMessage(LogLevel.Warning, "The edition {Schedule} of {Date} was interrupted and will be taken up again: {Fault}")]
    private partial void LogUnavailable(string schedule, DateOnly date, string fault);
}
