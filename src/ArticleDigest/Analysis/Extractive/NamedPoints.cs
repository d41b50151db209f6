namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds points that a noun names: "the union's demand for", "la demande du syndicat de", "criticism from residents".</summary>
internal sealed class NamedPoints(ParsedArticle article, Targets targets, Owners owners, Stances stances)
{
    private const int Reach = 12;

    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>Adds what the nouns of a sentence name.</summary>
    public void Find(int s, List<Finding> findings)
    {
        Sentence sentence = article.Text.Sentences[s];
        (int start, int end) = article.Nouns.Of(s);
        for (int noun = start; noun < end; noun++)
        {
            Word word = Tokens[article.Nouns[noun].Head].Word;
            if (word.Means(Sense.Plans) && Planned(noun, s, sentence) is { } plan)
            {
                findings.Add(plan);
                continue;
            }

            foreach (CueForm form in word.IsNounCue ? word.Cues : [])
            {
                if (form.Cue.Word == CueWord.Noun && form.Cue.Kind is CueKind.Proposal or CueKind.Criticism && Named(form.Cue, noun, s, sentence) is { } finding)
                {
                    findings.Add(finding);
                    break;
                }
            }
        }
    }

    // "the plan to close", "le projet de fermer", "a bill that would": what a plan is for.
    private Finding? Planned(int noun, int s, Sentence sentence)
    {
        ref readonly NounPhrase np = ref article.Nouns[noun];
        if (article.Lexicon.IsVerbSecond || article.Genre.Kind != GenreKind.News || Tokens[np.First].Tag == Tag.Negation || IsDenied(np, sentence))
        {
            return null;
        }

        (string? actor, int behind, int first) = owners.Of(noun, sentence);
        if (behind >= sentence.End)
        {
            return null;
        }

        int verb = -1;
        int content = behind;
        if (article.Verbs.At(behind) is >= 0 and int direct && article.Verbs[direct] is { Kind: GroupKind.Infinitive, IsPassive: false })
        {
            verb = direct;
            content = article.Verbs[direct].Marker >= 0 ? article.Verbs[direct].Marker + 1 : article.Verbs[direct].First;
        }
        else if (Tokens[behind].Tag == Tag.Relative && behind + 1 < sentence.End && article.Verbs.At(behind + 1) is >= 0 and int would && article.Verbs[would].Modality == Modality.Future)
        {
            verb = would;
            content = article.Verbs[would].First;
        }

        if (verb < 0)
        {
            return null;
        }

        string? who = actor ?? Launcher(noun, sentence);
        Phrase clause = article.Clauses.Thing(content, sentence);
        return who is not null && clause.Count >= 3 && !IsGivenUp(noun, sentence) && article.Statements.Plain(clause) is { } line
            ? Make(PointKind.Proposal, who, null, line, new Phrase(Math.Min(first, np.First), clause.End), s)
            : null;
    }

    private Finding? Named(Cue cue, int noun, int s, Sentence sentence)
    {
        ref readonly NounPhrase np = ref article.Nouns[noun];
        if (Tokens[np.First].Tag == Tag.Negation || IsDenied(np, sentence))
        {
            return null;
        }

        (string? actor, int behind, int first) = owners.Of(noun, sentence, cue);
        foreach (Frame frame in cue.Frames)
        {
            if (article.Complements.OfNoun(frame, behind, sentence) is not { } found || found.Content.First - behind > 4 || found.Target.First - behind > 4
                || (frame.NeedsDuty && found.ContentVerb >= 0 && article.Verbs[found.ContentVerb] is { Modality: not Modality.Deontic, IsSubjunctive: false }))
            {
                continue;
            }

            string? who = actor ?? Agent(found.End, sentence) ?? (IsReceived(noun, sentence) ? null : Launcher(noun, sentence));
            if (who is null)
            {
                if (article.Genre.Kind != GenreKind.News || (cue.Kind == CueKind.Proposal ? found.Shape == ContentShape.Thing : found.TargetNoun < 0 || article.Nouns[found.TargetNoun].Preposition < 0 || !Tokens[article.Nouns[found.TargetNoun].Preposition].Word.Serves(WordUse.Against)))
                {
                    continue;
                }

                who = Point.NotNamed;
            }

            int end = found.End;
            if (cue.Kind == CueKind.Proposal)
            {
                // "descontentes com a proposta do Governo": its author, not what it is.
                bool author = actor is null && found.Shape == ContentShape.Thing && article.Nouns.At(found.Content.First) is >= 0 and int owner && article.Nouns[owner].Preposition >= 0
                    && Tokens[article.Nouns[owner].Preposition].Is(WordClass.Of) && article.Speakers.IsActor(owner);
                if (found.Content.Count == 0 || IsBare(found.Content) || author || IsGivenUp(noun, sentence))
                {
                    continue;
                }

                Phrase content = found.Shape == ContentShape.Clause ? found.Content : article.Clauses.Thing(found.Content.First, sentence);
                content = found.Shape == ContentShape.Thing && content.End < found.Content.End ? found.Content : content;
                bool negated = found.ContentVerb >= 0 && article.Verbs[found.ContentVerb].IsNegated && Tokens[content.First].Tag != Tag.Negation;
                string? line = found.Shape == ContentShape.Action ? article.Statements.Action(content, negated) : article.Statements.Plain(content);
                return line is null ? null : Make(PointKind.Proposal, who, null, line, new Phrase(Math.Min(first, np.First), Math.Max(end, content.End)), s);
            }

            if (found.Target.Count > 0 && found.TargetNoun >= 0 && targets.Name(found.Target, found.TargetNoun) is { } target
                && (found.Reason.Count > 0 ? article.Statements.Plain(found.Reason) : article.Statements.Plain(new Phrase(np.Head, found.Target.End))) is { } statement)
            {
                return Make(PointKind.Criticism, who, target, statement, new Phrase(Math.Min(first, np.First), end), s);
            }
        }

        return cue.Kind == CueKind.Criticism ? Received(cue, noun, actor, behind, s, sentence) : null;
    }

    // "drew sharp criticism from residents over its cost", "stieß auf Kritik der Gewerkschaft"
    private Finding? Received(Cue cue, int noun, string? actor, int behind, int s, Sentence sentence)
    {
        if (!IsReceived(noun, sentence) || VerbOf(noun, sentence) is not (>= 0 and var verb))
        {
            return null;
        }

        Subject subject = article.Subjects.Of(verb);
        string? who = actor ?? From(behind, sentence) ?? (article.Lexicon.IsVerbSecond ? FromBefore(verb, sentence) : null);
        if (who is null || !subject.IsNamed || !article.Assertions.IsTold(verb) || targets.Name(subject.Phrase, subject.Noun) is not { } target)
        {
            return null;
        }

        ref readonly NounPhrase np = ref article.Nouns[noun];
        string[] reasons = [.. cue.Frames.SelectMany(f => f.Reasons)];
        int last = behind;
        string? why = null;
        for (int i = behind; i < Math.Min(sentence.End, behind + Reach); i++)
        {
            if (Array.IndexOf(reasons, Tokens[i].Word.Preposition) >= 0 && i + 1 < sentence.End)
            {
                Phrase reason = article.Clauses.From(i + 1, sentence);
                why = article.Statements.Plain(reason);
                last = reason.End;
                break;
            }

            last = article.Nouns.At(i) >= 0 ? i + 1 : last;
        }

        why ??= article.Statements.Plain(np.Phrase);
        return why is null ? null : Make(PointKind.Criticism, who, target, why, new Phrase(Math.Min(subject.Phrase.First, np.First), last), s);
    }

    // "… for lower fares by the union"
    private string? Agent(int at, Sentence sentence) =>
        at < sentence.End && Tokens[at].Is(WordClass.Agent) && Tokens[at].Tag == Tag.Preposition && at + 1 < sentence.End && article.Nouns.At(at + 1) is >= 0 and int noun && article.Speakers.IsActor(noun)
            ? article.Speakers.Name(article.Nouns.Whole(noun, joined: true, sentence.End), noun)
            : null;

    // "criticism from residents", "críticas de la oposición"
    private string? From(int at, Sentence sentence)
    {
        for (int i = at; i < Math.Min(sentence.End, at + 4); i++)
        {
            if (Tokens[i].Tag == Tag.Preposition && Tokens[i].Word is var word && (word.Is(WordClass.Agent | WordClass.Of | WordClass.From)) && i + 1 < sentence.End
                && article.Nouns.At(i + 1) is >= 0 and int noun && article.Speakers.IsActor(noun))
            {
                return article.Speakers.Name(article.Nouns.Whole(noun, joined: true, sentence.End), noun);
            }
        }

        return null;
    }

    // "Bei der Opposition stößt der Plan auf Kritik"
    private string? FromBefore(int verb, Sentence sentence)
    {
        Phrase clause = article.Verbs[verb].Clause;
        for (int i = clause.First; i + 1 < clause.End; i++)
        {
            if (Tokens[i].Is(WordClass.From) && Tokens[i].Tag == Tag.Preposition && article.Nouns.At(i + 1) is >= 0 and int noun && article.Speakers.IsActor(noun))
            {
                return article.Speakers.Name(article.Nouns.Whole(noun, joined: true, sentence.End), noun);
            }
        }

        return null;
    }

    // "made a call for", "erhob die Forderung nach"
    private string? Launcher(int noun, Sentence sentence)
    {
        if (VerbOf(noun, sentence) is not (>= 0 and var verb))
        {
            return null;
        }

        ref readonly VerbGroup group = ref article.Verbs[verb];
        Word head = Tokens[group.Head].Word;
        bool launches = head.HasCue(CueKind.Light) || head.HasCue(CueKind.Proposal) || head.HasCue(CueKind.Speech) || head.HasCue(CueKind.Plan) || (head.Is(WordClass.Have) && group.First == group.Head);
        Subject subject = article.Subjects.Of(verb);
        return launches && !group.IsPassive && group.Kind != GroupKind.Participle && article.Assertions.IsTold(verb) && subject.Noun != noun && article.Speakers.IsActor(subject) ? article.Speakers.Name(verb, subject) : null;
    }

    private bool IsReceived(int noun, Sentence sentence) => VerbOf(noun, sentence) is >= 0 and int verb && Tokens[article.Verbs[verb].Head].Word.HasCue(CueKind.Receive);

    // "withdrew its proposal for a tunnel", "the ministry's proposal for a tunnel was dropped": nobody proposes it any more.
    private bool IsGivenUp(int noun, Sentence sentence)
    {
        if (VerbOf(noun, sentence) is >= 0 and int verb && stances.IsGivenUp(verb, noun, sentence))
        {
            return true;
        }

        for (int i = article.Nouns[noun].End; i < Math.Min(sentence.End, article.Nouns[noun].End + Reach); i++)
        {
            if (article.Verbs.At(i) is >= 0 and int v && article.Verbs[v].IsPassive && stances.IsGivenUp(v, noun, sentence))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsDenied(in NounPhrase np, Sentence sentence) =>
        VerbOf(article.Nouns.At(np.Head), sentence) is >= 0 and int verb
        && (article.Verbs[verb].IsNegated || Tokens[article.Verbs[verb].Head].Word.HasCue(CueKind.Deny));

    // The verb that the noun is the object of; -1 if there is none.
    private int VerbOf(int noun, Sentence sentence)
    {
        ref readonly NounPhrase np = ref article.Nouns[noun];
        if (article.Lexicon.IsVerbSecond)
        {
            (int first, int end) = article.Verbs.Of(article.Text.SentenceAt(np.Head));
            for (int v = first; v < end; v++)
            {
                if (article.Verbs[v].Clause.Contains(np.Head))
                {
                    return v;
                }
            }

            return -1;
        }

        for (int i = np.Start - 1; i >= Math.Max(sentence.First, np.Start - 4); i--)
        {
            if (article.Verbs.At(i) is >= 0 and int verb)
            {
                return verb;
            }

            if (article.Nouns.At(i) >= 0 || Tokens[i].Kind is TokenKind.Comma or TokenKind.Semicolon)
            {
                return -1;
            }
        }

        return -1;
    }

    private bool IsBare(Phrase phrase) => phrase.Count == 1 && Tokens[phrase.First].Tag is Tag.Pronoun or Tag.Determiner;

    private Finding? Make(PointKind kind, string actor, string? target, string statement, Phrase core, int s) =>
        string.Equals(actor, target, StringComparison.Ordinal) ? null
        : new Finding(kind, actor, target, statement, core, s, article.Text.QuotationAt(core.First) >= 0 && article.Speakers.At(core.First) is { Voice: Voice.Actor } ? Voice.Actor
            : article.Speakers.At(core.First) is { Voice: Voice.Author } ? Voice.Author : Voice.Reported, IsStated: true, Strength: 2);
}
