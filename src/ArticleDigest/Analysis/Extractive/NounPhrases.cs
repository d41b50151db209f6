namespace ArticleDigest.Analysis.Extractive;

/// <summary>Finds the noun phrases of a text.</summary>
internal sealed class NounPhrases : IDisposable
{
    /// <summary>The cases of a phrase whose first word tells none.</summary>
    public const WordClass AllCases = WordClass.Nominative | WordClass.Accusative | WordClass.Dative | WordClass.Genitive;
    private const int LongestPhrase = 24;
    private const string Units = "%‰€$£¥°";

    private readonly Discourse _discourse;
    private readonly VerbGroups _verbs;
    private readonly Lexicon _lexicon;
    private readonly PooledList<NounPhrase> _phrases = new(256);
    private readonly PooledList<int> _firstOfSentence = new(64);
    private readonly PooledList<int> _phraseOf;

    public NounPhrases(Discourse discourse, VerbGroups verbs, Lexicon lexicon)
    {
        _discourse = discourse;
        _verbs = verbs;
        _lexicon = lexicon;
        _phraseOf = new PooledList<int>(discourse.Tokens.Length);
        _phraseOf.Fill(-1, discourse.Tokens.Length);
        Span<Token> tokens = discourse.Tokens;
        foreach (Sentence sentence in discourse.Sentences)
        {
            _firstOfSentence.Add(_phrases.Count);
            int preposition = -1;
            for (int i = sentence.First; i < sentence.End;)
            {
                ref Token token = ref tokens[i];
                int verb = verbs.At(i);
                if (token.Tag == Tag.Preposition && verb < 0)
                {
                    preposition = i++;
                }
                else if (verb >= 0 && (verbs[verb].Inverted == i || verbs[verb].Clitic == i))
                {
                    i = Add(i, i + 1, i, -1, isPronoun: true);
                }
                else if (verb < 0 && Read(i, sentence, preposition) is > 0 and int end)
                {
                    i = end;
                    preposition = -1;
                }
                else
                {
                    preposition = token.IsQuote || (token.Tag == Tag.Adverb && preposition == i - 1) ? preposition : -1;
                    i++;
                }
            }
        }

        _firstOfSentence.Add(_phrases.Count);
    }

    public ref readonly NounPhrase this[int index] => ref _phrases[index];

    /// <summary>The indexes of a sentence's phrases, in order.</summary>
    public (int First, int End) Of(int sentence) => (_firstOfSentence[sentence], _firstOfSentence[sentence + 1]);

    /// <summary>How many there are.</summary>
    public int Count => _phrases.Count;

    /// <summary>The index of the phrase a token belongs to, its preposition left out; -1 if to none.</summary>
    public int At(int token) => _phraseOf[token];

    /// <summary>German: whether a phrase can only be the genitive of the noun right before it: "der Regierung".</summary>
    public bool IsGenitive(int index)
    {
        NounPhrase phrase = _phrases[index];
        return index > 0 && _phrases[index - 1].End == phrase.First && phrase.IsIn(WordClass.Genitive) && !phrase.IsIn(WordClass.Accusative) && !_phrases[index - 1].IsPronoun
            && _discourse.Tokens[phrase.First].Tag == Tag.Determiner;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _phrases.Dispose();
        _firstOfSentence.Dispose();
        _phraseOf.Dispose();
    }

    /// <summary>The phrase with all that belongs to it: "of …", genitives, and what "and" joins to it.</summary>
    /// <param name="index">The phrase.</param>
    /// <param name="joined">Whether names joined by "and" or commas belong to it.</param>
    /// <param name="limit">Where it ends at the latest.</param>
    /// <param name="without">Prepositions that lead on to something else.</param>
    public Phrase Whole(int index, bool joined, int limit, string[]? without = null)
    {
        NounPhrase phrase = _phrases[index];
        int end = phrase.IsPronoun ? phrase.End : Owned(index, limit, without);
        while (joined && end < limit && Joined(end, limit) is > 0 and int next)
        {
            end = next;
        }

        return new Phrase(phrase.First, Math.Min(end, Math.Max(phrase.End, limit)));
    }

    /// <summary>The phrase with every prepositional phrase that follows it: "the raid on the camp in the valley".</summary>
    public Phrase Attached(int index, int limit, string[] without)
    {
        Phrase whole = Whole(index, joined: false, limit, without);
        int end = whole.End;
        for (int next = index + 1; next < _phrases.Count && _phrases[next].End <= limit && end - whole.First < LongestPhrase; next++)
        {
            NounPhrase behind = _phrases[next];
            if (behind.First < end)
            {
                continue;
            }

            Token link = _discourse.Tokens[Math.Max(behind.Preposition, 0)];
            bool attached = behind.Preposition == end && !link.Is(WordClass.Agent) && !behind.IsPronoun && !_discourse.Tokens[behind.Head].Is(WordClass.Days)
                && (Array.IndexOf(without, link.Word.Preposition) < 0 || (link.Is(WordClass.Of) && Belongs(behind)));
            if (!attached)
            {
                break;
            }

            end = behind.End;
        }

        while (end < limit && end > whole.First && Joined(end, limit) is > 0 and int joined)
        {
            end = joined;
        }

        return whole with { End = end };
    }

    // Behind "of …" and German genitives.
    private int Owned(int index, int limit, string[]? without = null)
    {
        int end = _phrases[index].End;
        for (int next = index + 1; next < _phrases.Count && end < limit && end - _phrases[index].First < LongestPhrase; next++)
        {
            NounPhrase owner = _phrases[next];
            bool adjacent = owner.Start == end || (owner.Start == end + 1 && _discourse.Tokens[end].IsQuote);
            bool of = owner.Preposition >= 0 ? _discourse.Tokens[owner.Preposition].Is(WordClass.Of) : _lexicon.IsVerbSecond && owner.IsIn(WordClass.Genitive) && owner.Cases != AllCases && !owner.IsPronoun;
            of |= owner.Preposition >= 0 && JoinsName(index, next);
            if (!adjacent || !of || owner.IsPronoun || (without is not null && owner.Preposition >= 0 && !Belongs(owner) && Array.IndexOf(without, _discourse.Tokens[owner.Preposition].Word.Preposition) >= 0))
            {
                break;
            }

            end = owner.End;
        }

        return end;
    }

    // "acusou o ministro da Saúde de fraude": with a name or an article it is the genitive, without one the reason.
    private bool Belongs(in NounPhrase owner)
    {
        Token lead = _discourse.Tokens[owner.First];
        return lead.IsCapitalised || (_lexicon.AdjectivesFollow && (lead.Tag == Tag.Determiner || _discourse.Tokens[owner.Preposition].Is(WordClass.Contracted)));
    }

    // "the Institute for School Research", "Prevenção e Combate à Tortura" is one name, "the report by Amnesty International" one document.
    private bool JoinsName(int index, int next)
    {
        Span<Token> tokens = _discourse.Tokens;
        Token head = tokens[_phrases[index].Head];
        Token link = tokens[_phrases[next].Preposition];
        return (head.IsCapitalised && head.Means(Sense.Groups) && tokens[_phrases[next].First].IsCapitalised && !link.Is(WordClass.Agent) && !tokens[_phrases[next].Head].Is(WordClass.Days) && !_lexicon.CapitalisesNouns
                && _phrases[next].End - _phrases[next].First > 1)
            || (_lexicon.AdjectivesFollow && head.IsCapitalised && !head.StartsSentence && head.Word.IsKnown && !head.Means(Sense.Roles) && tokens[_phrases[next].First].IsCapitalised && !link.Is(WordClass.Agent)
                && !tokens[_phrases[next].Head].Is(WordClass.Days))
            || (head.Means(Sense.Documents) && link.Is(WordClass.Agent) && tokens[_phrases[next].Head].Tag == Tag.Name);
    }

    // Where "and X" or ", X and Y" ends; -1 if nothing is joined here.
    private int Joined(int at, int limit)
    {
        Span<Token> tokens = _discourse.Tokens;
        bool comma = tokens[at].Kind == TokenKind.Comma;
        if (!(tokens[at].Tag == Tag.Coordinator && !tokens[at].Is(WordClass.Contrast)) && !(comma && LeadsList(at, limit)))
        {
            return -1;
        }

        int next = at + 1;
        while (next < limit && (tokens[next].Tag is Tag.Coordinator or Tag.Adverb || tokens[next].Kind == TokenKind.Comma || tokens[next].IsQuote))
        {
            next++;
        }

        if (next >= limit || _phraseOf[next] < 0 || _phrases[_phraseOf[next]] is not { Preposition: < 0, IsPronoun: false } phrase || phrase.First != next)
        {
            return -1;
        }

        return Owned(_phraseOf[next], limit);
    }

    // The comma of "A, B and C".
    private bool LeadsList(int comma, int limit)
    {
        Span<Token> tokens = _discourse.Tokens;
        for (int i = comma + 1; i < Math.Min(limit, comma + 10); i++)
        {
            if (tokens[i].Tag == Tag.Coordinator)
            {
                return i > comma + 1 && i + 1 < limit && _phraseOf[i + 1] >= 0;
            }

            if (_verbs.IsVerb(i) || tokens[i].Tag is Tag.Relative or Tag.Subordinator or Tag.Complementiser or Tag.Pronoun || (!tokens[i].IsWord && tokens[i].Kind is not (TokenKind.Comma or TokenKind.Clitic or TokenKind.Number)))
            {
                return false;
            }
        }

        return false;
    }

    private int Read(int first, Sentence sentence, int preposition)
    {
        Span<Token> tokens = _discourse.Tokens;
        int head = -1;
        int i = first;
        for (; i < sentence.End && i - first < LongestPhrase; i++)
        {
            ref Token token = ref tokens[i];
            if (token.Tag != Tag.Adjective && _verbs.IsVerb(i))
            {
                break;
            }

            // "3 %": without its unit a number says something else
            if (token.Kind == TokenKind.Symbol && i > first && tokens[i - 1].Kind == TokenKind.Number && Units.Contains(_discourse.Text[token.Start]))
            {
                continue;
            }

            if (token.IsQuote || (token.Kind == TokenKind.Symbol && i > first && i + 1 < sentence.End && tokens[i + 1].IsWord))
            {
                bool through = i > first && i + 1 < sentence.End && tokens[i + 1].Tag is Tag.Noun or Tag.Name or Tag.Adjective
                    && !(token.Kind == TokenKind.OpenQuote && head >= 0 && !tokens[i + 1].IsCapitalised && !_lexicon.AdjectivesFollow);
                if (through)
                {
                    continue;
                }

                break;
            }

            if (token.Tag == Tag.Pronoun)
            {
                return i == first ? Add(first, i + 1, i, preposition, isPronoun: true) : Close(first, i, head, preposition);
            }

            if (!Continues(tokens, i, first, head, sentence))
            {
                break;
            }

            if (token.Tag is Tag.Noun or Tag.Name && !(head >= 0 && IsName(tokens, i, first, head, sentence)))
            {
                head = i;
            }
        }

        return Close(first, i, head, preposition);
    }

    private bool Continues(Span<Token> tokens, int i, int first, int head, Sentence sentence)
    {
        ref Token token = ref tokens[i];
        bool fresh = i > first && tokens[i - 1].Tag == Tag.Possessive;
        switch (token.Tag)
        {
            case Tag.Determiner:
                return head < 0 || fresh;
            case Tag.Number:
                return true;
            case Tag.Adjective or Tag.Participle:
                return head < 0 || fresh || _lexicon.AdjectivesFollow || (i + 1 < sentence.End && tokens[i + 1].Tag is Tag.Noun or Tag.Name && tokens[i - 1].Tag is Tag.Noun && !_lexicon.CapitalisesNouns);
            case Tag.Noun when _lexicon.CapitalisesNouns && head >= 0 && !fresh && IsCommon(token) && IsCommon(tokens[head]) && !token.Means(Sense.Roles):
                return IsName(tokens, i, first, head, sentence);
            case Tag.Noun:
                return head < 0 || fresh || tokens[head].Is(WordClass.Days) == token.Is(WordClass.Days) || (tokens[head].Is(WordClass.Days) && tokens[first].Tag == Tag.Determiner);
            case Tag.Name:
                return head < 0 || fresh || !tokens[head].Is(WordClass.Days);
            case Tag.Possessive:
                return head >= 0 && i + 1 < sentence.End && tokens[i + 1].Tag is Tag.Noun or Tag.Name or Tag.Adjective or Tag.Number or Tag.Adverb || (head >= 0 && i + 1 < sentence.End && tokens[i + 1].IsQuote);
            case Tag.Negation:
                return i == first && i + 1 < sentence.End && tokens[i + 1].Tag is Tag.Noun or Tag.Adjective or Tag.Name;
            case Tag.Adverb:
                return head < 0 && i > first && i + 1 < sentence.End && tokens[i + 1].Tag is Tag.None or Tag.Adjective or Tag.Number or Tag.Determiner or Tag.Noun or Tag.Name;
            case Tag.Preposition:
                // "Ursula von der Leyen", "Vieira da Silva"
                return token.Is(WordClass.NameParticles) && head == i - 1 && tokens[head].IsCapitalised && tokens[head].Tag != Tag.Sign && !tokens[head].Means(Sense.Groups | Sense.Roles | Sense.Documents)
                    && i > first && IsPersonName(first, head) && i + 1 < sentence.End && tokens[i + 1].IsCapitalised && !tokens[i + 1].Means(Sense.Groups | Sense.Documents);
            default:
                return false;
        }
    }

    // "Die Gewerkschaft Verdi kritisierte": only one phrase stands before the verb of a main clause, so that what follows a body there is its name.
    private bool IsName(Span<Token> tokens, int i, int first, int head, Sentence sentence)
    {
        int opening = _discourse.SkipQuotes(sentence.First, sentence.End);
        bool opens = first == opening || (first == opening + 1 && tokens[opening].Tag == Tag.Preposition);
        return opens && _lexicon.CapitalisesNouns && _lexicon.IsVerbSecond && tokens[first].Tag == Tag.Determiner && tokens[head].Means(Sense.Groups) && IsCommon(tokens[head]) && IsCommon(tokens[i]) && !tokens[i].Means(Sense.Roles);
    }

    // German: a noun the file or its ending tells, not a name.
    private bool IsCommon(Token token) =>
        (token.Word.IsKnown || token.Is(WordClass.Noun) || token.Means(Sense.Plural | Sense.Female)) && !token.Is(WordClass.Days | WordClass.Titles) && !(token.Length > 1 && char.IsUpper(_discourse.Text[token.Start + 1]));

    // Two capitals in a row, or a single first name of a particle: "João da Silva" is a person, "Ministério da Saúde" none.
    private bool IsPersonName(int first, int head)
    {
        Span<Token> tokens = _discourse.Tokens;
        for (int i = first; i <= head; i++)
        {
            if (tokens[i].Means(Sense.Groups | Sense.Documents) || tokens[i].Is(WordClass.Articles))
            {
                return false;
            }
        }

        return _lexicon.CapitalisesNouns ? !tokens[head].Word.IsKnown : tokens[head].Tag == Tag.Name && head > first && tokens[head - 1].Tag == Tag.Name;
    }

    private int Close(int first, int end, int head, int preposition)
    {
        Span<Token> tokens = _discourse.Tokens;
        while (end > first && (tokens[end - 1].Tag is Tag.Possessive or Tag.Adverb or Tag.Preposition || tokens[end - 1].IsQuote || (tokens[end - 1].Tag is Tag.Participle && head < 0)))
        {
            end--;
        }

        if (end <= first)
        {
            return -1;
        }

        if (head < 0 || head >= end)
        {
            // "the rich", "le premier", "beide": an adjective or determiner that stands for a noun; "is absurd" is none.
            bool stands = tokens[first].Tag is Tag.Determiner or Tag.Number && (end - first > 1 || !tokens[first].Is(WordClass.Articles));
            if (!stands)
            {
                return -1;
            }

            head = end - 1;
        }

        return Add(first, end, head, preposition, isPronoun: false);
    }

    private int Add(int first, int end, int head, int preposition, bool isPronoun)
    {
        WordClass cases = AllCases;
        if (_lexicon.IsVerbSecond)
        {
            Token lead = _discourse.Tokens[first];
            WordClass told = lead.Word.Classes & AllCases;
            cases = told != WordClass.None && (isPronoun || lead.Tag == Tag.Determiner || !lead.IsCapitalised) ? told : AllCases;
        }

        _phraseOf.Span[first..end].Fill(_phrases.Count);
        _phrases.Add(new NounPhrase(first, end, head, preposition, cases, isPronoun));
        return end;
    }
}
