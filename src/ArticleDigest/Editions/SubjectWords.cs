using System.Collections.Frozen;
using System.Runtime.InteropServices;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;

namespace ArticleDigest.Editions;

/// <summary>How much a word tells of what a text is about.</summary>
internal enum WordWeight
{
    /// <summary>Nothing: it joins others, counts them, or could stand anywhere, as "new".</summary>
    Link,

    /// <summary>Nothing by itself, as "plan" or "night": it may stand beside words that tell.</summary>
    Faint,

    /// <summary>Who rather than what, as "council": other words may belong to it, but then they tell who it is.</summary>
    Party,

    /// <summary>What kind, beside a noun: "electoral".</summary>
    Modifier,

    /// <summary>A proper name.</summary>
    Name,

    /// <summary>A noun that tells.</summary>
    Noun,
}

/// <summary>A word of a noun phrase.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="End">Behind its end.</param>
/// <param name="Key">Its form for comparing: folded, without the ending of its number.</param>
/// <param name="Weight">How much it tells.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SubjectWord(int Start, int End, string Key, WordWeight Weight);

/// <summary>
/// Something that a text is about: one word that tells, or two that stand side by side in a noun phrase, which tell more.
/// </summary>
/// <param name="Key">Its words' keys in the order of the alphabet, so that "péage du port" is what "port à péage" is.</param>
/// <param name="Weight">Of one word, its weight; of two, <see cref="WordWeight.Noun"/>.</param>
/// <param name="IsPair">Whether there are two words.</param>
/// <param name="IsFirst">Whether it stands in the first noun phrase that tells something.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SubjectTerm(string Key, WordWeight Weight, bool IsPair, bool IsFirst);

/// <summary>What a statement or headline is about: its noun phrases, and the terms in them.</summary>
internal sealed class SubjectWords
{
    // Texts are the work of strangers; beyond this nothing new is said of what they are about.
    private const int LongestText = 600;
    private const int MostTerms = 16;
    private const int ShortestStem = 4;

    // A language that is not read has no noun phrases: its long words stand for them.
    private const int ShortestLongWord = 5;

    private static readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> Faint = new(() => Read("faint-words", "Editions", KeyOf));
    private static readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> Function = new(() => Read("languages", "Articles", (word, _) => word));

    private SubjectWords(string text, string language, IReadOnlyList<IReadOnlyList<SubjectWord>> phrases) =>
        (Text, Language, Phrases) = (text, language, phrases);

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Its language, ISO 639-1.</summary>
    public string Language { get; }

    /// <summary>Its noun phrases, in order.</summary>
    public IReadOnlyList<IReadOnlyList<SubjectWord>> Phrases { get; }

    /// <summary>Reads a text.</summary>
    public static SubjectWords Of(string text, string language)
    {
        string read = text.Length <= LongestText ? text : text[..LongestText];
        IReadOnlyList<IReadOnlyList<PhraseWord>>? phrases = PhraseReader.Read(read, language);
        return new SubjectWords(
            read,
            language,
            phrases is null ? LongWords(read, language) : [.. phrases.Select(phrase => (IReadOnlyList<SubjectWord>)[.. phrase.Select(word => Weigh(read, language, word))])]);
    }

    /// <summary>Whether there is a name or a noun for people in it: who rather than what.</summary>
    public bool NamesParty => Phrases.Any(phrase => phrase.Any(w => w.Weight is WordWeight.Party or WordWeight.Name));

    /// <summary>The terms, the first noun phrase's first; each once.</summary>
    public IReadOnlyList<SubjectTerm> Terms()
    {
        List<SubjectTerm> terms = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        bool isFirst = true;
        foreach (IReadOnlyList<SubjectWord> phrase in Phrases)
        {
            int before = terms.Count;
            for (int i = 0; i < phrase.Count; i++)
            {
                SubjectWord word = phrase[i];
                Add(word.Key, word.Weight, isPair: false, word.Weight >= WordWeight.Name);
                if (PairedWith(phrase, i) is { } other)
                {
                    Add(PairOf(other.Key, word.Key), WordWeight.Noun, isPair: true, tells: true);
                }
            }

            isFirst &= terms.Count == before;
        }

        return terms;

        void Add(string key, WordWeight weight, bool isPair, bool tells)
        {
            if (tells && terms.Count < MostTerms && seen.Add(key))
            {
                terms.Add(new SubjectTerm(key, weight, isPair, isFirst));
            }
        }
    }

    /// <summary>The word before one that makes a pair with it; null if there is none, or the pair tells nothing, or who.</summary>
    private SubjectWord? PairedWith(IReadOnlyList<SubjectWord> phrase, int at)
    {
        int before = at - 1;
        while (before >= 0 && phrase[before].Weight == WordWeight.Link)
        {
            before--;
        }

        SubjectWord next = phrase[at];
        if (before < 0 || next.Weight == WordWeight.Link || string.Equals(phrase[before].Key, next.Key, StringComparison.Ordinal))
        {
            return null;
        }

        // "night train", but not "future of the trains"; "school entrance", but not "school board".
        SubjectWord word = phrase[before];
        bool tellsBoth = word.Weight >= WordWeight.Modifier && next.Weight >= WordWeight.Modifier;
        bool tellsOne = word.Weight >= WordWeight.Modifier || next.Weight >= WordWeight.Modifier;
        WordWeight head = PhraseReader.BeginsWithHead(Language) ? word.Weight : next.Weight;
        return tellsBoth || (tellsOne && before == at - 1 && head != WordWeight.Party) ? word : null;
    }

    /// <summary>The key of two words side by side, in whichever order.</summary>
    public static string PairOf(string one, string other) =>
        string.CompareOrdinal(one, other) < 0 ? $"{one} {other}" : $"{other} {one}";

    /// <summary>A word without case, accents and the ending of its number.</summary>
    public static string KeyOf(string word, string language)
    {
        string folded = NameWitness.Fold(word);
        foreach ((string ending, string instead) in Endings(language))
        {
            if (folded.Length - ending.Length + instead.Length >= ShortestStem - 1 && folded.EndsWith(ending, StringComparison.Ordinal))
            {
                return folded[..^ending.Length] + instead;
            }
        }

        return folded;
    }

    // The first that fits counts. A singular loses what its plural loses, so that both stay one word.
    private static (string Ending, string Instead)[] Endings(string language) => language switch
    {
        "en" => [("ies", "y"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("es", ""), ("s", ""), ("e", "")],
        "fr" => [("eaux", "eau"), ("aux", "al"), ("s", ""), ("x", "")],
        "de" => [("innen", "in"), ("es", ""), ("en", ""), ("er", ""), ("em", ""), ("e", ""), ("n", ""), ("s", "")],
        "es" => [("ces", "z"), ("es", ""), ("s", ""), ("e", "")],
        "pt" => [("coes", "cao"), ("soes", "sao"), ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ns", "m"), ("es", ""), ("s", ""), ("e", "")],
        _ => [],
    };

    private static SubjectWord Weigh(string text, string language, PhraseWord word)
    {
        string key = KeyOf(text[word.Start..word.End], language);
        bool isFaint = Faint.Value.TryGetValue(language, out FrozenSet<string>? faint) && Array.TrueForAll(key.Split(' '), faint.Contains);
        WordWeight weight = word.Role switch
        {
            PhraseRole.Link => WordWeight.Link,
            PhraseRole.Modifier => isFaint || IsFaintCompared(key, language, faint) ? WordWeight.Link : WordWeight.Modifier,
            PhraseRole.Faint => WordWeight.Faint,
            PhraseRole.Party => WordWeight.Party,
            PhraseRole.Name => WordWeight.Name,
            _ => isFaint ? WordWeight.Faint : WordWeight.Noun,
        };
        return new SubjectWord(word.Start, word.End, key, weight);
    }

    /// <summary>"Shorter" tells no more than "short".</summary>
    private static bool IsFaintCompared(string key, string language, FrozenSet<string>? faint) =>
        faint is not null
        && Compared(language).FirstOrDefault(ending => key.EndsWith(ending, StringComparison.Ordinal)) is { } compared
        && (faint.Contains(key[..^compared.Length]) || faint.Contains(KeyOf(key[..^compared.Length], language)));

    // How adjectives end that compare; where they do so in words of their own, these are no part of them.
    private static string[] Compared(string language) => language switch
    {
        "en" => ["er", "est"],
        "de" => ["er", "st"],
        _ => [],
    };

    private static List<IReadOnlyList<SubjectWord>> LongWords(string text, string language)
    {
        List<IReadOnlyList<SubjectWord>> words = [];
        FrozenSet<string> function = Function.Value.GetValueOrDefault(language, FrozenSet<string>.Empty);
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                continue;
            }

            if (i - start >= ShortestLongWord && !function.Contains(text[start..i].ToLowerInvariant()))
            {
                words.Add([new SubjectWord(start, i, KeyOf(text[start..i], language), WordWeight.Noun)]);
            }

            start = i + 1;
        }

        return words;
    }

    private static FrozenDictionary<string, FrozenSet<string>> Read(string file, string room, Func<string, string, string> form)
    {
        WordLists lists = WordLists.Open(file, room);
        return lists.Sections.ToFrozenDictionary(
            language => language,
            language => lists.Words(language).Select(word => form(word, language)).ToFrozenSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }
}
