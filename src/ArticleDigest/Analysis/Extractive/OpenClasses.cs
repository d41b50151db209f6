namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tags nouns, names, adjectives and verbs, known or not, by their forms and what stands before.</summary>
internal sealed class OpenClasses(Lexicon lexicon, ClauseSoFar clause, Lookahead ahead)
{
    /// <summary>The tag.</summary>
    public Tag Tell(Span<Token> words, int i)
    {
        Token token = words[i];
        Word word = token.Word;
        VerbForms forms = word.Forms;
        bool firstName = token.IsCapitalised && token.StartsSentence && !word.IsKnown;
        if (firstName && !lexicon.CapitalisesNouns)
        {
            bool nextCapital = i + 1 < words.Length && words[i + 1].IsWord && words[i + 1].IsCapitalised;
            if (nextCapital || (word.Classes & ~(WordClass.Noun | WordClass.Adjective)) == WordClass.None)
            {
                return Tag.Name;
            }
        }

        // "Lucía Berrocal deja": two capitals before a verb are a name, even if the first is known as a verb.
        if (lexicon.AdjectivesFollow && token.IsCapitalised && token.StartsSentence && i + 2 < words.Length && words[i + 1].IsWord && words[i + 1].IsCapitalised && !words[i + 1].Word.IsKnown
            && words[i + 2] is { IsWord: true, IsCapitalised: false } verb && verb.Word.HasForm(VerbForms.Singular | VerbForms.Plural) && !verb.Is(WordClass.Prepositions | WordClass.Links | WordClass.Determiners))
        {
            return Tag.Name;
        }

        if (lexicon.IsVerbSecond)
        {
            return German(token, words, i);
        }

        // "to reopen", "should freeze": what an English modal leads on to is a verb, known or not.
        if (clause.WantsInfinitive && lexicon.JoinsApostrophes && !word.IsKnown && !token.IsCapitalised && clause.Before is Tag.Verb or Tag.Marker or Tag.Negation)
        {
            return Tag.Infinitive;
        }

        if (forms == VerbForms.None || (word.Is(WordClass.NotVerbs) && word.IsKnown))
        {
            return Nominal(words, i);
        }

        if (clause.WantsInfinitive && (forms & VerbForms.Infinitive) != VerbForms.None && clause.Before is not (Tag.Determiner or Tag.Noun or Tag.Name))
        {
            return Tag.Infinitive;
        }

        if (clause.InAuxiliary && (forms & (VerbForms.Participle | VerbForms.Gerund)) != VerbForms.None && clause.Before is not (Tag.Determiner or Tag.Preposition))
        {
            return (forms & VerbForms.Participle) != VerbForms.None ? Tag.Participle : Tag.Gerund;
        }

        return clause.Before switch
        {
            Tag.Number when clause.BeforeAt > 0 && words[clause.BeforeAt - 1].Tag == Tag.Name && !word.Is(WordClass.NounVerbs) => Free(words, i),
            Tag.Determiner or Tag.Number or Tag.Possessive => Nominal(words, i),
            Tag.Adjective when clause.BeforeAt > 0 && words[clause.BeforeAt - 1].Tag is Tag.Determiner or Tag.Possessive or Tag.Adjective => Nominal(words, i),
            // "a legally binding cap"
            Tag.Adverb when !lexicon.AdjectivesFollow && word.HasForm(VerbForms.Gerund) && clause.BeforeAt > 0 && words[clause.BeforeAt - 1].Tag == Tag.Determiner => Nominal(words, i),
            Tag.Preposition => BehindPreposition(words, i),
            Tag.Pronoun or Tag.Relative or Tag.Clitic or Tag.Negation or Tag.Marker => BehindSubject(words, i),
            _ => Free(words, i),
        };
    }

    private Tag Nominal(Span<Token> words, int i)
    {
        Word word = words[i].Word;
        bool adjective = word.Is(WordClass.Adjective) || word.HasForm(VerbForms.Participle);
        if (word.Is(WordClass.Adverb) && !adjective)
        {
            return Tag.Adverb;
        }

        // "al fiscal general", "les socialistes européens": what may be the noun is it, unless a noun is sure to come.
        bool opens = lexicon.AdjectivesFollow && clause.Before is Tag.Determiner or Tag.Preposition or Tag.Number && adjective;
        if (opens && (word.Means(Sense.Roles | Sense.Groups | Sense.Documents | Sense.Plans) || word.Is(WordClass.Noun | WordClass.NounVerbs)) && !(i + 1 < words.Length && words[i + 1].IsWord && !words[i + 1].Is(WordClass.Adjective)
            && !words[i + 1].Word.HasForm(VerbForms.Participle) && ahead.LeadsNoun(words, i + 1)))
        {
            return Tag.Noun;
        }

        // "called the plan reckless"
        if (clause.VerbDescribes && !lexicon.AdjectivesFollow && word.Is(WordClass.Adjective) && clause.Before is Tag.Noun or Tag.Name && !ahead.LeadsNoun(words, i + 1))
        {
            return Tag.Adjective;
        }

        // Behind its noun an adjective is one even without a noun to come.
        bool behind = clause.Before is Tag.Noun or Tag.Name or Tag.Adjective && lexicon.AdjectivesFollow;
        bool alone = word.Is(WordClass.Adjective) && clause.Before is not (Tag.Determiner or Tag.Possessive or Tag.Preposition or Tag.Adjective or Tag.Noun or Tag.Name);
        return adjective && (behind || clause.InAuxiliary || alone || ahead.LeadsNoun(words, i + 1)) ? Tag.Adjective
            : word.Is(WordClass.Adjective) && !word.Is(WordClass.Noun | WordClass.NounVerbs) && clause.Before is Tag.Adverb or Tag.Verb ? Tag.Adjective
            : Tag.Noun;
    }

    // "for sharing", "pour renforcer", "de fermer"
    private Tag BehindPreposition(Span<Token> words, int i)
    {
        Word word = words[i].Word;
        return word.HasForm(VerbForms.Gerund) && !word.Is(WordClass.NounVerbs) ? Tag.Gerund
            : word.HasForm(VerbForms.Infinitive) && lexicon.AdjectivesFollow && !word.Is(WordClass.NounVerbs) ? Tag.Infinitive
            : Nominal(words, i);
    }

    private Tag BehindSubject(Span<Token> words, int i)
    {
        Word word = words[i].Word;
        return word.HasForm(VerbForms.Finite) && !(clause.Before == Tag.Negation && clause.HasVerb) ? Tag.Verb
            : word.HasForm(VerbForms.Infinitive) ? Tag.Infinitive
            : word.HasForm(VerbForms.Participle) ? Tag.Participle
            : word.HasForm(VerbForms.Gerund) ? Tag.Gerund
            : Nominal(words, i);
    }

    private Tag Free(Span<Token> words, int i)
    {
        Word word = words[i].Word;
        bool by = i + 1 < words.Length && words[i + 1].Is(WordClass.Agent);
        if (word.Is(WordClass.NounVerbs))
        {
            return IsVerb(words, i) ? Tag.Verb : Nominal(words, i);
        }

        if (word.HasForm(VerbForms.Participle))
        {
            if (!word.HasForm(VerbForms.Finite))
            {
                return Tag.Participle;
            }

            bool reduced = by && clause.Before is Tag.Noun or Tag.Name or Tag.Sign;
            bool adjective = clause.Before is Tag.Verb or Tag.None or Tag.Infinitive && !clause.InAuxiliary && ahead.LeadsNoun(words, i + 1) && i + 1 < words.Length && !words[i + 1].Is(WordClass.Determiners);
            if (adjective && !word.Is(WordClass.Auxiliaries) && !lexicon.AdjectivesFollow)
            {
                return Tag.Adjective;
            }

            if (reduced || (clause.Before is Tag.Noun or Tag.Name && ((clause.HasVerb && !clause.VerbSpeaks) || (!clause.HasVerb && !word.HasCue(CueKind.Speech) && Lookahead.LaterFinite(words, i + 1)))))
            {
                return Tag.Participle;
            }

            return Tag.Verb;
        }

        if (word.HasForm(VerbForms.Finite))
        {
            return word.HasForm(VerbForms.Infinitive) && clause.Before is Tag.Verb && clause.HasVerb ? Tag.Infinitive : Tag.Verb;
        }

        return word.HasForm(VerbForms.Infinitive) ? Tag.Infinitive
            : word.HasForm(VerbForms.Gerund) && (word.IsKnown || clause.Before is Tag.Sign or Tag.None or Tag.Coordinator or Tag.Subordinator || ahead.LeadsNoun(words, i + 1)) ? Tag.Gerund
            : Nominal(words, i);
    }

    // "Critics call for", "the mayor calls for", but "rejected calls for", "union demands were met"
    private bool IsVerb(Span<Token> words, int i)
    {
        Word word = words[i].Word;
        if (!word.HasForm(VerbForms.Finite))
        {
            return false;
        }

        bool leads = i + 1 < words.Length && words[i + 1].Is(WordClass.Determiners | WordClass.Prepositions | WordClass.Contracted | WordClass.Complementisers | WordClass.InfinitiveMarkers | WordClass.Personal);
        switch (clause.Before)
        {
            case Tag.Noun or Tag.Name:
                bool plural = words[clause.BeforeAt].Means(Sense.Plural) && (!words[clause.BeforeAt].IsCapitalised || words[clause.BeforeAt].StartsSentence)
                    || (clause.BeforeAt > 1 && words[clause.BeforeAt - 1].Tag == Tag.Coordinator && words[clause.BeforeAt].Tag == Tag.Name);
                bool agrees = word.HasForm((plural ? VerbForms.Plural : VerbForms.Singular) | VerbForms.Subjunctive | (clause.IsWish ? VerbForms.Infinitive : VerbForms.None));
                return agrees && (!clause.HasVerb || clause.VerbSpeaks) && !Lookahead.LaterFinite(words, i + 1, withBare: clause.IsWish && lexicon.JoinsApostrophes);
            case Tag.Coordinator:
                return clause.HasVerb && leads && !Lookahead.LaterFinite(words, i + 1);
            case Tag.Adverb:
                return leads && !Lookahead.LaterFinite(words, i + 1);
            case Tag.Sign or Tag.None when i > 0 && word.HasCue(CueKind.Speech) && words[i - 1].Kind is TokenKind.Comma or TokenKind.CloseQuote
                && i + 1 < words.Length && (words[i + 1].IsCapitalised || words[i + 1].Is(WordClass.Titles | WordClass.Articles | WordClass.Personal)):
                return true;
            case Tag.Sign:
                return leads && i > 1 && words[i - 1].Kind == TokenKind.Comma && !Lookahead.LaterFinite(words, i + 1);
            case Tag.None when lexicon.JoinsApostrophes:
                // "Put the benches back."
                return word.HasForm(VerbForms.Infinitive) && words[i].StartsSentence && i + 1 < words.Length
                    && words[i + 1].Is(WordClass.Articles | WordClass.Possessives | WordClass.Demonstratives | WordClass.They | WordClass.FirstPerson) && !Lookahead.LaterFinite(words, i + 1);
            case Tag.None:
                return leads && lexicon.DropsSubjects && word.HasForm(VerbForms.Singular | VerbForms.Plural | VerbForms.FirstPlural) && !words[i + 1].Is(WordClass.Of);
            case Tag.Complementiser or Tag.Subordinator:
                return leads && lexicon.DropsSubjects;
            default:
                return false;
        }
    }

    // What is verb and what is not; which form it is here, the clause tells.
    private Tag German(Token token, Span<Token> words, int i)
    {
        Word word = token.Word;
        if (token.IsCapitalised && token.StartsSentence && (!word.IsKnown || word.Forms == VerbForms.None || word.Is(WordClass.NounVerbs)))
        {
            return word.Is(WordClass.Adjective) && ahead.LeadsNoun(words, i + 1) ? Tag.Adjective : Tag.Noun;
        }

        if (word.Is(WordClass.Particles) && (i + 1 == words.Length || !words[i + 1].IsWord || words[i + 1].Is(WordClass.Coordinators)))
        {
            return Tag.Particle;
        }

        // "die geforderte Reform", "gefordertes": inflected, it is an adjective; so it is before a noun.
        bool before = !word.HasForm(VerbForms.Infinitive) && !word.Is(WordClass.Auxiliaries) && i + 1 < words.Length && words[i + 1].IsWord && words[i + 1].IsCapitalised && clause.Before is Tag.Determiner or Tag.Adjective;
        if (word.Forms != VerbForms.None && !word.Is(WordClass.NotVerbs) && !before)
        {
            return Tag.Verb;
        }

        return word.Is(WordClass.Adverb) ? Tag.Adverb : word.Is(WordClass.Adjective) || word.Senses != Sense.None || !word.IsKnown ? Tag.Adjective : Tag.Adverb;
    }
}
