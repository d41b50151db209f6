namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds points in the passive: "was condemned by the union", "a plan proposed by the mayor", "it was proposed that".</summary>
internal sealed class PassivePoints(ParsedArticle article, Targets targets, ProposedContents contents, StatedFindings findings)
{
    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>What a verb states of its subject; null if nothing.</summary>
    public Finding? Find(Cue cue, int v, in VerbGroup group, int s, Sentence sentence)
    {
        Subject patient = article.Subjects.Of(v);
        if (AgentOf(group, sentence) is not (>= 0 and var agent))
        {
            return group.Kind == GroupKind.Participle ? null : WithoutAgent(cue, v, group, patient, s, sentence);
        }

        Phrase by = article.Nouns.Whole(agent, joined: true, sentence.End);
        if (!article.Speakers.IsActor(agent) || article.Speakers.Name(by, agent) is not { } actor)
        {
            return null;
        }

        int last = Math.Max(by.End, group.Head + 1);
        Frame? whomFrame = Array.Find(cue.Frames, f => Array.Exists(f.Slots, p => p is { Role: SlotRole.Whom, Place: SlotPlace.Object or SlotPlace.Dative }));
        if (cue.Kind is CueKind.Proposal && whomFrame is not null && patient.IsNamed && by.End < sentence.End && article.Verbs.At(by.End) is >= 0 and int action && article.Verbs[action].IsInfinitive)
        {
            Phrase rest = article.Clauses.From(article.Verbs[action].Marker + 1, sentence);
            return article.Speakers.Subject(patient.Phrase, patient.Noun) is { } whom && article.Statements.Should(whom, isPlural: false, article.Verbs[action].IsNegated, rest) is { } line
                ? findings.Make(PointKind.Proposal, actor, null, line, new Phrase(Math.Min(patient.Phrase.First, group.First), rest.End), s)
                : null;
        }

        if (!patient.IsNamed)
        {
            return null;
        }

        patient = contents.Stretched(patient, group);
        Phrase core = new(Math.Min(patient.Phrase.First, group.First), Math.Max(last, patient.Phrase.End));
        if (cue.Kind is CueKind.Proposal or CueKind.Plan)
        {
            bool direct = cue.Frames.Length == 0 || Array.Exists(cue.Frames, f => f.IsPlain(SlotRole.Content));
            bool pronoun = article.Nouns[patient.Noun].IsPronoun;
            return direct && !pronoun && (cue.Kind == CueKind.Proposal || targets.IsPlan(patient.Phrase)) && article.Statements.Plain(patient.Phrase) is { } proposal
                ? findings.Make(PointKind.Proposal, actor, null, proposal, core, s)
                : null;
        }

        if (cue.Kind == CueKind.Describe)
        {
            Phrase description = new(group.Head + 1, Math.Max(group.Head + 1, article.Clauses.From(Math.Min(group.Head + 1, sentence.End - 1), sentence).End));
            description = description.End < last ? description with { End = Math.Max(description.End, article.Clauses.From(Math.Min(last, sentence.End - 1), sentence).End) } : description;
            return targets.Condemns(description) && targets.Name(patient.Phrase, patient.Noun) is { } described && article.Statements.Plain(description) is { } words
                ? findings.Make(PointKind.Criticism, actor, described, words, core with { End = Math.Max(core.End, description.End) }, s)
                : null;
        }

        if (cue.Kind != CueKind.Criticism || !Aimed(cue) || targets.Name(patient.Phrase, patient.Noun) is not { } target)
        {
            return null;
        }

        return Reasoned(cue, by.End, sentence) is var (why, end) ? findings.Make(PointKind.Criticism, actor, target, why, core with { End = end }, s)
            : cue.Frames.Length == 0 || !Array.TrueForAll(cue.Frames, f => f.NeedsReason) ? article.Statements.Plain(new Phrase(group.First, Math.Max(group.Head, group.First) + 1)) is { } bare
                ? findings.Make(PointKind.Criticism, actor, target, bare, core, s)
                : null
            : null;
    }

    /// <summary>The noun phrase of who does what is told in the passive; -1 if nobody is named.</summary>
    public int AgentOf(in VerbGroup group, Sentence sentence)
    {
        int from = article.Lexicon.IsVerbSecond ? group.Clause.First : group.End;
        int limit = article.Lexicon.IsVerbSecond ? group.Clause.End : Math.Min(sentence.End, group.End + 8);
        for (int i = from; i < limit; i++)
        {
            if (Tokens[i].Tag is Tag.Preposition or Tag.Marker && (Tokens[i].Is(WordClass.Agent) || article.Lexicon.Agents.Contains(Tokens[i].Word.Preposition)))
            {
                for (int k = i + 1; k < Math.Min(sentence.End, i + 4); k++)
                {
                    if (article.Nouns.At(k) is >= 0 and int noun)
                    {
                        return noun;
                    }
                }
            }

            if (!article.Lexicon.IsVerbSecond && article.Verbs.IsVerb(i))
            {
                return -1;
            }
        }

        return -1;
    }

    // Whether the verb criticises its object, so that in the passive its subject is criticised.
    private static bool Aimed(Cue cue) => cue.Frames.Length == 0 || Array.Exists(cue.Frames, f => f.IsPlain(SlotRole.Target)
        || (f.Slots.Length > 1 && Array.TrueForAll(f.Slots, p => p.Role != SlotRole.Literal) && Array.Exists(f.Slots, p => p is { Role: SlotRole.Target, Place: SlotPlace.Object or SlotPlace.Dative })));

    private (string Why, int End)? Reasoned(Cue cue, int at, Sentence sentence)
    {
        if (at + 1 >= sentence.End)
        {
            return null;
        }

        foreach (Frame frame in cue.Frames)
        {
            if (Array.IndexOf(frame.Reasons, Tokens[at].Word.Preposition) >= 0)
            {
                Phrase reason = article.Clauses.From(at + 1, sentence);
                return article.Statements.Plain(reason) is { } why ? (why, reason.End) : null;
            }
        }

        return article.Complements.Judged(at, sentence) is { } judged && article.Statements.Plain(judged) is { } said ? (said, judged.End) : null;
    }

    // "It was proposed that the roof be repaired"; "This is rejected because …" in the author's own paper.
    private Finding? WithoutAgent(Cue cue, int v, in VerbGroup group, in Subject patient, int s, Sentence sentence)
    {
        if (cue.Kind == CueKind.Criticism && article.Genre.Kind == GenreKind.Argument && article.Text.QuotationAt(group.Head) < 0 && group.Modality == Modality.None && patient.IsNamed
            && article.Speakers.At(group.Head) is { Voice: Voice.Author } && Aimed(cue) && !(cue.Frames.Length > 0 && Array.TrueForAll(cue.Frames, f => f.NeedsReason))
            && !patient.IsWord(WordClass.FirstPerson, Tokens))
        {
            Phrase rest = new(group.First, article.Clauses.Shorten(new Phrase(group.First, sentence.End)).End);
            return article.Speakers.Thing(patient.Phrase, patient.Noun) is { } target && article.Statements.Plain(rest) is { } statement
                ? findings.Make(PointKind.Criticism, article.Genre.Author, target, statement, new Phrase(Math.Min(patient.Phrase.First, group.First), rest.End), s)
                : null;
        }

        bool impersonal = !patient.IsNamed || patient.IsWord(WordClass.Expletives | WordClass.It, Tokens);
        if (cue.Kind != CueKind.Proposal || !impersonal)
        {
            return null;
        }

        foreach (Frame frame in cue.Frames)
        {
            if (frame.Slots is [{ Role: SlotRole.Content, Place: SlotPlace.That }] && article.Complements.OfVerb(frame, v, -1) is { } found && contents.Clause(frame, found, sentence) is { } proposed)
            {
                return findings.Make(PointKind.Proposal, Point.NotNamed, null, proposed, new Phrase(Math.Max(sentence.First, group.First - 1), found.End), s);
            }
        }

        return null;
    }
}
