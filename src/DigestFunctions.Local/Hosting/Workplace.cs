using ArticleDigest;
using ArticleDigest.Hosting;
using ArticleDigest.Hosting.Configuration;

namespace DigestFunctions.Local.Hosting;

/// <summary>All that the local host works with, opened for one command.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    /// <summary>The folder that keeps what has no other place, in the current folder.</summary>
    public const string DataFolder = "digest-data";

    /// <summary>Where an Azurite started for a command keeps its blobs.</summary>
    public static readonly string StorageFolder = StorageFolderIn(DataFolder);

    private readonly ConfiguredPipeline _configured;

    private Workplace(Settings settings, LocalStorage storage, string mailFolder, TimeProvider time, ILoggerFactory loggers)
    {
        (Settings, Storage, Time) = (settings, storage, time);
        if (!settings.Mail.IsConfigured)
        {
            settings.Mail.PickupFolder = mailFolder;
        }

        _configured = new ConfiguredPipeline(settings, storage.Blobs.Containers, time, loggers);
        Sweeper = new DropSweeper(Pipeline, settings.Articles, time, loggers.CreateLogger<DropSweeper>());
        Editions = new EditionRunner(Pipeline, loggers.CreateLogger<EditionRunner>());
    }

    public Settings Settings { get; }

    public LocalStorage Storage { get; }

    public TimeProvider Time { get; }

    public DigestPipeline Pipeline => _configured.Pipeline;

    public DropSweeper Sweeper { get; }

    public EditionRunner Editions { get; }

    /// <summary>The folder letters go to; null if they go to a server.</summary>
    public string? MailFolder => Settings.Mail.PickupFolder is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>Opens storage and puts everything together.</summary>
    /// <param name="settings">The configuration, validated.</param>
    /// <param name="folder">Where storage and mail are kept if the configuration names no other place.</param>
    /// <param name="azuritePort">See <see cref="LocalStorage.OpenAsync"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where faults are told.</param>
    /// <param name="told">Told what takes long.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<Workplace> OpenAsync(
        Settings settings,
        string folder,
        int? azuritePort,
        TimeProvider time,
        ILoggerFactory loggers,
        IProgress<string> told,
        CancellationToken cancellationToken)
    {
        LocalStorage storage = await LocalStorage.OpenAsync(
            settings.Storage, StorageFolderIn(folder), azuritePort, time, told, cancellationToken);
        return new Workplace(settings, storage, Path.GetFullPath(Path.Combine(folder, "mail")), time, loggers);
    }

    /// <summary>Where, in a folder for everything, an Azurite started here keeps its blobs.</summary>
    public static string StorageFolderIn(string folder) => Path.GetFullPath(Path.Combine(folder, "storage"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Sweeper.EndAsync(), Editions.EndAsync());
        Sweeper.Dispose();
        await _configured.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
