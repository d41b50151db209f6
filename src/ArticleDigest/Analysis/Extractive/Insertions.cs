namespace ArticleDigest.Analysis.Extractive;

/// <summary>Steps over what stands between a verb and what it leads on to: adverbs, days, places, asides.</summary>
internal sealed class Insertions(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Lexicon lexicon)
{
    private Span<Token> Tokens => discourse.Tokens;

    /// <summary>The token behind adverbs, days and quotation marks.</summary>
    public int SkipAdverbs(int at, Sentence sentence)
    {
        while (at < sentence.End)
        {
            Token token = Tokens[at];
            if ((token.Tag is Tag.Adverb && !verbs.IsVerb(at)) || (token.Tag is Tag.Negation && nouns.At(at) < 0 && !verbs.IsVerb(at)) || (token.Is(WordClass.Days) && token.Tag == Tag.Noun))
            {
                at++;
            }
            else if (nouns.At(at) is >= 0 and int day && nouns[day].First == at && nouns[day].Preposition < 0 && Tokens[nouns[day].Head].Is(WordClass.Days))
            {
                at = nouns[day].End;
            }
            else if (token.Tag == Tag.Preposition && DayBehind(at, sentence) is > 0 and int end)
            {
                at = end;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>The token behind where, when or how: "ha propuesto en el encuentro la suspensión".</summary>
    public int SkipCircumstance(int at, Sentence sentence)
    {
        int from = at;
        for (int k = 0; k < 2 && at < sentence.End && Tokens[at].Tag == Tag.Preposition && lexicon.AdjectivesFollow; k++)
        {
            bool own = Tokens[at].Is(WordClass.Of | WordClass.Agent) || IsObjectMarker(at);
            if (own || at + 1 >= sentence.End || nouns.At(at + 1) is not (>= 0 and var noun))
            {
                break;
            }

            at = SkipAdverbs(nouns.Whole(noun, joined: false, sentence.End).End, sentence);
        }

        return at > from && at < sentence.End && Tokens[at].Kind == TokenKind.Comma ? from : at;
    }

    /// <summary>The complementiser behind what stands between commas: "recomendou, também, que".</summary>
    public int SkipInserted(int at, Sentence sentence)
    {
        for (int i = at + 1; at < sentence.End && Tokens[at].Kind == TokenKind.Comma && i < Math.Min(sentence.End - 1, at + 8); i++)
        {
            if (Tokens[i].Kind == TokenKind.Comma)
            {
                return Tokens[i + 1].Tag == Tag.Complementiser ? i + 1 : at;
            }

            if (verbs.IsVerb(i))
            {
                return at;
            }
        }

        return at;
    }

    /// <summary>The verb behind an apposition between commas: "instó al fiscal, Rodrigo Janot, a acelerar".</summary>
    public int SkipApposition(int at, Sentence sentence)
    {
        if (at + 2 >= sentence.End || Tokens[at].Kind != TokenKind.Comma || nouns.At(at + 1) is not (>= 0 and var noun))
        {
            return at;
        }

        int end = nouns.Whole(noun, joined: false, sentence.End).End;
        return end + 1 < sentence.End && Tokens[end].Kind == TokenKind.Comma && verbs.IsVerb(end + 1) ? end + 1 : at;
    }

    /// <summary>Whether a preposition marks whom something is done to: "al fiscal", "à la ministre".</summary>
    public bool IsObjectMarker(int at) => Tokens[at].Word.Serves(WordUse.ObjectMarkers);

    // Where "on Sunday" ends; -1 if no day stands behind the preposition.
    private int DayBehind(int preposition, Sentence sentence)
    {
        int first = preposition + 1;
        if (first >= sentence.End || nouns.At(first) is not (>= 0 and int n) || !Tokens[nouns[n].Head].Is(WordClass.Days))
        {
            return -1;
        }

        return nouns[n].End;
    }
}
