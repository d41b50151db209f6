namespace ArticleDigest.Letters.Searching;

/// <summary>A piece of a text in which something was found.</summary>
/// <param name="Text">The piece.</param>
/// <param name="IsFound">Whether it is what was searched for.</param>
public sealed record FoundPiece(string Text, bool IsFound);

/// <summary>A text with what was found in it.</summary>
/// <param name="Pieces">The text in pieces.</param>
/// <param name="Language">Its language.</param>
public sealed record FoundText(IReadOnlyList<FoundPiece> Pieces, LanguageView Language)
{
    // How much is shown before the first find where a text is too long to be shown whole.
    private const int Before = 60;

    /// <summary>Which terms occur in a text.</summary>
    internal static IEnumerable<SearchTerm> In(string text, IEnumerable<SearchTerm> terms)
    {
        List<FoldedWord> words = [.. FoldedWords.Of(text)];
        return [.. terms.Where(term => Enumerable.Range(0, words.Count).Any(at => term.IsAt(words, at)))];
    }

    /// <summary>Which terms occur in none of several texts.</summary>
    internal static IEnumerable<SearchTerm> Missing(IReadOnlyCollection<SearchTerm> terms, IEnumerable<string?> texts) =>
        terms.Except(texts.SelectMany(text => In(Shown.Line(text), terms)));

    /// <summary>Marks terms in a text, which is cut to a length around the first of them.</summary>
    internal static FoundText Of(string? text, SearchQuery query, int length, LanguageView language)
    {
        string line = Shown.Line(text);
        if (line.Length > length && Marks(line, query.Terms) is [var first, ..] && first.Start > length / 2)
        {
            line = "… " + line[StartOfWord(line, first.Start - Before)..];
        }

        line = Shown.Cut(line, length);
        List<FoundPiece> pieces = [];
        int at = 0;
        foreach ((int start, int end) in Marks(line, query.Terms))
        {
            if (start > at)
            {
                pieces.Add(new FoundPiece(line[at..start], IsFound: false));
            }

            pieces.Add(new FoundPiece(line[start..end], IsFound: true));
            at = end;
        }

        if (at < line.Length)
        {
            pieces.Add(new FoundPiece(line[at..], IsFound: false));
        }

        return new FoundText(pieces, language);
    }

    /// <summary>Where terms stand, in order, without overlaps.</summary>
    private static List<(int Start, int End)> Marks(string line, IReadOnlyList<SearchTerm> terms)
    {
        List<FoldedWord> words = [.. FoldedWords.Of(line)];
        List<(int Start, int End)> marks = [];
        for (int at = 0; at < words.Count;)
        {
            SearchTerm? found = terms.Where(term => term.IsAt(words, at)).MaxBy(term => term.Words.Count);
            int count = found?.Words.Count ?? 0;
            if (count > 0)
            {
                marks.Add((words[at].Start, words[at + count - 1].End));
            }

            at += Math.Max(1, count);
        }

        return marks;
    }

    private static int StartOfWord(string line, int from)
    {
        int space = line.IndexOf(' ', from, Before);
        return space >= 0 ? space + 1 : char.IsLowSurrogate(line[from]) ? from + 1 : from;
    }
}
