using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArticleDigest.Articles;

/// <summary>Characters as an article keeps them: composed, visible, in one line, and nothing that turns text around.</summary>
internal static class CleanText
{
    /// <summary>As in Unicode's stream-safe form (UAX 15): more marks on one letter are no language but a flood.</summary>
    private const int MaxMarksPerLetter = 30;

    /// <summary>
    /// One line: NFC, white space of any kind as single spaces and none at the ends, without invisible characters,
    /// bidirectional controls, soft hyphens and control characters; what is no character at all becomes U+FFFD.
    /// </summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        int marks = 0;
        bool space = false;
        Rune last = default;
        Span<char> units = stackalloc char[2];
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                space = line.Length > 0;
                continue;
            }

            if (IsJoiner(rune) ? !JoinsAfter(last) || space : IsInvisible(rune))
            {
                continue;
            }

            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MaxMarksPerLetter)
            {
                continue;
            }

            if (space)
            {
                line.Append(' ');
                space = false;
            }

            last = IsNoCharacter(rune) ? Rune.ReplacementChar : rune;
            line.Append(units[..last.EncodeToUtf16(units)]);
        }

        return line.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Cuts a line at a word so that it has at most <paramref name="length"/> UTF-16 units, an ellipsis included.</summary>
    public static string Cut(string line, int length)
    {
        if (line.Length <= length)
        {
            return line;
        }

        int space = line.LastIndexOf(' ', length - 1);
        int end = space >= length / 2 ? space : length - 1;
        if (char.IsHighSurrogate(line[end - 1]))
        {
            end--;
        }

        return line[..end].TrimEnd(' ', ',', ';', ':', '-', '–', '—') + "…";
    }

    /// <summary>
    /// The name of a text: 64 lower-case hexadecimal digits, the SHA-256 of its words in UTF-8 with one space between
    /// them, wherever paragraphs end, and without joiners.
    /// </summary>
    public static string Id(string text)
    {
        string words = Line(text).Replace("\u200C", "", StringComparison.Ordinal).Replace("\u200D", "", StringComparison.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
    }

    /// <summary>How many words a text has; each sign of a script that puts no spaces counts as one.</summary>
    public static int CountWords(string text)
    {
        int words = 0;
        bool inside = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool letter = Rune.IsLetterOrDigit(rune);
            bool alone = letter && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter && rune.Value >= 0x0E00;
            words += alone || (letter && !inside) ? 1 : 0;
            inside = (letter && !alone) || (inside && (IsMark(rune) || rune.Value is '\'' or '’'));
        }

        return words;
    }

    /// <summary>Whether a line ends as sentences do, closing quotation marks and brackets aside.</summary>
    public static bool EndsSentence(string line)
    {
        string bare = line.TrimEnd('"', '\'', '”', '’', '»', '«', '“', '‘', ')', ']', '」', '』', ' ');
        return bare.Length > 0 && bare[^1] is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।' or ':' or ';';
    }

    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    // Joiners shape words of Persian and Indic scripts and join emoji; elsewhere they only hide.
    private static bool JoinsAfter(Rune last) => last.Value >= 0x0600 && !IsJoiner(last);

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsNoCharacter(Rune rune) =>
        (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
