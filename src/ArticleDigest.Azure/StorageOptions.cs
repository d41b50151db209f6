using Azure.Storage.Blobs;

namespace ArticleDigest.Azure;

/// <summary>
/// Configuration section <c>Storage</c>: where drops, receipts and digests are kept. One of the two is set, or neither
/// where a host has storage of its own.
/// </summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>A storage account's connection string, with its secret; default none.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// A storage account's blob endpoint, such as <c>https://account.blob.core.windows.net</c>, opened by the identity that
    /// the program runs under; default none.
    /// </summary>
    public string? AccountUri { get; set; }

    /// <summary>
    /// The port of this machine's own Azurite, for a host that starts one where no account is named; 1 to 65535; default 10000.
    /// </summary>
    public int AzuritePort { get; set; } = 10000;

    /// <summary>Whether a storage account is named.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(ConnectionString) || !string.IsNullOrWhiteSpace(AccountUri);

    /// <summary>
    /// Everything that is wrong with these options, each as a sentence that names the key and no secret; empty if
    /// nothing is.
    /// </summary>
    public IEnumerable<string> Faults()
    {
        bool hasConnectionString = !string.IsNullOrWhiteSpace(ConnectionString);
        bool hasAccountUri = !string.IsNullOrWhiteSpace(AccountUri);
        if (hasConnectionString && hasAccountUri)
        {
            yield return $"{Section}:{nameof(ConnectionString)} and {Section}:{nameof(AccountUri)} are both set; leave one of them out.";
        }

        if (hasConnectionString && !CanBeParsed(ConnectionString!))
        {
            yield return $"{Section}:{nameof(ConnectionString)} is no connection string of a storage account; copy it whole, from DefaultEndpointsProtocol= or BlobEndpoint= on.";
        }

        if (hasAccountUri && !IsAccountUri(AccountUri!))
        {
            yield return $"{Section}:{nameof(AccountUri)} is no blob endpoint; give one such as https://account.blob.core.windows.net, without a path or a token.";
        }

        if (AzuritePort is < 1 or > 65535)
        {
            yield return $"{Section}:{nameof(AzuritePort)} is {AzuritePort}; give a port from 1 to 65535, such as 10000.";
        }
    }

    private static bool CanBeParsed(string connectionString)
    {
        try
        {
            return new BlobServiceClient(connectionString).Uri.IsAbsoluteUri;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsAccountUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
