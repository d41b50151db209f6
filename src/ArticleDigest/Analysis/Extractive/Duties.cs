namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells which clauses say what should be done: a duty, a need; and which only look like it.</summary>
internal sealed class Duties(ParsedArticle article)
{
    private const int Near = 6;

    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>Whether something is said to be needed: "is needed", "es braucht", "we need", "it would be better to".</summary>
    public bool IsNeeded(in VerbGroup group, bool own, in Subject subject, Phrase predicate)
    {
        if (group.IsNegated || group.IsPerfect || (subject.IsNamed && Tokens[subject.Phrase.First].Tag == Tag.Negation))
        {
            return false;
        }

        bool plural = !own || !subject.IsNamed || !Tokens[subject.Phrase.First].Is(WordClass.FirstSingular);
        if (Tokens[group.Head].Means(Sense.Needs))
        {
            return plural;
        }

        bool linking = Tokens[group.Head].Is(WordClass.Be) || Tokens[group.Head].Word.HasCue(CueKind.Link) || (group.IsPassive && Tokens[group.Head].Means(Sense.Needs));
        if (!linking || !plural)
        {
            return false;
        }

        int from = article.Lexicon.IsVerbSecond ? group.Clause.First : Math.Min(group.End, predicate.End);
        for (int i = from; i < (article.Lexicon.IsVerbSecond ? group.Clause.End : Math.Min(predicate.End, group.End + 7)); i++)
        {
            if (Tokens[i].Means(Sense.Needs | Sense.GoodOfProposal) && !Tokens[i].Means(Sense.Bad))
            {
                // "is an essential part", but "is an urgent need"
                bool attribute = Tokens[i].Tag == Tag.Adjective && i + 1 < predicate.End && Tokens[i + 1].Tag is Tag.Noun or Tag.Name && !Tokens[i + 1].Means(Sense.Needs)
                    || (article.Lexicon.AdjectivesFollow && Tokens[i].Tag == Tag.Adjective && Tokens[i - 1].Tag == Tag.Noun);
                return !attribute;
            }

            if (Tokens[i].Tag is Tag.Complementiser or Tag.Relative or Tag.Negation)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether "should" supposes rather than demands: "should be noted", "must be possible".</summary>
    public bool IsEpistemic(in VerbGroup group, Sentence sentence)
    {
        int next = article.Insertions.SkipAdverbs(group.End, sentence);
        return Tokens[group.Head].Means(Sense.Denied) || (next < sentence.End && Tokens[group.Head].Is(WordClass.Be) && Tokens[next].Tag == Tag.Adjective && Tokens[next].Word.Serves(WordUse.Epistemic));
    }

    /// <summary>Whether a verb only leads on to what is said: "should note that", but "should consider the plan".</summary>
    public bool SaysThat(in VerbGroup group, Sentence sentence)
    {
        int next = article.Insertions.SkipAdverbs(Math.Max(group.End, group.Head + 1), sentence);
        return next < sentence.End && (Tokens[next].Tag == Tag.Complementiser || (Tokens[next].Kind == TokenKind.Comma && next + 1 < sentence.End && Tokens[next + 1].Tag == Tag.Complementiser));
    }

    /// <summary>Whether a modal has a verb or clause behind it.</summary>
    public bool HasComplement(in VerbGroup group, Sentence sentence)
    {
        int next = article.Insertions.SkipAdverbs(group.End, sentence);
        return next < sentence.End && (InfinitiveBehind(next, sentence) || article.Verbs.IsVerb(next) || Tokens[next].Tag is Tag.Complementiser or Tag.Marker || (article.Lexicon.IsVerbSecond && group.Clause.Count > 3));
    }

    // "corresponde al Congreso aprobar la ley"
    private bool InfinitiveBehind(int at, Sentence sentence)
    {
        for (int i = at; i < Math.Min(sentence.End, at + Near) && Tokens[i].IsWord; i++)
        {
            if (article.Verbs.At(i) is >= 0 and int verb)
            {
                return article.Verbs[verb].IsInfinitive;
            }
        }

        return false;
    }

    /// <summary>Whether a duty stands in a question or a defining clause: "know what they need to do", "strings that must escape the braces".</summary>
    public bool Asks(int v, Sentence sentence)
    {
        int link = article.Assertions.LinkOf(v, sentence);
        return link >= 0 && ((Tokens[link].Is(WordClass.Interrogatives) && Tokens[link].Tag != Tag.Complementiser)
            || (Tokens[link].Tag == Tag.Relative && link > sentence.First && Tokens[link - 1].Kind != TokenKind.Comma));
    }
}
