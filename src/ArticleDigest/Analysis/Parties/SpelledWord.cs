using System.Globalization;

namespace ArticleDigest.Analysis.Parties;

/// <summary>A word or number as a statement or name has it, and without case and accents.</summary>
/// <param name="Spelling">As it stands there, its apostrophe and what is elided left out.</param>
/// <param name="Folded">Without case and accents.</param>
/// <param name="AfterMark">The punctuation between it and the word before; '\0' if there is none.</param>
/// <param name="IsJoined">Whether a hyphen joins it to the word before.</param>
internal sealed record SpelledWord(string Spelling, string Folded, char AfterMark, bool IsJoined)
{
    // What is beyond is not compared: nothing that is said in one statement is so long, and comparing has to stay bounded.
    private const int MostWords = 80;
    private const int LongestElision = 2;

    /// <summary>Whether it begins with a capital letter.</summary>
    public bool IsCapitalised => char.IsUpper(Spelling[0]);

    /// <summary>Whether it has several capitals, as an acronym has: "EU", "BfV".</summary>
    public bool IsLoud => IsCapitalised && Spelling.Count(char.IsUpper) > 1;

    /// <summary>Whether it is a number in digits.</summary>
    public bool IsNumber => char.IsAsciiDigit(Spelling[0]);

    /// <summary>Without case and accents, and with "ss" for "ß".</summary>
    public static string Fold(string text) => NameWitness.Fold(text).Replace("ß", "ss", StringComparison.Ordinal);

    /// <summary>Divides a text into words, numbers and signs of currencies and per cent; bounded, whatever the text holds.</summary>
    public static List<SpelledWord> Divide(string text)
    {
        List<SpelledWord> words = [];
        char mark = '\0';
        bool joined = false;
        int at = 0;
        while (at < text.Length && words.Count < MostWords)
        {
            int end = EndOfWord(text, at);
            if (end == at)
            {
                joined = text[at] is '-' or '\u2010' or '\u2011' && at > 0 && char.IsLetterOrDigit(text[at - 1]);
                mark = text[at] is ',' or ';' or ':' or '(' or ')' or '.' or '\u2013' or '\u2014' ? text[at] : mark;
                at++;
                continue;
            }

            bool apostrophe = end < text.Length && text[end] is '\'' or '\u2019' && end + 1 < text.Length && char.IsLetter(text[end + 1]);
            string spelling = text[at..end].Replace(".", char.IsLetter(text[at]) ? "" : ".", StringComparison.Ordinal);
            bool denies = apostrophe && text[end + 1] is 't' && spelling.EndsWith('n');
            if (denies)
            {
                words.Add(new SpelledWord("not", "not", mark, false));
                end += 2;
            }
            else if (!(apostrophe && IsElision(spelling)) && Fold(spelling) is { Length: > 0 } folded)
            {
                words.Add(new SpelledWord(spelling, folded, mark, joined));
            }

            (mark, joined) = ('\0', false);
            at = apostrophe && !denies ? end + 1 : end;
        }

        return words;
    }

    private static bool IsElision(string spelling) =>
        spelling.Length <= LongestElision || spelling is "jusqu" or "lorsqu" or "puisqu" or "Jusqu" or "Lorsqu" or "Puisqu";

    private static int EndOfWord(string text, int start)
    {
        char first = text[start];
        if (char.GetUnicodeCategory(first) is UnicodeCategory.CurrencySymbol || first == '%')
        {
            return start + 1;
        }

        int at = start;
        bool number = char.IsAsciiDigit(first);
        while (at < text.Length && (IsPart(text[at], number) || (at > start && JoinsParts(text, start, at, number))))
        {
            at++;
        }

        // The last dot of "U.S."
        return !number && at < text.Length && text[at] == '.' && at - start >= 3 && text[at - 2] == '.' ? at + 1 : at;
    }

    private static bool IsPart(char c, bool number) =>
        number ? char.IsAsciiDigit(c) : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    // The signs within "4.5" and "10,000", and the dots of "U.S."
    private static bool JoinsParts(string text, int start, int at, bool number)
    {
        if (at + 1 >= text.Length)
        {
            return false;
        }

        return number
            ? text[at] is '.' or ',' && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1])
            : text[at] == '.' && char.IsUpper(text[at - 1]) && (at - 1 == start || text[at - 2] == '.') && char.IsUpper(text[at + 1]);
    }
}
