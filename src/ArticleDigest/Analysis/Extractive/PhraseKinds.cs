namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells what a noun phrase may mean: somebody, a person, several.</summary>
internal sealed class PhraseKinds(Discourse discourse, Naming names, Lexicon lexicon)
{
    /// <summary>Whether the phrase means a person, group, body or document rather than a thing or event.</summary>
    public bool IsActor(in NounPhrase noun)
    {
        Token head = discourse.Tokens[noun.Head];
        if (noun.IsPronoun)
        {
            return head.Is(WordClass.FirstPerson | WordClass.He | WordClass.She | WordClass.They | WordClass.It | WordClass.Relatives | WordClass.One)
                || (head.Is(WordClass.Indefinite | WordClass.Demonstratives | WordClass.Quantifiers) && !head.Is(WordClass.Expletives));
        }

        return head.Means(Sense.Roles | Sense.Groups | Sense.Documents | Sense.Agents | Sense.Pairs) || IsName(noun)
            || (noun.End - noun.First > 1 && discourse.Tokens[noun.End - 1].Tag == Tag.Name && !head.Is(WordClass.Days));
    }

    /// <summary>Whether its head is a proper name.</summary>
    public bool IsName(in NounPhrase noun)
    {
        Token head = discourse.Tokens[noun.Head];
        if (!head.IsCapitalised || !head.IsWord || head.Is(WordClass.Days))
        {
            return false;
        }

        if (!lexicon.CapitalisesNouns)
        {
            return head.Tag == Tag.Name && !(head.Means(Sense.Plans | Sense.Bad));
        }

        // German: what the lexicon does not know and has no noun's ending, or two such words, or an acronym.
        bool acronym = head.Length > 1 && char.IsUpper(discourse.Text[head.Start + 1]);
        bool known = head.Is(WordClass.Noun | WordClass.NounVerbs) || (head.Word.Senses & ~Sense.Intensifiers) != Sense.None || head.Word.IsNounCue;
        if (noun.Head > noun.First && discourse.Tokens[noun.Head - 1].Means(Sense.Roles) && !head.Means(Sense.Roles | Sense.Groups | Sense.Plans | Sense.Documents))
        {
            return true;
        }

        bool bare = discourse.Tokens[noun.First].Tag is not (Tag.Determiner or Tag.Number);
        bool row = noun.Head > noun.First && discourse.Tokens[noun.Head - 1].IsCapitalised;
        return acronym || (!known && (bare || row));
    }

    /// <summary>Whether the phrase means several.</summary>
    public bool IsPlural(in NounPhrase noun, Phrase whole)
    {
        Span<Token> tokens = discourse.Tokens;
        for (int i = noun.First; i < Math.Min(whole.End, noun.First + 30); i++)
        {
            if (tokens[i].Tag == Tag.Coordinator && i >= noun.End)
            {
                return true;
            }
        }

        Token head = tokens[noun.Head];
        if (lexicon.AdjectivesFollow && tokens[noun.First] is { Tag: Tag.Determiner } determiner && noun.Head > noun.First && determiner.Means(Sense.Plural))
        {
            return true;
        }

        return head.Is(WordClass.They) || (head.Means(Sense.Plural) && (!head.IsCapitalised || head.StartsSentence || lexicon.CapitalisesNouns)) || head.Means(Sense.Pairs);
    }

    /// <summary>Whether the phrase may mean one person.</summary>
    public bool IsPerson(in NounPhrase noun)
    {
        Span<Token> tokens = discourse.Tokens;
        Token head = tokens[noun.Head];
        if (noun.IsPronoun)
        {
            return head.Is(WordClass.He | WordClass.She);
        }

        if (head.Means(Sense.Roles))
        {
            return true;
        }

        if (!IsName(noun) || head.Means(Sense.Groups | Sense.Documents))
        {
            return false;
        }

        for (int i = noun.Head - 1; i >= noun.First; i--)
        {
            if (tokens[i].Means(Sense.Roles) || tokens[i].Is(WordClass.Titles))
            {
                return true;
            }

            if (tokens[i].Means(Sense.Groups | Sense.Documents) && tokens[i].IsCapitalised)
            {
                return false;
            }
        }

        ReadOnlySpan<char> word = discourse.Span(new Phrase(noun.Head, noun.Head + 1));
        bool loud = word.Length > 1 && char.IsUpper(word[1]);
        bool fullName = noun.Head > noun.First && tokens[noun.Head - 1].IsCapitalised && !loud;
        return (fullName || names.Fullest(word) is not null) && tokens[noun.First].Tag != Tag.Determiner;
    }
}
