using System.Net.Sockets;
using ArticleDigest.Articles;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using DigestFunctions.Local.LocalTools;
using LocalServers;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace Benchmarks;

/// <summary>A mail server, a storage in a folder as users have it, an edition and those it goes to.</summary>
internal sealed class MailRoom : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;
    private readonly SmtpServer _server;
    private readonly string _folder;
    private readonly IRecords _digest;
    private readonly DigestOptions _options;
    private readonly MailOptions _mail;
    private readonly DateOnly _first = new(2026, 3, 1);
    private Edition _edition;
    private readonly List<Recipient> _recipients = [];
    private readonly List<MimeMessage> _prepared = [];
    private int _rounds;
    private int _seen;

    private MailRoom(AzuriteProcess azurite, SmtpServer server, string folder, IRecords digest, DigestOptions options, Edition edition)
    {
        (_azurite, _server, _folder, _digest, _options, _edition) = (azurite, server, folder, digest, options, edition);
        _mail = new MailOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Security = MailSecurity.None,
            From = "digest@example.org",
            PublicUrl = "https://digest.example.org/",
            TokenKeys = { ["k1"] = Convert.ToBase64String(new byte[MailOptions.LeastKeyBytes]) },
        };
    }

    public int Letters => _recipients.Count;

    public double MessageBytes { get; private set; }

    public static async Task<MailRoom> OpenAsync(int letters, int articles, int milliseconds, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("letters-").FullName;
        NodeTools tools = await AzuriteServer.PrepareToolsAsync(cancellationToken);
        AzuriteProcess azurite = await AzuriteProcess.StartAsync(tools, new AzuriteSettings { Folder = folder }, cancellationToken);
        SmtpServer server = await SmtpServer.StartAsync(new SmtpServerSettings(KeepsMessages: false));
        await server.ScriptAsync(milliseconds > 0 ? [SmtpRule.Slow("end", milliseconds)] : []);
        DigestStorage storage = await BlobStorage
            .Connect(new StorageOptions { ConnectionString = azurite.ConnectionString })
            .OpenAsync(TimeProvider.System, waiting: null, cancellationToken);
        DigestOptions options = new()
        {
            Schedules =
            {
                ["daily"] = new ScheduleOptions
                {
                    Recipients = [.. Enumerable.Range(0, letters).Select(i => new RecipientOptions { Address = $"reader{i}@example.org", Name = $"Reader {i}" })],
                },
            },
        };
        MailRoom room = new(azurite, server, folder, storage.Digest, options, await EditionAsync(articles, cancellationToken));
        await room.PrepareAsync(cancellationToken);
        return room;
    }

    public IEnumerable<Task<MimeMessage>> Prepared() => _prepared.Select(Task.FromResult);

    /// <summary>Each letter as a program writes it that does not know of the others.</summary>
    public IEnumerable<Task<MimeMessage>> Composed() =>
        _recipients.Select(recipient => new LetterComposer(_mail).ComposeAsync(_edition, recipient));

    /// <param name="messages">The messages.</param>
    /// <param name="holdsBack">Whether the system may hold back a message's last packet for a moment, as it does unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task SendByLoopAsync(IEnumerable<Task<MimeMessage>> messages, bool holdsBack, CancellationToken cancellationToken)
    {
        using SmtpClient client = new();
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = !holdsBack };
        await socket.ConnectAsync(_mail.Host, _mail.Port, cancellationToken);
        await client.ConnectAsync(socket, _mail.Host, _mail.Port, SecureSocketOptions.None, cancellationToken);
        foreach (Task<MimeMessage> message in messages)
        {
            await client.SendAsync(await message, cancellationToken);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    public async Task SendByDeskAsync(CancellationToken cancellationToken)
    {
        EditionRequest request = new("daily", _first.AddDays(++_rounds));
        await _digest.CreateJsonAsync(request.Path, _edition with { Date = request.Date }, cancellationToken);
        await using SmtpPostman postman = new(_mail, TimeProvider.System);
        LetterDesk desk = new(
            _digest, new RecipientBook(_digest, _options), new LetterComposer(_mail), postman, _mail, TimeProvider.System, NullLogger<LetterDesk>.Instance);
        await EditionFlow.RunAsync(request, new Steps(desk, Letters, cancellationToken));
        LetterCounts counts = await new LetterLedger(_digest).StatusAsync("daily", request.Date, cancellationToken);
        if (counts.Sent != Letters)
        {
            throw new InvalidOperationException($"{counts.Sent} of {Letters} letters are sent.");
        }
    }

    /// <summary>Everybody got one message since the last time.</summary>
    public async Task CheckAsync()
    {
        await _server.SettleAsync();
        IReadOnlyList<SmtpEvent> events = _server.Events;
        List<string> got = [.. events.Skip(_seen).Where(e => e is { Event: "message", Accepted: true }).SelectMany(e => e.To)];
        _seen = events.Count;
        if (got.Count != Letters || got.Distinct(StringComparer.OrdinalIgnoreCase).Count() != Letters)
        {
            throw new InvalidOperationException($"{got.Count} messages came for {Letters} recipients.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _prepared.ForEach(message => message.Dispose());
        await _server.DisposeAsync();
        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Edition> EditionAsync(int articles, CancellationToken cancellationToken)
    {
        PlayedDay day = new(articles, textLength: 1000);
        DigestOptions options = new() { Schedules = { ["daily"] = new ScheduleOptions { Recipients = [new RecipientOptions { Address = "ana@example.org" }] } } };
        ReceiptBook receipts = new(day.Storage, new ArticlesOptions(), TimeProvider.System);
        EmbeddingDesk embeddings = new(null, day.Storage.Digest, options.Embeddings, TimeProvider.System);
        return await new EditionCompiler(day.Storage, new DropSurvey(day.Storage, receipts), embeddings, options, TimeProvider.System)
            .DraftAsync(new EditionRequest("daily", new DateOnly(2026, 3, 1)), (_, _, _, _) => Task.FromResult(new LetterNews([], [])), cancellationToken);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        RecipientBook book = new(_digest, _options);
        LetterComposer composer = new(_mail);
        _edition = _edition with { Recipients = await book.KeysAsync("daily", cancellationToken) };
        foreach (string key in _edition.Recipients)
        {
            Recipient recipient = (await book.FindAsync("daily", key, cancellationToken))!;
            _recipients.Add(recipient);
            _prepared.Add(await composer.ComposeAsync(_edition, recipient));
        }

        using MemoryStream bytes = new();
        await _prepared[0].WriteToAsync(bytes, cancellationToken);
        MessageBytes = bytes.Length;
    }

    /// <summary>The steps of an edition that is compiled; nothing may keep a letter waiting.</summary>
    private sealed class Steps(LetterDesk desk, int letters, CancellationToken cancellationToken) : IEditionSteps
    {
        public Task<int?> CompileAsync(EditionRequest request) => Task.FromResult<int?>(letters);

        public Task ClaimAsync(EditionRequest request) => Task.CompletedTask;

        public Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch) => desk.SendBatchAsync(request, batch, cancellationToken);

        public Task WaitAsync(DateTimeOffset until) => throw new InvalidOperationException("A letter was put off.");

        public Task CloseAsync(EditionRequest request) => Task.CompletedTask;
    }
}
