using System.Globalization;

namespace ArticleDigest.Editions.Merging;

/// <summary>
/// What a position is looked up by: the words of its statement and, where a model knows it, the neighbourhoods of its meaning,
/// so that only positions that share some are compared.
/// </summary>
internal static class PositionKeys
{
    private const int MostWords = 12;
    private const int MostFigures = 3;
    private const int MostNames = 3;
    private const int MostMinistries = 2;
    private const int FewWords = 3;
    private const int FewWordsOfParty = 6;
    private const int Beginning = 4;
    private const string NoWords = "";

    /// <summary>How many of a statement's words and neighbourhoods another one must have to be compared with it: of more than a few, two.</summary>
    public static int Fewest(StatementWords words) => words.Terms.Count > FewWords ? 2 : 1;

    /// <summary>The same among the positions of one party, which are fewer: there words that only begin alike may be one.</summary>
    public static int FewestOfParty(StatementWords words) => words.Terms.Count > FewWordsOfParty ? 2 : 1;

    /// <summary>The words of a statement, each once, and its neighbourhoods; one key of its own if it has no word.</summary>
    public static IReadOnlyList<ulong> OfWords(StatementWords words, IReadOnlyList<ulong> neighbourhoods) =>
        [.. Words(words.Terms.Select(term => term.Stem), neighbourhoods).Select(word => CandidateIndex.KeyOf(word))];

    /// <summary>
    /// The words, numbers and neighbourhoods of a position's statement with each name of its actor, and with each ministry: one
    /// article may name the minister and another only the office.
    /// </summary>
    public static IReadOnlyList<ulong> OfParty(Position position, StatementWords words, IReadOnlyList<ulong> neighbourhoods) =>
    [
        .. position.Actor.Keys.Take(MostNames).Concat(PartyKey.MinistriesOf(position.Actor).Take(MostMinistries)).Distinct(StringComparer.Ordinal)
            .SelectMany(actor => Words(words.Terms.Select(BeginningOf), neighbourhoods).Concat(Figures(words)).Select(word => CandidateIndex.KeyOf(position.Kind.ToString(), actor, word))),
    ];

    // Who says the same says the same numbers.
    private static IEnumerable<string> Figures(StatementWords words) =>
        words.Figures.Select(figure => figure.Value).Distinct().Take(MostFigures).Select(value => string.Create(CultureInfo.InvariantCulture, $"={value}"));

    // A word that stands for no concept may be one with another that begins alike.
    private static string BeginningOf(Term term) => term.Concept is null && term.Stem.Length > Beginning ? term.Stem[..Beginning] : term.Stem;

    private static List<string> Words(IEnumerable<string> words, IReadOnlyList<ulong> neighbourhoods)
    {
        List<string> stems = [.. words.Distinct(StringComparer.Ordinal).Take(MostWords)];
        return [.. stems.Count == 0 ? [NoWords] : stems, .. neighbourhoods.Select(place => string.Create(CultureInfo.InvariantCulture, $"#{place:x}"))];
    }
}
