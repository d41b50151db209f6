using System.Buffers;
using System.Text;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters.Searching;

/// <summary>Something that is found: an entry, an article by what is told of it, or a correction.</summary>
internal sealed record Findable
{
    /// <summary>The entry; null if it is none.</summary>
    public EditionEntry? Entry { get; init; }

    /// <summary>The entry's subject; null if it has none.</summary>
    public EditionSubject? Subject { get; init; }

    /// <summary>The article; null if it is none.</summary>
    public EditionArticle? Article { get; init; }

    /// <summary>The correction; null if it is none.</summary>
    public EditionCorrection? Correction { get; init; }
}

/// <summary>
/// The words of an edition in the form in which they are searched: folded, each with a space before and behind, a line for
/// each entry, article and correction. Finding is comparing bytes, which is fast, and nothing a query holds can make it slow.
/// </summary>
internal sealed class EditionText
{
    private const byte Line = (byte)'\n';

    // Between the parts of an entry, so that no phrase spans two of them.
    private const byte Part = (byte)'\t';
    private const byte Space = (byte)' ';

    private readonly byte[] _lines;

    private EditionText(byte[] lines, IReadOnlyList<EditionActor> actors) => (_lines, Actors) = (lines, actors);

    /// <summary>The text of an edition that is not there.</summary>
    public static EditionText Empty { get; } = new([], []);

    /// <summary>Who stands for something in the edition.</summary>
    public IReadOnlyList<EditionActor> Actors { get; }

    /// <summary>About how much memory it takes, in bytes.</summary>
    public int Size => _lines.Length + Actors.Sum(actor => actor.Size);

    /// <summary>All that can be found in an edition, in the order in which its page shows it.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    public static IEnumerable<Findable> FindablesOf(Edition edition)
    {
        foreach (EditionCorrection correction in edition.Corrections)
        {
            yield return new Findable { Correction = correction };
        }

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
                    yield return new Findable { Entry = entry, Subject = subject };
                }
            }
        }

        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms).Where(e => left.ContainsKey(e.Id)))
        {
            yield return new Findable { Entry = entry };
        }

        foreach (EditionArticle article in edition.Articles.Where(a => a.Withdrawn is null))
        {
            yield return new Findable { Article = article };
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

        return new EditionText(lines.WrittenSpan.ToArray(), EditionActor.In(edition));
    }

    /// <summary>The bytes that a term has in such a text, in each of its spellings.</summary>
    public static byte[][] BytesOf(SearchTerm term) =>
        [.. term.Spellings.Select(words => Encoding.UTF8.GetBytes($" {string.Join(' ', words)}{(term.IsWhole ? " " : "")}"))];

    /// <summary>Finds the lines that have all terms.</summary>
    /// <param name="terms">The bytes of the terms' spellings, the longest term first: it is the rarest that leads from line to line.</param>
    /// <returns>The places of what is found in <see cref="FindablesOf"/>, ascending.</returns>
    public IReadOnlyList<int> Find(IReadOnlyList<byte[][]> terms)
    {
        List<int> found = [];
        foreach (byte[] spelling in terms[0])
        {
            Find(spelling, terms, found);
        }

        return terms[0].Length == 1 ? found : [.. found.Distinct().Order()];
    }

    private void Find(byte[] leading, IReadOnlyList<byte[][]> terms, List<int> found)
    {
        ReadOnlySpan<byte> rest = _lines;
        int line = 0;
        while (rest.IndexOf(leading) is var at and >= 0)
        {
            line += rest[..at].Count(Line);
            int start = rest[..at].LastIndexOf(Line) + 1;
            int end = at + rest[at..].IndexOf(Line);
            ReadOnlySpan<byte> whole = rest[start..end];
            bool hasAll = true;
            for (int i = 1; i < terms.Count && hasAll; i++)
            {
                hasAll = HasAny(whole, terms[i]);
            }

            if (hasAll)
            {
                found.Add(line);
            }

            rest = rest[(end + 1)..];
            line++;
        }
    }

    private static bool HasAny(ReadOnlySpan<byte> line, byte[][] spellings)
    {
        foreach (byte[] spelling in spellings)
        {
            if (line.IndexOf(spelling) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is searched of something that can be found, as it is shown: all that the edition prints of it.</summary>
    private static IEnumerable<string> PartsOf(Findable findable) => findable switch
    {
        { Entry: { } entry } =>
        [
            entry.Actor,
            entry.Target ?? "",
            entry.Statement,
            findable.Subject?.Label ?? "",
            entry.News?.Before ?? "",
            .. StandersOf(entry).Select(stander => stander.Name),
            .. QuotesOf(entry).Select(source => source.Evidence.Quote),
        ],
        { Article: { } article } => [article.Title, .. BesideTitleOf(article)],
        _ => [findable.Correction!.What, findable.Correction.Reason],
    };

    /// <summary>Who backs an entry or is against it.</summary>
    internal static IEnumerable<EntryStander> StandersOf(EditionEntry entry) => entry.Supporters.Concat(entry.Opposers);

    /// <summary>The quotes that are told with an entry: those that prove it, those of who stands to it, and what its target says to it.</summary>
    internal static IEnumerable<EntrySource> QuotesOf(EditionEntry entry) =>
        [.. entry.Sources, .. StandersOf(entry).Select(stander => stander.Source), .. entry.Reply is { } reply ? [reply] : Array.Empty<EntrySource>()];

    /// <summary>What is told of an article besides its title: where it is from, and what it was dropped as.</summary>
    internal static IEnumerable<string> BesideTitleOf(EditionArticle article) => [article.Source ?? "", .. article.Drops];
}
