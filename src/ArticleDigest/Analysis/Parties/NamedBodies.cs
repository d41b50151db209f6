using ArticleDigest.Analysis.Extractive;

namespace ArticleDigest.Analysis.Parties;

/// <summary>Finds which body a text means that it only calls by its kind: "the council" of Port Arlen's city council.</summary>
internal sealed class NamedBodies(Discourse text, string language)
{
    private const int Widest = 6;
    private const int LongestSpelling = 120;

    /// <summary>The one body of the text that a name of no place can mean; null if there is none, or several.</summary>
    public (int Place, string Name)? Specific(string name)
    {
        PartyName kind = PartyName.Of(name, language);
        if (kind.Kind is not (NameKind.Generic or NameKind.Full) || kind.LastName is not null || HeadOf(name) is not { } head)
        {
            return null;
        }

        HashSet<string> parts = new(kind.Key.Split(' '), StringComparer.Ordinal);
        (int Place, string Name)? found = null;
        string? key = null;
        for (int i = 0; i < text.Tokens.Length; i++)
        {
            Token token = text.Tokens[i];
            if (!IsHead(token, head))
            {
                continue;
            }

            (int first, int end) = Whole(i);
            string whole = TextOf(first, end);
            PartyName told = PartyName.Of(whole, language);
            bool longer = kind.Kind == NameKind.Generic || GoesOn(name, first, end);
            if (!longer || told.Kind == NameKind.Generic || told.Members.Count > 0 || !(parts.IsProperSubsetOf(told.Key.Split(' ')) || IsCompound(token, head)))
            {
                continue;
            }

            if (key is not null && !string.Equals(key, told.Key, StringComparison.Ordinal))
            {
                return null;
            }

            (key, found) = (told.Key, found ?? (first, whole));
        }

        return found;
    }

    // The kind of body itself, also at the beginning of an expression or the end of a German compound.
    private bool IsHead(Token token, string head)
    {
        ReadOnlySpan<char> spelling = text.Text.AsSpan(token.Start, token.Length);
        return token.IsWord && spelling.Length >= head.Length
            && (IsCompound(token, head) || (spelling.StartsWith(head, StringComparison.OrdinalIgnoreCase) && (spelling.Length == head.Length || spelling[head.Length] == ' ')));
    }

    private bool IsCompound(Token token, string head) =>
        language is "de" && token.Length > head.Length && token.IsCapitalised && text.Text.AsSpan(token.Start, token.Length).EndsWith(head, StringComparison.OrdinalIgnoreCase);

    // "the Court of Auditors" and "the Court of Auditors of the State", but not "Labour Party" and "Labour Party Conference".
    private bool GoesOn(string name, int first, int end)
    {
        for (int i = first + 1; i < end; i++)
        {
            if (IsOf(text.Tokens[i]) && name.EndsWith(TextOf(first, i), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // The word of a name that says what kind of body it is, as the text has it.
    private string? HeadOf(string name)
    {
        Lexicon? lexicon = Lexicon.Of(language);
        SpelledWord? head = lexicon is null ? null : SpelledWord.Divide(name).Find(word => lexicon.Find(word.Spelling).Means(Sense.Groups));
        return head?.Spelling;
    }

    /// <summary>
    /// The body that a text names with its kind and elsewhere by its own name alone: "the doctors' union Medica" and "Medica";
    /// null if there is none, or several, or if the name is also a place in the text.
    /// </summary>
    public (int Place, string Name)? Called(string name)
    {
        if (PartyName.Of(name, language) is not { Kind: NameKind.Brief } brief)
        {
            return null;
        }

        (int Place, string Name)? found = null;
        for (int i = 1; i < text.Tokens.Length; i++)
        {
            Token token = text.Tokens[i];
            if (token.Length != brief.Display.Length || !text.Text.AsSpan(token.Start, token.Length).SequenceEqual(brief.Display))
            {
                continue;
            }

            Token before = text.Tokens[i - 1];
            bool joined = before.IsWord && before.Means(Sense.Groups) && !before.Means(Sense.Roles);
            if (IsPlace(before) || (joined && found is { } known && !string.Equals(known.Name, TextOf(i - 1, i + 1), StringComparison.Ordinal)))
            {
                return null;
            }

            found = joined ? found ?? (i - 1, TextOf(i - 1, i + 1)) : found;
        }

        return found;
    }

    private bool IsPlace(Token before) => before.IsWord && text.Text.Substring(before.Start, before.Length).ToLowerInvariant() is "in" or "aus" or "nach" or "at" or "near" or "à" or "en" or "em";

    // "Port Arlen's city council", "the city council of Port Arlen", "l'administration de l'hôpital de Leirosa"
    private (int First, int End) Whole(int head)
    {
        Span<Token> tokens = text.Tokens;
        int first = head;
        while (first > 0 && head - first < Widest && BelongsLeft(tokens, first))
        {
            first--;
        }

        int end = head + 1;
        int last = end;
        while (end < tokens.Length && end - head <= Widest && (IsOf(tokens[end]) || IsArticleWithin(tokens, end) || tokens[end].IsCapitalised || tokens[end].Means(Sense.Groups)) && tokens[end].IsWord)
        {
            end++;
            last = IsOf(tokens[end - 1]) || tokens[end - 1].Is(WordClass.Articles) ? last : end;
        }

        return (first, last);
    }

    // "dem Rat der Stadt", "de la ville"; but not "hat der Bund ein Lager"
    private bool IsArticleWithin(Span<Token> tokens, int at) =>
        tokens[at].Is(WordClass.Articles) && (IsOf(tokens[at - 1]) || (language is "de" && text.Text.AsSpan(tokens[at].Start, tokens[at].Length) is "der" or "des"));

    // "of", also with an article in it: "du", "vom"; but not "am"
    private bool IsOf(Token token) =>
        token.Is(WordClass.Of) || (token.Is(WordClass.Contracted) && (Lexicon.Of(language)?.Find(token.Word.Preposition).Is(WordClass.Of) ?? false));

    private static bool BelongsLeft(Span<Token> tokens, int first)
    {
        Token before = tokens[first - 1];
        return before.Kind == TokenKind.Clitic ? first > 1 && tokens[first - 2].IsCapitalised
            : before.IsWord && !before.Is(WordClass.Determiners | WordClass.Prepositions | WordClass.Contracted)
                && (before.IsCapitalised && !(before.StartsSentence && before.Word.IsKnown) || before.Is(WordClass.Adjective) || (before.Means(Sense.Groups) && !before.IsCapitalised));
    }

    private string TextOf(int first, int end)
    {
        int start = text.Tokens[first].Start;
        return text.Text.Substring(start, Math.Min(text.Tokens[end - 1].End - start, LongestSpelling));
    }
}
