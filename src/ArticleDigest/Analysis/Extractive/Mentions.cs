using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells whom a noun phrase means: pronouns, "both sides", "the statement", "their ministers", last names.</summary>
internal sealed class Mentions : IDisposable
{
    private const int Memory = 14;
    private const int LongMemory = 100;
    private const int LongestName = 14;
    private const int Deepest = 4;

    private readonly Discourse _discourse;
    private readonly VerbGroups _verbs;
    private readonly NounPhrases _nouns;
    private readonly Lexicon _lexicon;
    private readonly PooledList<Mention> _history = new(128);
    private readonly Dictionary<string, Sense> _sexes = new(StringComparer.Ordinal);
    private readonly DocumentOwners _documents;

    public Mentions(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Subjects subjects, Naming naming, Lexicon lexicon)
    {
        _discourse = discourse;
        _verbs = verbs;
        _nouns = nouns;
        _lexicon = lexicon;
        Names = naming;
        _documents = new DocumentOwners(discourse, verbs, nouns, subjects, this);
        Kinds = new PhraseKinds(discourse, naming, lexicon);
        for (int v = 0; v < verbs.Count; v++)
        {
            if (verbs[v].IsFinite && subjects.Of(v) is { IsNamed: true } subject && !(_nouns[subject.Noun].IsPronoun))
            {
                Remember(subject, v);
            }
        }

        for (int s = 0; s < discourse.Sentences.Length; s++)
        {
            _documents.Remember(s);
        }
    }

    public Naming Names { get; }

    public PhraseKinds Kinds { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _history.Dispose();
        Names.Dispose();
    }

    /// <summary>The name of what a subject means; null for a first or second person, or what nobody answers to.</summary>
    public string? Resolve(in Subject subject) => subject.IsNamed ? Resolve(subject.Phrase, subject.Noun) : null;

    /// <summary>Who an unspoken subject of the third person is: who acted last.</summary>
    /// <param name="token">Where.</param>
    /// <param name="isPlural">Whether the verb tells of several.</param>
    /// <param name="speaks">Whether the verb is one of speaking, so that who spoke last goes on.</param>
    public string? Dropped(int token, bool isPlural, bool speaks) =>
        (speaks ? Recent(token, m => m.IsActor && m.Speaks && m.IsPlural == isPlural, Memory, default) : null)
        ?? Recent(token, m => m.IsActor && m.IsPlural == isPlural && (!speaks || _discourse.QuotationAt(m.Token) < 0), Memory, default) ?? Recent(token, m => m.IsActor, Memory, default);

    /// <summary>Several who can speak, and last came up before a token; null if none did.</summary>
    public string? Actors(int token) => Recent(token, m => m.IsActor && m.IsPlural, LongMemory, default);

    /// <summary>The name of what a phrase means; null for a first or second person, or a pronoun nobody answers to.</summary>
    public string? Resolve(Phrase phrase, int noun) => Resolve(phrase, noun, default);

    /// <summary>The same of what is spoken of and does not speak: "the report" is itself there and not who wrote it.</summary>
    public string? ResolveThing(Phrase phrase, int noun) => Resolve(phrase, noun, new Asked(0, IsThing: true));

    /// <summary>What was last spoken of, for "it is a farce": a thing before a person; null if there is nothing.</summary>
    public string? SubjectBefore(int token) => Recent(token, m => !m.IsPerson && !m.IsActor, memory: 3, default) ?? Recent(token, m => !m.IsPerson, memory: 3, default) ?? Recent(token, _ => true, memory: 2, default);

    private string? Resolve(Phrase phrase, int noun, Asked asked)
    {
        if (asked.Depth > Deepest || noun < 0 || phrase.Count <= 0)
        {
            return null;
        }

        Span<Token> tokens = _discourse.Tokens;
        ref readonly NounPhrase np = ref _nouns[noun];
        Token lead = tokens[np.First];
        if (np.IsPronoun && phrase.Count == 1)
        {
            Word word = lead.Word;
            return word.Is(WordClass.FirstPerson | WordClass.Second | WordClass.Expletives & ~WordClass.It) && !word.Is(WordClass.It | WordClass.He | WordClass.They) ? null
                : word.Is(WordClass.He | WordClass.She) ? Person(lead, np.First, asked)
                : word.Is(WordClass.They) ? Last(np.First, m => m.IsPlural, asked)
                : word.Is(WordClass.It) ? Last(np.First, m => !m.IsPlural && !m.IsCertainPerson, asked)
                : word.Is(WordClass.Demonstratives) ? HeadingBefore(np.First)
                : word.Is(WordClass.One | WordClass.Reflexive | WordClass.Relatives | WordClass.Strong) ? null
                : Names.Tidy(phrase);
        }

        if (phrase.Count == 1 && lead.Is(WordClass.Demonstratives))
        {
            return HeadingBefore(np.First);
        }

        return Pair(phrase, np, asked) ?? Owned(phrase, noun, asked) ?? Apposed(phrase, np) ?? Description(phrase, np, asked.IsThing) ?? Name(phrase, np);
    }

    private void Remember(in Subject subject, int verb)
    {
        ref readonly NounPhrase noun = ref _nouns[subject.Noun];
        if (_history.Count == 0 || _history[_history.Count - 1].Token != noun.First)
        {
            bool person = Kinds.IsPerson(noun);
            bool speaks = Speaks(verb) && _discourse.QuotationAt(noun.First) < 0 && IsMain(verb);
            Token head = _discourse.Tokens[noun.Head];
            bool certain = person && (head.Means(Sense.Roles) || noun.Head > noun.First);
            _history.Add(new Mention(noun.First, subject.Phrase, subject.Noun, Kinds.IsPlural(noun, subject.Phrase), person, certain, Kinds.IsActor(noun), speaks));
            LearnSex(noun);
        }
    }

    // Whether a verb's clause depends on no other.
    private bool IsMain(int verb)
    {
        ref readonly VerbGroup group = ref _verbs[verb];
        Span<Token> tokens = _discourse.Tokens;
        int first = _lexicon.IsVerbSecond ? group.Clause.First : _discourse.Sentences[_discourse.SentenceAt(group.Head)].First;
        for (int i = group.First - 1; i >= first; i--)
        {
            if (tokens[i].Tag is Tag.Complementiser or Tag.Relative)
            {
                return false;
            }

            if (_verbs.At(i) is >= 0 and int other && other != verb && _verbs[other].IsFinite)
            {
                return true;
            }
        }

        return true;
    }

    private bool Speaks(int verb)
    {
        Word head = _discourse.Tokens[_verbs[verb].Head].Word;
        return head.Voices || head.HasCue(CueKind.Light);
    }

    // "he" is nobody who was "she" or "Mrs" before.
    private string? Person(Token pronoun, int at, Asked asked)
    {
        Sense sex = pronoun.Is(WordClass.She) && !pronoun.Is(WordClass.He) ? Sense.Female : pronoun.Is(WordClass.He) && !pronoun.Is(WordClass.She) ? Sense.Male : Sense.None;
        bool outside = _discourse.QuotationAt(at) < 0;
        string? name = (outside && _lexicon.AdjectivesFollow ? Recent(at, m => m.IsActor && !m.IsPlural && m.Speaks && Fits(m, sex, asked), 3, asked) : null)
            ?? (outside ? Recent(at, m => m.IsPerson && !m.IsPlural && m.Speaks && Fits(m, sex, asked), 5, asked) : null)
            ?? Last(at, m => m.IsPerson && !m.IsPlural && Fits(m, sex, asked), asked) ?? Last(at, m => m.IsActor && !m.IsPlural && Fits(m, sex, asked), asked);
        if (name is not null && sex != Sense.None)
        {
            _sexes.TryAdd(name, sex);
        }

        return name;
    }

    private bool Fits(Mention mention, Sense sex, Asked asked) =>
        sex == Sense.None || NameOf(mention, asked) is not { } name || !_sexes.TryGetValue(name, out Sense known) || known == sex;

    private string? NameOf(Mention mention, Asked asked) => Resolve(mention.Phrase, mention.Noun, asked with { Depth = asked.Depth + 1 });

    private void LearnSex(in NounPhrase noun)
    {
        bool named = Kinds.IsName(noun);
        for (int i = noun.First; i < noun.End; i++)
        {
            if (named && _discourse.Tokens[i].Tag == Tag.Determiner)
            {
                continue;
            }

            Sense sex = _discourse.Tokens[i].Word.Senses & (Sense.Female | Sense.Male);
            if (sex is Sense.Female or Sense.Male && (!_lexicon.IsVerbSecond || _discourse.Tokens[i].Means(Sense.Roles) || _discourse.Tokens[i].Is(WordClass.Titles)) && Resolve(noun.Phrase, _nouns.At(noun.Head)) is { } name)
            {
                _sexes.TryAdd(name, sex);
                return;
            }
        }
    }

    // Who acts is meant before what happens.
    private string? Last(int before, Predicate<Mention> fits, Asked asked)
    {
        // In quotation marks the speaker's own sentences come first.
        int quotation = _discourse.QuotationAt(before);
        if (quotation >= 0 && Recent(before, m => _discourse.QuotationAt(m.Token) >= 0 && fits(m), memory: 6, asked) is { } spoken)
        {
            return spoken;
        }

        return Recent(before, m => m.IsActor && fits(m), Memory, asked) ?? Recent(before, fits, Memory, asked);
    }

    private string? Recent(int before, Predicate<Mention> fits, int memory, Asked asked)
    {
        int low = 0;
        int high = _history.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _history[middle].Token < before ? (middle + 1, high) : (low, middle);
        }

        for (int i = low - 1, seen = 0; i >= 0 && seen < memory; i--, seen++)
        {
            if (fits(_history[i]) && NameOf(_history[i], asked) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    // "This is rejected because …" right under a heading means what the heading names.
    private string? HeadingBefore(int token)
    {
        Span<Paragraph> paragraphs = _discourse.Paragraphs;
        int paragraph = _discourse.Sentences[_discourse.SentenceAt(token)].Paragraph;
        if (paragraphs[paragraph].First != token)
        {
            return null;
        }

        if (paragraph > 1 && !paragraphs[paragraph - 1].IsHeading && paragraphs[paragraph - 1].End - paragraphs[paragraph - 1].First <= 4)
        {
            paragraph--;
        }

        if (paragraph < 1 || !paragraphs[paragraph - 1].IsHeading)
        {
            return null;
        }

        Paragraph heading = paragraphs[paragraph - 1];
        string name = Names.Tidy(new Phrase(heading.First, heading.End)).Replace("`", "", StringComparison.Ordinal).Trim();
        return name.Length > 0 ? name : null;
    }

    // "both sides", "the two ministers"
    private string? Pair(Phrase phrase, in NounPhrase noun, Asked asked)
    {
        Span<Token> tokens = _discourse.Tokens;
        if (phrase.Count > 4 || phrase.End != noun.End || !tokens[noun.Head].Means(Sense.Pairs | Sense.Roles))
        {
            return null;
        }

        bool two = false;
        for (int i = noun.First; i < noun.End; i++)
        {
            two |= tokens[i].Means(Sense.Two);
        }

        if (!two)
        {
            return null;
        }

        string head = tokens[noun.Head].Word.Norm;
        if (PairBefore(phrase.First, _nouns.At(noun.Head), head, asked) is { } known)
        {
            return known;
        }

        if (Names.Pair is not { } pair)
        {
            return null;
        }

        string both = _lexicon.Fill("and", pair.One, pair.Other);
        return tokens[noun.Head].Means(Sense.Roles) ? _lexicon.Fill("of", head, both) : both;
    }

    private string? PairBefore(int token, int noun, string head, Asked asked) =>
        Recent(token, m => m.IsPlural && m.Phrase.Count > 1 && m.Noun != noun && _discourse.Span(m.Phrase).Contains(head, StringComparison.OrdinalIgnoreCase)
            && !_discourse.Tokens[m.Phrase.First].Means(Sense.Two), LongMemory, asked);

    // "their foreign ministers"
    private string? Owned(Phrase phrase, int noun, Asked asked)
    {
        ref readonly NounPhrase np = ref _nouns[noun];
        Token lead = _discourse.Tokens[np.First];
        if (!lead.Is(WordClass.Possessives) || np.End - np.First < 2 || !lead.Is(WordClass.They | WordClass.He | WordClass.She | WordClass.It))
        {
            return null;
        }

        // "its spokeswoman Nora Vidal" has a name of her own.
        if (NameStart(np) is var start && start > np.First && _discourse.Tokens[start].Tag == Tag.Name)
        {
            return Name(new Phrase(start, np.End), np);
        }

        string? owner = lead.Is(WordClass.They) ? Last(phrase.First, m => m.IsPlural, asked)
            : lead.Is(WordClass.He | WordClass.She) ? Person(lead, phrase.First, asked)
            : Last(phrase.First, m => !m.IsPlural && !m.IsCertainPerson, asked);
        string thing = Names.Tidy(new Phrase(np.First + 1, Math.Min(phrase.End, np.First + LongestName)));
        return owner is null || owner.Length > 80 || thing.Length == 0 ? null : _lexicon.Fill("of", thing, owner);
    }

    // "the Polish energy minister, Jan Kowalski,": the name that follows tells who is meant, whoever else has the role.
    private string? Apposed(Phrase phrase, in NounPhrase noun)
    {
        Span<Token> tokens = _discourse.Tokens;
        Token head = tokens[noun.Head];
        bool follows = phrase.First == noun.First && phrase.End + 1 < tokens.Length && tokens[phrase.End].Kind == TokenKind.Comma;
        return follows && head.Means(Sense.Roles) && IsDefinite(noun) ? Names.HolderAt(head.Word.Norm, phrase.End + 1) : null;
    }

    private bool IsDefinite(in NounPhrase noun) =>
        _discourse.Tokens[noun.First].Is(WordClass.Articles | WordClass.Demonstratives) || (noun.Preposition >= 0 && _discourse.Tokens[noun.Preposition].Is(WordClass.Contracted));

    // "the mayor", "the joint statement"
    private string? Description(Phrase phrase, in NounPhrase noun, bool isThing)
    {
        Span<Token> tokens = _discourse.Tokens;
        Token head = tokens[noun.Head];
        if (phrase.Count > 4 || !IsDefinite(noun) || !head.Word.IsKnown || (head.IsCapitalised && !_lexicon.CapitalisesNouns) || phrase.End > noun.End)
        {
            return null;
        }

        if (head.Means(Sense.Roles))
        {
            return Names.Holder(head.Word.Norm, phrase.First);
        }

        return head.Means(Sense.Documents) && !isThing ? _documents.Before(head.Word.Norm, phrase.First) : null;
    }

    private string Name(Phrase phrase, in NounPhrase noun)
    {
        Span<Token> tokens = _discourse.Tokens;
        int end = Math.Min(phrase.End, phrase.First + LongestName);
        end = end < phrase.End ? Math.Max(noun.End, phrase.First + 1) : end;
        int first = phrase.First;
        bool single = phrase.End <= noun.End || phrase.First != noun.First;
        if (phrase.First == noun.First && end <= noun.End)
        {
            first = NameStart(noun);
            first = first < end ? first : phrase.First;
        }

        bool oneWord = end - first == 1 || (end - first == 2 && (tokens[end - 1].Kind == TokenKind.Clitic || (tokens[first].Is(WordClass.Articles) && Directional(end - 1))));
        if (oneWord && single)
        {
            int word = tokens[end - 1].Kind == TokenKind.Clitic ? first : end - 1;
            if (tokens[word].IsCapitalised && Names.Fullest(_discourse.Span(new Phrase(word, word + 1))) is { } full)
            {
                return full;
            }
        }

        return Names.Tidy(new Phrase(first, end));
    }

    // Where "Finance Minister Paul Odell" and "nurse Dana Reed" have their name: one name for one person all through the article.
    private int NameStart(in NounPhrase noun)
    {
        Span<Token> tokens = _discourse.Tokens;
        for (int i = noun.Head - 1; i >= noun.First; i--)
        {
            if (tokens[i].Means(Sense.Roles) || tokens[i].Is(WordClass.Titles))
            {
                bool name = tokens[i + 1].IsCapitalised && !tokens[noun.Head].Means(Sense.Groups) && (noun.Head > i + 1 || Names.Fullest(_discourse.Span(new Phrase(noun.Head, noun.Head + 1))) is not null);
                return name && Kinds.IsName(noun) ? i + 1 : noun.First;
            }

            if (!tokens[i].IsCapitalised && tokens[i].Tag is not Tag.Preposition)
            {
                break;
            }
        }

        return noun.First;
    }

    // "the South" for South Korea, but "the Commission" stays as it is written.
    private bool Directional(int word) =>
        Names.Fullest(_discourse.Span(new Phrase(word, word + 1))) is { } full && full.AsSpan().StartsWith(_discourse.Span(new Phrase(word, word + 1)), StringComparison.Ordinal);

    /// <summary>How a name is asked for.</summary>
    /// <param name="Depth">By how many other names it is asked for.</param>
    /// <param name="IsThing">Whether a document is meant itself, and not who speaks in it.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Asked(int Depth, bool IsThing);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Mention(int Token, Phrase Phrase, int Noun, bool IsPlural, bool IsPerson, bool IsCertainPerson, bool IsActor, bool Speaks);
}
