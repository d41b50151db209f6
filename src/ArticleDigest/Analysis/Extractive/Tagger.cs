namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells the part of speech of every token from what its spelling may be and what stands around it; one pass, no backtracking.</summary>
internal sealed class Tagger
{
    private readonly Lexicon _lexicon;
    private readonly ClauseSoFar _clause;
    private readonly ClosedClasses _closed;
    private readonly OpenClasses _open;

    public Tagger(Lexicon lexicon)
    {
        _lexicon = lexicon;
        _clause = new ClauseSoFar(lexicon);
        Lookahead ahead = new(lexicon);
        _closed = new ClosedClasses(lexicon, _clause, ahead);
        _open = new OpenClasses(lexicon, _clause, ahead);
    }

    /// <summary>Tags the tokens of a text.</summary>
    public void Read(Discourse discourse)
    {
        Span<Token> tokens = discourse.Tokens;
        foreach (Sentence sentence in discourse.Sentences)
        {
            Span<Token> words = tokens[sentence.First..sentence.End];
            _clause.BeginSentence();
            for (int i = 0; i < words.Length; i++)
            {
                ref Token token = ref words[i];
                token.Tag = token.Kind switch
                {
                    TokenKind.Word => OfWord(words, i),
                    TokenKind.Number => Tag.Number,
                    TokenKind.Clitic => OfClitic(words, i),
                    _ => Tag.Sign,
                };
                _clause.Follow(ref token, i);
            }
        }
    }

    private static Tag OfClitic(Span<Token> words, int i)
    {
        Word word = words[i].Word;
        bool verb = word.Is(WordClass.Auxiliaries) && i > 0 && words[i - 1].Is(WordClass.Pronouns | WordClass.Relatives | WordClass.Expletives | WordClass.Demonstratives);
        return verb ? Tag.Verb : Tag.Possessive;
    }

    private Tag OfWord(Span<Token> words, int i)
    {
        Token token = words[i];
        Word word = token.Word;
        if (token.IsLoud && token.Length <= 6)
        {
            return _lexicon.CapitalisesNouns ? Tag.Noun : Tag.Name;
        }

        if (token.IsCapitalised && !token.StartsSentence)
        {
            bool small = _lexicon.CapitalisesNouns ? word.Is(WordClass.Personal | WordClass.Possessives) && !word.Means(Sense.Roles | Sense.Groups)
                : word.Is(WordClass.FirstSingular) || (word.Is(WordClass.Determiners | WordClass.Prepositions | WordClass.Links | WordClass.Pronouns | WordClass.Negations | WordClass.Contracted)
                    && !(_clause.Before == Tag.Name && i + 1 < words.Length && words[i + 1].IsCapitalised));
            if (!small)
            {
                return _lexicon.CapitalisesNouns ? Tag.Noun : word.Is(WordClass.Days) ? Tag.Noun : Tag.Name;
            }
        }

        return _closed.Tell(words, i) is var tag && tag != Tag.None ? tag : _open.Tell(words, i);
    }
}
