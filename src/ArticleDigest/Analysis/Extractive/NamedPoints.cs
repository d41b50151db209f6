namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds points that a noun names: "the union's demand for", "criticism of the plan by doctors", "drew criticism from".</summary>
internal sealed class NamedPoints(ParsedArticle article, Clauses clauses, Statements statements)
{
    private const int ReachOfVerb = 8;

    private Token[] Tokens => article.Text.Tokens;

    /// <summary>Adds what the nouns of a sentence name.</summary>
    public void Find(int s, List<Finding> findings)
    {
        Sentence sentence = article.Text.Sentences[s];
        for (int i = sentence.First; i < sentence.End; i++)
        {
            if (article.Verbs.IsVerb(i) || !Tokens[i].IsWord || (Tokens[i].Word.Cues.Length > 0 && article.Assertions.IsUnder(i, sentence)))
            {
                continue;
            }

            foreach (CueForm form in Tokens[i].Word.Cues)
            {
                if (form.Cue.IsNoun && form.Cue.Kind is CueKind.Proposal or CueKind.Criticism && Match(form.Cue, i, s, sentence) is { } finding)
                {
                    findings.Add(finding);
                    break;
                }
            }
        }
    }

    private Finding? Match(Cue cue, int noun, int s, Sentence sentence)
    {
        int first = FirstOfPhrase(noun, sentence);
        if (Tokens[first].Is(WordClass.Negations) || (first > sentence.First && Tokens[first - 1].Is(WordClass.Negations)))
        {
            return null;
        }

        VerbGroup? verb = VerbBefore(first, sentence);
        if (verb is { } received && cue.Kind == CueKind.Criticism && Tokens[received.Head].Word.HasCue(CueKind.Receive))
        {
            return Received(cue, noun, received, s, sentence);
        }

        int at = noun + 1;
        Phrase? source = null;
        if (at + 1 < sentence.End && Tokens[at].Is(WordClass.By) && article.Nouns.Right(at + 1, sentence.End, Ends(cue)) is { } by
            && (cue.Kind == CueKind.Proposal || article.Speakers.IsActor(by)))
        {
            source = by;
            at = by.End;
        }

        if (Actor(first, noun, source, verb, sentence) is not var (who, actor))
        {
            return null;
        }

        int start = Math.Min(who.First, first);
        foreach (Frame frame in cue.Frames)
        {
            int behind = at + frame.Particles.Length;
            bool matches = behind < sentence.End;
            for (int p = 0; matches && p < frame.Particles.Length; p++)
            {
                matches = Tokens[at + p].Word.Norm.Equals(frame.Particles[p], StringComparison.Ordinal);
            }

            if (matches && Complement(frame, cue, actor, start, noun, behind, s, sentence) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    private Finding? Complement(Frame frame, Cue cue, string actor, int start, int noun, int at, int s, Sentence sentence)
    {
        switch (frame.Shape)
        {
            case "thing" when article.Nouns.Right(at, sentence.End, []) is { } thing:
                if (thing.End < sentence.End && article.Verbs.At(thing.End) is { IsInfinitive: true } act && article.Speakers.Name(thing) is { } name)
                {
                    Phrase rest = clauses.From(act.IsPassive ? act.First + 1 : act.Head, sentence);
                    return Make(cue, actor, null, statements.Clause(act.IsNegated ? "should-not" : "should", name, rest), start, rest.End, s);
                }

                return Make(cue, actor, null, statements.Plain(thing), start, thing.End, s);
            case "to" when article.Verbs.At(at) is { IsInfinitive: true, IsNegated: false } verb:
                Phrase action = clauses.From(verb.Head, sentence);
                return Make(cue, actor, null, statements.Plain(action), start, action.End, s);
            case "that" when Tokens[at].Is(WordClass.Complementisers) && at + 1 < sentence.End:
                Phrase clause = clauses.From(at + 1, sentence);
                return Make(cue, actor, null, statements.Plain(clause), start, clause.End, s);
            case "target" when article.Nouns.Right(at, sentence.End, []) is { } target && article.Speakers.Name(target) is { } about:
                return Make(cue, actor, about, statements.Plain(new Phrase(noun, target.End)), start, target.End, s);
            default:
                return null;
        }
    }

    // "The plan drew criticism from doctors for its cost"
    private Finding? Received(Cue cue, int noun, VerbGroup verb, int s, Sentence sentence)
    {
        if (verb.IsNegated || verb.Modality != Modality.None || noun + 2 >= sentence.End || !Tokens[noun + 1].Is(WordClass.By)
            || article.Nouns.Right(noun + 2, sentence.End, Ends(cue)) is not { } source || !article.Speakers.IsActor(source)
            || article.Speakers.Name(source) is not { } actor
            || article.Subjects.Of(verb, sentence) is not { } subject || article.Speakers.Name(subject) is not { } target)
        {
            return null;
        }

        bool reasoned = source.End + 1 < sentence.End && Tokens[source.End].Is(WordClass.Prepositions);
        Phrase reason = reasoned ? clauses.From(source.End + 1, sentence) : new Phrase(verb.First, source.End);
        return Make(cue, actor, target, statements.Plain(reason), subject.First, reason.End, s);
    }

    // The possessor, the "by" or "from" behind, a name right before the noun, or who makes, repeats or joins it.
    private (Phrase Who, string Name)? Actor(int first, int noun, Phrase? source, VerbGroup? verb, Sentence sentence)
    {
        if (source is { } by)
        {
            return Named(by);
        }

        for (int i = noun - 1; i > first; i--)
        {
            if (Tokens[i].Kind == TokenKind.Clitic)
            {
                return Named(new Phrase(first, i));
            }
        }

        if (Tokens[first].Is(WordClass.Possessives) && first < noun)
        {
            return article.Speakers.Name(new Phrase(first, first + 1)) is { } owner ? (new Phrase(first, first + 1), owner) : null;
        }

        Phrase attribute = new(Tokens[first].Is(WordClass.Articles) ? first + 1 : first, noun);
        if (attribute.Count is > 0 and <= 4 && (article.Text.IsCapitalised(attribute.Last) || Tokens[attribute.Last].Is(WordClass.GroupWords))
            && !Tokens[attribute.Last].Is(WordClass.SuffixAdjective) && !Tokens[attribute.First].Is(WordClass.Determiners))
        {
            return Named(attribute);
        }

        if (verb is { IsNegated: false, Modality: Modality.None, IsPassive: false } && Tokens[verb.Value.Head].Word.HasCue(CueKind.Light)
            && !verb.Value.IsInfinitive && article.Subjects.Of(verb.Value, sentence) is { } subject && article.Speakers.IsActor(subject))
        {
            return Named(subject);
        }

        return null;
    }

    private (Phrase Who, string Name)? Named(Phrase who) => article.Speakers.Name(who) is { } name ? (who, name) : null;

    // What follows the one who proposes or criticises: "a call by the union for", but "the chamber of commerce" is one name.
    private string[] Ends(Cue cue) =>
        [.. cue.Frames.SelectMany(f => f.Particles).Where(p => !article.Lexicon.Find(p).Is(WordClass.Of)), .. cue.Frames.Where(f => f.Particles.Length == 0).Select(f => f.Shape)];

    private int FirstOfPhrase(int noun, Sentence sentence)
    {
        int first = noun;
        while (first > sentence.First && noun - first < 6 && (Tokens[first - 1].IsWord || Tokens[first - 1].Kind == TokenKind.Clitic)
            && !article.Verbs.IsVerb(first - 1) && !Tokens[first - 1].Is(WordClass.Prepositions | WordClass.Subordinators | WordClass.Relatives | WordClass.Coordinators | WordClass.Infinitive))
        {
            first--;
            if (Tokens[first].Is(WordClass.Articles | WordClass.Possessives) && Tokens[first].IsWord)
            {
                break;
            }
        }

        return first;
    }

    private VerbGroup? VerbBefore(int first, Sentence sentence)
    {
        for (int i = first - 1; i >= Math.Max(sentence.First, first - ReachOfVerb); i--)
        {
            if (article.Verbs.At(i) is { } verb)
            {
                return verb;
            }

            if (Tokens[i].Kind is TokenKind.Comma or TokenKind.Semicolon)
            {
                return null;
            }
        }

        return null;
    }

    private Finding? Make(Cue cue, string actor, string? target, string? statement, int first, int end, int s)
    {
        if (statement is null)
        {
            return null;
        }

        Phrase core = new(first, end);
        bool quoted = article.Text.QuotationAt(core.Last) >= 0 && article.Text.QuotationAt(core.First) == article.Text.QuotationAt(core.Last);
        return new Finding(cue.Kind == CueKind.Proposal ? PointKind.Proposal : PointKind.Criticism, actor, target, statement, core, s, quoted ? Voice.Actor : Voice.Reported, IsStated: true);
    }
}
