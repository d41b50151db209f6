namespace ArticleDigest.Editions;

/// <summary>
/// Editions that letters are being made of, read once for all letters: an edition never changes. At most two are kept, and
/// only as long as somebody holds them, for they can be large.
/// </summary>
internal sealed class EditionsAtHand(EditionShelf shelf)
{
    private const int MostKept = 2;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly List<(EditionRequest Request, WeakReference<Edition> Edition)> _kept = [];

    /// <summary>Reads an edition, or finds it read already; null if it was not compiled.</summary>
    public async Task<Edition?> ReadAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_kept.Find(k => k.Request == request).Edition?.TryGetTarget(out Edition? kept) == true)
            {
                return kept;
            }

            Edition? read = await shelf.ReadAsync(request, cancellationToken).ConfigureAwait(false);
            if (read is not null)
            {
                _kept.RemoveAll(k => k.Request == request);
                _kept.Add((request, new WeakReference<Edition>(read)));
                _kept.RemoveRange(0, Math.Max(0, _kept.Count - MostKept));
            }

            return read;
        }
        finally
        {
            _reading.Release();
        }
    }
}
