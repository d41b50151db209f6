using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalServers;

namespace Faults;

/// <summary>Carries a plan out on the real program, lets it become quiet, and checks what is left.</summary>
public sealed class FaultRun(FaultPlan plan, string folder, TimeSpan quietLimit, Action<string> told)
{
    private const int CommandsAtOnce = 2;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(80);

    // Azurite that takes longer to stop is killed, and loses what it had not written yet.
    private static readonly TimeSpan StorageStopLimit = TimeSpan.FromSeconds(14);

    private readonly ConcurrentDictionary<string, PlannedDrop> _drops = new(StringComparer.Ordinal);
    private readonly Queue<SmtpRule> _mailRules = new();
    private int _hostKills;
    private int _hostKillsAtStart;
    private int _commandKills;
    private int _storageRestarts;
    private int _mailKills;
    private int _uploads;

    /// <summary>Runs it all.</summary>
    public async Task<FaultReport> RunAsync(CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        await using Installation place = await Installation.OpenAsync(folder, plan.Schedules, StartTime, cancellationToken);
        place.Write("plan.txt", plan.Tell());
        for (int host = 0; host < FaultPlan.Hosts; host++)
        {
            place.StartHost(host);
        }

        for (int host = 0; host < FaultPlan.Hosts; host++)
        {
            await place.WaitForHostAsync(host, cancellationToken);
        }

        await MisbehaveAsync(place, cancellationToken);
        told("The faults are over; waiting until nothing is left to be done.");
        List<string> due = [.. await FindDueAsync(place, cancellationToken)];
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(quietLimit);
        try
        {
            await SettleAsync(place, due, patience.Token);
            await SendLastAsync(place, due, patience.Token);
            await SettleAsync(place, due, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            told($"Not all was done within {quietLimit.TotalMinutes:0} minutes.");
        }

        JsonNode status = await ReadStatusAsync(place, cancellationToken);
        for (int host = 0; host < FaultPlan.Hosts; host++)
        {
            await place.StopHostAsync(host);
        }

        await place.Mail.SettleAsync();
        Observation seen = new()
        {
            Storage = await StorageSnapshot.ReadAsync(place.Service, cancellationToken),
            Drops = _drops,
            Schedules = plan.Schedules,
            Mails = [.. place.Mail.Messages.Select(m => new AcceptedMail(m.Message.MessageId ?? "", m.To))],
            Due = due,
            Status = status,
        };
        FaultReport report = new()
        {
            Seed = plan.Seed,
            Faults = plan.Duration,
            Duration = Stopwatch.GetElapsedTime(begin),
            Folder = folder,
            HostKills = _hostKills,
            HostKillsAtStart = _hostKillsAtStart,
            CommandKills = _commandKills,
            StorageRestarts = _storageRestarts,
            MailKills = _mailKills,
            MailFaults = place.Mail.Events
                .Where(e => e is { Event: "rule", Action: not "delay" })
                .GroupBy(e => $"{e.Action} at {e.At}", StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            Uploads = _uploads,
            Seen = seen,
            Violations = [.. place.Violations, .. FaultCheck.Check(seen)],
        };
        place.Write("report.txt", report.Tell());
        return report;
    }

    /// <summary>Each kind of event has a lane of its own, in which one follows the other.</summary>
    private async Task MisbehaveAsync(Installation place, CancellationToken cancellationToken)
    {
        await place.Mail.ScriptAsync([.. FaultPlan.Patience]);
        ConcurrentBag<Task> sends = [];
        using SemaphoreSlim commands = new(CommandsAtOnce);
        await Task.WhenAll(
            [
                LaneAsync<PlannedDrop>(_ => true, drop => DropAsync(place, drop, cancellationToken)),
                LaneAsync<PlannedStorageRestart>(_ => true, restart => RestartStorageAsync(place, restart, cancellationToken)),
                LaneAsync<PlannedEvent>(e => e is PlannedMailKill or PlannedMailFault, e => DisturbMailAsync(place, e, cancellationToken)),
                LaneAsync<PlannedSend>(_ => true, async send =>
                {
                    await commands.WaitAsync(cancellationToken);
                    sends.Add(SendAsync(place, send, commands, cancellationToken));
                }),
                .. Enumerable.Range(0, FaultPlan.Hosts).Select(host =>
                    LaneAsync<PlannedHostKill>(kill => kill.Host == host, kill => KillHostAsync(place, kill, cancellationToken))),
            ]);
        await Task.WhenAll(sends);
        await place.Mail.ScriptAsync();

        async Task LaneAsync<T>(Func<T, bool> isHere, Func<T, Task> act)
            where T : PlannedEvent
        {
            foreach (T planned in plan.Events.OfType<T>().Where(isHere))
            {
                if (planned is not PlannedDrop && TimeProvider.System.GetUtcNow() > place.Begin + plan.Duration)
                {
                    return;
                }

                TimeSpan rest = place.Begin + planned.At - TimeProvider.System.GetUtcNow();
                await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancellationToken);
                await act(planned);
            }
        }
    }

    private async Task DropAsync(Installation place, PlannedDrop drop, CancellationToken cancellationToken)
    {
        await place.DropAsync(drop, cancellationToken);
        _drops[drop.Name] = drop;
        _uploads++;
    }

    private async Task KillHostAsync(Installation place, PlannedHostKill kill, CancellationToken cancellationToken)
    {
        if (kill.Served is { } served)
        {
            await place.WaitForHostAsync(kill.Host, cancellationToken);
            TimeSpan rest = place.Begin + plan.Duration - TimeProvider.System.GetUtcNow();
            await Task.Delay(served < rest ? served : rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancellationToken);
        }

        bool wasRunning = await place.KillHostAsync(kill.Host);
        Interlocked.Increment(ref _hostKills);
        Interlocked.Add(ref _hostKillsAtStart, wasRunning ? 0 : 1);
        await Task.Delay(kill.Pause, cancellationToken);
        place.StartHost(kill.Host);
    }

    private async Task RestartStorageAsync(Installation place, PlannedStorageRestart restart, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        await place.Azurite.StopAsync();
        TimeSpan stopping = Stopwatch.GetElapsedTime(begin);
        if (stopping > StorageStopLimit)
        {
            throw new InvalidOperationException($"Azurite took {stopping} to stop and was killed; what it lost is no fault of the product's.");
        }

        await Task.Delay(restart.Pause, cancellationToken);
        await place.Azurite.RestartAsync(cancellationToken);
        place.Write("storage.log", string.Create(CultureInfo.InvariantCulture, $"{restart.At.TotalSeconds:0.000} stopped in {stopping.TotalMilliseconds:0} ms, away for {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:0} ms"));
        _storageRestarts++;
    }

    private async Task DisturbMailAsync(Installation place, PlannedEvent disturbance, CancellationToken cancellationToken)
    {
        switch (disturbance)
        {
            case PlannedMailKill kill:
                await place.Mail.KillAsync();
                _mailKills++;
                await Task.Delay(kill.Pause, cancellationToken);
                await place.Mail.RestartAsync();
                break;
            case PlannedMailFault fault:
                _mailRules.Enqueue(fault.Rule);
                if (_mailRules.Count > FaultPlan.MailFaultsAtOnce)
                {
                    _mailRules.Dequeue();
                }

                await place.Mail.ScriptAsync([.. _mailRules.Reverse(), .. FaultPlan.Patience]);
                break;
        }
    }

    private async Task SendAsync(Installation place, PlannedSend send, SemaphoreSlim commands, CancellationToken cancellationToken)
    {
        try
        {
            string date = place.DateOf(send.Schedule, place.Begin.AddDays(-send.DaysBack));
            TimeSpan slowness = place.StartTime > FaultPlan.UsualStart ? place.StartTime - FaultPlan.UsualStart : TimeSpan.Zero;
            Finished? finished = await place.RunAsync(send.KillAfter + slowness, cancellationToken, "send", "--schedule", send.Schedule, "--date", date);
            Interlocked.Add(ref _commandKills, finished is null ? 1 : 0);
        }
        finally
        {
            commands.Release();
        }
    }

    /// <summary>The clocks' editions. What was due before a schedule came into being was never due.</summary>
    private async Task<IEnumerable<string>> FindDueAsync(Installation place, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, DateTimeOffset> started = await StorageSnapshot.ReadStartsAsync(place.Service, cancellationToken);
        return plan.Schedules
            .Where(s => place.DueTimeOf(s) is { } due && (!started.TryGetValue(s.Name, out DateTimeOffset start) || start < due))
            .Select(s => $"{s.Name}/{place.DateOf(s.Name, place.DueTimeOf(s)!.Value)}");
    }

    private async Task SettleAsync(Installation place, IReadOnlyList<string> due, CancellationToken cancellationToken)
    {
        string last = "";
        while (OpenWork.Of(await StorageSnapshot.ListAsync(place.Service, cancellationToken), due) is { Count: > 0 } open)
        {
            string now = string.Join(", ", open.GroupBy(o => o.Split(' ')[0], StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}"));
            if (now != last)
            {
                told($"Open: {now}.");
                last = now;
            }

            await Task.Delay(Glance, cancellationToken);
        }
    }

    /// <summary>Sends what came in last, so that every outcome has to be in an edition of the schedules without a clock.</summary>
    private async Task SendLastAsync(Installation place, List<string> due, CancellationToken cancellationToken)
    {
        foreach (PlannedSchedule desk in plan.Schedules.Where(s => s.DueAt is null))
        {
            string date = place.DateOf(desk.Name, place.Begin);
            while (await place.RunAsync(CommandLimit, cancellationToken, "send", "--schedule", desk.Name, "--date", date) is not { ExitCode: 0 })
            {
                await Task.Delay(Glance, cancellationToken);
            }

            if (!desk.SkipsEmptyDays)
            {
                due.Add($"{desk.Name}/{date}");
            }
        }
    }

    private static async Task<JsonNode> ReadStatusAsync(Installation place, CancellationToken cancellationToken)
    {
        Finished status = await place.RunAsync(CommandLimit, cancellationToken, "status", "--json")
            ?? throw new InvalidOperationException("'digest status' does not end.");
        return status.ExitCode == 0
            ? JsonNode.Parse(status.Output)!
            : throw new InvalidOperationException($"'digest status' ended with exit code {status.ExitCode}: {status.Error}");
    }
}
