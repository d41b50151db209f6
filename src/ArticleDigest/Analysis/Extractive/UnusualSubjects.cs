namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds subjects that are no noun phrase of their own: what is done, and a body behind a preposition.</summary>
internal sealed class UnusualSubjects(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Lexicon lexicon)
{
    /// <summary>"Returning a tuple is ugly", "Reformar la ley es urgente": an action is the subject.</summary>
    public Subject Doing(in VerbGroup group, Sentence sentence, int stop)
    {
        Span<Token> tokens = discourse.Tokens;
        int first = Math.Max(stop + 1, sentence.First);
        while (first < group.First && (tokens[first].IsQuote || tokens[first].Tag is Tag.Adverb or Tag.Coordinator or Tag.Negation && !verbs.IsVerb(first)))
        {
            first++;
        }

        if (first >= group.First || verbs.At(first) is not (>= 0 and var action) || verbs[action].Kind is not (GroupKind.Gerund or GroupKind.Infinitive) || verbs[action].First != first)
        {
            return Subject.None;
        }

        int noun = -1;
        for (int i = first; i < group.First; i++)
        {
            if (tokens[i].Kind == TokenKind.Comma)
            {
                return Subject.None;
            }

            noun = noun < 0 ? nouns.At(i) : noun;
        }

        return noun < 0 || group.First - first > 20 ? Subject.None : new Subject(new Phrase(first, group.First), noun, VerbForms.None);
    }

    /// <summary>"Desde el sindicato critican": a body that many speak for, in a prepositional phrase.</summary>
    public Subject Body(in VerbGroup group, Sentence sentence)
    {
        if (!lexicon.DropsSubjects || (group.Forms & VerbForms.Plural) == VerbForms.None || (group.Forms & VerbForms.Singular) != VerbForms.None)
        {
            return Subject.None;
        }

        for (int i = group.First - 1; i >= Math.Max(sentence.First, group.First - 10); i--)
        {
            if (nouns.At(i) is >= 0 and int noun && nouns[noun].Preposition >= 0 && (discourse.Tokens[nouns[noun].Head].Means(Sense.Groups) || discourse.Tokens[nouns[noun].Head].Tag == Tag.Name)
                && discourse.Tokens[nouns[noun].Preposition].Word.Serves(WordUse.BodyMarkers))
            {
                return new Subject(nouns[noun].Phrase, noun, VerbForms.None);
            }

            if (verbs.IsVerb(i) || discourse.Tokens[i].Tag is Tag.Complementiser or Tag.Relative)
            {
                break;
            }
        }

        return Subject.None;
    }
}
