using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class EntryMergerTests
{
    [Theory]
    [InlineData(true, "fr")]
    [InlineData(false, "en")]
    public void An_entry_told_in_several_languages_has_that_of_its_statement(bool isFrenchKey, string language)
    {
        EditionMaterial material = MaterialOf(
            Told("a", "en", "transparent regional dialogue platform", isKey: !isFrenchKey),
            Told("b", "fr", "transparent regional dialogue plateforme", isKey: isFrenchKey));

        EditionEntry entry = Assert.Single(EntryMerger.Merge(material));

        Assert.Equal(2, entry.Sources.Count);
        Assert.Equal(language, entry.Language);
        Assert.Equal(entry.Statement, material.Articles[entry.Sources[0].ArticleId].Analysis.Points[0].Statement);
        Assert.Equal(language, material.Articles[entry.Sources[0].ArticleId].Article.Language);
    }

    private static AnalysedArticle Told(string id, string language, string statement, bool isKey)
    {
        string text = $"Norland: {statement}.";
        Point point = new()
        {
            Kind = PointKind.Proposal,
            Actor = "Norland",
            Statement = statement,
            Evidence = new Evidence(text, 0, text.Length, Voice.Reported),
            IsKey = isKey,
        };
        return new AnalysedArticle(
            new Article { Id = id, Title = id, Language = language, Text = text },
            new ArticleAnalysis { ArticleId = id, Analyst = "test-1", Points = [point], Withheld = [] });
    }

    private static EditionMaterial MaterialOf(params AnalysedArticle[] articles) => new(
        [],
        articles.ToDictionary(a => a.Article.Id, StringComparer.Ordinal),
        Pending: 0);
}
