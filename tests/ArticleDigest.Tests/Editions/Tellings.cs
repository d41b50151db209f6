using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

/// <summary>Analysed articles as merging takes them, made of what their points say.</summary>
internal static class Tellings
{
    /// <summary>An article with some points.</summary>
    public static AnalysedArticle Article(string id, string language, Point[] points, params Alias[] aliases) => new(
        new ArticleHead { Id = id, Title = id, Language = language },
        new ArticleAnalysis { ArticleId = id, Analyst = "test-1", Points = points, Withheld = [], Aliases = aliases });

    /// <summary>A proposal.</summary>
    public static Point Proposal(string actor, string statement, string quote = "They said so.", bool isKey = false, Voice voice = Voice.Reported) => new()
    {
        Kind = PointKind.Proposal,
        Actor = actor,
        Statement = statement,
        Evidence = new Evidence(quote, 0, quote.Length, voice),
        IsKey = isKey,
    };

    /// <summary>A criticism.</summary>
    public static Point Criticism(string actor, string target, string statement) =>
        Proposal(actor, statement) with { Kind = PointKind.Criticism, Target = target };

    /// <summary>The positions of two articles' first points.</summary>
    public static (Position One, Position Other) Positions(AnalysedArticle one, AnalysedArticle other)
    {
        PartyNames names = PartyNames.Of([one, other]);
        return (Position(one, names), Position(other, names));
    }

    private static Position Position(AnalysedArticle article, PartyNames names)
    {
        Point point = article.Analysis.Points[0];
        Party? target = point.Target is { } name ? names.PartyOf(article, name) : null;
        return new Position(point.Kind, names.PartyOf(article, point.Actor), target, point.Statement, article.Article.Language);
    }
}
