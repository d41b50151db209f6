namespace ArticleDigest.Editions.Merging;

/// <summary>
/// Finds what shares the most keys with something, rare keys first, at a bounded cost: of a key that very many have only
/// the first and the last ones are looked at.
/// </summary>
internal sealed class CandidateIndex
{
    private const int MostOfKey = 64;

    // Most keys are had once: these need no list. Keys are kept as hashes; that two are one is as good as impossible.
    private readonly Dictionary<ulong, int> _single = [];
    private readonly Dictionary<ulong, Holders> _several = [];

    /// <summary>The key of some words, the same in every run.</summary>
    public static ulong KeyOf(params ReadOnlySpan<string> words)
    {
        ulong hash = 14695981039346656037;
        foreach (string word in words)
        {
            foreach (char c in word)
            {
                hash = (hash ^ c) * 1099511628211;
            }

            hash = (hash ^ '\n') * 1099511628211;
        }

        return hash;
    }

    /// <summary>Adds something under its keys.</summary>
    /// <param name="id">Its number; numbers are added in rising order.</param>
    /// <param name="keys">Its keys, each once.</param>
    public void Add(int id, IReadOnlyList<ulong> keys)
    {
        foreach (ulong key in keys)
        {
            if (_several.TryGetValue(key, out Holders? holders))
            {
                holders.Add(id);
            }
            else if (_single.Remove(key, out int first))
            {
                holders = _several[key] = new Holders();
                holders.Add(first);
                holders.Add(id);
            }
            else
            {
                _single[key] = id;
            }
        }
    }

    /// <summary>The numbers of what shares keys: the more and the rarer ones, the earlier; of equals the lower number first.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="fewest">How many of them it must share.</param>
    /// <param name="most">How many are told at most.</param>
    public IEnumerable<int> Find(IReadOnlyList<ulong> keys, int fewest, int most)
    {
        Dictionary<int, (int Keys, double Weight)> shared = [];
        foreach (ulong key in keys)
        {
            if (_single.TryGetValue(key, out int only))
            {
                Share(only, 1);
            }
            else if (_several.TryGetValue(key, out Holders? holders))
            {
                foreach (int id in holders.Kept)
                {
                    Share(id, 1 / Math.Log2(1 + holders.Count));
                }
            }
        }

        return shared.Where(pair => pair.Value.Keys >= fewest)
            .OrderByDescending(pair => pair.Value.Weight)
            .ThenBy(pair => pair.Key)
            .Take(most)
            .Select(pair => pair.Key);

        void Share(int id, double weight)
        {
            (int known, double sum) = shared.GetValueOrDefault(id);
            shared[id] = (known + 1, sum + weight);
        }
    }

    private sealed class Holders
    {
        private readonly List<int> _kept = new(2);

        public int Count { get; private set; }

        public IReadOnlyList<int> Kept => _kept;

        public void Add(int id)
        {
            if (Count < MostOfKey)
            {
                _kept.Add(id);
            }
            else
            {
                // The first half stays, the other is always the last ones.
                _kept[(MostOfKey / 2) + (Count % (MostOfKey / 2))] = id;
            }

            Count++;
        }
    }
}
