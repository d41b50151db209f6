using System.Runtime.CompilerServices;
using ArticleDigest.Records;

namespace ArticleDigest.Tests;

/// <summary>The process dies, as far as the code under test can tell.</summary>
public sealed class CrashException : Exception;

/// <summary>
/// When the process dies: at a write counted over all containers, before it or right after it was done. It can do nothing more
/// until a new plan is set.
/// </summary>
public sealed class CrashPlan
{
    private int _writes;
    private int? _crashAt;
    private volatile bool _isDead;

    public int? CrashAt
    {
        get => _crashAt;
        set => (_crashAt, _isDead) = (value, false);
    }

    public bool IsAfterWrite { get; set; }

    /// <summary>How many single records were read; listings do not count.</summary>
    public int Reads { get; set; }

    public int Writes => _writes;

    /// <summary>The name of a drop whose content, unlike its properties, cannot be read.</summary>
    public string? UnreadableContent { get; set; }

    /// <summary>Throws if the process is dead.</summary>
    public void Live()
    {
        if (_isDead)
        {
            throw new CrashException();
        }
    }

    public async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        Live();
        bool isTheOne = Interlocked.Increment(ref _writes) == CrashAt;
        _isDead |= isTheOne && !IsAfterWrite;
        Live();
        T done = await write();
        _isDead |= isTheOne;
        Live();
        return done;
    }
}

/// <summary>A container in which the process can die at any write.</summary>
public sealed class CrashingRecords(IRecords records, CrashPlan plan, bool hasDrops = false) : IRecords
{
    public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken)
    {
        plan.Live();
        plan.Reads++;
        if (hasDrops && maxBytes > 0 && string.Equals(name, plan.UnreadableContent, StringComparison.Ordinal))
        {
            throw new IOException("The storage cannot be used: it is a test.");
        }

        return records.ReadAsync(name, maxBytes, cancellationToken);
    }

    public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        plan.Live();
        return records.ListAsync(prefix, cancellationToken);
    }

    public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) =>
        plan.WriteAsync(() => records.CreateAsync(name, content, cancellationToken));

    public Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) =>
        plan.WriteAsync(() => records.ReplaceAsync(name, content, etag, cancellationToken));

    public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) =>
        plan.WriteAsync(() => records.DeleteAsync(name, etag, cancellationToken));
}

/// <summary>A container whose listing comes in another order than the code expects.</summary>
public sealed class ReorderedRecords(IReadRecords records, Func<IEnumerable<RecordEntry>, IEnumerable<RecordEntry>> order) : IReadRecords
{
    public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken) =>
        records.ReadAsync(name, maxBytes, cancellationToken);

    public async IAsyncEnumerable<RecordEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (RecordEntry entry in order(await records.ListAsync(prefix, cancellationToken).ToListAsync(cancellationToken)))
        {
            yield return entry;
        }
    }
}
