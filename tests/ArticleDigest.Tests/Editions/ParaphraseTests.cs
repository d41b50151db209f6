using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

/// <summary>
/// Holds the words that merging knows to pairs of statements, in the files <c>paraphrases-*.txt</c> of the folder Pairs: a line
/// is "language relation | statement | statement".
/// </summary>
public sealed class ParaphraseTests
{
    private static readonly string[] Languages = ["de", "en", "es", "fr", "pt"];
    private static readonly PositionComparer WithoutModel = new(StatementVectors.None);

    private static readonly IReadOnlyList<Pair> All =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Editions", "Pairs"), "paraphrases-*.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains('|', StringComparison.Ordinal) && !line.StartsWith('#'))
            .Select(Pair.Read)];

    public static TheoryData<string, string, string> Paraphrases => DataOf("same");

    public static TheoryData<string, string, string> LookAlikes => DataOf("other");

    [Theory]
    [MemberData(nameof(Paraphrases))]
    public void A_statement_in_other_words_is_the_same(string language, string one, string other) =>
        Assert.Equal(Likeness.Same, Compare(language, one, other));

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void A_statement_that_only_looks_alike_is_not_the_same(string language, string one, string other) =>
        Assert.NotEqual(Likeness.Same, Compare(language, one, other));

    [Fact]
    public void There_are_as_many_look_alikes_as_paraphrases_in_every_language() =>
        Assert.All(Languages, language => Assert.Equal(
            (8, 8, 16),
            (All.Count(pair => pair.Language == language && pair.Relation == "same"),
                All.Count(pair => pair.Language == language && pair.Relation == "other"),
                All.Count(pair => pair.Language == language))));

    private static TheoryData<string, string, string> DataOf(string relation) =>
        [.. All.Where(pair => pair.Relation == relation).Select(pair => (pair.Language, pair.One, pair.Other))];

    private static Likeness Compare(string language, string one, string other) =>
        WithoutModel.Compare(Proposal(language, one), Proposal(language, other));

    private static Position Proposal(string language, string statement) =>
        new(PointKind.Proposal, new Party("Norland", ["norland"]), null, statement, language);

    private sealed record Pair(string Language, string Relation, string One, string Other)
    {
        public static Pair Read(string line)
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            string[] head = parts[0].Split(' ');
            return new Pair(head[0], head[1], parts[1], parts[2]);
        }
    }
}
