namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds the subjects of verbs.</summary>
internal sealed class Subjects : IDisposable
{
    private const int Deepest = 8;

    private readonly Discourse _discourse;
    private readonly VerbGroups _verbs;
    private readonly NounPhrases _nouns;
    private readonly Lexicon _lexicon;
    private readonly PrecedingSubjects _preceding;
    private readonly ClauseSubjects _inClauses;
    private readonly PooledList<Subject> _known;
    private readonly PooledList<bool> _isKnown;

    public Subjects(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Lexicon lexicon)
    {
        _discourse = discourse;
        _verbs = verbs;
        _nouns = nouns;
        _lexicon = lexicon;
        _preceding = new PrecedingSubjects(discourse, verbs, nouns, lexicon, this);
        _inClauses = new ClauseSubjects(discourse, verbs, nouns, this);
        _known = new PooledList<Subject>(verbs.Count);
        _known.Fill(Subject.None, verbs.Count);
        _isKnown = new PooledList<bool>(verbs.Count);
        _isKnown.Fill(false, verbs.Count);
    }

    /// <summary>The subject of a verb.</summary>
    public Subject Of(int verb) => Of(verb, 0);

    /// <summary>The verb that a verb without a subject of its own belongs to; -1 if there is none.</summary>
    public int Governing(int verb)
    {
        int sentence = _discourse.SentenceAt(_verbs[verb].Head);
        (int first, int end) = _verbs.Of(sentence);
        for (int v = verb - 1; v >= first; v--)
        {
            if (_verbs[v].IsFinite)
            {
                return v;
            }
        }

        for (int v = verb + 1; v < end; v++)
        {
            if (_verbs[v].IsFinite)
            {
                return v;
            }
        }

        return -1;
    }

    /// <summary>The subject of a verb that was come to from others; none if the way there was too long.</summary>
    public Subject Of(int verb, int depth)
    {
        if (depth > Deepest)
        {
            return Subject.None;
        }

        if (_isKnown[verb])
        {
            return _known[verb];
        }

        Subject found = Find(verb, depth);
        _known[verb] = found;
        _isKnown[verb] = true;
        return found;
    }

    /// <summary>The noun phrase at the beginning of a row of "of" phrases.</summary>
    public Subject Chain(int noun, Sentence sentence)
    {
        int n = noun;
        while (n > 0 && _nouns[n].Preposition >= 0 && _nouns[n].Preposition > sentence.First && _nouns[n - 1].End == _nouns[n].Preposition)
        {
            n--;
        }

        Phrase phrase = new(_nouns[n].First, _nouns[noun].End);
        return new Subject(phrase, n, VerbForms.None);
    }

    /// <summary>What a relative pronoun stands for.</summary>
    public Subject Antecedent(int relative, Sentence sentence)
    {
        Span<Token> tokens = _discourse.Tokens;
        int i = relative - 1;
        while (i >= sentence.First && (tokens[i].Kind is TokenKind.Comma || tokens[i].IsQuote || tokens[i].Tag is Tag.Preposition or Tag.Adverb))
        {
            i--;
        }

        return i >= sentence.First && _nouns.At(i) is >= 0 and int noun ? Chain(noun, sentence) : Subject.None;
    }

    /// <summary>A noun phrase with all that belongs to it, up to a place.</summary>
    public Phrase Whole(int noun, int limit) => _nouns.Whole(noun, joined: true, limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        _known.Dispose();
        _isKnown.Dispose();
    }

    private Subject Find(int verb, int depth)
    {
        ref readonly VerbGroup group = ref _verbs[verb];
        if (group.Inverted >= 0 && _nouns.At(group.Inverted) is var pronoun)
        {
            return new Subject(new Phrase(group.Inverted, group.Inverted + 1), pronoun, VerbForms.None);
        }

        if (!group.IsFinite)
        {
            return WithoutSubject(verb, group, depth);
        }

        Subject subject = _lexicon.IsVerbSecond ? _inClauses.Of(verb, group, depth) : _preceding.Of(verb, group, depth);
        return subject.IsNamed || subject.Dropped != VerbForms.None ? subject : new Subject(default, -1, group.Forms);
    }

    // "the plan proposed by", "…, accusing the West", "went on to accuse"
    private Subject WithoutSubject(int verb, in VerbGroup group, int depth)
    {
        Span<Token> tokens = _discourse.Tokens;
        Sentence sentence = _discourse.Sentences[_discourse.SentenceAt(group.Head)];
        int before = _discourse.SkipAdverbsBack(group.First - 1, sentence.First);

        bool comma = before >= sentence.First && tokens[before].Kind == TokenKind.Comma;
        if (group.Kind != GroupKind.Infinitive && before >= sentence.First && _nouns.At(before) >= 0 && !comma)
        {
            return Chain(_nouns.At(before), sentence);
        }

        if (group.Kind == GroupKind.Participle && comma && before > sentence.First && _nouns.At(before - 1) >= 0)
        {
            return Chain(_nouns.At(before - 1), sentence);
        }

        return Governing(verb) is >= 0 and int main ? Of(main, depth + 1) : Subject.None;
    }
}
