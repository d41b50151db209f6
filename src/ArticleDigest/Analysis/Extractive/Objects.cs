namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds the objects of verbs: by their place, where subject, verb and object follow each other, or in German by their case.</summary>
internal sealed class Objects(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Clauses clauses, Insertions insertions, Lexicon lexicon)
{
    private const int Reach = 16;

    private Span<Token> Tokens => discourse.Tokens;

    /// <summary>Fills a slot with the object, direct or not; false if there is none.</summary>
    public bool Fill(Frame frame, Slot slot, ref Complement found, ref int at, Sentence sentence, Phrase range, int subject, int clitic)
    {
        if (lexicon.IsVerbSecond)
        {
            int noun = InCase(range, subject, slot.Place == SlotPlace.Object ? WordClass.Accusative : WordClass.Dative, found);
            if (noun < 0)
            {
                return false;
            }

            Phrase whole = Named(frame, slot, noun, range.End);
            found.Set(slot.Role, whole, noun, ContentShape.Thing, -1);
            at = Math.Max(at, whole.End);
            return true;
        }

        at = insertions.SkipCircumstance(insertions.SkipAdverbs(at, sentence), sentence);
        int quoted = discourse.SkipQuotes(at, sentence.End);

        if (slot.Role == SlotRole.Content && quoted < sentence.End && verbs.At(quoted) is >= 0 and int gerund && verbs[gerund].Kind == GroupKind.Gerund && lexicon.JoinsApostrophes)
        {
            Phrase action = clauses.From(quoted, sentence);
            found.Set(slot.Role, action, -1, ContentShape.Thing, gerund);
            at = action.End;
            return true;
        }

        int first = quoted;
        bool marked = first < sentence.End && Tokens[first].Tag == Tag.Preposition && insertions.IsObjectMarker(first);
        bool wanted = slot.Place == SlotPlace.Dative ? marked : !marked || lexicon.DropsSubjects;
        first = discourse.SkipQuotes(first + (marked ? 1 : 0), sentence.End);

        if (wanted && first < sentence.End && nouns.At(first) is >= 0 and int n && n != subject && nouns[n].First == first && (nouns[n].Preposition < 0 || marked || nouns[n].Preposition < quoted))
        {
            Phrase whole = Named(frame, slot, n, sentence.End);
            found.Set(slot.Role, whole, n, ContentShape.Thing, -1);
            at = whole.End;
            return true;
        }

        // "reproche une baisse à la ministre": the person behind the thing
        if (slot.Place == SlotPlace.Dative && Marked(at, sentence) is >= 0 and int dative)
        {
            Phrase whole = nouns.Whole(dative, joined: true, sentence.End);
            found.Set(slot.Role, whole, dative, ContentShape.Thing, -1);
            return true;
        }

        if (clitic >= 0 && slot.Role != SlotRole.Content && !Tokens[clitic].Is(WordClass.Reflexive))
        {
            found.Set(slot.Role, new Phrase(clitic, clitic + 1), nouns.At(clitic), ContentShape.Thing, -1);
            return true;
        }

        return false;
    }

    /// <summary>A noun phrase with what belongs to it in a slot: of a target, whatever is attached; of others, what "of" and "and" join.</summary>
    public Phrase Named(Frame frame, Slot slot, int noun, int limit) =>
        slot.Role == SlotRole.Target ? nouns.Attached(noun, limit, frame.Stops) : nouns.Whole(noun, joined: true, limit, frame.Stops);

    // The person behind the thing, with the preposition that marks whom.
    private int Marked(int at, Sentence sentence)
    {
        for (int i = at; i < Math.Min(sentence.End, at + Reach); i++)
        {
            if (verbs.IsVerb(i) || Tokens[i].Tag is Tag.Marker or Tag.Relative or Tag.Complementiser)
            {
                return -1;
            }

            if (Tokens[i].Tag == Tag.Preposition && insertions.IsObjectMarker(i) && i + 1 < sentence.End && nouns.At(i + 1) is >= 0 and int n)
            {
                return n;
            }
        }

        return -1;
    }

    // German: the noun phrase of the clause in a case, the subject left out.
    private int InCase(Phrase range, int subject, WordClass wanted, in Complement found)
    {
        int sure = InCase(range, subject, wanted, found, evenGenitive: false);
        return sure >= 0 || wanted == WordClass.Accusative ? sure : InCase(range, subject, wanted, found, evenGenitive: true);
    }

    // "wirft die Opposition der Regierung Versagen vor": what looks like a genitive is the dative that the verb wants.
    private int InCase(Phrase range, int subject, WordClass wanted, in Complement found, bool evenGenitive)
    {
        for (int i = range.First; i < range.End; i++)
        {
            if (nouns.At(i) is not (>= 0 and int n) || nouns[n].First != i || n == subject)
            {
                continue;
            }

            ref readonly NounPhrase noun = ref nouns[n];
            bool genitive = nouns.IsGenitive(n) && !(wanted == WordClass.Dative && n - 1 == subject);
            bool taken = found.Target.Contains(noun.First) || found.Whom.Contains(noun.First) || Tokens[noun.Head].Is(WordClass.Days) || Tokens[noun.First].Is(WordClass.Reflexive);
            bool told = wanted == WordClass.Accusative || !noun.IsIn(WordClass.Accusative) || noun.Cases == NounPhrases.AllCases;
            if (noun.Preposition < 0 && noun.IsIn(wanted) && (!genitive || evenGenitive) && !taken && told && (evenGenitive || !Owned(n, subject)))
            {
                return n;
            }
        }

        return -1;
    }

    private bool Owned(int noun, int subject) => subject >= 0 && nouns.Whole(subject, joined: true, nouns[noun].End).Contains(nouns[noun].First);
}
