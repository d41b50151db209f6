namespace Faults;

/// <summary>Tells from listings alone what is still to be done.</summary>
public static class OpenWork
{
    /// <summary>What is open, each beginning with its kind; empty if all is done.</summary>
    /// <param name="storage">A listing of the storage.</param>
    /// <param name="due">The editions, as <c>schedule/date</c>, that have to go out.</param>
    public static IReadOnlyList<string> Of(StorageSnapshot storage, IReadOnlyList<string> due)
    {
        ArgumentNullException.ThrowIfNull(storage);
        HashSet<string> concluded =
        [
            .. storage.Receipts.Where(r => IsFinal(r.Value)).Select(r => $"{r.Key} {r.Value.Metadata["dropetag"]}"),
            .. storage.Below("refused/").Where(r => IsFinal(r.Blob)).Select(r => r.Blob.Metadata["dropetag"]),
        ];
        return
        [
            .. storage.Articles
                .Where(a => !concluded.Contains($"{a.Key} {a.Value.ETag}") && !concluded.Contains(a.Value.ETag))
                .Select(a => $"drops '{a.Key}'"),
            .. storage.Below("letters/")
                .Where(l => l.Blob.Metadata.GetValueOrDefault("status") is "reserved" or "sending")
                .Select(l => $"letters {l.Name}"),
            .. storage.Below("editions/", "/edition.json").Select(e => e.Name).Union(due, StringComparer.Ordinal)
                .Where(e => !storage.Digest.ContainsKey($"editions/{e}/closed.json"))
                .Select(e => $"editions {e}"),
        ];
    }

    private static bool IsFinal(FoundBlob receipt) =>
        receipt.Metadata.GetValueOrDefault("status") is { } status && status != "pending" && receipt.Metadata.ContainsKey("dropetag");
}
