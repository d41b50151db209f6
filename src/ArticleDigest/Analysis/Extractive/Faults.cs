namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells of a clause in somebody's own voice how plainly it finds fault, and whether it asks for an end of something bad.</summary>
internal sealed class Faults(ParsedArticle article, Targets targets)
{
    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>How plainly a clause finds fault with its subject, 0 to 2: "failed to act", "is a farce", "should have known", "pursues a reckless policy".</summary>
    public int In(int v, in VerbGroup group, Phrase predicate, in Subject subject, Phrase core)
    {
        if (group.IsPerfect && group.Modality is Modality.Deontic or Modality.Possible)
        {
            return group.IsPassive || !article.Lexicon.JoinsApostrophes ? 1 : 2;
        }

        if (group.Modality is Modality.Possible or Modality.Deontic)
        {
            return group.IsNegated && group.Modality == Modality.Possible && subject.IsNamed ? 1 : 0;
        }

        Word head = Tokens[group.Head].Word;
        foreach (CueForm form in head.MayBeCue(CueKind.Fault) ? head.Cues : [])
        {
            if (form.Cue.Kind == CueKind.Fault && form.Cue.Word == CueWord.Verb && form.Fits(group, Tokens))
            {
                if (!group.IsNegated && !group.IsPassive && Fits(form.Cue, v, subject))
                {
                    return group.Modality == Modality.None ? 2 : 1;
                }
            }
        }

        // "Voters are sick of it": they criticise, and are not criticised.
        int next = Math.Min(group.End, predicate.End);
        if (group.IsNegated && !Tokens[group.Head].Is(WordClass.Be | WordClass.Have))
        {
            return subject.IsNamed && group.Modality == Modality.None && !(article.Genre.IsTechnical && article.Speakers.At(group.Head) is { Voice: Voice.Author }) ? 1 : 0;
        }

        for (int i = next; i < predicate.End; i++)
        {
            if (i < next + 3 && Tokens[i].Word.HasCue(CueKind.Criticism, CueWord.Adjective))
            {
                return 0;
            }
        }

        if (head.HasCue(CueKind.Halt) || head.HasCue(CueKind.Criticism) || head.HasCue(CueKind.Deny))
        {
            return 0;
        }

        int condemning = group.IsNegated ? NegatedGood(group, predicate) : targets.Condemning(article.Lexicon.IsVerbSecond ? predicate : new Phrase(next, predicate.End));
        bool linking = (Tokens[group.Head].Is(WordClass.Be | WordClass.Have) && !group.IsPassive) || head.HasCue(CueKind.Link);
        if (condemning > 0)
        {
            return linking ? 2 : 1;
        }

        bool condemned = subject.IsNamed && !group.IsNegated && targets.Condemns(subject.Phrase);
        return (head.Means(Sense.Lack | Sense.Bad) && !group.IsNegated) || (linking && IsTooMuch(next, predicate.End)) || condemned || Harms(group, subject, core) ? 1 : 0;
    }

    /// <summary>Whether a frame of a verb fits: "broke every promise", not "broke the record".</summary>
    public bool Fits(Cue cue, int v, in Subject subject)
    {
        if (cue.Frames.Length == 0)
        {
            return true;
        }

        foreach (Frame frame in cue.Frames)
        {
            if ((!frame.NeedsActor || article.Speakers.IsActor(subject)) && article.Complements.OfVerb(frame, v, subject.Noun) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether to ask for it is to criticise: "stop bullying", "stop pretending", but not "stop publishing the tables".</summary>
    public bool Halts(in VerbGroup group, Phrase predicate)
    {
        for (int i = predicate.First; i < predicate.End; i++)
        {
            if (Tokens[i].Word.HasCue(CueKind.Halt) && i + 1 < predicate.End
                && (targets.Condemns(new Phrase(i + 1, predicate.End)) || Tokens[i + 1].Means(Sense.Harm) || Tokens[i + 1].Word.HasCue(CueKind.Fault) || Tokens[i + 1].Word.HasCue(CueKind.Deny)))
            {
                return true;
            }
        }

        return group.IsNegated && targets.Condemning(new Phrase(Math.Min(group.Head, predicate.End), predicate.End)) > 0;
    }

    /// <summary>What is to be stopped.</summary>
    public Phrase Stopped(Phrase predicate)
    {
        for (int i = predicate.End - 1; i >= predicate.First; i--)
        {
            if (Tokens[i].Word.HasCue(CueKind.Halt) && i + 1 < predicate.End)
            {
                return new Phrase(i + 1, predicate.End);
            }
        }

        return predicate;
    }

    // "The reform will hit the poorest": a thing of which harm is told.
    private bool Harms(in VerbGroup group, in Subject subject, Phrase core)
    {
        if (!subject.IsNamed || subject.IsEmpty(Tokens) || group.IsNegated || article.Speakers.IsActor(subject)
            || Tokens[article.Nouns[subject.Noun].Head].Kind == TokenKind.Number)
        {
            // "200 have been killed" finds fault with nobody.
            return false;
        }

        for (int i = core.First; i < core.End; i++)
        {
            if (Tokens[i].Means(Sense.Harm) && !(i > core.First && Tokens[i - 1].Word.Serves(WordUse.Without)))
            {
                return true;
            }
        }

        return false;
    }

    // "is not acceptable", "n'est pas sérieux"
    private int NegatedGood(in VerbGroup group, Phrase predicate)
    {
        for (int i = Math.Min(group.End, predicate.End); i < Math.Min(predicate.End, group.End + 5); i++)
        {
            if (Tokens[i].Means(Sense.GoodOfProposal | Sense.Needs))
            {
                return 1;
            }
        }

        return 0;
    }

    private bool IsTooMuch(int first, int end)
    {
        for (int i = first; i + 1 < Math.Min(end, first + 5); i++)
        {
            if (Tokens[i].Means(Sense.Intensifiers) && Tokens[i + 1].Tag is Tag.Adjective or Tag.Adverb)
            {
                return true;
            }
        }

        return false;
    }
}
