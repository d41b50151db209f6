using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Records;

namespace ArticleDigest.Articles;

/// <summary>
/// Keeps the receipts. A pending receipt has an owner for a time; whoever finds it expired may take it over by
/// replace-if-match, so that of several machines one works on a drop and a crash loses nothing.
/// </summary>
public sealed class ReceiptBook(DigestStorage storage, ArticlesOptions options, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private TimeSpan Lease => TimeSpan.FromSeconds(options.LeaseSeconds);

    /// <summary>What the receipt of a drop says; null if it has none.</summary>
    public async Task<ReceiptStub?> LookUpAsync(string drop, CancellationToken cancellationToken)
    {
        (IRecords records, string name) = PlaceOf(drop);
        StoredRecord? record = await records.ReadAsync(name, 0, cancellationToken).ConfigureAwait(false);
        return record is null ? null : ReceiptStub.FromMetadata(record.Metadata);
    }

    /// <summary>The whole receipt of a drop; null if it has none.</summary>
    public async Task<Receipt?> ReadAsync(string drop, CancellationToken cancellationToken) =>
        (await ReadRecordAsync(drop, cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>
    /// Takes a drop up: makes its receipt pending and ours. Every taking counts as an attempt, but for one that goes on with a
    /// wait: who ended while waiting has not failed at the drop.
    /// </summary>
    /// <param name="drop">The drop's name.</param>
    /// <param name="dropETag">Its ETag now.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Our receipt; null if there is nothing to do or somebody else has it.</returns>
    public async Task<Receipt?> TakeAsync(string drop, string dropETag, CancellationToken cancellationToken)
    {
        (IRecords records, string name) = PlaceOf(drop);
        DateTimeOffset now = time.GetUtcNow();
        Receipt fresh = new() { Drop = drop, DropETag = dropETag, Attempts = 1, Until = now + Lease };
        JsonRecord<Receipt>? known = await ReadRecordAsync(drop, cancellationToken).ConfigureAwait(false);
        if (known is null)
        {
            return await records.CreateAsync(name, fresh.ToContent(), cancellationToken).ConfigureAwait(false) is null ? null : fresh;
        }

        Receipt old = known.Value;
        if (!new ReceiptStub(old.DropETag, old.Concluded?.Status, old.Attempts, old.Until).IsDue(dropETag, now))
        {
            return null;
        }

        bool isSameContent = string.Equals(old.DropETag, dropETag, StringComparison.Ordinal);
        Receipt taken = fresh with
        {
            Attempts = isSameContent ? old.Attempts + (old.IsWaiting ? 0 : 1) : 1,
            Before = old.Concluded ?? old.Before,
            IsAgain = old.IsAgain && isSameContent && old.Concluded is null,
        };
        return await records.ReplaceAsync(name, taken.ToContent(), known.Record.ETag, cancellationToken).ConfigureAwait(false) is null
            ? null
            : taken;
    }

    /// <summary>
    /// Keeps a pending receipt ours: for another lease from now, or for one after a wait. Never for less than before: of an
    /// article's sections one may go on while another waits.
    /// </summary>
    /// <param name="drop">The drop's name.</param>
    /// <param name="dropETag">The ETag of the content that is worked on.</param>
    /// <param name="waitUntil">The end of a wait that is about to begin; null if work goes on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False if the receipt was concluded or is about other content now: the work has become moot.</returns>
    public Task<bool> RenewAsync(string drop, string dropETag, DateTimeOffset? waitUntil, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset until = (waitUntil is { } end && end > now ? end : now) + Lease;
        return ChangeAsync(drop, dropETag, r => r with { Until = r.Until > until ? r.Until : until, IsWaiting = waitUntil is not null }, cancellationToken);
    }

    /// <summary>
    /// Puts a drop off that waits for another one with the same text: for a moment, or as long as the other one waits itself.
    /// Waiting is not counted as an attempt.
    /// </summary>
    /// <returns>When the drop may be taken up again.</returns>
    public async Task<DateTimeOffset> PostponeAsync(
        string drop, string dropETag, DateTimeOffset? otherUntil, CancellationToken cancellationToken)
    {
        DateTimeOffset soon = time.GetUtcNow() + Moment;
        DateTimeOffset until = otherUntil is { } end && end - Lease > soon ? end - Lease : soon;
        await ChangeAsync(drop, dropETag, r => r with { Until = until, Attempts = r.Attempts - 1 }, cancellationToken).ConfigureAwait(false);
        return until;
    }

    /// <summary>Keeps a drop that was taken up needlessly, because it is worked on: for another lease, and without counting an attempt.</summary>
    public Task StandByAsync(string drop, string dropETag, CancellationToken cancellationToken)
    {
        DateTimeOffset until = time.GetUtcNow() + Lease;
        return ChangeAsync(
            drop, dropETag, r => r with { Until = r.Until > until ? r.Until : until, Attempts = r.Attempts - 1 }, cancellationToken);
    }

    /// <summary>
    /// Leaves a receipt that is due, for the next sweep to take the drop up; changes nothing where there is a receipt.
    /// </summary>
    public async Task LeaveDueAsync(string drop, string dropETag, CancellationToken cancellationToken)
    {
        (IRecords records, string name) = PlaceOf(drop);
        Receipt due = new() { Drop = drop, DropETag = dropETag, Attempts = 0, Until = time.GetUtcNow() };
        await records.CreateAsync(name, due.ToContent(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has a concluded drop worked on anew by the next sweep, as if its content had not been seen.</summary>
    /// <returns>False if the drop has no receipt, or a pending one.</returns>
    public async Task<bool> ReopenAsync(string drop, CancellationToken cancellationToken)
    {
        (IRecords records, string name) = PlaceOf(drop);
        if (await ReadRecordAsync(drop, cancellationToken).ConfigureAwait(false) is not { Value.Concluded: { } before } known)
        {
            return false;
        }

        Receipt open = known.Value with { Concluded = null, Before = before, Attempts = 0, Until = time.GetUtcNow(), IsAgain = true };
        return await records.ReplaceAsync(name, open.ToContent(), known.Record.ETag, cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <summary>Notes that the content read has another ETag than the one that was taken up.</summary>
    /// <returns>False if the receipt was concluded or is about other content now.</returns>
    public Task<bool> FollowAsync(string drop, string takenETag, string readETag, CancellationToken cancellationToken) =>
        ChangeAsync(drop, takenETag, r => r with { DropETag = readETag }, cancellationToken);

    /// <summary>Ends a pending receipt.</summary>
    /// <returns>False if it was not pending any more, or is about other content now.</returns>
    public Task<bool> ConcludeAsync(string drop, string dropETag, Conclusion conclusion, CancellationToken cancellationToken) =>
        ChangeAsync(drop, dropETag, r => r with { Until = null, Concluded = conclusion }, cancellationToken);

    /// <summary>Removes the pending receipt of a drop that was taken away before it was read.</summary>
    public async Task ForgetAsync(string drop, CancellationToken cancellationToken)
    {
        if (await ReadRecordAsync(drop, cancellationToken).ConfigureAwait(false) is { Value.Concluded: null } known)
        {
            (IRecords records, string name) = PlaceOf(drop);
            await records.DeleteAsync(name, known.Record.ETag, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> ChangeAsync(
        string drop, string dropETag, Func<Receipt, Receipt> change, CancellationToken cancellationToken)
    {
        (IRecords records, string name) = PlaceOf(drop);
        while (await ReadRecordAsync(drop, cancellationToken).ConfigureAwait(false) is { Value.Concluded: null } known
            && string.Equals(known.Value.DropETag, dropETag, StringComparison.Ordinal))
        {
            RecordContent content = change(known.Value).ToContent();
            if (await records.ReplaceAsync(name, content, known.Record.ETag, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private Task<JsonRecord<Receipt>?> ReadRecordAsync(string drop, CancellationToken cancellationToken)
    {
        (IRecords records, string name) = PlaceOf(drop);
        return records.ReadJsonAsync<Receipt>(name, cancellationToken);
    }

    /// <summary>A drop whose name the storage port refuses has its receipt among the digest's own records.</summary>
    private (IRecords Records, string Name) PlaceOf(string drop) =>
        RecordName.Fault(drop) is null
            ? (storage.Receipts, drop)
            : (storage.Digest, $"refused/{Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(drop)))}.json");
}
