namespace ArticleDigest.Analysis;

/// <summary>A quote and what stands around it in its sentences, for showing it to people.</summary>
/// <param name="Before">The beginning of the sentence in which the quote begins; "…" stands for what was cut off.</param>
/// <param name="Quote">The quote.</param>
/// <param name="After">The rest of the sentence in which it ends, cut in the same way.</param>
public sealed record QuoteInContext(string Before, string Quote, string After)
{
    private const string Closing = "\"'”’»“«›‹)]";
    private const string Opening = "\"'“‘„‚«»‹›([¿¡-–—";

    // "Mr.", "Gov.", "St.", "Mme." are followed by a capital without ending a sentence.
    private const int LongestTitle = 3;
    private const int LongestOrdinal = 2;

    /// <summary>
    /// Finds the sentence around evidence by the signs that end sentences, in any language. It may take two sentences for
    /// one, or cut one at an abbreviation.
    /// </summary>
    /// <param name="text">The article's text.</param>
    /// <param name="evidence">Evidence that stands in it.</param>
    /// <param name="longest">How much is shown before and how much after the quote, in UTF-16 units; 1 or more.</param>
    public static QuoteInContext Of(string text, Evidence evidence, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        int end = evidence.Start + evidence.Length;
        int from = text.LastIndexOf('\n', Math.Max(0, evidence.Start - 1)) + 1;
        int to = text.IndexOf('\n', end) is >= 0 and var line ? line : text.Length;
        for (int at = from; at < to; at++)
        {
            if (!EndsSentence(text, at, to, out int next))
            {
                continue;
            }

            if (next <= evidence.Start)
            {
                from = next;
            }
            else if (at + 1 >= end)
            {
                to = next;
                break;
            }
        }

        return new QuoteInContext(
            CutStart(text[Math.Min(from, evidence.Start)..evidence.Start], longest), evidence.Quote, CutEnd(text[end..to].TrimEnd(), longest));
    }

    /// <summary>Whether the sign at a place ends a sentence of the paragraph that ends at <paramref name="to"/>.</summary>
    private static bool EndsSentence(string text, int at, int to, out int next)
    {
        next = at + 1;
        if (text[at] is not ('.' or '!' or '?' or '…' or '。' or '！' or '？' or '।' or '؟'))
        {
            return false;
        }

        bool isWide = text[at] is '。' or '！' or '？';
        while (next < to && (text[next] is '.' or '!' or '?' || Closing.Contains(text[next], StringComparison.Ordinal)))
        {
            next++;
        }

        if (next >= to)
        {
            return true;
        }

        if (!isWide && !char.IsWhiteSpace(text[next]))
        {
            return false;
        }

        while (next < to && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        return next >= to || (BeginsSentence(text[next]) && !(text[at] == '.' && IsAbbreviation(text, at)));
    }

    private static bool BeginsSentence(char sign) =>
        char.IsUpper(sign) || char.IsDigit(sign) || char.IsSurrogate(sign) || Opening.Contains(sign, StringComparison.Ordinal)
        || (char.IsLetter(sign) && !char.IsLower(sign));

    // An initial, "U.S.", a short title, or an ordinal such as "3. März".
    private static bool IsAbbreviation(string text, int dot)
    {
        int start = dot;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        ReadOnlySpan<char> word = text.AsSpan(start, dot - start);
        return word.Length > 0
            && (word.Contains('.')
                || (char.IsUpper(word[0]) && word.Length <= LongestTitle)
                || (word.Length <= LongestOrdinal && !word.ContainsAnyExceptInRange('0', '9')));
    }

    private static string CutStart(string before, int longest)
    {
        if (before.Length <= longest)
        {
            return before;
        }

        string rest = before[^longest..];
        int space = rest.IndexOf(' ', StringComparison.Ordinal);
        return "… " + (space >= 0 && space < longest - 1 ? rest[(space + 1)..] : rest.TrimStart(rest is [>= '\uDC00' and <= '\uDFFF', ..] ? rest[0] : ' '));
    }

    private static string CutEnd(string after, int longest)
    {
        if (after.Length <= longest)
        {
            return after;
        }

        string rest = after[..longest];
        int space = rest.LastIndexOf(' ');
        rest = space > 0 ? rest[..space] : char.IsHighSurrogate(rest[^1]) ? rest[..^1] : rest;
        return rest.TrimEnd(' ', ',', ';', ':') + " …";
    }
}
