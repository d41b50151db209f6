using ArticleDigest.Analysis.Parties;
using ArticleDigest.Articles;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Tests.Editions;

/// <summary>Holds the data file of words that say the same to its own rules: what breaks one would be passed over in silence.</summary>
public sealed class VocabularyTests
{
    private const int LongestExpression = 4;

    private static readonly string[] Languages = ["de", "en", "es", "fr", "pt"];

    private static readonly IReadOnlyList<Line> Lines = [.. WordLists.Open("concepts", "Editions").Lines("concepts").Select(Line.Read)];

    [Fact]
    public void No_word_stands_for_two_concepts_in_one_language()
    {
        IEnumerable<string> clashes = Lines
            .SelectMany(line => line.Words.Select(word => (line.Concept, Word: $"{word.Language} {word.Folded}")).Distinct())
            .GroupBy(word => word.Word, word => word.Concept, StringComparer.Ordinal)
            .Where(concepts => concepts.Skip(1).Any())
            .Select(concepts => $"{concepts.Key}: {string.Join(", ", concepts)}");

        Assert.Empty(clashes);
    }

    [Fact]
    public void Every_concept_has_one_line_and_one_list_of_words_in_a_language()
    {
        Assert.Empty(Lines.GroupBy(line => line.Concept, StringComparer.Ordinal).Where(lines => lines.Skip(1).Any()).Select(lines => lines.Key));
        Assert.All(Lines, line => Assert.Equal(line.Languages.Distinct(StringComparer.Ordinal), line.Languages));
        Assert.All(Lines, line => Assert.Subset(Languages.ToHashSet(StringComparer.Ordinal), line.Languages.ToHashSet(StringComparer.Ordinal)));
        Assert.All(Lines, line => Assert.NotEmpty(line.Words));
    }

    [Fact]
    public void Every_mark_is_one_that_comparing_knows()
    {
        HashSet<string> known = [.. Enum.GetValues<ConceptMarks>().Where(mark => mark != ConceptMarks.None).Select(mark => mark.ToString().ToLowerInvariant())];

        Assert.All(Lines, line => Assert.Subset(known, line.Marks.ToHashSet(StringComparer.Ordinal)));
    }

    [Fact]
    public void No_expression_has_more_words_than_are_looked_up() =>
        Assert.Empty(Lines
            .SelectMany(line => line.Words)
            .Where(word => SpelledWord.Divide(word.Spelling).Count is 0 or > LongestExpression)
            .Select(word => $"{word.Language} {word.Spelling}"));

    [Fact]
    public void A_word_in_the_data_stands_for_the_concept_of_its_line() =>
        Assert.Empty(Lines
            .SelectMany(line => line.Words.Select(word => (line.Concept, Word: word)))
            .Select(listed => (listed.Concept, listed.Word, Found: Found(listed.Word)))
            .Where(listed => listed.Found != listed.Concept)
            .Select(listed => $"{listed.Word.Language} {listed.Word.Spelling}: {listed.Concept}, found {listed.Found}"));

    [Theory]
    [InlineData("de", "waren", "vague")]
    [InlineData("de", "wären", "vague")]
    [InlineData("de", "Waren", "product")]
    [InlineData("pt", "país", "country")]
    [InlineData("pt", "pais", "parent")]
    [InlineData("fr", "sûre", "safe")]
    [InlineData("fr", "sur", null)]
    public void Capitals_and_accents_tell_words_apart_that_are_written_alike_but_for_them(string language, string word, string? concept) =>
        Assert.Equal(concept, Vocabulary.Of(language).ConceptOf(SpelledWord.Divide(word)[0])?.Name);

    private static string? Found(ListedWord word)
    {
        Vocabulary vocabulary = Vocabulary.Of(word.Language);
        List<SpelledWord> spelled = SpelledWord.Divide(word.Spelling);
        int behind = vocabulary.Expression(spelled, 0, out Concept? concept);
        return behind == SpelledWord.Divide(word.Spelling.Split('+')[0]).Count ? concept!.Name : vocabulary.Listed(word.Folded)?.Name;
    }

    private sealed record ListedWord(string Language, string Spelling)
    {
        public string Folded { get; } = string.Join(' ', SpelledWord.Divide(Spelling).Select(part => part.Folded));
    }

    private sealed record Line(string Concept, IReadOnlyList<string> Marks, IReadOnlyList<string> Languages, IReadOnlyList<ListedWord> Words)
    {
        public static Line Read(string line)
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            string[] head = parts[0].Split(' ');
            string[][] lists = [.. parts[1..].Select(part => part.Split(' '))];
            return new Line(
                head[0],
                head[1..],
                [.. lists.Select(list => list[0])],
                [.. lists.SelectMany(list => list[1..].Select(word => new ListedWord(list[0], word.Replace('_', ' '))))]);
        }
    }
}
