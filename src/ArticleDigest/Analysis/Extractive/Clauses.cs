namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells where what is proposed or criticised ends, and cuts quotes at the ends of clauses.</summary>
internal sealed class Clauses(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Lexicon lexicon)
{
    /// <summary>The longest quote, in words divided by spaces.</summary>
    public const int LongestQuote = 35;

    private const int LongestCondition = 12;
    private const int Window = 80;

    /// <summary>The clause or phrase from a token on, up to where another clause, an aside or the sentence ends it.</summary>
    public Phrase From(int first, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        int limit = Math.Min(sentence.End, first + Window);
        int quotation = discourse.QuotationAt(first);
        if (quotation >= 0 && first > discourse.Quotations[quotation].First)
        {
            limit = Math.Min(limit, discourse.Quotations[quotation].End);
        }

        int i = first;
        while (i < limit && !(i > first && MayEnd(tokens[i]) && Ends(i, limit, quotation)))
        {
            i++;
        }

        while (i > first && (tokens[i - 1].Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.OpenQuote or TokenKind.Colon || tokens[i - 1].Tag == Tag.Coordinator))
        {
            i--;
        }

        return new Phrase(first, i);
    }

    /// <summary>A thing from a token on: like a clause, but it ends before a finite verb that is not its own.</summary>
    public Phrase Thing(int first, Sentence sentence)
    {
        Phrase clause = From(first, sentence);
        bool linked = false;
        for (int i = first; i < clause.End; i++)
        {
            linked |= discourse.Tokens[i].Tag is Tag.Relative or Tag.Complementiser or Tag.Subordinator;
            if (!linked && verbs.At(i) is >= 0 and int v && verbs[v].IsFinite && verbs[v].First >= i && i > first)
            {
                return clause with { End = i };
            }
        }

        return clause;
    }

    /// <summary>German: a phrase with the relative clause behind its comma: "für alle, die Häuser besitzen".</summary>
    public Phrase WithRelative(Phrase phrase, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        int first = phrase.End + 1;
        if (!lexicon.IsVerbSecond || phrase.Count <= 0 || first >= sentence.End || tokens[phrase.End].Kind != TokenKind.Comma || nouns.At(phrase.Last) < 0 || !tokens[first].Is(WordClass.Relatives))
        {
            return phrase;
        }

        int end = first + 1;
        while (end < Math.Min(sentence.End, first + Window) && tokens[end].Kind is TokenKind.Word or TokenKind.Number or TokenKind.Symbol)
        {
            end++;
        }

        return verbs.At(end - 1) is >= 0 and int verb && verbs[verb].IsFinite && verbs[verb].First == end - 1 ? phrase with { End = end } : phrase;
    }

    /// <summary>Whether the noun behind a linking word has a verb of its own: "… and the union condemned".</summary>
    public bool StartsClause(int link, int limit)
    {
        Span<Token> tokens = discourse.Tokens;
        bool noun = false;
        for (int i = link + 1; i < Math.Min(limit, link + 12); i++)
        {
            if (verbs.At(i) is >= 0 and int v)
            {
                return verbs[v].IsFinite;
            }

            noun |= nouns.At(i) >= 0;
            if (tokens[i].Kind is not (TokenKind.Word or TokenKind.Clitic or TokenKind.Number) || tokens[i].Tag is Tag.Coordinator or Tag.Relative)
            {
                return false;
            }
        }

        return false;
    }

    // Most words cannot.
    private static bool MayEnd(in Token token) => token.Kind != TokenKind.Word || token.Tag is Tag.Coordinator or Tag.Subordinator;

    private bool Ends(int i, int limit, int quotation)
    {
        Token token = discourse.Tokens[i];
        switch (token.Kind)
        {
            case TokenKind.Stop or TokenKind.Question or TokenKind.Semicolon or TokenKind.Dash or TokenKind.Colon:
                return true;
            case TokenKind.CloseQuote:
                return quotation >= 0 && discourse.QuotationAt(i) == quotation;
            case TokenKind.Comma:
                return EndsAtComma(i, limit);
            case TokenKind.Word when token.Tag == Tag.Coordinator:
                return token.Is(WordClass.Contrast) || StartsClause(i, limit) || FinishedVerb(i + 1, limit);
            case TokenKind.Word when token.Tag == Tag.Subordinator:
                return StartsClause(i, limit) && !IsShortCondition(i, limit);
            default:
                return false;
        }
    }

    // "until a court has ruled", "if the river rises": without it, the rest would say something else.
    private bool IsShortCondition(int first, int limit)
    {
        Span<Token> tokens = discourse.Tokens;
        bool condition = tokens[first].Is(WordClass.Conditions) || (tokens[first].Is(WordClass.Prepositions) && !tokens[first].Is(WordClass.Adverbs));
        int end = first + 1;
        while (end < limit && end - first <= LongestCondition && tokens[end].Kind is TokenKind.Word or TokenKind.Clitic or TokenKind.Number or TokenKind.Symbol)
        {
            end++;
        }

        return condition && end - first <= LongestCondition;
    }

    private bool EndsAtComma(int comma, int limit)
    {
        Span<Token> tokens = discourse.Tokens;
        int next = discourse.SkipQuotes(comma + 1, limit);

        if (next >= limit)
        {
            return true;
        }

        Token token = tokens[next];
        if (token.Tag is Tag.Relative or Tag.Subordinator or Tag.Complementiser || token.Is(WordClass.Contrast | WordClass.Conditions))
        {
            return true;
        }

        if (lexicon.IsVerbSecond)
        {
            return !ContinuesList(comma, limit);
        }

        if (token.Tag == Tag.Determiner && token.Is(WordClass.Articles) && !ContinuesList(comma, limit))
        {
            return true;
        }

        if (token.Tag == Tag.Coordinator)
        {
            return StartsClause(next, limit) || FinishedVerb(next + 1, limit);
        }

        return FinishedVerb(next, limit) || (verbs.At(next) is >= 0 and int v && verbs[v].Kind == GroupKind.Gerund) || StartsClause(comma, limit);
    }

    // Whether a comma goes on with a list that ends in "and".
    private bool ContinuesList(int comma, int limit)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = comma + 1; i < Math.Min(limit, comma + 14); i++)
        {
            if (verbs.At(i) is >= 0 and int v && verbs[v].Kind == GroupKind.Finite && !lexicon.IsVerbSecond)
            {
                return false;
            }

            if (tokens[i].Tag == Tag.Coordinator)
            {
                return i > comma + 1 && !tokens[i].Is(WordClass.Contrast) && i + 1 < limit && !StartsClause(i, limit);
            }

            if ((!tokens[i].IsWord && tokens[i].Kind is not (TokenKind.Comma or TokenKind.Clitic or TokenKind.Number) && !tokens[i].IsQuote)
                || tokens[i].Tag is Tag.Relative or Tag.Subordinator or Tag.Complementiser)
            {
                return false;
            }
        }

        return false;
    }

    // A verb in a finite form that cannot be the base of "should halt, stop and end".
    private bool FinishedVerb(int i, int limit)
    {
        Span<Token> tokens = discourse.Tokens;
        i = discourse.SkipAdverbs(i, limit);

        return i < limit && verbs.At(i) is >= 0 and int v && verbs[v].IsFinite && verbs[v].First == i
            && (verbs[v].First != verbs[v].Head || !tokens[i].Word.HasForm(VerbForms.Infinitive) || lexicon.IsVerbSecond);
    }

    /// <summary>The quote that proves a core: its sentence if short enough, else as much of it around the core as fits.</summary>
    public Phrase Quote(Phrase core, Sentence sentence)
    {
        Phrase whole = new(sentence.First, sentence.End);
        if (Words(whole) <= LongestQuote)
        {
            return whole;
        }

        Phrase cut = Words(core) <= LongestQuote ? core : Shorten(core);
        int words = Words(cut);
        int behind = words;
        for (int i = cut.End; i < sentence.End && (behind += WordsAt(i) + (Touches(i) ? -1 : 0)) <= LongestQuote; i++)
        {
            if (i + 1 == sentence.End || IsBoundary(i + 1))
            {
                cut = cut with { End = i + 1 };
                words = behind;
            }
        }

        for (int i = cut.First - 1; i >= sentence.First && discourse.Tokens[i].Kind is not (TokenKind.Colon or TokenKind.Semicolon) && (words += WordsAt(i) + (Touches(i + 1) ? -1 : 0)) <= LongestQuote; i--)
        {
            if (i == sentence.First || IsBoundary(i - 1))
            {
                cut = cut with { First = i };
            }
        }

        return TrimQuote(cut);
    }

    /// <summary>The longest beginning of a phrase that fits into a quote, cut at the end of a clause if there is one.</summary>
    public Phrase Shorten(Phrase phrase, int words = LongestQuote)
    {
        if (phrase.Count <= 0)
        {
            return phrase;
        }

        int end = phrase.First + 1;
        int clause = -1;
        int count = WordsAt(phrase.First);
        while (end < phrase.End && (count += WordsAt(end) + (Touches(end) ? -1 : 0)) <= words)
        {
            end++;
            clause = end < phrase.End && (IsBoundary(end) || discourse.Tokens[end].Tag == Tag.Coordinator) && end - phrase.First > 4 ? end : clause;
        }

        return TrimQuote(end >= phrase.End ? phrase : new Phrase(phrase.First, clause > 0 ? clause : end));
    }

    /// <summary>How many words, divided by spaces, a phrase covers.</summary>
    public int Words(Phrase phrase)
    {
        Span<Token> tokens = discourse.Tokens[phrase.First..phrase.End];
        int words = 0;
        int end = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            ref Token token = ref tokens[i];
            int gap = i == 0 ? 0 : token.Start - end;
            words += token.Word.Words + (i == 0 || gap > 1 ? Skipped(phrase.First + i) : gap == 0 ? -1 : 0);
            end = token.End;
        }

        return words;
    }

    // How many words a token is: several if it is an expression or holds spaces of its own.
    private int WordsAt(int i) => discourse.Tokens[i].Word.Words + Skipped(i);

    // What stands between two tokens besides a space is no token, but a reader counts it.
    private int Skipped(int i)
    {
        if (i == 0 || discourse.Tokens[i].Start - discourse.Tokens[i - 1].End <= 1)
        {
            return 0;
        }

        int words = 0;
        for (int at = discourse.Tokens[i - 1].End; at < discourse.Tokens[i].Start; at++)
        {
            words += char.IsWhiteSpace(discourse.Text[at]) ? 0 : 1;
        }

        return words;
    }

    // Whether no space divides a token from the one before.
    private bool Touches(int i) => discourse.Tokens[i].Start == discourse.Tokens[i - 1].End;

    private bool IsBoundary(int i) => discourse.Tokens[i].Kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Dash;

    private Phrase TrimQuote(Phrase phrase)
    {
        Span<Token> tokens = discourse.Tokens;
        (int first, int end) = phrase;
        while (end > first + 1 && (tokens[end - 1].Kind is TokenKind.Comma or TokenKind.OpenQuote or TokenKind.Dash or TokenKind.Colon or TokenKind.Semicolon or TokenKind.OpenBracket
            || tokens[end - 1].Tag == Tag.Coordinator))
        {
            end--;
        }

        while (first + 1 < end && tokens[first].Kind is TokenKind.Comma or TokenKind.CloseQuote or TokenKind.Dash or TokenKind.CloseBracket)
        {
            first++;
        }

        return new Phrase(first, end);
    }
}
