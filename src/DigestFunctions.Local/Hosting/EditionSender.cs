using System.Collections.Concurrent;
using System.Threading.Channels;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Hosting;

/// <summary>
/// Sends editions on command, in the background: what <c>digest send</c> does, beside the loops. What is under way for a
/// schedule is not begun twice, and what went out is not sent again: the ledger sees to that.
/// </summary>
internal sealed partial class EditionSender(Workplace place, ILogger<EditionSender> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, SendOrder> _orders = new(StringComparer.Ordinal);
    private readonly Channel<EditionRequest> _queue = Channel.CreateUnbounded<EditionRequest>();

    /// <summary>The last command for a schedule; null if there was none since the program started.</summary>
    public SendOrder? OrderFor(string schedule) => _orders.GetValueOrDefault(schedule);

    /// <summary>Has today's edition of a schedule sent.</summary>
    /// <param name="schedule">The name of a schedule that there is.</param>
    /// <returns>False if that is under way already.</returns>
    public bool Begin(string schedule)
    {
        DateOnly today = new DigestCalendar(place.Settings.Digest.Schedules[schedule]).DateOf(place.Time.GetUtcNow());
        SendOrder order = new(today);
        bool isNew = ReferenceEquals(order, _orders.AddOrUpdate(schedule, order, (_, last) => last.EndedAt is null ? last : order));
        return isNew && _queue.Writer.TryWrite(new EditionRequest(schedule, today));
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One at a time of each schedule: letters of one that wait do not keep another from going out.
        ParallelOptions all = new() { MaxDegreeOfParallelism = place.Settings.Digest.Schedules.Count, CancellationToken = stoppingToken };
        return Parallel.ForEachAsync(_queue.Reader.ReadAllAsync(stoppingToken), all, async (request, cancellationToken) =>
        {
            SendOrder order = await SendAsync(request, cancellationToken);
            _orders[request.Schedule] = order with { EndedAt = place.Time.GetUtcNow() };
        });
    }

    private async Task<SendOrder> SendAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        SendOrder order = new(request.Date);
        try
        {
            await place.Sweeper.SweepToTheEndAsync(null, cancellationToken);
            SentEdition sent = await place.Editions.RunAloneAsync(request, () => SentEdition.SendAsync(place, request, cancellationToken));
            return order with { State = sent.State, Fault = sent.Fault };
        }
        catch (IOException fault)
        {
            LogUnavailable(request.Schedule, request.Date, fault.Message);
            return order with { Fault = fault.Message };
        }
#pragma warning disable CA1031 // One edition's fault must not end the program; it is logged, and told on the page.
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFault(request.Schedule, request.Date, fault);
            return order;
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(LogLevel.Warning, "Sending the edition {Schedule} of {Date} on command was broken off.")]
    private partial void LogFault(string schedule, DateOnly date, Exception fault);

    [LoggerMessage(LogLevel.Warning, "Sending the edition {Schedule} of {Date} on command was broken off: {Fault}")]
    private partial void LogUnavailable(string schedule, DateOnly date, string fault);
}
