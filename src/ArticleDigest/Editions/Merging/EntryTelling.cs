using ArticleDigest.Analysis;

namespace ArticleDigest.Editions.Merging;

/// <summary>One point as one article tells it.</summary>
internal sealed class EntryTelling(AnalysedArticle article, Point point, PartyNames names, int rank)
{
    // A quote is good to read if it says enough and not too much.
    private const int FewestWords = 8;
    private const int MostWords = 40;

    /// <summary>The article.</summary>
    public string ArticleId => article.Article.Id;

    /// <summary>The point.</summary>
    public Point Point => point;

    /// <summary>Its place among the article's points, from 0.</summary>
    public int Rank => rank;

    /// <summary>What it says, and of whom.</summary>
    public Position Position { get; } = new(
        point.Kind,
        names.PartyOf(article, point.Actor),
        point.Target is { } target ? names.PartyOf(article, target) : null,
        point.Statement,
        point.Language ?? article.Article.Language);

    /// <summary>How good it is to show, the higher the better: key points, then the actor's own words, then quotes of a good length.</summary>
    public int Worth { get; } =
        (point.IsKey ? 4 : 0)
        + (point.Evidence.Voice is Voice.Actor or Voice.Author ? 2 : 0)
        + (WordBounds.Count(point.Evidence.Quote) is >= FewestWords and <= MostWords ? 1 : 0);
}
