using System.Buffers;
using System.Text;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters.Searching;

/// <summary>Something that is found: an entry, or an article by its title.</summary>
/// <param name="Entry">The entry; null if it is an article.</param>
/// <param name="Article">The article; null if it is an entry.</param>
/// <param name="Subject">The entry's subject; null if it has none.</param>
internal sealed record Findable(EditionEntry? Entry, EditionArticle? Article, EditionSubject? Subject);

/// <summary>
/// The words of an edition in the form in which they are searched: folded, each with a space before and behind, a line for
/// each entry and each article's title. Finding is comparing bytes, which is fast, and nothing a query holds can make it slow.
/// </summary>
internal sealed class EditionText
{
    private const byte Line = (byte)'\n';

    // Between the parts of an entry, so that no phrase spans two of them.
    private const byte Part = (byte)'\t';
    private const byte Space = (byte)' ';

    private readonly byte[] _lines;

    private EditionText(byte[] lines) => _lines = lines;

    /// <summary>The text of an edition that is not there.</summary>
    public static EditionText Empty { get; } = new([]);

    /// <summary>How much memory it takes, in bytes.</summary>
    public int Size => _lines.Length;

    /// <summary>All that can be found in an edition, in the order in which its page shows it; articles come last.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    public static IEnumerable<Findable> FindablesOf(Edition edition)
    {
        Dictionary<string, EditionEntry> left = new(StringComparer.Ordinal);
        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms).Where(e => e.Withdrawn is null))
        {
            left.TryAdd(entry.Id, entry);
        }

        foreach (EditionSubject subject in edition.Subjects)
        {
            foreach (string id in subject.Entries)
            {
                if (left.Remove(id, out EditionEntry? entry))
                {
                    yield return new Findable(entry, null, subject);
                }
            }
        }

        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms).Where(e => left.ContainsKey(e.Id)))
        {
            yield return new Findable(entry, null, null);
        }

        foreach (EditionArticle article in edition.Articles.Where(a => a.Withdrawn is null))
        {
            yield return new Findable(null, article, null);
        }
    }

    /// <summary>Makes the text of an edition.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    public static EditionText Of(Edition edition)
    {
        ArrayBufferWriter<byte> lines = new();
        foreach (Findable findable in FindablesOf(edition))
        {
            foreach (string part in PartsOf(findable))
            {
                lines.Write([Part, Space]);
                foreach (FoldedWord word in FoldedWords.Of(Shown.Line(part)))
                {
                    Encoding.UTF8.GetBytes(word.Folded, lines);
                    lines.Write([Space]);
                }
            }

            lines.Write([Line]);
        }

        return new EditionText(lines.WrittenSpan.ToArray());
    }

    /// <summary>The bytes that a term has in such a text.</summary>
    public static byte[] BytesOf(SearchTerm term) => Encoding.UTF8.GetBytes($" {string.Join(' ', term.Words)}{(term.IsWhole ? " " : "")}");

    /// <summary>Finds the lines that have all terms.</summary>
    /// <param name="terms">The terms' bytes, longest first: it is the rarest that leads from line to line.</param>
    /// <returns>The places of what is found in <see cref="FindablesOf"/>, ascending.</returns>
    public IReadOnlyList<int> Find(IReadOnlyList<byte[]> terms)
    {
        List<int> found = [];
        ReadOnlySpan<byte> rest = _lines;
        int line = 0;
        while (rest.IndexOf(terms[0]) is var at and >= 0)
        {
            line += rest[..at].Count(Line);
            int start = rest[..at].LastIndexOf(Line) + 1;
            int end = at + rest[at..].IndexOf(Line);
            ReadOnlySpan<byte> whole = rest[start..end];
            bool hasAll = true;
            for (int i = 1; i < terms.Count && hasAll; i++)
            {
                hasAll = whole.IndexOf(terms[i]) >= 0;
            }

            if (hasAll)
            {
                found.Add(line);
            }

            rest = rest[(end + 1)..];
            line++;
        }

        return found;
    }

    /// <summary>What is searched of something that can be found, as it is shown.</summary>
    private static IEnumerable<string> PartsOf(Findable findable) => findable.Entry is { } entry
        ? [entry.Actor, entry.Target ?? "", entry.Statement, findable.Subject?.Label ?? "", .. entry.Sources.Select(source => source.Evidence.Quote)]
        : [findable.Article!.Title];
}
