using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>A stretch in quotation marks, marks included; it may run over several sentences.</summary>
/// <param name="First">The opening mark.</param>
/// <param name="End">Behind the closing mark, or behind the paragraph if there is none.</param>
/// <param name="Continues">Whether it goes on where the paragraph before left one open.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Quotation(int First, int End, bool Continues)
{
    public int Count => End - First;
}

/// <summary>
/// Finds quotations and tells opening from closing marks. Saved pages mix straight and curly marks, even within one
/// pair, so all double marks are one family; German ones open low and may close with what opens elsewhere.
/// </summary>
internal static class Quotations
{
    private const int LongestSingle = 80;

    /// <summary>Finds the quotations of one paragraph's tokens and turns their marks into opening and closing ones.</summary>
    /// <param name="text">The article's text.</param>
    /// <param name="tokens">The tokens; marks are replaced in place.</param>
    /// <param name="first">The paragraph's first token.</param>
    /// <param name="wasOpen">Whether the paragraph before ended within a quotation.</param>
    /// <param name="found">Receives the quotations.</param>
    /// <returns>Whether this paragraph ends within a quotation.</returns>
    public static bool Find(string text, PooledList<Token> tokens, int first, bool wasOpen, PooledList<Quotation> found)
    {
        int open = -1;
        for (int i = first; i < tokens.Count; i++)
        {
            char mark = tokens[i].Kind == TokenKind.Symbol ? text[tokens[i].Start] : ' ';
            if (mark == ' ')
            {
                continue;
            }

            if (IsDouble(mark))
            {
                bool opens = open < 0 ? CanOpen(text, tokens[i].Start, mark) : Reopens(text, tokens[i].Start, mark, text[tokens[open].Start]);
                if (opens)
                {
                    open = i;
                    tokens[i].Kind = TokenKind.OpenQuote;
                }
                else if (open >= 0)
                {
                    tokens[i].Kind = TokenKind.CloseQuote;
                    found.Add(new Quotation(open, i + 1, wasOpen && open == first));
                    open = -1;
                }
            }
            else if (open < 0 && mark is '\'' or '\u2018' or '\u201A' or '\u203A' or '\u2039' && LooksOpening(text, tokens[i].Start)
                && SingleEnd(text, tokens, i) is > 0 and int close)
            {
                tokens[i].Kind = TokenKind.OpenQuote;
                tokens[close].Kind = TokenKind.CloseQuote;
                found.Add(new Quotation(i, close + 1, Continues: false));
                i = close;
            }
        }

        if (open < 0)
        {
            return false;
        }

        found.Add(new Quotation(open, tokens.Count, wasOpen && open == first));
        return true;
    }

    private static bool IsDouble(char c) => c is '"' or '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB';

    private static bool CanOpen(string text, int at, char mark) =>
        mark is '\u201E' || (mark is '\u201C' or '\u00AB' && !LooksClosing(text, at)) || LooksOpening(text, at) || (mark == '\u00AB' && at + 1 < text.Length);

    // A second opening mark means that the first was never closed; but German quotations close with “ and may close with «.
    private static bool Reopens(string text, int at, char mark, char opened) =>
        mark is '\u201C' or '\u201E' or '\u00AB' && opened is not ('\u201E' or '\u00BB') && LooksOpening(text, at);

    private static bool LooksOpening(string text, int at) =>
        at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] is not (',' or '.' or ';')
        && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or '[' or '\u2014' or '\u2013' or '-' or '"' or '\u201C' or '\'' or '\u2019');

    private static bool LooksClosing(string text, int at) =>
        at > 0 && !char.IsWhiteSpace(text[at - 1]) && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]));

    private static int SingleEnd(string text, PooledList<Token> tokens, int open)
    {
        for (int i = open + 1; i < Math.Min(tokens.Count, open + LongestSingle); i++)
        {
            int at = tokens[i].Start;
            if (tokens[i].Kind == TokenKind.Symbol && text[at] is '\'' or '\u2019' or '\u2018' or '\u203A' or '\u2039'
                && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])) && !char.IsWhiteSpace(text[at - 1]))
            {
                return i;
            }
        }

        return -1;
    }
}
