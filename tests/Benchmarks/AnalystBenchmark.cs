using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;
using BenchmarkDotNet.Attributes;

namespace Benchmarks;

/// <summary>The extractive analyst over the corpus of each language that it reads.</summary>
[Config(typeof(TextConfig))]
public class AnalystBenchmark
{
    private readonly ExtractiveAnalyst _analyst = new();
    private Corpus _corpus = null!;

    /// <summary>The languages of the corpus that the analyst reads.</summary>
    public static IEnumerable<string> Languages => Corpus.Languages.Where(new ExtractiveAnalyst().Reads);

    [ParamsSource(nameof(Languages))]
    public string Language { get; set; } = "";

    [GlobalSetup]
    public void Read() => _corpus = Corpus.Read(Language);

    /// <summary>Analyses every article; how many points were found, so that nothing is optimised away.</summary>
    [Benchmark]
    public async Task<int> Analyse()
    {
        int points = 0;
        foreach (Article article in _corpus.Articles)
        {
            points += await AnalyseAsync(_analyst, article);
        }

        return points;
    }

    internal static async Task<int> AnalyseAsync(IArticleAnalyst analyst, Article article)
    {
        int points = 0;
        foreach (TextSection section in analyst.Divide(article))
        {
            points += (await analyst.AnalyseAsync(article, section, CancellationToken.None)).Points.Count;
        }

        return points;
    }
}
