namespace ArticleDigest.Analysis.Extractive;

/// <summary>Reads what somebody supports, opposes or withdraws: whether it can be, whose it is, how it is told.</summary>
internal sealed class StanceObjects(ParsedArticle article, Owners owners, PassivePoints passive)
{
    private const int Memory = 12;

    private readonly HashSet<string> _proposed = new(StringComparer.OrdinalIgnoreCase);

    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>Takes note of what an article proposes, so that "the terminal" is known behind "a second terminal"; of more findings than before.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="from">The first of them that is new.</param>
    public void Note(List<Finding> findings, int from)
    {
        for (int i = from; i < findings.Count; i++)
        {
            if (findings[i].Kind == PointKind.Proposal && ThingIn(findings[i].Statement) is { Length: > 0 } thing)
            {
                _proposed.Add(thing);
            }
        }
    }

    /// <summary>Whether a sentence may hold anything to support or oppose; that most do not is quickly told.</summary>
    public bool MayStandIn(Sentence sentence)
    {
        for (int i = sentence.First; i < sentence.End; i++)
        {
            if (Tokens[i].Word.Serves(WordUse.Proposed | WordUse.Decided) || (Tokens[i].Tag == Tag.Pronoun && Tokens[i].Is(WordClass.It | WordClass.They)))
            {
                return true;
            }
        }

        return _proposed.Count > 0;
    }

    /// <summary>Whether a noun names what is only proposed, such as a plan or bill.</summary>
    public bool IsProposal(int noun) => Head(noun).Word.Serves(WordUse.Proposed);

    /// <summary>Whether a noun names what can be proposed or decided: a bill, a tax, or what the article tells that somebody proposed.</summary>
    public bool IsProposable(int noun) => Head(noun).Word.Serves(WordUse.Proposed | WordUse.Decided) || WasProposed(noun);

    /// <summary>Whether the article told before that somebody proposed what a noun names: "the terminal".</summary>
    public bool WasProposed(int noun)
    {
        ref readonly NounPhrase np = ref article.Nouns[noun];
        Token lead = Tokens[np.First];
        bool definite = (lead.Tag == Tag.Determiner && lead.Is(WordClass.Articles | WordClass.Demonstratives) && !lead.Word.Serves(WordUse.IndefiniteArticles))
            || (np.Preposition >= 0 && Tokens[np.Preposition].Word.Article.Length > 0);
        return definite && _proposed.Count > 0 && _proposed.Contains(article.Text.TextOf(new Phrase(np.Head, np.Head + 1)));
    }

    /// <summary>Whose it is; null if the text does not say.</summary>
    public string? Owner(int noun, Sentence sentence)
    {
        ref readonly NounPhrase np = ref article.Nouns[noun];
        (string? owner, int behind, _) = owners.Of(noun, sentence);

        // "the reform of the police" is not theirs, as "the proposal of the police" is.
        bool object_ = behind > np.End && !IsProposal(noun) && !Tokens[np.End].Is(WordClass.Agent);
        return object_ ? null : owner ?? MadeBy(np.End, sentence);
    }

    /// <summary>Whether a possessive says whose it is: "its plan".</summary>
    public bool IsPossessed(int noun) => Tokens[article.Nouns[noun].First] is { Tag: Tag.Determiner } lead && lead.Is(WordClass.Possessives) && !lead.Is(WordClass.Second);

    /// <summary>All that tells what it is: "the city's plan for a charge", "its plan to close two libraries".</summary>
    public Phrase Whole(int noun, Sentence sentence)
    {
        ref readonly NounPhrase np = ref article.Nouns[noun];
        Phrase whole = article.Nouns.Attached(noun, sentence.End, []);
        if (article.Lexicon.IsVerbSecond)
        {
            return IsProposal(noun) ? WithAction(whole, sentence) : whole;
        }

        if (whole.End >= sentence.End || !GoesOn(whole.End, sentence))
        {
            return whole;
        }

        Phrase thing = article.Clauses.Thing(np.First, sentence);
        return thing.End > whole.End ? thing : whole;
    }

    /// <summary>It as a statement, with the article that is contracted in the word before it, and without "no".</summary>
    public string? Told(Phrase whole)
    {
        Phrase said = whole.Count > 1 && Tokens[whole.First].Is(WordClass.Negations) ? whole with { First = whole.First + 1 } : whole;
        string contracted = whole.First > 0 && Tokens[whole.First - 1].Tag == Tag.Preposition && !Tokens[whole.First].Is(WordClass.Determiners & ~WordClass.Possessives) ? Tokens[whole.First - 1].Word.Article : "";
        return article.Statements.Plain(said) is { } told ? contracted.Length > 0 ? $"{contracted} {told}" : told : null;
    }

    /// <summary>The noun phrase that "it" or "them" stands for: what could last be proposed, in its sentence or the one before; -1 if nothing.</summary>
    public int Meant(int pronoun)
    {
        Token it = Head(pronoun);
        bool several = it.Is(WordClass.They) && !it.Is(WordClass.It);
        if (!it.Is(WordClass.It | WordClass.They) || it.Is(WordClass.He | WordClass.She))
        {
            return -1;
        }

        int first = article.Text.Sentences[Math.Max(0, article.Text.SentenceAt(article.Nouns[pronoun].Head) - 1)].First;
        for (int n = pronoun - 1; n >= Math.Max(0, pronoun - Memory) && article.Nouns[n].First >= first; n--)
        {
            if (!article.Nouns[n].IsPronoun && IsProposable(n) && Head(n).Means(Sense.Plural) == several)
            {
                // "a plan for a toll": the plan
                return n > 0 && article.Nouns[n].Preposition == article.Nouns[n - 1].End && IsProposable(n - 1) ? n - 1 : n;
            }
        }

        return -1;
    }

    private ref Token Head(int noun) => ref Tokens[article.Nouns[noun].Head];

    // "the tax proposed by the council"
    private string? MadeBy(int behind, Sentence sentence)
    {
        if (behind >= sentence.End || article.Verbs.At(behind) is not (>= 0 and var verb) || article.Verbs[verb].Kind != GroupKind.Participle
            || Tokens[article.Verbs[verb].Head].Word is var head && !head.HasCue(CueKind.Proposal) && !head.HasCue(CueKind.Plan)
            || passive.AgentOf(article.Verbs[verb], sentence) is not (>= 0 and var agent) || !article.Speakers.IsActor(agent))
        {
            return null;
        }

        return article.Speakers.Name(article.Nouns.Whole(agent, joined: true, sentence.End), agent);
    }

    // An infinitive, a participle, "by the city", or a clause that says which one is meant.
    private bool GoesOn(int at, Sentence sentence) =>
        Tokens[at].Tag is Tag.Relative or Tag.Complementiser or Tag.Marker || (Tokens[at].Tag == Tag.Preposition && Tokens[at].Is(WordClass.Agent))
        || Unfinished(at) || (Tokens[at].Tag == Tag.Preposition && at + 1 < sentence.End && Unfinished(at + 1));

    private bool Unfinished(int at) => article.Verbs.At(at) is >= 0 and int verb && article.Verbs[verb].Kind is GroupKind.Infinitive or GroupKind.Participle;

    // German: "ihren Plan, zwei Büchereien zu schließen"
    private Phrase WithAction(Phrase whole, Sentence sentence)
    {
        if (whole.End + 1 >= sentence.End || Tokens[whole.End].Kind != TokenKind.Comma)
        {
            return whole;
        }

        (int first, int end) = article.Verbs.Of(article.Text.SentenceAt(whole.First));
        for (int v = first; v < end; v++)
        {
            ref readonly VerbGroup group = ref article.Verbs[v];
            if (group.Clause.First - whole.End is 0 or 1 && group.Head > whole.End)
            {
                return group.IsInfinitive ? whole with { End = EndOf(group.Clause) } : whole;
            }
        }

        return whole;
    }

    private int EndOf(Phrase clause)
    {
        int end = clause.End;
        while (end > clause.First + 1 && !Tokens[end - 1].IsWord)
        {
            end--;
        }

        return end;
    }

    // The thing that a statement begins with, if it does: of "a second ferry terminal for the port", "terminal".
    private string ThingIn(string statement)
    {
        ReadOnlySpan<char> thing = default;
        bool begins = true;
        foreach (Range range in statement.AsSpan().Split(' '))
        {
            ReadOnlySpan<char> word = statement.AsSpan(range);
            Word known = article.Lexicon.Find(word);
            if (begins ? !known.Is(WordClass.Articles) : known.Is(WordClass.Prepositions | WordClass.Of | WordClass.Contracted | WordClass.Links | WordClass.InfinitiveMarkers))
            {
                break;
            }

            // Where adjectives follow, the first word is the noun, and not the last.
            thing = begins || (article.Lexicon.AdjectivesFollow && !thing.IsEmpty) ? thing : word;
            begins = false;
        }

        return thing.Trim(",;:.").ToString();
    }
}
