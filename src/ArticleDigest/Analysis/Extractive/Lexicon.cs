using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>The words of one language as the engine needs them, read from a data file; nothing of a language is in code.</summary>
internal sealed class Lexicon
{
    private const int LongestWord = 40;
    private const int LongestEnding = 8;
    private const int ShortestCompound = 8;
    private const int ShortestPart = 4;
    private const int RecentSize = 1 << 15;

    // Read when first needed: a language's file is some thousand words, inflected.
    private static readonly FrozenDictionary<string, Lazy<Lexicon>> Lexicons = new[] { "en", "fr", "de", "es", "pt" }
        .ToFrozenDictionary(language => language, language => new Lazy<Lexicon>(() => Load(language)), StringComparer.Ordinal);

    // What was looked up last, by hash: most words of a text are few. Entries are whole objects, so that threads may race.
    private readonly Entry?[] _recent = new Entry?[RecentSize];
    private readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _endings;

    private readonly (string Apart, string Together)[] _contracted;

    private Lexicon(LexiconFile file)
    {
        Dictionary<string, Word> endings = new(StringComparer.Ordinal);
        foreach ((string ending, WordClass classes, Sense senses) in file.Suffixes)
        {
            endings[ending] = new Word("", classes, senses, FormsOf(classes), []);
        }

        _endings = endings.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Dictionary<string, Word> words = [];
        List<Word> expressions = [];
        foreach (Word word in file.Words())
        {
            if (word.Norm.Contains(' ', StringComparison.Ordinal))
            {
                expressions.Add(word);
            }
            else
            {
                words[word.Norm] = WithEnding(word);
            }
        }

        foreach (var group in expressions.GroupBy(e => e.Norm[..e.Norm.IndexOf(' ', StringComparison.Ordinal)], StringComparer.Ordinal))
        {
            if (!words.TryGetValue(group.Key, out Word? first))
            {
                words[group.Key] = first = WithEnding(new Word(group.Key, WordClass.None, Sense.None, VerbForms.None, []));
            }

            first.Expressions = [.. group.Select(e => new Expression(e.Norm.Split(' ')[1..], e))
                .OrderByDescending(e => e.Rest.Length).ThenBy(e => e.Word.Norm, StringComparer.Ordinal)];
        }

        _words = words.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Agents = words.Values.Where(word => word.Is(WordClass.Agent)).Select(word => word.Norm).ToFrozenSet(StringComparer.Ordinal);
        _contracted = [.. file.Contracted];
        Templates = file.Templates.ToFrozenDictionary(StringComparer.Ordinal);
        InfinitiveInfix = file.InfinitiveInfix;
        Clitics = [.. file.Clitics];
        DropsSubjects = file.Settings.Contains("pro-drop");
        IsVerbSecond = file.Settings.Contains("verb-second");
        CapitalisesNouns = file.Settings.Contains("noun-capitals");
        AdjectivesFollow = file.Settings.Contains("adjectives-follow");
        JoinsApostrophes = file.Settings.Contains("joined-apostrophes");
    }

    /// <summary>The languages (ISO 639-1) that there are lexicons of.</summary>
    public static IReadOnlySet<string> Languages { get; } = Lexicons.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The prepositions behind which stands who did it.</summary>
    public FrozenSet<string> Agents { get; }

    /// <summary>The marker of the infinitive that separable verbs hold within: "abzubrechen"; empty if the language has none.</summary>
    public string InfinitiveInfix { get; }

    /// <summary>What an apostrophe parts from the word before, in every spelling: "s", "re".</summary>
    public string[] Clitics { get; }

    /// <summary>Sentences that statements and names are made with.</summary>
    public FrozenDictionary<string, string> Templates { get; }

    /// <summary>Whether the subject may be left out: "exigimos".</summary>
    public bool DropsSubjects { get; }

    /// <summary>Whether the finite verb stands second in main clauses and last in others.</summary>
    public bool IsVerbSecond { get; }

    /// <summary>Whether nouns begin with a capital letter.</summary>
    public bool CapitalisesNouns { get; }

    /// <summary>Whether adjectives usually stand behind their noun.</summary>
    public bool AdjectivesFollow { get; }

    /// <summary>Whether an apostrophe joins two parts of one word ("don't") rather than ending an elided word ("l'").</summary>
    public bool JoinsApostrophes { get; }

    /// <summary>What is known of nothing: signs, and words without a telling ending.</summary>
    public static Word Unknown { get; } = new("", WordClass.None, Sense.None, VerbForms.None, []);

    /// <summary>The lexicon of a language (ISO 639-1), read once; null if there is none.</summary>
    public static Lexicon? Of(string language) => Lexicons.TryGetValue(language, out Lazy<Lexicon>? lexicon) ? lexicon.Value : null;

    /// <summary>Reads the lexicon of a language (ISO 639-1).</summary>
    /// <exception cref="InvalidOperationException">There is none, or its file is malformed; the message names the line.</exception>
    public static Lexicon Load(string language)
    {
        string resource = $"ArticleDigest.Analysis.Extractive.Languages.{language}.txt";
        using Stream stream = typeof(Lexicon).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no lexicon {resource}.");
        using StreamReader reader = new(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads a lexicon from the text of its file.</summary>
    /// <exception cref="InvalidOperationException">It is malformed; the message names the line.</exception>
    public static Lexicon Parse(string text) => new(LexiconFile.Parse(text));

    /// <summary>A template filled with one or two texts, prepositions and articles contracted: "proposta do governo".</summary>
    public string Fill(string template, string one, string other = "")
    {
        string text = string.Format(CultureInfo.InvariantCulture, Templates[template], one, other).TrimEnd();
        foreach ((string apart, string together) in _contracted)
        {
            text = text.Replace(apart, together, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What is known of a word as it stands in a text.</summary>
    public Word Find(ReadOnlySpan<char> spelling)
    {
        if (spelling.Length > LongestWord)
        {
            return Unknown;
        }

        Letters letters = new(spelling);
        ref Entry? recent = ref _recent[letters.Hash & (RecentSize - 1)];
        Entry? entry = recent;
        if (entry is not null && letters.Are(entry.Letters) && (spelling.Length <= Letters.Most || spelling.SequenceEqual(entry.Spelling)))
        {
            return entry.Word;
        }

        Word word = Look(spelling);
        recent = new Entry(letters, spelling.Length <= Letters.Most ? "" : spelling.SequenceEqual(word.Norm) ? word.Norm : spelling.ToString(), word);
        return word;
    }

    private Word Look(ReadOnlySpan<char> spelling)
    {
        Span<char> buffer = stackalloc char[LongestWord];
        for (int i = 0; i < spelling.Length; i++)
        {
            buffer[i] = spelling[i] is '\u2019' or '\u02BC' ? '\'' : char.ToLowerInvariant(spelling[i]);
        }

        ReadOnlySpan<char> norm = buffer[..spelling.Length];
        return _words.TryGetValue(norm, out Word? word) ? word
            : CapitalisesNouns && norm.Length >= ShortestCompound && char.IsUpper(spelling[0]) && Compound(norm) is { } last ? last
            : ByEnding(norm);
    }

    // "Bundesregierung" is a Regierung, "Rücktrittsforderung" a Forderung.
    private Word? Compound(ReadOnlySpan<char> norm)
    {
        for (int start = 3; start <= norm.Length - ShortestPart; start++)
        {
            if (_words.TryGetValue(norm[start..], out Word? last)
                && (last.Means(Sense.Roles | Sense.Groups | Sense.Documents | Sense.Plans | Sense.Bad | Sense.Lack) || last.IsNounCue))
            {
                return last;
            }
        }

        return null;
    }

    private Word ByEnding(ReadOnlySpan<char> norm)
    {
        for (int length = Math.Min(LongestEnding, norm.Length - 2); length > 0; length--)
        {
            if (_endings.TryGetValue(norm[^length..], out Word? word))
            {
                return word;
            }
        }

        return Unknown;
    }

    // What a known word's ending says of number holds for it too; of its class, the file knows better.
    private Word WithEnding(Word word) =>
        new(word.Norm, word.Classes, word.Senses | (ByEnding(word.Norm).Senses & (Sense.Plural | Sense.Female)), word.Forms, word.Cues)
        {
            Preposition = word.Preposition,
            Article = word.Article,
            Uses = word.Uses,
            TellsFuture = word.TellsFuture,
            HoldsMarker = word.HoldsMarker,
        };

    private sealed class Entry(Letters letters, string spelling, Word word)
    {
        public readonly Letters Letters = letters;

        /// <summary>Where it is too long for <see cref="Letters"/> to tell it from all others; otherwise empty.</summary>
        public readonly string Spelling = spelling;

        public readonly Word Word = word;
    }

    // The letters of a spelling, four in each number; of a long one the first eight and the last four.
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Letters
    {
        /// <summary>Up to so many they are all the spelling's.</summary>
        public const int Most = 12;

        private const int Four = 4;
        private readonly ulong _first;
        private readonly ulong _middle;
        private readonly ulong _last;
        private readonly int _length;

        public Letters(ReadOnlySpan<char> spelling)
        {
            _length = spelling.Length;
            if (spelling.Length >= Four)
            {
                _first = At(spelling, 0);
                _last = At(spelling, spelling.Length - Four);
                _middle = spelling.Length > 2 * Four ? At(spelling, Four) : 0;
            }
            else
            {
                foreach (char c in spelling)
                {
                    _first = (_first << 16) | c;
                }
            }
        }

        public int Hash
        {
            get
            {
                const ulong Odd = 0x9E3779B97F4A7C15;
                ulong hash = ((_first * Odd) ^ BitOperations.RotateLeft(_last, 29) ^ BitOperations.RotateLeft(_middle, 11) ^ (ulong)_length) * Odd;
                return (int)(hash >> 40);
            }
        }

        public bool Are(in Letters other) =>
            ((_first ^ other._first) | (_middle ^ other._middle) | (_last ^ other._last) | (uint)(_length ^ other._length)) == 0;

        private static ulong At(ReadOnlySpan<char> spelling, int place) => MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(spelling.Slice(place, Four)));
    }

    private static VerbForms FormsOf(WordClass classes) =>
        ((classes & WordClass.VerbFinite) != WordClass.None ? VerbForms.Singular | VerbForms.Plural : VerbForms.None)
        | ((classes & WordClass.Infinitive) != WordClass.None ? VerbForms.Infinitive : VerbForms.None)
        | ((classes & WordClass.Participle) != WordClass.None ? VerbForms.Participle : VerbForms.None)
        | ((classes & WordClass.Gerund) != WordClass.None ? VerbForms.Gerund : VerbForms.None);
}
