using ArticleDigest.Articles;

namespace DigestFunctions.Local.Hosting;

/// <summary>Sweeps for drops, over and over: the local host's place of the blob trigger.</summary>
internal sealed class SweepLoop(
    DropSweeper sweeper, ArticlesOptions options, Pulse pulse, Bell bell, TimeProvider time, ILogger<SweepLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await pulse.RepeatAsync(
            TimeSpan.FromSeconds(options.SweepSeconds), time, logger, () => sweeper.SweepAsync(null, stoppingToken), stoppingToken, bell);
        await sweeper.EndAsync();
    }
}

/// <summary>Asks the clock for editions, over and over: the local host's place of the timer trigger.</summary>
internal sealed class ClockLoop(EditionRunner editions, Pulse pulse, TimeProvider time, ILogger<ClockLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await pulse.RepeatAsync(Rest, time, logger, () => editions.TickAsync(stoppingToken), stoppingToken);
        await editions.EndAsync();
    }
}

/// <summary>Keeps a loop going over faults, such as a storage that does not answer for a while, and tells of each once.</summary>
internal sealed partial class Pulse
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    /// <summary>Does some work over and over, with a rest between, which a bell can end early.</summary>
    public async Task RepeatAsync(
        TimeSpan rest, TimeProvider time, ILogger logger, Func<Task> work, CancellationToken cancellationToken, Bell? bell = null)
    {
        bell ??= new Bell();
        string? lastFault = null;
        TimeSpan pause = rest;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work();
                pause = rest;
                if (lastFault is not null)
                {
                    LogRecovered(logger);
                    lastFault = null;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A loop outlives any fault of one round.
            catch (Exception fault)
            {
                pause = pause + pause < LongestRest ? pause + pause : LongestRest;
                string told = fault.GetType().Name;
                if (!string.Equals(told, lastFault, StringComparison.Ordinal))
                {
                    LogFault(logger, fault.Message.ReplaceLineEndings(" "));
                    lastFault = told;
                }
            }
#pragma warning restore CA1031

            await bell.RestAsync(pause, time, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "This round failed and will be repeated: {Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Information, "Works again.")]
    private static partial void LogRecovered(ILogger logger);
}
