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

    // What the languages put behind a noun, and what stood there before; tried before stems, which short words share.
    private static readonly (string Ending, string By)[] Inflections =
        [("s", ""), ("es", ""), ("n", ""), ("en", ""), ("e", ""), ("er", ""), ("r", ""), ("x", ""), ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("aux", "al"), ("ces", "z"), ("ies", "y")];

    private const WordClass Small =
        WordClass.Articles | WordClass.Contracted | WordClass.Demonstratives | WordClass.Possessives | WordClass.Quantifiers | WordClass.Pronouns | WordClass.Relatives
        | WordClass.Interrogatives | WordClass.Prepositions | WordClass.Links | WordClass.Contrast | WordClass.InfinitiveMarkers | WordClass.Auxiliaries
        | WordClass.Want | WordClass.Adverbs | WordClass.Connectives | WordClass.Expletives | WordClass.Particles | WordClass.ObjectClitics | WordClass.Negations;

    private static readonly WordLists Lists = WordLists.Open("figures", "Editions");
    private static readonly IReadOnlyList<string> ConceptLines = WordLists.Open("concepts", "Editions").Lines("concepts");

    private static readonly FrozenDictionary<string, Lazy<Vocabulary>> Vocabularies =
        Lexicon.Languages.ToFrozenDictionary(language => language, language => new Lazy<Vocabulary>(() => new Vocabulary(language)), StringComparer.Ordinal);

    private static readonly Lazy<Vocabulary> OfNoLanguage = new(() => new Vocabulary(Article.UnknownLanguage));

    private readonly Lexicon? _lexicon;
    private readonly (string Ending, int Stays, string By)[] _endings;
    private readonly (string Ending, int Stays, string By)[] _verbEndings;
    private readonly FrozenDictionary<string, Concept> _words;
    private readonly FrozenDictionary<string, Concept> _stems;
    private readonly FrozenDictionary<string, (string[] Stems, Concept Concept)[]> _expressions;

    private Vocabulary(string language)
    {
        Language = language;
        Numbers = new NumberWords(language);
        _lexicon = Lexicon.Of(language);
        _endings = EndingsOf($"endings-{language}");
        _verbEndings = EndingsOf($"verb-endings-{language}");
        Dictionary<string, Concept> words = new(StringComparer.Ordinal);
        Dictionary<string, Concept> stems = new(StringComparer.Ordinal);
        List<(string[] Stems, Concept Concept)> expressions = [];
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
                    expressions.Add(([.. spelled.Select(StemOf)], concept));
                }
                else if (spelled.Count == 1)
                {
                    words.TryAdd(spelled[0].Folded, concept);
                    stems.TryAdd(StemOf(spelled[0]), concept);
                }
            }
        }

        Limit = words.Values.FirstOrDefault(concept => concept.Name is Concept.Limiting);
        _words = words.ToFrozenDictionary(StringComparer.Ordinal);
        _stems = stems.Where(stem => stem.Key.Length >= ShortestKnownStem).ToFrozenDictionary(StringComparer.Ordinal);
        _expressions = expressions
            .GroupBy(expression => expression.Stems[0], StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(expression => expression.Stems.Length).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The language (ISO 639-1).</summary>
    public string Language { get; }

    /// <summary>The concept of limiting, which "no more than" says too; null in a language that is not read.</summary>
    public Concept? Limit { get; }

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
        if (_expressions.TryGetValue(StemOf(words[start]), out (string[] Stems, Concept Concept)[]? known))
        {
            foreach ((string[] stems, Concept whole) in known)
            {
                if (stems.Length <= Math.Min(LongestExpression, words.Count - start) && Follows(words, start, stems))
                {
                    concept = whole;
                    return start + stems.Length;
                }
            }
        }

        return start;
    }

    /// <summary>The concept that a word stands for; null if the data has none.</summary>
    public Concept? ConceptOf(SpelledWord word)
    {
        return Listed(word.Folded)
            ?? _words.GetValueOrDefault(SpelledWord.Fold(LemmaOf(word)))
            ?? _stems.GetValueOrDefault(StemOf(word));
    }

    /// <summary>The concept of a word as the data has it, or in the plural.</summary>
    public Concept? Listed(string folded)
    {
        if (_words.TryGetValue(folded, out Concept? concept))
        {
            return concept;
        }

        foreach ((string ending, string by) in Inflections)
        {
            if (folded.Length - ending.Length >= ShortestPart && folded.EndsWith(ending, StringComparison.Ordinal) && _words.TryGetValue(folded[..^ending.Length] + by, out concept))
            {
                return concept;
            }
        }

        return null;
    }

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
        if (leading is null || leading.Is(WordClass.InfinitiveMarkers | WordClass.Auxiliaries | WordClass.Coordinators))
        {
            return true;
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

            if (byFirst is null && cut >= ShortestStem && _words.ContainsKey(first.Folded))
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
}
