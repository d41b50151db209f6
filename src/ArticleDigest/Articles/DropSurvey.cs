using System.Runtime.CompilerServices;
using ArticleDigest.Records;

namespace ArticleDigest.Articles;

/// <summary>A drop and what its receipt says.</summary>
/// <param name="Name">The drop's name.</param>
/// <param name="ETag">The drop's ETag.</param>
/// <param name="Receipt">Its receipt; null if it has none.</param>
public sealed record DropState(string Name, string ETag, ReceiptStub? Receipt)
{
    /// <summary>When its present content came in; null where the storage does not tell.</summary>
    public DateTimeOffset? CameAt { get; init; }

    /// <summary>The ETag of the receipt's record; null if there is none, or if it was looked up instead of listed.</summary>
    public string? ReceiptETag { get; init; }

    /// <summary>Whether somebody has to take the drop up now.</summary>
    public bool IsDue(DateTimeOffset now) => Receipt is null || Receipt.IsDue(ETag, now);

    /// <summary>How the drop's present content ended; null while it is pending.</summary>
    public OutcomeStatus? Outcome =>
        Receipt is { } receipt && string.Equals(receipt.DropETag, ETag, StringComparison.Ordinal) ? receipt.Status : null;
}

/// <summary>
/// Goes through all drops and their receipts: a merge-join of two listings in the same order, so that it needs no reads
/// and no memory that grows with the archive. Where the order is not the one expected (services do not promise how they
/// order names beyond U+FFFF) the receipt is looked up instead of being taken for missing.
/// </summary>
public sealed class DropSurvey(DigestStorage storage, ReceiptBook receipts)
{
    /// <summary>Every drop, in the order of the listing.</summary>
    public async IAsyncEnumerable<DropState> GoThroughAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<RecordEntry> cursor = storage.Receipts.ListAsync("", cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (cursor.ConfigureAwait(false))
        {
            bool hasMore = await cursor.MoveNextAsync().ConfigureAwait(false);
            await foreach (RecordEntry drop in storage.Articles.ListAsync("", cancellationToken).ConfigureAwait(false))
            {
                while (hasMore && string.CompareOrdinal(cursor.Current.Name, drop.Name) < 0)
                {
                    hasMore = await cursor.MoveNextAsync().ConfigureAwait(false);
                }

                RecordEntry? listed = hasMore && string.Equals(cursor.Current.Name, drop.Name, StringComparison.Ordinal) ? cursor.Current : null;
                ReceiptStub? receipt = listed is not null
                    ? ReceiptStub.FromMetadata(listed.Metadata)
                    : await receipts.LookUpAsync(drop.Name, cancellationToken).ConfigureAwait(false);
                yield return new DropState(drop.Name, drop.ETag, receipt) { CameAt = drop.WrittenAt, ReceiptETag = listed?.ETag };
            }
        }
    }
}
