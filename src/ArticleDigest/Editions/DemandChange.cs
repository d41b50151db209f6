using System.Collections.Frozen;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Articles;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>Tells by the numbers of two proposals of one actor whether it asks for more or for less than before.</summary>
internal static class DemandChange
{
    // What these words bound is sharper the smaller it is.
    private static readonly FrozenSet<string> Bounds = WordLists.Open("firmness", nameof(Editions)).Words("bounds").ToFrozenSet(StringComparer.Ordinal);

    // "Centres of over ten megawatts": the number says whom it meets, and the larger it is the fewer.
    private static readonly FrozenSet<string> Thresholds = WordLists.Open("firmness", nameof(Editions)).Words("thresholds").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the later proposal asks for more or less; null if nobody can tell.</summary>
    public static NewsKind? Between(Position before, Position now)
    {
        StatementWords old = StatementWords.Of(before.Statement, before.Language);
        StatementWords current = StatementWords.Of(now.Statement, now.Language);
        List<Figure> lost = [.. old.Figures.Except(current.Figures)];
        List<Figure> gained = [.. current.Figures.Except(old.Figures)];
        if (lost is not [var was] || gained is not [var become] || !was.CountsAs(become) || was.Unit is Figure.Month or Figure.Day or Figure.Weekday)
        {
            return null;
        }

        // "Cut to 20" asks for more the smaller the number, "cut by 20" the larger: the numbers do not tell which it is.
        // And a threshold may stand for either.
        if (current.Terms.Any(term => term.Amount < 0) || Has(now.Statement, Thresholds))
        {
            return null;
        }

        // What is to be done by an earlier year is asked for more firmly.
        bool isSmallerSharper = was.Unit is Figure.Year || Has(now.Statement, Bounds);
        return become.Value > was.Value != isSmallerSharper ? NewsKind.Sharpened : NewsKind.Softened;
    }

    private static bool Has(string statement, FrozenSet<string> words) => SpelledWord.Divide(statement).Exists(word => words.Contains(word.Folded));
}
