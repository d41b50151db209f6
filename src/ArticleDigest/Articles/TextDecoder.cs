using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace ArticleDigest.Articles;

/// <summary>Turns a drop's bytes into text, or says why it cannot.</summary>
internal static class TextDecoder
{
    private const string Binary = "a binary file, not text; drop articles as .txt, .html or .md";
    private const string Undecodable = "undecodable: the text is neither UTF-8, UTF-16 nor Windows-1252; save it as UTF-8";

    /// <summary>Where browsers look for a page's encoding, with room to spare.</summary>
    private const int DeclarationBytes = 4096;

    private static readonly SearchValues<byte> UndefinedIn1252 = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    private static readonly Regex Declaration = new(
        """(?:<meta\b[^>]*\bcharset\s*=\s*["']?\s*|<\?xml\b[^>]*\bencoding\s*=\s*["'])(?<name>[A-Za-z0-9_:.\-]{2,40})""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a drop: byte order mark, UTF-16 by its pattern, UTF-8, what HTML declares, Windows-1252.</summary>
    /// <param name="bytes">The whole content.</param>
    /// <param name="text">The text, without byte order mark.</param>
    /// <param name="fault">Why there is none, as a rejection's reason.</param>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        text = ByMark(bytes, out bool marked);
        if (text is null && marked)
        {
            fault = Undecodable;
            return false;
        }

        text ??= ByPattern(bytes);
        if (text is null && bytes.Contains((byte)0))
        {
            fault = Binary;
            return false;
        }

        text ??= Strictly(StrictUtf8, bytes) ?? ByDeclaration(bytes) ?? AsWindows1252(bytes);
        if (text is null)
        {
            fault = HasManyControls(Encoding.Latin1.GetString(bytes)) ? Binary : Undecodable;
            return false;
        }

        if (HasManyControls(text))
        {
            fault = Binary;
            text = null;
            return false;
        }

        return true;
    }

    private static string? ByMark(ReadOnlySpan<byte> bytes, out bool marked)
    {
        (Encoding encoding, int length) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => ((Encoding)StrictUtf8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true), 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true), 4),
            [0xFF, 0xFE, ..] => (Utf16(bigEndian: false), 2),
            [0xFE, 0xFF, ..] => (Utf16(bigEndian: true), 2),
            _ => (StrictUtf8, 0),
        };
        marked = length > 0;
        return marked ? Strictly(encoding, bytes[length..]) : null;
    }

    // In UTF-16, most Western letters, all digits, spaces and line ends have a zero byte on one and the same side.
    private static string? ByPattern(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes.Length % 2 != 0)
        {
            return null;
        }

        int even = 0, odd = 0;
        for (int i = 0; i < bytes.Length; i += 2)
        {
            even += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i + 1] == 0 ? 1 : 0;
        }

        int units = bytes.Length / 2;
        bool little = odd * 10 >= units && even == 0;
        bool big = even * 10 >= units && odd == 0;
        return little || big ? Strictly(Utf16(big), bytes) : null;
    }

    private static string? ByDeclaration(ReadOnlySpan<byte> bytes)
    {
        string head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationBytes)]);
        Match declared = Declaration.Match(head);
        if (!declared.Success)
        {
            return null;
        }

        Encoding? encoding = Find(declared.Groups["name"].Value);
        return encoding is null ? null : Strictly(encoding, bytes);
    }

    private static Encoding? Find(string name)
    {
        // Browsers read these names as Windows-1252; a page that says UTF and is none has no encoding of its own.
        if (name.StartsWith("utf", StringComparison.OrdinalIgnoreCase)
            || name.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase)
            || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
            || name.Equals("windows-1252", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(
            name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

    private static string? AsWindows1252(ReadOnlySpan<byte> bytes)
    {
        // The framework maps these five to control characters; Windows-1252 leaves them undefined.
        if (bytes.ContainsAny(UndefinedIn1252))
        {
            return null;
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
    }

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true);

    private static string? Strictly(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // One stray control character does not make a text a program.
    private static bool HasManyControls(string text)
    {
        int controls = 0;
        foreach (char unit in text)
        {
            if (unit == '\0')
            {
                return true;
            }

            controls += unit < ' ' && unit is not ('\t' or '\n' or '\r' or '\f' or '\v') ? 1 : 0;
        }

        return controls > 1 + (text.Length / 200);
    }
}
