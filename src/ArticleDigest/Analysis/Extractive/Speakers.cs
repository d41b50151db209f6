namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells who says what: direct and reported speech, and who goes on speaking.</summary>
internal sealed class Speakers : IDisposable
{
    private readonly ParsedArticle _article;
    private readonly Discourse _text;
    private readonly List<Utterance> _utterances = [];
    private readonly PooledList<int> _ofQuotation;
    private readonly PooledList<int> _reported;
    private Utterance? _own;

    public Speakers(ParsedArticle article)
    {
        _article = article;
        _text = article.Text;
        _reported = new PooledList<int>(_text.Tokens.Length);
        _reported.Fill(-1, _text.Tokens.Length);
        _ofQuotation = new PooledList<int>(_text.Quotations.Length);
        _ofQuotation.Fill(-1, _text.Quotations.Length);
        ReportedSpeech reported = new(article, this);
        for (int s = 0; s < _text.Sentences.Length; s++)
        {
            reported.Read(s);
        }

        new QuotedSpeech(article, this).Read();
    }

    /// <summary>Whose words, told without quotation marks, a token is in; null if nobody's.</summary>
    public Utterance? ReportedAt(int token) => _reported[token] >= 0 ? _utterances[_reported[token]] : null;

    /// <summary>All that is said.</summary>
    public IReadOnlyList<Utterance> Utterances => _utterances;

    /// <summary>What was said last of all that was read so far.</summary>
    public Utterance? Latest => _utterances.Count > 0 ? _utterances[^1] : null;

    /// <summary>Whose words a token is in; null if they are the reporter's.</summary>
    public Utterance? At(int token)
    {
        int quotation = _text.QuotationAt(token);
        if (quotation >= 0 && _ofQuotation[quotation] >= 0)
        {
            return _utterances[_ofQuotation[quotation]];
        }

        if (ReportedAt(token) is { } reported)
        {
            return reported;
        }

        Sentence sentence = _text.Sentences[_text.SentenceAt(token)];
        if (_article.Genre.VoiceOf(sentence.Paragraph) is not { } voice)
        {
            return null;
        }

        // Asked for again and again within a sentence.
        Phrase words = new(sentence.First, sentence.End);
        if (_own is null || _own.Words != words)
        {
            _own = new Utterance(words, voice, _article.Genre.Kind == GenreKind.Interview ? Voice.Actor : Voice.Author);
        }

        return _own;
    }

    /// <summary>The name of who does what a verb says; null if nobody is named.</summary>
    public string? Name(int verb, in Subject subject)
    {
        if (subject.IsNamed)
        {
            string? name = Name(subject.Phrase, subject.Noun);

            // "They said": whoever they are, they can speak.
            bool speaks = name is not null && subject.IsWord(WordClass.They, _text.Tokens) && !_text.Tokens[subject.Phrase.First].Is(WordClass.She) && _text.Tokens[_article.Verbs[verb].Head].Word.Voices && _text.QuotationAt(subject.Phrase.First) < 0;
            return speaks ? _article.Mentions.Actors(subject.Phrase.First) ?? name : name;
        }

        ref readonly VerbGroup group = ref _article.Verbs[verb];
        if (!_article.Lexicon.DropsSubjects || !group.IsFinite)
        {
            return null;
        }

        return subject.IsDroppedFirst ? Own(group.Head)
            : (subject.Dropped & (VerbForms.Singular | VerbForms.Plural)) != VerbForms.None ? _article.Mentions.Dropped(group.First, (subject.Dropped & VerbForms.Singular) == VerbForms.None, IsOpining(group))
            : null;
    }

    /// <summary>The name of what a phrase means; of "we" and "I", who speaks there.</summary>
    public string? Name(Phrase phrase, int noun) => Name(phrase, noun, isThing: false);

    /// <summary>The same of what is spoken of, which is a document itself rather than who speaks in it.</summary>
    public string? Thing(Phrase phrase, int noun) => Name(phrase, noun, isThing: true);

    private string? Name(Phrase phrase, int noun, bool isThing)
    {
        if (noun < 0 || phrase.Count <= 0)
        {
            return null;
        }

        Token lead = _text.Tokens[phrase.First];
        if (phrase.Count == 1 && lead.Is(WordClass.FirstPerson) && !lead.Is(WordClass.Articles))
        {
            return Own(phrase.First);
        }

        ref readonly NounPhrase np = ref _article.Nouns[noun];
        bool own = phrase.Count <= 3 && _text.Tokens[np.Head].Means(Sense.OwnDocuments) && lead.Is(WordClass.Demonstratives) && _text.QuotationAt(phrase.First) < 0;
        if (own)
        {
            return _article.Genre.Author;
        }

        string? name = isThing ? _article.Mentions.ResolveThing(phrase, noun) : _article.Mentions.Resolve(phrase, noun);
        if (name is null || At(phrase.First) is not { Speaker: { } speaker } spoken || !string.Equals(speaker, name, StringComparison.Ordinal))
        {
            return name;
        }

        // Whoever speaks does not call themselves "the minister"; of themselves in quotation marks they say "I".
        return lead.Is(WordClass.Articles) && _text.Tokens[np.Head].Means(Sense.Roles) ? _article.Mentions.Names.Tidy(phrase)
            : spoken.Voice == Voice.Actor && np.IsPronoun && lead.Is(WordClass.He | WordClass.She | WordClass.It | WordClass.They) ? null
            : name;
    }

    /// <summary>A phrase as the subject of a statement: as it is written if that names it, else the name it stands for.</summary>
    public string? Subject(Phrase phrase, int noun) =>
        Name(phrase, noun) is not { } name ? null
        : _article.Mentions.Names.TidyWithArticle(phrase) is var written && written.EndsWith(name, StringComparison.OrdinalIgnoreCase) ? written
        : name;

    /// <summary>Whether a subject means somebody who can propose or criticise.</summary>
    public bool IsActor(in Subject subject) => subject.IsNamed ? IsActor(subject.Noun) : subject.Dropped != VerbForms.None && _article.Lexicon.DropsSubjects;

    /// <summary>Whether a noun phrase means somebody who can.</summary>
    public bool IsActor(int noun) => _article.Mentions.Kinds.IsActor(_article.Nouns[noun]);

    /// <summary>Marks words that somebody is reported to say. "The ministry, the union said, should pay": both halves are one utterance, from since to until.</summary>
    public void Mark(Phrase words, string speaker, int? until = null, int? since = null)
    {
        if (words.Count > 0)
        {
            _reported.Span[words.First..words.End].Fill(_utterances.Count);
            _utterances.Add(new Utterance(new Phrase(since ?? words.First, until ?? words.End), speaker, Voice.Reported));
        }
    }

    /// <summary>Makes a sentence go on with the words that a token is in.</summary>
    public void Extend(int token, Sentence sentence)
    {
        if (ReportedAt(token) is { Speaker: { } speaker } utterance)
        {
            Mark(new Phrase(sentence.First, sentence.End), speaker, since: utterance.Words.First);
        }
    }

    /// <summary>Tells whose words a quotation is.</summary>
    public void Quote(int quotation, Utterance utterance)
    {
        _ofQuotation[quotation] = _utterances.Count;
        _utterances.Add(utterance);
    }

    /// <summary>The noun phrase that a word of source leads on to: "laut dem Ministerium"; -1 if there is none.</summary>
    public int NounBehind(int at, Sentence sentence)
    {
        while (at < sentence.End && (_text.Tokens[at].IsQuote || _text.Tokens[at].Tag == Tag.Preposition))
        {
            at++;
        }

        return at < sentence.End ? _article.Nouns.At(at) : -1;
    }

    /// <summary>Who speaks, proposes or criticises in a sentence; null if nobody does.</summary>
    public string? SpeaksIn(int s)
    {
        (int first, int end) = _article.Verbs.Of(s);
        for (int v = first; v < end; v++)
        {
            if (Voices(_article.Verbs[v]) && SpeakerOf(v) is var (subject, name) && IsActor(subject))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Whether a verb tells that somebody says something: speaks, proposes or criticises.</summary>
    public bool Voices(in VerbGroup group)
    {
        Word head = _text.Tokens[group.Head].Word;
        return IsSpeech(group) || (!Needs(group) && (head.HasCue(CueKind.Criticism) || head.HasCue(CueKind.Proposal)) && group is { IsFinite: true, IsPassive: false, IsNegated: false });
    }

    /// <summary>Who does what a verb says, with the name; null if nobody is named.</summary>
    public (Subject Subject, string Name)? SpeakerOf(int verb)
    {
        Subject subject = _article.Subjects.Of(verb);
        return Name(verb, subject) is { } name ? (subject, name) : null;
    }

    /// <summary>Whether a verb tells that something is said, or will be.</summary>
    public bool IsSpeech(in VerbGroup group) => !Needs(group) && group is { IsFinite: true, IsNegated: false, IsPassive: false, Modality: Modality.None or Modality.Future }
        && _text.Tokens[group.Head].Word.IsCueIn(group, CueKind.Speech, _text.Tokens);

    // "a escola precisa de professores" speaks no more than "a escola precisou que" needs.
    private bool Needs(in VerbGroup group) =>
        _text.Tokens[group.Head].Means(Sense.Needs) && (group.End >= _text.Tokens.Length || _text.Tokens[group.End].Tag != Tag.Complementiser);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ofQuotation.Dispose();
        _reported.Dispose();
    }

    private bool IsOpining(in VerbGroup group) => _text.QuotationAt(group.Head) < 0 && _text.Tokens[group.Head].Word.Voices;

    // Who "I" and "we" are at a place.
    private string? Own(int token) => At(token) is { } utterance ? utterance.Speaker is { } speaker && utterance.Voice != Voice.Author ? speaker : utterance.Voice == Voice.Author ? _article.Genre.Speaker : null
        : _text.QuotationAt(token) < 0 ? _article.Genre.Speaker : null;
}
