using System.Runtime.InteropServices;

namespace ArticleDigest.Evaluation;

/// <summary>How much two quotes have in common.</summary>
/// <param name="OfShorter">The share of the words of the shorter one; 0 if they have too little in common to count.</param>
/// <param name="OfBoth">The share of the words of both together.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Overlap(double OfShorter, double OfBoth)
{
    /// <summary>Whether it is better than another.</summary>
    public bool Beats(Overlap other) =>
        OfShorter > other.OfShorter || (OfShorter >= other.OfShorter && OfBoth > other.OfBoth);
}

/// <summary>Compares quotes of one article by their places in it.</summary>
internal sealed class QuotedPlaces(string[] article)
{
    // A shared "of the" proves nothing.
    private const int FewestWords = 3;

    private readonly Dictionary<string, (string[] Words, List<int> Places)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the words of a quote stand somewhere in the article in their order.</summary>
    public bool Stands(string quote) => Find(quote).Places.Count > 0;

    /// <summary>The best overlap of a quote with one of several places.</summary>
    public Overlap Nearest(string quote, IEnumerable<string> places)
    {
        Overlap best = default;
        foreach (string place in places)
        {
            Overlap next = Compare(quote, place);
            best = next.Beats(best) ? next : best;
        }

        return best;
    }

    /// <summary>Where words stand within others, in their order and without a gap.</summary>
    public static List<int> Places(ReadOnlySpan<string> words, ReadOnlySpan<string> within)
    {
        List<int> places = [];
        for (int at = 0; words.Length > 0 && at <= within.Length - words.Length; at++)
        {
            if (within.Slice(at, words.Length).SequenceEqual(words))
            {
                places.Add(at);
            }
        }

        return places;
    }

    /// <summary>How many words the longest stretch has that stands in both.</summary>
    public static int LongestRun(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        int longest = 0;
        int[] endingHere = new int[right.Length + 1];
        foreach (string word in left)
        {
            // Backwards, so that each length is still that of the word before.
            for (int i = right.Length; i > 0; i--)
            {
                endingHere[i] = string.Equals(word, right[i - 1], StringComparison.Ordinal) ? endingHere[i - 1] + 1 : 0;
                longest = Math.Max(longest, endingHere[i]);
            }
        }

        return longest;
    }

    /// <summary>By their places in the article; by the longest run of words in common where one of them is not in it.</summary>
    private Overlap Compare(string quote, string evidence)
    {
        (string[] words, List<int> places) = Find(quote);
        (string[] wanted, List<int> wantedPlaces) = Find(evidence);
        int shared;
        if (places.Count > 0 && wantedPlaces.Count > 0)
        {
            shared = int.MinValue;
            foreach (int x in places)
            {
                foreach (int y in wantedPlaces)
                {
                    shared = Math.Max(shared, Math.Min(x + words.Length, y + wanted.Length) - Math.Max(x, y));
                }
            }
        }
        else
        {
            shared = LongestRun(words, wanted);
        }

        return shared < Math.Max(1, Math.Min(FewestWords, wanted.Length))
            ? default
            : new Overlap((double)shared / Math.Min(words.Length, wanted.Length), (double)shared / (words.Length + wanted.Length - shared));
    }

    private (string[] Words, List<int> Places) Find(string quote)
    {
        if (!_known.TryGetValue(quote, out (string[] Words, List<int> Places) found))
        {
            string[] words = ScoredWords.Of(quote);
            found = (words, Places(words, article));
            _known.Add(quote, found);
        }

        return found;
    }
}
