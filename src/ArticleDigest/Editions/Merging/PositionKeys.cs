using System.Globalization;

namespace ArticleDigest.Editions.Merging;

/// <summary>
/// What a position is looked up by: the words of its statement and, where a model knows it, the neighbourhoods of its meaning,
/// so that only positions that share some are compared.
/// </summary>
internal static class PositionKeys
{
    private const int MostWords = 12;
    private const int MostNames = 3;
    private const int FewWords = 3;
    private const string NoWords = "";

    /// <summary>How many of a statement's words and neighbourhoods another one must have to be compared with it: of more than a few, two.</summary>
    public static int Fewest(StatementWords words) => words.Terms.Count > FewWords ? 2 : 1;

    /// <summary>The words of a statement, each once, and its neighbourhoods; one key of its own if it has no word.</summary>
    public static IReadOnlyList<ulong> OfWords(StatementWords words, IReadOnlyList<ulong> neighbourhoods) =>
        [.. Words(words, neighbourhoods).Select(word => CandidateIndex.KeyOf(word))];

    /// <summary>The words and neighbourhoods of a position's statement with each name of its actor.</summary>
    public static IReadOnlyList<ulong> OfParty(Position position, StatementWords words, IReadOnlyList<ulong> neighbourhoods) =>
    [
        .. position.Actor.Keys.Take(MostNames)
            .SelectMany(actor => Words(words, neighbourhoods).Select(word => CandidateIndex.KeyOf(position.Kind.ToString(), actor, word))),
    ];

    private static List<string> Words(StatementWords words, IReadOnlyList<ulong> neighbourhoods)
    {
        List<string> stems = [.. words.Terms.Select(term => term.Stem).Distinct(StringComparer.Ordinal).Take(MostWords)];
        return [.. stems.Count == 0 ? [NoWords] : stems, .. neighbourhoods.Select(place => string.Create(CultureInfo.InvariantCulture, $"#{place:x}"))];
    }
}
