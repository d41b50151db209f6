using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Analysis.Extractive;

public sealed class ExtractiveAnalystTests
{
    private const string News = """
        The port authority of Westhaven proposed a second ferry terminal on Tuesday, as its director hit out at the state railway for "years of neglect".

        "The railway should stop blocking the harbour line," director Mina Roth told reporters. "Its timetable is a farce."

        Residents' groups have called for the plans to be published. They also accused the authority of hiding the cost of the terminal, which one engineer put at 90 million crowns.

        The railway rejected the criticism. It did not propose a new timetable.
        """;

    private static readonly ExtractiveAnalyst Analyst = new();

    public static TheoryData<string> Languages => ["en", "fr", "de", "es", "pt"];

    public static TheoryData<string, string> LabelledNames =>
        new(Languages.SelectMany(language => LabelledTexts.In(language.Data).Select(text => (language.Data, text.Name))));

    public static TheoryData<string, int> Seeds => new(Languages.SelectMany(language => Enumerable.Range(1, 3).Select(seed => (language.Data, seed))));

    [Theory]
    [MemberData(nameof(LabelledNames))]
    public async Task Each_labelled_text_gives_its_proposals_and_criticisms_and_no_others(string language, string name)
    {
        (_, string title, string text, string[] expected) = LabelledTexts.In(language).Single(t => string.Equals(t.Name, name, StringComparison.Ordinal));

        IReadOnlyList<Point> points = await PointsOf(PlainArticle.Of(text, title, language));

        Assert.Equal(expected.Order(StringComparer.Ordinal), points.Where(p => !p.Kind.IsStance()).Select(Line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_points_of_a_news_article_name_actor_and_target()
    {
        IReadOnlyList<Point> points = await PointsOf(PlainArticle.Of(News, "Westhaven port proposes second ferry terminal"));

        string[] lines = [.. points.Select(Line)];
        Assert.Contains("proposal: the port authority of Westhaven: a second ferry terminal", lines, StringComparer.Ordinal);
        Assert.Contains("criticism: Mina Roth -> the railway: blocking the harbour line", lines, StringComparer.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("proposal: residents' groups:", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("criticism: residents' groups -> the authority: hiding the cost", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("new timetable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_carries_the_headline_and_the_lead_comes_first_and_is_key()
    {
        IReadOnlyList<Point> points = await PointsOf(PlainArticle.Of(News, "Westhaven port proposes second ferry terminal"));

        Assert.Equal("a second ferry terminal", points[0].Statement);
        Assert.True(points[0].IsKey);
        Assert.Equal(points.OrderByDescending(p => p.IsKey), points);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_point_passes_the_gate_with_a_verbatim_quote_of_at_most_35_words(string language)
    {
        string usual = UsualArticles.In(language);
        string ofLongSentences = usual.Replace(". ", ", ", StringComparison.Ordinal);
        IEnumerable<Article> articles = LabelledTexts.In(language).Select(t => PlainArticle.Of(t.Text, t.Title, language))
            .Append(PlainArticle.Of(usual, language: language))
            .Append(PlainArticle.Of(ofLongSentences, language: language));

        foreach (Article article in articles)
        {
            IReadOnlyList<Point> points = await PointsOf(article);

            Assert.Empty(EvidenceGate.Check(article, points).Withheld);
            Assert.All(points, p => Assert.Equal(article.Text.Substring(p.Evidence.Start, p.Evidence.Length), p.Evidence.Quote));
            Assert.All(points, p => Assert.InRange(p.Evidence.Quote.Split(' ').Length, 1, 35));
        }
    }

    [Fact]
    public async Task A_long_sentence_is_quoted_by_the_clause_that_proves_the_point()
    {
        const string Text = "After a debate of nine hours, in which every member of the council spoke at least once and some of them twice or even three times, "
            + "the mayor, who had arrived late because of the snow that had fallen since the morning, urged the county to reopen the pass, "
            + "while others went home to their valleys before the roads froze over again for the night.";

        IReadOnlyList<Point> points = await PointsOf(PlainArticle.Of(Text));

        Point point = Assert.Single(points);
        Assert.Contains("urged the county to reopen the pass", point.Evidence.Quote, StringComparison.Ordinal);
        Assert.InRange(point.Evidence.Quote.Split(' ').Length, 6, 35);
    }

    [Fact]
    public async Task The_evidence_tells_whose_words_it_is_in()
    {
        Article article = PlainArticle.Of("\"The board should publish its contracts,\" said nurse Dana Reed. The union condemned the cuts.");

        IReadOnlyList<Point> points = await PointsOf(article);

        Assert.Equal(Voice.Actor, points.Single(p => p.Kind == PointKind.Proposal).Evidence.Voice);
        Assert.Equal(Voice.Reported, points.Single(p => p.Kind == PointKind.Criticism).Evidence.Voice);
    }

    [Fact]
    public async Task The_byline_names_the_author_of_an_opinion()
    {
        Article article = PlainArticle.Of("We should plant a tree for every parking space.", "Opinion: Trees") with { Byline = "Lena Ortiz" };

        IReadOnlyList<Point> points = await PointsOf(article);

        Point point = Assert.Single(points);
        Assert.Equal(("Lena Ortiz", Voice.Author), (point.Actor, point.Evidence.Voice));
    }

    [Theory]
    [InlineData("Interview with Emma Lind on ferries", "Attorney Emma Lind, who runs for mayor, answered questions by reporter Paul Saturn.")]
    [InlineData("Photo: Ada Reef. Emma Lind on ferries", "Emma Lind leaves the harbour board after six years.")]
    public async Task Who_is_interviewed_answers_and_not_who_asks_or_took_the_picture(string title, string lead)
    {
        Article article = PlainArticle.Of($"{lead}\n\nWhy do you run?\n\nThe council is a disgrace.\n\nWhat would you change?\n\nThe ferry should run at night.\n\nDo you fear your rivals?\n\nLind has no rivals.", title);

        IReadOnlyList<Point> points = await PointsOf(article);

        Assert.Equal(["Emma Lind", "Emma Lind"], points.Select(p => p.Actor));
    }

    [Fact]
    public async Task Who_signs_a_letter_is_its_author_and_not_whom_it_is_to()
    {
        Article article = PlainArticle.Of("Dear Mr. Odell,\n\nThe mill should be sold. The council has ignored us.\n\nRespectfully, Dana Reed\n\nHarbour League", "Letter on the mill") with { Byline = "Paul Odell" };

        IReadOnlyList<Point> points = await PointsOf(article);

        Assert.Equal(["Dana Reed", "Dana Reed"], points.Select(p => p.Actor));
    }

    [Fact]
    public async Task The_same_thing_said_twice_by_the_same_actor_is_one_point()
    {
        Article article = PlainArticle.Of("Farmers called for a lower tax on diesel. Later the farmers again demanded a lower tax on diesel.");

        IReadOnlyList<Point> points = await PointsOf(article);

        Assert.Single(points);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_same_article_gives_the_same_points(string language)
    {
        Article article = PlainArticle.Of(UsualArticles.In(language), language: language);

        IReadOnlyList<Point> first = await PointsOf(article);
        IReadOnlyList<Point> second = await PointsOf(article, new ExtractiveAnalyst());

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_text_makes_it_throw(string language, int seed)
    {
        Random random = new(seed);
        string[] parts = HostileTexts.PartsOf(language);

        for (int round = 0; round < 200; round++)
        {
            StringBuilder text = new();
            for (int i = 0; i < 120; i++)
            {
                text.Append(parts[random.Next(parts.Length)]).Append(random.Next(5) == 0 ? "" : " ");
            }

            Article article = PlainArticle.Of(text.ToString(), "T", language);
            GatedPoints gated = EvidenceGate.Check(article, await PointsOf(article));

            Assert.All(gated.Passed, p => Assert.InRange(p.Evidence.Quote.Split(' ').Length, 1, 35));
            Assert.DoesNotContain(gated.Withheld, w => w.Reason.StartsWith("the quote", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\n\n\n")]
    [InlineData("?")]
    [InlineData("\"")]
    [InlineData("should")]
    public async Task A_text_of_almost_nothing_has_no_points(string text) => Assert.Empty(await PointsOf(PlainArticle.Of(text)));

    [Theory]
    [InlineData("en", "the minister, who said that the union and the board should stop \"the talks\", ")]
    [InlineData("fr", "le ministre, qui a dit que le syndicat et le conseil d'hier devaient cesser « les pourparlers », ")]
    [InlineData("de", "der Minister, der sagte, dass die Gewerkschaft und der Rat „die Gespräche“ ablehnen und beenden sollten, ")]
    [InlineData("es", "el ministro, que dijo que el sindicato y el consejo debían poner fin a «las conversaciones», ")]
    [InlineData("pt", "o ministro, que disse que o sindicato e o conselho deviam pôr fim às \"conversações\", ")]
    public async Task One_line_of_many_thousand_words_is_read_in_reasonable_time(string language, string clause)
    {
        string text = string.Concat(Enumerable.Repeat(clause, 20_000));
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));

        Article article = PlainArticle.Of(text, language: language);
        SectionAnalysis analysis = await Task.Run(() => Analyst.AnalyseAsync(article, Analyst.Divide(article)[0], limit.Token)).WaitAsync(limit.Token);

        Assert.Equal(SectionStatus.Analysed, analysis.Status);
        Assert.InRange(analysis.Points.Count, 0, ExtractiveAnalyst.MostPoints);
    }

    [Fact]
    public void An_article_is_one_section()
    {
        TextSection section = Assert.Single(Analyst.Divide(PlainArticle.Of(News)));

        Assert.Equal(new TextSection(0, News.Length), section);
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("fr", true)]
    [InlineData("de", true)]
    [InlineData("es", true)]
    [InlineData("pt", true)]
    [InlineData("it", false)]
    [InlineData("", false)]
    public void It_reads_the_languages_it_has_a_lexicon_for(string language, bool reads) => Assert.Equal(reads, Analyst.Reads(language));

    [Fact]
    public async Task A_language_it_does_not_read_is_an_outcome()
    {
        SectionAnalysis analysis = await Analyst.AnalyseAsync(PlainArticle.Of("Buongiorno.") with { Language = "it" }, new TextSection(0, 8), CancellationToken.None);

        Assert.Equal(SectionStatus.Failed, analysis.Status);
        Assert.Contains("'it'", analysis.Reason, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Point>> PointsOf(Article article, ExtractiveAnalyst? analyst = null)
    {
        IArticleAnalyst chosen = analyst ?? Analyst;
        SectionAnalysis analysis = await chosen.AnalyseAsync(article, chosen.Divide(article)[0], CancellationToken.None);
        return analysis.Points;
    }

    private static string Line(Point point) => point.Kind == PointKind.Proposal
        ? $"proposal: {point.Actor}: {point.Statement}"
        : $"criticism: {point.Actor} -> {point.Target}: {point.Statement}";
}
