namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells what a noun phrase may mean: somebody, a person, several.</summary>
internal sealed class PhraseKinds(Discourse discourse, Naming names)
{
    /// <summary>Whether the phrase means a person, group, body or document rather than a thing or event.</summary>
    public bool IsActor(Phrase phrase)
    {
        Token[] tokens = discourse.Tokens;
        for (int i = phrase.First; i < phrase.End; i++)
        {
            if (i > phrase.First && tokens[i].Is(WordClass.Of | WordClass.Prepositions) && tokens[i].IsWord && !tokens[i].Is(WordClass.Determiners))
            {
                return false;
            }

            if ((discourse.IsCapitalised(i) && (!discourse.StartsSentence(i) || tokens[i].Word.Norm.Length == 0 && !tokens[i].Is(WordClass.SuffixAdverb | WordClass.SuffixGerund)) && i + 1 == HeadEnd(phrase))
                || tokens[i].Is(WordClass.Roles | WordClass.GroupWords | WordClass.Documents | WordClass.SuffixAgent | WordClass.HeShe | WordClass.They | WordClass.FirstPerson) && i + 1 == HeadEnd(phrase)
                || (tokens[i].Is(WordClass.It | WordClass.Relatives) && phrase.Count == 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the phrase means several.</summary>
    public bool IsPlural(Phrase phrase)
    {
        Token[] tokens = discourse.Tokens;
        int end = HeadEnd(phrase);
        for (int i = phrase.First; i < end; i++)
        {
            if (tokens[i].Is(WordClass.Coordinators | WordClass.They))
            {
                return true;
            }
        }

        Token head = tokens[end - 1];
        return head.IsWord && head.Is(WordClass.SuffixPlural) && (!discourse.IsCapitalised(end - 1) || discourse.StartsSentence(end - 1));
    }

    /// <summary>Whether it is a role, a title, or somebody elsewhere called by the last name alone; "North Korea" may be either.</summary>
    public bool IsCertainPerson(Phrase phrase)
    {
        int end = HeadEnd(phrase);
        Token head = discourse.Tokens[end - 1];
        return IsPerson(phrase) && (head.Is(WordClass.HeShe | WordClass.Roles)
            || (end - phrase.First >= 2 && discourse.Tokens[end - 2].Is(WordClass.Titles))
            || (end - phrase.First >= 3 && discourse.Tokens[end - 3].Is(WordClass.Roles))
            || (end - phrase.First == 1 && names.Fullest(discourse.TextOf(new Phrase(end - 1, end)))?.EndsWith(discourse.TextOf(new Phrase(end - 1, end)), StringComparison.Ordinal) == true));
    }

    /// <summary>Whether the phrase may mean one person.</summary>
    public bool IsPerson(Phrase phrase)
    {
        Token[] tokens = discourse.Tokens;
        int end = HeadEnd(phrase);
        Token head = tokens[end - 1];
        if (head.Is(WordClass.HeShe | WordClass.Roles))
        {
            return true;
        }

        if (!discourse.IsCapitalised(end - 1) || head.Is(WordClass.GroupWords | WordClass.Documents))
        {
            return false;
        }

        string word = discourse.TextOf(new Phrase(end - 1, end));
        bool fullName = end - phrase.First >= 2 && discourse.IsCapitalised(end - 2) && !word.All(char.IsUpper);
        return (fullName || names.Fullest(word) is not null || (end - phrase.First >= 2 && tokens[end - 2].Is(WordClass.Titles)))
            && !tokens[phrase.First].Is(WordClass.Articles) && !Enumerable.Range(NameStart(phrase.First, end), end - NameStart(phrase.First, end)).Any(i => tokens[i].Is(WordClass.GroupWords));
    }

    // "Home Office minister Paul West": the name itself stands behind the role.
    private int NameStart(int first, int end)
    {
        for (int i = end - 2; i >= first; i--)
        {
            if (discourse.Tokens[i].Is(WordClass.Roles | WordClass.Titles))
            {
                return i + 1;
            }
        }

        return first;
    }

    /// <summary>The end of the phrase's own words, before its first "of" or other preposition.</summary>
    public int HeadEnd(Phrase phrase)
    {
        for (int i = phrase.First + 1; i < phrase.End; i++)
        {
            if ((discourse.Tokens[i].Is(WordClass.Prepositions) && discourse.Tokens[i].IsWord) || discourse.Tokens[i].Kind is TokenKind.Comma or TokenKind.OpenBracket)
            {
                return i;
            }
        }

        return phrase.End;
    }
}
