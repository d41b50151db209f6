namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds points that a verb states: "urged the council to act", "was condemned by the union".</summary>
internal sealed class StatedPoints(ParsedArticle article, Clauses clauses, Statements statements, Contents contents, Targets targets)
{
    private const int ReachOfGovernor = 10;

    private Token[] Tokens => article.Text.Tokens;

    /// <summary>Adds what the verbs of a sentence state.</summary>
    public void Find(int s, List<Finding> findings)
    {
        Sentence sentence = article.Text.Sentences[s];
        foreach (VerbGroup group in article.Verbs.Of(s))
        {
            if (!Asserts(group, sentence))
            {
                continue;
            }

            foreach (CueForm form in Tokens[group.Head].Word.Cues)
            {
                bool wanted = form.Cue.Kind is CueKind.Proposal or CueKind.Criticism or CueKind.Describe && !form.Cue.IsNoun && form.Forms != VerbForms.None;
                if (wanted && Match(form.Cue, group, s, sentence) is { } finding)
                {
                    findings.Add(finding);
                    break;
                }
            }

            if (Tokens[group.Head].Is(WordClass.Be) && Feeling(group, s, sentence) is { } felt)
            {
                findings.Add(felt);
            }
        }
    }

    // Not negated, not a mere plan, possibility or condition.
    private bool Asserts(VerbGroup group, Sentence sentence)
    {
        if (group.IsNegated || group.Modality == Modality.Possible || group.Modality == Modality.Deontic || article.Assertions.IsUnreal(group, sentence))
        {
            return false;
        }

        if (group.Modality == Modality.Future && !IsPolite(group, sentence))
        {
            return false;
        }

        if (group.IsInfinitive || group.Form == VerbForms.Gerund)
        {
            return IsRealised(group, sentence);
        }

        int first = article.Subjects.Of(group, sentence)?.First ?? group.First;
        return first <= sentence.First || !Tokens[first - 1].Is(WordClass.Conditions);
    }

    // "I would urge the council", but not "I would have urged" or "I would urge it if"
    private bool IsPolite(VerbGroup group, Sentence sentence) => !group.IsPerfect && !HasCondition(sentence)
        && article.Subjects.Of(group, sentence) is { Count: 1 } subject && Tokens[subject.First].Is(WordClass.FirstPerson);

    private bool HasCondition(Sentence sentence)
    {
        for (int i = sentence.First; i < sentence.End; i++)
        {
            if (Tokens[i].Is(WordClass.Conditions))
            {
                return true;
            }
        }

        return false;
    }

    // "went on to accuse", "used the speech to attack", ", accusing the West of", "a letter calling for", but not "refused to condemn".
    private bool IsRealised(VerbGroup group, Sentence sentence)
    {
        int before = group.First - 1;
        if (group.Form == VerbForms.Gerund)
        {
            if (before < sentence.First || Tokens[before].Kind == TokenKind.Comma)
            {
                return article.Subjects.Governing(group, sentence) is not { } main || (main.Modality != Modality.Possible && main.Modality != Modality.Future);
            }

            if (Tokens[before].Is(WordClass.Prepositions | WordClass.Coordinators | WordClass.Subordinators | WordClass.Negations))
            {
                return false;
            }

            if (!article.Verbs.IsVerb(before))
            {
                return Tokens[before].IsWord && !Tokens[before].Is(WordClass.Adverbs);
            }
        }

        for (int i = before; i >= Math.Max(sentence.First, before - ReachOfGovernor); i--)
        {
            if (article.Verbs.At(i) is { } governor)
            {
                return Tokens[governor.Head].Word.HasCue(CueKind.Realise) && governor is { IsNegated: false, IsFinite: true, Modality: Modality.None, IsPassive: false };
            }

            if (Tokens[i].Kind is TokenKind.Comma or TokenKind.Semicolon)
            {
                return false;
            }
        }

        return false;
    }

    private Finding? Match(Cue cue, VerbGroup group, int s, Sentence sentence)
    {
        if (group.IsPassive)
        {
            return Passive(cue, group, s, sentence);
        }

        Phrase? subject = Actor(group, sentence);
        if (subject is not { } who || article.Speakers.Name(who) is not { } actor || Tokens[who.First].Is(WordClass.SecondPerson))
        {
            return null;
        }

        bool somebody = IsSomebody(who);
        foreach (Frame frame in cue.Frames)
        {
            if ((frame.NeedsActor && !somebody) || Behind(group.Head + 1, frame, sentence) is not { } at)
            {
                continue;
            }

            Finding? finding = cue.Kind == CueKind.Proposal
                ? Proposal(frame, actor, who, group, at, s, sentence)
                : Criticism(cue, frame, actor, who, group, at, s, sentence);
            if (finding is not null)
            {
                return finding;
            }
        }

        return null;
    }

    // "X said the practice was unlawful and recommended …": the second verb is X's.
    private Phrase? Actor(VerbGroup group, Sentence sentence)
    {
        Phrase? subject = article.Subjects.Of(group, sentence);
        VerbGroup verb = group;
        while (subject is { } who && !IsSomebody(who) && who.End < group.First && article.Subjects.Governing(verb, sentence) is { } earlier)
        {
            bool own = who.End + 2 >= verb.First && verb.First == group.First;
            if (own)
            {
                break;
            }

            verb = earlier;
            if (article.Subjects.Of(earlier, sentence) is { } other && IsSomebody(other) && Tokens[earlier.Head].Word.HasCue(CueKind.Speech))
            {
                return other;
            }
        }

        return subject;
    }

    private bool IsSomebody(Phrase who) => article.Speakers.IsActor(who);

    // Where the complement begins: behind the frame's particles, adverbs and days skipped.
    private int? Behind(int at, Frame frame, Sentence sentence)
    {
        at = contents.SkipAdverbs(at, sentence);
        foreach (string particle in frame.Particles)
        {
            if (at >= sentence.End || !Tokens[at].Word.Norm.Equals(particle, StringComparison.Ordinal))
            {
                return null;
            }

            at++;
        }

        return at < sentence.End ? at : null;
    }

    private Finding? Proposal(Frame frame, string actor, Phrase who, VerbGroup group, int at, int s, Sentence sentence)
    {
        (string Statement, int End)? content = frame.Shape switch
        {
            "thing" when !frame.NeedsReason || !Tokens[who.First].Is(WordClass.FirstPerson) => contents.Thing(at, sentence),
            "whom-to" => contents.WhomTo(at, sentence),
            "to" => article.Verbs.At(at) is { IsInfinitive: true, IsNegated: false } verb ? contents.Content(clauses.From(verb.Head, sentence)) : null,
            "that" => contents.That(at, frame.NeedsReason, sentence),
            _ => null,
        };
        return content is var (statement, end) ? Make(PointKind.Proposal, actor, null, statement, Core(who, group, end), s) : null;
    }

    private Finding? Criticism(Cue cue, Frame frame, string actor, Phrase who, VerbGroup group, int at, int s, Sentence sentence)
    {
        if (frame.Shape is "that")
        {
            int first = Tokens[at].Is(WordClass.Complementisers) ? at + 1 : at;
            return first < sentence.End && first > at && article.Nouns.Right(first, sentence.End, []) is { } faulted && faulted.End < sentence.End && article.Verbs.IsVerb(faulted.End)
                && targets.Target(faulted) is { } name && contents.Content(clauses.From(first, sentence)) is var (clause, clauseEnd)
                ? Make(PointKind.Criticism, actor, name, clause, Core(who, group, clauseEnd), s)
                : null;
        }

        if (article.Nouns.Right(at, sentence.End, frame.Reasons) is not { } whole)
        {
            return null;
        }

        Phrase target = Targets.UpTo(whole, i => frame.Reasons.Contains(Tokens[i].Word.Norm, StringComparer.Ordinal)
            || (cue.Kind == CueKind.Describe && i > whole.First && (Tokens[i].Kind == TokenKind.OpenQuote || Tokens[i].Is(WordClass.Negative))));
        int next = contents.SkipAdverbs(target.End, sentence);
        while (next < sentence.End && Tokens[next].Kind == TokenKind.CloseQuote)
        {
            next++;
        }

        bool reasoned = next + 1 < sentence.End && frame.Reasons.Contains(Tokens[next].Word.Norm, StringComparer.Ordinal);
        if (frame.NeedsReason && !reasoned)
        {
            return null;
        }

        if (cue.Kind == CueKind.Describe)
        {
            Phrase description = next < sentence.End ? clauses.From(reasoned ? next + 1 : next, sentence) : default;
            bool headed = target.Count > 1 || !Tokens[target.First].Is(WordClass.Articles);
            return headed && description.Count > 0 && description.Count < 30 && targets.HasNegative(description) && targets.Target(target) is { } described && contents.Content(description) is var (words, wordsEnd)
                ? Make(PointKind.Criticism, actor, described, words, Core(who, group, wordsEnd), s)
                : null;
        }

        if (targets.IsReflexive(target, who) || targets.IsDenial(target))
        {
            return null;
        }

        (string Statement, int End)? content = reasoned ? contents.Content(clauses.From(next + 1, sentence)) : null;
        if (content is null)
        {
            Phrase rest = clauses.From(group.Head, sentence);
            content = contents.Content(rest.End < target.End ? new Phrase(group.Head, target.End) : rest);
        }

        return content is var (statement, end) && targets.Target(target) is { } about
            ? Make(PointKind.Criticism, actor, targets.Agent(target) ?? about, statement, Core(who, group, Math.Max(end, target.End)), s)
            : null;
    }

    // "was condemned by the union", "a plan proposed by the mayor"
    private Finding? Passive(Cue cue, VerbGroup group, int s, Sentence sentence)
    {
        int at = contents.SkipAdverbs(group.Head + 1, sentence);
        if (cue.Kind == CueKind.Criticism && article.Genre.Kind == GenreKind.Argument && (at >= sentence.End || !Tokens[at].Is(WordClass.By)))
        {
            return ByTheAuthor(group, s, sentence);
        }

        if (cue.Kind == CueKind.Proposal && at < sentence.End && Tokens[at].Is(WordClass.Complementisers) && group.First > sentence.First
            && Tokens[group.First - 1].Is(WordClass.Expletives) && cue.Frames.FirstOrDefault(f => f.Shape is "that") is { } impersonal)
        {
            return contents.That(at, impersonal.NeedsReason, sentence) is var (proposed, until)
                ? Make(PointKind.Proposal, Point.NotNamed, null, proposed, new Phrase(group.First - 1, until), s)
                : null;
        }

        if (at + 1 >= sentence.End || !Tokens[at].Is(WordClass.By) || article.Nouns.Right(at + 1, sentence.End, [.. cue.Frames.SelectMany(f => f.Reasons)]) is not { } by
            || !IsSomebody(by) || article.Speakers.Name(by) is not { } actor)
        {
            return null;
        }

        Phrase? patient = group.Form == VerbForms.Participle && group.First > sentence.First
            ? article.Nouns.Left(group.First - 1, sentence)
            : article.Subjects.Of(group, sentence);
        if (patient is not { } thing)
        {
            return null;
        }

        Phrase core = new(Math.Min(thing.First, group.First), by.End);
        if (cue.Kind == CueKind.Proposal)
        {
            if (cue.Frames.Any(f => f.Shape is "whom-to") && by.End < sentence.End && article.Verbs.At(by.End) is { IsInfinitive: true } verb && article.Speakers.Name(thing) is { } whom)
            {
                Phrase rest = clauses.From(verb.Head, sentence);
                return statements.Clause("should", whom, rest) is { } line ? Make(PointKind.Proposal, actor, null, line, core with { End = rest.End }, s) : null;
            }

            bool direct = cue.Frames.Any(f => f is { Shape: "thing", Particles.Length: 0 });
            return direct && !contents.IsBare(thing) && contents.Content(thing) is var (proposal, _) ? Make(PointKind.Proposal, actor, null, proposal, core, s) : null;
        }

        if (cue.Kind != CueKind.Criticism || !cue.Frames.Any(f => f is { Shape: "target", Particles.Length: 0 }) || targets.Target(thing) is not { } target)
        {
            return null;
        }

        string[] reasons = [.. cue.Frames.SelectMany(f => f.Reasons)];
        bool reasoned = by.End + 1 < sentence.End && reasons.Contains(Tokens[by.End].Word.Norm, StringComparer.Ordinal);
        if (reasoned && clauses.From(by.End + 1, sentence) is var reason && contents.Content(reason) is var (why, end))
        {
            return Make(PointKind.Criticism, actor, target, why, core with { End = end }, s);
        }

        return !cue.Frames.All(f => f.NeedsReason) && contents.Content(new Phrase(group.First, group.Head + 1)) is var (bare, _)
            ? Make(PointKind.Criticism, actor, target, bare, core, s)
            : null;
    }

    // "This alternative is rejected because …", in the author's own paper
    private Finding? ByTheAuthor(VerbGroup group, int s, Sentence sentence)
    {
        Phrase rest = new(group.First, clauses.Shorten(new Phrase(group.First, sentence.End)).End);
        return group.Modality == Modality.None && article.Text.QuotationAt(group.Head) < 0 && article.Subjects.Of(group, sentence) is { } rejected
            && article.Speakers.Name(rejected) is { } target && contents.Content(rest) is var (statement, end)
            ? Make(PointKind.Criticism, article.Genre.Author, target, statement, new Phrase(Math.Min(rejected.First, group.First), end), s)
            : null;
    }

    // "is disappointed with the ruling", "was highly critical of the plan"
    private Finding? Feeling(VerbGroup group, int s, Sentence sentence)
    {
        int at = contents.SkipAdverbs(group.Head + 1, sentence);
        if (at + 2 >= sentence.End || group.IsPassive)
        {
            return null;
        }

        foreach (CueForm form in Tokens[at].Word.Cues)
        {
            if (form.Cue.Kind != CueKind.Criticism || form.Forms != VerbForms.None)
            {
                continue;
            }

            foreach (Frame frame in form.Cue.Frames)
            {
                if (Behind(at + 1, frame, sentence) is { } behind && article.Nouns.Right(behind, sentence.End, []) is { } target && targets.Target(target) is { } name
                    && article.Subjects.Of(group, sentence) is { } who && IsSomebody(who) && article.Speakers.Name(who) is { } actor
                    && contents.Content(clauses.From(at, sentence)) is var (statement, end))
                {
                    return Make(PointKind.Criticism, actor, name, statement, Core(who, group, end), s);
                }
            }
        }

        return null;
    }

    private Finding Make(PointKind kind, string actor, string? target, string statement, Phrase core, int s)
    {
        int quotation = article.Text.QuotationAt(core.Last);
        Utterance? utterance = article.Speakers.At(core.Last);
        Voice voice = quotation >= 0 && article.Text.QuotationAt(core.First) == quotation ? Voice.Actor
            : utterance is { Voice: Voice.Author } && string.Equals(utterance.Speaker, actor, StringComparison.Ordinal) ? Voice.Author
            : Voice.Reported;
        return new Finding(kind, actor, target, statement, core, s, voice, IsStated: true);
    }

    private Phrase Core(Phrase who, VerbGroup group, int end)
    {
        bool near = who.First < group.First && group.First - who.First < 25;
        for (int i = who.End; near && i < group.First; i++)
        {
            near = !article.Verbs.IsVerb(i);
        }

        return new Phrase(near ? who.First : group.First, end);
    }
}
