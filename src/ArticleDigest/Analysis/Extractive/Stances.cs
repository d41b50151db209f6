namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Finds how somebody stands to what is proposed: "back the city's plan", "voted against the motion", "withdrew its
/// proposal", "no longer calls for a referendum". Only what can be proposed or decided is supported or opposed, and only
/// who proposed or supported something gives it up.
/// </summary>
internal sealed class Stances
{
    private const int Reach = 8;

    private static readonly CueKind[] Order = [CueKind.Withdraw, CueKind.Oppose, CueKind.Support];

    private static readonly Frame Thing = new([new Slot(SlotRole.Content, SlotPlace.Object, "")], [], NeedsReason: false, NeedsActor: false, NeedsDuty: false);

    private readonly ParsedArticle _article;
    private readonly StatedFindings _findings;
    private readonly ProposedContents _contents;
    private readonly PassivePoints _passive;
    private readonly StanceObjects _objects;

    public Stances(ParsedArticle article, Targets targets, Owners owners)
    {
        _article = article;
        _findings = new StatedFindings(article);
        _contents = new ProposedContents(article);
        _passive = new PassivePoints(article, targets, _contents, _findings);
        _objects = new StanceObjects(article, owners, _passive);
    }

    private Span<Token> Tokens => _article.Text.Tokens;

    /// <summary>Takes note of what an article proposes; of findings from one on.</summary>
    public void Note(List<Finding> findings, int from) => _objects.Note(findings, from);

    /// <summary>Adds how somebody stands to something in a sentence.</summary>
    /// <param name="s">The sentence.</param>
    /// <param name="told">What else was found in it, and before.</param>
    /// <param name="stances">Where to add.</param>
    public void Find(int s, List<Finding> told, List<Finding> stances)
    {
        Sentence sentence = _article.Text.Sentences[s];
        bool holds = _objects.MayStandIn(sentence);
        (int first, int end) = _article.Verbs.Of(s);
        for (int v = first; v < end; v++)
        {
            ref readonly VerbGroup group = ref _article.Verbs[v];
            Word head = Tokens[group.Head].Word;
            if (head.IsCue && (group.IsNegated ? Denied(v, group, head, s, sentence, told) : holds ? Taken(v, group, head, s, sentence, told) : null) is { } stance)
            {
                stances.Add(stance);
            }
        }
    }

    /// <summary>Whether a verb tells that what a noun names is given up: "withdrew its proposal for".</summary>
    public bool IsGivenUp(int verb, int noun, Sentence sentence)
    {
        ref readonly VerbGroup group = ref _article.Verbs[verb];
        Word head = Tokens[group.Head].Word;
        if (!head.MayBeCue(CueKind.Withdraw) || !_article.Assertions.IsTaken(verb))
        {
            return false;
        }

        int subject = _article.Subjects.Of(verb).Noun;
        foreach (CueForm form in head.Cues)
        {
            if (!IsVerb(form, CueKind.Withdraw, group))
            {
                continue;
            }

            foreach (Frame frame in form.Cue.Frames)
            {
                if (group.IsPassive ? frame.IsPlain(SlotRole.Content) && subject == noun : _article.Complements.OfVerb(frame, verb, subject) is { } found && NounOf(found) == noun)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private Finding? Taken(int v, in VerbGroup group, Word head, int s, Sentence sentence, List<Finding> told)
    {
        bool verb = head.MayBeCue(CueKind.Withdraw) || head.MayBeCue(CueKind.Oppose) || head.MayBeCue(CueKind.Support);
        int felt = FeltAt(group, head, sentence);
        int lent = LentAt(group, head, sentence);
        if (!(verb || felt >= 0 || lent >= 0) || !_article.Assertions.IsTaken(v))
        {
            return null;
        }

        if (lent >= 0 && Lent(v, group, head, s, sentence, told) is { } support)
        {
            return support;
        }

        foreach (CueKind kind in verb ? Order : [])
        {
            if (Stated(kind, v, group, head, s, sentence, told) is { } stance)
            {
                return stance;
            }
        }

        return felt >= 0 ? Felt(felt, v, group, s, sentence, told) : null;
    }

    // "no longer calls for", "does not support"
    private Finding? Denied(int v, in VerbGroup group, Word head, int s, Sentence sentence, List<Finding> told)
    {
        if (!(head.MayBeCue(CueKind.Support) || head.MayBeCue(CueKind.Proposal)) || group.IsPassive || !group.IsFinite || group.IsPerfect || group.Modality is Modality.Deontic or Modality.Possible || _article.Assertions.IsSupposed(v, sentence))
        {
            return null;
        }

        if (HasCeased(group, sentence))
        {
            return Ceased(v, group, head, s, sentence) ?? Stated(CueKind.Support, v, group, head, s, sentence, told, PointKind.Withdrawal);
        }

        return Stated(CueKind.Support, v, group, head, s, sentence, told, PointKind.Opposition);
    }

    // What somebody proposed before and does no more.
    private Finding? Ceased(int v, in VerbGroup group, Word head, int s, Sentence sentence)
    {
        if (Holder(v) is not var (actor, subject) || !head.MayBeCue(CueKind.Proposal))
        {
            return null;
        }

        foreach (CueForm form in head.Cues)
        {
            if (!IsVerb(form, CueKind.Proposal, group))
            {
                continue;
            }

            foreach (Frame frame in form.Cue.Frames)
            {
                if (_article.Complements.OfVerb(frame, v, subject.Noun) is { } found && GivenUp(frame, subject, found, head, sentence) is var (statement, end))
                {
                    return _findings.Make(PointKind.Withdrawal, actor, null, statement, _findings.Core(subject, group, found, Math.Max(found.End, end)), s);
                }
            }
        }

        return null;
    }

    // Whoever no longer wants a job has proposed nothing.
    private (string Statement, int End)? GivenUp(Frame frame, in Subject subject, in Complement found, Word head, Sentence sentence)
    {
        if (NounOf(found) is not (>= 0 and var noun))
        {
            return _contents.Statement(frame, subject, found, sentence);
        }

        Phrase whole = _objects.Whole(noun, sentence);
        return !_article.Nouns[noun].IsPronoun && (!head.Is(WordClass.Want) || _objects.IsProposable(noun)) && _objects.Told(whole) is { } statement ? (statement, whole.End) : null;
    }

    private Finding? Stated(CueKind kind, int v, in VerbGroup group, Word head, int s, Sentence sentence, List<Finding> told, PointKind? instead = null)
    {
        foreach (CueForm form in head.MayBeCue(kind) ? head.Cues : [])
        {
            if (IsVerb(form, kind, group)
                && (group.IsPassive || group.Kind == GroupKind.Participle ? Suffered(form.Cue, v, group, s, sentence, told) : Done(form.Cue, v, group, s, sentence, told, instead)) is { } stance)
            {
                return stance;
            }
        }

        return null;
    }

    // "The unions support the plan"
    private Finding? Done(Cue cue, int v, in VerbGroup group, int s, Sentence sentence, List<Finding> told, PointKind? instead)
    {
        if (Holder(v) is not var (actor, subject))
        {
            return null;
        }

        foreach (Frame frame in cue.Frames)
        {
            if (_article.Complements.OfVerb(frame, v, subject.Noun) is { } found && NounOf(found) is >= 0 and var noun && noun != subject.Noun && !(Tokens[group.Head].Is(WordClass.Be) && !StandsAlone(noun, group, subject, sentence))
                && Made(instead ?? KindOf(cue.Kind), actor, noun, _findings.Core(subject, group, found, found.End), IsReasoned(cue, found, noun, sentence), v, s, sentence, told, isSupport: instead == PointKind.Withdrawal) is { } stance)
            {
                return stance;
            }
        }

        return null;
    }

    private bool IsReasoned(Cue cue, in Complement found, int noun, Sentence sentence) =>
        found.Reason.Count > 0 || (cue.Kind == CueKind.Oppose && _article.Complements.Judged(_article.Nouns[noun].End, sentence) is not null);

    // "The plan was welcomed by the unions", "a bill backed by the unions", "The ministry's proposal was withdrawn"
    private Finding? Suffered(Cue cue, int v, in VerbGroup group, int s, Sentence sentence, List<Finding> told)
    {
        Subject patient = _article.Subjects.Of(v);
        if (!patient.IsNamed || _article.Nouns[patient.Noun].IsPronoun || !Array.Exists(cue.Frames, f => f.IsPlain(SlotRole.Content)))
        {
            return null;
        }

        Phrase core = new(Math.Min(patient.Phrase.First, group.First), Math.Max(group.Head + 1, patient.Phrase.End));
        if (_passive.AgentOf(group, sentence) is not (>= 0 and var agent))
        {
            return cue.Kind == CueKind.Withdraw && group.Kind != GroupKind.Participle && _objects.Owner(patient.Noun, sentence) is { } owner
                ? Made(PointKind.Withdrawal, owner, patient.Noun, core, isReasoned: false, v, s, sentence, told)
                : null;
        }

        Phrase by = _article.Nouns.Whole(agent, joined: true, sentence.End);
        return IsParty(agent) && _article.Speakers.Name(by, agent) is { } actor
            ? Made(KindOf(cue.Kind), actor, patient.Noun, core with { End = Math.Max(core.End, by.End) }, isReasoned: false, v, s, sentence, told)
            : null;
    }

    // "voiced support for the plan", "expressed opposition to it", "withdrew its support for it"
    private Finding? Lent(int v, in VerbGroup group, Word head, int s, Sentence sentence, List<Finding> told)
    {
        if (group.IsPassive || group.Kind == GroupKind.Participle || Holder(v) is not var (actor, subject)
            || _article.Complements.OfVerb(Thing, v, subject.Noun) is not { } lent || NounOf(lent) is not (>= 0 and var support))
        {
            return null;
        }

        ref readonly NounPhrase np = ref _article.Nouns[support];
        bool givesUp = head.MayBeCue(CueKind.Withdraw) && !head.MayBeCue(CueKind.Light);
        foreach (CueForm form in Tokens[np.Head].Word.IsNounCue ? Tokens[np.Head].Word.Cues : [])
        {
            if (form.Cue is not { Word: CueWord.Noun, Kind: CueKind.Support or CueKind.Oppose } cue || (givesUp && cue.Kind == CueKind.Oppose))
            {
                continue;
            }

            foreach (Frame frame in cue.Frames)
            {
                if (_article.Complements.OfNoun(frame, np.End, sentence) is { } found && found.Content.First - np.End < 4 && NounOf(found) is >= 0 and var noun
                    && Made(givesUp ? PointKind.Withdrawal : KindOf(cue.Kind), actor, noun, _findings.Core(subject, group, found, found.End), found.Reason.Count > 0, v, s, sentence, told, isSupport: givesUp) is { } stance)
                {
                    return stance;
                }
            }
        }

        return null;
    }

    // A noun of support or opposition that a verb may give or take; -1 if there is none.
    private int LentAt(in VerbGroup group, Word head, Sentence sentence)
    {
        if (!(head.MayBeCue(CueKind.Light) || head.MayBeCue(CueKind.Withdraw)))
        {
            return -1;
        }

        bool verbSecond = _article.Lexicon.IsVerbSecond;
        int end = verbSecond ? group.Clause.End : Math.Min(sentence.End, group.End + Reach);
        for (int i = verbSecond ? group.Clause.First : group.End; i < end; i++)
        {
            if (Tokens[i].Word.MayBeCue(CueKind.Support, CueWord.Noun) || Tokens[i].Word.MayBeCue(CueKind.Oppose, CueWord.Noun))
            {
                return i;
            }
        }

        return -1;
    }

    // An adjective that tells where the subject stands: "is opposed", "ist einverstanden"; -1 if there is none.
    private int FeltAt(in VerbGroup group, Word head, Sentence sentence)
    {
        bool verbSecond = _article.Lexicon.IsVerbSecond;
        if (verbSecond && !head.Is(WordClass.Be) && !head.HasCue(CueKind.Link))
        {
            return -1;
        }

        int first = verbSecond ? group.Clause.First : group.IsPassive ? group.Head : group.End;
        int end = verbSecond ? group.Clause.End : Math.Min(sentence.End, first + (group.IsPassive ? 1 : 4));
        for (int i = first; i < end; i++)
        {
            if (Tokens[i].Word.MayBeCue(CueKind.Support, CueWord.Adjective) || Tokens[i].Word.MayBeCue(CueKind.Oppose, CueWord.Adjective))
            {
                return i;
            }
        }

        return -1;
    }

    // "is opposed to the plan", "is in favour of the plan"
    private Finding? Felt(int at, int v, in VerbGroup group, int s, Sentence sentence, List<Finding> told)
    {
        if (Holder(v) is not var (actor, subject))
        {
            return null;
        }

        foreach (CueForm form in Tokens[at].Word.Cues)
        {
            if (form.Cue is not { Word: CueWord.Adjective, Kind: CueKind.Support or CueKind.Oppose } cue)
            {
                continue;
            }

            foreach (Frame frame in cue.Frames)
            {
                if ((_article.Lexicon.IsVerbSecond ? _article.Complements.OfVerb(frame, v, subject.Noun) : _article.Complements.OfNoun(frame, at + 1, sentence)) is { } found && NounOf(found) is >= 0 and var noun
                    && Made(KindOf(cue.Kind), actor, noun, _findings.Core(subject, group, found, found.End), found.Reason.Count > 0, v, s, sentence, told) is { } stance)
                {
                    return stance;
                }
            }
        }

        return null;
    }

    private Finding? Made(PointKind kind, string actor, int noun, Phrase core, bool isReasoned, int v, int s, Sentence sentence, List<Finding> told, bool isSupport = false)
    {
        bool isPronoun = _article.Nouns[noun].IsPronoun;
        if (isPronoun)
        {
            noun = _objects.Meant(noun);
            if (noun < 0 || kind == PointKind.Withdrawal)
            {
                return null;
            }

            sentence = _article.Text.Sentences[_article.Text.SentenceAt(_article.Nouns[noun].Head)];
        }

        Phrase whole = _objects.Whole(noun, sentence);
        core = isPronoun ? core : new Phrase(Math.Min(core.First, whole.First), Math.Max(core.End, whole.End));
        if (!_objects.IsProposable(noun) || IsAccusation(noun, whole, sentence))
        {
            return null;
        }

        string? owner = _objects.Owner(noun, sentence);
        bool own = string.Equals(owner, actor, StringComparison.Ordinal);
        bool fits = kind switch
        {
            PointKind.Withdrawal => isSupport || own || _objects.IsPossessed(noun) || (owner is null && _article.Verbs[v].Modality != Modality.Future && (_objects.IsProposal(noun) || _objects.WasProposed(noun))),
            PointKind.Opposition => !own && !(isReasoned && IsCriticised(actor, core, s, told)),
            _ => !own,
        };
        return fits && _objects.Told(whole) is { } statement ? _findings.Make(kind, actor, kind == PointKind.Withdrawal ? null : owner, statement, core, s) : null;
    }

    // "the charge of secrecy", "the charge that he lied": nothing to be decided.
    private bool IsAccusation(int noun, Phrase whole, Sentence sentence)
    {
        ref readonly NounPhrase np = ref _article.Nouns[noun];
        bool goesOn = whole.End > np.End || (np.End < sentence.End && Tokens[np.End].Tag == Tag.Complementiser);
        return goesOn && Tokens[np.Head].Means(Sense.Denied) && !_objects.IsProposal(noun) && !_objects.WasProposed(noun);
    }

    // What is wrong with it was told as a criticism.
    private static bool IsCriticised(string actor, Phrase core, int s, List<Finding> told)
    {
        for (int i = told.Count - 1; i >= 0 && told[i].Sentence >= s; i--)
        {
            if (told[i] is { Kind: PointKind.Criticism } criticism && string.Equals(criticism.Actor, actor, StringComparison.Ordinal)
                && criticism.Core.First < core.End && core.First < criticism.Core.End)
            {
                return true;
            }
        }

        return false;
    }

    // Who takes the stance that a verb tells; null if it is nobody that can.
    private (string Actor, Subject Subject)? Holder(int v)
    {
        Subject subject = _article.Subjects.Of(v);
        if (!_article.Speakers.IsActor(subject) || (subject.IsNamed && !IsParty(subject.Noun)) || subject.IsAddressed(Tokens) || IsPicked(v, subject))
        {
            return null;
        }

        return _article.Speakers.Name(v, subject) is { } name ? (name, subject) : null;
    }

    // Somebody who is named or can be: no document, and not "many", "nobody", "those".
    private bool IsParty(int noun)
    {
        ref readonly NounPhrase np = ref _article.Nouns[noun];
        Token head = Tokens[np.Head];
        bool vague = Tokens[np.First].Is(WordClass.Negations) || (np.IsPronoun && !head.Is(WordClass.FirstPerson | WordClass.He | WordClass.She | WordClass.They | WordClass.It | WordClass.Relatives));
        bool document = head.Means(Sense.Documents) && !head.Means(Sense.Roles | Sense.Groups);
        return !vague && !document && _article.Speakers.IsActor(noun);
    }

    // "residents who oppose the plan" are some of them; "the Greens, who oppose it" are all.
    private bool IsPicked(int v, in Subject subject)
    {
        Sentence sentence = _article.Text.Sentences[_article.Text.SentenceAt(_article.Verbs[v].Head)];
        int link = _article.Assertions.LinkOf(v, sentence);
        if (link <= sentence.First || Tokens[link].Tag != Tag.Relative || !subject.IsNamed || subject.Phrase.First > link)
        {
            return false;
        }

        bool apart = !_article.Lexicon.IsVerbSecond && Tokens[link - 1].Kind == TokenKind.Comma;
        return !apart && !_article.Mentions.Kinds.IsName(_article.Nouns[subject.Noun]);
    }

    // "no longer", "ne … plus", "nicht mehr"
    private bool HasCeased(in VerbGroup group, Sentence sentence)
    {
        bool verbSecond = _article.Lexicon.IsVerbSecond;
        int first = verbSecond ? group.Clause.First : Math.Max(sentence.First, group.First - 2);
        int end = verbSecond ? group.Clause.End : Math.Min(sentence.End, group.End + 2);
        for (int i = first; i < end; i++)
        {
            // "nicht mehr Geld", "não mais dinheiro": more of it
            if (Tokens[i].Word.Serves(WordUse.Ceased) && !(i + 1 < sentence.End && Tokens[i + 1].Tag is Tag.Noun or Tag.Adjective))
            {
                return true;
            }
        }

        return false;
    }

    // German: "sind gegen den Plan", but not "sind verantwortlich für den Plan" or "sind für den Plan zuständig".
    private bool StandsAlone(int noun, in VerbGroup group, in Subject subject, Sentence sentence)
    {
        if (!_article.Lexicon.IsVerbSecond)
        {
            return true;
        }

        int at = _article.Nouns[noun].Start - 1;
        while (at > group.Head && (Tokens[at].Tag is Tag.Adverb or Tag.Negation || subject.Phrase.Contains(at)))
        {
            at--;
        }

        int behind = _objects.Whole(noun, sentence).End;
        bool ends = behind >= sentence.End || !Tokens[behind].IsWord || behind == group.Head;
        return ends && (at == group.Head || (group.Head > _article.Nouns[noun].First && subject.Phrase.Contains(at)));
    }

    private bool IsVerb(CueForm form, CueKind kind, in VerbGroup group) => form.Cue.Kind == kind && form.Cue.Word == CueWord.Verb && form.Fits(group, Tokens);

    private int NounOf(in Complement found) => found.Shape == ContentShape.Thing && found.ContentVerb < 0 && found.Content.Count > 0 ? _article.Nouns.At(found.Content.First) : -1;

    private static PointKind KindOf(CueKind cue) => cue switch
    {
        CueKind.Support => PointKind.Support,
        CueKind.Oppose => PointKind.Opposition,
        _ => PointKind.Withdrawal,
    };
}
