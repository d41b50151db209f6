namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds subjects that stand behind their verb: "said the mayor", "…, a déclaré le député".</summary>
internal sealed class QuotativeInversion(Discourse discourse, NounPhrases nouns, Lexicon lexicon)
{
    /// <summary>Who speaks in "…, a déclaré le député.": the subject stands behind, and nothing else.</summary>
    public Subject Quoting(in VerbGroup group, Sentence sentence)
    {
        Span<Token> tokens = discourse.Tokens;
        bool third = group.Forms == VerbForms.None || (group.Forms & (VerbForms.Singular | VerbForms.Plural)) != VerbForms.None;
        if (!third || group.IsPassive || !tokens[group.Head].Word.Voices)
        {
            return Subject.None;
        }

        int at = group.End;
        while (at < sentence.End && (tokens[at].Tag == Tag.Adverb || tokens[at].Is(WordClass.Days)))
        {
            at++;
        }

        if (at >= sentence.End || nouns.At(at) is not (>= 0 and var noun) || nouns[noun].Preposition >= 0 || nouns[noun].First != at)
        {
            return Subject.None;
        }

        Token name = tokens[nouns[noun].Head];
        Phrase whole = nouns.Whole(noun, joined: true, sentence.End);
        bool ends = whole.End >= sentence.End || tokens[whole.End].Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.Question or TokenKind.OpenBracket or TokenKind.CloseQuote
            || tokens[whole.End].Tag is Tag.Preposition or Tag.Adverb or Tag.Relative;
        return ends && (name.Tag == Tag.Name || name.Means(Sense.Roles | Sense.Groups | Sense.Documents) || nouns[noun].IsPronoun) ? new Subject(whole, noun, VerbForms.None) : Subject.None;
    }

    /// <summary>The subject of "said the mayor"; only where nothing stands before, up to where the search stopped, that could be it.</summary>
    public Subject Behind(in VerbGroup group, Sentence sentence, int stop)
    {
        Span<Token> tokens = discourse.Tokens;
        int at = group.End;
        while (at < sentence.End && (tokens[at].Tag is Tag.Adverb || (tokens[at].Tag == Tag.Preposition && at + 1 < sentence.End && tokens[at + 1].Is(WordClass.Days))
            || (tokens[at].Is(WordClass.Days) && tokens[at].Tag == Tag.Noun)))
        {
            at++;
        }

        bool speaks = tokens[group.Head].Word.Voices;
        bool opens = stop < sentence.First || tokens[Math.Max(stop, sentence.First)].Kind is TokenKind.Colon or TokenKind.Semicolon;
        bool interjected = group.First > sentence.First && (tokens[group.First - 1].Kind is TokenKind.Comma or TokenKind.CloseQuote or TokenKind.Dash);
        bool third = group.Forms == VerbForms.None || (group.Forms & (VerbForms.Singular | VerbForms.Plural | VerbForms.Subjunctive)) != VerbForms.None;
        bool begins = group.First == discourse.SkipQuotes(sentence.First, sentence.End);
        bool inverts = speaks && third && (opens || interjected) && (!begins || lexicon.DropsSubjects) && !group.IsPassive;
        bool relative = lexicon.AdjectivesFollow && stop >= sentence.First && tokens[stop].Tag == Tag.Relative;
        return (inverts || relative) && at < sentence.End && nouns.At(at) is >= 0 and int noun && nouns[noun].Preposition < 0 && nouns[noun].First == at
            && !(begins && IsObject(group, noun, sentence))
            && (relative || interjected || tokens[group.Head].Word.HasCue(CueKind.Speech) || tokens[nouns[noun].Head].Tag == Tag.Name || tokens[nouns[noun].Head].Means(Sense.Roles | Sense.Groups))
            ? new Subject(nouns.Whole(noun, joined: true, sentence.End), noun, VerbForms.None)
            : Subject.None;
    }

    // "Criticou a reforma", "Pediu uma ajuda para …": behind a verb that begins the sentence stands its object, unless a clause follows.
    private bool IsObject(in VerbGroup group, int noun, Sentence sentence)
    {
        Word head = discourse.Tokens[group.Head].Word;
        int behind = nouns.Whole(noun, joined: true, sentence.End).End;
        return (head.HasCue(CueKind.Criticism) || head.HasCue(CueKind.Proposal)) && behind < sentence.End && discourse.Tokens[behind].Tag != Tag.Complementiser && discourse.Tokens[behind].Kind is not (TokenKind.Comma or TokenKind.Colon);
    }
}
