using ArticleDigest.Records;
using Microsoft.Extensions.Logging;

namespace ArticleDigest.Articles;

/// <summary>Starts an analysis that is run by somebody else.</summary>
/// <returns>False if the same analysis is under way already.</returns>
public delegate Task<bool> AnalysisStart(AnalysisRequest request, CancellationToken cancellationToken);

/// <summary>What a sweep came to.</summary>
/// <param name="Received">Drops that were due and were taken in, whatever they came to.</param>
/// <param name="Faulty">Drops at which taking in failed; they are due again once their time is over.</param>
public sealed record SweepCount(int Received, int Faulty);

/// <summary>
/// Receives drops where analyses are run by somebody else, such as an orchestration: takes a drop in and has its analysis
/// started. May run twice, and beside others.
/// </summary>
public sealed partial class DropReception(
    IReadRecords articles,
    DropSurvey survey,
    Intake intake,
    ReceiptBook receipts,
    ArticlesOptions options,
    TimeProvider time,
    ILogger<DropReception> logger)
{
    /// <summary>Receives one drop of which only the name is known.</summary>
    public async Task ReceiveAsync(string drop, AnalysisStart start, CancellationToken cancellationToken) =>
        await StartAsync(await intake.ReceiveAsync(drop, cancellationToken).ConfigureAwait(false), start, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Goes through all drops once and receives those that are due. One drop's fault does not hold up the others.</summary>
    public async Task<SweepCount> SweepAsync(AnalysisStart start, CancellationToken cancellationToken)
    {
        int received = 0;
        int faulty = 0;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            survey.GoThroughAsync(cancellationToken).Where(drop => drop.IsDue(time.GetUtcNow())),
            parallel,
            async (drop, token) =>
            {
                try
                {
                    IntakeResult result = await intake.ReceiveAsync(drop.Name, drop.ETag, token).ConfigureAwait(false);
                    await StartAsync(result, start, token).ConfigureAwait(false);
                    Interlocked.Increment(ref received);
                }
#pragma warning disable CA1031 // One drop's fault must not end the work on the others; it is logged, and the drop is due again.
                catch (Exception fault) when (!token.IsCancellationRequested)
                {
                    LogFault(drop.Name, fault);
                    Interlocked.Increment(ref faulty);
                }
#pragma warning restore CA1031
            }).ConfigureAwait(false);
        return new SweepCount(received, faulty);
    }

    /// <summary>Leaves a drop that could not be received again and again to the next sweep.</summary>
    public async Task LeaveToSweepAsync(string drop, CancellationToken cancellationToken)
    {
        if (RecordName.Fault(drop) is null
            && await articles.ReadAsync(drop, 0, cancellationToken).ConfigureAwait(false) is { } found)
        {
            await receipts.LeaveDueAsync(drop, found.ETag, cancellationToken).ConfigureAwait(false);
            LogLeft(drop);
        }
    }

    private async Task StartAsync(IntakeResult result, AnalysisStart start, CancellationToken cancellationToken)
    {
        if (result.ToAnalyse is { } request && !await start(request, cancellationToken).ConfigureAwait(false))
        {
            await receipts.StandByAsync(request.Drop, request.DropETag, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Taking in the drop {Drop} failed; it will be tried again.")]
    private partial void LogFault(string drop, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "The drop {Drop} could not be received; the next sweep takes it up.")]
    private partial void LogLeft(string drop);
}
