using System.Text;
using System.Text.Json;
using ArticleDigest.Evaluation;

namespace ArticleDigest.Tests.Evaluation;

/// <summary>
/// One small article with labels, an analysis of it, and the figures that the reference scorer printed for them. They are
/// in the folder Cases, one file each.
/// </summary>
internal sealed record ScoredCase(string Name, double Threshold, string Form, string Article, JsonElement Gold, JsonElement Prediction, JsonElement Expected)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Evaluation", "Cases");

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public static ScoredCase Read(string name)
    {
        JsonElement file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json"))).RootElement;
        return new ScoredCase(
            name,
            file.GetProperty("threshold").GetDouble(),
            file.GetProperty("form").GetString()!,
            file.GetProperty("article").GetString()!,
            file.GetProperty("gold"),
            file.GetProperty("prediction"),
            file.GetProperty("expected"));
    }

    /// <summary>The figures that the scorer under test gives.</summary>
    public Figures Score()
    {
        LabelledArticle? labels = LabelFile.Read(Bytes(Gold), out IReadOnlyList<string> labelFaults);
        PredictedAnalysis? analysis = PredictionFile.Read(Bytes(Prediction), out IReadOnlyList<string> analysisFaults);
        Assert.Empty(labelFaults);
        Assert.Empty(analysisFaults);
        ArticleSource source = new(Article, ArticleSource.Endings.Single(e => e.Ending == "." + Form).Form);
        return new AnalysisScorer(Threshold).Score(labels!, analysis!, source);
    }

    public static byte[] Bytes(JsonElement json) => Encoding.UTF8.GetBytes(json.GetRawText());
}
