using ArticleDigest.Analysis.Extractive;

namespace ArticleDigest.Analysis.Parties;

/// <summary>Finds what a text says an acronym stands for: "the European Commission (EC)", "VZM (Verbraucherzentrale Mittelland)".</summary>
internal sealed class Acronyms(Discourse text)
{
    private const int Shortest = 2;
    private const int ShortestAlone = 3;
    private const int Longest = 8;
    private const int MostWords = 10;
    private const int LongestSpelling = 120;

    // Which words give their first letter.
    private enum Counted
    {
        Capitals,
        NotSmall,
        All,
    }

    /// <summary>The names with their acronyms, each at its place.</summary>
    public IEnumerable<(int Place, Alias Alias)> Find()
    {
        List<(int Place, Alias Alias)> found = [];
        for (int i = 1; i < text.Tokens.Length; i++)
        {
            if (!IsAcronym(i))
            {
                continue;
            }

            string acronym = Spelling(i);
            if (EndOfName(i) is > 0 and int end && StartOfName(acronym, end) is >= 0 and int start)
            {
                found.Add((start, new Alias(TextOf(start, end), acronym)));
            }
            else if (i + 2 < text.Tokens.Length && text.Tokens[i + 1].Kind == TokenKind.OpenBracket && Closing(i + 2) is > 0 and int close && StartOfName(acronym, close) == i + 2)
            {
                found.Add((i, new Alias(TextOf(i + 2, close), acronym)));
            }
        }

        return found;
    }

    /// <summary>
    /// What a name stands for that is an acronym, without the text saying so in one place: the one name in the text whose
    /// words begin with its letters; null if there is none, or several.
    /// </summary>
    public (int Place, Alias Alias)? Meaning(string name)
    {
        SpelledWord? acronym = SpelledWord.Divide(name).FindLast(word => word.IsLoud);
        if (acronym is null || acronym.Spelling.Length is < ShortestAlone or > Longest)
        {
            return null;
        }

        (int Place, Alias Alias)? found = null;
        Span<Token> tokens = text.Tokens;
        for (int first = 0; first < tokens.Length; first++)
        {
            if (!tokens[first].IsCapitalised || InitialOf(Spelling(first)) != char.ToUpperInvariant(acronym.Folded[0]) || EndOfMeaning(acronym.Spelling, first) is not (> 0 and int end))
            {
                continue;
            }

            string whole = TextOf(first, end);
            if (found is { } known && !string.Equals(known.Alias.Name, whole, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            found ??= (first, new Alias(whole, name));
        }

        return found;
    }

    private int EndOfMeaning(string acronym, int first)
    {
        Span<Token> tokens = text.Tokens;
        for (int end = first + 1; end <= Math.Min(tokens.Length, first + MostWords) && tokens[end - 1].Kind is TokenKind.Word or TokenKind.Clitic; end++)
        {
            bool whole = end - first >= ShortestAlone - 1 && tokens[end - 1].IsWord && !tokens[end - 1].Is(WordClass.Of | WordClass.Articles | WordClass.Contracted);
            if (whole && (Initials(first, end, Counted.Capitals).Equals(acronym, StringComparison.Ordinal) || Initials(first, end, Counted.NotSmall).Equals(acronym, StringComparison.Ordinal)))
            {
                return end;
            }
        }

        return -1;
    }

    // "… (EC)", "…, kurz VZM,"
    private int EndOfName(int acronym)
    {
        Span<Token> tokens = text.Tokens;
        if (tokens[acronym - 1].Kind == TokenKind.OpenBracket)
        {
            bool closed = acronym + 1 < tokens.Length && tokens[acronym + 1].Kind is TokenKind.CloseBracket or TokenKind.Comma;
            return closed ? acronym - 1 : -1;
        }

        bool called = acronym > 2 && tokens[acronym - 2].Kind == TokenKind.Comma
            && Spelling(acronym - 1) is "kurz" or "or" or "ou" or "o" or "dit" or "dite" or "oder" or "abgekürzt" or "abbreviated";
        return called ? acronym - 2 : -1;
    }

    private int Closing(int first)
    {
        for (int i = first; i < Math.Min(text.Tokens.Length, first + MostWords); i++)
        {
            if (text.Tokens[i].Kind == TokenKind.CloseBracket)
            {
                return i;
            }
        }

        return -1;
    }

    // The nearest word from which on the capital letters, or at least the letters in their order, give the acronym.
    private int StartOfName(string acronym, int end)
    {
        Span<Token> tokens = text.Tokens;
        int inOrder = -1;
        for (int first = end - 1; first >= Math.Max(0, end - MostWords) && tokens[first].Kind is TokenKind.Word or TokenKind.Clitic or TokenKind.Number; first--)
        {
            if (!tokens[first].IsCapitalised || InitialOf(Spelling(first)) != acronym[0])
            {
                continue;
            }

            if (Array.Exists(Enum.GetValues<Counted>(), counted => Initials(first, end, counted).Equals(acronym, StringComparison.OrdinalIgnoreCase)))
            {
                return first;
            }

            inOrder = inOrder < 0 && HasInOrder(acronym, first, end) ? first : inOrder;
        }

        return inOrder;
    }

    private string Initials(int first, int end, Counted counted)
    {
        Span<char> letters = stackalloc char[MostWords * 2];
        int length = 0;
        for (int i = first; i < end && length < letters.Length; i++)
        {
            Token token = text.Tokens[i];
            if (token.IsWord && (counted == Counted.All || (counted == Counted.Capitals ? token.IsCapitalised : !NameBook.Whole.IsSmall(SpelledWord.Fold(Spelling(i))))))
            {
                foreach (string part in Spelling(i).Split('-', StringSplitOptions.RemoveEmptyEntries))
                {
                    if (length < letters.Length)
                    {
                        letters[length++] = InitialOf(part);
                    }
                }
            }
        }

        return letters[..length].ToString();
    }

    // VZM is the Verbraucherzentrale Mittelland, Fenprof the Federação Nacional dos Professores: every word with a capital
    // gives its first letter, and there are several.
    private bool HasInOrder(string acronym, int first, int end)
    {
        acronym = SpelledWord.Fold(acronym).ToUpperInvariant();
        int at = 0;
        int words = 0;
        for (int i = first; i < end; i++)
        {
            if (!text.Tokens[i].IsWord || !text.Tokens[i].IsCapitalised)
            {
                continue;
            }

            words++;
            string word = SpelledWord.Fold(Spelling(i)).ToUpperInvariant();
            if (at == acronym.Length || word.Length == 0 || word[0] != acronym[at])
            {
                return false;
            }

            for (int k = 0; k < word.Length && at < acronym.Length; k++)
            {
                bool next = NextCapital(i, end) is { } initial && initial == acronym[at] && k > 0;
                at += word[k] == acronym[at] && !next ? 1 : 0;
            }
        }

        return at == acronym.Length && words > 1;
    }

    private char? NextCapital(int word, int end)
    {
        for (int i = word + 1; i < end; i++)
        {
            if (text.Tokens[i].IsWord && text.Tokens[i].IsCapitalised)
            {
                return InitialOf(Spelling(i));
            }
        }

        return null;
    }

    private static char InitialOf(string word) => SpelledWord.Fold(word) is { Length: > 0 } folded ? char.ToUpperInvariant(folded[0]) : '\0';

    // Capitals only, or few letters with a capital: "EC", "BfV", "Fenprof"
    private bool IsAcronym(int at)
    {
        Token token = text.Tokens[at];
        return token.IsWord && token.IsCapitalised && token.Length is >= Shortest and <= Longest && !text.Text.AsSpan(token.Start, token.Length).ContainsAny(" .-'");
    }

    private string Spelling(int at) => TextOf(at, at + 1);

    private string TextOf(int first, int end)
    {
        int start = text.Tokens[first].Start;
        return text.Text.Substring(start, Math.Min(text.Tokens[end - 1].End - start, LongestSpelling));
    }
}
