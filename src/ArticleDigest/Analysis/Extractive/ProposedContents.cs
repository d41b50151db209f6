namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells as a statement what a verb proposes: an action, what somebody should do, a clause, a thing.</summary>
internal sealed class ProposedContents(ParsedArticle article)
{
    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>What is proposed, as a statement, and the token behind it; null if it is no proposal to anybody.</summary>
    public (string Statement, int End)? Statement(Frame frame, in Subject subject, in Complement found, Sentence sentence)
    {
        if (found.Shape == ContentShape.Thing && found.ContentVerb < 0 && subject.IsNamed && found.Content.End <= subject.Phrase.First && found.End > found.Content.End)
        {
            // "the ban that the union demands"
            return article.Statements.Plain(found.Content) is { } related ? (related, found.End) : null;
        }

        if (found.Shape == ContentShape.Thing && found.ContentVerb < 0)
        {
            return Thing(found, sentence);
        }

        bool reflexive = article.Speakers.IsActor(subject) && found.Shape == ContentShape.Action && found.Whom.Count == 0 && frame.NeedsDuty;
        string? statement = reflexive ? null : found.Shape switch
        {
            ContentShape.Action when found.Whom.Count > 0 => ShouldDo(found, sentence),
            ContentShape.Action => article.Statements.Action(found.Content, article.Verbs[found.ContentVerb].IsNegated && Tokens[found.Content.First].Tag != Tag.Negation),
            ContentShape.Clause => Clause(frame, found, sentence),
            ContentShape.Thing => article.Statements.Plain(found.Content),
            _ => null,
        };
        return statement is null ? null : (statement, found.End);
    }

    /// <summary>A clause that says what should be: "that it be closed", "que la loi soit retirée", "dass die Bahn baut".</summary>
    public string? Clause(Frame frame, in Complement found, Sentence sentence)
    {
        ref readonly VerbGroup verb = ref article.Verbs[found.ContentVerb];
        Subject subject = article.Subjects.Of(found.ContentVerb);
        bool bare = article.Lexicon.JoinsApostrophes && verb.First == verb.Head && (verb.Forms & VerbForms.Infinitive) != VerbForms.None;
        bool subjunctive = Tokens[verb.First].Word.Serves(WordUse.BareSubjunctive) || (bare && (!frame.NeedsDuty || !subject.IsNamed || !article.Mentions.Kinds.IsPlural(article.Nouns[subject.Noun], subject.Phrase)))
            || (!article.Lexicon.JoinsApostrophes && (verb.Forms & VerbForms.Subjunctive) != VerbForms.None && !article.Lexicon.IsVerbSecond);
        bool duty = verb.Modality == Modality.Deontic || subjunctive;
        bool linked = found.Content.First > sentence.First && Tokens[found.Content.First - 1].Tag == Tag.Complementiser;
        if ((frame.NeedsDuty || !linked) && !duty)
        {
            return null;
        }

        // "pidió al Gobierno que repare el puente": who is asked is who should
        if (article.Lexicon.DropsSubjects && !subject.IsNamed && found.WhomNoun >= 0 && article.Speakers.Subject(found.Whom, found.WhomNoun) is { } asked)
        {
            return article.Statements.Sentence(asked, found.Content);
        }

        if (!article.Lexicon.JoinsApostrophes)
        {
            return article.Statements.Plain(found.Content);
        }

        // "I propose that we sell the mill", "we ask that you clarify"
        if (subject.IsWord(WordClass.FirstPerson | WordClass.Second, Tokens))
        {
            return article.Statements.Action(article.Clauses.From(verb.IsPassive && verb.Modal >= 0 ? verb.Modal + 1 : verb.Head, sentence), verb.IsNegated);
        }

        Subject whole = subject.IsNamed ? Stretched(subject, verb) : subject;
        if (!whole.IsNamed || article.Speakers.Subject(whole.Phrase, whole.Noun) is not { } name)
        {
            return null;
        }

        Phrase rest = article.Clauses.From(verb.First, sentence);
        return subjunctive ? article.Statements.Should(name, isPlural: false, verb.IsNegated, rest) : article.Statements.Sentence(name, rest);
    }

    /// <summary>A subject with all that stands between it and its verb: "A toll on lorries was proposed".</summary>
    public Subject Stretched(in Subject patient, in VerbGroup group)
    {
        if (patient.Phrase.End >= group.First || group.First - patient.Phrase.End > 12)
        {
            return patient;
        }

        for (int i = patient.Phrase.End; i < group.First; i++)
        {
            if (Tokens[i].Kind != TokenKind.Word && Tokens[i].Kind is not (TokenKind.Number or TokenKind.Clitic) || Tokens[i].Tag is Tag.Relative or Tag.Complementiser or Tag.Subordinator || article.Verbs.IsVerb(i))
            {
                return patient;
            }
        }

        return patient with { Phrase = patient.Phrase with { End = group.First } };
    }

    private string? ShouldDo(in Complement found, Sentence sentence)
    {
        if (found.Whom.Count == 1 && Tokens[found.Whom.First].Is(WordClass.FirstPerson | WordClass.Second | WordClass.Reflexive) && !Tokens[found.Whom.First].Is(WordClass.FirstPlural))
        {
            return null;
        }

        ref readonly VerbGroup verb = ref article.Verbs[found.ContentVerb];
        string? whom = found.WhomNoun >= 0 ? article.Speakers.Subject(found.Whom, found.WhomNoun) : null;
        Phrase predicate = verb.IsPassive && !article.Lexicon.IsVerbSecond ? found.Content with { First = Math.Max(found.Content.First, verb.Marker + 1) } : found.Content;
        return whom is null ? article.Statements.Action(predicate, verb.IsNegated && Tokens[predicate.First].Tag != Tag.Negation)
            : article.Statements.Should(whom, article.Mentions.Kinds.IsPlural(article.Nouns[found.WhomNoun], found.Whom), verb.IsNegated || NegatedBefore(found.Content.First, sentence), WithoutMarker(predicate));
    }

    private bool NegatedBefore(int at, Sentence sentence) => at - 2 >= sentence.First && (Tokens[at - 1].Tag == Tag.Negation || (Tokens[at - 2].Tag == Tag.Negation && Tokens[at - 1].Tag == Tag.Marker));

    private Phrase WithoutMarker(Phrase phrase)
    {
        int first = phrase.First;
        while (first + 1 < phrase.End && Tokens[first].Tag is Tag.Marker or Tag.Negation && !article.Lexicon.IsVerbSecond)
        {
            first++;
        }

        return phrase with { First = first };
    }

    // "a tax", "a summit to be held"
    private (string Statement, int End)? Thing(in Complement found, Sentence sentence)
    {
        if (found.Content.Count == 1 && Tokens[found.Content.First].Tag == Tag.Pronoun)
        {
            return null;
        }

        int next = found.Content.End;
        if (next < sentence.End && article.Verbs.At(next) is >= 0 and int v)
        {
            ref readonly VerbGroup verb = ref article.Verbs[v];
            if (verb.IsFinite && article.Lexicon.JoinsApostrophes)
            {
                return null;
            }

            // "for the archive to be opened"
            bool governed = found.Content.First > sentence.First && Tokens[found.Content.First - 1].Tag == Tag.Preposition;
            if (verb.IsInfinitive && governed && article.Lexicon.JoinsApostrophes && article.Nouns.At(found.Content.First) is >= 0 and int noun && article.Speakers.Subject(found.Content, noun) is { } name)
            {
                Phrase action = article.Clauses.From(verb.Marker >= 0 ? verb.Marker + 1 : verb.First, sentence);
                return article.Statements.Should(name, isPlural: false, verb.IsNegated, action) is { } should ? (should, action.End) : null;
            }
        }

        Phrase content = article.Lexicon.IsVerbSecond ? WithAttributes(found.Content, sentence) : article.Clauses.Thing(found.Content.First, sentence);
        content = content.End < found.Content.End ? found.Content : content;
        return article.Statements.Plain(content) is { } thing ? (thing, content.End) : null;
    }

    // "Sonnensegel für alle Schulhöfe der Stadt"
    private Phrase WithAttributes(Phrase content, Sentence sentence)
    {
        int noun = article.Nouns.At(content.First);
        Phrase whole = noun >= 0 ? article.Nouns.Attached(noun, sentence.End, []) : content;
        return article.Clauses.WithRelative(whole.First == content.First && whole.End > content.End ? whole : content, sentence);
    }
}
