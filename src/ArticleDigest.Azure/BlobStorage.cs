using ArticleDigest.Records;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace ArticleDigest.Azure;

/// <summary>One installation's storage account and its three containers.</summary>
public sealed class BlobStorage
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly BlobServiceClient _service;
    private readonly BlobServiceClient _probe;
    private readonly string[] _containers;

    private BlobStorage(BlobServiceClient service, BlobServiceClient probe, string prefix)
    {
        _service = service;
        _probe = probe;
        _containers = [prefix + DigestStorage.ArticlesName, prefix + DigestStorage.ReceiptsName, prefix + DigestStorage.DigestName];
        Articles = Records(_containers[0]);
        Containers = new DigestStorage(Articles, Records(_containers[1]), Records(_containers[2]));
    }

    /// <summary>The users' container with its writing side, for who adds articles on a user's behalf.</summary>
    public IRecords Articles { get; }

    /// <summary>The three containers as the pipeline knows them; they exist once <see cref="OpenAsync"/> has returned.</summary>
    public DigestStorage Containers { get; }

    /// <summary>The account's blob endpoint, without any secret.</summary>
    public string Endpoint => _service.Uri.GetLeftPart(UriPartial.Path);

    /// <summary>Prepares the access to a storage account; nothing is sent yet.</summary>
    /// <param name="options">Options without faults that name an account.</param>
    /// <param name="prefix">What the containers' names begin with; empty but in tests.</param>
    /// <exception cref="ArgumentException">The options name no account or have faults.</exception>
    public static BlobStorage Connect(StorageOptions options, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsConfigured || options.Faults().Any())
        {
            throw new ArgumentException("These options name no storage account, or have faults.", nameof(options));
        }

        // A wait of minutes is the caller's to tell the user about, so the first look asks once and quickly.
        return new BlobStorage(
            Client(options, maxRetries: 5, networkTimeout: TimeSpan.FromSeconds(60)),
            Client(options, maxRetries: 0, networkTimeout: TimeSpan.FromSeconds(10)),
            prefix);
    }

    /// <summary>Makes the three containers if they are missing. A storage that does not answer yet is waited for.</summary>
    /// <param name="time">The clock that pauses are measured by.</param>
    /// <param name="waiting">Told before each pause, in one line, what is waited for and why; may be null.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageRefusedException">The storage answers and refuses.</exception>
    public async Task<DigestStorage> OpenAsync(
        TimeProvider time, IProgress<string>? waiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        TimeSpan pause = FirstPause;
        while (await FindFaultAsync(cancellationToken).ConfigureAwait(false) is { } fault)
        {
            waiting?.Report($"The storage at {Endpoint} does not answer ({fault}); trying again in {pause.TotalSeconds:0} s.");
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        return Containers;
    }

    /// <summary>Looks once whether the storage answers and has the containers; makes nothing.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            bool[] found = await Task.WhenAll(_containers.Select(async name =>
                (await _probe.GetBlobContainerClient(name).ExistsAsync(cancellationToken).ConfigureAwait(false)).Value)).ConfigureAwait(false);
            return Array.TrueForAll(found, isThere => isThere);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or OperationCanceledException)
        {
            // Why is for those who work with the storage, and for their log.
            return false;
        }
    }

    /// <summary>Looks once whether the storage answers, and makes the containers that are missing.</summary>
    /// <returns>Null if it does; if it does not, why, in a few words without a secret.</returns>
    /// <exception cref="StorageRefusedException">The storage answers and refuses.</exception>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (string name in _containers)
            {
                // Whoever may only read a container may not even try to make it.
                BlobContainerClient container = _probe.GetBlobContainerClient(name);
                if (!await container.ExistsAsync(cancellationToken).ConfigureAwait(false))
                {
                    await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                }
            }

            return null;
        }
        catch (RequestFailedException e) when (BlobRecords.IsPassing(e))
        {
            return BlobRecords.Describe(e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "no answer in time";
        }
        catch (RequestFailedException e)
        {
            throw new StorageRefusedException($"The storage at {Endpoint} refuses: {BlobRecords.Describe(e)}.", e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new StorageRefusedException(
                $"The storage at {Endpoint} cannot be opened: this program runs under no identity that Azure knows.", e);
        }
    }

    private static BlobServiceClient Client(StorageOptions options, int maxRetries, TimeSpan networkTimeout)
    {
        BlobClientOptions client = new();
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = maxRetries;
        client.Retry.Delay = TimeSpan.FromMilliseconds(200);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        client.Retry.NetworkTimeout = networkTimeout;
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return new BlobServiceClient(new Uri(options.AccountUri!), new DefaultAzureCredential(), client);
        }

        if (new BlobServiceClient(options.ConnectionString).Uri.IsLoopback)
        {
            client.Transport = DirectTransport();
        }

        return new BlobServiceClient(options.ConnectionString, client);
    }

    // A proxy that the environment names for everything cannot reach an emulator on this machine.
    internal static HttpClientTransport DirectTransport() =>
        new(new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        });

    private BlobRecords Records(string container) => new(_service.GetBlobContainerClient(container));
}
