using System.Globalization;
using System.Threading.Channels;

namespace DigestFunctions.Local.LocalTools;

/// <summary>How an Azurite is started.</summary>
public sealed record AzuriteSettings
{
    /// <summary>The port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The folder that keeps the blobs; null, the default, keeps them in memory until it stops.</summary>
    public string? Folder { get; init; }

    /// <summary>How much is kept in memory at most, in megabytes; default 1024. Writing beyond it fails.</summary>
    public int MemoryMegabytes { get; init; } = 1024;

    /// <summary>The accounts it has besides its usual one, each with containers of its own and the usual key; default none.</summary>
    public IReadOnlyList<string> MoreAccounts { get; init; } = [];

    /// <summary>How long it may take to answer; default 60 seconds.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>Azurite's blob service in a process of its own, on 127.0.0.1. Disposing stops it and leaves its folder whole.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    // Published in Azurite's own documentation; it opens nothing but an emulator.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string Listens = "successfully listens on ";

    private readonly NodeTools _tools;
    private readonly AzuriteSettings _settings;
    private readonly FolderClaim? _claim;
    private ChildProcess? _child;

    private AzuriteProcess(NodeTools tools, AzuriteSettings settings, FolderClaim? claim)
    {
        _tools = tools;
        _settings = settings;
        _claim = claim;
        Port = settings.Port;
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>What a storage client needs to know.</summary>
    public string ConnectionString => ConnectionStringOf(Port);

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => _child is { HasExited: false };

    /// <summary>The operating system's number of its process; null while it is stopped.</summary>
    public int? ProcessId => _child?.Id;

    /// <summary>What a storage client needs to know of an Azurite on this machine.</summary>
    public static string ConnectionStringOf(int port) => ConnectionStringOf(port, Account);

    /// <summary>As above, for one of <see cref="AzuriteSettings.MoreAccounts"/>.</summary>
    public static string ConnectionStringOf(int port, string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{account};";

    /// <summary>Starts Azurite and waits until it answers.</summary>
    /// <exception cref="LocalToolsException">It does not start; the message has what it printed.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        NodeTools tools, AzuriteSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tools);
        ArgumentNullException.ThrowIfNull(settings);
        FolderClaim? claim = settings.Folder is { } folder ? await FolderClaim.TakeAsync(folder, cancellationToken) : null;
        AzuriteProcess azurite = new(tools, settings, claim);
        try
        {
            await azurite.StartChildAsync(cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it; what was written to a folder is on disk then. Does nothing if it is stopped.</summary>
    public async Task StopAsync()
    {
        if (_child is { } child)
        {
            _child = null;
            await child.DisposeAsync();
            _claim?.ChildEnded();
        }
    }

    /// <summary>Stops it if it runs, and starts it on the same port and folder. What was in memory is gone.</summary>
    /// <exception cref="LocalToolsException">It does not start; the message has what it printed.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await StartChildAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _claim?.Dispose();
    }

    private async Task StartChildAsync(CancellationToken cancellationToken)
    {
        ChildProcess child = _tools.Start(
            "node_modules/azurite/dist/src/blob/main.js",
            Arguments(),
            _settings.Folder ?? Path.GetTempPath(),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["AZURITE_ACCOUNTS"] = Accounts(), ["AZURITE_DB"] = null });
        _child = child;
        _claim?.ChildStarted(child);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_settings.StartTimeout);
        try
        {
            Port = await ReadPortAsync(child.Output, patience.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalToolsException(
                $"Azurite did not answer within {_settings.StartTimeout.TotalSeconds:0} seconds. {child.LastLines}", e);
        }
        catch (ChannelClosedException e)
        {
            await child.WaitAsync(cancellationToken);
            throw new LocalToolsException(
                child.LastLines.Contains("EADDRINUSE", StringComparison.Ordinal)
                    ? $"Port {Port} on 127.0.0.1 is taken by another program; stop it, or name another port with Storage:AzuritePort."
                    : $"Azurite did not start on 127.0.0.1:{Port}: {child.LastLines}",
                e);
        }
    }

    private string Accounts() => string.Join(';', _settings.MoreAccounts.Prepend(Account).Select(account => $"{account}:{Key}"));

    private IEnumerable<string> Arguments()
    {
        string[] common =
        [
            "--blobHost", "127.0.0.1",
            "--blobPort", Port.ToString(CultureInfo.InvariantCulture),
            // Clients close idle connections after a minute; a server that is quicker would cut off a request now and then.
            "--blobKeepAliveTimeout", "300",
            "--silent", "--skipApiVersionCheck", "--disableTelemetry",
        ];
        return _settings.Folder is { } folder
            ? [.. common, "--location", Path.GetFullPath(folder)]
            : [.. common, "--inMemoryPersistence", "--extentMemoryLimit", _settings.MemoryMegabytes.ToString(CultureInfo.InvariantCulture)];
    }

    private static async Task<int> ReadPortAsync(ChannelReader<string> output, CancellationToken cancellationToken)
    {
        while (true)
        {
            string line = await output.ReadAsync(cancellationToken);
            int at = line.IndexOf(Listens, StringComparison.Ordinal);
            if (at >= 0 && Uri.TryCreate(line[(at + Listens.Length)..].Trim(), UriKind.Absolute, out Uri? address))
            {
                return address.Port;
            }
        }
    }
}
