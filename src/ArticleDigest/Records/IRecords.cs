namespace ArticleDigest.Records;

/// <summary>
/// What can be read of one container. The users' container <c>articles</c> is known to the
/// pipeline by this type alone: nothing there is ever changed or deleted by it. Every call throws
/// <see cref="IOException"/> where the storage cannot be used just now; the step may be tried again.
/// </summary>
public interface IReadRecords
{
    /// <summary>Reads a record with its ETag and metadata.</summary>
    /// <param name="name">The record's name; see <see cref="RecordName"/>.</param>
    /// <param name="maxBytes">
    /// The most that is brought into memory, from 0. Of a larger record everything but the content is returned
    /// (<see cref="StoredRecord.Content"/> is null); 0 asks for the properties alone.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The record, or null if there is none of that name.</returns>
    /// <exception cref="ArgumentException">The name is refused by <see cref="RecordName.Fault"/>.</exception>
    Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the records whose names begin with <paramref name="prefix"/> (empty: all), in the order of the
    /// service. Names that <see cref="RecordName.Fault"/> refuses are listed too: another client can have made them.
    /// </summary>
    IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken);
}

/// <summary>
/// The storage port: one container of records, each with a name, bytes, metadata and an ETag that changes with
/// every write. All writing is conditional, so that a step that runs twice, or on two machines, does no harm.
/// Every call throws <see cref="IOException"/> where the storage cannot be used just now; the step may be tried again.
/// </summary>
public interface IRecords : IReadRecords
{
    /// <summary>Creates a record if there is none of that name.</summary>
    /// <returns>The new record's ETag, or null if one exists already; that one is left as it is.</returns>
    /// <exception cref="ArgumentException">The name or the metadata is refused.</exception>
    Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken);

    /// <summary>Replaces a record, content and metadata, if it still has the ETag given.</summary>
    /// <returns>The new ETag, or null if the record has changed or is gone.</returns>
    /// <exception cref="ArgumentException">The name or the metadata is refused, or no record can have that ETag.</exception>
    Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken);

    /// <summary>Deletes a record if it still has the ETag given.</summary>
    /// <returns>True if it was deleted; false if it has changed or is gone.</returns>
    /// <exception cref="ArgumentException">The name is refused, or no record can have that ETag.</exception>
    Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken);
}

/// <summary>What is written: bytes, and metadata whose keys are C# identifiers and whose values are printable ASCII.</summary>
/// <param name="Bytes">The content.</param>
/// <param name="Metadata">Keys compare without case; services keep at most 8 KB of it.</param>
public sealed record RecordContent(ReadOnlyMemory<byte> Bytes, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Content without metadata.</summary>
    public RecordContent(ReadOnlyMemory<byte> bytes)
        : this(bytes, NoMetadata)
    {
    }

    /// <summary>An empty set of metadata.</summary>
    public static IReadOnlyDictionary<string, string> NoMetadata { get; } =
        System.Collections.Frozen.FrozenDictionary<string, string>.Empty;
}

/// <summary>A record as it was read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ETag">Its version, without quotation marks.</param>
/// <param name="Length">The content's length in bytes.</param>
/// <param name="Content">The content, or null if it is longer than was asked for.</param>
/// <param name="Metadata">Its metadata; keys compare without case.</param>
public sealed record StoredRecord(
    string Name, string ETag, long Length, ReadOnlyMemory<byte>? Content, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A record as a listing shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ETag">Its version, without quotation marks.</param>
/// <param name="Length">The content's length in bytes.</param>
/// <param name="Metadata">Its metadata; keys compare without case.</param>
public sealed record RecordEntry(string Name, string ETag, long Length, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>When the service last wrote it, by the service's own clock; null where it does not tell.</summary>
    public DateTimeOffset? WrittenAt { get; init; }
}
