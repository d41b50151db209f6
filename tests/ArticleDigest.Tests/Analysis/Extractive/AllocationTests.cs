using System.Text;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Analysis.Extractive;

/// <summary>
/// The article is one of eight hundred words: a much shorter one, full of points, costs more of its text, because each
/// point and each article cost something by themselves. What is counted is what the thread allocates,
/// so that other tests do not disturb it.
/// </summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("es")]
    public void A_usual_article_is_analysed_in_four_times_its_text(string language)
    {
        ExtractiveAnalyst analyst = new();
        string twice = $"{UsualArticles.In(language)}\n\n{UsualArticles.In(language)}";
        Article article = PlainArticle.Of(twice, language: language);
        int text = Encoding.Unicode.GetByteCount(article.Text);
        Allocated(analyst, article);

        long[] runs = [.. Enumerable.Range(0, 9).Select(_ => Allocated(analyst, article)).Order()];

        Assert.InRange((double)runs[runs.Length / 2] / text, 0.1, 4);
    }

    private static long Allocated(ExtractiveAnalyst analyst, Article article)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = analyst.AnalyseAsync(article, analyst.Divide(article)[0], CancellationToken.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
