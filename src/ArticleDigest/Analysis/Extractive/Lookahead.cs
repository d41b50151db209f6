namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells from the words behind a place, not tagged yet, what may begin there.</summary>
internal sealed class Lookahead(Lexicon lexicon)
{
    private const int Ahead = 12;

    /// <summary>Whether a noun phrase goes on here: a noun, an adjective, a number, a name.</summary>
    public bool LeadsNoun(Span<Token> words, int i)
    {
        for (; i < words.Length; i++)
        {
            Token next = words[i];
            if (next.IsQuote || next.Kind == TokenKind.Symbol)
            {
                continue;
            }

            if (next.Kind == TokenKind.Number)
            {
                return true;
            }

            if (!next.IsWord)
            {
                return false;
            }

            if (next.IsCapitalised && !next.StartsSentence)
            {
                return !lexicon.CapitalisesNouns || !next.Is(WordClass.Personal);
            }

            Word word = next.Word;
            if (lexicon.CapitalisesNouns)
            {
                bool before = i + 1 < words.Length && words[i + 1].IsWord && words[i + 1].IsCapitalised;
                return (before && word.Forms != VerbForms.None && !word.Is(WordClass.Auxiliaries) && !word.HasForm(VerbForms.Infinitive))
                    || word.Is(WordClass.Quantifiers | WordClass.Adjective) || word.Means(Sense.Bad | Sense.Needs)
                    || (!word.IsKnown && !word.Is(WordClass.VerbFinite | WordClass.Infinitive | WordClass.Adverb))
                    || (word.Is(WordClass.Adverbs) && LeadsNounBehindAdverb(words, i + 1));
            }

            if (word.Is(WordClass.Quantifiers | WordClass.Possessives | WordClass.NounVerbs | WordClass.NotVerbs | WordClass.Days | WordClass.Titles))
            {
                return true;
            }

            if (word.Is(WordClass.Auxiliaries | WordClass.Prepositions | WordClass.Links | WordClass.Pronouns | WordClass.Negations | WordClass.Articles | WordClass.Contracted))
            {
                return false;
            }

            if (word.Is(WordClass.Adverbs) || word.Means(Sense.Intensifiers))
            {
                continue;
            }

            bool nominal = (word.Senses & ~Sense.Plural) != Sense.None || word.Is(WordClass.Adjective | WordClass.Noun) || word.HasForm(VerbForms.Participle | VerbForms.Gerund) || IsCueNoun(word);
            return nominal || !word.HasForm(VerbForms.Finite | VerbForms.Infinitive);
        }

        return false;
    }

    private static bool LeadsNounBehindAdverb(Span<Token> words, int i) =>
        i < words.Length && words[i].IsWord && (words[i].IsCapitalised || words[i].Is(WordClass.Adjective) || (!words[i].Word.IsKnown && !words[i].Is(WordClass.VerbFinite | WordClass.Infinitive)));

    private static bool IsCueNoun(Word word) => word.IsNounCue || word.IsAdjectiveCue;

    /// <summary>Whether "to", "de", "zu" leads on to an infinitive.</summary>
    public bool LeadsInfinitive(Span<Token> words, int i)
    {
        for (int k = i + 1; k < Math.Min(words.Length, i + 5); k++)
        {
            Token next = words[k];
            if (!next.IsWord || (next.IsCapitalised && !next.StartsSentence))
            {
                return false;
            }

            bool verb = next.Word.HasForm(VerbForms.Infinitive) || (next.Is(WordClass.Auxiliaries) && next.Word.Forms == VerbForms.None);
            if (verb)
            {
                bool nounToo = next.Is(WordClass.NounVerbs) && lexicon.AdjectivesFollow;
                return !nounToo || (k + 1 < words.Length && LeadsNoun(words, k + 1));
            }

            bool passed = next.Is(WordClass.Negations | WordClass.ObjectClitics | WordClass.Reflexive) || (next.Is(WordClass.Adverbs | WordClass.Adverb) && !next.Is(WordClass.Determiners));
            if (!passed)
            {
                return !next.Word.IsKnown && !lexicon.AdjectivesFollow && !lexicon.IsVerbSecond && k == i + 1
                    && !next.Is(WordClass.Gerund | WordClass.Noun) && !next.Means(Sense.Plural) && k + 1 < words.Length
                    && words[k + 1].Is(WordClass.Articles | WordClass.Possessives | WordClass.Demonstratives | WordClass.They);
            }
        }

        return false;
    }

    /// <summary>Whether a verb stands right here: "pediu ao Governo que a lei …", but "criticou o Governo que aprovou …".</summary>
    public static bool LeadsFinite(Span<Token> words, int i)
    {
        while (i < words.Length && words[i].Is(WordClass.Negations | WordClass.ObjectClitics | WordClass.Reflexive))
        {
            i++;
        }

        return i < words.Length && words[i].IsWord && (words[i].Is(WordClass.Auxiliaries) || (words[i].Word.HasForm(VerbForms.Singular | VerbForms.Plural) && !words[i].Is(WordClass.NounVerbs | WordClass.NotVerbs)));
    }

    /// <summary>Whether a finite verb stands before the clause ends.</summary>
    public static bool FiniteAhead(Span<Token> words, int from, int reach)
    {
        for (int i = from; i < Math.Min(words.Length, from + reach); i++)
        {
            Token next = words[i];
            if (next.Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Dash or TokenKind.Question or TokenKind.CloseBracket)
            {
                return false;
            }

            bool capital = next.IsCapitalised && !next.StartsSentence;
            if (next.Kind == TokenKind.Clitic ? next.Is(WordClass.Auxiliaries) && i > from && words[i - 1].Is(WordClass.Pronouns)
                : next.IsWord && !capital && (next.Is(WordClass.Auxiliaries) || (next.Word.HasForm(VerbForms.Finite) && !next.Is(WordClass.NounVerbs | WordClass.NotVerbs) && !FollowsDeterminer(words, i))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a finite verb follows before another clause begins: then the word before is none.</summary>
    /// <param name="words">The sentence.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="withBare">Whether a bare auxiliary is finite there, too: "that a cap on fares be set".</param>
    public static bool LaterFinite(Span<Token> words, int from, bool withBare = false)
    {
        for (int i = from; i < Math.Min(words.Length, from + Ahead); i++)
        {
            Token next = words[i];
            bool boundary = (!next.IsWord && next.Kind is not (TokenKind.Number or TokenKind.Clitic) && !next.IsQuote)
                || next.Is(WordClass.Complementisers | WordClass.Relatives | WordClass.Coordinators | WordClass.Subordinators | WordClass.Conditions);
            if (boundary)
            {
                return false;
            }

            bool capital = next.IsCapitalised && !next.StartsSentence;
            bool owner = next.Kind == TokenKind.Clitic && !(i > 0 && words[i - 1].Is(WordClass.Pronouns | WordClass.Relatives | WordClass.Expletives | WordClass.Demonstratives));
            bool finite = !capital && !owner && (next.Is(WordClass.Auxiliaries) ? withBare || !next.Word.HasForm(VerbForms.Infinitive) || next.Word.HasForm(VerbForms.Singular)
                : next.Word.HasForm(VerbForms.Finite) && !next.Word.HasForm(VerbForms.Infinitive | VerbForms.Participle) && !next.Is(WordClass.NounVerbs | WordClass.NotVerbs) && !FollowsDeterminer(words, i));
            if (finite && !(i > from && words[i - 1].Is(WordClass.InfinitiveMarkers)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>German: whether the clause has no finite verb: ", die größte Katastrophe zu verhindern".</summary>
    public static bool EndsInInfinitive(Span<Token> words, int i)
    {
        bool marked = false;
        for (; i < words.Length && (words[i].IsWord || words[i].IsQuote || words[i].Kind == TokenKind.Number); i++)
        {
            Word word = words[i].Word;
            if (words[i].IsCapitalised)
            {
                continue;
            }

            if ((word.HasForm(VerbForms.Finite) && !word.HasForm(VerbForms.Infinitive | VerbForms.Participle)) || (word.Is(WordClass.Auxiliaries) && !word.HasForm(VerbForms.Infinitive)))
            {
                return false;
            }

            marked |= word.Is(WordClass.InfinitiveMarkers) || word.HoldsMarker;
        }

        return marked;
    }

    private static bool FollowsDeterminer(Span<Token> words, int i) => i > 0 && words[i - 1].Is(WordClass.Articles | WordClass.Possessives) && !words[i - 1].Is(WordClass.ObjectClitics);
}
