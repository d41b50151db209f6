using System.Collections.Frozen;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Articles;

namespace ArticleDigest.Editions.Merging;

/// <summary>What comparing knows of the words of one language: their stems, and the concepts that they stand for.</summary>
internal sealed class Vocabulary
{
    private const int ShortestStem = 4;
    private const int ShortestCompound = 8;
    private const int ShortestPart = 3;
    private const int LongestExpression = 4;
    private const int ShortestKnownStem = 5;

    private const int ShortestDerived = 4;
    private const int LongestJoint = 2;
    private const string VerbEnding = "en";
    private const char OnlyBefore = '+';

    // What the languages put behind a noun, and what stood there before; tried before stems, which short words share.
    private static readonly (string Ending, string By)[] Inflections =
        [("a", "o"), ("as", "o"), ("s", ""), ("es", ""), ("n", ""), ("en", ""), ("e", ""), ("er", ""), ("r", ""), ("x", ""), ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("aux", "al"), ("ces", "z"), ("ies", "y"), ("ns", "m")];

    private const WordClass Small =
        WordClass.Articles | WordClass.Contracted | WordClass.Demonstratives | WordClass.Possessives | WordClass.Quantifiers | WordClass.Pronouns | WordClass.Relatives
        | WordClass.Interrogatives | WordClass.Prepositions | WordClass.Links | WordClass.Contrast | WordClass.InfinitiveMarkers | WordClass.Auxiliaries
        | WordClass.Want | WordClass.Adverbs | WordClass.Connectives | WordClass.Expletives | WordClass.Particles | WordClass.ObjectClitics | WordClass.Negations;

    private static readonly WordLists Lists = WordLists.Open("figures", "Editions");
    private static readonly WordLists DetailLists = WordLists.Open("details", "Editions");
    private static readonly FrozenSet<string> Weak = DetailLists.Words("weak").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> GeneralNouns = DetailLists.Words("general").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Remedies = DetailLists.Words("remedies").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Befores = DetailLists.Words("earlier").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Afters = DetailLists.Words("later").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> AgeWords = DetailLists.Words("aged").ToFrozenSet(StringComparer.Ordinal);
    private static readonly IReadOnlyList<string> ConceptLines = WordLists.Open("concepts", "Editions").Lines("concepts");

    private static readonly FrozenDictionary<string, Lazy<Vocabulary>> Vocabularies =
        Lexicon.Languages.ToFrozenDictionary(language => language, language => new Lazy<Vocabulary>(() => new Vocabulary(language)), StringComparer.Ordinal);

    private static readonly Lazy<Vocabulary> OfNoLanguage = new(() => new Vocabulary(Article.UnknownLanguage));

    private readonly Lexicon? _lexicon;
    private readonly (string Ending, int Stays, string By)[] _endings;
    private readonly (string Ending, int Stays, string By)[] _verbEndings;
    private readonly FrozenDictionary<string, Concept> _words;
    private readonly FrozenDictionary<string, Concept> _stems;
    private readonly FrozenDictionary<string, Phrase[]> _expressions;
    private readonly (string Ending, int Stays, string By)[] _derivations;
    private readonly FrozenSet<string> _accented;
    private readonly FrozenDictionary<string, string[][]> _whys;
    private readonly FrozenSet<string> _aims;
    private readonly FrozenSet<string> _onlys;
    private readonly FrozenDictionary<string, string[][]> _whens;

    private Vocabulary(string language)
    {
        Language = language;
        Numbers = new NumberWords(language);
        _lexicon = Lexicon.Of(language);
        _endings = EndingsOf($"endings-{language}");
        _verbEndings = EndingsOf($"verb-endings-{language}");
        _derivations = [.. Lists.Lines($"derivations-{language}").Select(line => line.Split(' ')).Select(line => (line[0], ShortestDerived, line.Length > 1 ? line[1] : ""))];
        _whys = Openers("why");
        _aims = DetailLists.Words($"aim-{language}").ToFrozenSet(StringComparer.Ordinal);
        _onlys = DetailLists.Words($"only-{language}").ToFrozenSet(StringComparer.Ordinal);
        _whens = Openers("when");
        HashSet<string> accented = new(StringComparer.Ordinal);
        Dictionary<string, Concept> words = new(StringComparer.Ordinal);
        Dictionary<string, Concept> stems = new(StringComparer.Ordinal);
        List<Phrase> expressions = [];
        foreach (string line in ConceptLines)
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            string[] head = parts[0].Split(' ');
            Concept concept = new(head[0], head[1..].Aggregate(ConceptMarks.None, (marks, mark) => marks | Enum.Parse<ConceptMarks>(mark, ignoreCase: true)));
            string[]? listed = Array.Find(parts, part => part.StartsWith(language + ' ', StringComparison.Ordinal))?.Split(' ')[1..];
            foreach (string word in listed ?? [])
            {
                List<SpelledWord> spelled = SpelledWord.Divide(word.Replace('_', ' '));
                if (spelled.Count > 1)
                {
                    int taken = SpelledWord.Divide(word.Split(OnlyBefore)[0].Replace('_', ' ')).Count;
                    expressions.Add(new Phrase([.. spelled.Select(StemOf)], taken, concept));
                }
                else if (spelled.Count == 1)
                {
                    words.TryAdd(spelled[0].Folded, concept);
                    if (HasAccents(spelled[0]))
                    {
                        accented.Add(spelled[0].Folded);
                    }

                    stems.TryAdd(StemOf(spelled[0]), concept);
                }
            }
        }

        _words = words.ToFrozenDictionary(StringComparer.Ordinal);
        _accented = accented.Where(IsOtherWithout).ToFrozenSet(StringComparer.Ordinal);
        Limit = words.Values.FirstOrDefault(concept => concept.Name is Concept.Limiting);
        Floor = words.Values.FirstOrDefault(concept => concept.Name is Concept.AtLeast);
        _stems = stems.Where(stem => stem.Key.Length >= ShortestKnownStem).ToFrozenDictionary(StringComparer.Ordinal);
        _expressions = expressions
            .GroupBy(expression => expression.Stems[0], StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(expression => expression.Stems.Length).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The language (ISO 639-1).</summary>
    public string Language { get; }

    /// <summary>The concept of limiting, which "no more than" says too; null in a language that is not read.</summary>
    public Concept? Limit { get; }

    /// <summary>The concept of at least, which "no less than" says too; null in a language that is not read.</summary>
    public Concept? Floor { get; }

    /// <summary>Its numbers.</summary>
    public NumberWords Numbers { get; }

    /// <summary>Whether what tells a noun closer usually stands behind it.</summary>
    public bool AdjectivesFollow => _lexicon?.AdjectivesFollow ?? false;

    /// <summary>Whether all nouns have a capital, not only names.</summary>
    public bool IsNounCapital => _lexicon?.CapitalisesNouns ?? false;

    /// <summary>The vocabulary of a language (ISO 639-1); of one that is not read, one that knows no words.</summary>
    public static Vocabulary Of(string language) =>
        Vocabularies.TryGetValue(language, out Lazy<Vocabulary>? known) ? known.Value : OfNoLanguage.Value;

    /// <summary>The concept that an expression of several words stands for.</summary>
    /// <returns>Behind its last word; the same place if there is none.</returns>
    public int Expression(IReadOnlyList<SpelledWord> words, int start, out Concept? concept)
    {
        concept = null;
        if (_expressions.TryGetValue(StemOf(words[start]), out Phrase[]? known))
        {
            foreach (Phrase phrase in known)
            {
                if (phrase.Stems.Length <= Math.Min(LongestExpression, words.Count - start) && Follows(words, start, phrase.Stems))
                {
                    concept = phrase.Concept;
                    return start + phrase.Taken;
                }
            }
        }

        return start;
    }

    /// <summary>The concept that a word stands for; null if the data has none.</summary>
    public Concept? ConceptOf(SpelledWord word)
    {
        // "sur" is not "sûr", and "pais" are no "país".
        if (_accented.Contains(word.Folded) && !HasAccents(word))
        {
            return Inflected(word.Folded);
        }

        return (IsAuxiliary(word) ? _words.GetValueOrDefault(word.Folded) : Listed(word.Folded))
            ?? _words.GetValueOrDefault(SpelledWord.Fold(LemmaOf(word)))
            ?? _stems.GetValueOrDefault(StemOf(word))
            ?? Derived(word);
    }

    /// <summary>The concept of a part of a compound.</summary>
    public Concept? ConceptOfPart(SpelledWord part) =>
        Listed(part.Folded) ?? (part.Folded.Length >= ShortestKnownStem ? _words.GetValueOrDefault(part.Folded + VerbEnding) : null);

    /// <summary>Whether a concept only says that something is to be: "introduce".</summary>
    public static bool IsWeak(Concept concept) => Weak.Contains(concept.Name);

    /// <summary>Whether a noun tells nothing of the one before it that would make it another thing: "bus travel".</summary>
    public static bool IsGeneral(string stem) => GeneralNouns.Contains(stem);

    /// <summary>Whether a word beside a number says that it is an age: "older than 75".</summary>
    public static bool IsAge(string folded) => AgeWords.Contains(folded);

    /// <summary>Whether peoples and what is theirs are written with small letters.</summary>
    public bool PeoplesAreSmall => Language is not "en";

    /// <summary>Whether behind a word stands why or what for.</summary>
    public bool TellsWhy(IReadOnlyList<SpelledWord> words, int at)
    {
        if (Opens(_whys, words, at))
        {
            return true;
        }

        if (!_aims.Contains(words[at].Folded) || at + 1 == words.Count || _lexicon is null)
        {
            return false;
        }

        // German parts the infinitive from "um", but writes a comma before it; "um zwei Prozent" has none.
        if (IsNounCapital)
        {
            return at == 0 || words[at].AfterMark == ',';
        }

        // "have to publish", "fail to publish"
        bool isLed = at > 0 && words[at].AfterMark == '\0' && _lexicon.Find(words[at - 1].Spelling) is var leading && (leading.Is(WordClass.Auxiliaries | WordClass.Want) || leading.Cues.Length > 0);
        return !isLed && _lexicon.Find(words[at + 1].Spelling).HasForm(VerbForms.Infinitive);
    }

    /// <summary>Whether a word for "against" only says what the thing before it is for: "insurance against drought".</summary>
    public bool TellsRemedy(IReadOnlyList<SpelledWord> words, int at) =>
        at > 0 && _lexicon is not null && _lexicon.Find(words[at].Spelling).Is(WordClass.Prepositions)
        && (Remedies.Contains(words[at - 1].Folded) || (AdjectivesFollow && at > 1 && Remedies.Contains(words[at - 2].Folded)));

    /// <summary>Whether in a clause that denies a word limits the number behind it: "ne … que deux".</summary>
    public bool Limits(IReadOnlyList<SpelledWord> words, int at) =>
        _onlys.Contains(words[at].Folded) && at + 1 < words.Count && Numbers.Read(words, at + 1, []) > at + 1;

    /// <summary>Whether behind a word stands when.</summary>
    public bool TellsWhen(IReadOnlyList<SpelledWord> words, int at) => Opens(_whens, words, at);

    /// <summary>Whether a word that tells when says before (-1) or after (1) what; otherwise 0.</summary>
    public static int TimeOf(string folded) => Befores.Contains(folded) ? -1 : Afters.Contains(folded) ? 1 : 0;

    /// <summary>Whether a clause of its own begins with a word: "because", "although".</summary>
    public bool Subordinates(SpelledWord word) =>
        _lexicon?.Find(word.Spelling) is { } known && known.Is(WordClass.Subordinators) && !known.Is(WordClass.Prepositions | WordClass.Complementisers | WordClass.Coordinators);

    /// <summary>Whether what "without" stands before is an action with all that belongs to it: "without telling the passengers".</summary>
    public bool IsDoneBehind(IReadOnlyList<SpelledWord> words, int at)
    {
        if (_lexicon is null || at >= words.Count)
        {
            return false;
        }

        if (!IsNounCapital)
        {
            return _lexicon.Find(words[at].Spelling).HasForm(VerbForms.Infinitive | VerbForms.Gerund);
        }

        for (int i = at; i < words.Count && words[i].AfterMark == '\0'; i++)
        {
            if (_lexicon.Find(words[i].Spelling).Is(WordClass.InfinitiveMarkers))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The concept of a word as the data has it, or in the plural.</summary>
    public Concept? Listed(string folded) => _words.GetValueOrDefault(folded) ?? Inflected(folded);

    /// <summary>A word without its endings.</summary>
    public string StemOf(SpelledWord word)
    {
        string stem = SpelledWord.Fold(LemmaOf(word));
        stem = word.IsCapitalised ? stem : Cut(stem, _verbEndings);
        for (string shorter = Cut(stem, _endings); shorter.Length < stem.Length; shorter = Cut(stem, _endings))
        {
            stem = shorter;
        }

        return stem;
    }

    /// <summary>Whether a word does something in the sentence and says nothing of what it is about.</summary>
    public bool IsSmall(SpelledWord word) =>
        _lexicon is null ? word.Folded.Length < ShortestStem && !word.IsLoud : !word.IsLoud && !IsNoun(word) && _lexicon.Find(word.Spelling) is { IsKnown: true } known && known.Is(Small);

    /// <summary>Whether a new clause may begin with a word.</summary>
    public bool Coordinates(SpelledWord word) => _lexicon?.Find(word.Spelling).Is(WordClass.Coordinators | WordClass.Contrast) ?? false;

    /// <summary>Whether a word is a verb rather than a noun, as far as its spelling and the word before tell.</summary>
    public bool IsVerb(SpelledWord word, SpelledWord? before)
    {
        if (_lexicon is null || IsNoun(word) || !_lexicon.Find(word.Spelling).Cues.Any(form => form.Cue.Word == CueWord.Verb))
        {
            return false;
        }

        Word? leading = before is null || before.AfterMark != '\0' ? null : _lexicon.Find(before.Spelling);
        if (leading is null || leading.Is(WordClass.Auxiliaries | WordClass.Coordinators))
        {
            return true;
        }

        // "de pagar", but "de impostos"
        if (leading.Is(WordClass.InfinitiveMarkers))
        {
            return _lexicon.Find(word.Spelling).HasForm(VerbForms.Infinitive) || IsNounCapital;
        }

        // "delaying permits", "tram lines"
        bool mayBeNoun = leading.HasForm(VerbForms.Gerund) || _lexicon.Find(word.Spelling).Is(WordClass.NounVerbs);
        return !mayBeNoun && !leading.Is(WordClass.Determiners | WordClass.Prepositions | WordClass.Contracted);
    }

    /// <summary>The two words that a German compound is made of, if one of them stands for a concept; null otherwise.</summary>
    public (SpelledWord First, SpelledWord Last)? Parts(SpelledWord word)
    {
        if (!IsNounCapital || !word.IsCapitalised || word.Spelling.Length < ShortestCompound || word.Spelling.Length != word.Folded.Length)
        {
            return null;
        }

        (SpelledWord, SpelledWord)? byFirst = null;
        for (int cut = ShortestPart; cut <= word.Spelling.Length - ShortestStem; cut++)
        {
            SpelledWord last = word with { Spelling = char.ToUpperInvariant(word.Spelling[cut]) + word.Spelling[(cut + 1)..], Folded = word.Folded[cut..] };
            SpelledWord first = word with { Spelling = word.Spelling[..cut], Folded = word.Folded[..cut] };
            if (Listed(last.Folded) is { } whole && !whole.Has(ConceptMarks.Vague))
            {
                return (first, last);
            }

            // "Mieten|stopp", not "Miete|nstopp": what joins both belongs to the first.
            bool joint = byFirst is not { } known || (ConceptOfPart(known.Item2) is null && cut - known.Item1.Folded.Length <= LongestJoint);
            if (joint && cut >= ShortestStem && Listed(first.Folded) is not null)
            {
                byFirst = (first, last);
            }
        }

        return byFirst;
    }

    // A capital within a sentence, where nouns have one.
    private bool IsNoun(SpelledWord word) => _lexicon!.CapitalisesNouns && word.IsCapitalised;

    private string LemmaOf(SpelledWord word)
    {
        if (_lexicon is null || IsNoun(word))
        {
            return word.Spelling;
        }

        foreach (CueForm form in _lexicon.Find(word.Spelling).Cues)
        {
            if (form.Cue.Word == CueWord.Verb && form.Particle is null)
            {
                return form.Cue.Lemma;
            }
        }

        return word.Spelling;
    }

    private static (string Ending, int Stays, string By)[] EndingsOf(string section) =>
        [.. Lists.Lines(section).Select(line => line.Split(' ')).Select(line => (line[0], line[1][0] - '0', line.Length > 2 ? line[2] : ""))];

    private static string Cut(string word, (string Ending, int Stays, string By)[] endings)
    {
        foreach ((string ending, int stays, string by) in endings)
        {
            if (word.Length - ending.Length >= stays && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length] + by;
            }
        }

        return word;
    }

    private Concept? Inflected(string folded)
    {
        foreach ((string ending, string by) in Inflections)
        {
            if (folded.Length - ending.Length >= ShortestPart && folded.EndsWith(ending, StringComparison.Ordinal) && _words.TryGetValue(folded[..^ending.Length] + by, out Concept? concept))
            {
                return concept;
            }
        }

        return null;
    }

    // Whether a listed word says something else without its accents.
    private bool IsOtherWithout(string folded) =>
        (_lexicon?.Find(folded).Is(Small) ?? false) || (Inflected(folded) is { } other && !ReferenceEquals(other, _words[folded]));

    // "die Busse waren", but "die Waren"
    private bool IsAuxiliary(SpelledWord word) =>
        _lexicon is { CapitalisesNouns: true } && !word.IsCapitalised && _lexicon.Find(word.Spelling).Is(WordClass.Auxiliaries);

    private static bool HasAccents(SpelledWord word) => !string.Equals(word.Spelling, word.Folded, StringComparison.OrdinalIgnoreCase);

    // "recrutamento" of "recrutar", and a verb of which only the noun is listed.
    private Concept? Derived(SpelledWord word)
    {
        string lemma = SpelledWord.Fold(LemmaOf(word));
        string singular = lemma.EndsWith('s') ? lemma[..^1] : lemma;
        foreach ((string ending, int stays, string by) in _lexicon is null || IsSmall(word) ? [] : _derivations)
        {
            if (singular.Length - ending.Length >= stays && singular.EndsWith(ending, StringComparison.Ordinal) && _words.TryGetValue(singular[..^ending.Length] + by, out Concept? verb))
            {
                return verb;
            }

            if (by.Length > 0 && lemma.Length - by.Length >= stays && lemma.EndsWith(by, StringComparison.Ordinal) && _words.TryGetValue(lemma[..^by.Length] + ending, out Concept? noun))
            {
                return noun;
            }
        }

        return null;
    }

    private FrozenDictionary<string, string[][]> Openers(string section) =>
        DetailLists.Words($"{section}-{Language}")
            .Select(opener => opener.Split('_'))
            .GroupBy(opener => opener[0], StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static bool Opens(FrozenDictionary<string, string[][]> openers, IReadOnlyList<SpelledWord> words, int at)
    {
        if (!openers.TryGetValue(words[at].Folded, out string[][]? begun))
        {
            return false;
        }

        foreach (string[] opener in begun)
        {
            bool fits = opener.Length <= words.Count - at;
            for (int i = 1; fits && i < opener.Length; i++)
            {
                fits = string.Equals(words[at + i].Folded, opener[i], StringComparison.Ordinal);
            }

            if (fits)
            {
                return true;
            }
        }

        return false;
    }

    private bool Follows(IReadOnlyList<SpelledWord> words, int start, string[] stems)
    {
        for (int i = 1; i < stems.Length; i++)
        {
            if (!string.Equals(StemOf(words[start + i]), stems[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // What is taken is read as the concept; what stands behind that only has to follow.
    private sealed record Phrase(string[] Stems, int Taken, Concept Concept);
}
