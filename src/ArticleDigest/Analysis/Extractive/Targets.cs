namespace ArticleDigest.Analysis.Extractive;

/// <summary>Reads whom or what a criticism is aimed at.</summary>
internal sealed class Targets(ParsedArticle article)
{
    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>The name of what is criticised; null if the phrase names nothing.</summary>
    public string? Name(Phrase target, int noun)
    {
        if (noun < 0)
        {
            return null;
        }

        Token lead = Tokens[target.First];
        bool bare = target.Count == 1 && lead.Tag is Tag.Pronoun or Tag.Determiner or Tag.Clitic;
        return bare && !lead.Is(WordClass.He | WordClass.She | WordClass.They | WordClass.It | WordClass.ObjectClitics) ? null
            : bare && lead.Tag == Tag.Clitic ? article.Mentions.Dropped(target.First, isPlural: lead.Is(WordClass.They), speaks: false)
            : article.Speakers.Thing(target, noun);
    }

    /// <summary>Who does what is criticised: of "attempts by the West to interfere", the West.</summary>
    public string? Agent(Phrase target, int noun)
    {
        for (int n = noun + 1; n < article.Nouns.Count && article.Nouns[n].First < target.End + 4; n++)
        {
            ref readonly NounPhrase agent = ref article.Nouns[n];
            if (agent.Preposition < 0 || agent.Preposition > target.End)
            {
                return null;
            }

            bool by = Tokens[agent.Preposition].Is(WordClass.Agent) && !Tokens[agent.Preposition].Is(WordClass.Of);
            if (by && article.Mentions.Kinds.IsActor(agent) && !HasProposal(target.First, agent.Preposition))
            {
                return article.Speakers.Name(agent.Phrase, n);
            }
        }

        return null;
    }

    private bool HasProposal(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (Tokens[i].Word.HasCue(CueKind.Proposal, CueWord.Noun))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first noun phrase in a stretch that is not the subject; -1 if there is none.</summary>
    public int First(Phrase phrase, int subject)
    {
        for (int i = phrase.First; i < phrase.End; i++)
        {
            if (article.Nouns.At(i) is >= 0 and int noun && noun != subject && !Tokens[article.Nouns[noun].Head].Is(WordClass.Days))
            {
                return noun;
            }
        }

        return -1;
    }

    /// <summary>Whether rejecting this is a denial only: "rejected the criticism".</summary>
    public bool IsDenial(Phrase target)
    {
        for (int i = target.First; i < Math.Min(target.End, target.First + 4); i++)
        {
            if (Tokens[i].Means(Sense.Denied))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether somebody is said to criticise themselves.</summary>
    public bool IsReflexive(Phrase target, in Subject who) =>
        (who.IsNamed && target.First == who.Phrase.First) || (target.Count == 1 && Tokens[target.First].Is(WordClass.Reflexive));

    /// <summary>Whether a phrase holds a plan, bill or reform.</summary>
    public bool IsPlan(Phrase phrase)
    {
        if (article.Nouns.At(phrase.First) is >= 0 and int noun)
        {
            return Tokens[article.Nouns[noun].Head].Means(Sense.Plans);
        }

        return false;
    }

    /// <summary>Whether a phrase holds a word that condemns and is not itself negated: "is not wrong", "no mistake".</summary>
    public bool Condemns(Phrase phrase) => Condemning(phrase) > 0;

    /// <summary>How many words of a phrase condemn.</summary>
    public int Condemning(Phrase phrase)
    {
        int count = 0;
        bool negated = false;
        for (int i = phrase.First; i < phrase.End; i++)
        {
            Token token = Tokens[i];
            if (token.Word.Serves(WordUse.Without) && BadBehind(i, phrase.End) is > 0 and int harmless)
            {
                // "without problems"
                i = harmless;
            }
            else if (token.Tag == Tag.Negation && !token.Means(Sense.Lack))
            {
                negated = true;
            }
            else if (token.Tag is Tag.Infinitive or Tag.Gerund or Tag.Participle or Tag.Verb && i > phrase.First && (token.Word.HasCue(CueKind.Halt) || token.Word.HasCue(CueKind.Deny)))
            {
                // "to prevent abuse"
                negated = true;
            }
            else if (token.Tag is Tag.Complementiser or Tag.Relative || token.Kind is TokenKind.Comma or TokenKind.Semicolon)
            {
                negated = false;
            }
            else if (token.Means(Sense.Bad | Sense.Lack))
            {
                count += negated ? 0 : 1;
                negated = false;
            }
            else if (negated && token.Means(Sense.Needs | Sense.GoodOfProposal))
            {
                count++;
                negated = false;
            }
        }

        return count;
    }

    private int BadBehind(int without, int end)
    {
        for (int i = without + 1; i < Math.Min(end, without + 4); i++)
        {
            if (Tokens[i].Means(Sense.Bad | Sense.Harm))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>German: the clause of a verb without its subject.</summary>
    public Phrase Predicate(in VerbGroup group, in Subject subject)
    {
        Phrase clause = group.Clause;
        int end = clause.End;
        while (end > clause.First && !Tokens[end - 1].IsWord && Tokens[end - 1].Kind is not (TokenKind.CloseQuote or TokenKind.Number))
        {
            end--;
        }

        bool leads = subject.IsNamed && subject.Phrase.First >= clause.First && subject.Phrase.First <= group.First;
        bool linked = group.First > clause.First && Tokens[clause.First].Tag is Tag.Complementiser or Tag.Subordinator or Tag.Relative or Tag.Coordinator;
        int first = leads ? subject.Phrase.End : linked ? clause.First + 1 : clause.First;
        return new Phrase(Math.Min(first, end - 1), end);
    }
}
