using System.Globalization;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Divides a text into words and signs; which quotation marks open and which close is told by <see cref="Quotations"/>.</summary>
internal sealed class Tokeniser(Lexicon lexicon)
{
    /// <summary>Appends the tokens of a stretch of the text.</summary>
    public void Read(string text, int start, int end, PooledList<Token> tokens)
    {
        int at = start;
        int expression = -1;
        while (at < end)
        {
            char c = text[at];
            if (c == ' ')
            {
                at++;
            }
            else if (IsWordChar(text, at))
            {
                int known = tokens.Count;
                at = ReadWord(text, at, end, tokens);
                for (int i = known; i < tokens.Count; i++)
                {
                    expression = expression < 0 && tokens[i].Word.LeadsExpression ? i : expression;
                }
            }
            else if (char.IsWhiteSpace(c) || (char.IsSurrogate(c) && !(at + 1 < end && char.IsSurrogatePair(c, text[at + 1]))))
            {
                // Half a character is nothing a quote may begin or end with.
                at++;
            }
            else
            {
                int length = at + 1 < end && char.IsSurrogatePair(c, text[at + 1]) ? 2 : 1;
                while (c is '.' or '-' or '`' && at + length < end && text[at + length] == c)
                {
                    length++;
                }

                tokens.Add(new Token(at, length, KindOf(c, length), Lexicon.Unknown) { Tag = Tag.Sign });
                at += length;
            }
        }

        if (expression >= 0)
        {
            Join(text, tokens, expression);
        }
    }

    private int ReadWord(string text, int start, int end, PooledList<Token> tokens)
    {
        int at = start;
        while (at < end && char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        bool digitsOnly = at == start;
        int mark = -1;
        while (at < end)
        {
            if (IsWordChar(text, at))
            {
                digitsOnly = digitsOnly && !char.IsLetter(text[at]);
                at++;
            }
            else if (at + 1 < end && IsWordChar(text, at + 1) && JoinsWord(text, start, at))
            {
                mark = text[at] is '.' or ',' or '_' or '&' ? mark : at;
                at++;
            }
            else
            {
                break;
            }
        }

        if (mark >= 0)
        {
            int split = SplitAt(text, start, at);
            if (split > start)
            {
                Add(text, start, split, end, false, tokens);
                bool clitic = lexicon.JoinsApostrophes && text[split] is '\'' or '\u2019';
                if (clitic)
                {
                    tokens.Add(new Token(split, at - split, TokenKind.Clitic, lexicon.Find(text.AsSpan(split, at - split))));
                    return at;
                }

                return text[split] == '-' ? Add(text, split, at, end, false, tokens) : split;
            }
        }

        return Add(text, start, at, end, digitsOnly, tokens);
    }

    private int Add(string text, int start, int end, int limit, bool digitsOnly, PooledList<Token> tokens)
    {
        ReadOnlySpan<char> body = text.AsSpan(start, end - start);
        Word word = digitsOnly ? Lexicon.Unknown : lexicon.Find(body);
        int whole = end < limit && text[end] == '.' && TakesDot(body, word, text, end, limit) ? end + 1 : end;
        tokens.Add(new Token(start, whole - start, digitsOnly ? TokenKind.Number : TokenKind.Word, word)
        {
            IsCapitalised = char.IsUpper(text[start]),
            IsLoud = whole - start > 1 && char.IsUpper(text[start]) && char.IsUpper(text[start + 1]),
            Tag = digitsOnly ? Tag.Number : Tag.None,
        });
        return whole;
    }

    // Where a word is cut in two: before 's, behind l', before -il; -1 if nowhere.
    private int SplitAt(string text, int start, int end)
    {
        if (lexicon.JoinsApostrophes)
        {
            for (int at = end - 1; at > start && at >= end - 3; at--)
            {
                if (text[at] is '\'' or '\u2019')
                {
                    return IsClitic(text.AsSpan(at + 1, end - at - 1)) ? at : -1;
                }
            }

            return -1;
        }

        for (int at = start + 1; at < Math.Min(end - 1, start + 8); at++)
        {
            if (text[at] is '\'' or '\u2019')
            {
                return lexicon.Find(text.AsSpan(start, end - start)).IsKnown ? -1 : at + 1;
            }
        }

        for (int at = Math.Max(start + 1, end - 7); at < end - 1; at++)
        {
            if (text[at] == '-' && lexicon.Find(text.AsSpan(at, end - at)).Is(WordClass.Pronouns | WordClass.ObjectClitics | WordClass.Demonstratives))
            {
                return at;
            }
        }

        return -1;
    }

    private bool IsClitic(ReadOnlySpan<char> ending)
    {
        foreach (string clitic in lexicon.Clitics)
        {
            if (ending.SequenceEqual(clitic))
            {
                return true;
            }
        }

        return false;
    }

    // Makes one token of the words of an expression.
    private static void Join(string text, PooledList<Token> tokens, int first)
    {
        int kept = first;
        for (int i = first; i < tokens.Count; i++)
        {
            ref Token token = ref tokens[i];
            if (kept < i)
            {
                tokens[kept] = token;
            }

            if (i + 1 < tokens.Count && token.Word.MayGoOn(text[tokens[i + 1].Start], tokens[i + 1].Length) && ExpressionAt(text, tokens, i) is { Word: { } whole } expression)
            {
                i += expression.Rest.Length;
                tokens[kept].Length = tokens[i].End - token.Start;
                tokens[kept].Word = whole;
            }

            kept++;
        }

        tokens.Shorten(kept);
    }

    private static Expression ExpressionAt(string text, PooledList<Token> tokens, int at)
    {
        int mark = Expression.MarkOf(text[tokens[at + 1].Start], tokens[at + 1].Length);
        foreach (ref readonly Expression expression in tokens[at].Word.Expressions.AsSpan())
        {
            if (expression.Mark == mark && Matches(text, tokens, at, expression.Rest))
            {
                return expression;
            }
        }

        return default;
    }

    private static bool Matches(string text, PooledList<Token> tokens, int at, string[] rest)
    {
        if (at + rest.Length >= tokens.Count)
        {
            return false;
        }

        for (int i = 0; i < rest.Length; i++)
        {
            ref Token token = ref tokens[at + 1 + i];
            if (token.Kind is not (TokenKind.Word or TokenKind.Clitic) || token.Length != rest[i].Length)
            {
                return false;
            }

            for (int k = 0; k < token.Length; k++)
            {
                char c = char.ToLowerInvariant(text[token.Start + k]);
                if ((c == '\u2019' ? '\'' : c) != rest[i][k])
                {
                    return false;
                }
            }
        }

        return true;
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

            // "Befürworter*innen", "Kapitalist:innen"
            '*' or ':' => at + 6 < text.Length && text.AsSpan(at + 1, 5) is "innen",
            _ => false,
        };
    }

    // "U.S" so far: one letter since the word began or since its last dot.
    private static bool IsSingleLetter(string text, int start, int at) =>
        char.IsLetter(text[at - 1]) && (at - 1 == start || text[at - 2] == '.') && at + 1 < text.Length && char.IsLetter(text[at + 1])
        && (at + 2 >= text.Length || !char.IsLetter(text[at + 2]));

    private static bool IsWordChar(string text, int at)
    {
        char c = text[at];
        return c < 128 ? char.IsAsciiLetterOrDigit(c) || (c == '$' && BeginsSum(text, at))
            : char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => true,
                UnicodeCategory.CurrencySymbol => BeginsSum(text, at),
                _ => false,
            };
    }

    // "$5.1 million", "€12"
    private static bool BeginsSum(string text, int at) => at + 1 < text.Length && char.IsDigit(text[at + 1]);

    private static TokenKind KindOf(char c, int length) => c switch
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
