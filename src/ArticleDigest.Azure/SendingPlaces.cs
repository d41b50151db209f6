namespace ArticleDigest.Azure;

/// <summary>
/// Keeps a limit of letters in any minute. A letter for which there is no place now is promised a later one of its own, so
/// that those who wait come back one after the other instead of all at once.
/// </summary>
internal sealed class SendingPlaces(int perMinute, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPromise = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly List<DateTimeOffset> _places = [];
    private readonly Queue<DateTimeOffset> _taken = [];
    private readonly Dictionary<string, DateTimeOffset> _promises = new(StringComparer.Ordinal);
    private DateTimeOffset _closedUntil;

    /// <summary>Takes a place for a letter.</summary>
    /// <returns>Null if it may go now; otherwise how long until it shall ask again.</returns>
    public TimeSpan? Take(string letter)
    {
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            Forget(now);
            if (now < _closedUntil)
            {
                return _closedUntil - now;
            }

            bool wasPromised = _promises.Remove(letter, out DateTimeOffset place);
            if (!wasPromised || (place <= now && _taken.Count >= perMinute))
            {
                place = _places.Count < perMinute ? now : Later(now, _places[^perMinute] + Minute);
                _places.Add(place);
            }

            if (place > now)
            {
                _promises[letter] = place;
                return place - now;
            }

            _taken.Enqueue(now);
            return null;
        }
    }

    /// <summary>Lets no letter go for a time, because the service wants it so.</summary>
    public void Close(TimeSpan duration)
    {
        lock (_gate)
        {
            _closedUntil = Later(_closedUntil, time.GetUtcNow() + duration);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_taken.TryPeek(out DateTimeOffset taken) && taken <= now - Minute)
        {
            _taken.Dequeue();
        }

        _places.RemoveRange(0, _places.TakeWhile(place => place <= now - Minute).Count());
        foreach (string letter in _promises.Where(p => p.Value < now - LongestPromise).Select(p => p.Key).ToList())
        {
            _promises.Remove(letter);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
