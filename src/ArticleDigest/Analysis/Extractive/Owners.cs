namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells who made what a noun names: whose proposal it is.</summary>
internal sealed class Owners(ParsedArticle article)
{
    private Span<Token> Tokens => article.Text.Tokens;

    /// <summary>Who made what a noun names: "the union's", "by the union", "du syndicat", "der Gewerkschaft", "our"; null if nobody is told. And where its own words end and begin.</summary>
    /// <param name="noun">The noun phrase.</param>
    /// <param name="sentence">Its sentence.</param>
    /// <param name="cue">What the noun is a cue of, if what it is aimed at may stand where its owner does.</param>
    public (string? Owner, int Behind, int First) Of(int noun, Sentence sentence, Cue? cue = null)
    {
        ref readonly NounPhrase np = ref article.Nouns[noun];
        int end = np.End;
        for (int i = np.First; i < np.Head; i++)
        {
            if (Tokens[i].Tag == Tag.Possessive)
            {
                Phrase owner = new(np.First, i);
                string? name = IsSomebody(i - 1) ? article.Mentions.Names.Tidy(owner) : null;
                return (name is null ? null : Resolved(owner, noun) ?? name, end, np.First);
            }
        }

        if (Tokens[np.First].Is(WordClass.Possessives) && Tokens[np.First].Tag == Tag.Determiner)
        {
            return (Possessor(np.First), end, np.First);
        }

        int next = noun + 1;
        if (next < article.Nouns.Count && article.Nouns[next].Start == end && article.Speakers.IsActor(next) && !article.Nouns[next].IsPronoun)
        {
            ref readonly NounPhrase owner = ref article.Nouns[next];
            bool by = owner.Preposition >= 0 && Tokens[owner.Preposition].Is(WordClass.Agent);
            bool of = owner.Preposition >= 0 ? Tokens[owner.Preposition].Is(WordClass.Of) : article.Lexicon.IsVerbSecond && owner.IsIn(WordClass.Genitive);
            bool aimed = of && cue is not null && owner.Preposition >= 0 && cue.TakesPreposition(Tokens[owner.Preposition].Word.Preposition);
            if (by || of)
            {
                Phrase whole = article.Nouns.Whole(next, joined: true, sentence.End);

                // "criticism of the union" is aimed at it; "la demande du syndicat de fermer" is its own.
                if (!aimed || by || Leads(cue!, whole.End, sentence))
                {
                    return (article.Speakers.Name(whole, next), whole.End, np.First);
                }
            }
        }

        return (null, end, np.First);
    }

    private bool Leads(Cue cue, int at, Sentence sentence) => at < sentence.End && Array.Exists(cue.Frames, f => article.Complements.OfNoun(f, at, sentence) is { } found
        && Math.Max(found.Content.First, found.Target.First) is var first && first - at <= 2 && first > 0);

    private string? Resolved(Phrase owner, int noun) => article.Nouns[noun] is var np && owner.Count > 0 && owner.End - owner.First <= 8 && np.First == owner.First
        ? article.Mentions.Names.Fullest(article.Text.Span(new Phrase(owner.End - 1, owner.End))) : null;

    private bool IsSomebody(int token) =>
        Tokens[token].Means(Sense.Roles | Sense.Groups | Sense.Documents | Sense.Agents) || (Tokens[token].IsCapitalised && !Tokens[token].Is(WordClass.Days)) || Tokens[token].Means(Sense.Plural);

    private string? Possessor(int token) =>
        Tokens[token].Is(WordClass.FirstPerson) ? article.Speakers.At(token)?.Speaker ?? (article.Text.QuotationAt(token) < 0 && article.Genre.Kind != GenreKind.News ? article.Genre.Speaker : null)
        : Tokens[token].Is(WordClass.Second) ? null
        : article.Mentions.Dropped(token, Tokens[token].Is(WordClass.They) && !Tokens[token].Is(WordClass.He | WordClass.She), speaks: false);
}
