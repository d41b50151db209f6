using ArticleDigest.Azure;
using DigestFunctions.Local.LocalTools;

namespace DigestFunctions.Local.Hosting;

/// <summary>
/// The storage a command works on: the configured account, or an Azurite on this machine, which is started if none
/// answers on its usual port. Disposing stops the Azurite that was started here and no other.
/// </summary>
internal sealed class LocalStorage : IAsyncDisposable
{
    private readonly AzuriteProcess? _own;

    private LocalStorage(BlobStorage blobs, AzuriteProcess? own) => (Blobs, _own) = (blobs, own);

    /// <summary>The three containers' account.</summary>
    public BlobStorage Blobs { get; }

    /// <summary>What another client, such as Azure Storage Explorer, needs to reach an Azurite started here; null otherwise.</summary>
    public string? OwnConnectionString => _own?.ConnectionString;

    /// <summary>Opens the storage, its containers made.</summary>
    /// <param name="options">Options without faults.</param>
    /// <param name="folder">Where an Azurite started here keeps its blobs.</param>
    /// <param name="ownPort">The port an Azurite of our own is looked for and started on; null starts one on a free port.</param>
    /// <param name="time">The clock.</param>
    /// <param name="told">Told what takes long.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LocalToolsException">Azurite is needed and cannot be started.</exception>
    /// <exception cref="StorageRefusedException">The storage answers and refuses.</exception>
    public static async Task<LocalStorage> OpenAsync(
        StorageOptions options, string folder, int? ownPort, TimeProvider time, IProgress<string> told, CancellationToken cancellationToken)
    {
        if (options.IsConfigured)
        {
            return await OpenAsync(options, null, time, told, cancellationToken);
        }

        if (ownPort is { } port)
        {
            StorageOptions usual = new() { ConnectionString = AzuriteProcess.ConnectionStringOf(port) };
            if (await BlobStorage.Connect(usual).FindFaultAsync(cancellationToken) is null)
            {
                return await OpenAsync(usual, null, time, told, cancellationToken);
            }
        }

        NodeTools tools = await NodeTools.PrepareAsync(told, cancellationToken);
        AzuriteProcess azurite = await AzuriteProcess.StartAsync(
            tools, new AzuriteSettings { Folder = folder, Port = ownPort ?? 0 }, cancellationToken);
        try
        {
            StorageOptions own = new() { ConnectionString = azurite.ConnectionString };
            return await OpenAsync(own, azurite, time, told, cancellationToken);
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<LocalStorage> OpenAsync(
        StorageOptions options, AzuriteProcess? own, TimeProvider time, IProgress<string> told, CancellationToken cancellationToken)
    {
        BlobStorage blobs = BlobStorage.Connect(options);
        await blobs.OpenAsync(time, told, cancellationToken);
        return new LocalStorage(blobs, own);
    }
}
