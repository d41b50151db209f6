using System.Globalization;
using System.Runtime.CompilerServices;

namespace ArticleDigest.Records;

/// <summary>A container in memory: the storage port for tests and dry runs, with the same behaviour as the blob one.</summary>
public sealed class InMemoryRecords : IRecords
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, StoredRecord> _records = new(StringComparer.Ordinal);
    private long _version;

    /// <inheritdoc/>
    public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken)
    {
        RecordName.Check(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(
                _records.TryGetValue(name, out StoredRecord? record) && record.Length > maxBytes
                    ? record with { Content = null }
                    : record);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordEntry> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        cancellationToken.ThrowIfCancellationRequested();
        List<StoredRecord> found;
        lock (_gate)
        {
            found = [.. _records.Values.Where(r => r.Name.StartsWith(prefix, StringComparison.Ordinal))];
        }

        foreach (StoredRecord record in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new RecordEntry(record.Name, record.ETag, record.Length, record.Metadata);
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken)
    {
        Check(name, content, cancellationToken);
        lock (_gate)
        {
            return Task.FromResult(_records.ContainsKey(name) ? null : Store(name, content));
        }
    }

    /// <inheritdoc/>
    public Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken)
    {
        Check(name, content, cancellationToken);
        RecordETag.Check(etag);
        lock (_gate)
        {
            return Task.FromResult(Has(name, etag) ? Store(name, content) : null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken)
    {
        RecordName.Check(name);
        RecordETag.Check(etag);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Has(name, etag) && _records.Remove(name));
        }
    }

    private static void Check(string name, RecordContent content, CancellationToken cancellationToken)
    {
        RecordName.Check(name);
        ArgumentNullException.ThrowIfNull(content);
        RecordMetadata.Check(content.Metadata);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private bool Has(string name, string etag) =>
        _records.TryGetValue(name, out StoredRecord? record) && string.Equals(record.ETag, etag, StringComparison.Ordinal);

    private string Store(string name, RecordContent content)
    {
        string etag = (++_version).ToString("x8", CultureInfo.InvariantCulture);
        _records[name] = new StoredRecord(
            name,
            etag,
            content.Bytes.Length,
            content.Bytes.ToArray(),
            new Dictionary<string, string>(content.Metadata, StringComparer.OrdinalIgnoreCase));
        return etag;
    }
}
