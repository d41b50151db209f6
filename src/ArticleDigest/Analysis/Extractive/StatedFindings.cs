namespace ArticleDigest.Analysis.Extractive;

/// <summary>Makes the findings of what verbs state.</summary>
internal sealed class StatedFindings(ParsedArticle article)
{
    private const int Near = 12;

    /// <summary>What proves a point: from the subject or what the clause belongs to, if it stands near, to an end.</summary>
    public Phrase Core(in Subject subject, in VerbGroup group, in Complement found, int end)
    {
        Phrase core = Core(subject, group, end);
        int first = found.Content.Count > 0 ? found.Content.First : found.Target.Count > 0 ? found.Target.First : core.First;
        return first < core.First && core.First - first < Near ? core with { First = first } : core;
    }

    /// <summary>What proves a point: from the subject, if it stands near, to an end.</summary>
    public Phrase Core(in Subject subject, in VerbGroup group, int end)
    {
        int first = subject.StartBefore(group, group.First);
        return new Phrase(first, Math.Max(Math.Max(end, group.End), article.Lexicon.IsVerbSecond && group.Clause.End - group.First < 40 ? group.Clause.End : 0));
    }

    /// <summary>A finding of a point in somebody's voice; null if it would be aimed at its own actor.</summary>
    public Finding? Make(PointKind kind, string actor, string? target, string statement, Phrase core, int s) =>
        string.Equals(actor, target, StringComparison.Ordinal) ? null
        : new Finding(kind, actor, target, statement, core, s, VoiceOf(actor, core), IsStated: true, Strength: 3);

    private Voice VoiceOf(string actor, Phrase core) =>
        article.Text.QuotationAt(core.First) >= 0 && article.Speakers.At(core.Last) is { Voice: Voice.Actor } ? Voice.Actor
        : article.Speakers.At(core.First) is { Voice: Voice.Author } && string.Equals(actor, article.Genre.Author, StringComparison.Ordinal) ? Voice.Author : Voice.Reported;
}
