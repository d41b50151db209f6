using ArticleDigest.Editions;
using ArticleDigest.Tests.Editions.Pairs;

namespace ArticleDigest.Tests.Editions;

/// <summary>Holds the merging of sources, without a model, to the labelled pairs of the folder Pairs.</summary>
public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    private const string Open = "open";
    private const string Sealed = "sealed";
    private const string One = "-one";
    private const string Other = "-other";

    private static readonly string[] Languages = ["de", "en", "es", "fr", "pt"];

    private static readonly Lazy<IReadOnlyDictionary<string, JudgedPair[]>> All = new(() =>
        ((string[])[Open, Sealed]).ToDictionary(half => half, Judge, StringComparer.Ordinal));

    public static TheoryData<string> Halves => [Open, Sealed];

    [Fact]
    public void What_is_merged_is_the_same_and_most_of_the_same_is_merged_in_the_open_half()
    {
        JudgedPair[] judged = All.Value[Open];
        PairFigures same = PairFigures.Of(judged, Likeness.Same);

        output.WriteLine(PairFigures.Table(judged));
        output.WriteLine(string.Join('\n', judged
            .Where(j => j.Found != j.Pair.Relation)
            .Select(j => $"{j.Pair.Id}: {j.Pair.Relation}, found {j.Found}")));

        Assert.InRange(same.Precision, 0.95, 1);
        Assert.InRange(same.Recall, 0.6, 1);
    }

    /// <summary>
    /// Tells figures only: whoever reads which pairs are wrong and mends for them has no measure left. The goals are those of
    /// the open half. That of precision holds here too; a recall of .6 is not reached without a model, because free paraphrases
    /// share too few words, and the floor keeps what is reached.
    /// </summary>
    [Fact]
    public void What_is_merged_is_nearly_always_the_same_in_the_sealed_half_and_it_finds_no_less_than_it_did()
    {
        JudgedPair[] judged = All.Value[Sealed];
        PairFigures same = PairFigures.Of(judged, Likeness.Same);

        output.WriteLine(PairFigures.Table(judged));

        Assert.InRange(same.Precision, 0.95, 1);
        Assert.InRange(same.Recall, 0.25, 1);
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void What_is_the_same_is_found_among_all_the_others(string half)
    {
        LabelledPair[] same = [.. All.Value[half].Where(j => j.Found == Likeness.Same).Select(j => j.Pair)];
        AnalysedArticle[] articles = [.. LabelledPair.Read(half).SelectMany(pair => (AnalysedArticle[])[pair.One.Analysed(pair.Id + One), pair.Other.Analysed(pair.Id + Other)])];

        IReadOnlyList<EditionEntry> entries = new EntryMerger(PartyNames.Of(articles), new PositionComparer(StatementVectors.None)).Merge(articles);

        Assert.All(same, pair => Assert.Contains(entries, entry =>
            entry.Sources.Any(source => source.ArticleId == pair.Id + One) && entry.Sources.Any(source => source.ArticleId == pair.Id + Other)));
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void Rivals_are_never_merged(string half) =>
        Assert.Equal(0, All.Value[half].Count(j => j.Pair.Relation == Likeness.Rival && j.Found == Likeness.Same));

    [Theory]
    [MemberData(nameof(Halves))]
    public void Two_positions_relate_alike_from_either_side(string half) =>
        Assert.Equal(0, All.Value[half].Count(j => j.Found != j.Pair.FoundBackwards()));

    [Theory]
    [MemberData(nameof(Halves))]
    public void Each_half_has_pairs_of_every_relation_in_every_language_and_across(string half)
    {
        IReadOnlyList<LabelledPair> pairs = LabelledPair.Read(half);

        Assert.InRange(pairs.Count, 70, int.MaxValue);
        Assert.InRange(pairs.Count(p => p.Language == "across"), 6, int.MaxValue);
        Assert.All(Languages, language => Assert.InRange(pairs.Count(p => p.Language == language), 12, int.MaxValue));
        Assert.All(
            Languages.Append("across"),
            language => Assert.Equal(3, pairs.Where(p => p.Language == language).Select(p => p.Relation).Distinct().Count()));
        Assert.Equal(pairs.Count, pairs.Select(p => p.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void Every_quote_stands_in_its_article_and_every_name_in_its_text_title_or_byline(string half)
    {
        IReadOnlyList<LabelledSide> sides = [.. LabelledPair.Read(half).SelectMany(p => p.Sides)];

        Assert.All(sides, side => Assert.Contains(side.Point.Quote, side.Article.Text, StringComparison.Ordinal));
        Assert.All(sides, side => Assert.Contains(side.Point.Actor, Told(side), StringComparison.OrdinalIgnoreCase));
        Assert.All(sides, side => Assert.Contains(side.Point.Target ?? "", Told(side), StringComparison.OrdinalIgnoreCase));
        Assert.All(sides, side => Assert.False(side.Point.Statement.EndsWith('.')));
    }

    [Fact]
    public void The_halves_share_neither_names_nor_texts()
    {
        LabelledSide[] open = [.. LabelledPair.Read(Open).SelectMany(p => p.Sides)];
        LabelledSide[] sealedSides = [.. LabelledPair.Read(Sealed).SelectMany(p => p.Sides)];

        Assert.Empty(Names(open).Intersect(Names(sealedSides), StringComparer.OrdinalIgnoreCase));
        Assert.Empty(open.Select(s => s.Article.Title).Intersect(sealedSides.Select(s => s.Article.Title), StringComparer.Ordinal));
        Assert.Empty(open.Select(s => s.Article.Text).Intersect(sealedSides.Select(s => s.Article.Text), StringComparer.Ordinal));
    }

    private static JudgedPair[] Judge(string half) => [.. LabelledPair.Read(half).Select(p => new JudgedPair(p, p.Found()))];

    private static string Told(LabelledSide side) => $"{side.Article.Text}\n{side.Article.Title}\n{side.Article.Byline}";

    private static IEnumerable<string> Names(IEnumerable<LabelledSide> sides) => sides.SelectMany(s => (string[])[s.Point.Actor, s.Point.Target ?? s.Point.Actor]);
}
