using System.Text.Json;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;
using ArticleDigest.Evaluation;

namespace ArticleDigest.Tests.Analysis.Extractive;

/// <summary>Holds the analyst to what it finds in the labelled articles of <c>tests/Labelled</c>.</summary>
public sealed class LabelledSetTests
{
    private static readonly Lazy<IReadOnlyList<Judged>> All = new(() => [.. Read("open"), .. Read("sealed")]);

    /// <summary>F1 of both kinds of point together, a little under what was measured.</summary>
    public static TheoryData<string, string, double> Floors => new()
    {
        { "open", "en", 0.44 },
        { "open", "fr", 0.48 },
        { "open", "de", 0.45 },
        { "open", "es", 0.56 },
        { "open", "pt", 0.42 },
        { "sealed", "en", 0.27 },
        { "sealed", "fr", 0.38 },
        { "sealed", "de", 0.35 },
        { "sealed", "es", 0.16 },
        { "sealed", "pt", 0.45 },
    };

    /// <summary>The same for each kind of article, both halves together.</summary>
    public static TheoryData<string, double> KindFloors => new()
    {
        { "interview", 0.46 },
        { "letter-or-statement", 0.36 },
        { "minutes", 0.58 },
        { "negation-and-hypothesis", 0.33 },
        { "news-direct-speech", 0.48 },
        { "news-reported-speech", 0.56 },
        { "nominal", 0.34 },
        { "opinion", 0.32 },
        { "passive-and-reduced", 0.20 },
        { "references", 0.35 },
        { "report-with-recommendations", 0.40 },
        { "speech", 0.22 },
        { "technical-proposal", 0.40 },
    };

    [Theory]
    [MemberData(nameof(Floors))]
    public void Each_language_keeps_its_floor_in_each_half(string half, string language, double floor)
    {
        Figures figures = Figures.Sum(All.Value.Where(j => j.Half == half && j.Language == language).Select(j => j.Figures));

        Assert.InRange(F1(figures), floor, 1);
    }

    [Theory]
    [MemberData(nameof(KindFloors))]
    public void Each_kind_of_article_keeps_its_floor(string kind, double floor)
    {
        Figures figures = Figures.Sum(All.Value.Where(j => j.Kind == kind).Select(j => j.Figures));

        Assert.InRange(F1(figures), floor, 1);
    }

    [Fact]
    public void Articles_that_propose_and_criticise_nothing_give_next_to_no_points()
    {
        Judged[] empty = [.. All.Value.Where(j => j.Kind == "none")];

        Assert.Equal(6, empty.Length);
        Assert.InRange(empty.Sum(j => j.Figures.Proposals.Predicted + j.Figures.Criticisms.Predicted), 0, 2);
    }

    [Fact]
    public void Every_quote_stands_in_its_article_and_is_short()
    {
        TextFigures texts = Figures.Sum(All.Value.Select(j => j.Figures)).Texts;

        Assert.Equal(texts.Quotes, texts.Grounded);
        Assert.InRange(texts.WordsPerQuote ?? 0, 1, 35);
    }

    [Fact]
    public void Each_half_has_six_articles_and_more_of_each_language() =>
        Assert.All(All.Value.GroupBy(j => (j.Half, j.Language)), g => Assert.InRange(g.Count(), 6, 8));

    // Precision over all predictions, recall of the key points, both kinds together.
    private static double F1(Figures figures)
    {
        PointFigures both = figures.Proposals + figures.Criticisms;
        return both.F1 ?? 0;
    }

    private static IEnumerable<Judged> Read(string half)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Labelled", half);
        ArticleReader reader = new(new ArticlesOptions());
        IArticleAnalyst analyst = new ExtractiveAnalyst();
        AnalysisScorer scorer = new();
        foreach (string file in Directory.GetFiles(Path.Combine(folder, "gold")).Order(StringComparer.Ordinal))
        {
            byte[] json = File.ReadAllBytes(file);
            LabelledArticle labels = LabelFile.Read(json, out IReadOnlyList<string> faults) ?? throw new InvalidDataException($"{file}: {string.Join("; ", faults)}");
            (string path, SourceForm form) = ArticleSource.Endings
                .Select(e => (Path.Combine(folder, "articles", Path.GetFileNameWithoutExtension(file) + e.Ending), e.Form))
                .First(p => File.Exists(p.Item1));
            Article article = ((Reading.Read)reader.Read(Path.GetFileName(path), File.ReadAllBytes(path))).Article;
            SectionAnalysis analysis = analyst.AnalyseAsync(article, analyst.Divide(article)[0], CancellationToken.None).GetAwaiter().GetResult();
            IReadOnlyList<Point> points = EvidenceGate.Check(article, analysis.Points).Passed;
            using JsonDocument document = JsonDocument.Parse(json);
            yield return new Judged(half, labels.Language, document.RootElement.GetProperty("kind").GetString()!,
                scorer.Score(labels, PredictedAnalysis.Of(article, points), new ArticleSource(File.ReadAllText(path), form)));
        }
    }

    private sealed record Judged(string Half, string Language, string Kind, Figures Figures);
}
