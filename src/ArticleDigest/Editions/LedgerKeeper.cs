using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>Keeps the ledger of positions to what is told of editions now: without what was taken back.</summary>
internal sealed class LedgerKeeper(IRecords digest)
{
    private readonly PositionLedger _ledger = new(digest);
    private readonly RetractionShelf _retractions = new(digest);

    /// <summary>Enters an edition. Any number of times.</summary>
    /// <param name="edition">The edition as it was compiled.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task EnterAsync(Edition edition, CancellationToken cancellationToken)
    {
        // What is taken back meanwhile would come back with what was known before.
        int known;
        Retractions retractions = await _retractions.OfAsync(edition.Schedule, cancellationToken).ConfigureAwait(false);
        do
        {
            known = retractions.All.Count;
            await _ledger.EnterAsync(edition, Retracted.Apply(edition, retractions), cancellationToken).ConfigureAwait(false);
            retractions = await _retractions.OfAsync(edition.Schedule, cancellationToken).ConfigureAwait(false);
        }
        while (retractions.All.Count != known);
    }
}
