using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigestFunctions.Local.LocalTools;
using MimeKit;

namespace LocalServers;

/// <summary>How a mail server for tests is set up.</summary>
/// <param name="User">The user who must log in; null for a server without AUTH.</param>
/// <param name="Password">That user's password.</param>
/// <param name="StartTls">Whether it offers STARTTLS, with a certificate of its own.</param>
/// <param name="Pipelining">Whether it offers to take commands without waiting for their answers.</param>
/// <param name="KeepsMessages">Whether it tells the messages' bytes; without, only that there was one, and for whom.</param>
public sealed record SmtpServerSettings(
    string? User = null, string? Password = null, bool StartTls = false, bool Pipelining = true, bool KeepsMessages = true);

/// <summary>A message as the server got it, whole.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Message">The message.</param>
/// <param name="Source">Its bytes.</param>
/// <param name="Accepted">Whether the server took it.</param>
/// <param name="User">Who was logged in; null for nobody.</param>
/// <param name="Secure">Whether it came over TLS.</param>
public sealed record ReceivedMail(
    string From, IReadOnlyList<string> To, MimeMessage Message, byte[] Source, bool Accepted, string? User, bool Secure);

/// <summary>One thing that happened on the server: connect, auth, mail, rcpt, data, rule, message, close.</summary>
public sealed record SmtpEvent
{
    /// <summary>What happened.</summary>
    public required string Event { get; init; }

    /// <summary>The connection it happened on.</summary>
    public string? Session { get; init; }

    /// <summary>The envelope's sender.</summary>
    public string? From { get; init; }

    /// <summary>The envelope's recipients; at rcpt, the one.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Who logged in, or tried to.</summary>
    public string? User { get; init; }

    /// <summary>Whether the login or the message was accepted.</summary>
    public bool Accepted { get; init; }

    /// <summary>Whether the connection is under TLS.</summary>
    public bool Secure { get; init; }

    /// <summary>The moment of a rule that was used.</summary>
    public string? At { get; init; }

    /// <summary>What the rule that was used did.</summary>
    public string? Action { get; init; }

    /// <summary>The message's bytes.</summary>
    public byte[]? Source { get; init; }

    /// <summary>The port, when it begins to listen.</summary>
    public int Port { get; init; }

    /// <summary>The order that was carried out.</summary>
    public int Id { get; init; }
}

/// <summary>A real mail server for tests, in a process of its own on a free port of 127.0.0.1, that does what a test tells it.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly SmtpServerSettings _settings;
    private readonly Lock _gate = new();
    private readonly List<SmtpEvent> _events = [];
    private readonly List<ReceivedMail> _messages = [];
    private readonly Dictionary<int, TaskCompletionSource> _orders = [];
    private IReadOnlyList<SmtpRule> _rules = [];
    private TaskCompletionSource<int>? _listening;
    private TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _child;
    private Task _reading = Task.CompletedTask;
    private int _lastOrder;

    private SmtpServer(SmtpServerSettings settings)
    {
        _settings = settings;
        Certificate = settings.StartTls ? MakeCertificate() : null;
    }

    /// <summary>The port it listens on; the same after a restart.</summary>
    public int Port { get; private set; }

    /// <summary>The certificate it shows on STARTTLS, which nobody trusts by itself; null without.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>The messages that were accepted, in order, as far as they are known; see <see cref="SettleAsync"/>.</summary>
    public IReadOnlyList<ReceivedMail> Messages => [.. AllMessages.Where(m => m.Accepted)];

    /// <summary>The messages that came in whole, accepted or not.</summary>
    public IReadOnlyList<ReceivedMail> AllMessages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>All that happened, in order, as far as it is known; see <see cref="SettleAsync"/>.</summary>
    public IReadOnlyList<SmtpEvent> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Starts a server.</summary>
    public static async Task<SmtpServer> StartAsync(SmtpServerSettings? settings = null)
    {
        SmtpServer server = new(settings ?? new SmtpServerSettings());
        await server.StartChildAsync();
        return server;
    }

    /// <summary>Sets what it does from now on in place of accepting; no rules: it accepts. They outlast a restart.</summary>
    public async Task ScriptAsync(params SmtpRule[] rules)
    {
        _rules = rules;
        await OrderAsync("rules", rules);
    }

    /// <summary>Waits until all that has happened on the server so far stands in <see cref="Messages"/> and <see cref="Events"/>.</summary>
    public Task SettleAsync() => _child is null ? Task.CompletedTask : OrderAsync("sync", rules: null);

    /// <summary>Waits until it has accepted so many messages.</summary>
    /// <exception cref="TimeoutException">It has not within the time.</exception>
    public async Task<IReadOnlyList<ReceivedMail>> WaitForMessagesAsync(int count, TimeSpan timeout)
    {
        using CancellationTokenSource patience = new(timeout);
        while (true)
        {
            Task next;
            lock (_gate)
            {
                next = _happened.Task;
            }

            IReadOnlyList<ReceivedMail> messages = Messages;
            if (messages.Count >= count)
            {
                return messages;
            }

            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"{Messages.Count} of {count} messages came within {timeout}.", e);
            }
        }
    }

    /// <summary>Stops it: connections are cut, new ones refused. What it had received stays known.</summary>
    public async Task StopAsync()
    {
        if (_child is { } child)
        {
            _child = null;
            await child.DisposeAsync();
            await _reading;
        }
    }

    /// <summary>Ends it as a power cut would. What it had received stays known, to the last byte.</summary>
    public async Task KillAsync()
    {
        if (_child is { } child)
        {
            using Process process = Process.GetProcessById(child.Id);
            process.Kill();
            await StopAsync();
        }
    }

    /// <summary>Stops it if it runs, and starts it on the same port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartChildAsync();
        await ScriptAsync([.. _rules]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Certificate?.Dispose();
    }

    private async Task StartChildAsync()
    {
        NodeTools tools = await AzuriteServer.PrepareToolsAsync(CancellationToken.None);
        ChildProcess child = tools.StartReader("smtp-server.mjs");
        _listening = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _child = child;
        _reading = ReadAsync(child, _listening);
        object configuration = new
        {
            Port,
            HidePipelining = !_settings.Pipelining,
            ForgetsMessages = !_settings.KeepsMessages,
            Auth = _settings.User is null ? null : new { _settings.User, _settings.Password },
            Tls = Certificate is null
                ? null
                : new { Key = Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(), Cert = Certificate.ExportCertificatePem() },
        };
        await child.WriteLineAsync(JsonSerializer.Serialize(configuration, Json), CancellationToken.None);
        Port = await _listening.Task.WaitAsync(Patience);
    }

    private async Task OrderAsync(string order, IReadOnlyList<SmtpRule>? rules)
    {
        ChildProcess child = _child ?? throw new InvalidOperationException("The mail server is stopped.");
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int id = Interlocked.Increment(ref _lastOrder);
        lock (_gate)
        {
            _orders[id] = done;
        }

        await child.WriteLineAsync(JsonSerializer.Serialize(new { order, id, rules }, Json), CancellationToken.None);
        await await Task.WhenAny(done.Task, _reading).WaitAsync(Patience);
        if (!done.Task.IsCompleted)
        {
            throw new InvalidOperationException($"The mail server ended: {child.LastLines}");
        }
    }

    private async Task ReadAsync(ChildProcess child, TaskCompletionSource<int> listening)
    {
        await foreach (string line in child.Output.ReadAllAsync())
        {
            SmtpEvent happened = JsonSerializer.Deserialize<SmtpEvent>(line, Json)
                ?? throw new InvalidOperationException($"The mail server printed '{line}'.");
            Note(happened, listening);
        }

        listening.TrySetException(new InvalidOperationException($"The mail server ended: {child.LastLines}"));
    }

    private void Note(SmtpEvent happened, TaskCompletionSource<int> listening)
    {
        lock (_gate)
        {
            switch (happened.Event)
            {
                case "listening":
                    listening.TrySetResult(happened.Port);
                    return;
                case "done":
                    _orders.Remove(happened.Id, out TaskCompletionSource? order);
                    order?.TrySetResult();
                    return;
                case "message" when happened.Source is { } bytes:
                    using (MemoryStream source = new(bytes))
                    {
                        _messages.Add(new ReceivedMail(
                            happened.From ?? "",
                            happened.To,
                            MimeMessage.Load(source),
                            bytes,
                            happened.Accepted,
                            happened.User,
                            happened.Secure));
                    }

                    break;
            }

            _events.Add(happened);
            _happened.TrySetResult();
            _happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
    }
}
