namespace ArticleDigest.Letters.Searching;

/// <summary>
/// Keeps the texts of editions in bounded memory: those of the newest. A search goes from the newest to the oldest, so that
/// keeping what was used last would have lost everything whenever it came round again.
/// </summary>
/// <param name="room">How many bytes they may take.</param>
internal sealed class NewestTexts(long room)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(DateOnly Date, string Schedule), (int Retractions, EditionText Text)> _kept = [];
    private long _size;

    /// <summary>The text of an edition with so many retractions laid over; null if it is not kept.</summary>
    public EditionText? Find(string schedule, DateOnly date, int retractions)
    {
        lock (_lock)
        {
            return _kept.TryGetValue((date, schedule), out var kept) && kept.Retractions == retractions ? kept.Text : null;
        }
    }

    /// <summary>Keeps the text of an edition, if there is room for it without those that are newer.</summary>
    public void Keep(string schedule, DateOnly date, int retractions, EditionText text)
    {
        lock (_lock)
        {
            Remove((date, schedule));
            _kept[(date, schedule)] = (retractions, text);
            _size += SizeOf(text);
            while (_size > room)
            {
                Remove(_kept.First().Key);
            }
        }
    }

    // An edition without a word takes room too.
    private static long SizeOf(EditionText text) => text.Size + 200;

    private void Remove((DateOnly Date, string Schedule) edition)
    {
        if (_kept.Remove(edition, out var kept))
        {
            _size -= SizeOf(kept.Text);
        }
    }
}
