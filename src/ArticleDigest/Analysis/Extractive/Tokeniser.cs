using System.Globalization;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Divides a text into words and signs; which quotation marks open and which close is told by <see cref="Quotations"/>.</summary>
internal sealed class Tokeniser(Lexicon lexicon)
{
    /// <summary>Appends the tokens of a stretch of the text.</summary>
    public void Read(string text, int start, int end, List<Token> tokens)
    {
        int at = start;
        while (at < end)
        {
            char c = text[at];
            // Half a character is nothing a quote may begin or end with.
            bool half = char.IsSurrogate(c) && !(at + 1 < end && char.IsSurrogatePair(c, text[at + 1]));
            if (char.IsWhiteSpace(c) || half)
            {
                at++;
            }
            else if (IsWordChar(text, at))
            {
                at = ReadWord(text, at, end, tokens);
            }
            else
            {
                int length = at + 1 < end && char.IsSurrogatePair(c, text[at + 1]) ? 2 : 1;
                while (c is '.' or '-' or '`' && at + length < end && text[at + length] == c)
                {
                    length++;
                }

                tokens.Add(new Token(at, length, KindOf(text, at, length), lexicon.Find("")));
                at += length;
            }
        }
    }

    private int ReadWord(string text, int start, int end, List<Token> tokens)
    {
        int at = start;
        bool digitsOnly = true;
        while (at < end)
        {
            if (IsWordChar(text, at))
            {
                digitsOnly &= !char.IsLetter(text[at]);
                at++;
            }
            else if (at + 1 < end && IsWordChar(text, at + 1) && JoinsWord(text, start, at))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        int clitic = CliticStart(text, start, at);
        int bodyEnd = clitic < 0 ? at : clitic;
        ReadOnlySpan<char> body = text.AsSpan(start, bodyEnd - start);
        Word word = lexicon.Find(body);
        bool dotted = clitic < 0 && at < end && text[at] == '.' && TakesDot(body, word, text, at, end);
        at += dotted ? 1 : 0;
        tokens.Add(new Token(start, (dotted ? at : bodyEnd) - start, digitsOnly ? TokenKind.Number : TokenKind.Word, word));
        if (clitic >= 0)
        {
            tokens.Add(new Token(clitic, at - clitic, TokenKind.Clitic, lexicon.Find(text.AsSpan(clitic, at - clitic))));
        }

        return at;
    }

    // A dot belongs to "U.S.", "Mr." and to an initial before a name.
    private static bool TakesDot(ReadOnlySpan<char> body, Word word, string text, int at, int end)
    {
        bool acronym = body.Length >= 3 && body[^2] == '.';
        bool initial = body.Length == 1 && char.IsUpper(body[0]) && body[0] != 'I' && at + 2 < end && text[at + 1] == ' ' && char.IsUpper(text[at + 2]);
        return acronym || initial || (word.Is(WordClass.Abbreviations) && (char.IsUpper(body[0]) || body.Length <= 3 || body.Contains('.')) && at + 1 < end);
    }

    private static bool JoinsWord(string text, int start, int at)
    {
        char c = text[at];
        return c switch
        {
            '-' or '\u2010' or '\u2011' or '\'' or '\u2019' or '_' or '&' => true,
            '.' => IsSingleLetter(text, start, at) || (char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1])),
            ',' => char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]),
            _ => false,
        };
    }

    // "U.S" so far: one letter since the word began or since its last dot.
    private static bool IsSingleLetter(string text, int start, int at) =>
        char.IsLetter(text[at - 1]) && (at - 1 == start || text[at - 2] == '.') && at + 1 < text.Length && char.IsLetter(text[at + 1])
        && (at + 2 >= text.Length || !char.IsLetter(text[at + 2]));

    // Where 's, 're, 'll, 've, 'd, 'm begin; negations such as "don't" stay whole.
    private static int CliticStart(string text, int start, int end)
    {
        for (int at = end - 1; at > start && at >= end - 3; at--)
        {
            if (text[at] is '\'' or '\u2019')
            {
                ReadOnlySpan<char> tail = text.AsSpan(at + 1, end - at - 1);
                return tail is "s" or "S" or "re" or "ll" or "ve" or "d" or "m" ? at : -1;
            }
        }

        return -1;
    }

    private static bool IsWordChar(string text, int at)
    {
        char c = text[at];
        return char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }

    private static TokenKind KindOf(string text, int at, int length) => text[at] switch
    {
        ',' => TokenKind.Comma,
        '.' => length > 1 ? TokenKind.Dash : TokenKind.Stop,
        '!' or '。' => TokenKind.Stop,
        '…' => TokenKind.Dash,
        '?' => TokenKind.Question,
        ':' => TokenKind.Colon,
        ';' => TokenKind.Semicolon,
        '\u2013' or '\u2014' or '\u2015' => TokenKind.Dash,
        '-' => TokenKind.Dash,
        '(' or '[' or '{' => TokenKind.OpenBracket,
        ')' or ']' or '}' => TokenKind.CloseBracket,
        _ => TokenKind.Symbol,
    };
}
