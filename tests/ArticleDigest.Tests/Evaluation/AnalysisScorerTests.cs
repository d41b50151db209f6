using ArticleDigest.Evaluation;

namespace ArticleDigest.Tests.Evaluation;

public class AnalysisScorerTests
{
    public static TheoryData<string> Cases => [.. ScoredCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_figures_are_those_of_the_reference_scorer(string name)
    {
        ScoredCase scored = ScoredCase.Read(name);

        Assert.Equal(NamedFigures.Of(scored.Expected), NamedFigures.Of(scored.Score()));
    }

    [Fact]
    public void Stances_do_not_count()
    {
        ArticleDigest.Analysis.Point support = new()
        {
            Kind = ArticleDigest.Analysis.PointKind.Support,
            Actor = "the unions",
            Statement = "the toll",
            Evidence = new ArticleDigest.Analysis.Evidence("The unions back the toll.", 0, 25, ArticleDigest.Analysis.Voice.Reported),
        };

        Assert.Empty(PredictedAnalysis.Of(null, [support]).Points);
        Assert.Single(PredictedAnalysis.Of(null, [support with { Kind = ArticleDigest.Analysis.PointKind.Proposal }]).Points);
    }

    [Fact]
    public void Counts_of_articles_add_up_before_they_are_divided()
    {
        Figures[] articles = [ScoredCase.Read("duplicates").Score(), ScoredCase.Read("nothing-found").Score(), ScoredCase.Read("distractors").Score()];

        Figures sum = Figures.Sum(articles);

        Assert.Equal((6, 8, 5, 3), (sum.Proposals.Labelled, sum.Proposals.Predicted, sum.Proposals.Right, sum.Proposals.Found));
        Assert.Equal(5.0 / 8, sum.Proposals.Precision);
        Assert.Equal(3.0 / 6, sum.Proposals.Recall);
        Assert.Equal((6, 7, 3, 1), (sum.Criticisms.Labelled, sum.Criticisms.Predicted, sum.Criticisms.Right, sum.Criticisms.Found));
        Assert.Equal((3, 15, 15), (sum.Texts.Articles, sum.Texts.Quotes, sum.Texts.Grounded));
        Assert.Equal(4.0 / 4, sum.Actors);
    }

    [Fact]
    public void Of_no_articles_there_is_nothing_to_divide()
    {
        Figures none = Figures.Sum([]);

        Assert.Null(none.Actors);
        Assert.Null(none.Proposals.F1);
        Assert.Null(none.Texts.LanguageAccuracy);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_threshold_is_over_nought_and_at_most_one(double threshold) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnalysisScorer(threshold));

    [Fact]
    public void Labels_that_do_not_stand_in_their_article_are_told()
    {
        ScoredCase scored = ScoredCase.Read("evidence-also");
        LabelledArticle labels = LabelFile.Read(ScoredCase.Bytes(scored.Gold), out _)!;

        IEnumerable<string> misplaced = AnalysisScorer.Misplaced(labels, new ArticleSource(scored.Article, SourceForm.Text));

        Assert.Equal(["no such words at all"], misplaced);
    }

    [Fact]
    public void An_article_that_was_refused_is_an_analysis_without_points()
    {
        PredictedAnalysis refused = PredictedAnalysis.Of(null, []);

        Assert.Equal(("", "", "", 0), (refused.Title, refused.Language, refused.Text, refused.Points.Count));
    }
}
