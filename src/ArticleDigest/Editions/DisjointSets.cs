namespace ArticleDigest.Editions;

/// <summary>Numbers from 0 that are joined to sets.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    /// <summary>Makes the sets of two numbers one.</summary>
    public void Join(int one, int other)
    {
        int first = RootOf(one);
        int second = RootOf(other);

        // The smaller number is the root, so that the order of joining shows nowhere.
        _parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    /// <summary>All sets, each in order of its numbers, and in order of their first ones.</summary>
    public List<List<int>> Sets()
    {
        List<List<int>> sets = [];
        int[] setOf = new int[_parents.Length];
        for (int i = 0; i < _parents.Length; i++)
        {
            int root = RootOf(i);
            if (root == i)
            {
                setOf[i] = sets.Count;
                sets.Add([]);
            }

            sets[setOf[root]].Add(i);
        }

        return sets;
    }

    private int RootOf(int number)
    {
        while (_parents[number] != number)
        {
            _parents[number] = _parents[_parents[number]];
            number = _parents[number];
        }

        return number;
    }
}
