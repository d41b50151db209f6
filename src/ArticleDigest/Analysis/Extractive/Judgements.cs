namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Finds what somebody judges a thing to be, however much is told of the thing before: "rejected the tax credit for
/// operators that use river water for cooling as a gift to foreign companies".
/// </summary>
internal sealed class Judgements(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Clauses clauses, Lexicon lexicon)
{
    private const int Reach = 40;
    private const int Near = 3;
    private const int ReachBack = 6;

    private Span<Token> Tokens => discourse.Tokens;

    /// <summary>The word that leads on to a judgement at the level of the verb whose object ends at a token; -1 if none does.</summary>
    /// <param name="at">Behind the object.</param>
    /// <param name="sentence">Its sentence.</param>
    public int After(int at, Sentence sentence)
    {
        int limit = Math.Min(sentence.End, at + Reach);
        int inner = -1;
        bool apart = false;
        int last = -1;
        for (int i = at; i < limit; i++)
        {
            Token token = Tokens[i];
            if (Judges(i, sentence))
            {
                if (inner < 0)
                {
                    return i;
                }

                // "the law that treats tenants as guests", "a man who signed as a minister"
                last = IsOwn(inner, i) || IsOffice(i, sentence) ? last : i;
                continue;
            }

            if (token.Kind == TokenKind.Comma)
            {
                bool opens = i + 1 < limit && inner < 0 && (LinkBehind(i, limit) >= 0 || LeadsClause(i + 1, sentence));
                bool closes = apart && i + 1 < limit && Judges(i + 1, sentence);
                if (!opens && !closes)
                {
                    return last;
                }

                apart = opens;
                inner = opens ? inner : -1;
            }
            else if (Ends(i, limit))
            {
                return last;
            }
            else if (verbs.At(i) is >= 0 and int verb && verbs[verb].Head == i && !(verbs[verb].Kind == GroupKind.Participle && inner < 0 && i == at))
            {
                // One clause or action belongs to the object; another one is more than is told of it.
                if ((inner >= 0 && verbs[verb].IsFinite) || (verbs[verb].IsFinite && !apart && !Linked(at, i)))
                {
                    return last;
                }

                inner = inner < 0 || verbs[verb].IsFinite ? verb : inner;
            }
        }

        return last;
    }

    // A word such as "as", with an object of its own that no clause follows: not "as the vote neared", "as high as", "as planned".
    private bool Judges(int i, Sentence sentence)
    {
        Token token = Tokens[i];
        if (!token.Word.Serves(WordUse.Judging) || i + 1 >= sentence.End || IsCompared(i) || LeadsClauseOfItsOwn(i, sentence.End))
        {
            return false;
        }

        int next = discourse.SkipQuotes(i + 1, sentence.End);
        if (next >= sentence.End)
        {
            return false;
        }

        Token judged = Tokens[next];
        if (judged.Tag == Tag.Adjective && next + 1 < sentence.End && Tokens[next + 1].Word.Serves(WordUse.Judging))
        {
            return false;
        }

        bool thing = nouns.At(next) is >= 0 and int noun && nouns[noun].First == next && !nouns[noun].IsPronoun && !Tokens[nouns[noun].Head].Is(WordClass.Days)
            && (judged.Word.Serves(WordUse.IndefiniteArticles) || (judged.Tag is Tag.Noun or Tag.Adjective && (!judged.IsCapitalised || lexicon.CapitalisesNouns)));
        return thing || (judged.Tag == Tag.Adjective && verbs.At(next) < 0 && !judged.Is(WordClass.Determiners));
    }

    // "as the vote neared"; but in "lehnte ihn als Fehler ab" the verb stands before.
    private bool LeadsClauseOfItsOwn(int i, int limit)
    {
        if (!lexicon.IsVerbSecond)
        {
            return clauses.StartsClause(i, limit);
        }

        int at = i + 1;
        while (at < Math.Min(limit, i + Reach) && Tokens[at].Kind is TokenKind.Word or TokenKind.Number or TokenKind.Clitic && !verbs.IsVerb(at))
        {
            at++;
        }

        return at < limit && verbs.At(at) is >= 0 and int verb && verbs[verb].IsFinite && verbs[verb].First > i;
    }

    // "as high as", "tanto los bancos como los jueces", "mehr als": no judgement but a comparison.
    private bool IsCompared(int i)
    {
        Token before = Tokens[Math.Max(0, i - 1)];
        if ((before.Tag == Tag.Adverb && !before.Is(WordClass.Days) && verbs.At(i - 1) < 0) || (before.Tag is not (Tag.Noun or Tag.Name) && i > 1 && Tokens[i - 2].Word.Serves(WordUse.Judging)))
        {
            return true;
        }

        for (int k = i - 1; k >= Math.Max(0, i - ReachBack); k--)
        {
            if (Tokens[k].Word.Serves(WordUse.Comparing))
            {
                return true;
            }
        }

        return false;
    }

    // Whether an inner clause's verb takes the word as its own: "that uses the river as a dump", but "that own houses as a burden".
    private bool IsOwn(int inner, int i)
    {
        ref readonly VerbGroup group = ref verbs[inner];
        Word head = Tokens[group.Head].Word;
        if (!head.MayBeCue(CueKind.Serve) && !head.MayBeCue(CueKind.Describe))
        {
            return false;
        }

        // What stands between "use" and its own "as" is its object; "for cooling" ends what belongs to it.
        for (int k = group.End; k < i; k++)
        {
            if (Tokens[k].Tag == Tag.Preposition && !Tokens[k].Is(WordClass.Of) && !Tokens[k].Word.Serves(WordUse.ObjectMarkers))
            {
                return false;
            }

            if (Tokens[k].Word.Serves(WordUse.Judging))
            {
                return false;
            }
        }

        return true;
    }

    // "that he signed as a minister"
    private bool IsOffice(int i, Sentence sentence)
    {
        int next = discourse.SkipQuotes(i + 1, sentence.End);
        return nouns.At(next) is >= 0 and int noun && Tokens[nouns[noun].Head].Means(Sense.Roles);
    }

    private bool Ends(int i, int limit)
    {
        Token token = Tokens[i];
        return token.Kind switch
        {
            TokenKind.Stop or TokenKind.Question or TokenKind.Colon or TokenKind.Semicolon or TokenKind.Dash => true,
            TokenKind.Word => token.Tag is Tag.Complementiser or Tag.Subordinator || (token.Tag == Tag.Coordinator && (token.Is(WordClass.Contrast) || LeadsVerb(i, limit))),
            _ => false,
        };
    }

    // "and rejected", "and the union condemned"
    private bool LeadsVerb(int coordinator, int limit)
    {
        int next = discourse.SkipAdverbs(coordinator + 1, limit);
        return clauses.StartsClause(coordinator, limit) || (next < limit && verbs.IsVerb(next));
    }

    // German: ", die Häuser besitzen,", ", die Mühle zu schließen,": its verb stands before the next comma.
    private bool LeadsClause(int first, Sentence sentence)
    {
        for (int i = first; lexicon.IsVerbSecond && i + 1 < Math.Min(sentence.End, first + Reach) && Tokens[i].Kind != TokenKind.Comma; i++)
        {
            if (verbs.IsVerb(i) && Tokens[i + 1].Kind == TokenKind.Comma)
            {
                return true;
            }
        }

        return false;
    }

    private bool Linked(int first, int end) => LinkIn(first, end) >= 0;

    // The relative word right behind a comma, a preposition of its own aside: ", in denen".
    private int LinkBehind(int comma, int limit) => LinkIn(comma + 1, Math.Min(limit, comma + Near));

    private int LinkIn(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (Tokens[i].Tag == Tag.Relative)
            {
                return i;
            }
        }

        return -1;
    }
}
