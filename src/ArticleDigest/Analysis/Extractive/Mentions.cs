using System.Globalization;
using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>Tells whom a noun phrase means: pronouns, "both sides", "the statement", "their ministers", last names.</summary>
internal sealed class Mentions
{
    private const int Memory = 14;
    private const int LongMemory = 100;
    private const int LongestName = 12;

    private readonly Discourse _discourse;
    private readonly Lexicon _lexicon;
    private readonly List<Mention> _history = [];
    private readonly int[] _historyBefore;
    private readonly Dictionary<string, WordClass> _sexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Token, string Name)>> _documents = new(StringComparer.Ordinal);

    public Mentions(Discourse discourse, VerbGroups verbs, NounPhrases nouns, Subjects subjects, Naming naming, Lexicon lexicon)
    {
        _discourse = discourse;
        _lexicon = lexicon;
        Names = naming;
        Kinds = new PhraseKinds(discourse, naming);
        _historyBefore = new int[discourse.Sentences.Length + 1];
        Array.Fill(_historyBefore, int.MaxValue);
        for (int s = 0; s < discourse.Sentences.Length; s++)
        {
            Sentence sentence = discourse.Sentences[s];
            _historyBefore[s] = _history.Count;
            string? main = null;
            foreach (VerbGroup group in verbs.Of(s))
            {
                if (group.IsFinite && subjects.Of(group, sentence) is { } subject && Resolve(subject) is { } name)
                {
                    LearnSex(subject, name);
                    main ??= Kinds.IsActor(subject) ? name : null;
                    if (_history.Count == 0 || _history[^1].Token != subject.First)
                    {
                        _history.Add(new Mention(subject.First, name, Kinds.IsPlural(subject), Kinds.IsPerson(subject), Kinds.IsCertainPerson(subject), Kinds.IsActor(subject)));
                    }
                }
            }

            RememberDocuments(sentence, main, nouns);
        }
    }

    public Naming Names { get; }

    public PhraseKinds Kinds { get; }

    /// <summary>The name of what a phrase means; null for a first or second person, or a pronoun nobody answers to.</summary>
    public string? Resolve(Phrase phrase)
    {
        Token[] tokens = _discourse.Tokens;
        int first = phrase.First;
        while (first < phrase.End && tokens[first].IsQuote)
        {
            first++;
        }

        phrase = new Phrase(first, phrase.End);
        if (phrase.Count <= 0)
        {
            return null;
        }

        Token lead = tokens[first];
        if (phrase.Count == 1 && lead.Is(WordClass.Pronouns | WordClass.Relatives) && !_discourse.IsCapitalised(first) | _discourse.StartsSentence(first))
        {
            return lead.Is(WordClass.HeShe) ? Person(lead, first)
                : lead.Is(WordClass.They) ? Last(first, m => m.IsPlural)
                : lead.Is(WordClass.It) ? Last(first, m => !m.IsPlural && !m.IsCertain)
                : null;
        }

        if (lead.Is(WordClass.Demonstratives) && phrase.Count == 1)
        {
            return HeadingBefore(first);
        }

        return ResolvePair(phrase) ?? ResolveOwned(phrase) ?? ResolveDescription(phrase) ?? ResolveName(phrase);
    }

    /// <summary>The thing last spoken of, for "it is a farce"; null if there is none.</summary>
    public string? ThingBefore(int token) => Recent(token, m => !m.IsActor && !m.IsPlural, memory: 4);

    // "he" is nobody who was "she" or "Mrs" before.
    private string? Person(Token pronoun, int at)
    {
        WordClass sex = pronoun.Word.Classes & (WordClass.Female | WordClass.Male);
        string? name = Last(at, m => m.IsPerson && !m.IsPlural && (_sexes.GetValueOrDefault(m.Name) is var known && (known == WordClass.None || sex == WordClass.None || known == sex)));
        if (name is not null && sex != WordClass.None)
        {
            _sexes.TryAdd(name, sex);
        }

        return name;
    }

    private void LearnSex(Phrase subject, string name)
    {
        for (int i = subject.First; i < Kinds.HeadEnd(subject); i++)
        {
            WordClass sex = _discourse.Tokens[i].Word.Classes & (WordClass.Female | WordClass.Male);
            if (sex is WordClass.Female or WordClass.Male && !_discourse.Tokens[i].Is(WordClass.HeShe))
            {
                _sexes.TryAdd(name, sex);
            }
        }
    }

    // Who acts is meant before what happens.
    private string? Last(int before, Predicate<Mention> fits)
    {
        // In quotation marks the speaker's own sentences come first.
        if (_discourse.QuotationAt(before) >= 0 && Recent(before, m => _discourse.QuotationAt(m.Token) >= 0 && fits(m), memory: 6) is { } spoken)
        {
            return spoken;
        }

        return Recent(before, m => m.IsActor && fits(m)) ?? Recent(before, fits);
    }

    private string? Recent(int before, Predicate<Mention> fits, int memory = Memory)
    {
        int last = Math.Min(_history.Count, _historyBefore[_discourse.SentenceAt(before) + 1]);
        for (int i = last - 1, seen = 0; i >= 0 && seen < memory; i--)
        {
            if (_history[i].Token >= before)
            {
                continue;
            }

            seen++;
            if (fits(_history[i]))
            {
                return _history[i].Name;
            }
        }

        return null;
    }

    // "This is rejected because …" right under a heading means what the heading names.
    private string? HeadingBefore(int token)
    {
        int paragraph = _discourse.Sentences[_discourse.SentenceAt(token)].Paragraph;
        if (_discourse.Paragraphs[paragraph].First != token)
        {
            return null;
        }

        if (paragraph > 1 && !_discourse.Paragraphs[paragraph - 1].IsHeading && _discourse.Paragraphs[paragraph - 1] is { } brief && brief.End - brief.First <= 4)
        {
            paragraph--;
        }

        if (paragraph < 1 || !_discourse.Paragraphs[paragraph - 1].IsHeading)
        {
            return null;
        }

        Paragraph heading = _discourse.Paragraphs[paragraph - 1];
        string name = Names.Tidy(new Phrase(heading.First, heading.End)).Replace("`", "", StringComparison.Ordinal).Trim();
        return name.Length > 0 ? name : null;
    }

    // "both sides", "the two ministers"
    private string? ResolvePair(Phrase phrase)
    {
        Token[] tokens = _discourse.Tokens;
        int end = Kinds.HeadEnd(phrase);
        Token head = tokens[end - 1];
        bool two = Enumerable.Range(phrase.First, end - phrase.First).Any(i => tokens[i].Is(WordClass.Two));
        if (!two || !(head.Is(WordClass.Pairs) || (head.Is(WordClass.Roles) && head.Is(WordClass.SuffixPlural))) || end != phrase.End || end - phrase.First > 4)
        {
            return null;
        }

        string noun = head.Word.Norm;
        if (Recent(phrase.First, m => m.IsPlural && m.Name.Contains(noun, StringComparison.OrdinalIgnoreCase) && m.Name.Contains(' ', StringComparison.Ordinal), LongMemory) is { } known
            && !known.StartsWith("both", StringComparison.OrdinalIgnoreCase))
        {
            return known;
        }

        if (Names.Pair is not { } pair)
        {
            return null;
        }

        string names = Format("and", pair.One, pair.Other);
        return head.Is(WordClass.Roles) ? Format("of", noun, names) : names;
    }

    // "their foreign ministers"
    private string? ResolveOwned(Phrase phrase)
    {
        Token lead = _discourse.Tokens[phrase.First];
        if (!lead.Is(WordClass.Possessives) || phrase.Count < 2 || !lead.Is(WordClass.They | WordClass.HeShe | WordClass.It))
        {
            return null;
        }

        // "its spokeswoman Nora Vidal" has a name of her own.
        if (BehindRole(phrase.First + 1, phrase.End) > phrase.First + 1)
        {
            return ResolveName(phrase with { First = phrase.First + 1 });
        }

        string? owner = lead.Is(WordClass.They) ? Last(phrase.First, m => m.IsPlural)
            : lead.Is(WordClass.HeShe) ? Person(lead, phrase.First)
            : Last(phrase.First, m => !m.IsPlural && !m.IsCertain);
        string thing = Names.Tidy(new Phrase(phrase.First + 1, Math.Min(phrase.End, phrase.First + LongestName)));
        return owner is null || owner.Length > 80 || thing.Length == 0 ? null : Format("of", thing, owner);
    }

    // "the mayor", "the joint statement"
    private string? ResolveDescription(Phrase phrase)
    {
        Token[] tokens = _discourse.Tokens;
        int end = phrase.End;
        Token head = tokens[end - 1];
        if (phrase.Count > 4 || !tokens[phrase.First].Is(WordClass.Articles | WordClass.Demonstratives) || _discourse.IsCapitalised(end - 1))
        {
            return null;
        }

        if (head.Is(WordClass.Roles))
        {
            return Names.Holder(head.Word.Norm, phrase.First);
        }

        if (head.Is(WordClass.Documents) && _documents.TryGetValue(head.Word.Norm, out List<(int Token, string Name)>? owners))
        {
            return Naming.LastBefore(owners, phrase.First);
        }

        return null;
    }

    private string ResolveName(Phrase phrase)
    {
        Token[] tokens = _discourse.Tokens;
        int end = Math.Min(phrase.End, phrase.First + LongestName);
        if (end < phrase.End)
        {
            int cut = Kinds.HeadEnd(phrase);
            end = cut < end && cut > phrase.First + 1 ? cut : end;
        }

        int first = phrase.First;
        if (first + 1 < end && tokens[first].Is(WordClass.Titles) && (end - first > 2 || Names.Fullest(_discourse.TextOf(new Phrase(end - 1, end))) is not null))
        {
            first++;
        }

        first = BehindRole(first, end);

        bool oneWord = end - first == 1 || (end - first == 2 && (tokens[end - 1].Kind == TokenKind.Clitic || (tokens[first].Is(WordClass.Articles) && Directional(end - 1))));
        if (oneWord)
        {
            int word = tokens[end - 1].Kind == TokenKind.Clitic ? first : end - 1;
            if (_discourse.IsCapitalised(word) && Names.Fullest(_discourse.TextOf(new Phrase(word, word + 1))) is { } full)
            {
                return full;
            }
        }

        return Names.Tidy(new Phrase(first, end));
    }

    // "Finance Minister Paul Odell", "nurse Dana Reed": one name for one person all through the article.
    private int BehindRole(int first, int end)
    {
        for (int i = end - 3; i >= first; i--)
        {
            bool name = _discourse.IsCapitalised(end - 1) && _discourse.IsCapitalised(end - 2);
            if (!name || end - i > 5)
            {
                return first;
            }

            if (_discourse.Tokens[i].Is(WordClass.Roles | WordClass.Titles))
            {
                return i + 1;
            }

            if (!_discourse.IsCapitalised(i))
            {
                return first;
            }
        }

        return first;
    }

    // "the South" for South Korea, but "the Commission" stays as it is written.
    private bool Directional(int word) =>
        Names.Fullest(_discourse.TextOf(new Phrase(word, word + 1))) is { } full
        && full.StartsWith(_discourse.TextOf(new Phrase(word, word + 1)), StringComparison.Ordinal);

    // "said in a joint statement", "a letter from the union", "the ministry's report"
    private void RememberDocuments(Sentence sentence, string? main, NounPhrases nouns)
    {
        Token[] tokens = _discourse.Tokens;
        for (int i = sentence.First; i < sentence.End; i++)
        {
            if (!tokens[i].Is(WordClass.Documents) || _discourse.QuotationAt(i) >= 0)
            {
                continue;
            }

            int first = i;
            while (first > sentence.First && i - first < 5 && tokens[first - 1].IsWord && !tokens[first - 1].Is(WordClass.Prepositions | WordClass.Determiners | WordClass.Possessives))
            {
                first--;
            }

            bool indefinite = first > sentence.First && (tokens[first - 1].Is(WordClass.Possessives)
                || (tokens[first - 1].Is(WordClass.Articles) && tokens[first - 1].Length <= 2));
            string? owner = null;
            if (i + 1 < sentence.End && tokens[i + 1].Is(WordClass.By) && nouns.Right(i + 2, sentence.End, []) is { } by)
            {
                owner = Kinds.IsActor(by) ? Resolve(by) : null;
            }
            else if (indefinite && main is not null)
            {
                owner = main;
            }

            if (owner is not null && owner.Length < 100)
            {
                string noun = tokens[i].Word.Norm;
                if (!_documents.TryGetValue(noun, out List<(int Token, string Name)>? owners))
                {
                    _documents[noun] = owners = [];
                }

                owners.Add((i, owner));
            }
        }
    }

    private string Format(string template, string one, string other) =>
        string.Format(CultureInfo.InvariantCulture, _lexicon.Templates[template], one, other);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Mention(int Token, string Name, bool IsPlural, bool IsPerson, bool IsCertain, bool IsActor);
}
