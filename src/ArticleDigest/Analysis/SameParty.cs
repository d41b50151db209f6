using System.Collections.Frozen;

namespace ArticleDigest.Analysis;

/// <summary>Tells whether a point's actor and target are two names of one party, so that who accuses or supports whom was mixed up.</summary>
internal static class SameParty
{
    private static readonly char[] Gaps = [' ', '\u00A0', ',', '.', '\'', '\u2019', '"', '(', ')'];

    private static readonly FrozenSet<string> Articles =
        FrozenSet.ToFrozenSet(["the", "a", "an", "le", "la", "les", "l", "der", "die", "das", "el", "los", "las", "o", "os", "as"], StringComparer.Ordinal);

    // Behind these a title or body is told more exactly: "the bishop" and "the Bishop of Durham".
    private static readonly FrozenSet<string> Links =
        FrozenSet.ToFrozenSet(["of", "for", "de", "du", "des", "d", "del", "do", "da", "fur", "von"], StringComparer.Ordinal);

    /// <summary>Whether the point's actor and target are the same.</summary>
    /// <param name="point">The point; a proposal and a withdrawal have no target.</param>
    /// <param name="byline">Who wrote the article; null if unknown.</param>
    public static bool Is(Point point, string? byline)
    {
        if (point.Target is not { } target)
        {
            return false;
        }

        // "the author of the study" is somebody else than the article's author.
        if (point.Actor is Point.TheAuthor || target is Point.TheAuthor)
        {
            string other = point.Actor is Point.TheAuthor ? target : point.Actor;
            return other is Point.TheAuthor || (byline is not null && Words(other).SequenceEqual(Words(byline), StringComparer.Ordinal));
        }

        string[] actor = Words(point.Actor);
        string[] aimed = Words(target);
        if (actor.SequenceEqual(aimed, StringComparer.Ordinal))
        {
            return true;
        }

        (string[] brief, string[] full, string briefName) = actor.Length < aimed.Length ? (actor, aimed, point.Actor) : (aimed, actor, target);
        if (brief.Length == 0 || brief.Length == full.Length)
        {
            return false;
        }

        bool toldExactly = full.AsSpan(0, brief.Length).SequenceEqual(brief) && Links.Contains(full[brief.Length]);
        return toldExactly || IsLastName(brief, full, briefName, point.Evidence.Quote);
    }

    // "Carter" and "Helen Carter"; but "Sudan" and "South Sudan" stand side by side in one quote, and "the West" is no Mr West.
    private static bool IsLastName(string[] brief, string[] full, string briefName, string quote)
    {
        bool oneName = brief.Length == 1 && full.Length is 2 or 3 && string.Equals(full[^1], brief[0], StringComparison.Ordinal)
            && char.IsUpper(briefName[0]) && briefName.IndexOfAny(Gaps) < 0;
        return oneName && !StandSideBySide(brief[0], full[^2], Words(quote));
    }

    private static bool StandSideBySide(string last, string before, string[] quoted)
    {
        bool alone = false;
        bool together = false;
        for (int i = 0; i < quoted.Length; i++)
        {
            bool here = string.Equals(quoted[i], last, StringComparison.Ordinal);
            bool full = i > 0 && string.Equals(quoted[i - 1], before, StringComparison.Ordinal);
            alone |= here && !full;
            together |= here && full;
        }

        return alone && together;
    }

    private static string[] Words(string name)
    {
        string[] words = NameWitness.Fold(name).Split(Gaps, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && Articles.Contains(words[0]) ? words[1..] : words;
    }
}
