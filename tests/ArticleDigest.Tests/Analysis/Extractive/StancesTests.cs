using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Analysis.Extractive;

/// <summary>Who supports, opposes and withdraws what: the sentences of <c>tests/Labelled/stances</c>.</summary>
public sealed class StancesTests
{
    private static readonly ExtractiveAnalyst Analyst = new();

    public static TheoryData<string> Languages => ["en", "fr", "de", "es", "pt"];

    public static TheoryData<string, string> Constructions =>
        new(Languages.SelectMany(language => Read(language.Data).Select(sentence => (sentence.Language, sentence.Text))));

    /// <summary>Precision and recall of the sets, a little under what was measured.</summary>
    public static TheoryData<string, double, double> Floors => new()
    {
        { "tuned", 0.97, 0.92 },
        { "kept-back", 0.92, 0.92 },
    };

    [Theory]
    [MemberData(nameof(Constructions))]
    public async Task Each_construction_gives_its_stance_and_each_look_alike_none(string language, string text)
    {
        Sentence sentence = Read(language).Single(s => string.Equals(s.Text, text, StringComparison.Ordinal));

        Assert.Equal(sentence.Stances, await StancesIn(sentence));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_language_has_eight_constructions_of_each_kind_and_as_many_look_alikes(string language)
    {
        Sentence[] sentences = [.. Read(language)];

        Assert.All(
            ["support", "opposition", "withdrawal"],
            kind => Assert.InRange(sentences.Count(s => s.Stances.Any(t => t.StartsWith(kind, StringComparison.Ordinal))), 8, 20));
        Assert.InRange(sentences.Count(s => s.Stances.Count == 0), 24, 60);
    }

    [Theory]
    [MemberData(nameof(Floors))]
    public async Task Each_set_keeps_its_precision_and_recall(string set, double precision, double recall)
    {
        int right = 0;
        int given = 0;
        int wanted = 0;
        foreach (Sentence sentence in Read(set))
        {
            string[] stances = await StancesIn(sentence);
            right += stances.Intersect(sentence.Stances, StringComparer.Ordinal).Count();
            given += stances.Length;
            wanted += sentence.Stances.Count;
        }

        Assert.InRange((double)right / given, precision, 1);
        Assert.InRange((double)right / wanted, recall, 1);
    }

    [Theory]
    [InlineData("en", "The ministry withdrew its proposal for a second tunnel.")]
    [InlineData("en", "The ministry dropped its demand for a second tunnel.")]
    [InlineData("en", "The ministry's proposal for a second tunnel was withdrawn.")]
    [InlineData("en", "The ministry backed away from its call for a second tunnel.")]
    [InlineData("en", "The ministry no longer calls for a second tunnel.")]
    [InlineData("en", "The ministry has never proposed a second tunnel.")]
    [InlineData("fr", "Le ministère a retiré sa demande d'un second tunnel.")]
    [InlineData("de", "Das Ministerium zog seine Forderung nach einem zweiten Tunnel zurück.")]
    [InlineData("es", "El ministerio retiró su propuesta de un segundo túnel.")]
    [InlineData("pt", "O ministério desistiu da sua proposta de uma nova ponte.")]
    public async Task What_is_given_up_or_was_never_proposed_is_no_proposal(string language, string text) =>
        Assert.DoesNotContain(await PointsIn(PlainArticle.Of(text, language: language)), p => p.Kind == PointKind.Proposal);

    [Theory]
    [InlineData("The ministry backed its call for a second tunnel.")]
    [InlineData("The ministry repeated its call for a second tunnel.")]
    [InlineData("The ministry did not withdraw its call for a second tunnel.")]
    public async Task What_is_not_given_up_stays_a_proposal(string text) =>
        Assert.DoesNotContain(await PointsIn(PlainArticle.Of(text)), p => p.Kind == PointKind.Withdrawal);

    [Fact]
    public async Task An_opposition_that_says_what_is_wrong_is_a_criticism_only()
    {
        IReadOnlyList<Point> points = await PointsIn(PlainArticle.Of("The union rejected the plan as a farce. The traders rejected the plan."));

        Assert.Equal(["the union", "the traders"], points.Where(p => p.Kind == PointKind.Criticism).Select(p => p.Actor));
        Assert.Equal(["the traders"], points.Where(p => p.Kind == PointKind.Opposition).Select(p => p.Actor));
    }

    [Fact]
    public async Task Stances_are_never_key_stand_behind_all_others_and_are_few()
    {
        string[] parties = [.. Enumerable.Range(0, 40).Select(i => $"The {(char)('A' + (i % 26))}{(char)('a' + (i / 2))}land council supports the city's plan.")];
        string text = string.Join(' ', parties) + " The city proposed a second ferry terminal.";

        IReadOnlyList<Point> points = await PointsIn(PlainArticle.Of(text));

        Assert.Equal(PointKind.Proposal, points[0].Kind);
        Assert.Equal(ExtractiveAnalyst.MostStances, points.Count(p => p.Kind == PointKind.Support));
        Assert.Equal(points.OrderBy(p => p.Kind.IsStance()), points);
        Assert.DoesNotContain(points, p => p.Kind.IsStance() && p.IsKey);
    }

    [Fact]
    public async Task The_same_stance_told_twice_is_one()
    {
        IReadOnlyList<Point> points = await PointsIn(PlainArticle.Of("The union supports the city's plan for a toll. On Friday the union backed the city's plan for a toll again."));

        Assert.Single(points, p => p.Kind == PointKind.Support);
    }

    [Fact]
    public async Task A_thing_is_supported_if_the_article_told_that_it_was_proposed()
    {
        Assert.DoesNotContain(await PointsIn(PlainArticle.Of("The unions support the terminal.")), p => p.Kind.IsStance());
        Assert.Contains(await PointsIn(PlainArticle.Of("The port proposed a second ferry terminal. The unions support the terminal.")), p => p.Kind == PointKind.Support);
    }

    private static IEnumerable<Sentence> Read(string set)
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Labelled", "stances", $"{set}.txt")))
        {
            string[] parts = line.Split(" | ");
            if (parts.Length == 3 && !line.StartsWith('#'))
            {
                yield return new Sentence(parts[0], parts[1].Trim(), parts[2].Trim() is "-" ? [] : parts[2].Trim().Split(" ; "));
            }
        }
    }

    private static async Task<string[]> StancesIn(Sentence sentence)
    {
        Article article = PlainArticle.Of(sentence.Text, language: sentence.Language);
        return [.. EvidenceGate.Check(article, await PointsIn(article)).Passed.Where(p => p.Kind.IsStance()).Select(Line)];
    }

    private static async Task<IReadOnlyList<Point>> PointsIn(Article article) =>
        (await Analyst.AnalyseAsync(article, Analyst.Divide(article)[0], TestContext.Current.CancellationToken)).Points;

    private static string Line(Point point) =>
        $"{(point.Kind == PointKind.Support ? "support" : point.Kind == PointKind.Opposition ? "opposition" : "withdrawal")}: {point.Actor}{(point.Target is { } target ? $" -> {target}" : "")}: {point.Statement}";

    private sealed record Sentence(string Language, string Text, IReadOnlyList<string> Stances);
}
