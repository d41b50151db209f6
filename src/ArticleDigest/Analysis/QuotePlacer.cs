using System.Collections.Frozen;
using ArticleDigest.Articles;

namespace ArticleDigest.Analysis;

/// <summary>
/// Finds where a quote that was given without a place stands in an article's text, and makes it the article's own words.
/// White space, the kinds of quotation marks, apostrophes, dashes and ellipses, composition, quotation marks around the
/// whole and a last . , ; or : may differ; a changed, missing or added word, digit or capital never. What is denied is not
/// quoted without its "not".
/// </summary>
public sealed class QuotePlacer
{
    /// <summary>A longer quote is not looked for, in UTF-16 units.</summary>
    public const int MaxQuoteLength = 2_000;

    /// <summary>A quote of more parts, divided by ellipses, is not looked for.</summary>
    public const int MaxParts = 6;

    /// <summary>A shorter part of a quote with an ellipsis proves nothing, in words.</summary>
    public const int MinWordsOfPart = 3;

    /// <summary>How many letters prove enough where words have no spaces between them.</summary>
    public const int MinSignsOfPart = 6;

    private const int LongestDenial = 10;

    // In the languages that are read, and the obvious ones of others.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Denials = FrozenSet.ToFrozenSet(
        ["not", "never", "cannot", "nicht", "niemals", "nie", "ne", "n", "no", "nunca", "não", "не"], StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly string _text;
    private readonly EvenText _even;
    private readonly List<int> _wordStarts = [];
    private readonly List<int> _paragraphEnds = [];

    /// <summary>Prepares a text, once for all quotes.</summary>
    /// <param name="text">The article's text.</param>
    public QuotePlacer(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
        _even = new EvenText(text);
        for (int at = 0; at < text.Length; at++)
        {
            if (!char.IsWhiteSpace(text[at]) && (at == 0 || char.IsWhiteSpace(text[at - 1])))
            {
                _wordStarts.Add(at);
            }
            else if (text[at] == '\n' && at > 0 && text[at - 1] == '\n')
            {
                _paragraphEnds.Add(at);
            }
        }
    }

    /// <summary>Finds a quote: the first place that begins within a section. The cost grows with the section, not with the quote's tricks.</summary>
    /// <param name="quote">The quote as it was given; hostile.</param>
    /// <param name="within">Where it has to begin.</param>
    /// <param name="voice">Whose words it is in.</param>
    /// <returns>Evidence whose quote is the text at its place; null if the text does not prove it.</returns>
    public Evidence? Place(string quote, TextSection within, Voice voice)
    {
        ArgumentNullException.ThrowIfNull(quote);
        ArgumentNullException.ThrowIfNull(within);
        if (quote.Length > MaxQuoteLength)
        {
            return null;
        }

        GivenQuote given = GivenQuote.Of(new EvenText(quote).Signs);
        if (CleanText.CountWords(given.Core) < MinWordsOfPart && given.Core.Count(IsWide) < MinSignsOfPart)
        {
            return null;
        }

        (int Start, int End)? place = PlaceOfAll(given, within) ?? PlaceOfParts(given, within);
        return place is (var start, var end) ? new Evidence(_text[start..end], start, end - start, voice) : null;
    }

    // Of scripts that put no spaces between words.
    private static bool IsWide(char sign) => sign is > '\u2E7F' or (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF');

    private (int Start, int End)? PlaceOfAll(GivenQuote given, TextSection within)
    {
        foreach (int at in Occurrences(given.Core, within, 0))
        {
            int from = TakeBefore(given.Before, at, within.Start);
            int to = TakeAfter(given.After, at + given.Core.Length);
            return (_even.StartOf(from), _even.EndOf(to - 1));
        }

        return null;
    }

    /// <summary>
    /// Finds the parts of a quote in their order. As the first part moves on, so does the earliest chain behind it, so that no
    /// place is looked at twice.
    /// </summary>
    private (int Start, int End)? PlaceOfParts(GivenQuote given, TextSection within)
    {
        string[] parts = given.Parts();
        if (parts.Length is < 2 or > MaxParts || parts.Any(p => CleanText.CountWords(p) < MinWordsOfPart))
        {
            return null;
        }

        List<int>[] places = [.. parts.Select((part, index) => Occurrences(part, within, index == 0 ? 0 : EvidenceGate.MaxQuoteWords).ToList())];
        int[] next = new int[parts.Length];
        foreach (int first in places[0])
        {
            int end = first + parts[0].Length;
            for (int part = 1; part < parts.Length; part++)
            {
                while (next[part] < places[part].Count && places[part][next[part]] < end)
                {
                    next[part]++;
                }

                if (next[part] == places[part].Count)
                {
                    return null;
                }

                end = places[part][next[part]] + parts[part].Length;
            }

            int from = TakeBefore(given.Before, first, within.Start);
            int to = TakeAfter(given.After, end);
            (int start, int stop) = (_even.StartOf(from), _even.EndOf(to - 1));
            if (Between(_wordStarts, start, stop) + 1 <= EvidenceGate.MaxQuoteWords && Between(_paragraphEnds, start, stop) <= 1)
            {
                return (start, stop);
            }
        }

        return null;
    }

    /// <summary>Where a stretch of even text begins within a section, or up to some words behind it, without cutting a word; in order.</summary>
    private IEnumerable<int> Occurrences(string part, TextSection within, int wordsBehind)
    {
        string signs = _even.Signs;
        long sectionEnd = (long)within.Start + within.Length;
        int lastStart = (int)Math.Min(sectionEnd, _text.Length);
        if (wordsBehind > 0)
        {
            int word = FirstFrom(_wordStarts, lastStart) + wordsBehind;
            lastStart = word < _wordStarts.Count ? _wordStarts[word] : _text.Length;
        }

        int from = _even.PlaceOf(Math.Max(0, within.Start));
        int last = Math.Min(_even.PlaceOf(lastStart) - 1 + part.Length, signs.Length);
        int[] fallbacks = Fallbacks(part);
        int matched = 0;
        for (int at = from; at < last; at++)
        {
            while (matched > 0 && (matched == part.Length || part[matched] != signs[at]))
            {
                matched = fallbacks[matched - 1];
            }

            matched += part[matched] == signs[at] ? 1 : 0;
            int start = at + 1 - part.Length;
            if (matched == part.Length && !Cuts(start) && !Cuts(at + 1) && !IsDenied(start))
            {
                yield return start;
            }
        }
    }

    /// <summary>For each length of a stretch, how much of its beginning is also its end (Knuth, Morris and Pratt).</summary>
    private static int[] Fallbacks(string part)
    {
        int[] fallbacks = new int[part.Length];
        int matched = 0;
        for (int at = 1; at < part.Length; at++)
        {
            while (matched > 0 && part[matched] != part[at])
            {
                matched = fallbacks[matched - 1];
            }

            matched += part[matched] == part[at] ? 1 : 0;
            fallbacks[at] = matched;
        }

        return fallbacks;
    }

    private bool Cuts(int at) =>
        _even.Cuts(at)
        || (at < _even.Signs.Length && WordBounds.Cuts(_text, _even.StartOf(at)))
        || (at > 0 && WordBounds.Cuts(_text, _even.EndOf(at - 1)))
        || CutsCompound(at);

    // "a binding vote" is not in "a non-binding vote".
    private bool CutsCompound(int at)
    {
        int hyphen = IsHyphen(at) ? at : at > 0 && IsHyphen(at - 1) ? at - 1 : -1;
        return hyphen > 0 && hyphen + 1 < _even.Signs.Length
            && _even.EndOf(hyphen - 1) == _even.StartOf(hyphen) && _even.EndOf(hyphen) == _even.StartOf(hyphen + 1)
            && char.IsLetter(_even.Signs[hyphen - 1]) && char.IsLetter(_even.Signs[hyphen + 1]);
    }

    // "ask for a vote" is not in "they do not ask for a vote".
    private bool IsDenied(int at)
    {
        if (at < 2 || _even.Signs[at - 1] is not (' ' or EvenText.Apostrophe))
        {
            return false;
        }

        int start = at - 1;
        while (start > 0 && at - start <= LongestDenial && (char.IsLetter(_even.Signs[start - 1]) || _even.Signs[start - 1] == EvenText.Apostrophe))
        {
            start--;
        }

        ReadOnlySpan<char> word = _even.Signs.AsSpan(start, at - 1 - start);
        return word.EndsWith("n't", StringComparison.OrdinalIgnoreCase) || Denials.Contains(word);
    }

    private bool IsHyphen(int at) =>
        at < _even.Signs.Length && _even.Signs[at] == EvenText.Dash && _text[_even.StartOf(at)] is '-' or '\u2010' or '\u2011';

    /// <summary>Takes in what stands before a place if the quote has it too, but nothing before the section.</summary>
    private int TakeBefore(string before, int at, int sectionStart)
    {
        for (int i = before.Length - 1; i >= 0 && at > 0 && _even.Signs[at - 1] == before[i] && _even.StartOf(at - 1) >= sectionStart; i--)
        {
            at--;
        }

        return at;
    }

    private int TakeAfter(string after, int at)
    {
        for (int i = 0; i < after.Length && at < _even.Signs.Length && _even.Signs[at] == after[i]; i++)
        {
            at++;
        }

        return at;
    }

    /// <summary>How many of some places lie behind the start and before the end.</summary>
    private static int Between(List<int> places, int start, int end) => FirstFrom(places, end) - FirstFrom(places, start + 1);

    private static int FirstFrom(List<int> places, int start)
    {
        int at = places.BinarySearch(start);
        return at >= 0 ? at : ~at;
    }

    /// <summary>A quote as it was given, in even text.</summary>
    /// <param name="Before">Quotation marks before it.</param>
    /// <param name="Core">From its first word to its last.</param>
    /// <param name="After">Quotation marks and stops behind it.</param>
    private sealed record GivenQuote(string Before, string Core, string After)
    {
        private const string Opening = "\"… ";
        private const string Closing = "\"…., ;:";

        public static GivenQuote Of(string signs)
        {
            string core = signs.TrimStart([.. Opening]);
            string before = signs[..^core.Length];
            string bare = core.TrimEnd([.. Closing]);
            string after = core[bare.Length..];
            return new GivenQuote(
                before[(before.LastIndexOf(EvenText.Ellipsis) + 1)..],
                bare,
                after.IndexOf(EvenText.Ellipsis, StringComparison.Ordinal) is >= 0 and var cut ? after[..cut] : after);
        }

        public string[] Parts() =>
            [.. Core.Split(EvenText.Ellipsis).Select(p => p.TrimStart([.. Opening]).TrimEnd([.. Closing]))];
    }
}
