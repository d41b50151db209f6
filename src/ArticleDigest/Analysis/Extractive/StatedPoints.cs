namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds points that a verb states: "urged the council to act", "was condemned by the union".</summary>
internal sealed class StatedPoints
{
    private static readonly CueKind[] Order = [CueKind.Proposal, CueKind.Criticism, CueKind.Describe, CueKind.Plan];

    private readonly ParsedArticle _article;
    private readonly Targets _targets;
    private readonly ProposedContents _contents;
    private readonly StatedFindings _findings;
    private readonly PassivePoints _passive;
    private readonly Intentions _intentions;

    public StatedPoints(ParsedArticle article, Targets targets)
    {
        _article = article;
        _targets = targets;
        _contents = new ProposedContents(article);
        _findings = new StatedFindings(article);
        _intentions = new Intentions(article, targets, _findings);
        _passive = new PassivePoints(article, targets, _contents, _findings);
    }

    private Span<Token> Tokens => _article.Text.Tokens;

    /// <summary>Adds what the verbs of a sentence state.</summary>
    public void Find(int s, List<Finding> findings)
    {
        Sentence sentence = _article.Text.Sentences[s];
        (int first, int end) = _article.Verbs.Of(s);
        for (int v = first; v < end; v++)
        {
            ref readonly VerbGroup group = ref _article.Verbs[v];
            Word head = Tokens[group.Head].Word;
            if (_intentions.Find(v, group, s, sentence) is { } plan)
            {
                findings.Add(plan);
                continue;
            }

            if (!head.IsCue && !Tokens[group.Head].Is(WordClass.Be))
            {
                continue;
            }

            if (!_article.Assertions.IsTold(v))
            {
                continue;
            }

            if (Stated(v, group, head, s, sentence) is { } finding)
            {
                findings.Add(finding);
            }
            else if ((Tokens[group.Head].Is(WordClass.Be) || (group.IsPassive && Tokens[group.Head].Is(WordClass.Adjective))) && Feeling(v, group, s, sentence) is { } felt)
            {
                findings.Add(felt);
            }
        }
    }

    private Finding? Stated(int v, in VerbGroup group, Word head, int s, Sentence sentence)
    {
        foreach (CueKind kind in Order)
        {
            foreach (CueForm form in head.MayBeCue(kind) ? head.Cues : [])
            {
                if (form.Cue.Kind == kind && form.Cue.Word == CueWord.Verb && form.Fits(group, Tokens) && Match(form.Cue, v, group, s, sentence) is { } finding)
                {
                    return finding;
                }
            }
        }

        return null;
    }

    private Finding? Match(Cue cue, int v, in VerbGroup group, int s, Sentence sentence)
    {
        if (group.IsPassive || group.Kind == GroupKind.Participle)
        {
            return _passive.Find(cue, v, group, s, sentence);
        }

        Subject subject = _article.Subjects.Of(v);
        if (Actor(v, ref subject) is not { } actor || subject.IsWord(WordClass.Second, Tokens))
        {
            return null;
        }

        bool somebody = _article.Speakers.IsActor(subject);
        if (cue.Frames.Length == 0)
        {
            return Loose(cue, actor, group, subject, somebody, s, sentence);
        }

        Subject related = cue.Kind is CueKind.Proposal or CueKind.Criticism ? Related(cue, v, group, subject, sentence) : Subject.None;
        foreach (Frame frame in cue.Frames)
        {
            if ((frame.NeedsActor && !somebody) || (!somebody && !subject.IsNamed))
            {
                continue;
            }

            if ((related.IsNamed ? _article.Complements.OfRelative(frame, v, subject.Noun, related) ?? _article.Complements.OfVerb(frame, v, subject.Noun) : _article.Complements.OfVerb(frame, v, subject.Noun)) is { } found
                && (cue.Kind is CueKind.Proposal or CueKind.Plan ? Proposal(cue, frame, actor, group, subject, found, s, sentence) : Criticism(cue, actor, group, subject, found, s, sentence)) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    // "the ban that the union demands", "qu'il accuse": what the pronoun stands for, if it is not the subject.
    private Subject Related(Cue cue, int v, in VerbGroup group, in Subject subject, Sentence sentence)
    {
        int link = _article.Lexicon.IsVerbSecond ? -1 : _article.Assertions.LinkOf(v, sentence);
        return link > sentence.First && Tokens[link].Tag == Tag.Relative && group.IsFinite && subject.IsNamed && subject.Phrase.First > link
            ? Blamed(cue, _article.Subjects.Antecedent(link, sentence), link)
            : Subject.None;
    }

    // "la démission du ministre, qu'il accuse": somebody is blamed, no event.
    private Subject Blamed(Cue cue, in Subject antecedent, int link)
    {
        int before = link - 1;
        while (before > 0 && (Tokens[before].Kind == TokenKind.Comma || Tokens[before].Tag == Tag.Preposition))
        {
            before--;
        }

        return cue.Kind == CueKind.Criticism && antecedent.IsNamed && !_article.Speakers.IsActor(antecedent) && _article.Nouns.At(before) is >= 0 and int last && last != antecedent.Noun && _article.Speakers.IsActor(last)
            ? new Subject(_article.Nouns[last].Phrase, last, VerbForms.None)
            : antecedent;
    }

    // "X said the practice was unlawful and recommended …": the second verb is X's.
    private string? Actor(int v, ref Subject subject)
    {
        int verb = v;
        for (int k = 0; k < 4 && subject.IsNamed && !_article.Speakers.IsActor(subject) && _article.Subjects.Governing(verb) is >= 0 and int earlier && earlier < verb; k++)
        {
            ref readonly VerbGroup group = ref _article.Verbs[verb];
            if (subject.Phrase.End + 2 >= group.First || group.First < subject.Phrase.First)
            {
                break;
            }

            verb = earlier;
            Subject other = _article.Subjects.Of(earlier);
            if (other.IsNamed && _article.Speakers.IsActor(other) && Tokens[_article.Verbs[earlier].Head].Word.HasCue(CueKind.Speech))
            {
                subject = other;
                return _article.Speakers.Name(earlier, other);
            }
        }

        // "El pasado 1 de febrero se presentó": a day does nothing.
        if (subject.IsNamed && !_article.Speakers.IsActor(subject) && Tokens[subject.Phrase.Last].Is(WordClass.Days))
        {
            return null;
        }

        if (subject.IsWord(WordClass.One | WordClass.Expletives, Tokens) && !Tokens[subject.Phrase.First].Is(WordClass.It | WordClass.He | WordClass.FirstPlural))
        {
            return Point.NotNamed;
        }

        return _article.Speakers.Name(v, subject);
    }

    // A verb without frames: whatever follows is what is proposed or criticised.
    private Finding? Loose(Cue cue, string actor, in VerbGroup group, in Subject subject, bool somebody, int s, Sentence sentence)
    {
        if (!somebody)
        {
            return null;
        }

        int first = _article.Lexicon.IsVerbSecond ? group.Clause.First : group.End;
        Phrase rest = _article.Clauses.From(Math.Min(first, sentence.End - 1), sentence);
        if (rest.Count < 2)
        {
            return null;
        }

        if (cue.Kind is CueKind.Proposal)
        {
            return _article.Statements.Plain(rest) is { } line ? _findings.Make(PointKind.Proposal, actor, null, line, _findings.Core(subject, group, rest.End), s) : null;
        }

        int noun = _targets.First(rest, subject.Noun);
        return cue.Kind == CueKind.Criticism && noun >= 0 && _targets.Name(_article.Nouns.Whole(noun, joined: true, sentence.End), noun) is { } target && _article.Statements.Plain(new Phrase(group.First, rest.End)) is { } statement
            ? _findings.Make(PointKind.Criticism, actor, target, statement, _findings.Core(subject, group, rest.End), s)
            : null;
    }

    private Finding? Proposal(Cue cue, Frame frame, string actor, in VerbGroup group, in Subject subject, in Complement found, int s, Sentence sentence)
    {
        if (cue.Kind == CueKind.Plan && !_targets.IsPlan(found.Content))
        {
            return null;
        }

        return _contents.Statement(frame, subject, found, sentence) is var (statement, end)
            ? _findings.Make(PointKind.Proposal, actor, null, statement, _findings.Core(subject, group, found, Math.Max(found.End, end)), s)
            : null;
    }

    private Finding? Criticism(Cue cue, string actor, in VerbGroup group, in Subject subject, in Complement found, int s, Sentence sentence)
    {
        if (found.Target.Count == 0 && found.Shape == ContentShape.Clause)
        {
            Subject faulted = _article.Subjects.Of(found.ContentVerb);
            return faulted.IsNamed && _targets.Name(faulted.Phrase, faulted.Noun) is { } name && _article.Statements.Plain(found.Content) is { } clause
                ? _findings.Make(PointKind.Criticism, actor, name, clause, _findings.Core(subject, group, found.Content.End), s)
                : null;
        }

        if (found.Target.Count == 0 && found.Reason.Count == 0)
        {
            return null;
        }

        // "warned against rushing the bill": the bill
        int noun = found.Target.Count > 0 ? found.TargetNoun : _targets.First(found.Reason, subject.Noun);
        Phrase target = found.Target.Count > 0 || noun < 0 ? found.Target : _article.Nouns.Whole(noun, joined: true, found.Reason.End);
        if (noun < 0)
        {
            return found.ContentVerb < 0 || found.Target.Count == 0 ? null : Against(found.Target, actor, subject, group, s);
        }

        if (cue.Kind == CueKind.Describe)
        {
            Phrase description = found.Reason.Count > 0 ? found.Reason : _article.Clauses.From(Math.Min(found.End, sentence.End - 1), sentence);
            if (_article.Lexicon.IsVerbSecond && found.Reason.Count == 0)
            {
                description = group.Clause;
            }

            return description.Count > 0 && _targets.Condemns(description) && _targets.Name(target, noun) is { } described && _article.Statements.Plain(description) is { } words
                ? _findings.Make(PointKind.Criticism, actor, described, words, _findings.Core(subject, group, description.End), s)
                : null;
        }

        // "criticised the fact that the bill was not debated": the bill
        if (Tokens[_article.Nouns[noun].Head].Word.Serves(WordUse.Facts) && ClauseBehind(_article.Nouns[noun].Head, sentence) is var (told, faultedIn)
            && _article.Subjects.Of(faultedIn) is { IsNamed: true } patient && _targets.Name(patient.Phrase, patient.Noun) is { } fact && _article.Statements.Plain(told) is { } what)
        {
            return _findings.Make(PointKind.Criticism, actor, fact, what, _findings.Core(subject, group, told.End), s);
        }

        if (_targets.IsReflexive(target, subject) || _targets.IsDenial(target))
        {
            return null;
        }

        string? statement = found.Reason.Count > 0 && found.Target.Count > 0 ? _article.Statements.Plain(found.Reason) : null;
        if (statement is null)
        {
            Phrase rest = _article.Lexicon.IsVerbSecond ? _targets.Predicate(group, subject) : _article.Clauses.From(group.Head, sentence);
            statement = _article.Statements.Plain(rest.End < target.End && !_article.Lexicon.IsVerbSecond ? new Phrase(group.Head, target.End) : rest);

            // "lehnte den Plan, …, ab": without its prefix it is another verb
            statement = statement is not null && group.Particle >= rest.End ? $"{statement} {Tokens[group.Particle].Word.Norm}" : statement;
        }

        return statement is not null && _targets.Name(target, noun) is { } about
            ? _findings.Make(PointKind.Criticism, actor, _targets.Agent(target, noun) ?? about, statement, _findings.Core(subject, group, found, Math.Max(found.End, target.End)), s)
            : null;
    }

    // "warned against rushing the bill"
    private Finding? Against(Phrase action, string actor, in Subject subject, in VerbGroup group, int s) =>
        _article.Statements.Plain(action) is { } line ? _findings.Make(PointKind.Criticism, actor, line, line, _findings.Core(subject, group, action.End), s) : null;

    // The clause that belongs to a noun, and its verb; null if there is none.
    private (Phrase Clause, int Verb)? ClauseBehind(int head, Sentence sentence)
    {
        int link = head + 1;
        while (link < Math.Min(sentence.End, head + 4) && (Tokens[link].Tag == Tag.Preposition || Tokens[link].Kind == TokenKind.Comma))
        {
            link++;
        }

        if (link >= sentence.End || !Tokens[link].Is(WordClass.Complementisers))
        {
            return null;
        }

        Phrase clause = _article.Clauses.From(link + 1, sentence);
        for (int i = clause.First; i < clause.End; i++)
        {
            if (_article.Verbs.At(i) is >= 0 and int verb && _article.Verbs[verb].IsFinite)
            {
                return (clause, verb);
            }
        }

        return null;
    }

    // "is disappointed with the ruling", "was highly critical of the plan"
    private Finding? Feeling(int v, in VerbGroup group, int s, Sentence sentence)
    {
        int at = _article.Lexicon.IsVerbSecond ? group.Clause.First : group.IsPassive ? group.Head : _article.Insertions.SkipAdverbs(group.End, sentence);
        int limit = _article.Lexicon.IsVerbSecond ? group.Clause.End : Math.Min(sentence.End, at + (group.IsPassive ? 1 : 4));
        for (; at < limit; at++)
        {
            foreach (CueForm form in Tokens[at].Word.IsAdjectiveCue ? Tokens[at].Word.Cues : [])
            {
                if (form.Cue.Word != CueWord.Adjective || form.Cue.Kind is not (CueKind.Criticism or CueKind.Proposal))
                {
                    continue;
                }

                Subject who = _article.Subjects.Of(v);
                foreach (Frame frame in form.Cue.Frames)
                {
                    Complement? complement = _article.Lexicon.IsVerbSecond ? _article.Complements.OfVerb(frame, v, who.Noun) : _article.Complements.OfNoun(frame, at + 1, sentence);
                    if (complement is not { } found || !_article.Speakers.IsActor(who) || _article.Speakers.Name(v, who) is not { } actor)
                    {
                        continue;
                    }

                    if (form.Cue.Kind == CueKind.Proposal)
                    {
                        return _article.Statements.Plain(found.Content) is { } proposal ? _findings.Make(PointKind.Proposal, actor, null, proposal, _findings.Core(who, group, found.End), s) : null;
                    }

                    Phrase rest = _article.Lexicon.IsVerbSecond ? _targets.Predicate(group, who) : _article.Clauses.From(at, sentence);
                    if (found.Shape == ContentShape.Clause && _article.Subjects.Of(found.ContentVerb) is { IsNamed: true } faulted && _targets.Name(faulted.Phrase, faulted.Noun) is { } blamed
                        && _article.Statements.Plain(found.Content) is { } clause)
                    {
                        return _findings.Make(PointKind.Criticism, actor, blamed, clause, _findings.Core(who, group, found.Content.End), s);
                    }

                    if (found.TargetNoun >= 0 && _targets.Name(found.Target, found.TargetNoun) is { } name && _article.Statements.Plain(rest) is { } statement)
                    {
                        return _findings.Make(PointKind.Criticism, actor, name, statement, _findings.Core(who, group, Math.Max(rest.End, found.Target.End)), s);
                    }
                }
            }
        }

        return null;
    }
}
