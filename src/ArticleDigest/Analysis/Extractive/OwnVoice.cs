namespace ArticleDigest.Analysis.Extractive;

/// <summary>
/// Finds points in what somebody says, without a verb of proposing or criticising: "the council should act", "the plan
/// is a farce", "he failed to listen". Only where the speaker is known: a reporter's own sentences have no opinion.
/// </summary>
internal sealed class OwnVoice(ParsedArticle article, Clauses clauses, Statements statements)
{
    private const int LongestPredicate = 16;

    private Token[] Tokens => article.Text.Tokens;

    /// <summary>Adds what is proposed and criticised in the speakers' own voice in a sentence.</summary>
    public void Find(int s, List<Finding> findings)
    {
        Sentence sentence = article.Text.Sentences[s];
        foreach (VerbGroup group in article.Verbs.Of(s))
        {
            if (article.Speakers.At(group.Head) is not { Speaker: { } speaker } utterance)
            {
                continue;
            }

            if (article.Assertions.IsUnder(group.First, sentence))
            {
                continue;
            }

            Phrase? subject = article.Subjects.Of(group, sentence);
            bool letUs = group.First > sentence.First && (Tokens[group.First - 1].Is(WordClass.LetUs)
                || (group.First - 2 >= sentence.First && Tokens[group.First - 2].Is(WordClass.LetUs) && Tokens[group.First - 1].Is(WordClass.FirstPerson)));
            if (letUs)
            {
                Add(findings, PointKind.Proposal, utterance, null, statements.Plain(clauses.From(group.Head, sentence)), new Phrase(group.First - 1, clauses.From(group.Head, sentence).End), s);
                continue;
            }

            if (subject is not { } who || !group.IsFinite || (IsConditional(who, sentence) && !IsThreat(group, who)) || Tokens[who.First].Is(WordClass.SecondPerson) || !Reaches(utterance, who))
            {
                continue;
            }

            bool own = who.Count == 1 && Tokens[who.First].Is(WordClass.FirstPerson);
            bool expletive = who.Count == 1 && Tokens[who.First].Is(WordClass.Expletives | WordClass.Demonstratives | WordClass.Relatives | WordClass.Indefinite);
            bool pointing = expletive && Tokens[who.First].Is(WordClass.It) && utterance.Voice == Voice.Actor && Tokens[group.Head].Is(WordClass.Be) && !IsExtraposed(group, sentence);
            string? name = own ? speaker : pointing ? article.Mentions.ThingBefore(who.First) : expletive ? null : Name(who);
            if (name is null)
            {
                continue;
            }

            if (!own && !expletive && Outer(group, who, sentence) is { } outer)
            {
                Relative(findings, utterance, group, outer, s, sentence);
                continue;
            }

            Phrase predicate = clauses.From(group.Modal >= 0 ? group.Modal : group.First, sentence);
            Phrase core = new(who.First < group.First && group.First - who.First < 25 ? who.First : group.First, predicate.End);
            if (group.Modality == Modality.Deontic && !group.IsPerfect && !Tokens[group.Head].Is(WordClass.Epistemic))
            {
                Deontic(findings, utterance, group, who, own, name, predicate, core, s, sentence);
            }
            else if (IsUltimatum(group, s, sentence, speaker, own))
            {
                Phrase demand = clauses.From(group.Head, sentence);
                Add(findings, PointKind.Proposal, utterance, null, statements.Clause("should", article.Speakers.Subject(who) ?? name, demand), new Phrase(sentence.First, demand.End), s);
            }
            else if (!own && Faults(group, predicate) && !string.Equals(name, speaker, StringComparison.Ordinal))
            {
                Add(findings, PointKind.Criticism, utterance, name, statements.Plain(predicate), core, s);
            }
        }
    }

    // "The firm frightens families with numbers that are wrong": the numbers are wrong, but the firm is criticised.
    private VerbGroup? Outer(VerbGroup group, Phrase who, Sentence sentence)
    {
        bool relative = group.First - 1 > who.First && Tokens[group.First - 1].Is(WordClass.Relatives) && article.Mentions.Kinds.HeadEnd(who) < who.End;
        return relative && who.First > sentence.First && article.Verbs.At(who.First - 1) is { IsPassive: false, IsNegated: false } outer
            && article.Subjects.Governing(group, sentence) is { Modality: Modality.None, IsNegated: false } main && main.First == outer.First ? main : null;
    }

    private void Relative(List<Finding> findings, Utterance utterance, VerbGroup group, VerbGroup outer, int s, Sentence sentence)
    {
        Phrase predicate = clauses.From(group.First, sentence);
        if (Faults(group, predicate) && article.Subjects.Of(outer, sentence) is { } doer && Reaches(utterance, doer) && !Tokens[doer.First].Is(WordClass.FirstPerson | WordClass.SecondPerson)
            && Name(doer) is { } name && !string.Equals(name, utterance.Speaker, StringComparison.Ordinal))
        {
            Phrase whole = new(outer.First, predicate.End);
            Add(findings, PointKind.Criticism, utterance, name, statements.Plain(whole), whole with { First = Math.Min(doer.First, outer.First) }, s);
        }
    }

    private void Deontic(List<Finding> findings, Utterance utterance, VerbGroup group, Phrase who, bool own, string name, Phrase predicate, Phrase core, int s, Sentence sentence)
    {
        bool alone = own && Tokens[who.First].Word.Norm.Length == 1;
        if (alone || (group.Head == group.Modal) || IsEpistemic(group, sentence))
        {
            return;
        }

        // "We must not send them back": "we" are more than the one who speaks.
        string? statement = own ? statements.Action(clauses.From(group.IsPassive ? BehindModal(group) : group.Head, sentence), group.IsNegated)
            : statements.Sentence(article.Speakers.Subject(who) ?? name, predicate);
        Add(findings, PointKind.Proposal, utterance, null, statement, core, s);
        if (!own && Halts(group, predicate))
        {
            Add(findings, PointKind.Criticism, utterance, name, statements.Plain(Stopped(group, predicate)), core, s);
        }
    }

    private int BehindModal(VerbGroup group)
    {
        int first = group.Modal + 1;
        while (first < group.Head && !Tokens[first].Is(WordClass.Be))
        {
            first++;
        }

        return first;
    }

    // "if the broadcasts do not stop", "unless the firm pays"
    private bool IsThreat(VerbGroup group, Phrase who) => group.Modality == Modality.None && !Tokens[who.First].Is(WordClass.Pronouns & ~WordClass.They)
        && (group.IsNegated ? !Tokens[who.First - 1].Is(WordClass.Unless) : Tokens[who.First - 1].Is(WordClass.Unless));

    // What a threat asks for: "we will strike unless the firm pays".
    private bool IsUltimatum(VerbGroup group, int s, Sentence sentence, string speaker, bool own)
    {
        Phrase? subject = article.Subjects.Of(group, sentence);
        if (own || subject is not { } who || !IsConditional(who, sentence) || (group.IsNegated && group.Head == group.First))
        {
            return false;
        }

        foreach (VerbGroup main in article.Verbs.Of(s))
        {
            if (main.Modality == Modality.Future && !main.IsNegated && !main.IsPassive && main.Head < group.First && article.Subjects.Of(main, sentence) is { } threatening
                && article.Speakers.Name(threatening) is { } name && string.Equals(name, speaker, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // "should be noted", "must be possible"
    private bool IsEpistemic(VerbGroup group, Sentence sentence) =>
        group.Head + 1 < sentence.End && Tokens[group.Head].Is(WordClass.Be) && Tokens[group.Head + 1].Is(WordClass.Epistemic);

    // "stop bullying", "halt meddling": to ask for an end of something bad is to criticise it.
    private bool Halts(VerbGroup group, Phrase predicate)
    {
        for (int i = group.Head; i < predicate.End; i++)
        {
            if (Tokens[i].Word.HasCue(CueKind.Halt) && (HasNegative(i + 1, predicate.End) || (i + 1 < predicate.End && (article.Verbs.At(i + 1) is { Form: VerbForms.Gerund } || Tokens[i + 1].Is(WordClass.SuffixGerund)))))
            {
                return true;
            }
        }

        return group.IsNegated && HasNegative(group.Head, predicate.End);
    }

    private Phrase Stopped(VerbGroup group, Phrase predicate)
    {
        for (int i = predicate.End - 1; i > group.Head; i--)
        {
            if (Tokens[i].Word.HasCue(CueKind.Halt) && i + 1 < predicate.End)
            {
                return new Phrase(i + 1, predicate.End);
            }
        }

        return Tokens[group.Head].Word.HasCue(CueKind.Halt) && group.Head + 1 < predicate.End ? new Phrase(group.Head + 1, predicate.End) : predicate;
    }

    // "failed to act", "is a farce", "would be a mistake", "should have known", "could have shown more"
    private bool Faults(VerbGroup group, Phrase predicate)
    {
        if (group.IsPerfect && group.Modal >= 0 && Tokens[group.Modal].Is(WordClass.CouldHave))
        {
            return !group.IsPassive;
        }

        if (group.Modality is Modality.Possible or Modality.Deontic)
        {
            return false;
        }

        // "Voters are sick of it": they criticise, and are not criticised.
        if (group.Head + 1 < predicate.End && Tokens[group.Head + 1].Word.HasCue(CueKind.Criticism))
        {
            return false;
        }

        Word head = Tokens[group.Head].Word;
        if (head.HasCue(CueKind.Fault))
        {
            return HasFaultyObject(group, predicate) && !group.IsNegated && !group.IsPassive && group.Modality == Modality.None;
        }

        bool linking = (Tokens[group.Head].Is(WordClass.Be | WordClass.Have) && !group.IsPassive) || head.HasCue(CueKind.Link);
        return linking && !group.IsNegated && HasNegative(group.Head + 1, Math.Min(predicate.End, group.Head + LongestPredicate));
    }

    // "broke every promise", not "broke the record"
    private bool HasFaultyObject(VerbGroup group, Phrase predicate)
    {
        foreach (CueForm form in Tokens[group.Head].Word.Cues)
        {
            if (form.Cue.Kind != CueKind.Fault)
            {
                continue;
            }

            string[] objects = [.. form.Cue.Frames.SelectMany(f => f.Reasons)];
            bool fits = objects.Length == 0;
            for (int i = group.Head + 1; !fits && i < Math.Min(predicate.End, group.Head + 6); i++)
            {
                fits = objects.Contains(Tokens[i].Word.Norm, StringComparer.Ordinal);
            }

            if (fits)
            {
                return true;
            }
        }

        return false;
    }

    // A bad word that is not itself negated: "is not wrong", "no mistake".
    private bool HasNegative(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (Tokens[i].Is(WordClass.Subordinators | WordClass.Negations) && !Tokens[i].Is(WordClass.Prepositions))
            {
                return false;
            }

            if (Tokens[i].Is(WordClass.Negative))
            {
                return true;
            }
        }

        return false;
    }

    // The speaker's sentence must not be about the speech itself: "X said", where the subject is outside the words.
    private static bool Reaches(Utterance utterance, Phrase who) => utterance.Words.Contains(who.First);

    private string? Name(Phrase who)
    {
        bool bare = who.Count == 1 && Tokens[who.First].Is(WordClass.Determiners | WordClass.Relatives) && !Tokens[who.First].Is(WordClass.They);
        return bare ? null : article.Speakers.Name(who);
    }

    // "it is wrong to …", "it is a scandal that …"
    private bool IsExtraposed(VerbGroup group, Sentence sentence)
    {
        for (int i = group.Head + 1; i < Math.Min(sentence.End, group.Head + LongestPredicate); i++)
        {
            if (Tokens[i].Is(WordClass.Infinitive | WordClass.Complementisers))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsConditional(Phrase who, Sentence sentence) => who.First > sentence.First && Tokens[who.First - 1].Is(WordClass.Conditions);

    private void Add(List<Finding> findings, PointKind kind, Utterance utterance, string? target, string? statement, Phrase core, int s)
    {
        if (statement is not null)
        {
            findings.Add(new Finding(kind, utterance.Speaker!, target, statement, core, s, utterance.Voice, IsStated: false));
        }
    }
}
