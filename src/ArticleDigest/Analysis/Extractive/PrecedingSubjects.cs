namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Finds subjects where subject, verb and object follow each other: looked for on the left of the verb, then, where
/// speech is told, on its right.
/// </summary>
internal sealed class PrecedingSubjects(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Lexicon lexicon, Subjects subjects)
{
    private const int LongestList = 5;

    private readonly QuotativeInversion _inversion = new(discourse, nouns, lexicon);
    private readonly UnusualSubjects _unusual = new(discourse, verbs, nouns, lexicon);

    /// <summary>The subject of a finite verb.</summary>
    public Subject Of(int verb, in VerbGroup group, int depth)
    {
        Span<Token> tokens = discourse.Tokens;
        Sentence sentence = discourse.Sentences[discourse.SentenceAt(group.Head)];
        int i = group.First - 1;
        bool direct = true;
        if (i > sentence.First && (tokens[i].Kind is TokenKind.CloseQuote or TokenKind.Dash || (tokens[i].Kind == TokenKind.Comma && !ClosesAside(i, sentence)))
            && HasVerbBefore(i, sentence) && _inversion.Quoting(group, sentence) is { IsNamed: true } quoting)
        {
            return quoting;
        }

        while (i >= sentence.First)
        {
            Token token = tokens[i];
            if (token.Kind == TokenKind.CloseQuote)
            {
                int opening = discourse.Quotations[discourse.QuotationAt(i)].First;
                bool named = i == group.First - 1 && i - opening <= 6 && opening <= sentence.First && !HasVerb(opening, i);
                bool whole = !named && (i == group.First - 1 || tokens[i + 1].Kind == TokenKind.Comma || i - opening > 6 || opening <= sentence.First);
                i = whole ? opening - 1 : i - 1;
                continue;
            }

            if (!verbs.IsVerb(i) && nouns.At(i) is >= 0 and int n)
            {
                ref readonly NounPhrase noun = ref nouns[n];
                if (noun.Preposition >= 0)
                {
                    i = noun.Preposition - 1;
                    continue;
                }

                // "il nous demande": what stands between is the object.
                if (noun.IsPronoun && token.Is(WordClass.FirstPlural | WordClass.Second) && lexicon.AdjectivesFollow && (group.Forms & (VerbForms.FirstPlural | VerbForms.Second)) == VerbForms.None && group.Forms != VerbForms.None)
                {
                    i--;
                    continue;
                }

                if (OfNoun(verb, n, sentence, depth, ref i) is { } found)
                {
                    return found;
                }

                continue;
            }

            if (verbs.At(i) is >= 0 and int other)
            {
                if (OfOther(other, sentence, depth, ref i) is { } shared)
                {
                    return shared;
                }

                direct = false;
                continue;
            }

            if (token.Kind == TokenKind.CloseBracket)
            {
                while (i > sentence.First && tokens[i].Kind != TokenKind.OpenBracket)
                {
                    i--;
                }

                i--;
                continue;
            }

            if (token.Tag == Tag.Relative)
            {
                Subject antecedent = direct && !IsSpeakers(group) && !token.Word.Serves(WordUse.Oblique) ? subjects.Antecedent(i, sentence) : Subject.None;
                return direct && Inverted(group, i, antecedent, sentence) is { IsNamed: true } inverted ? inverted : antecedent;
            }

            if (token.Tag is Tag.Complementiser or Tag.Subordinator || token.Kind is TokenKind.Semicolon or TokenKind.Colon or TokenKind.OpenBracket)
            {
                break;
            }

            i--;
        }

        Subject behind = _inversion.Behind(group, sentence, i);
        return behind.IsNamed ? behind : _unusual.Doing(group, sentence, i) is { IsNamed: true } doing ? doing : _unusual.Body(group, sentence);
    }

    // "la réforme que propose le gouvernement": who can propose stands behind, what cannot before.
    private Subject Inverted(in VerbGroup group, int relative, in Subject antecedent, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        return lexicon.AdjectivesFollow && tokens[relative].Is(WordClass.Complementisers) && tokens[group.Head].Word.Voices && !(antecedent.IsNamed && MayAct(antecedent.Noun))
            && _inversion.Behind(group, sentence, relative) is { IsNamed: true } behind && MayAct(behind.Noun) ? behind : Subject.None;
    }

    // "pedi": no third person's; but "las organizaciones que exigimos"
    private bool IsSpeakers(in VerbGroup group) =>
        lexicon.DropsSubjects && group.Forms != VerbForms.None && (group.Forms & (VerbForms.Singular | VerbForms.Plural | VerbForms.FirstPlural | VerbForms.Subjunctive)) == VerbForms.None;

    private bool MayAct(int noun) => discourse.Tokens[nouns[noun].Head] is var head && (head.Tag == Tag.Name || head.Means(Sense.Roles | Sense.Groups | Sense.Agents));

    // The second comma of ", Omar Haddad,".
    private bool ClosesAside(int comma, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = comma - 1; i >= sentence.First; i--)
        {
            if (verbs.IsVerb(i))
            {
                return false;
            }

            if (tokens[i].Kind == TokenKind.Comma)
            {
                return true;
            }
        }

        return true;
    }

    private bool HasVerb(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (verbs.IsVerb(i))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasVerbBefore(int limit, Sentence sentence)
    {
        for (int i = limit; i >= sentence.First; i--)
        {
            if (verbs.At(i) is >= 0 and int v && verbs[v].IsFinite)
            {
                return true;
            }
        }

        return false;
    }

    // A noun on the left of the verb: its subject, another verb's object, or half of a list.
    private Subject? OfNoun(int verb, int n, Sentence sentence, int depth, ref int at)
    {
        Span<Token> tokens = discourse.Tokens;
        ref readonly NounPhrase noun = ref nouns[n];
        int before = noun.First - 1;
        while (before > sentence.First && (tokens[before].IsQuote || tokens[before].Tag is Tag.Adverb or Tag.Negation))
        {
            before--;
        }

        if (before >= sentence.First && tokens[before].Is(WordClass.Days) && nouns.At(before) >= 0)
        {
            before = Math.Max(sentence.First, nouns[nouns.At(before)].Start - 1);
        }

        if (before >= sentence.First && verbs.At(before) is >= 0 and int other && other != verb)
        {
            ref readonly VerbGroup governor = ref verbs[other];
            bool withoutThat = lexicon.JoinsApostrophes && !governor.IsPassive
                && tokens[governor.Head].Word is var head && (head.HasCue(CueKind.Speech) || head.HasCue(CueKind.Proposal) || head.HasCue(CueKind.Want)) && tokens[noun.End].Kind != TokenKind.Comma
                && !Linked(noun.End, verbs[verb].First);
            if (!withoutThat)
            {
                if (governor.Kind is GroupKind.Gerund or GroupKind.Infinitive && governor.Marker < 0 && !Linked(noun.End, verbs[verb].First) && StartsClause(governor.First, sentence))
                {
                    return _unusual.Doing(verbs[verb], sentence, governor.First - 1);
                }

                if (Linked(noun.End, verbs[verb].First) || !governor.IsFinite)
                {
                    at = governor.First;
                    return OfOther(other, sentence, depth, ref at);
                }
            }
        }

        // ", dont Amnesty International,"
        if (before >= sentence.First && tokens[before].Tag == Tag.Relative && EndsAside(n, verb))
        {
            at = before - 1;
            return null;
        }

        // "and Russia", "of China and Russia"
        if (before > sentence.First && tokens[before].Tag == Tag.Coordinator && !tokens[before].Is(WordClass.Contrast) && nouns.At(before - 1) is >= 0 and int left)
        {
            ref readonly NounPhrase first = ref nouns[left];
            if (first.Preposition >= 0 && tokens[first.Preposition].Is(WordClass.Of))
            {
                at = first.Preposition - 1;
                return null;
            }

            if (!IsObject(first, sentence) && first.Preposition < 0)
            {
                int start = ListStart(left, sentence);
                return new Subject(new Phrase(nouns[start].First, subjects.Whole(n, verbs[verb].First).End), start, VerbForms.None);
            }
        }

        // "Jane Roe, the mayor of X, criticised"
        if (before > sentence.First && tokens[before].Kind == TokenKind.Comma && EndsAside(n, verb) && nouns.At(before - 1) is >= 0 and int named)
        {
            Subject whole = subjects.Chain(named, sentence);
            bool nameIsBehind = tokens[noun.Head].Tag == Tag.Name && (!tokens[nouns[whole.Noun].Head].IsCapitalised || tokens[nouns[whole.Noun].Head].Means(Sense.Roles));
            if (nouns[named].Preposition >= 0 && verbs.IsVerb(Math.Max(sentence.First, nouns[named].Preposition - 1)))
            {
                at = before - 1;
                return null;
            }

            if (nouns[whole.Noun].Preposition < 0 && !nameIsBehind && !IsObject(nouns[whole.Noun], sentence))
            {
                return whole with { Phrase = new Phrase(nouns[whole.Noun].First, subjects.Whole(whole.Noun, before).End) };
            }
        }

        return new Subject(subjects.Whole(n, verbs[verb].First), n, VerbForms.None);
    }

    private bool StartsClause(int token, Sentence sentence) =>
        token == sentence.First || discourse.Tokens[token - 1].Tag is Tag.Complementiser or Tag.Adverb or Tag.Coordinator
        || discourse.Tokens[token - 1].Kind is TokenKind.OpenQuote or TokenKind.Colon or TokenKind.Semicolon or TokenKind.Comma;

    private bool EndsAside(int noun, int verb)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = nouns[noun].End; i < verbs[verb].First; i++)
        {
            if (tokens[i].Kind == TokenKind.Comma)
            {
                return true;
            }
        }

        return false;
    }

    // Whether "and" or a comma stands between two places.
    private bool Linked(int from, int to)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = from; i < to; i++)
        {
            if (tokens[i].Tag == Tag.Coordinator || tokens[i].Kind == TokenKind.Comma)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsObject(in NounPhrase noun, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        int before = discourse.SkipAdverbsBack(noun.Start - 1, sentence.First);

        return before >= sentence.First && verbs.IsVerb(before) && !tokens[before].Word.HasCue(CueKind.Speech);
    }

    private int ListStart(int noun, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int k = 0; k < LongestList; k++)
        {
            int before = nouns[noun].First - 1;
            bool list = before > sentence.First && tokens[before].Kind == TokenKind.Comma && nouns.At(before - 1) is >= 0 and int left && nouns[left].Preposition < 0 && !IsObject(nouns[left], sentence);
            if (!list)
            {
                break;
            }

            noun = nouns.At(before - 1);
        }

        return noun;
    }

    // Another verb on the left: in a clause that is passed over, or one that shares its subject.
    private Subject? OfOther(int other, Sentence sentence, int depth, ref int at)
    {
        ref readonly VerbGroup group = ref verbs[other];
        if (!group.IsFinite)
        {
            at = group.First - 1;
            return null;
        }

        // "The ministry, the anglers' club said, should open": an aside.
        if (tokensAt(group.End).Kind == TokenKind.Comma && discourse.Tokens[group.Head].Word.HasCue(CueKind.Speech) && subjects.Of(other, depth + 1) is { IsNamed: true } speaker
            && speaker.Phrase.First < group.First && speaker.Phrase.First - 1 > sentence.First && tokensAt(speaker.Phrase.First - 1).Kind == TokenKind.Comma)
        {
            at = speaker.Phrase.First - 2;
            return null;
        }

        int link = LinkBefore(group, sentence, other);
        if (link >= 0 && discourse.Tokens[link].Tag is Tag.Relative or Tag.Subordinator)
        {
            at = link - 1;
            return null;
        }

        return subjects.Of(other, depth + 1);

        Token tokensAt(int i) => discourse.Tokens[Math.Min(i, sentence.End - 1)];
    }

    private int LinkBefore(in VerbGroup group, Sentence sentence, int index)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = group.First - 1; i >= sentence.First; i--)
        {
            if (tokens[i].Tag is Tag.Relative or Tag.Subordinator or Tag.Complementiser)
            {
                return i;
            }

            if (verbs.At(i) is >= 0 and int v && v != index && verbs[v].IsFinite)
            {
                return -1;
            }
        }

        return -1;
    }
}
