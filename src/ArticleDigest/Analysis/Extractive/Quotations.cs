namespace ArticleDigest.Analysis.Extractive;

/// <summary>A stretch in quotation marks, marks included; it may run over several sentences.</summary>
/// <param name="First">The opening mark.</param>
/// <param name="End">Behind the closing mark, or behind the paragraph if there is none.</param>
/// <param name="Continues">Whether it goes on where the paragraph before left one open.</param>
internal readonly record struct Quotation(int First, int End, bool Continues);

/// <summary>
/// Finds quotations and tells opening from closing marks. Saved pages mix straight and curly marks, even within one
/// pair, so all double marks are one family.
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
    public static bool Find(string text, List<Token> tokens, int first, bool wasOpen, List<Quotation> found)
    {
        int open = -1;
        int known = found.Count;
        for (int i = first; i < tokens.Count; i++)
        {
            char mark = text[tokens[i].Start];
            if (IsDouble(mark))
            {
                bool opens = open < 0 ? CanOpen(text, tokens, i, mark) : mark is '\u201C' or '\u201E' or '\u00AB' && LooksOpening(text, tokens[i].Start);
                if (opens)
                {
                    open = i;
                    Mark(tokens, i, TokenKind.OpenQuote);
                }
                else if (open >= 0)
                {
                    Mark(tokens, i, TokenKind.CloseQuote);
                    found.Add(new Quotation(open, i + 1, wasOpen && open == first));
                    open = -1;
                }
            }
            else if (open < 0 && mark is '\'' or '\u2018' && tokens[i].Kind == TokenKind.Symbol && LooksOpening(text, tokens[i].Start)
                && SingleEnd(text, tokens, i) is > 0 and int close)
            {
                Mark(tokens, i, TokenKind.OpenQuote);
                Mark(tokens, close, TokenKind.CloseQuote);
                found.Add(new Quotation(i, close + 1, Continues: false));
                i = close;
            }
        }

        if (open < 0)
        {
            return false;
        }

        found.Add(new Quotation(open, tokens.Count, wasOpen && open == first));
        return found.Count > known;
    }

    private static bool IsDouble(char c) => c is '"' or '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB';

    private static bool CanOpen(string text, List<Token> tokens, int i, char mark) =>
        mark is '\u201C' or '\u201E' or '\u00AB' || LooksOpening(text, tokens[i].Start);

    private static bool LooksOpening(string text, int at) =>
        at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] is not (',' or '.' or ';')
        && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or '[' or '\u2014' or '\u2013' or '-' or '"' or '\u201C');

    private static int SingleEnd(string text, List<Token> tokens, int open)
    {
        for (int i = open + 1; i < Math.Min(tokens.Count, open + LongestSingle); i++)
        {
            int at = tokens[i].Start;
            if (tokens[i].Kind == TokenKind.Symbol && text[at] is '\'' or '\u2019'
                && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])) && !char.IsWhiteSpace(text[at - 1]))
            {
                return i;
            }
        }

        return -1;
    }

    private static void Mark(List<Token> tokens, int i, TokenKind kind) => tokens[i] = tokens[i] with { Kind = kind };
}
