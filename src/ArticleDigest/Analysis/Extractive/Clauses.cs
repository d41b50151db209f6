namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells where what is proposed or criticised ends, and cuts quotes at the ends of clauses.</summary>
internal sealed class Clauses(Discourse discourse, VerbGroups verbs, NounPhrases nouns)
{
    /// <summary>The longest quote, in words divided by spaces.</summary>
    public const int LongestQuote = 35;

    private const int LongestCondition = 12;
    private const int Window = 80;
    private const int LongestStretch = 1000;

    private Token[] Tokens => discourse.Tokens;

    /// <summary>The clause or phrase from a token on, up to where another clause, an aside or the sentence ends it.</summary>
    public Phrase From(int first, Sentence sentence)
    {
        int limit = Math.Min(sentence.End, first + Window);
        int quotation = discourse.QuotationAt(first);
        if (quotation >= 0 && first > discourse.Quotations[quotation].First)
        {
            limit = Math.Min(limit, discourse.Quotations[quotation].End);
        }

        int i = first;
        while (i < limit && !(i > first && Ends(i, limit, quotation)))
        {
            i++;
        }

        while (i > first && (Tokens[i - 1].Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.OpenQuote or TokenKind.Colon
            || Tokens[i - 1].Is(WordClass.Coordinators)))
        {
            i--;
        }

        return new Phrase(first, i);
    }

    private bool Ends(int i, int limit, int quotation)
    {
        Token token = Tokens[i];
        switch (token.Kind)
        {
            case TokenKind.Stop or TokenKind.Question or TokenKind.Semicolon or TokenKind.Dash or TokenKind.Colon:
                return true;
            case TokenKind.CloseQuote:
                return quotation >= 0 && discourse.QuotationAt(i) == quotation;
            case TokenKind.Comma:
                return EndsAtComma(i, limit);
            case TokenKind.Word when token.Is(WordClass.Coordinators):
                return token.Is(WordClass.Contrast) || nouns.StartsClause(i, limit) || FinishedVerb(i + 1, limit);
            case TokenKind.Word when token.Is(WordClass.Subordinators) && !token.Is(WordClass.Complementisers | WordClass.Adverbs) && !verbs.IsVerb(i):
                return nouns.StartsClause(i, limit) && !IsShortCondition(i, limit);
            default:
                return false;
        }
    }

    // "until a court has ruled", "if the river rises": without it, the rest would say something else.
    private bool IsShortCondition(int first, int limit)
    {
        bool condition = Tokens[first].Is(WordClass.Conditions) || (Tokens[first].Is(WordClass.Prepositions) && !Tokens[first].Is(WordClass.Adverbs));
        int end = first + 1;
        while (end < limit && end - first <= LongestCondition && Tokens[end].Kind is TokenKind.Word or TokenKind.Clitic or TokenKind.Number or TokenKind.Symbol)
        {
            end++;
        }

        return condition && end - first <= LongestCondition;
    }

    private bool EndsAtComma(int comma, int limit)
    {
        int next = comma + 1;
        while (next < limit && Tokens[next].IsQuote)
        {
            next++;
        }

        if (next >= limit)
        {
            return true;
        }

        Token token = Tokens[next];
        if (token.Is(WordClass.Relatives | WordClass.Contrast | WordClass.Conditions) || (token.Is(WordClass.Subordinators) && !token.Is(WordClass.Prepositions)))
        {
            return true;
        }

        if (token.Is(WordClass.Articles) && !nouns.ContinuesList(comma, limit))
        {
            return true;
        }

        if (token.Is(WordClass.Coordinators))
        {
            return nouns.StartsClause(next, limit) || FinishedVerb(next + 1, limit);
        }

        return FinishedVerb(next, limit) || (verbs.At(next) is { Form: VerbForms.Gerund }) || nouns.StartsClause(comma, limit);
    }

    // A verb in a finite form that cannot be the base of "should halt, stop and end".
    private bool FinishedVerb(int i, int limit)
    {
        while (i < limit && (Tokens[i].IsQuote || Tokens[i].Is(WordClass.Adverbs) || (Tokens[i].Is(WordClass.SuffixAdverb) && !verbs.IsVerb(i))))
        {
            i++;
        }

        return i < limit && verbs.At(i) is { IsFinite: true } verb && (verb.First != verb.Head || !Tokens[i].Word.HasVerb(VerbForms.Base));
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
        for (int i = cut.First - 1; i >= sentence.First && Words(new Phrase(i, cut.End)) <= LongestQuote; i--)
        {
            if (i == sentence.First || IsBoundary(i - 1))
            {
                cut = cut with { First = i };
            }
        }

        for (int i = cut.End; i < sentence.End && Words(new Phrase(cut.First, i + 1)) <= LongestQuote; i++)
        {
            if (i + 1 == sentence.End || IsBoundary(i + 1))
            {
                cut = cut with { End = i + 1 };
            }
        }

        return TrimQuote(cut);
    }

    /// <summary>The longest beginning of a phrase that fits into a quote, cut at the end of a clause if there is one.</summary>
    public Phrase Shorten(Phrase phrase, int words = LongestQuote)
    {
        int end = phrase.First + 1;
        int clause = -1;
        while (end < phrase.End && Words(new Phrase(phrase.First, end + 1)) <= words)
        {
            end++;
            clause = end < phrase.End && (IsBoundary(end) || Tokens[end].Is(WordClass.Coordinators)) && end - phrase.First > 4 ? end : clause;
        }

        return TrimQuote(end >= phrase.End ? phrase : new Phrase(phrase.First, clause > 0 ? clause : end));
    }

    /// <summary>How many words, divided by spaces, a phrase covers; far too many for a stretch no quote may have.</summary>
    public int Words(Phrase phrase)
    {
        int words = 0;
        bool inWord = false;
        int end = phrase.Count > 0 ? Tokens[phrase.Last].End : 0;
        for (int at = phrase.Count > 0 ? Tokens[phrase.First].Start : 0; at < end; at++)
        {
            bool space = char.IsWhiteSpace(discourse.Text[at]);
            words += !space && !inWord ? 1 : 0;
            inWord = !space;
            if (at - Tokens[phrase.First].Start > LongestStretch)
            {
                return int.MaxValue;
            }
        }

        return words;
    }

    private bool IsBoundary(int i) => Tokens[i].Kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Dash;

    private Phrase TrimQuote(Phrase phrase)
    {
        (int first, int end) = phrase;
        while (end > first + 1 && (Tokens[end - 1].Kind is TokenKind.Comma or TokenKind.OpenQuote or TokenKind.Dash or TokenKind.Colon or TokenKind.Semicolon
            || Tokens[end - 1].Is(WordClass.Coordinators)))
        {
            end--;
        }

        while (first + 1 < end && Tokens[first].Kind is TokenKind.Comma or TokenKind.CloseQuote or TokenKind.Dash)
        {
            first++;
        }

        return new Phrase(first, end);
    }
}
