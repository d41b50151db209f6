using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Faults;

/// <summary>A blob as it was found.</summary>
/// <param name="ETag">Its ETag without quotation marks.</param>
/// <param name="Hash">The MD5 of its content in hexadecimal; null if the storage does not tell.</param>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Content">Its content; null if that was not read.</param>
public sealed record FoundBlob(string ETag, string? Hash, IReadOnlyDictionary<string, string> Metadata, BinaryData? Content)
{
    /// <summary>The content as JSON.</summary>
    public JsonNode Json() =>
        JsonNode.Parse((Content ?? throw new InvalidOperationException("The blob's content was not read.")).ToString())
        ?? throw new InvalidOperationException("The blob has no JSON.");
}

/// <summary>All that is in storage at one moment, by name, read with the plain client.</summary>
/// <param name="Articles">The drops, without their contents.</param>
/// <param name="Receipts">The receipts.</param>
/// <param name="Digest">The digest's own records.</param>
public sealed record StorageSnapshot(
    IReadOnlyDictionary<string, FoundBlob> Articles,
    IReadOnlyDictionary<string, FoundBlob> Receipts,
    IReadOnlyDictionary<string, FoundBlob> Digest)
{
    private const int ReadsAtOnce = 8;

    // Nothing is checked in these but that they are there.
    private static readonly string[] Unread = ["sections/", "told/", "inbox/"];

    /// <summary>Reads the whole storage; nothing may be writing to it.</summary>
    public static Task<StorageSnapshot> ReadAsync(BlobServiceClient service, CancellationToken cancellationToken) =>
        FindAsync(service, "", isRead: true, cancellationToken);

    /// <summary>Lists the whole storage without reading any contents.</summary>
    public static Task<StorageSnapshot> ListAsync(BlobServiceClient service, CancellationToken cancellationToken) =>
        FindAsync(service, "", isRead: false, cancellationToken);

    /// <summary>When each schedule came into being, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadStartsAsync(BlobServiceClient service, CancellationToken cancellationToken) =>
        (await FindAsync(service, "schedules/", isRead: true, cancellationToken)).Below("schedules/")
            .ToDictionary(s => s.Name, s => (DateTimeOffset)s.Blob.Json()["started"]!, StringComparer.Ordinal);

    /// <summary>The digest's records below a prefix that end as told: what stands between the two, and the record.</summary>
    public IEnumerable<(string Name, FoundBlob Blob)> Below(string prefix, string ending = ".json") => Digest
        .Where(b => b.Key.StartsWith(prefix, StringComparison.Ordinal) && b.Key.EndsWith(ending, StringComparison.Ordinal))
        .Select(b => (b.Key[prefix.Length..^ending.Length], b.Value));

    private static async Task<StorageSnapshot> FindAsync(BlobServiceClient service, string prefix, bool isRead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        return new StorageSnapshot(
            await ListAsync(service.GetBlobContainerClient("articles"), prefix, cancellationToken),
            await FindAsync(service.GetBlobContainerClient("receipts"), prefix, isRead, cancellationToken),
            await FindAsync(service.GetBlobContainerClient("digest"), prefix, isRead, cancellationToken));
    }

    private static async Task<IReadOnlyDictionary<string, FoundBlob>> ListAsync(
        BlobContainerClient container, string prefix, CancellationToken cancellationToken)
    {
        SortedDictionary<string, FoundBlob> found = new(StringComparer.Ordinal);
        await foreach (BlobItem blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix.Length == 0 ? null : prefix, cancellationToken))
        {
            found.Add(blob.Name, new FoundBlob(
                blob.Properties.ETag?.ToString("G").Trim('"') ?? "",
                blob.Properties.ContentHash is { Length: > 0 } hash ? Convert.ToHexStringLower(hash) : null,
                new Dictionary<string, string>(blob.Metadata, StringComparer.OrdinalIgnoreCase),
                null));
        }

        return found;
    }

    private static async Task<IReadOnlyDictionary<string, FoundBlob>> FindAsync(
        BlobContainerClient container, string prefix, bool isRead, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, FoundBlob> listed = await ListAsync(container, prefix, cancellationToken);
        ConcurrentDictionary<string, FoundBlob> read = new(listed, StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            listed.Where(b => isRead && !Array.Exists(Unread, start => b.Key.StartsWith(start, StringComparison.Ordinal))),
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (blob, token) =>
            {
                BlobDownloadResult content = await container.GetBlobClient(blob.Key).DownloadContentAsync(token);
                read[blob.Key] = blob.Value with { Content = content.Content };
            });
        return new SortedDictionary<string, FoundBlob>(read, StringComparer.Ordinal);
    }
}
