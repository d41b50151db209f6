namespace ArticleDigest.Letters.Searching;

/// <summary>What a search wants to occur: a word by its beginning, or words in a row.</summary>
/// <param name="Words">The words, folded; at least one.</param>
/// <param name="IsWhole">Whether the last of them has to be whole; the others always have.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Words, bool IsWhole)
{
    /// <summary>
    /// The words as they were typed, and then, where English spells some of them in two ways, as British and as American texts
    /// have them: a text keeps to one.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Spellings { get; } =
    [
        .. new[] { Words, [.. Words.Select(EnglishSpellings.British)], [.. Words.Select(EnglishSpellings.American)] }
            .DistinctBy(words => string.Join(' ', words), StringComparer.Ordinal),
    ];

    /// <summary>Whether it stands at a place in the words of a text.</summary>
    public bool IsAt(IReadOnlyList<FoldedWord> text, int at) =>
        at + Words.Count <= text.Count && Spellings.Any(spelling => IsAt(spelling, text, at));

    private bool IsAt(IReadOnlyList<string> spelling, IReadOnlyList<FoldedWord> text, int at)
    {
        for (int i = 0; i < spelling.Count; i++)
        {
            bool isWhole = IsWhole || i < spelling.Count - 1;
            if (isWhole ? !string.Equals(text[at + i].Folded, spelling[i], StringComparison.Ordinal) : !text[at + i].Folded.StartsWith(spelling[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>
/// What somebody searches for: words that all have to occur, by their beginnings, and words in quotation marks that have to
/// stand together and whole. It comes from strangers; no part of it is a pattern.
/// </summary>
public sealed class SearchQuery
{
    /// <summary>The longest that is searched for, in UTF-16 units.</summary>
    public const int MostLength = 200;

    private static readonly System.Buffers.SearchValues<char> Quotes = System.Buffers.SearchValues.Create("\"“”„«»");

    private SearchQuery(string text, IReadOnlyList<SearchTerm> terms, bool isTooLong) => (Text, Terms, IsTooLong) = (text, terms, isTooLong);

    /// <summary>What somebody typed, on one line, cut to size.</summary>
    public string Text { get; }

    /// <summary>Whether it is longer than is searched for; then there are no terms.</summary>
    public bool IsTooLong { get; }

    /// <summary>Whether there is something to search for.</summary>
    public bool HasTerms => Terms.Count > 0;

    /// <summary>What has to occur; empty if there is no word in it.</summary>
    internal IReadOnlyList<SearchTerm> Terms { get; }

    /// <summary>Reads what somebody typed.</summary>
    public static SearchQuery Parse(string? typed)
    {
        if (typed is { Length: > MostLength })
        {
            return new SearchQuery(Shown.Cut(Shown.Line(typed[..Math.Min(typed.Length, 2 * MostLength)]), MostLength), [], isTooLong: true);
        }

        string text = Shown.Line(typed);
        List<SearchTerm> terms = [];
        bool isQuoted = false;
        int at = 0;
        while (at <= text.Length)
        {
            int found = text.AsSpan(at).IndexOfAny(Quotes);
            int end = found < 0 ? text.Length : at + found;

            // What is opened and never closed is no quotation.
            isQuoted = isQuoted && found >= 0;
            terms.AddRange(isQuoted ? [TermOf(text[at..end], isWhole: true)] : text[at..end].Split(' ').Select(word => TermOf(word, isWhole: false)));
            isQuoted = !isQuoted && found >= 0;
            at = end + 1;
        }

        return new SearchQuery(text, [.. terms.Where(term => term.Words.Count > 0)], isTooLong: false);
    }

    private static SearchTerm TermOf(string text, bool isWhole) => new([.. FoldedWords.Of(text).Select(word => word.Folded)], isWhole);
}
