namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds what stands in the slots of a frame: objects, clauses, prepositional phrases.</summary>
internal sealed class Complements(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Clauses clauses, Insertions insertions, PhraseKinds kinds, Lexicon lexicon)
{
    private const int Reach = 16;

    private readonly Objects _objects = new(discourse, verbs, nouns, clauses, insertions, lexicon);
    private readonly Judgements _judgements = new(discourse, verbs, nouns, clauses, lexicon);

    private Span<Token> Tokens => discourse.Tokens;

    /// <summary>Fills a frame's slots behind a verb; null if one of them stays empty.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="subject">The noun phrase that is its subject, -1 if there is none; it fills no slot.</param>
    public Complement? OfVerb(Frame frame, int verb, int subject)
    {
        ref readonly VerbGroup group = ref verbs[verb];
        Sentence sentence = discourse.Sentences[discourse.SentenceAt(group.Head)];
        int at = group.End;
        if (subject >= 0 && nouns[subject].First >= group.End && nouns[subject].First <= group.End + 3)
        {
            at = nouns.Whole(subject, joined: true, sentence.End).End;
        }

        return Fill(frame, at, sentence, lexicon.IsVerbSecond ? group.Clause : new Phrase(group.End, sentence.End), subject, group.Clitic, lexicon.AdjectivesFollow);
    }

    /// <summary>The same for a verb whose object is the relative pronoun of its clause: "the ban that the union demands".</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="subject">The noun phrase that is its subject.</param>
    /// <param name="antecedent">What the pronoun stands for.</param>
    public Complement? OfRelative(Frame frame, int verb, int subject, in Subject antecedent)
    {
        if (frame.WithoutObject is not { } rest || OfVerb(rest, verb, subject) is not { } found)
        {
            return null;
        }

        Slot slot = Array.Find(frame.Slots, s => s.Place == SlotPlace.Object);
        found.Set(slot.Role, antecedent.Phrase, antecedent.Noun, ContentShape.Thing, -1);
        return found;
    }

    /// <summary>Fills a frame's slots behind a noun or adjective.</summary>
    public Complement? OfNoun(Frame frame, int end, Sentence sentence) =>
        Fill(frame, end, sentence, new Phrase(end, lexicon.IsVerbSecond ? AttributesEnd(end, sentence) : Math.Min(sentence.End, end + Reach)), -1, -1, needsLink: true);

    private Complement? Fill(Frame frame, int at, Sentence sentence, Phrase range, int subject, int clitic, bool needsLink)
    {
        Complement found = new() { ContentVerb = -1, WhomNoun = -1, TargetNoun = -1, End = at };
        foreach (Slot slot in frame.Slots)
        {
            if (slot.Role == SlotRole.Literal)
            {
                int where = lexicon.IsVerbSecond ? Literal(slot.Word, range) : LiteralAt(slot.Word, at, sentence);
                if (where < 0)
                {
                    return null;
                }

                at = where + 1;
            }
            else if (!FillSlot(frame, slot, ref found, ref at, sentence, range, subject, clitic, needsLink))
            {
                return null;
            }
        }

        FindReason(frame, ref found, at, sentence, range);
        return frame.NeedsReason && found.Reason.Count == 0 ? null : found;
    }

    // German: a verb or comma ends what belongs to a noun.
    private int AttributesEnd(int at, Sentence sentence)
    {
        int end = at;
        while (end < Math.Min(sentence.End, at + Reach) && Tokens[end].Kind != TokenKind.Comma && !verbs.IsVerb(end))
        {
            end++;
        }

        return end;
    }

    private int LiteralAt(string word, int at, Sentence sentence)
    {
        if (at < sentence.End && Tokens[at].Word.Norm.Equals(word, StringComparison.Ordinal))
        {
            return at;
        }

        int behind = insertions.SkipAdverbs(at, sentence);
        return behind < sentence.End && Tokens[behind].Word.Norm.Equals(word, StringComparison.Ordinal) ? behind : -1;
    }

    private int Literal(string word, Phrase range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            if (Tokens[i].Word.Norm.Equals(word, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private bool FillSlot(Frame frame, Slot slot, ref Complement found, ref int at, Sentence sentence, Phrase range, int subject, int clitic, bool needsLink)
    {
        switch (slot.Place)
        {
            case SlotPlace.Object or SlotPlace.Dative:
                return _objects.Fill(frame, slot, ref found, ref at, sentence, range, subject, clitic);
            case SlotPlace.That:
                int from = lexicon.IsVerbSecond ? Math.Max(range.End, at) : insertions.SkipInserted(insertions.SkipCircumstance(insertions.SkipAdverbs(at, sentence), sentence), sentence);
                if (That(lexicon.IsVerbSecond && from < sentence.End && Tokens[from].Kind == TokenKind.Comma ? from + 1 : from, sentence, needsLink) is not var (clause, verb))
                {
                    return false;
                }

                found.Set(slot.Role, clause, -1, ContentShape.Clause, verb);
                at = clause.End;
                return true;
            case SlotPlace.Infinitive:
                return FillInfinitive(slot, ref found, ref at, sentence, range);
            default:
                return FillPreposition(frame, slot, ref found, ref at, sentence, range, subject);
        }
    }

    // The clause that a complementiser or nothing leads on to, from its subject on; null if there is none.
    private (Phrase Clause, int Verb)? That(int at, Sentence sentence, bool needsLink)
    {
        // "wirft der Armee Folter vor und empfiehlt": another sentence
        if (lexicon.IsVerbSecond && at < sentence.End && Tokens[at].Tag == Tag.Coordinator)
        {
            return null;
        }

        int first = at;
        while (first < sentence.End && first < at + 3 && (Tokens[first].Kind is TokenKind.Comma or TokenKind.Colon || Tokens[first].Tag == Tag.Preposition
            || (Tokens[first].Is(WordClass.Demonstratives) && first + 1 < sentence.End && Tokens[first + 1].Tag == Tag.Complementiser)))
        {
            first++;
        }

        bool linked = first < sentence.End && Tokens[first].Tag == Tag.Complementiser;
        if ((!linked && needsLink) || (!linked && first > at))
        {
            return null;
        }

        first += linked ? 1 : 0;
        int quote = discourse.SkipQuotes(first, sentence.End);

        for (int i = quote; i < Math.Min(sentence.End, quote + 30); i++)
        {
            if (verbs.At(i) is >= 0 and int v && verbs[v].IsFinite)
            {
                if (!lexicon.IsVerbSecond || verbs[v].Clause.Contains(quote))
                {
                    Phrase clause = clauses.From(quote, sentence);
                    return clause.End <= verbs[v].Head ? (new Phrase(quote, clauses.From(verbs[v].First, sentence).End), v) : (clause, v);
                }
            }

            // "proposed a charge for cars that enter": the verb is an attribute's.
            bool attribute = !linked && lexicon.JoinsApostrophes && Tokens[i].Tag == Tag.Relative;
            if (attribute || Tokens[i].Kind is TokenKind.Semicolon or TokenKind.Stop)
            {
                break;
            }
        }

        return null;
    }

    private bool FillInfinitive(Slot slot, ref Complement found, ref int at, Sentence sentence, Phrase range)
    {
        if (lexicon.IsVerbSecond)
        {
            int from = Math.Max(range.End, at);
            for (int i = from; i < Math.Min(sentence.End, from + 25); i++)
            {
                if (verbs.At(i) is >= 0 and int verb)
                {
                    if (!verbs[verb].IsInfinitive)
                    {
                        return false;
                    }

                    Phrase action = verbs[verb].Clause;
                    action = Trim(new Phrase(Math.Max(action.First, from), action.End));
                    if (action.Count > 0 && Tokens[action.First].Word.Serves(WordUse.PurposeMarkers))
                    {
                        return false;
                    }

                    found.Set(slot.Role, action, -1, ContentShape.Action, verb);
                    at = action.End;
                    return true;
                }
            }

            return false;
        }

        at = insertions.SkipAdverbs(insertions.SkipApposition(at, sentence), sentence);
        int first = at;
        while (first < sentence.End && first < at + 3 && (Tokens[first].IsQuote || Tokens[first].Tag is Tag.Preposition or Tag.Negation && verbs.At(first) < 0))
        {
            first++;
        }

        if (first >= sentence.End || verbs.At(first) is not (>= 0 and int v) || !verbs[v].IsInfinitive)
        {
            return false;
        }

        int start = verbs[v].Marker >= 0 ? verbs[v].Marker + 1 : verbs[v].First;
        Phrase content = clauses.From(start, sentence);
        found.Set(slot.Role, content, -1, ContentShape.Action, v);
        at = content.End;
        return true;
    }

    private bool FillPreposition(Frame frame, Slot slot, ref Complement found, ref int at, Sentence sentence, Phrase range, int subject)
    {
        int start = found.End;
        int from = lexicon.IsVerbSecond ? range.First : at;
        int limit = lexicon.IsVerbSecond ? range.End : Math.Min(sentence.End, at + Reach);
        for (int i = from; i < limit; i++)
        {
            Token token = Tokens[i];
            bool stop = !lexicon.IsVerbSecond && (token.Kind is TokenKind.Semicolon or TokenKind.Colon || token.Tag is Tag.Relative or Tag.Complementiser
                || (verbs.At(i) is >= 0 and int other && (verbs[other].IsFinite || verbs[other].Kind == GroupKind.Infinitive && verbs[other].Marker < 0) && token.Tag != Tag.Preposition));
            if (stop)
            {
                return false;
            }

            if (token.Tag is not (Tag.Preposition or Tag.Marker or Tag.Subordinator) || !token.Word.Preposition.Equals(slot.Word, StringComparison.Ordinal))
            {
                // "called out the council for its silence": what has an object is another verb.
                bool passed = !lexicon.IsVerbSecond && found.End == start && slot.Role != SlotRole.Reason
                    && nouns.At(i) is >= 0 and int bare && nouns[bare].Preposition < 0 && bare != subject && !Tokens[nouns[bare].Head].Is(WordClass.Days);
                if (passed)
                {
                    return false;
                }

                continue;
            }

            int first = discourse.SkipAdverbs(i + 1, sentence.End);

            if (first >= sentence.End)
            {
                return false;
            }

            if (token.Tag == Tag.Marker || (verbs.At(first) is >= 0 and int v && !verbs[v].IsFinite))
            {
                if (slot.Role is not (SlotRole.Content or SlotRole.Reason))
                {
                    continue;
                }

                Phrase action = clauses.From(first, sentence);
                found.Set(slot.Role, action, -1, ContentShape.Action, verbs.At(first));
                at = action.End;
                return true;
            }

            if (nouns.At(first) is >= 0 and int n && nouns[n].First == first)
            {
                Phrase whole = _objects.Named(frame, slot, n, lexicon.IsVerbSecond ? range.End : sentence.End);
                found.Set(slot.Role, whole, n, ContentShape.Thing, -1);
                at = whole.End;
                return true;
            }
        }

        return false;
    }

    /// <summary>What a judgement behind a token says, and the token behind it: "was condemned by the union as a burden"; null if none is there.</summary>
    public Phrase? Judged(int at, Sentence sentence) =>
        at < sentence.End && _judgements.After(at, sentence) is >= 0 and int judging ? WithoutVerb(clauses.From(judging + 1, sentence)) : null;

    private void FindReason(Frame frame, ref Complement found, int at, Sentence sentence, Phrase range)
    {
        found.End = Math.Max(found.End, at);
        if (found.Reason.Count > 0)
        {
            return;
        }

        bool aimed = found.TargetNoun >= 0 && frame.HasObject(SlotRole.Target);
        int behind = aimed ? Math.Max(nouns[found.TargetNoun].End, lexicon.IsVerbSecond ? at : 0) : at;
        int judging = aimed ? _judgements.After(behind, sentence) : -1;
        judging = judging >= 0 && frame.NeedsReason && Array.IndexOf(frame.Reasons, Tokens[judging].Word.Preposition) < 0 ? -1 : judging;
        int leading = ReasonWord(frame, at, sentence, range);
        if (aimed && leading >= 0 && leading != judging && Belongs(leading, found.TargetNoun, judging >= 0, sentence))
        {
            found.Target = Attached(found.TargetNoun, judging >= 0 ? judging : sentence.End);
            at = Math.Max(at, found.Target.End);
            leading = judging >= 0 ? judging : ReasonWord(frame, at, sentence, range with { First = Math.Max(range.First, leading + 1) });
        }
        else if (judging >= 0 && (leading < 0 || leading > judging))
        {
            found.Target = Attached(found.TargetNoun, judging);
            leading = judging;
        }

        if (leading >= 0)
        {
            found.Reason = Behind(leading, sentence, range);
            found.End = Math.Max(found.End, found.Reason.End);
        }
    }

    // The word right behind the slots, or in German within the clause, that leads on to why; -1 if none does.
    private int ReasonWord(Frame frame, int at, Sentence sentence, Phrase range)
    {
        int behind = lexicon.IsVerbSecond || frame.Reasons.Length == 0 ? at : insertions.SkipAdverbs(at, sentence);
        int from = lexicon.IsVerbSecond ? range.First : at;
        int limit = frame.Reasons.Length == 0 ? from : Math.Min(sentence.End, lexicon.IsVerbSecond ? range.End + 2 : behind + 3);
        for (int i = from; i < limit; i++)
        {
            Token token = Tokens[i];
            if (!token.IsQuote && token.Kind != TokenKind.Comma && token.IsWord && Array.IndexOf(frame.Reasons, token.Word.Preposition) >= 0 && i + 1 < sentence.End)
            {
                // "criticised the tax as the vote neared": when, and not why
                bool meanwhile = token.Word.Serves(WordUse.Judging) && !lexicon.IsVerbSecond && clauses.StartsClause(i, sentence.End) && nouns.At(i + 1) is >= 0 and int noun && !nouns[noun].IsPronoun;
                return meanwhile ? -1 : i;
            }

            if (!lexicon.IsVerbSecond && i >= behind && !token.IsQuote && token.Kind != TokenKind.Comma)
            {
                return -1;
            }
        }

        return -1;
    }

    // "the law for towns": whom a thing is meant for, where a judgement follows or somebody is meant; but "the council for its silence".
    private bool Belongs(int preposition, int target, bool judged, Sentence sentence)
    {
        int next = discourse.SkipQuotes(preposition + 1, sentence.End);
        return Tokens[preposition].Word.Serves(WordUse.MeantFor) && !IsSomebody(nouns[target]) && next < sentence.End && nouns.At(next) is >= 0 and int noun
            && nouns[noun] is { IsPronoun: false } meant && meant.First == next && meant.Preposition == preposition && !Tokens[next].Is(WordClass.Possessives)
            && (judged || IsSomebody(meant));
    }

    // A law or report is a thing here, though it may say something.
    private bool IsSomebody(in NounPhrase noun) => kinds.IsActor(noun) && (!Tokens[noun.Head].Means(Sense.Documents) || Tokens[noun.Head].Means(Sense.Roles | Sense.Groups));

    // The object with what is told of it, participles such as in "les places réservées" included.
    private Phrase Attached(int target, int limit)
    {
        Phrase whole = nouns.Attached(target, limit, []);
        bool told = lexicon.AdjectivesFollow && whole.End < limit && verbs.At(whole.End) is >= 0 and int verb && verbs[verb] is { Kind: GroupKind.Participle } group && group.First == whole.End && group.End == whole.End + 1;
        return told ? whole with { End = whole.End + 1 } : whole;
    }

    private Phrase Behind(int leading, Sentence sentence, Phrase range)
    {
        if (!lexicon.IsVerbSecond)
        {
            return clauses.From(leading + 1, sentence);
        }

        Phrase reason = Trim(range.End > leading + 1 ? new Phrase(leading + 1, range.End) : clauses.From(leading + 1, sentence));
        return clauses.WithRelative(Tokens[leading].Word.Serves(WordUse.Judging) ? WithoutVerb(reason) : reason, sentence);
    }

    // German: "hat den Plan als Fehler kritisiert": the verb is no part of what is said.
    private Phrase WithoutVerb(Phrase reason)
    {
        int end = reason.End;
        while (lexicon.IsVerbSecond && end > reason.First + 1 && verbs.IsVerb(end - 1))
        {
            end--;
        }

        return reason with { End = end };
    }

    private Phrase Trim(Phrase phrase)
    {
        (int first, int end) = phrase;
        while (end > first && !Tokens[end - 1].IsWord && Tokens[end - 1].Kind is not (TokenKind.Number or TokenKind.CloseQuote))
        {
            end--;
        }

        while (first < end && !Tokens[first].IsWord && Tokens[first].Kind is not (TokenKind.Number or TokenKind.OpenQuote))
        {
            first++;
        }

        return new Phrase(first, end);
    }
}
