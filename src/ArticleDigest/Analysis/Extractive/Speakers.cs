namespace ArticleDigest.Analysis.Extractive;

/// <summary>A stretch of text that is somebody's words or opinion.</summary>
/// <param name="Words">Its tokens.</param>
/// <param name="Speaker">Who speaks; null if the text does not tell.</param>
/// <param name="Voice">Whether in quotation marks, reported, or the author's.</param>
internal sealed record Utterance(Phrase Words, string? Speaker, Voice Voice);

/// <summary>Tells who says what: direct and reported speech, and who goes on speaking.</summary>
internal sealed class Speakers
{
    private const int ShortestSpeech = 6;
    private const int Window = 40;

    private readonly Discourse _discourse;
    private readonly VerbGroups _verbs;
    private readonly NounPhrases _nouns;
    private readonly Subjects _subjects;
    private readonly Mentions _mentions;
    private readonly Genre _genre;
    private readonly Utterance?[]? _ofQuotation;
    private readonly Utterance?[] _reported;

    public Speakers(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Subjects subjects, Mentions mentions, Genre genre)
    {
        _discourse = discourse;
        _verbs = verbs;
        _nouns = nouns;
        _subjects = subjects;
        _mentions = mentions;
        _genre = genre;
        _reported = new Utterance?[discourse.Tokens.Length];
        for (int s = 0; s < discourse.Sentences.Length; s++)
        {
            Report(s);
        }

        _ofQuotation = new Utterance?[discourse.Quotations.Length];
        Quote(_ofQuotation);
    }

    /// <summary>Whose words a token is in; null if they are the reporter's.</summary>
    public Utterance? At(int token)
    {
        int quotation = _discourse.QuotationAt(token);
        if (quotation >= 0 && _ofQuotation?[quotation] is { } direct)
        {
            return direct;
        }

        if (_reported[token] is { } reported)
        {
            return reported;
        }

        Sentence sentence = _discourse.Sentences[_discourse.SentenceAt(token)];
        return quotation < 0 && _genre.VoiceOf(sentence.Paragraph) is { } voice
            ? new Utterance(new Phrase(sentence.First, sentence.End), voice, _genre.Kind == GenreKind.Interview ? Voice.Actor : Voice.Author)
            : null;
    }

    /// <summary>The name of what a phrase means; of "we" and "I", who speaks there.</summary>
    public string? Name(Phrase phrase)
    {
        if (phrase.Count == 1 && _discourse.Tokens[phrase.First].Is(WordClass.FirstPerson))
        {
            return At(phrase.First) is { } utterance ? utterance.Speaker : _discourse.QuotationAt(phrase.First) < 0 ? _genre.Speaker : null;
        }

        bool own = phrase.Count <= 3 && _discourse.Tokens[phrase.Last].Is(WordClass.OwnDocuments) && _discourse.Tokens[phrase.First].Is(WordClass.Demonstratives)
            && _discourse.QuotationAt(phrase.First) < 0;
        if (own)
        {
            return _genre.Author;
        }

        string? name = _mentions.Resolve(phrase);
        if (name is null || _ofQuotation is null || At(phrase.First) is not { Speaker: { } speaker } spoken || !string.Equals(speaker, name, StringComparison.Ordinal))
        {
            return name;
        }

        // Whoever speaks does not call themselves "the minister"; of themselves in quotation marks they say "I".
        Token lead = _discourse.Tokens[phrase.First];
        return lead.Is(WordClass.Articles) && !_discourse.IsCapitalised(phrase.Last) && !_mentions.Kinds.IsPlural(phrase) ? _mentions.Names.Tidy(phrase)
            : spoken.Voice == Voice.Actor && phrase.Count == 1 && lead.Is(WordClass.HeShe | WordClass.It | WordClass.They) ? null
            : name;
    }

    /// <summary>A phrase as the subject of a statement: as it is written if that names it, else the name it stands for.</summary>
    public string? Subject(Phrase phrase) =>
        Name(phrase) is not { } name ? null
        : _mentions.Names.Tidy(phrase, keepArticle: true) is var written && written.EndsWith(name, StringComparison.OrdinalIgnoreCase) ? written
        : name;

    /// <summary>Whether the phrase means somebody who can propose or criticise.</summary>
    public bool IsActor(Phrase phrase) => _mentions.Kinds.IsActor(phrase);

    // "X said (that) …", "…, X said", "according to X": marks the words that X is reported to have said.
    private void Report(int s)
    {
        Sentence sentence = _discourse.Sentences[s];
        int floor = sentence.First;
        foreach (VerbGroup group in _verbs.Of(s))
        {
            if (!IsSpeech(group) || _discourse.QuotationAt(group.Head) >= 0 || SpeakerOf(group, sentence) is not var (subject, name))
            {
                continue;
            }

            int behind = Math.Max(group.Head + 1, subject.End);
            bool trailing = behind >= sentence.End || _discourse.Tokens[behind].Kind is TokenKind.Stop or TokenKind.Comma or TokenKind.Question;
            int start = Math.Min(subject.First, group.First);
            if (trailing && start > floor && _discourse.Tokens[start - 1].Kind is TokenKind.Comma or TokenKind.CloseQuote)
            {
                bool interrupts = behind < sentence.End && _discourse.Tokens[behind].Kind == TokenKind.Comma && start - 1 > floor && !HasVerb(floor, start);
                Mark(new Phrase(floor, start), name, interrupts ? sentence.End : start);
                if (interrupts)
                {
                    Mark(new Phrase(behind + 1, sentence.End), name, sentence.End, floor);
                }
            }
            else if (!trailing)
            {
                Mark(new Phrase(group.Head + 1, sentence.End), name);
            }

            floor = behind;
        }

        for (int i = sentence.First; i + 2 < sentence.End; i++)
        {
            if (IsAccordingTo(i) && _nouns.Right(i + 2, sentence.End, []) is { } source && Name(source) is { } name)
            {
                bool leads = source.End < sentence.End && _discourse.Tokens[source.End].Kind == TokenKind.Comma && i <= sentence.First + 1;
                Mark(leads ? new Phrase(source.End, sentence.End) : new Phrase(sentence.First, i), name);
            }
        }
    }

    private bool HasVerb(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (_verbs.IsVerb(i))
            {
                return true;
            }
        }

        return false;
    }

    // "The ministry, the union said, should pay": both halves are one utterance.
    private void Mark(Phrase words, string speaker, int? until = null, int? since = null)
    {
        Utterance utterance = new(new Phrase(since ?? words.First, until ?? words.End), speaker, Voice.Reported);
        Array.Fill(_reported, utterance, words.First, Math.Max(0, words.Count));
    }

    private void Quote(Utterance?[] ofQuotation)
    {
        string? last = null;
        int lastSentence = -2;
        for (int q = 0; q < _discourse.Quotations.Length; q++)
        {
            Quotation quotation = _discourse.Quotations[q];
            int begins = _discourse.SentenceAt(quotation.First);
            int ends = _discourse.SentenceAt(quotation.End - 1);
            string? speaker = Behind(quotation, ends) ?? Ahead(quotation, begins);
            bool speech = speaker is not null || quotation.End - quotation.First >= ShortestSpeech;
            if (!speech)
            {
                continue;
            }

            Sentence sentence = _discourse.Sentences[begins];
            bool goesOn = quotation.Continues || (quotation.First == sentence.First && begins - lastSentence <= 1
                && sentence.Paragraph - _discourse.Sentences[Math.Max(0, lastSentence)].Paragraph <= 1);
            speaker ??= goesOn ? last : Introduced(begins);
            ofQuotation[q] = new Utterance(new Phrase(quotation.First, quotation.End), speaker, Voice.Actor);
            if (speaker is not null)
            {
                last = speaker;
                lastSentence = ends;
            }
        }
    }

    // …" said X / …" X said / …" according to X; a "?" or "!" within the marks ends the sentence before the speaker comes.
    private string? Behind(Quotation quotation, int sentenceIndex)
    {
        Sentence sentence = _discourse.Sentences[sentenceIndex];
        if (quotation.End >= sentence.End && sentence.IsQuestion && sentenceIndex + 1 < _discourse.Sentences.Length)
        {
            sentence = _discourse.Sentences[++sentenceIndex];
        }

        int limit = Math.Min(sentence.End, quotation.End + Window);
        for (int i = Math.Max(quotation.End, sentence.First); i < limit; i++)
        {
            if (_discourse.Tokens[i].Kind is TokenKind.OpenQuote or TokenKind.Semicolon)
            {
                return null;
            }

            if (IsAccordingTo(i) && _nouns.Right(i + 2, sentence.End, []) is { } source)
            {
                return Name(source);
            }

            if (_verbs.At(i) is { } group)
            {
                return IsSpeech(group) && SpeakerOf(group, sentence) is var (subject, name) && subject.First >= quotation.End ? name : null;
            }
        }

        return null;
    }

    // X said: "… / X criticised the plan as "…
    private string? Ahead(Quotation quotation, int sentenceIndex)
    {
        Sentence sentence = _discourse.Sentences[sentenceIndex];
        for (int i = quotation.First - 1; i >= Math.Max(sentence.First, quotation.First - Window); i--)
        {
            if (IsAccordingTo(i) && _nouns.Right(i + 2, quotation.First, []) is { } source)
            {
                return Name(source);
            }

            if (_verbs.At(i) is { } group && _discourse.QuotationAt(i) < 0)
            {
                Word head = _discourse.Tokens[group.Head].Word;
                bool voices = head.HasCue(CueKind.Speech) || head.HasCue(CueKind.Criticism) || head.HasCue(CueKind.Proposal) || head.HasCue(CueKind.Describe) || head.HasCue(CueKind.Light);
                if (voices && !group.IsPassive && SpeakerOf(group, sentence) is var (_, name))
                {
                    return name;
                }

                i = group.First;
            }
        }

        return null;
    }

    // The sentence before ends with a colon.
    private string? Introduced(int sentenceIndex)
    {
        if (sentenceIndex == 0)
        {
            return null;
        }

        Sentence before = _discourse.Sentences[sentenceIndex - 1];
        if (_discourse.Tokens[before.End - 1].Kind != TokenKind.Colon)
        {
            return null;
        }

        foreach (VerbGroup group in _verbs.Of(sentenceIndex - 1))
        {
            if (IsSpeech(group) && SpeakerOf(group, before) is var (_, name))
            {
                return name;
            }
        }

        return null;
    }

    private (Phrase Subject, string Name)? SpeakerOf(VerbGroup group, Sentence sentence)
    {
        Phrase? subject = _subjects.Of(group, sentence);
        return subject is { } found && Name(found) is { } name ? (found, name) : null;
    }

    private bool IsSpeech(VerbGroup group) => _discourse.Tokens[group.Head].Word.HasCue(CueKind.Speech)
        && !group.IsNegated && !group.IsPassive && !group.IsInfinitive && group.Modality == Modality.None;

    private bool IsAccordingTo(int i) =>
        i + 2 < _discourse.Tokens.Length && _discourse.Tokens[i].Is(WordClass.Sources) && _discourse.Tokens[i + 1].Is(WordClass.Infinitive);
}
