using System.Collections.Concurrent;
using System.Globalization;
using Azure.Storage.Blobs;
using DigestFunctions.Local.LocalTools;
using LocalServers;

namespace Faults;

/// <summary>
/// The product as somebody runs it: two hosts in folders of their own on one Azurite that keeps its blobs in a folder, and
/// a mail server. What the programs print is kept in the folder.
/// </summary>
public sealed class Installation : IAsyncDisposable
{
    private static readonly string[] Zones = ["UTC", "Asia/Tokyo", "America/Lima", "Pacific/Auckland"];
    private static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);
    private readonly DigestProgram?[] _hosts = new DigestProgram?[FaultPlan.Hosts];
    private readonly long[] _hostStarts = new long[FaultPlan.Hosts];
    private readonly ConcurrentQueue<Violation> _violations = new();
    private readonly Lock _logging = new();

    private Installation(string folder, AzuriteProcess azurite, SmtpServer mail, DateTimeOffset begin, IReadOnlyList<PlannedSchedule> schedules)
    {
        (_folder, Azurite, Mail, Begin, Schedules) = (folder, azurite, mail, begin, schedules);
        Service = new BlobServiceClient(azurite.ConnectionString);
        Set("Storage:ConnectionString", azurite.ConnectionString);
        Set("Articles:LeaseSeconds", "5");
        Set("Articles:MaxAttempts", "10");
        Set("Articles:SweepSeconds", "1");
        Set("Articles:Parallelism", "3");
        Set("Mail:Host", "127.0.0.1");
        Set("Mail:Port", mail.Port.ToString(CultureInfo.InvariantCulture));
        Set("Mail:Security", "None");
        Set("Mail:From", "digest@example.org");
        Set("Mail:TimeoutSeconds", "5");
        Set("Mail:ReservationSeconds", "15");
        foreach ((int number, PlannedSchedule schedule) in schedules.Index())
        {
            Configure(schedule, schedule.DueAt is null ? "UTC" : Zones[number % Zones.Length]);
        }
    }

    /// <summary>The storage's process.</summary>
    public AzuriteProcess Azurite { get; }

    /// <summary>The mail server.</summary>
    public SmtpServer Mail { get; }

    /// <summary>A plain client of the storage.</summary>
    public BlobServiceClient Service { get; }

    /// <summary>When the plan's time begins.</summary>
    public DateTimeOffset Begin { get; }

    /// <summary>The digests.</summary>
    public IReadOnlyList<PlannedSchedule> Schedules { get; }

    /// <summary>How long a host took from its start to serving its pages, when that was last waited for.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>What the programs did that they must not do.</summary>
    public IReadOnlyCollection<Violation> Violations => _violations;

    /// <summary>Starts the servers; no host runs yet.</summary>
    /// <param name="folder">Keeps everything.</param>
    /// <param name="schedules">The digests.</param>
    /// <param name="startTime">How long before the plan's time begins.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<Installation> OpenAsync(
        string folder, IReadOnlyList<PlannedSchedule> schedules, TimeSpan startTime, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        AzuriteProcess azurite = await AzuriteServer.StartOwnAsync(
            new AzuriteSettings { Folder = Path.Combine(folder, "storage") }, cancellationToken);
        SmtpServer mail = await SmtpServer.StartAsync();
        Installation installation = new(folder, azurite, mail, TimeProvider.System.GetUtcNow() + startTime, schedules);
        await installation.Service.GetBlobContainerClient("articles").CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        return installation;
    }

    /// <summary>When the clock of a schedule is due: a whole minute; null for a schedule without a clock.</summary>
    public DateTimeOffset? DueTimeOf(PlannedSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.DueAt is { } at
            ? new DateTimeOffset((Begin + at).Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(1)
            : null;
    }

    /// <summary>The date in a schedule's zone, as ISO 8601.</summary>
    public string DateOf(string schedule, DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, _zones[schedule]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Uploads a drop as any client would, however long that takes.</summary>
    public async Task DropAsync(PlannedDrop drop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drop);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await RawBlobs.PutAsync(Azurite.ConnectionString, "articles", drop.Name, drop.Content).WaitAsync(HostPatience, cancellationToken) == 201)
                {
                    return;
                }
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or TimeoutException)
            {
                // The storage is being restarted.
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    /// <summary>Starts a host.</summary>
    public void StartHost(int host)
    {
        string folder = Path.Combine(_folder, $"host-{host}");
        Directory.CreateDirectory(folder);
        _hostStarts[host] = TimeProvider.System.GetTimestamp();
        _hosts[host] = DigestProgram.Start(folder, _environment, "run", "--port", "0");
    }

    /// <summary>Waits until a host serves its pages, or has ended, or has had a minute for it.</summary>
    public async Task WaitForHostAsync(int host, CancellationToken cancellationToken)
    {
        DigestProgram program = HostOf(host);
        long begin = TimeProvider.System.GetTimestamp();
        while (!IsServing(program.Output) && !program.HasExited && TimeProvider.System.GetElapsedTime(begin) < HostPatience)
        {
            await Task.Delay(20, cancellationToken);
            StartTime = TimeProvider.System.GetElapsedTime(_hostStarts[host]);
        }
    }

    /// <summary>Kills a host.</summary>
    /// <returns>Whether it had come as far as serving its pages.</returns>
    public async Task<bool> KillHostAsync(int host)
    {
        DigestProgram program = HostOf(host);
        bool hasEndedItself = program.HasExited;
        Finished finished = await program.KillAsync();
        bool wasRunning = IsServing(finished.Output);
        Log($"host-{host}.log", $"killed, {(wasRunning ? "running" : "starting")}", finished);
        if (hasEndedItself)
        {
            Violate($"host {host} ended by itself with exit code {finished.ExitCode}: {finished.Error.Trim()}");
        }

        await program.DisposeAsync();
        _hosts[host] = null;
        return wasRunning;
    }

    /// <summary>Asks a host to end, and waits until it has.</summary>
    public async Task StopHostAsync(int host)
    {
        DigestProgram program = HostOf(host);
        bool hasEndedItself = program.HasExited;
        Finished finished = hasEndedItself ? await program.EndAsync() : await program.TerminateAsync();
        Log($"host-{host}.log", "stopped", finished);
        if (hasEndedItself || finished.ExitCode != 0)
        {
            Violate($"host {host} {(hasEndedItself ? "ended by itself" : "was asked to end and did")} with exit code {finished.ExitCode}: {finished.Error.Trim()}");
        }

        await program.DisposeAsync();
        _hosts[host] = null;
    }

    /// <summary>Runs a command, and kills it if it takes longer than it may.</summary>
    /// <returns>What it came to; null if it was killed.</returns>
    public async Task<Finished?> RunAsync(TimeSpan mostTime, CancellationToken cancellationToken, params string[] arguments)
    {
        string folder = Path.Combine(_folder, "commands");
        Directory.CreateDirectory(folder);
        await using DigestProgram program = DigestProgram.Start(folder, _environment, arguments);
        long begin = TimeProvider.System.GetTimestamp();
        while (!program.HasExited && TimeProvider.System.GetElapsedTime(begin) < mostTime)
        {
            await Task.Delay(50, cancellationToken);
        }

        bool isKilled = !program.HasExited;
        Finished finished = isKilled ? await program.KillAsync() : await program.EndAsync();
        string command = string.Join(' ', arguments);
        Log("commands.log", isKilled ? $"{command}: killed" : $"{command}: exit code {finished.ExitCode}", finished);
        if (!isKilled && (finished.ExitCode is not (0 or 1) || finished.Error.Contains("failed unexpectedly", StringComparison.Ordinal)))
        {
            Violate($"'digest {command}' ended with exit code {finished.ExitCode}: {finished.Error.Trim()}");
        }

        return isKilled ? null : finished;
    }

    /// <summary>Writes a line or more into a file of the folder.</summary>
    public void Write(string file, string text)
    {
        lock (_logging)
        {
            File.AppendAllText(Path.Combine(_folder, file), text + Environment.NewLine);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (DigestProgram host in _hosts.OfType<DigestProgram>())
        {
            await host.DisposeAsync();
        }

        await Mail.DisposeAsync();
        await Azurite.DisposeAsync();
    }

    private static bool IsServing(string output) => output.Contains("Running;", StringComparison.Ordinal);

    private DigestProgram HostOf(int host) => _hosts[host] ?? throw new InvalidOperationException($"Host {host} does not run.");

    private void Violate(string what) => _violations.Enqueue(new Violation(Promise.KeepsRunning, what));

    private void Log(string file, string how, Finished finished) => Write(
        file,
        string.Create(CultureInfo.InvariantCulture, $"== {(TimeProvider.System.GetUtcNow() - Begin).TotalSeconds:0.000} {how}{Environment.NewLine}{finished.Output}{finished.Error}"));

    private void Configure(PlannedSchedule schedule, string zone)
    {
        _zones[schedule.Name] = TimeZoneInfo.FindSystemTimeZoneById(zone);
        string key = $"Digest:Schedules:{schedule.Name}";
        DateTimeOffset sendAt = TimeZoneInfo.ConvertTime(DueTimeOf(schedule) ?? Begin.AddHours(-1), _zones[schedule.Name]);
        Set($"{key}:Zone", zone);
        Set($"{key}:SendAt", sendAt.ToString("HH:mm", CultureInfo.InvariantCulture));
        Set($"{key}:EmptyDays", schedule.SkipsEmptyDays ? "Skip" : "Note");
        foreach ((int index, string address) in schedule.Recipients.Index())
        {
            Set($"{key}:Recipients:{index}:Address", address);
        }
    }

    private void Set(string key, string value) => _environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
}
