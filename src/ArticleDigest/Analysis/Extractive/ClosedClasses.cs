namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tags words of closed classes: articles, pronouns, prepositions, links, auxiliaries, adverbs that the file lists.</summary>
internal sealed class ClosedClasses(Lexicon lexicon, ClauseSoFar clause, Lookahead ahead)
{
    /// <summary>The tag; none if the word is not, or not here, of a closed class.</summary>
    public Tag Tell(Span<Token> words, int i)
    {
        Word word = words[i].Word;
        if (!word.IsKnown || word.Classes == WordClass.None)
        {
            return Tag.None;
        }

        // "lehnt das ab": a separable prefix ends its clause.
        bool ends = i + 1 == words.Length || (!words[i + 1].IsWord && !words[i + 1].IsQuote && words[i + 1].Kind is not (TokenKind.Number or TokenKind.Symbol)) || words[i + 1].Is(WordClass.Coordinators)
            || (words[i + 1].Kind == TokenKind.CloseQuote);
        if (lexicon.IsVerbSecond && word.Is(WordClass.Particles) && ends && !words[i].IsCapitalised)
        {
            return Tag.Particle;
        }

        // "des": of the, behind a noun; some, elsewhere.
        if (word.Is(WordClass.Articles) && word.Is(WordClass.Contracted))
        {
            return clause.Before is Tag.Noun or Tag.Name or Tag.Adjective ? Tag.Preposition : Tag.Determiner;
        }

        if (word.Is(WordClass.Complementisers | WordClass.Relatives) && Link(words, i) is var link && link != Tag.None)
        {
            return link;
        }

        if (word.Is(WordClass.Negations) && !word.Is(WordClass.Auxiliaries))
        {
            bool nobody = word.Is(WordClass.Indefinite) && Lookahead.LeadsFinite(words, i + 1);
            return nobody ? Tag.Pronoun : Tag.Negation;
        }

        if (word.Is(WordClass.InfinitiveMarkers) && ahead.LeadsInfinitive(words, i))
        {
            return Tag.Marker;
        }

        if (word.Is(WordClass.ObjectClitics) && IsClitic(words, i))
        {
            return Tag.Clitic;
        }

        if (word.Is(WordClass.Subordinators | WordClass.Conditions))
        {
            bool both = word.Is(WordClass.Prepositions | WordClass.Adverbs | WordClass.Coordinators);
            if (!both || Lookahead.FiniteAhead(words, i + 1, 9))
            {
                return Tag.Subordinator;
            }
        }

        if (word.Is(WordClass.Coordinators))
        {
            return Tag.Coordinator;
        }

        if (word.Is(WordClass.Auxiliaries))
        {
            bool noun = word.Is(WordClass.NounVerbs) && clause.Before is Tag.Determiner or Tag.Adjective or Tag.Possessive or Tag.Preposition;
            bool owner = word.Is(WordClass.Possessives) && ahead.LeadsNoun(words, i + 1);
            if (!noun && !owner)
            {
                return Auxiliary(word);
            }
        }

        if (word.Is(WordClass.Determiners | WordClass.Personal | WordClass.Indefinite | WordClass.Reflexive | WordClass.Strong | WordClass.ObjectClitics))
        {
            bool owner = word.Is(WordClass.Determiners) && ahead.LeadsNoun(words, i + 1);
            if (owner)
            {
                return Tag.Determiner;
            }

            if (word.Is(WordClass.Personal | WordClass.Indefinite | WordClass.Reflexive | WordClass.Strong))
            {
                return Tag.Pronoun;
            }

            if (!word.Is(WordClass.Prepositions | WordClass.Adverbs))
            {
                return word.Is(WordClass.Articles) && !lexicon.IsVerbSecond ? Tag.Determiner : word.Is(WordClass.ObjectClitics) ? Tag.Clitic : Tag.Pronoun;
            }
        }

        if (word.Is(WordClass.Prepositions | WordClass.Contracted | WordClass.Of | WordClass.Sources | WordClass.Agent))
        {
            return word.Is(WordClass.Adverbs) && !ahead.LeadsNoun(words, i + 1) ? Tag.Adverb : Tag.Preposition;
        }

        if (word.Is(WordClass.Expletives | WordClass.Interrogatives))
        {
            return word.Is(WordClass.Interrogatives) ? Tag.Subordinator : Tag.Pronoun;
        }

        if (word.Is(WordClass.Adverbs | WordClass.Connectives) && !(clause.Before is Tag.Determiner && !ahead.LeadsNoun(words, i + 1)))
        {
            return Tag.Adverb;
        }

        return word.Is(WordClass.Days | WordClass.Titles) ? Tag.Noun : word.Is(WordClass.LetUs) ? Tag.Adverb : Tag.None;
    }

    private Tag Auxiliary(Word word) =>
        clause.WantsInfinitive && word.HasForm(VerbForms.Infinitive) ? Tag.Infinitive
        : clause.InAuxiliary && word.HasForm(VerbForms.Participle) ? Tag.Participle
        : word.HasForm(VerbForms.Finite) || word.Forms == VerbForms.None ? Tag.Verb
        : word.HasForm(VerbForms.Gerund) ? Tag.Gerund
        : word.HasForm(VerbForms.Participle) ? Tag.Participle
        : Tag.Infinitive;

    // "that", "que", "dass", "der": links a clause to a verb, or to a noun.
    private Tag Link(Span<Token> words, int i)
    {
        Word word = words[i].Word;
        bool behindComma = i > 1 && words[i - 1].Kind == TokenKind.Comma && words[i - 2].Tag is Tag.Noun or Tag.Name or Tag.Adjective or Tag.Number;
        bool nounBefore = behindComma || clause.Before is Tag.Noun or Tag.Name or Tag.Pronoun;
        if (lexicon.IsVerbSecond && word.Is(WordClass.Relatives) && word.Is(WordClass.Determiners))
        {
            // ", die das Gesetz ablehnt" but ", die Regierung"
            bool comma = i > 0 && (words[i - 1].Kind == TokenKind.Comma || (clause.Before == Tag.Preposition && i > 1 && words[i - 2].Kind == TokenKind.Comma));
            return comma && i + 1 < words.Length && !words[i + 1].IsCapitalised && !words[i + 1].Is(WordClass.Adjective) && !Lookahead.EndsInInfinitive(words, i + 1) ? Tag.Relative : Tag.None;
        }

        if (word.Is(WordClass.Relatives))
        {
            bool comma = i > 0 && words[i - 1].Kind == TokenKind.Comma;
            bool links = !word.Is(WordClass.Determiners | WordClass.Complementisers | WordClass.Interrogatives) || nounBefore || comma || clause.Before == Tag.Preposition;
            bool complement = word.Is(WordClass.Complementisers) && (!nounBefore || (!behindComma && (words[clause.BeforeAt].Word.TakesThat(CueWord.Noun) || (clause.VerbTakesThat && !Lookahead.LeadsFinite(words, i + 1)))));
            if (links && !complement)
            {
                return Tag.Relative;
            }
        }

        if (!word.Is(WordClass.Complementisers))
        {
            return Tag.None;
        }

        // "that plan is wrong", at the beginning or behind a preposition
        bool determiner = word.Is(WordClass.Demonstratives) && ((clause.Before is Tag.None or Tag.Coordinator or Tag.Subordinator) || (!clause.VerbTakesThat && !Lookahead.FiniteAhead(words, i + 1, 12)));
        return determiner ? Tag.None : Tag.Complementiser;
    }

    // "la" in "la critique" is an article, in "il la critique" a pronoun.
    private bool IsClitic(Span<Token> words, int i)
    {
        int k = i + 1;
        while (k < words.Length && words[k].Is(WordClass.ObjectClitics) && !words[k].Is(WordClass.Auxiliaries))
        {
            k++;
        }

        if (words[i].Start >= 0 && words[i].Word.Norm is ['-', ..])
        {
            return true;
        }

        if (k >= words.Length || !words[k].IsWord || (words[k].IsCapitalised && !words[k].StartsSentence))
        {
            return false;
        }

        Word next = words[k].Word;
        bool verb = next.HasForm(VerbForms.Finite | VerbForms.Infinitive | VerbForms.Gerund) || next.Is(WordClass.Auxiliaries);
        bool noun = next.Is(WordClass.NounVerbs | WordClass.NotVerbs) || (!next.IsKnown && !next.Is(WordClass.VerbFinite | WordClass.Infinitive));
        bool subject = clause.Before is Tag.Pronoun or Tag.Relative or Tag.Negation or Tag.Clitic;
        bool article = words[i].Is(WordClass.Articles | WordClass.Prepositions);
        return verb && (!article || !noun || subject);
    }
}
