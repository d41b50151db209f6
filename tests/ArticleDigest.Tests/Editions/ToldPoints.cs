using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

/// <summary>Articles with points, and what an edition makes of them.</summary>
internal static class ToldPoints
{
    public static Point Proposes(string actor, string what, string? quote = null) => PointOf(PointKind.Proposal, actor, null, what, quote ?? $"{actor} proposes {what}.");

    public static Point Criticises(string actor, string target, string what) =>
        PointOf(PointKind.Criticism, actor, target, what, $"{actor} criticises {target} {what}.");

    public static Point Supports(string actor, string what, string? whose = null) =>
        PointOf(PointKind.Support, actor, whose, what, $"{actor} supports {what}.");

    public static Point Opposes(string actor, string what, string? whose = null) =>
        PointOf(PointKind.Opposition, actor, whose, what, $"{actor} opposes {what}.");

    public static Point Withdraws(string actor, string what) => PointOf(PointKind.Withdrawal, actor, null, what, $"{actor} withdraws {what}.");

    /// <summary>An article that tells points, in this order, one sentence after the other.</summary>
    public static AnalysedArticle Article(string id, params Point[] points) => Article(id, [], points);

    /// <summary>The same with denials by the targets of criticisms, each with the number of the point it stands behind.</summary>
    public static AnalysedArticle Article(string id, (string Speaker, int Behind)[] denials, params Point[] points) =>
        Heard(id, [.. denials.Select(d => (d.Speaker, d.Behind, $"{d.Speaker} denied that."))], points);

    /// <summary>The same with what the targets of criticisms say.</summary>
    public static AnalysedArticle Heard(string id, (string Speaker, int Behind, string Says)[] sayings, params Point[] points)
    {
        int at = 0;
        List<Point> placed = [];
        foreach (Point point in points)
        {
            placed.Add(point with { Evidence = point.Evidence with { Start = at } });
            at += 400;
        }

        return new AnalysedArticle(
            new ArticleHead { Id = id, Title = $"Article {id}", Language = "en" },
            new ArticleAnalysis
            {
                ArticleId = id,
                Analyst = "test-1",
                Points = placed,
                Withheld = [],
                Sayings = [.. sayings.Select((s, index) => new Saying(s.Speaker, new Evidence(s.Says, (s.Behind * 400) + 200 + index, s.Says.Length, Voice.Reported)))],
            });
    }

    /// <summary>What an edition makes of articles.</summary>
    public static Edition EditionOf(DateOnly date, PastPositions past, params AnalysedArticle[] articles)
    {
        EditionMaterial material = new(
            [.. articles.Select(a => new Outcome { Id = $"outcome-{a.Article.Id}", Drop = $"{a.Article.Id}.txt", DropETag = "1", Status = OutcomeStatus.Analysed, ArticleId = a.Article.Id, Title = a.Article.Title })],
            articles.ToDictionary(a => a.Article.Id, StringComparer.Ordinal),
            Pending: 0);
        EditionOccasion occasion = new(
            new EditionRequest("daily", date), new ScheduleOptions(), new DateTimeOffset(date, new TimeOnly(7, 0), TimeSpan.Zero), null, new LetterNews([], []));
        return new EditionDraft(material).Make(occasion, past, StatementVectors.None);
    }

    public static Edition EditionOf(params AnalysedArticle[] articles) => EditionOf(new DateOnly(2026, 3, 1), PastPositions.None, articles);

    private static Point PointOf(PointKind kind, string actor, string? target, string statement, string quote) => new()
    {
        Kind = kind,
        Actor = actor,
        Target = target,
        Statement = statement,
        Evidence = new Evidence(quote, 0, quote.Length, Voice.Reported),
        IsKey = kind is PointKind.Proposal or PointKind.Criticism,
    };
}
