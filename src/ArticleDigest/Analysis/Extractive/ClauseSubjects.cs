namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds subjects in German clauses: the first noun phrase that can be in the nominative, unless a later one must be.</summary>
internal sealed class ClauseSubjects(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Subjects subjects)
{
    /// <summary>The subject of a finite verb in its clause, or of an earlier one that shares it.</summary>
    public Subject Of(int verb, in VerbGroup group, int depth)
    {
        Span<Token> tokens = discourse.Tokens;
        Phrase clause = group.Clause;
        Sentence sentence = discourse.Sentences[discourse.SentenceAt(group.Head)];
        int first = -1, sure = -1;
        if (Shared(verb, group, sentence) is >= 0 and int leading)
        {
            return subjects.Of(leading, depth + 1);
        }

        if (BeforeAside(group, sentence) is { IsNamed: true } leader)
        {
            return leader;
        }

        for (int i = clause.First; i < clause.End; i++)
        {
            int index = nouns.At(i);
            if (index < 0 || nouns[index].First != i)
            {
                continue;
            }

            ref readonly NounPhrase noun = ref nouns[index];
            if (noun.Preposition >= 0 || !CanBeSubject(index) || nouns.IsGenitive(index))
            {
                continue;
            }

            first = first < 0 ? index : first;
            bool only = !noun.IsIn(WordClass.Accusative) && !tokens[noun.First].Is(WordClass.It);
            sure = sure < 0 && only ? index : sure;
        }

        int relative = tokens[clause.First].Tag == Tag.Relative ? clause.First : -1;
        if (relative >= 0 && tokens[relative].Is(WordClass.Nominative) && sure < 0)
        {
            return subjects.Antecedent(relative, sentence);
        }

        int chosen = sure >= 0 ? sure : first;
        if (chosen >= 0)
        {
            return new Subject(subjects.Whole(chosen, clause.End), chosen, VerbForms.None);
        }

        // "Die Regierung, die …, hat": the subject stands before an aside; "… und fordert": it is the earlier verb's.
        for (int i = clause.First - 1; i >= sentence.First; i--)
        {
            if (verbs.At(i) is >= 0 and int other)
            {
                ref readonly VerbGroup earlier = ref verbs[other];
                bool aside = tokens[earlier.Clause.First].Tag is Tag.Relative or Tag.Subordinator or Tag.Complementiser || !earlier.IsFinite
                    || (earlier.Clause.First + 1 < earlier.Clause.End && tokens[earlier.Clause.First + 1].Tag == Tag.Relative);
                if (!aside)
                {
                    return subjects.Of(other, depth + 1);
                }

                i = Math.Min(i, earlier.Clause.First);
            }
            else if (nouns.At(i) is >= 0 and int noun && nouns[noun].Preposition < 0 && CanBeSubject(noun) && !nouns.IsGenitive(noun))
            {
                return subjects.Chain(noun, sentence) with { Phrase = subjects.Whole(noun, clause.First) };
            }
        }

        return Subject.None;
    }

    // "… und betonte": the subject is the earlier verb's.
    private int Shared(int verb, in VerbGroup group, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        int i = group.First - 1;
        while (i >= sentence.First && (tokens[i].Tag is Tag.Adverb or Tag.Negation || tokens[i].IsQuote))
        {
            i--;
        }

        if (i < sentence.First || tokens[i].Tag != Tag.Coordinator)
        {
            return -1;
        }

        for (int v = verb - 1; v >= 0 && discourse.SentenceAt(verbs[v].Head) == discourse.SentenceAt(group.Head); v--)
        {
            if (verbs[v].IsFinite && tokens[verbs[v].Clause.First].Tag is not Tag.Relative)
            {
                return v;
            }
        }

        return -1;
    }

    // "Thomas Lembeck, Leiter der Feuerwehr, meldet Bedenken an", "Dietmar Bartsch (Linke) kritisierte"
    private Subject BeforeAside(in VerbGroup group, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        if (group.First != group.Clause.First || group.First <= sentence.First || tokens[group.First - 1].Kind is not (TokenKind.Comma or TokenKind.CloseBracket or TokenKind.Dash))
        {
            return Subject.None;
        }

        for (int i = sentence.First; i < group.First; i++)
        {
            if (verbs.IsVerb(i) || tokens[i].Tag is Tag.Subordinator or Tag.Complementiser || tokens[i].Kind is TokenKind.Comma or TokenKind.OpenBracket or TokenKind.Colon or TokenKind.Dash)
            {
                return Subject.None;
            }

            if (nouns.At(i) is >= 0 and int noun && nouns[noun].Preposition < 0 && nouns[noun].First == i && CanBeSubject(noun) && !nouns.IsGenitive(noun))
            {
                Phrase whole = subjects.Whole(noun, group.First);
                bool aside = whole.End < group.First && tokens[whole.End].Kind is TokenKind.Comma or TokenKind.OpenBracket or TokenKind.Dash;
                return aside ? new Subject(whole, noun, VerbForms.None) : Subject.None;
            }
        }

        return Subject.None;
    }

    private bool CanBeSubject(int noun)
    {
        ref readonly NounPhrase phrase = ref nouns[noun];
        Token lead = discourse.Tokens[phrase.First];
        bool feminine = lead.Is(WordClass.Dative) && lead.Is(WordClass.Nominative) && lead.Tag == Tag.Determiner && discourse.Tokens[phrase.Head].Means(Sense.Female);
        return phrase.IsIn(WordClass.Nominative) && !feminine && !(phrase.IsPronoun && lead.Is(WordClass.Reflexive)) && !discourse.Tokens[phrase.Head].Is(WordClass.Days);
    }
}
