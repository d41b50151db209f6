namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds noun phrases to the right and to the left of a place. Works within small windows.</summary>
internal sealed class NounPhrases(Discourse discourse, VerbGroups verbs)
{
    private const int LongestPhrase = 40;
    private const int LongestListItem = 8;

    private Token[] Tokens => discourse.Tokens;

    /// <summary>The noun phrase that begins at a token, with its "of"s and, up to a stop, other prepositions.</summary>
    /// <param name="from">Where it begins; an opening quotation mark is part of it.</param>
    /// <param name="end">Where it must end.</param>
    /// <param name="stops">Prepositions before which it ends.</param>
    /// <returns>Null if no noun phrase begins there.</returns>
    public Phrase? Right(int from, int end, ReadOnlySpan<string> stops)
    {
        int limit = Math.Min(end, from + LongestPhrase);
        bool head = false;
        int i = from;
        for (; i < limit; i++)
        {
            Token token = Tokens[i];
            if (token.IsQuote)
            {
                if (token.Kind == TokenKind.OpenQuote && head && i > from && Tokens[i - 1].Kind == TokenKind.Comma)
                {
                    break;
                }

                continue;
            }

            if (token.Kind is TokenKind.Clitic or TokenKind.Number)
            {
                head |= token.Kind == TokenKind.Number;
                continue;
            }

            if (token.Kind == TokenKind.Symbol)
            {
                continue;
            }

            if (token.Kind == TokenKind.Comma)
            {
                if (head && ContinuesList(i, limit))
                {
                    continue;
                }

                break;
            }

            if (!token.IsWord)
            {
                break;
            }

            if (verbs.At(i) is { } verb)
            {
                // "proposed law": a participle before its noun; a whole -ing clause may be the phrase.
                bool adjective = !head && verb.Form == VerbForms.Participle;
                bool clause = verb.Form == VerbForms.Gerund && (i == from || Tokens[i - 1].Is(WordClass.Prepositions) || Tokens[i - 1].Kind == TokenKind.OpenQuote);
                if (!adjective && !clause)
                {
                    break;
                }

                head |= clause;
                i = verb.Head;
                continue;
            }

            if (token.Is(WordClass.Relatives | WordClass.Infinitive) && !token.Is(WordClass.Possessives) && !(token.Is(WordClass.Demonstratives) && !head))
            {
                if (token.Is(WordClass.Infinitive) && token.Is(WordClass.Prepositions) && head && i + 1 < limit && BeginsNoun(i + 1)
                    && !stops.Contains(token.Word.Norm))
                {
                    continue;
                }

                break;
            }

            if (token.Is(WordClass.Prepositions))
            {
                if (!head || (stops.Contains(token.Word.Norm) && !JoinsName(i, from, limit)) || i + 1 >= limit || Tokens[i + 1].Is(WordClass.Days) || !BeginsNoun(i + 1)
                    || (token.Is(WordClass.Subordinators) && StartsClause(i, limit)))
                {
                    break;
                }

                continue;
            }

            if (token.Is(WordClass.Coordinators))
            {
                if (!head || token.Is(WordClass.Contrast) || i + 1 >= limit || !BeginsNoun(i + 1) || StartsClause(i, limit))
                {
                    break;
                }

                continue;
            }

            if (token.Is(WordClass.Subordinators) || (token.Is(WordClass.Negations) && !token.Is(WordClass.Determiners)) || (head && token.Is(WordClass.Pronouns) && !token.Is(WordClass.Possessives) && !AfterLink(i)))
            {
                break;
            }

            if (head && token.Is(WordClass.Articles | WordClass.Possessives) && !AfterLink(i))
            {
                break;
            }

            head |= !token.Is(WordClass.Articles);
        }

        Phrase phrase = Trim(new Phrase(from, i));
        return head && phrase.Count > 0 ? phrase : null;
    }

    /// <summary>The noun phrase that ends with a token.</summary>
    public Phrase? Left(int last, Sentence sentence)
    {
        int first = last + 1;
        int floor = Math.Max(sentence.First, last - LongestPhrase);
        while (first > floor)
        {
            if (Belongs(first - 1, last, sentence))
            {
                first--;
            }
            else if (Within(first - 1, sentence) is { } inner && inner > floor)
            {
                first = inner;
            }
            else
            {
                break;
            }
        }

        first = SkipOpening(first, last, sentence);
        Phrase phrase = Trim(new Phrase(first, last + 1));
        return phrase.Count > 0 && HasHead(phrase) ? phrase : null;
    }

    /// <summary>Whether the phrase is the object of a verb or preposition before it.</summary>
    public bool IsObject(Phrase phrase, Sentence sentence) =>
        phrase.First > sentence.First && (verbs.IsVerb(phrase.First - 1) || Tokens[phrase.First - 1].Is(WordClass.Prepositions));

    private bool Belongs(int i, int last, Sentence sentence)
    {
        Token token = Tokens[i];
        if (token.Kind is TokenKind.Clitic or TokenKind.Number or TokenKind.Symbol)
        {
            return true;
        }

        if (token.IsQuote)
        {
            return discourse.QuotationAt(last) < 0 && i < last;
        }

        if (!token.IsWord || verbs.IsVerb(i) || (token.Is(WordClass.Relatives) && !token.Is(WordClass.Demonstratives) && !token.Is(WordClass.Possessives)))
        {
            return token.Kind == TokenKind.Comma && i < last && IsListComma(i, sentence);
        }

        if (token.Is(WordClass.Coordinators))
        {
            return i < last && !token.Is(WordClass.Contrast) && i > sentence.First && Tokens[i - 1].Kind is TokenKind.Word or TokenKind.Clitic or TokenKind.CloseQuote
                && !verbs.IsVerb(i - 1) && !ClauseBefore(i, sentence);
        }

        if (token.Is(WordClass.Complementisers) && i < last && !token.Is(WordClass.Prepositions))
        {
            return false;
        }

        bool adverbial = token.Is(WordClass.Connectives) && !token.Is(WordClass.Determiners);
        return !adverbial && !token.Is(WordClass.Subordinators) && !token.Is(WordClass.Negations & ~WordClass.Determiners);
    }

    // "the decision to end the service", "the plan proposed by the mayor": verbs that belong to a noun before them.
    private int? Within(int i, Sentence sentence) =>
        verbs.At(i) is { IsFinite: false } inner && inner.First > sentence.First && Tokens[inner.First - 1].IsWord && !verbs.IsVerb(inner.First - 1)
            && !Tokens[inner.First - 1].Is(WordClass.Prepositions | WordClass.Coordinators | WordClass.Adverbs | WordClass.Subordinators | WordClass.Pronouns | WordClass.SuffixAdverb | WordClass.Negations)
            ? inner.First
            : null;

    // Whether what ends before this "and" is a clause's object rather than the first half of a name pair.
    private bool ClauseBefore(int and, Sentence sentence)
    {
        for (int i = and - 1; i >= Math.Max(sentence.First, and - 12); i--)
        {
            if (verbs.IsVerb(i))
            {
                return !Tokens[i].Word.HasCue(CueKind.Speech);
            }

            if (Tokens[i].Kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.OpenQuote || Tokens[i].Is(WordClass.Complementisers))
            {
                return false;
            }
        }

        return false;
    }

    // The comma of "A, B and C".
    private bool IsListComma(int comma, Sentence sentence)
    {
        bool coordinated = false;
        for (int i = comma + 1; i < Math.Min(sentence.End, comma + LongestListItem); i++)
        {
            if (Tokens[i].Is(WordClass.Coordinators))
            {
                coordinated = true;
                break;
            }

            if ((!Tokens[i].IsWord && Tokens[i].Kind != TokenKind.Comma) || verbs.IsVerb(i))
            {
                return false;
            }
        }

        return coordinated && comma > sentence.First && Tokens[comma - 1].IsWord && discourse.IsCapitalised(comma - 1) && !Tokens[comma - 1].Is(WordClass.Days | WordClass.Connectives);
    }

    /// <summary>Whether a comma goes on with a list that ends in "and".</summary>
    public bool ContinuesList(int comma, int limit)
    {
        for (int i = comma + 1; i < Math.Min(limit, comma + LongestListItem); i++)
        {
            if (verbs.At(i) is { } verb && verb.Form != VerbForms.Participle)
            {
                return false;
            }

            if (Tokens[i].Is(WordClass.Coordinators))
            {
                return i > comma + 1 && !Tokens[i].Is(WordClass.Contrast) && i + 1 < limit && BeginsNoun(i + 1) && !StartsClause(i, limit);
            }

            if (!Tokens[i].IsWord && Tokens[i].Kind is not (TokenKind.Comma or TokenKind.Clitic))
            {
                return false;
            }

            if (Tokens[i].Is(WordClass.Relatives | WordClass.Subordinators))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>"… and the union condemned": whether the noun behind a linking word has a verb of its own.</summary>
    public bool StartsClause(int link, int limit)
    {
        for (int i = link + 1; i < Math.Min(limit, link + 10); i++)
        {
            if (verbs.At(i) is { } verb)
            {
                return verb.IsFinite && i > link;
            }

            if (Tokens[i].Kind is not (TokenKind.Word or TokenKind.Clitic or TokenKind.Number) || Tokens[i].Is(WordClass.Coordinators | WordClass.Relatives))
            {
                return false;
            }
        }

        return false;
    }

    private bool BeginsNoun(int i)
    {
        Token token = Tokens[i];
        if (token.IsQuote || token.Kind is TokenKind.Number or TokenKind.Symbol)
        {
            return true;
        }

        return token.IsWord && !token.Is(WordClass.Relatives & ~WordClass.Determiners) && !token.Is(WordClass.Coordinators)
            && (!verbs.IsVerb(i) || verbs.At(i)!.Value.Form is VerbForms.Gerund or VerbForms.Participle);
    }

    // "the Institute for School Research" is one name; "criticised the Green Party for Monday's vote" has a reason.
    private bool JoinsName(int i, int from, int limit)
    {
        bool body = i > from && i + 1 < limit && discourse.IsCapitalised(i - 1) && Tokens[i - 1].Is(WordClass.GroupWords)
            && discourse.IsCapitalised(i + 1) && !Tokens[i + 1].Is(WordClass.Days);
        return body && ((i + 2 < limit && discourse.IsCapitalised(i + 2)) || (i - 2 >= from && Tokens[i - 2].Is(WordClass.Articles)));
    }

    private bool AfterLink(int i)
    {
        while (i > 0 && Tokens[i - 1].IsQuote)
        {
            i--;
        }

        return i > 0 && (Tokens[i - 1].Is(WordClass.Prepositions | WordClass.Coordinators | WordClass.Determiners | WordClass.Infinitive)
            || Tokens[i - 1].Kind == TokenKind.Comma || verbs.IsVerb(i - 1));
    }

    // "In Berlin the minister", "After the talks China and Russia": the opening adverbial is not the subject.
    private int SkipOpening(int first, int last, Sentence sentence)
    {
        int i = first;
        while (i <= last && (Tokens[i].Is(WordClass.Connectives) || Tokens[i].Kind == TokenKind.Symbol || (Tokens[i].IsQuote && Tokens[i].Kind == TokenKind.CloseQuote)
            || Tokens[i].Is(WordClass.Coordinators) || (Tokens[i].Is(WordClass.SuffixAdverb) && !discourse.IsCapitalised(last) && i < last && Tokens[i + 1].Is(WordClass.Articles))))
        {
            i++;
        }

        if (i > last || !Tokens[i].Is(WordClass.Prepositions) || Tokens[i].Is(WordClass.Determiners))
        {
            return i;
        }

        for (int k = i + 2; k <= last; k++)
        {
            bool newPhrase = (Tokens[k].Is(WordClass.Articles | WordClass.Possessives) || (Tokens[k].Is(WordClass.Pronouns) && !Tokens[k].Is(WordClass.Determiners))
                    || (discourse.IsCapitalised(k) && Tokens[k - 1].IsWord && !discourse.IsCapitalised(k - 1))
                    || (Tokens[k - 1].Is(WordClass.Days) && !Tokens[k].Is(WordClass.Days) && Tokens[k].IsWord))
                && !AfterLink(k);
            if (newPhrase)
            {
                return k;
            }
        }

        return sentence.First < first && Tokens[first - 1].Kind != TokenKind.Comma ? i + 1 : last + 1;
    }

    private bool HasHead(Phrase phrase)
    {
        for (int i = phrase.First; i < phrase.End; i++)
        {
            if (Tokens[i].IsWord && !Tokens[i].Is(WordClass.Articles | WordClass.Prepositions | WordClass.Coordinators | WordClass.Adverbs | WordClass.Connectives | WordClass.SuffixAdverb))
            {
                return true;
            }
        }

        return false;
    }

    private Phrase Trim(Phrase phrase)
    {
        (int first, int end) = phrase;
        while (end > first && (Tokens[end - 1].Kind is TokenKind.Comma or TokenKind.OpenQuote
            || Tokens[end - 1].Is(WordClass.Coordinators | WordClass.Articles | WordClass.Adverbs & ~WordClass.Determiners)
            || (Tokens[end - 1].Is(WordClass.Prepositions) && Tokens[end - 1].IsWord)))
        {
            end--;
        }

        while (first < end && Tokens[first].Kind is TokenKind.Comma or TokenKind.CloseQuote)
        {
            first++;
        }

        return new Phrase(first, end);
    }
}
