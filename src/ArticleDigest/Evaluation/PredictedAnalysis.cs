using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace ArticleDigest.Evaluation;

/// <summary>What an analyst says of an article.</summary>
public sealed record PredictedAnalysis
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The language, a code of ISO 639-1.</summary>
    public required string Language { get; init; }

    /// <summary>The clean text that the quotes' places refer to.</summary>
    public required string Text { get; init; }

    /// <summary>The points, each kind in its own order.</summary>
    public required IReadOnlyList<PredictedPoint> Points { get; init; }

    /// <summary>An analysis that this program made.</summary>
    /// <param name="article">The article as it was read; null if it could not be.</param>
    /// <param name="points">What was found; nothing where an article was refused. Stances are not labelled and do not count.</param>
    public static PredictedAnalysis Of(Article? article, IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new PredictedAnalysis
        {
            Title = article?.Title ?? "",
            Language = article?.Language ?? "",
            Text = article?.Text ?? "",
            Points = [.. points.Where(p => !p.Kind.IsStance()).Select(p => new PredictedPoint(p.Kind, p.Actor, p.Target, p.Evidence.Quote, p.Evidence.Start, p.Evidence.Length))],
        };
    }
}

/// <summary>One point as an analyst gives it.</summary>
/// <param name="Kind">Proposal or criticism.</param>
/// <param name="Actor">Who; empty or "not named" if the text names nobody.</param>
/// <param name="Target">Whom or what; null for a proposal.</param>
/// <param name="Quote">The words that prove it.</param>
/// <param name="Start">Where they begin in the text, from 0, in UTF-16 units or code points.</param>
/// <param name="Length">How long they are, in the same.</param>
public sealed record PredictedPoint(PointKind Kind, string Actor, string? Target, string Quote, long Start, long Length);
