namespace ArticleDigest.Analysis.Extractive;

/// <summary>Reads what a verb of proposing is about: a thing, what somebody is to do, a clause. Gives it as a statement and where it ends.</summary>
internal sealed class Contents(ParsedArticle article, Clauses clauses, Statements statements)
{
    private Token[] Tokens => article.Text.Tokens;

    /// <summary>A noun phrase: "a tax", "a summit to be held".</summary>
    public (string Statement, int End)? Thing(int at, Sentence sentence)
    {
        if (article.Nouns.Right(at, sentence.End, []) is not { } thing || IsBare(thing) || Tokens[thing.First].Is(WordClass.Indefinite)
            || (thing.End < sentence.End && article.Verbs.At(thing.End) is { IsFinite: true } verbOfThing && !MayBeParticiple(verbOfThing)))
        {
            return null;
        }

        // "a summit to be held", "for the council to act"
        if (thing.End < sentence.End && article.Verbs.At(thing.End) is { IsInfinitive: true } verb && at > sentence.First && Tokens[at - 1].Is(WordClass.Prepositions)
            && article.Speakers.Subject(thing) is { } name)
        {
            Phrase rest = clauses.From(verb.IsPassive ? verb.First + 1 : verb.Head, sentence);
            return statements.Clause(verb.IsNegated ? "should-not" : "should", name, rest) is { } line ? (line, rest.End) : null;
        }

        Phrase content = clauses.From(thing.First, sentence);
        return Content(content.End < thing.End ? thing : content);
    }

    // "a function called noop", not "traffic will double"
    private bool MayBeParticiple(VerbGroup verb) => verb.First == verb.Head
        && (Tokens[verb.Head].Word.HasVerb(VerbForms.Participle) || Tokens[verb.Head].Is(WordClass.SuffixParticiple));

    /// <summary>Somebody and what they are to do: "the council to act".</summary>
    public (string Statement, int End)? WhomTo(int at, Sentence sentence)
    {
        if (article.Nouns.Right(at, sentence.End, []) is not { } whom)
        {
            return null;
        }

        int next = whom.End < sentence.End && Tokens[whom.End].Is(WordClass.Negations) ? whom.End + 1 : whom.End;
        if (next >= sentence.End || article.Verbs.At(next) is not { IsInfinitive: true } verb
            || Tokens[whom.First].Is(WordClass.FirstPerson | WordClass.SecondPerson) || article.Speakers.Subject(whom) is not { } name)
        {
            return null;
        }

        Phrase rest = clauses.From(verb.IsPassive ? verb.First + 1 : verb.Head, sentence);
        return statements.Clause(verb.IsNegated || next > whom.End ? "should-not" : "should", name, rest) is { } line ? (line, rest.End) : null;
    }

    /// <summary>A clause: "that it be closed".</summary>
    public (string Statement, int End)? That(int at, bool mustBeDeontic, Sentence sentence)
    {
        int first = Tokens[at].Is(WordClass.Complementisers) ? at + 1 : at;
        if (first >= sentence.End || article.Nouns.Right(first, sentence.End, []) is not { } subject || subject.End >= sentence.End)
        {
            return null;
        }

        int verbAt = SkipAdverbs(subject.End, sentence);
        if (verbAt >= sentence.End)
        {
            return null;
        }

        if (article.Verbs.At(verbAt) is not { } verb)
        {
            // "that the police delete the pictures": an unknown word between two noun phrases is the verb.
            bool hidden = !mustBeDeontic && first > at && subject.Count >= 2 && Tokens[verbAt].Is(WordClass.Determiners | WordClass.Possessives) && Tokens[subject.Last].IsWord
                && Tokens[subject.Last].Word.Norm.Length == 0 && !Tokens[subject.Last].Is(WordClass.SuffixPlural);
            Phrase tail = clauses.From(subject.Last, sentence);
            return hidden && article.Speakers.Subject(subject with { End = subject.Last }) is { } agent && statements.Clause("should", agent, tail) is { } should
                ? (should, tail.End)
                : null;
        }

        bool subjunctive = Tokens[verb.First].Is(WordClass.Subjunctive) || (verb.First == verb.Head && Tokens[verb.Head].Word.HasVerb(VerbForms.Base) && (!mustBeDeontic || !article.Mentions.Kinds.IsPlural(subject)));
        bool deontic = verb.Modality == Modality.Deontic || subjunctive;
        if ((mustBeDeontic && !deontic) || (first == at && !deontic) || article.Speakers.Subject(subject) is not { } name)
        {
            return null;
        }

        // "I propose that we sell the mill"
        if (subject.Count == 1 && Tokens[subject.First].Is(WordClass.FirstPerson))
        {
            Phrase action = clauses.From(verb.IsPassive && verb.Modal >= 0 ? verb.Modal + 1 : verb.Head, sentence);
            return statements.Action(action, verb.IsNegated) is { } own ? (own, action.End) : null;
        }

        Phrase rest = clauses.From(verb.First, sentence);
        string? line = subjunctive ? statements.Clause("should", name, rest) : statements.Sentence(name, rest);
        return line is null ? null : (line, rest.End);
    }

    /// <summary>A phrase as it stands.</summary>
    public (string Statement, int End)? Content(Phrase phrase) => phrase.Count > 0 && statements.Plain(phrase) is { } line ? (line, phrase.End) : null;

    /// <summary>The token behind adverbs and days.</summary>
    public int SkipAdverbs(int at, Sentence sentence)
    {
        while (at < sentence.End)
        {
            bool adverb = (Tokens[at].Is(WordClass.Adverbs | WordClass.SuffixAdverb) && !Tokens[at].Is(WordClass.Determiners | WordClass.Prepositions)) || Tokens[at].Is(WordClass.Days);
            if (adverb)
            {
                at++;
            }
            else if (at + 1 < sentence.End && Tokens[at].Is(WordClass.Prepositions) && Tokens[at + 1].Is(WordClass.Days))
            {
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Whether a phrase is a pronoun or the like, which names nothing by itself.</summary>
    public bool IsBare(Phrase phrase) =>
        phrase.Count == 1 && Tokens[phrase.First].Is(WordClass.Pronouns | WordClass.Relatives | WordClass.Demonstratives | WordClass.Determiners);
}
