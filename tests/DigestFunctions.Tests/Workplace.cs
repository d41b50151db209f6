using System.Collections.Concurrent;
using ArticleDigest;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Hosting;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using ArticleDigest.Tests;
using Azure.Storage.Blobs;
using DigestFunctions.Analysis;
using DigestFunctions.Articles;
using DigestFunctions.Editions;
using LocalServers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DigestFunctions.Tests;

/// <summary>The app's pipeline as it is configured, on a storage of the test's own, with a clock that the test moves.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");
    private readonly BlobContainerClient _articles;
    private readonly ConfiguredPipeline _pipeline;

    private Workplace(string connectionString, string prefix, Action<MailOptions>? mail, Action<AnalysisOptions>? analysis)
    {
        Settings = new Settings
        {
            Storage = new StorageOptions { ConnectionString = connectionString },
            Digest = new DigestOptions
            {
                Schedules =
                {
                    ["daily"] = new ScheduleOptions
                    {
                        EmptyDays = EmptyDay.Note,
                        Recipients = [new RecipientOptions { Address = "ana@example.org" }, new RecipientOptions { Address = "ben@example.org" }],
                    },
                },
            },
            Mail = new MailOptions { PickupFolder = _folder.FullName },
        };
        mail?.Invoke(Settings.Mail);
        analysis?.Invoke(Settings.Analysis);
        _articles = new BlobContainerClient(connectionString, prefix + DigestStorage.ArticlesName);
        Storage = BlobStorage.Connect(Settings.Storage, prefix);
        _pipeline = new ConfiguredPipeline(Settings, Storage.Containers, Time, Logs);
        Site = new DigestSite(Pipeline, Storage, Settings, Time);
    }

    public Settings Settings { get; }

    public BlobStorage Storage { get; }

    public DigestPipeline Pipeline => _pipeline.Pipeline;

    public DigestSite Site { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero));

    public RecordedClient Client { get; } = new();

    public RecordedLogs Logs { get; } = new();

    /// <summary>The letters in the pickup folder.</summary>
    public IReadOnlyList<string> Letters => [.. _folder.EnumerateFiles("*.eml").Select(f => f.FullName).Order(StringComparer.Ordinal)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Workplace> OpenAsync(AzuriteServer azurite, Action<MailOptions>? mail = null, Action<AnalysisOptions>? analysis = null)
    {
        Workplace workplace = new(azurite.ConnectionString, azurite.NewPrefix(), mail, analysis);
        await workplace.Storage.OpenAsync(TimeProvider.System, waiting: null, Token);
        return workplace;
    }

    public Task DropAsync(string name, string text) => _articles.GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true, Token);

    public Task TakeAwayAsync(string name) => _articles.GetBlobClient(name).DeleteAsync(cancellationToken: Token);

    /// <summary>The event of a drop comes in.</summary>
    public Task ReceiveAsync(string name) =>
        new ArticleDropped(Pipeline).RunAsync(_articles.GetBlobClient(name), name, Client, Token);

    public Task SweepAsync() => new SweepDrops(Pipeline).RunAsync(new TimerInfo(), Client, Token);

    public Task TickAsync() => new DigestClock(Pipeline).RunAsync(new TimerInfo(), Client, Token);

    public Task PoisonAsync(string name) => new PoisonDrop(Pipeline).RunAsync(new PoisonBlob(name), Token);

    public Task<Receipt?> ReadReceiptAsync(string drop) => Pipeline.Receipts.ReadAsync(drop, Token);

    public async Task<Receipt> ReceiptAsync(string drop)
    {
        Receipt? receipt = await ReadReceiptAsync(drop);
        Assert.NotNull(receipt);
        return receipt;
    }

    /// <summary>Runs an orchestration that was started, with the app's own activities; what it waits for comes.</summary>
    /// <returns>The times that it waited for.</returns>
    public async Task<IReadOnlyList<DateTime>> RunAsync(Start start)
    {
        List<DateTime> timers = [];
        FunctionApp app = new(Pipeline);
        await Task.Run(() => OneThread.Run(async here =>
        {
            for (object? input = start.Input!; input is not null;)
            {
                RecordedOrchestration orchestration = new(here, (name, task) => app.RunActivityAsync(name, task, Token), Reach);
                await app.RunOrchestratorAsync(start.Orchestration, orchestration, input);
                timers.AddRange(orchestration.Timers);
                input = orchestration.ContinuedWith;
            }

            return 0;
        }));
        Client.Set(start.Id, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed);
        return timers;

        void Reach(DateTime until)
        {
            if (until > Time.GetUtcNow().UtcDateTime)
            {
                Time.SetUtcNow(new DateTimeOffset(until, TimeSpan.Zero));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A line that was logged.</summary>
internal sealed record LogLine(LogLevel Level, string? Event, string Text);

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordedLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(new LogLine(logLevel, eventId.Name, formatter(state, exception)));

    public void Dispose()
    {
    }
}
