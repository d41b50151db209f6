using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions.Pairs;

/// <summary>How often a likeness was found, and found rightly. A share of nothing is 1: nothing was wrong, or missed.</summary>
internal sealed record PairFigures(int Labelled, int Found, int Right)
{
    /// <summary>Of the pairs that were found to be so, the share that is.</summary>
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    /// <summary>Of the pairs that are so, the share that was found.</summary>
    public double Recall => Labelled == 0 ? 1 : (double)Right / Labelled;

    /// <summary>The figures of a likeness over judged pairs.</summary>
    public static PairFigures Of(IReadOnlyCollection<JudgedPair> judged, Likeness likeness) => new(
        judged.Count(j => j.Pair.Relation == likeness),
        judged.Count(j => j.Found == likeness),
        judged.Count(j => j.Pair.Relation == likeness && j.Found == likeness));

    /// <summary>Two rows for each language and for all together, in columns.</summary>
    public static string Table(IReadOnlyCollection<JudgedPair> judged)
    {
        IEnumerable<(string Name, JudgedPair[] Judged)> groups = judged
            .GroupBy(j => j.Pair.Language, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.ToArray()))
            .Append(("all", [.. judged]));
        IEnumerable<string> rows =
            from likeness in (Likeness[])[Likeness.Same, Likeness.Rival]
            from part in groups
            let figures = Of(part.Judged, likeness)
            select FormattableString.Invariant(
                $"{likeness,-5} {part.Name,-6} {figures.Labelled,8} {figures.Found,5} {figures.Right,5} {figures.Precision,9:0.00} {figures.Recall,6:0.00}");
        return string.Join('\n', rows.Prepend("               labelled found right precision recall"));
    }
}

/// <summary>A pair and what the comparer says of it.</summary>
internal sealed record JudgedPair(LabelledPair Pair, Likeness Found);
