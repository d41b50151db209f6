using System.Collections.Frozen;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>The words of one language as the engine needs them, read from a data file; nothing of a language is in code.</summary>
internal sealed class Lexicon
{
    private const int LongestWord = 40;

    private readonly FrozenDictionary<string, Word> _words;
    private readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly (string Ending, WordClass Class)[] _suffixes;
    private readonly Dictionary<WordClass, Word> _unknown = [];

    private Lexicon(LexiconFile file)
    {
        _suffixes = [.. file.Suffixes];
        _words = file.Words().Select(WithPlural).ToFrozenDictionary(word => word.Norm, StringComparer.Ordinal);
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        Templates = file.Templates.ToFrozenDictionary(StringComparer.Ordinal);
        foreach (WordClass endings in Combinations([.. _suffixes.Select(s => s.Class).Distinct()]))
        {
            _unknown[endings] = new Word("", endings, []);
        }
    }

    /// <summary>Sentences that statements and names are made with.</summary>
    public FrozenDictionary<string, string> Templates { get; }

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

    /// <summary>What is known of a word as it stands in a text.</summary>
    public Word Find(ReadOnlySpan<char> spelling)
    {
        if (spelling.Length > LongestWord)
        {
            return _unknown[WordClass.None];
        }

        Span<char> norm = stackalloc char[spelling.Length];
        for (int i = 0; i < spelling.Length; i++)
        {
            norm[i] = spelling[i] is '\u2019' or '\u02BC' ? '\'' : char.ToLowerInvariant(spelling[i]);
        }

        return _lookup.TryGetValue(norm, out Word? word) ? word : _unknown[Endings(norm)];
    }

    private Word WithPlural(Word word) => new(word.Norm, word.Classes | (Endings(word.Norm) & WordClass.SuffixPlural), word.Cues);

    private WordClass Endings(ReadOnlySpan<char> norm)
    {
        WordClass endings = WordClass.None;
        foreach ((string ending, WordClass ofClass) in _suffixes)
        {
            if (norm.Length > ending.Length + 2 && norm.EndsWith(ending, StringComparison.Ordinal))
            {
                endings |= ofClass;
            }
        }

        return endings;
    }

    private static IEnumerable<WordClass> Combinations(WordClass[] classes)
    {
        for (int bits = 0; bits < 1 << classes.Length; bits++)
        {
            WordClass sum = WordClass.None;
            for (int i = 0; i < classes.Length; i++)
            {
                sum |= (bits >> i & 1) == 1 ? classes[i] : WordClass.None;
            }

            yield return sum;
        }
    }
}
