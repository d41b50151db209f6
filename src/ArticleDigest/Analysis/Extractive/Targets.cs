namespace ArticleDigest.Analysis.Extractive;

/// <summary>Reads whom or what a criticism is aimed at.</summary>
internal sealed class Targets(ParsedArticle article, Contents contents)
{
    private Token[] Tokens => article.Text.Tokens;

    /// <summary>The name of what is criticised; null if the phrase names nothing.</summary>
    public string? Target(Phrase target) =>
        contents.IsBare(target) && !Tokens[target.First].Is(WordClass.HeShe | WordClass.They | WordClass.It) ? null : article.Speakers.Name(target);

    /// <summary>Who does what is criticised: of "attempts by the West to interfere", the West.</summary>
    public string? Agent(Phrase target)
    {
        for (int i = target.First + 1; i + 1 < target.End; i++)
        {
            if (IsProposal(i))
            {
                return null;
            }

            if (Tokens[i].Is(WordClass.By) && article.Nouns.Right(i + 1, target.End, []) is { } agent && article.Speakers.IsActor(agent))
            {
                return article.Speakers.Name(agent);
            }
        }

        return null;
    }

    private bool IsProposal(int i)
    {
        foreach (CueForm form in Tokens[i].Word.Cues)
        {
            if (form.Cue is { IsNoun: true, Kind: CueKind.Proposal })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether rejecting this is a denial only: "rejected the criticism".</summary>
    public bool IsDenial(Phrase target)
    {
        for (int i = target.First; i < Math.Min(target.End, target.First + 4); i++)
        {
            if (Tokens[i].Is(WordClass.Denied))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether somebody is said to criticise themselves.</summary>
    public bool IsReflexive(Phrase target, Phrase who) =>
        target.First == who.First || (target.Count == 1 && Tokens[target.First].Is(WordClass.Reflexive));

    /// <summary>Whether a phrase holds a word that condemns.</summary>
    public bool HasNegative(Phrase phrase)
    {
        for (int i = phrase.First; i < phrase.End; i++)
        {
            if (Tokens[i].Is(WordClass.Negative))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The phrase up to the first token that ends it.</summary>
    public static Phrase UpTo(Phrase phrase, Predicate<int> isEnd)
    {
        for (int i = phrase.First + 1; i < phrase.End; i++)
        {
            if (isEnd(i))
            {
                return phrase with { End = i };
            }
        }

        return phrase;
    }
}
