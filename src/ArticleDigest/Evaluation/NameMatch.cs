using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace ArticleDigest.Evaluation;

/// <summary>
/// Whether a name that an analyst gives means somebody of a label. Loosely, for the same body has many names; it counts only
/// where the quote is right.
/// </summary>
internal static class NameMatch
{
    /// <summary>The share of the shorter name's words that have to be in the other, of actors.</summary>
    public const double ActorShare = 2.0 / 3;

    /// <summary>The same of targets, which are often described in place of named.</summary>
    public const double TargetShare = 1.0 / 2;

    private const int ShortestStem = 4;
    private const int LongestEnding = 3;
    private const int LongestAcronym = 5;

    private static readonly FrozenSet<string> Little = Set(
        "the a an of and or in on for to at by as with le la les l de du des d et der die das den dem des "
        + "und von el los las y del o os da do dos das e il lo gli i di della");

    private static readonly FrozenSet<string> Nobody = FrozenSet.ToFrozenSet(
        ["", "not named", "unnamed", "unknown", "anonymous", "not stated", "none", "n a", "null"], StringComparer.Ordinal);

    private static readonly Regex Unnamed = new(
        "not named|unnamed", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Divider = new("[,;:/()]|and", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether a name is one of those that are right.</summary>
    /// <param name="name">The name given.</param>
    /// <param name="right">The names that are right.</param>
    /// <param name="share"><see cref="ActorShare"/> or <see cref="TargetShare"/>.</param>
    public static bool IsAny(string name, IEnumerable<string> right, double share) => right.Any(r => Is(name, r, share));

    /// <summary>Whether both are names of one party: one is, or is within, a part of the other, its acronym, or shares enough words.</summary>
    public static bool Is(string name, string right, double share)
    {
        string named = string.Concat(Pieces(right, Unnamed));
        if (Nobody.Contains(string.Join(' ', ScoredWords.Of(name))))
        {
            return named.Length != right.Length;
        }

        string[] given = ContentWords(name);
        string[] whole = ContentWords(named);
        (string[] brief, string[] full) = whole.Length < given.Length ? (whole, given) : (given, whole);
        return brief.Length > 0
            && (Covered(brief, full) >= share
                || Pieces(named, Divider).Select(ContentWords).Append(whole).Any(part => part.Length > 0 && Covered(part, given) >= 1));
    }

    private static string[] ContentWords(string name) => [.. ScoredWords.Of(name).Where(word => !Little.Contains(word))];

    /// <summary>What is left of a text without the matches of a pattern; a match of letters has to be a word of its own.</summary>
    private static IEnumerable<string> Pieces(string text, Regex pattern)
    {
        int start = 0;
        int from = 0;
        while (pattern.Match(text, from) is { Success: true } match)
        {
            from = match.Index + match.Length;
            if (!char.IsLetter(match.Value[0]) || (IsEdge(text, match.Index) && IsEdge(text, from)))
            {
                yield return text[start..match.Index];
                start = from;
            }
            else
            {
                from = match.Index + 1;
            }
        }

        yield return text[start..];
    }

    // Between the sign before and the one at a place, one is part of a word and one is not.
    private static bool IsEdge(string text, int at)
    {
        bool before = Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out Rune last, out _) == System.Buffers.OperationStatus.Done && ScoredWords.IsWordSign(last);
        bool after = Rune.DecodeFromUtf16(text.AsSpan(at), out Rune next, out _) == System.Buffers.OperationStatus.Done && ScoredWords.IsWordSign(next);
        return before != after;
    }

    /// <summary>The share of words that have their like among others, or are an acronym of them.</summary>
    private static double Covered(string[] words, string[] others)
    {
        string initials = string.Concat(others.Select(other => other.EnumerateRunes().First()));
        int covered = words.Count(word =>
            others.Any(other => IsAlike(word, other)) || (IsAcronymLong(word) && initials.Contains(word, StringComparison.Ordinal)));
        return (double)covered / words.Length;
    }

    private static bool IsAcronymLong(string word) => word.EnumerateRunes().Count() is > 1 and <= LongestAcronym;

    // Equal, or of one stem with short endings: Iran and Iranian, law and laws.
    private static bool IsAlike(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.Ordinal))
        {
            return true;
        }

        Rune[] a = [.. left.EnumerateRunes()];
        Rune[] b = [.. right.EnumerateRunes()];
        int stem = a.AsSpan().CommonPrefixLength(b);
        int longer = Math.Max(a.Length, b.Length);
        bool plural = Math.Abs(a.Length - b.Length) == 1 && stem == longer - 1 && (a.Length > b.Length ? a : b)[^1].Value == 's';
        return plural || (stem >= ShortestStem && longer - stem <= LongestEnding);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
