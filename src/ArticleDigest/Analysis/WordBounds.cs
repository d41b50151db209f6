using System.Globalization;

namespace ArticleDigest.Analysis;

/// <summary>Where words begin and end: what the evidence gate asks of a quote, and what a quote without a place is found by.</summary>
internal static class WordBounds
{
    /// <summary>Whether a cut before the unit at <paramref name="at"/> goes through a word, a number such as 3.5, or "can't".</summary>
    public static bool Cuts(string text, int at) =>
        at > 0 && at < text.Length
        && ((IsWordPart(text, at - 1) && (IsWordPart(text, at) || IsMark(text[at]) || CutsNumber(text, at) || CutsNot(text, at)))
            || (at > 1 && CutsNumber(text, at - 1)));

    /// <summary>How many words a quote has, divided by white space.</summary>
    public static int Count(ReadOnlySpan<char> quote)
    {
        int words = 0;
        bool inWord = false;
        foreach (char c in quote)
        {
            bool space = char.IsWhiteSpace(c);
            words += !space && !inWord ? 1 : 0;
            inWord = !space;
        }

        return words;
    }

    private static bool IsWordPart(string text, int at)
    {
        if (char.IsLowSurrogate(text[at]) && at > 0 && char.IsSurrogatePair(text[at - 1], text[at]))
        {
            at--;
        }

        return char.IsLetterOrDigit(text, at) || IsMark(text[at]);
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // A point or comma between two digits belongs to the number, and so does what divides its thousands.
    private static bool CutsNumber(string text, int sign) =>
        sign + 1 < text.Length && char.IsDigit(text[sign - 1]) && char.IsDigit(text[sign + 1])
        && (text[sign] is '.' or ',' || ((char.IsWhiteSpace(text[sign]) || text[sign] is '\'' or '’') && DividesThousands(text, sign)));

    private static bool DividesThousands(string text, int sign) =>
        (sign < 4 || !char.IsDigit(text[sign - 4]) || !char.IsDigit(text[sign - 3]) || !char.IsDigit(text[sign - 2]))
        && sign + 3 < text.Length && char.IsDigit(text[sign + 2]) && char.IsDigit(text[sign + 3])
        && (sign + 4 == text.Length || !char.IsDigit(text[sign + 4]));

    // "the minister can" says the opposite of "the minister can't".
    private static bool CutsNot(string text, int sign) =>
        text[sign] is '\'' or '’' && sign + 1 < text.Length && text[sign + 1] is 't' or 'T' && (sign + 2 == text.Length || !IsWordPart(text, sign + 2));
}
