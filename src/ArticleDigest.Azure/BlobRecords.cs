using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ArticleDigest.Records;
using Azure;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ArticleDigest.Azure;

/// <summary>
/// A blob container as the storage port. The client repeats what fails in passing by itself; when a write's answer is lost
/// and the repetition finds it done, the write counts as somebody else's (null), as after a crash.
/// </summary>
/// <param name="container">The container; it exists.</param>
public sealed class BlobRecords(BlobContainerClient container) : IRecords
{
    // One request writes a record whole; records are far below the service's 5,000 MB for one.
    private static readonly StorageTransferOptions OneRequest = new()
    {
        InitialTransferSize = 256 * 1024 * 1024,
        MaximumTransferSize = 256 * 1024 * 1024,
        MaximumConcurrency = 1,
    };

    /// <inheritdoc/>
    public async Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken)
    {
        BlobClient blob = Blob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        while (true)
        {
            try
            {
                return maxBytes == 0
                    ? await ReadPropertiesAsync(name, blob, cancellationToken).ConfigureAwait(false)
                    : await DownloadAsync(name, blob, maxBytes, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException e) when (Is(e, BlobErrorCode.BlobNotFound))
            {
                return null;
            }
            catch (RequestFailedException e) when (e.Status == 416)
            {
                // An empty blob has no first byte to begin from; one that has got some meanwhile is read again.
                StoredRecord? empty = await ReadAsync(name, maxBytes: 0, cancellationToken).ConfigureAwait(false);
                if (empty is not { Length: > 0 })
                {
                    return empty;
                }
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // It was overwritten while it was read: what was read so far belongs to no version that exists.
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (Exception e) when (IsFault(e, cancellationToken))
            {
                throw Unavailable(e);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordEntry> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        IAsyncEnumerator<BlobItem> blobs = container
            .GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix.Length == 0 ? null : prefix, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (blobs.ConfigureAwait(false))
        {
            while (await NextAsync(blobs, cancellationToken).ConfigureAwait(false) is { } blob)
            {
                IReadOnlyDictionary<string, string> metadata = Metadata(blob.Metadata);

                // Accounts with a hierarchical namespace list their folders as empty blobs.
                if (!metadata.ContainsKey("hdi_isfolder"))
                {
                    yield return new RecordEntry(
                        blob.Name, Text(blob.Properties.ETag ?? default), blob.Properties.ContentLength ?? 0, metadata)
                    {
                        WrittenAt = blob.Properties.LastModified,
                    };
                }
            }
        }
    }

    /// <inheritdoc/>
    public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) =>
        WriteAsync(name, content, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) =>
        WriteAsync(name, content, new BlobRequestConditions { IfMatch = Parse(etag) }, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken)
    {
        BlobClient blob = Blob(name);
        try
        {
            await blob.DeleteAsync(
                DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = Parse(etag) }, cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException e) when (Is(e, BlobErrorCode.ConditionNotMet) || Is(e, BlobErrorCode.BlobNotFound))
        {
            return false;
        }
        catch (Exception e) when (IsFault(e, cancellationToken))
        {
            throw Unavailable(e);
        }
    }

    /// <summary>Whether a storage that said this may say otherwise soon: no connection, or a trouble of its own.</summary>
    internal static bool IsPassing(RequestFailedException e) =>
        e.Status is 0 or 408 or 429 or >= 500 || Is(e, BlobErrorCode.ContainerBeingDeleted);

    /// <summary>What went wrong in a few words; the client's own messages run over many lines and quote headers.</summary>
    internal static string Describe(Exception e) => e switch
    {
        AggregateException { InnerExceptions: [.., { } last] } => Describe(last),
        RequestFailedException { Status: > 0 } failed =>
            string.Create(CultureInfo.InvariantCulture, $"status {failed.Status} {failed.ErrorCode}").TrimEnd(),
        _ when e.GetBaseException() is SocketException socket => socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "unknown host",
            _ => socket.SocketErrorCode.ToString(),
        },
        OperationCanceledException => "no answer in time",
        System.Xml.XmlException => "its listing cannot be read; a blob whose name has control characters, made by another client, can be the cause: delete it",
        _ => "no connection",
    };

    private async Task<string?> WriteAsync(
        string name, RecordContent content, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        BlobClient blob = Blob(name);
        ArgumentNullException.ThrowIfNull(content);
        RecordMetadata.Check(content.Metadata);
        BlobUploadOptions options = new()
        {
            Conditions = conditions,
            Metadata = content.Metadata.ToDictionary(StringComparer.OrdinalIgnoreCase),
            TransferOptions = OneRequest,
        };
        try
        {
            BlobContentInfo written = await blob
                .UploadAsync(BinaryData.FromBytes(content.Bytes), options, cancellationToken)
                .ConfigureAwait(false);
            return Text(written.ETag);
        }
        catch (RequestFailedException e) when (
            Is(e, BlobErrorCode.BlobAlreadyExists) || Is(e, BlobErrorCode.ConditionNotMet) || Is(e, BlobErrorCode.BlobNotFound))
        {
            return null;
        }
        catch (Exception e) when (IsFault(e, cancellationToken))
        {
            throw Unavailable(e);
        }
    }

    private static async Task<StoredRecord> ReadPropertiesAsync(string name, BlobClient blob, CancellationToken cancellationToken)
    {
        BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return new StoredRecord(
            name,
            Text(found.ETag),
            found.ContentLength,
            found.ContentLength == 0 ? ReadOnlyMemory<byte>.Empty : default(ReadOnlyMemory<byte>?),
            Metadata(found.Metadata));
    }

    // One answer has content, ETag and metadata of one version; the client continues a broken one only while the ETag holds.
    private static async Task<StoredRecord> DownloadAsync(
        string name, BlobClient blob, long maxBytes, CancellationToken cancellationToken)
    {
        using BlobDownloadStreamingResult answer = await blob
            .DownloadStreamingAsync(new BlobDownloadOptions { Range = new HttpRange(0, maxBytes) }, cancellationToken)
            .ConfigureAwait(false);
        BlobDownloadDetails details = answer.Details;
        long length = WholeLength(details);
        ReadOnlyMemory<byte>? content = null;
        if (length <= maxBytes)
        {
            byte[] bytes = new byte[length];
            await answer.Content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            content = bytes;
        }

        return new StoredRecord(name, Text(details.ETag), length, content, Metadata(details.Metadata));
    }

    // Of "bytes 0-99/1234", the 1234: the length given beside it is that of the part.
    private static long WholeLength(BlobDownloadDetails details) =>
        details.ContentRange is { } range && range.LastIndexOf('/') is >= 0 and int slash
            ? long.Parse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture)
            : details.ContentLength;

    private static async Task<BlobItem?> NextAsync(IAsyncEnumerator<BlobItem> blobs, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.MoveNextAsync().ConfigureAwait(false) ? blobs.Current : null;
        }
        catch (Exception e) when (IsFault(e, cancellationToken))
        {
            throw Unavailable(e);
        }
    }

    private BlobClient Blob(string name)
    {
        RecordName.Check(name);
        return container.GetBlobClient(name);
    }

    private static ETag Parse(string etag)
    {
        RecordETag.Check(etag);
        return new ETag(etag);
    }

    // Answers have them in quotation marks, listings without.
    private static string Text(ETag etag) => etag.ToString("G").Trim('"');

    private static Dictionary<string, string> Metadata(IDictionary<string, string>? metadata) =>
        new(metadata ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase);

    private static bool Is(RequestFailedException e, BlobErrorCode code) => code == e.ErrorCode;

    private static bool IsFault(Exception e, CancellationToken cancellationToken) =>
        e is RequestFailedException or AuthenticationFailedException or AggregateException or IOException or HttpRequestException or System.Xml.XmlException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static IOException Unavailable(Exception e) => new($"The storage cannot be used: {Describe(e)}.", e);
}
