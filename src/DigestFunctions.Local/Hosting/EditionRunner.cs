using System.Collections.Concurrent;
using ArticleDigest;
using ArticleDigest.Editions;

namespace DigestFunctions.Local.Hosting;

/// <summary>Runs the flows of editions, each at most once at a time in this process.</summary>
internal sealed partial class EditionRunner(DigestPipeline pipeline, ILogger<EditionRunner> logger)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _running = new(StringComparer.Ordinal);

    /// <summary>Runs an edition to its end, or joins the run under way.</summary>
    /// <returns>False if the edition can never be, because a later one was compiled before it.</returns>
    public Task<bool> RunAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        string id = EditionFlow.InstanceId(request);
        return _running.GetOrAdd(id, _ => new Lazy<Task<bool>>(() => RunAndLeaveAsync(id, request, cancellationToken))).Value;
    }

    /// <summary>Begins all editions that the clock names; does not wait for their ends.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        foreach (EditionRequest request in await pipeline.Clock.TickAsync(cancellationToken))
        {
            _ = ObserveAsync(request, cancellationToken);
        }
    }

    /// <summary>Waits for all editions under way, whatever becomes of them.</summary>
    public async Task EndAsync()
    {
        foreach (Lazy<Task<bool>> running in _running.Values)
        {
            await ((Task)running.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ObserveAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The edition stays open, and the clock takes it up again.
        }
#pragma warning disable CA1031 // One edition's fault must not end the others; it is logged, and the clock tries it again.
        catch (Exception fault)
        {
            LogFault(request.Schedule, request.Date, fault);
        }
#pragma warning restore CA1031
    }

    private async Task<bool> RunAndLeaveAsync(string id, EditionRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            return await EditionFlow.RunAsync(request, pipeline.EditionSteps(cancellationToken));
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The edition {Schedule} of {Date} was interrupted; it will be taken up again.")]
    private partial void LogFault(string schedule, DateOnly date, Exception fault);
}
