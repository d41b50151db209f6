using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>
/// Sees to it that one clause is told once. "The club opposes the charge" is an opposition, and to some analysts a bare
/// criticism besides; "is in favour of the plan" is a support, and may be found as a proposal of the plan.
/// </summary>
internal static class OneClause
{
    /// <summary>The points of an article that are told, in their order.</summary>
    public static IReadOnlyList<Point> Told(IReadOnlyList<Point> points)
    {
        List<Point> stances = [.. points.Where(p => p.Kind is PointKind.Support or PointKind.Opposition or PointKind.Withdrawal)];
        if (stances.Count == 0)
        {
            return points;
        }

        HashSet<Point> left = new(ReferenceEqualityComparer.Instance);
        foreach (Point stance in stances)
        {
            foreach (Point other in points.Where(p => p.Kind is PointKind.Proposal or PointKind.Criticism && AreOne(stance, p)))
            {
                // What says more than the stance is told instead of it.
                left.Add(SaysMore(other, stance) ? stance : other);
            }
        }

        return [.. points.Where(p => !left.Contains(p))];
    }

    private static bool AreOne(Point stance, Point other) => string.Equals(stance.Actor, other.Actor, StringComparison.Ordinal)
        && stance.Evidence.Start < other.Evidence.Start + other.Evidence.Length
        && other.Evidence.Start < stance.Evidence.Start + stance.Evidence.Length
        && (other.Kind, stance.Kind) is (PointKind.Criticism, PointKind.Opposition) or (PointKind.Proposal, PointKind.Support or PointKind.Withdrawal)
        && SharesWords(stance.Statement, $"{other.Target} {other.Statement}");

    private static bool SaysMore(Point other, Point stance)
    {
        HashSet<string> known = [.. WordsOf($"{stance.Statement} {stance.Target} {other.Target}")];
        return other.Kind == PointKind.Criticism && WordsOf(other.Statement).Count(word => !known.Contains(word)) > 1;
    }

    private static bool SharesWords(string stance, string other)
    {
        HashSet<string> words = [.. WordsOf(other)];
        return WordsOf(stance).Any(words.Contains);
    }

    private static IEnumerable<string> WordsOf(string text) =>
        Analysis.Parties.SpelledWord.Divide(text).Select(word => word.Folded).Where(word => word.Length > 3);
}
