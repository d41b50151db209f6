namespace ArticleDigest.Editions;

/// <summary>
/// Keeps what was made of editions in bounded memory: that of the newest. Who looks through editions goes from the newest to
/// the oldest, so that keeping what was used last would have lost everything whenever somebody came round again.
/// </summary>
/// <typeparam name="T">What is made of an edition.</typeparam>
/// <param name="room">How many bytes it may take.</param>
/// <param name="sizeOf">How many bytes that of one edition takes.</param>
internal sealed class NewestEditions<T>(long room, Func<T, long> sizeOf)
    where T : class
{
    // What is made of an edition without a word takes room too.
    private const long LeastSize = 200;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<(DateOnly Date, string Schedule), (int Retractions, T Made)> _kept =
        new(Comparer<(DateOnly Date, string Schedule)>.Create(InOrder));

    private long _size;

    /// <summary>What was made of an edition when there were so many retractions; null if it is not kept.</summary>
    public T? Find(string schedule, DateOnly date, int retractions)
    {
        lock (_lock)
        {
            return _kept.TryGetValue((date, schedule), out var kept) && kept.Retractions == retractions ? kept.Made : null;
        }
    }

    /// <summary>Keeps what was made of an edition, if there is room for it without what is newer.</summary>
    public void Keep(string schedule, DateOnly date, int retractions, T made)
    {
        lock (_lock)
        {
            Remove((date, schedule));
            _kept[(date, schedule)] = (retractions, made);
            _size += SizeOf(made);
            while (_size > room)
            {
                Remove(_kept.First().Key);
            }
        }
    }

    private static int InOrder((DateOnly Date, string Schedule) one, (DateOnly Date, string Schedule) other) =>
        one.Date == other.Date ? string.CompareOrdinal(one.Schedule, other.Schedule) : one.Date.CompareTo(other.Date);

    private long SizeOf(T made) => sizeOf(made) + LeastSize;

    private void Remove((DateOnly Date, string Schedule) edition)
    {
        if (_kept.Remove(edition, out var kept))
        {
            _size -= SizeOf(kept.Made);
        }
    }
}
