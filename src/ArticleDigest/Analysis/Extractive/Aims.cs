namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells whom or what a clause in somebody's own voice finds fault with, where its subject says it and where it does not.</summary>
internal sealed class Aims(ParsedArticle article, Targets targets)
{
    private const int Reach = 2;

    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>The name of what is meant; null if nothing can be told, or if an answer speaks of what is the speaker's own.</summary>
    public string? Of(int v, in VerbGroup group, in Subject subject, Phrase predicate, Utterance utterance, List<Finding> findings)
    {
        int s = article.Text.SentenceAt(group.Head);
        string? aim = subject.IsEmpty(Tokens) ? Meant(group, predicate, utterance, findings)
            : IsVague(subject) ? Behind(v, group, article.Text.Sentences[s]) ?? Earlier(utterance, s, findings)
            : IsSame(subject) ? Earlier(utterance, s, findings) ?? Name(subject)
            : Name(subject);
        return aim is not null && IsYours(aim) ? null : aim;
    }

    /// <summary>The name of a subject; of "you", whom a letter is to.</summary>
    public string? Name(in Subject subject) => subject.IsAddressed(Tokens) ? article.Genre.Addressee : subject.IsNamed ? article.Speakers.Thing(subject.Phrase, subject.Noun) : null;

    // What "it is wrong", "this is a farce" speak of: what the clause goes on with, or what was last spoken of.
    private string? Meant(in VerbGroup group, Phrase predicate, Utterance utterance, List<Finding> findings)
    {
        Sentence sentence = article.Text.Sentences[article.Text.SentenceAt(group.Head)];
        int noun = -1;
        bool linked = false;
        bool extraposed = Tokens[group.Head].Is(WordClass.Be) || Tokens[group.Head].Word.HasCue(CueKind.Link);
        for (int i = group.End; extraposed && i < sentence.End && (linked || i < group.End + 8); i++)
        {
            linked |= Tokens[i].Tag is Tag.Complementiser or Tag.Marker;
            if (linked && article.Nouns.At(i) is >= 0 and int n && !article.Nouns[n].IsPronoun && !Tokens[article.Nouns[n].Head].Is(WordClass.Days))
            {
                noun = n;
                break;
            }
        }

        return noun >= 0 ? article.Speakers.Thing(article.Nouns.Whole(noun, joined: false, sentence.End), noun)
            : Earlier(utterance, article.Text.SentenceAt(group.Head), findings) ?? article.Mentions.SubjectBefore(group.First) ?? (utterance.Voice == Voice.Reported ? null : NounIn(predicate));
    }

    // Whoever goes on criticising has the same in mind: "It is saying …", "They are not saying …".
    private static string? Earlier(Utterance utterance, int s, List<Finding> findings)
    {
        for (int i = findings.Count - 1; i >= 0 && findings[i].Sentence >= s - Reach; i--)
        {
            if (findings[i].Kind == PointKind.Criticism && string.Equals(findings[i].Actor, utterance.Speaker, StringComparison.Ordinal))
            {
                return findings[i].Target;
            }
        }

        return null;
    }

    // "the problem is that …"; but "the problem of the dams is"
    private bool IsVague(in Subject subject) => subject.IsNamed && subject.Phrase.Count <= 2 && Tokens[article.Nouns[subject.Noun].Head].Word.Serves(WordUse.Vague);

    // "The problem is that properties are not supported": the properties
    private string? Behind(int v, in VerbGroup group, Sentence sentence) =>
        group.End < sentence.End && Tokens[group.End].Tag == Tag.Complementiser && v + 1 < article.Verbs.Count && article.Verbs[v + 1] is { IsFinite: true } inner && sentence.End > inner.Head
            && article.Subjects.Of(v + 1) is { IsNamed: true } subject && !subject.IsEmpty(Tokens) ? Name(subject) : null;

    // What a question calls "your scheme" is whose answer it is.
    private bool IsYours(string target) => article.Genre.Kind == GenreKind.Interview && target.IndexOf(' ', StringComparison.Ordinal) is > 0 and int space
        && article.Lexicon.Find(target.AsSpan(0, space)) is var first && first.Is(WordClass.Possessives) && first.Is(WordClass.Second);

    private bool IsSame(in Subject subject) => subject.IsWord(WordClass.It | WordClass.They, Tokens) && !subject.IsWord(WordClass.He | WordClass.She, Tokens);

    private string? NounIn(Phrase predicate)
    {
        int noun = targets.First(predicate, -1);
        return noun >= 0 && !article.Nouns[noun].IsPronoun ? article.Speakers.Thing(article.Nouns.Whole(noun, joined: false, predicate.End), noun) : null;
    }
}
