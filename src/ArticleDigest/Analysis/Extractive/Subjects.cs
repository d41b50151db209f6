namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds the subjects of verbs: a noun phrase to the left, behind an inverted "said", or one shared with another verb.</summary>
internal sealed class Subjects(Discourse discourse, VerbGroups verbs, NounPhrases nouns)
{
    private const int Reach = 40;
    private const int LongestAside = 25;

    private Token[] Tokens => discourse.Tokens;

    /// <summary>The subject of a verb: a noun phrase to its left, of its own or, in "met X and criticised Y", shared.</summary>
    public Phrase? Of(VerbGroup group, Sentence sentence)
    {
        if (Inverted(group, sentence) is { } behind)
        {
            return behind;
        }

        for (int step = 0; step < 4; step++)
        {
            int j = Before(group.First, sentence);
            if (j < sentence.First)
            {
                return null;
            }

            Token token = Tokens[j];
            if (token.Kind == TokenKind.Comma)
            {
                int opening = AsideStart(j, sentence);
                if (opening > sentence.First && nouns.Left(opening - 1, sentence) is { } before && group.Form == VerbForms.Finite)
                {
                    // "their leader, Tom Brandt, said", "the Bishop of Durham, Helen Carter, said"
                    return IsName(opening + 1, j) && (!discourse.IsCapitalised(before.Last) || IsRole(before)) ? new Phrase(opening + 1, j) : before;
                }

                if (Governing(group, sentence) is not { } main)
                {
                    return null;
                }

                group = main;
                continue;
            }

            if (token.Is(WordClass.Coordinators) || group.IsInfinitive || group.Form is VerbForms.Gerund or VerbForms.Base || token.Is(WordClass.Prepositions))
            {
                if (group.Form == VerbForms.Gerund && token.IsWord && !token.Is(WordClass.Coordinators | WordClass.Prepositions | WordClass.Subordinators) && !verbs.IsVerb(j)
                    && nouns.Left(j, sentence) is { } owner && !nouns.IsObject(owner, sentence))
                {
                    return owner;
                }

                if (Governing(group, sentence) is not { } main)
                {
                    return null;
                }

                group = main;
                continue;
            }

            if (token.Is(WordClass.Relatives))
            {
                int noun = j - 1;
                while (noun > sentence.First && (Tokens[noun].Kind == TokenKind.Comma || Tokens[noun].IsQuote || Tokens[noun].Is(WordClass.Prepositions)))
                {
                    noun--;
                }

                return noun >= sentence.First ? nouns.Left(noun, sentence) : null;
            }

            // "had on Sunday urged"
            if (verbs.At(j) is { } auxiliary && auxiliary.Head == j && token.Is(WordClass.Have))
            {
                group = auxiliary;
                continue;
            }

            return Action(group, j, sentence) ?? nouns.Left(j, sentence);
        }

        return null;
    }

    // "…," said the mayor
    private Phrase? Inverted(VerbGroup group, Sentence sentence)
    {
        bool inverted = group.First == group.Head && group.Form == VerbForms.Finite && group.First > sentence.First && group.First + 1 < sentence.End
            && Tokens[group.First - 1].Kind is TokenKind.CloseQuote or TokenKind.Comma && Tokens[group.Head].Word.HasCue(CueKind.Speech)
            && Tokens[group.Head + 1].IsWord && !Tokens[group.Head + 1].Is(WordClass.Complementisers | WordClass.Prepositions);
        return inverted && !IsPreceded(group.First - 1, sentence) && nouns.Right(group.Head + 1, sentence.End, []) is { } right
            && (right.End >= sentence.End || Tokens[right.End].Kind is not TokenKind.Word || Tokens[right.End].Is(WordClass.Prepositions | WordClass.Subordinators | WordClass.Relatives | WordClass.Coordinators))
            ? right
            : null;
    }

    // "…," its chair, Tom Brandt, told the committee: who stands between the quotation and the verb speaks; behind it is the listener.
    private bool IsPreceded(int comma, Sentence sentence)
    {
        if (Tokens[comma].Kind != TokenKind.Comma)
        {
            return false;
        }

        int opening = AsideStart(comma, sentence);
        if (opening > sentence.First && IsName(opening + 1, comma))
        {
            return true;
        }

        for (int i = comma - 1; i > Math.Max(sentence.First, comma - LongestAside); i--)
        {
            if (Tokens[i].Kind == TokenKind.CloseQuote)
            {
                return i < comma - 1;
            }

            if (verbs.IsVerb(i))
            {
                return false;
            }
        }

        return false;
    }

    // Whether a role or title is the phrase's own noun: "the Bishop of Durham", not "the party of the president".
    private bool IsRole(Phrase phrase)
    {
        for (int i = phrase.First; i < phrase.End && !(i > phrase.First && Tokens[i].Is(WordClass.Prepositions)); i++)
        {
            if (Tokens[i].Is(WordClass.Roles) && (i + 1 == phrase.End || Tokens[i + 1].Is(WordClass.Prepositions)))
            {
                return true;
            }
        }

        return false;
    }

    // "Cutting the grant would be a mistake": an -ing clause that opens the sentence.
    private Phrase? Action(VerbGroup group, int last, Sentence sentence)
    {
        int first = Math.Max(sentence.First, group.First - Reach);
        if (first != sentence.First || verbs.At(first) is not { Form: VerbForms.Gerund } || !group.IsFinite)
        {
            return null;
        }

        int depth = 0;
        for (int i = first; i <= last; i++)
        {
            depth += Tokens[i].Kind == TokenKind.OpenBracket ? 1 : Tokens[i].Kind == TokenKind.CloseBracket ? -1 : 0;
            if ((Tokens[i].Kind == TokenKind.Comma && depth == 0) || (verbs.At(i) is { } verb && verb.IsFinite))
            {
                return null;
            }
        }

        return new Phrase(first, last + 1);
    }

    /// <summary>The verb whose subject a coordinated, infinite or -ing verb shares.</summary>
    public VerbGroup? Governing(VerbGroup group, Sentence sentence)
    {
        int quotation = discourse.QuotationAt(group.Head);
        for (int i = group.First - 1; i >= Math.Max(sentence.First, group.First - Reach); i--)
        {
            if (verbs.At(i) is { } earlier)
            {
                bool sameVoice = discourse.QuotationAt(earlier.Head) == quotation || discourse.QuotationAt(earlier.Head) < 0;
                if (sameVoice && earlier.IsFinite && !earlier.IsPassive)
                {
                    return earlier;
                }

                i = earlier.First;
            }
        }

        return null;
    }

    private bool IsName(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (!discourse.IsCapitalised(i))
            {
                return false;
            }
        }

        return end - first is >= 2 and <= 4;
    }

    // The token before, adverbs, quotation marks and "on Monday" skipped.
    private int Before(int i, Sentence sentence)
    {
        int before = i - 1;
        while (before >= sentence.First && i - before < 8)
        {
            Token token = Tokens[before];
            bool aside = token.Kind == TokenKind.OpenQuote || token.Is(WordClass.Negations)
                || (token.Is(WordClass.Adverbs | WordClass.SuffixAdverb | WordClass.Days) && !token.Is(WordClass.Determiners) && !HeadsPhrase(before, sentence));
            if (aside)
            {
                before--;
            }
            else if (token.Is(WordClass.Prepositions) && before + 1 < i && Tokens[before + 1].Is(WordClass.Days))
            {
                before--;
            }
            else
            {
                break;
            }
        }

        return before;
    }

    // "The weekly" is a paper and "Family" a word in -ly; an adverb does not stand behind an article.
    private bool HeadsPhrase(int i, Sentence sentence) =>
        i > sentence.First && Tokens[i - 1].Is(WordClass.Articles | WordClass.Possessives);

    // The comma that opens the aside closed by this one: "Both ministers, in remarks to the press, criticised".
    private int AsideStart(int comma, Sentence sentence)
    {
        for (int i = comma - 1; i > Math.Max(sentence.First, comma - LongestAside); i--)
        {
            if (Tokens[i].Kind == TokenKind.Comma)
            {
                return i;
            }

            if (Tokens[i].Kind is TokenKind.Semicolon or TokenKind.Colon or TokenKind.OpenQuote)
            {
                return -1;
            }
        }

        return -1;
    }
}
