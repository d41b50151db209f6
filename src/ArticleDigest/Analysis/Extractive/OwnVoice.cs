namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Finds points in what somebody says, without a verb of proposing or criticising: "the council should act", "the plan
/// is a farce", "he failed to listen". Only where the speaker is known: a reporter's own sentences have no opinion.
/// </summary>
internal sealed class OwnVoice(ParsedArticle article, Targets targets)
{
    private readonly Duties _duties = new(article);
    private readonly Faults _faults = new(article, targets);
    private readonly Aims _aims = new(article, targets);

    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>Adds what is proposed and criticised in the speakers' own voice in a sentence.</summary>
    public void Find(int s, List<Finding> findings)
    {
        Sentence sentence = article.Text.Sentences[s];
        (int first, int end) = article.Verbs.Of(s);
        for (int v = first; v < end; v++)
        {
            ref readonly VerbGroup group = ref article.Verbs[v];
            if (article.Speakers.At(group.Head) is not { Speaker: { } speaker } utterance)
            {
                continue;
            }

            if (LetsUs(group, sentence))
            {
                Phrase action = article.Clauses.From(group.First, sentence);
                Add(findings, PointKind.Proposal, utterance, null, article.Statements.Plain(action), new Phrase(Math.Max(sentence.First, group.First - 1), action.End), s, 2);
                continue;
            }

            if (!group.IsFinite)
            {
                Aside(v, group, speaker, utterance, s, sentence, findings);
                continue;
            }

            if (IsAsked(group, sentence) || IsInner(v, group, sentence))
            {
                continue;
            }

            Subject subject = article.Subjects.Of(v);
            if (IsImperative(group, subject, sentence, utterance))
            {
                Phrase action = article.Lexicon.IsVerbSecond ? new Phrase(group.First, group.Clause.End) : article.Clauses.From(group.First, sentence);
                Add(findings, PointKind.Proposal, utterance, null, article.Statements.Action(action, isNegated: false), new Phrase(group.First, action.End), s, 1);
                continue;
            }

            if (IsUltimatum(v, group, subject, s, sentence, utterance, findings) || article.Assertions.IsSupposed(v, sentence) || !Reaches(utterance, subject)
                || (subject.IsAddressed(Tokens) && (article.Genre.Addressee is null || utterance.Voice != Voice.Author)))
            {
                continue;
            }

            Judge(v, group, subject, speaker, utterance, s, sentence, findings);
        }
    }

    // ", ignoring the law", "while betraying its voters"
    private void Aside(int v, in VerbGroup group, string speaker, Utterance utterance, int s, Sentence sentence, List<Finding> findings)
    {
        if (group.Kind != GroupKind.Gerund || group.IsNegated)
        {
            return;
        }

        foreach (CueForm form in Tokens[group.Head].Word.Cues)
        {
            if (form.Cue.Kind != CueKind.Fault || form.Cue.Word != CueWord.Verb)
            {
                continue;
            }

            Subject subject = article.Subjects.Of(v);
            bool own = !subject.IsNamed || subject.IsWord(WordClass.FirstPerson | WordClass.Second, Tokens);
            if (!own && _faults.Fits(form.Cue, v, subject) && Reaches(utterance, subject) && _aims.Name(subject) is { } target && !string.Equals(target, speaker, StringComparison.Ordinal))
            {
                Phrase predicate = article.Clauses.From(group.First, sentence);
                Add(findings, PointKind.Criticism, utterance, target, article.Statements.Plain(predicate), predicate, s, 1);
            }

            return;
        }
    }

    private void Judge(int v, in VerbGroup group, in Subject subject, string speaker, Utterance utterance, int s, Sentence sentence, List<Finding> findings)
    {
        bool own = subject.IsDroppedFirst || subject.IsWord(WordClass.FirstPerson, Tokens);
        bool empty = subject.IsEmpty(Tokens);
        Phrase predicate = Predicate(group, subject, sentence);
        int coreFirst = subject.StartBefore(group, Math.Min(predicate.First, group.First));
        Phrase core = new(coreFirst, Math.Max(predicate.End, group.End));
        if (article.Lexicon.IsVerbSecond && utterance.Voice == Voice.Reported && utterance.Words.First > core.First && utterance.Words.First <= group.First)
        {
            // "Laut Ute Kern muss die Regierung …": the source is no part of what is said.
            core = core with { First = utterance.Words.First };
            predicate = predicate with { First = Math.Max(predicate.First, core.First) };
        }

        if (own && !group.IsNegated && Tokens[group.Head].Word.Serves(WordUse.Wishes) && Wished(group, subject, sentence) is { Count: >= 2 } wish)
        {
            Add(findings, PointKind.Proposal, utterance, null, article.Statements.Plain(wish), new Phrase(group.First, wish.End), s, 1);
            return;
        }

        bool asks = _duties.Asks(v, sentence);
        bool hearsay = group.Modal >= 0 && Tokens[group.Modal].Is(WordClass.Future) && utterance.Voice == Voice.Author;
        if (group.Modality == Modality.Deontic && (asks || hearsay))
        {
            return;
        }

        if (group.Modality == Modality.Deontic && !group.IsPerfect)
        {
            // German: "muss aufhören, die Listen zu veröffentlichen": what is to stop stands in the next clause.
            Duty(group, subject, own, empty, utterance, predicate, article.Lexicon.IsVerbSecond ? WithNext(v, group, core, sentence) : core, s, sentence, findings);
            return;
        }

        if (!asks && _duties.IsNeeded(group, own, subject, predicate))
        {
            core = empty && article.Lexicon.IsVerbSecond ? WithNext(v, group, core, sentence) : core;
            Add(findings, PointKind.Proposal, utterance, null, Whole(group, subject, own || empty, core, predicate), core, s, 1);
            return;
        }

        // "Elections cannot be used for this", "we cannot accept": what must not be
        if (group is { Modality: Modality.Possible, IsNegated: true, IsPerfect: false } && !asks && !article.Genre.IsTechnical && utterance.Voice != Voice.Author
            && (own ? !IsAlone(subject) : (group.IsPassive || (article.Lexicon.AdjectivesFollow && Tokens[group.Head].Is(WordClass.Be))) && subject.IsNamed && !empty))
        {
            Add(findings, PointKind.Proposal, utterance, null, Whole(group, subject, own || empty, core, predicate), core, s, 1);
        }

        // "The ban list could be published": an author suggests, and does not fear: "could be abused".
        if (group is { Modality: Modality.Possible, IsNegated: false, IsPerfect: false, IsPassive: true } && utterance.Voice == Voice.Author && !article.Genre.IsTechnical
            && !Tokens[group.Head].Means(Sense.Harm | Sense.Bad) && !targets.Condemns(core))
        {
            Add(findings, PointKind.Proposal, utterance, null, Whole(group, subject, empty, core, predicate), core, s, 1);
            return;
        }

        bool main = utterance.Manner != CueKind.Speech && group.Modality == Modality.None && article.Assertions.LinkOf(v, sentence) < 0 && sentence.End >= utterance.Words.End - 1;
        if (main && utterance.Manner == CueKind.Proposal && !group.IsNegated && !group.IsPerfect)
        {
            // "Every school gets two more teachers," the union demanded.
            Add(findings, PointKind.Proposal, utterance, null, Whole(group, subject, own || empty, core, predicate), core, s, 1);
            return;
        }

        // "The executive has taken over," Roe criticised.
        int strength = own ? 0 : Math.Max(_faults.In(v, group, predicate, subject, core), main && utterance.Manner == CueKind.Criticism && !IsNobody(subject) ? 1 : 0);
        if (strength == 0)
        {
            return;
        }

        if (_aims.Of(v, group, subject, predicate, utterance, findings) is { } target && !string.Equals(target, speaker, StringComparison.Ordinal))
        {
            Add(findings, PointKind.Criticism, utterance, target, article.Statements.Plain(article.Clauses.WithRelative(WithoutCopula(group, subject, predicate), sentence)), core, s, strength);
        }
    }

    // "is an insult", of the offer: "an insult"; but "was a mistake", "is that nobody asked", "is to blame".
    private Phrase WithoutCopula(in VerbGroup group, in Subject subject, Phrase predicate)
    {
        bool plain = group is { IsFinite: true, IsNegated: false, IsPassive: false, IsPerfect: false, Modality: Modality.None } && Tokens[group.Head].Word.Serves(WordUse.Copulas) && predicate.Count > 1;
        bool leads = plain && group.Head == predicate.First;
        if (!leads && !(plain && group.Head == predicate.Last && article.Lexicon.IsVerbSecond))
        {
            return predicate;
        }

        // German: "ist der Rat eine Schande": the council is the target
        bool inverted = leads && subject.IsNamed && subject.Phrase.First == predicate.First + 1 && subject.Phrase.End < predicate.End;
        Phrase said = leads ? predicate with { First = inverted ? subject.Phrase.End : predicate.First + 1 } : predicate with { End = predicate.Last };
        int first = article.Text.SkipAdverbs(article.Text.SkipQuotes(said.First, said.End), said.End);
        bool thing = first < said.End && (Tokens[first].Tag == Tag.Adjective || (article.Nouns.At(first) is >= 0 and int noun && article.Nouns[noun] is { IsPronoun: false, Preposition: < 0 } && !Tokens[article.Nouns[noun].Head].Is(WordClass.Days)));
        return thing ? said : predicate;
    }

    // German: "Es ist nötig, den Deich zu erhöhen": what is needed stands in the next clause.
    private Phrase WithNext(int v, in VerbGroup group, Phrase core, Sentence sentence) =>
        v + 1 < article.Verbs.Count && article.Verbs[v + 1] is var next && next.Head < sentence.End && next.Clause.First - group.Clause.End is >= 0 and <= 1
            && (next.IsInfinitive || Tokens[next.Clause.First].Tag == Tag.Complementiser)
            ? core with { End = next.Clause.End }
            : core;

    // "I hope that the courts investigate", "we want open data"; but what somebody wants to do themselves is no proposal.
    private Phrase Wished(in VerbGroup group, in Subject subject, Sentence sentence)
    {
        int next = article.Insertions.SkipAdverbs(group.End, sentence);
        if (next >= sentence.End || article.Lexicon.IsVerbSecond)
        {
            return default;
        }

        bool clause = Tokens[next].Tag == Tag.Complementiser;
        bool thing = !clause && !IsAlone(subject) && article.Nouns.At(next) is >= 0 and int noun && article.Nouns[noun] is { IsPronoun: false, Preposition: < 0 };
        return clause || thing ? article.Clauses.From(clause ? next + 1 : next, sentence) : default;
    }

    private void Duty(in VerbGroup group, in Subject subject, bool own, bool empty, Utterance utterance, Phrase predicate, Phrase core, int s, Sentence sentence, List<Finding> findings)
    {
        bool alone = own && IsAlone(subject);
        bool headless = group.Head == group.Modal && !Tokens[group.Head].Is(WordClass.Expletives) && !_duties.HasComplement(group, sentence);
        bool lifted = group.IsNegated && group.Modal >= 0 && Tokens[group.Modal].Word.Serves(WordUse.Lifted) && !NegatesBefore(group);
        if (alone || headless || lifted || _duties.IsEpistemic(group, sentence) || (Tokens[group.Head].Word.HasCue(CueKind.Speech) && _duties.SaysThat(group, sentence)))
        {
            return;
        }

        string? statement = own && article.Lexicon.JoinsApostrophes ? article.Statements.Action(article.Clauses.From(group.IsPassive && group.Modal >= 0 ? group.Modal + 1 : group.Head, sentence), group.IsNegated)
            : Whole(group, subject, own || empty, core, predicate);
        Add(findings, PointKind.Proposal, utterance, null, statement, core, s, 2);

        // To ask that something stop is a proposal; it criticises besides where what is to stop is told as a fault.
        if (!own && !empty && _aims.Name(subject) is { } name && _faults.Halts(group, predicate))
        {
            Add(findings, PointKind.Criticism, utterance, name, article.Statements.Plain(_faults.Stopped(predicate)), core, s, 2);
        }
    }

    // German: "Nicht Zerschlagung muss das Ziel sein" demands something else, "Die Firma muss nicht zahlen" nothing.
    private bool NegatesBefore(in VerbGroup group) =>
        article.Lexicon.IsVerbSecond && group.Clause.First < group.Modal && Tokens[group.Clause.First] is { Tag: Tag.Negation } first && !first.Is(WordClass.Determiners);

    private string? Whole(in VerbGroup group, in Subject subject, bool bare, Phrase core, Phrase predicate) =>
        article.Lexicon.IsVerbSecond && subject.IsNamed && core.First == group.First && subject.Phrase.First == group.First + 1 ? Straightened(subject, group, core)
        : bare && subject.IsNamed && article.Lexicon.JoinsApostrophes && Tokens[subject.Phrase.First].Is(WordClass.FirstPerson) ? article.Statements.Plain(predicate)
        : bare || !subject.IsNamed || article.Lexicon.IsVerbSecond ? article.Statements.Plain(core)
        : article.Statements.Sentence(article.Speakers.Subject(subject.Phrase, subject.Noun) ?? article.Mentions.Names.TidyWithArticle(subject.Phrase), predicate);

    // "muss die Regierung den Deich erhöhen", behind a source: "die Regierung muss den Deich erhöhen"
    private string? Straightened(in Subject subject, in VerbGroup group, Phrase core) =>
        article.Statements.Sentence($"{article.Mentions.Names.TidyWithArticle(subject.Phrase)} {article.Text.TextOf(new Phrase(group.First, group.First + 1))}", new Phrase(subject.Phrase.End, core.End));

    private Phrase Predicate(in VerbGroup group, in Subject subject, Sentence sentence)
    {
        if (article.Lexicon.IsVerbSecond)
        {
            return targets.Predicate(group, subject);
        }

        Phrase predicate = article.Clauses.From(group.Modal >= 0 && !group.IsNegated ? group.Modal : group.First, sentence);
        return predicate.End < group.End ? predicate with { End = group.End } : predicate;
    }

    // "Must we pay for this?", within a longer sentence
    private bool IsAsked(in VerbGroup group, Sentence sentence)
    {
        for (int i = group.Head; i < sentence.End; i++)
        {
            if (Tokens[i].Kind is TokenKind.Stop or TokenKind.Question or TokenKind.CloseQuote)
            {
                return Tokens[i].Kind == TokenKind.Question;
            }
        }

        return false;
    }

    // "The firm frightens families with numbers that are wrong": the numbers are wrong, but the firm is criticised.
    private bool IsInner(int v, in VerbGroup group, Sentence sentence)
    {
        int link = article.Assertions.LinkOf(v, sentence);
        if (link <= sentence.First || Tokens[link].Tag != Tag.Relative || article.Lexicon.IsVerbSecond || Tokens[link - 1].Kind == TokenKind.Comma || group.Modality == Modality.Deontic)
        {
            return false;
        }

        int main = article.Subjects.Governing(v);
        return main >= 0 && main < v && article.Verbs[main] is { IsPassive: false, IsNegated: false, Modality: Modality.None } governor && governor.Head < link && link - governor.Head < 8
            && article.Subjects.Of(main) is { IsNamed: true } subject && !subject.IsEmpty(Tokens) && article.Speakers.At(governor.Head) is { Speaker: not null } && !Tokens[governor.Head].Is(WordClass.Be)
            && !Tokens[subject.Phrase.First].Is(WordClass.FirstPerson);
    }

    // "Put the benches back", "Elimine la criminalización", "Geben Sie uns Zeit"; but not "Note that" or "See below".
    private bool IsImperative(in VerbGroup group, in Subject subject, Sentence sentence, Utterance utterance)
    {
        int first = sentence.First;
        while (first < group.First && (!Tokens[first].IsWord || Tokens[first].Tag == Tag.Adverb))
        {
            first++;
        }

        if (first != group.First || group.Modality != Modality.None || Tokens[group.Head].Is(WordClass.Auxiliaries) || Tokens[group.Head].Word.HasCue(CueKind.Speech) || group.End + 1 >= sentence.End)
        {
            return false;
        }

        if (article.Lexicon.IsVerbSecond)
        {
            return subject.IsFormal(Tokens) && subject.Phrase.First == group.First + 1;
        }

        bool commands = article.Lexicon.JoinsApostrophes ? (group.Forms & VerbForms.Infinitive) != VerbForms.None
            : (group.Forms & (VerbForms.Imperative | VerbForms.Subjunctive | VerbForms.Second)) != VerbForms.None && (group.Forms & (VerbForms.Singular | VerbForms.Plural)) == VerbForms.None;
        bool acts = subject.IsNamed && (subject.Phrase.First < group.End || article.Speakers.IsActor(subject));
        return commands && !acts && utterance.Voice != Voice.Reported;
    }

    private bool LetsUs(in VerbGroup group, Sentence sentence)
    {
        int before = group.First - 1;
        return before >= sentence.First && (Tokens[before].Is(WordClass.LetUs)
            || (before - 1 >= sentence.First && Tokens[before - 1].Is(WordClass.LetUs) && Tokens[before].Is(WordClass.FirstPerson)));
    }

    // What a threat asks for: "we will strike unless the firm pays".
    private bool IsUltimatum(int v, in VerbGroup group, in Subject subject, int s, Sentence sentence, Utterance utterance, List<Finding> findings)
    {
        int link = article.Assertions.LinkOf(v, sentence);
        if (link < 0 || !Tokens[link].Is(WordClass.Conditions | WordClass.Unless) || !subject.IsNamed || article.Nouns[subject.Noun].IsPronoun || group.Modality != Modality.None)
        {
            return false;
        }

        bool unless = Tokens[link].Is(WordClass.Unless);
        if (group.IsNegated == unless || (group.IsNegated && group.Head == group.First && article.Lexicon.JoinsApostrophes))
        {
            return false;
        }

        (int first, int end) = article.Verbs.Of(s);
        for (int m = first; m < end; m++)
        {
            ref readonly VerbGroup main = ref article.Verbs[m];
            bool threatens = main.Modality == Modality.Future && !main.IsNegated && !main.IsPassive && main.Head < group.First
                && article.Speakers.Name(m, article.Subjects.Of(m)) is { } name && string.Equals(name, utterance.Speaker, StringComparison.Ordinal);
            if (threatens)
            {
                Phrase demand = article.Clauses.From(group.Head, sentence);
                string? statement = article.Speakers.Subject(subject.Phrase, subject.Noun) is { } who
                    ? article.Statements.Should(who, article.Mentions.Kinds.IsPlural(article.Nouns[subject.Noun], subject.Phrase), isNegated: false, demand)
                    : null;
                Add(findings, PointKind.Proposal, utterance, null, statement, new Phrase(sentence.First, demand.End), s, 2);
                return true;
            }
        }

        return false;
    }

    // "I", which binds nobody else
    private bool IsAlone(in Subject subject) => subject.IsNamed ? Tokens[subject.Phrase.First].Is(WordClass.FirstSingular) : (subject.Dropped & VerbForms.FirstPlural) == VerbForms.None;

    // "Nobody asked us": a complaint about no one
    private bool IsNobody(in Subject subject) =>
        subject.IsNamed && (article.Nouns[subject.Noun].IsPronoun || Tokens[subject.Phrase.First].Is(WordClass.Negations | WordClass.Indefinite));

    // The speaker's sentence must not be about the speech itself: "X said", where the subject is outside the words.
    private static bool Reaches(Utterance utterance, in Subject subject) => !subject.IsNamed || utterance.Words.Contains(subject.Phrase.First) || utterance.Voice == Voice.Author
        || (utterance.Voice == Voice.Actor && subject.Phrase.End <= utterance.Words.First && utterance.Words.First - subject.Phrase.End <= 2);

    private static void Add(List<Finding> findings, PointKind kind, Utterance utterance, string? target, string? statement, Phrase core, int s, int strength)
    {
        if (statement is not null)
        {
            findings.Add(new Finding(kind, utterance.Speaker!, target, statement, core, s, utterance.Voice, IsStated: false, strength));
        }
    }
}
