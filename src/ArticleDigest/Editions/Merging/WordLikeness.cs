using System.Collections.Frozen;
using ArticleDigest.Articles;

namespace ArticleDigest.Editions.Merging;

/// <summary>Whether two words are taken for one although their stems differ.</summary>
internal static class WordLikeness
{
    private const int ShortestCommon = 5;
    private const int ShortestCognate = 4;
    private const int ShortestRoot = 4;
    private const double CommonPart = 0.6;
    private const int LongestRest = 1;
    private const double NearlyPart = 0.75;

    private static readonly FrozenSet<string> Derived = WordLists.Open("figures", "Editions").Words("derived").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether stems of one language are alike: "televised" and "television"; "Sportverbände" and "Verbände".</summary>
    /// <param name="mine">One stem.</param>
    /// <param name="its">The other.</param>
    /// <param name="joinsNouns">Whether the language writes joined nouns as one word.</param>
    public static bool AreLike(string mine, string its, bool joinsNouns)
    {
        if (joinsNouns && Math.Min(mine.Length, its.Length) >= ShortestCommon && (mine.EndsWith(its, StringComparison.Ordinal) || its.EndsWith(mine, StringComparison.Ordinal)))
        {
            return true;
        }

        // "verschleppen" and "verschleiern" only begin alike.
        int common = mine.AsSpan().CommonPrefixLength(its);
        return (BeginAlike(mine, its, common, ShortestCommon) && Math.Min(mine.Length, its.Length) - common <= LongestRest) || AreDerived(mine, its);
    }

    /// <summary>Whether stems of two languages are alike: "étiquette" and "etiqueta".</summary>
    public static bool AreCognate(string one, string other)
    {
        (string mine, string its) = (Evened(one), Evened(other));
        return BeginAlike(mine, its, mine.AsSpan().CommonPrefixLength(its), ShortestCognate);
    }

    /// <summary>Whether words have one root, whatever each stands for: "building" the gerund and "build"; "lock" and "locked up".</summary>
    public static bool HaveOneRoot(Term mine, Term its)
    {
        if (mine.Root.Length < ShortestRoot || its.Root.Length < ShortestRoot)
        {
            return false;
        }

        bool known = mine.Concept is not null && its.Concept is not null;
        return (string.Equals(mine.Root, its.Root, StringComparison.Ordinal) && (!known || mine.Root.Length >= ShortestCommon))
            || (!known && (AreDerived(mine.Root, its.Root) || AreNearlyOne(mine.Root, its.Root)));
    }

    private static bool BeginAlike(string mine, string its, int common, int shortest) =>
        common >= shortest && common >= CommonPart * Math.Max(mine.Length, its.Length);

    // "sugar" and "sugary"
    private static bool AreNearlyOne(string one, string other) =>
        one.AsSpan().CommonPrefixLength(other) is var common && common >= ShortestCommon && common == Math.Min(one.Length, other.Length) && common > NearlyPart * Math.Max(one.Length, other.Length);

    // "recrutament" and "recrut"
    private static bool AreDerived(string one, string other)
    {
        int common = one.AsSpan().CommonPrefixLength(other);
        return common >= ShortestRoot && IsEnding(one.AsSpan(common)) && IsEnding(other.AsSpan(common));
    }

    private static bool IsEnding(ReadOnlySpan<char> rest) => rest.Length == 0 || Derived.GetAlternateLookup<ReadOnlySpan<char>>().Contains(rest);

    // Without what languages spell differently.
    private static string Evened(string stem)
    {
        Span<char> letters = stackalloc char[stem.Length];
        int length = 0;
        for (int i = 0; i < stem.Length; i++)
        {
            char c = stem[i];
            char even = c switch { 'q' or 'c' => 'k', 'y' => 'i', 'z' => 's', 'w' => 'v', _ => c };
            bool silent = c == 'h' || (c == 'u' && i > 0 && stem[i - 1] == 'q') || (length > 0 && letters[length - 1] == even);
            if (!silent)
            {
                letters[length++] = even;
            }
        }

        return letters[..length].ToString();
    }
}
