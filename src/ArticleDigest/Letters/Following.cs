using ArticleDigest.Analysis.Parties;
using ArticleDigest.Editions;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Letters;

/// <summary>
/// What a recipient follows in an edition. An entry concerns them if all words of a term occur, whole and in any order, in
/// its subject's label, in its statement, or in a name of its actor or target; case and accents do not matter.
/// </summary>
internal sealed class Following
{
    private readonly HashSet<string> _concerning = new(StringComparer.Ordinal);

    private Following(Edition edition, Recipient recipient)
    {
        (Terms, Others) = (recipient.Follows, recipient.Others);
        string[][] terms = [.. recipient.Follows.Select(WordsOf).Where(words => words.Length > 0)];
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach (EditionSubject subject in edition.Subjects)
        {
            foreach (string id in subject.Entries)
            {
                labels.TryAdd(id, subject.Label);
            }
        }

        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms))
        {
            if (TextsOf(entry, labels.GetValueOrDefault(entry.Id)).Any(text => HasOne(text, terms)))
            {
                _concerning.Add(entry.Id);
            }
        }
    }

    /// <summary>The terms, as the recipient has them.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>What becomes of the entries that do not concern them.</summary>
    public OtherEntries Others { get; }

    /// <summary>How many entries concern them.</summary>
    public int Count => _concerning.Count;

    /// <summary>Whether an entry concerns them.</summary>
    public bool Concerns(string entryId) => _concerning.Contains(entryId);

    /// <summary>
    /// What the recipient follows in the edition; null if every entry concerns them, and in editions of forms before, which
    /// have no subjects.
    /// </summary>
    public static Following? Of(Edition edition, Recipient recipient) =>
        recipient.Follows.Count == 0 || edition.Subjects.Count == 0 ? null : new Following(edition, recipient);

    private static IEnumerable<string> TextsOf(EditionEntry entry, string? label) =>
        new[] { label, entry.Statement, entry.Actor, entry.Target }.OfType<string>().Concat(NamesOf(entry.ActorParty)).Concat(NamesOf(entry.TargetParty));

    private static IEnumerable<string> NamesOf(Party? party) =>
        party is null ? [] : party.Keys.Select(PartyKey.NameOf).Prepend(party.Name);

    private static bool HasOne(string text, string[][] terms)
    {
        HashSet<string> words = new(WordsOf(text), StringComparer.Ordinal);
        return Array.Exists(terms, term => Array.TrueForAll(term, words.Contains));
    }

    private static string[] WordsOf(string text)
    {
        List<string> words = [];
        string folded = SpelledWord.Fold(text);
        int begin = 0;
        for (int i = 0; i <= folded.Length; i++)
        {
            // Halves of surrogate pairs belong to words: scripts outside the first plane have letters too.
            if (i < folded.Length && (char.IsLetterOrDigit(folded[i]) || char.IsSurrogate(folded[i])))
            {
                continue;
            }

            if (i > begin)
            {
                words.Add(folded[begin..i]);
            }

            begin = i + 1;
        }

        return [.. words];
    }
}
