namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds proposals that are told as what a body means to do, or what a bill is to bring.</summary>
internal sealed class Intentions(ParsedArticle article, Targets targets, StatedFindings findings)
{
    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>The proposal that a verb tells; null if it tells none.</summary>
    public Finding? Find(int v, in VerbGroup group, int s, Sentence sentence) => Intended(v, group, s, sentence) ?? Provided(v, group, s, sentence);

    // "The government wants to raise the age", "will … anheben": what a body means to do is a proposal to all whom it binds.
    private Finding? Intended(int v, in VerbGroup group, int s, Sentence sentence)
    {
        bool wants = Tokens[group.First].Is(WordClass.Want) || Tokens[group.First].Word.HasCue(CueKind.Want);
        if (!wants || !group.IsFinite || group.IsNegated || group.IsPassive || group.IsPerfect)
        {
            return null;
        }

        int verb = v;
        if (!article.Lexicon.IsVerbSecond && group.Head == group.First)
        {
            int next = article.Insertions.SkipAdverbs(group.End, sentence);
            if (next >= sentence.End || article.Verbs.At(next) is not (>= 0 and var infinitive) || !article.Verbs[infinitive].IsInfinitive)
            {
                return null;
            }

            verb = infinitive;
        }

        Subject subject = article.Subjects.Of(v);
        if ((article.Lexicon.IsVerbSecond && group.Head == group.First) || !subject.IsNamed || article.Assertions.IsSupposed(v, sentence) || !Tokens[article.Nouns[subject.Noun].Head].Means(Sense.Groups)
            || Says(article.Verbs[verb], sentence) || article.Speakers.Name(v, subject) is not { } actor)
        {
            return null;
        }

        Phrase action = article.Lexicon.IsVerbSecond ? targets.Predicate(group, subject) : article.Clauses.From(article.Verbs[verb].Marker >= 0 ? article.Verbs[verb].Marker + 1 : article.Verbs[verb].First, sentence);
        return action.Count >= 3 && article.Statements.Plain(action) is { } line ? findings.Make(PointKind.Proposal, actor, null, line, findings.Core(subject, group, action.End), s) : null;
    }

    // "The bill would ban plastic bags", "Le projet de loi prévoit …": what a bill is to do is proposed.
    private Finding? Provided(int v, in VerbGroup group, int s, Sentence sentence)
    {
        if (group is not { IsFinite: true, IsNegated: false, IsPassive: false, IsPerfect: false, Modality: Modality.None or Modality.Future } || !Tokens[group.Head].Word.IsCueIn(group, CueKind.Provide, Tokens) || article.Subjects.Of(v) is not { IsNamed: true } subject || !Tokens[article.Nouns[subject.Noun].Head].Word.Serves(WordUse.Bills) || article.Assertions.IsSupposed(v, sentence)
            || article.Speakers.Name(v, subject) is not { } bill)
        {
            return null;
        }

        Phrase action = article.Lexicon.IsVerbSecond ? targets.Predicate(group, subject) : article.Clauses.From(group.Head, sentence);
        return action.Count >= 3 && article.Statements.Plain(action) is { } line ? findings.Make(PointKind.Proposal, bill, null, line, findings.Core(subject, group, action.End), s) : null;
    }

    // "wants to say that", but "wants to hold a referendum"
    private bool Says(in VerbGroup group, Sentence sentence) =>
        Tokens[group.Head].Word.HasCue(CueKind.Speech) && (group.End >= sentence.End || article.Nouns.At(group.End) is not (>= 0 and var noun) || article.Nouns[noun].Preposition >= 0);
}
