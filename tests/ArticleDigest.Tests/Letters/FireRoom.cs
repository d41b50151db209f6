using System.Globalization;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using LocalServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArticleDigest.Tests.Letters;

/// <summary>An edition for many, a real mail server that does what a test tells it, and senders that can die.</summary>
internal sealed class FireRoom : IAsyncDisposable
{
    public static readonly EditionRequest Request = new("daily", SampleEditions.Monday);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly InMemoryRecords _records = new();
    private readonly DigestOptions _digest;

    private FireRoom(SmtpServer server, int recipients)
    {
        Server = server;
        _digest = new DigestOptions
        {
            Schedules =
            {
                [Request.Schedule] = new ScheduleOptions
                {
                    Recipients = [.. Enumerable.Range(0, recipients).Select(i => new RecipientOptions { Address = AddressOf(i) })],
                },
            },
        };
    }

    public SmtpServer Server { get; }

    public JumpingClock Clock { get; } = new(SampleEditions.CompiledAt);

    /// <summary>How long the server may take before it counts as silent, in seconds.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>When to start the server again, if it is stopped.</summary>
    public DateTimeOffset UpAgain { get; set; }

    /// <summary>How often somebody waited.</summary>
    public int Waits { get; private set; }

    private IReadOnlyList<string> Keys { get; set; } = [];

    public static string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"reader{number}@example.org");

    public static async Task<FireRoom> OpenAsync(int recipients)
    {
        FireRoom room = new(await SmtpServer.StartAsync(new SmtpServerSettings(KeepsMessages: false)), recipients);
        room.Keys = await room.Book(room._records).KeysAsync(Request.Schedule, default);
        await room._records.CreateJsonAsync(Request.Path, SampleEditions.FullDay() with { Recipients = room.Keys }, default);
        return room;
    }

    /// <summary>Sends as a process of its own does, until all letters are settled; waiting takes next to no time.</summary>
    /// <exception cref="CrashException">The process died as planned.</exception>
    public async Task SendAsync(CrashPlan? plan = null)
    {
        MailOptions mail = new()
        {
            Host = "127.0.0.1",
            Port = Server.Port,
            Security = MailSecurity.None,
            From = "digest@example.net",
            TimeoutSeconds = TimeoutSeconds,
        };
        plan ??= new CrashPlan();
        CrashingRecords records = new(_records, plan);
        await using SmtpPostman postman = new(mail, Clock);
        LetterDesk desk = new(records, Book(records), new LetterComposer(mail), postman, mail, Clock, NullLogger<LetterDesk>.Instance);
        while (await EditionFlow.RunAsync(Request, new Steps(this, desk, plan)) == EditionEnd.GoesOn)
        {
            plan.Live();
        }
    }

    /// <summary>Where each letter stands, by its recipient's address.</summary>
    public async Task<IReadOnlyDictionary<string, Letter>> LettersAsync()
    {
        Dictionary<string, Letter> letters = new(StringComparer.Ordinal);
        RecipientBook book = Book(_records);
        await foreach (RecordEntry entry in _records.ListAsync("letters/", default))
        {
            string key = Path.GetFileNameWithoutExtension(entry.Name);
            letters[(await book.FindAsync(Request.Schedule, key, default))!.Address] = (await _records.ReadJsonAsync<Letter>(entry.Name, default))!.Value;
        }

        return letters;
    }

    /// <summary>How many messages the server accepted, by recipient.</summary>
    public async Task<IReadOnlyDictionary<string, int>> AcceptedAsync()
    {
        await Server.SettleAsync();
        return Server.Events
            .Where(e => e is { Event: "message", Accepted: true })
            .CountBy(e => Assert.Single(e.To), StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>What an operator and the next edition are told of.</summary>
    public Task<IReadOnlyList<UncertainLetter>> ToldAsync() =>
        new LetterLedger(_records).UntoldAsync(Request.Schedule, Request.Date, Clock.GetUtcNow(), default);

    /// <summary>
    /// What is promised whatever happens: nobody got two, nobody is forgotten, what is settled is so as the server saw it, and
    /// what nobody can know is told.
    /// </summary>
    public async Task CheckAsync()
    {
        IReadOnlyDictionary<string, Letter> letters = await LettersAsync();
        IReadOnlyDictionary<string, int> accepted = await AcceptedAsync();
        IReadOnlyList<UncertainLetter> told = await ToldAsync();

        Assert.All(accepted, a => Assert.Equal((a.Key, 1), (a.Key, a.Value)));
        Assert.Equal(Keys.Count, letters.Count);
        Assert.All(letters, l => Assert.True(l.Value.IsSettled, $"{l.Key} is {l.Value.Status} until {l.Value.Until}."));
        Assert.All(
            letters.Where(l => l.Value.Status != LetterStatus.Uncertain),
            l => Assert.Equal((l.Key, l.Value.Status == LetterStatus.Sent), (l.Key, accepted.ContainsKey(l.Key))));
        Assert.Equal(letters.Values.Count(l => l.Status == LetterStatus.Uncertain), told.Select(t => t.RecipientKey).Distinct(StringComparer.Ordinal).Count());
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private RecipientBook Book(IRecords records) => new(records, _digest);

    private async Task WaitAsync(DateTimeOffset until)
    {
        Waits++;

        // The server's own clock goes on meanwhile: a minute here is a fifth of a second there.
        TimeSpan wait = (until - Clock.GetUtcNow()) / 300;
        await Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestPause ? wait : LongestPause);
        Clock.JumpTo(until);
        if (UpAgain != default && Clock.GetUtcNow() >= UpAgain)
        {
            UpAgain = default;
            await Server.RestartAsync();
        }
    }

    /// <summary>The steps of an edition that is compiled, in a process that can die.</summary>
    private sealed class Steps(FireRoom room, LetterDesk desk, CrashPlan plan) : IEditionSteps
    {
        public Task<int?> CompileAsync(EditionRequest request) => Task.FromResult<int?>(room.Keys.Count);

        public Task ClaimAsync(EditionRequest request) => Task.CompletedTask;

        public async Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch)
        {
            plan.Live();
            DateTimeOffset? again = await desk.SendBatchAsync(request, batch, default);
            plan.Live();
            return again;
        }

        public Task WaitAsync(DateTimeOffset until) => room.WaitAsync(until);

        public Task CloseAsync(EditionRequest request) => Task.CompletedTask;
    }
}
