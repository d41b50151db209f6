using System.Text;

namespace ArticleDigest.Articles;

/// <summary>Finds text that people do not see and programs read.</summary>
internal static class HiddenText
{
    // One may come from copying, and pages have some between words; several near one another are meant.
    private const int FewestOfNoWidth = 3;
    private const int Near = 8;
    private const int FewestSelectors = 3;

    private const int ShortestEncoding = 24;
    private const int LongestEncoding = 4096;

    /// <summary>Whether tags, turned text, or signs of no width or of variation hide something.</summary>
    public static bool IsInvisible(string text)
    {
        int noWidth = 0;
        int seen = 0;
        int selectors = 0;
        bool isFlag = false;
        Rune last = default;
        foreach (Rune rune in text.EnumerateRunes())
        {
            // The flags of England, Scotland and Wales are spelt with tags behind a black flag.
            bool isTag = rune.Value is >= 0xE0000 and <= 0xE007F;
            isFlag = isTag ? isFlag : rune.Value == 0x1F3F4;
            bool isSelector = rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
            selectors = isSelector ? selectors + 1 : 0;
            bool isOfNoWidth = IsOfNoWidth(rune, last);
            seen = isOfNoWidth ? 0 : seen + 1;
            noWidth = isOfNoWidth ? noWidth + 1 : seen > Near ? 0 : noWidth;
            if ((isTag && !isFlag) || rune.Value is 0x202D or 0x202E || selectors >= FewestSelectors || noWidth >= FewestOfNoWidth)
            {
                return true;
            }

            last = rune;
        }

        return false;
    }

    /// <summary>Whether a word is the Base64 of a sentence.</summary>
    public static bool IsEncoded(string text)
    {
        int start = 0;
        for (int at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '+' or '/' or '='))
            {
                continue;
            }

            if (at - start >= ShortestEncoding && IsSentence(text.AsSpan(start, Math.Min(at - start, LongestEncoding))))
            {
                return true;
            }

            start = at + 1;
        }

        return false;
    }

    // Joiners shape words of scripts above U+0600 and join emoji; where words have no spaces between them, spaces of no width part them.
    private static bool IsOfNoWidth(Rune rune, Rune last) =>
        rune.Value is 0x2060 or 0xFEFF or 0x180E or 0x2061 or 0x2062 or 0x2063 or 0x2064
        || (rune.Value is 0x200B or 0x200C or 0x200D && last.Value is < 0x0600 or (>= 0x2000 and < 0x2070));

    private static bool IsSentence(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<char> whole = word.TrimEnd('=');
        whole = whole[..(whole.Length - (whole.Length % 4))];
        byte[] bytes = new byte[whole.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(whole, bytes, out int count))
        {
            return false;
        }

        // The last letter may be cut; what is no text at all has U+FFFD within.
        string decoded = Encoding.UTF8.GetString(bytes, 0, count).TrimEnd('\uFFFD');
        return !decoded.Contains('\uFFFD', StringComparison.Ordinal) && decoded.Count(c => c == ' ') >= 2 && decoded.All(c => char.IsLetterOrDigit(c) || char.IsPunctuation(c) || char.IsWhiteSpace(c) || char.IsSymbol(c));
    }
}
