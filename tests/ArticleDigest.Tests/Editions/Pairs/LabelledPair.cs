using System.Text.Json;
using System.Text.Json.Serialization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions.Pairs;

/// <summary>Two points of two articles, and how people say they relate. They are in this folder, one file each half.</summary>
internal sealed record LabelledPair(string Id, Likeness Relation, LabelledSide One, LabelledSide Other)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The language of both sides, or "across" where they differ.</summary>
    [JsonIgnore]
    public string Language => One.Article.Language == Other.Article.Language ? One.Article.Language : "across";

    /// <summary>Both sides.</summary>
    [JsonIgnore]
    public IReadOnlyList<LabelledSide> Sides => [One, Other];

    /// <summary>The pairs of a half.</summary>
    public static IReadOnlyList<LabelledPair> Read(string half)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Editions", "Pairs", half + ".json"));
        return JsonSerializer.Deserialize<LabelledPairs>(bytes, Form)!.Pairs;
    }

    /// <summary>How the comparer says they relate, without vectors, in an edition of these two articles.</summary>
    public Likeness Found() => Compare(first: 0, second: 1);

    /// <summary>The same, asked the other way round.</summary>
    public Likeness FoundBackwards() => Compare(first: 1, second: 0);

    private Likeness Compare(int first, int second)
    {
        AnalysedArticle[] articles = [One.Analysed(Id + "-one"), Other.Analysed(Id + "-other")];
        PartyNames names = PartyNames.Of(articles);
        Position[] positions = [.. articles.Select(article => PositionIn(article, names))];
        return new PositionComparer(StatementVectors.None).Compare(positions[first], positions[second]);
    }

    private static Position PositionIn(AnalysedArticle article, PartyNames names)
    {
        Point point = article.Analysis.Points[0];
        return new Position(
            point.Kind,
            names.PartyOf(article, point.Actor),
            point.Target is { } target ? names.PartyOf(article, target) : null,
            point.Statement,
            article.Article.Language);
    }

    private sealed record LabelledPairs(IReadOnlyList<LabelledPair> Pairs);
}

/// <summary>An article and one point of it.</summary>
internal sealed record LabelledSide(SideArticle Article, SidePoint Point)
{
    /// <summary>The article as an edition gets it, with the aliases that its text gives.</summary>
    public AnalysedArticle Analysed(string id)
    {
        Article article = new()
        {
            Id = id,
            Title = Article.Title,
            Byline = Article.Byline,
            Source = Article.Source,
            Language = Article.Language,
            Text = Article.Text,
        };
        Point point = new()
        {
            Kind = Point.Kind,
            Actor = Point.Actor,
            Target = Point.Target,
            Statement = Point.Statement,
            Evidence = new Evidence(
                Point.Quote, Article.Text.IndexOf(Point.Quote, StringComparison.Ordinal), Point.Quote.Length, Voice.Reported),
            IsKey = true,
        };
        ArticleHead head = ArticleHead.Of(article);
        return new AnalysedArticle(head, new ArticleAnalysis
        {
            ArticleId = id,
            Head = head,
            Aliases = PartyAliases.Of(article, [point]),
            Analyst = "people-1",
            Points = [point],
            Withheld = [],
        });
    }
}

/// <summary>A short article.</summary>
internal sealed record SideArticle(string Title, string Language, string Text, string? Byline = null, string? Source = null);

/// <summary>What somebody proposes or criticises in an article.</summary>
internal sealed record SidePoint(PointKind Kind, string Actor, string Statement, string Quote, string? Target = null);
