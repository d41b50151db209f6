using System.Globalization;
using System.Text;

namespace ArticleDigest.Articles;

/// <summary>Tells a text's language by its script, its words of function and its letters.</summary>
internal sealed class LanguageDetector
{
    /// <summary>The answer where none is sure (ISO 639-2).</summary>
    public const string Undecided = "und";

    /// <summary>So much of a text is enough to know its language.</summary>
    private const int SampleLength = 20_000;

    /// <summary>In running text about two words in five are words of function; far fewer are no evidence.</summary>
    private const double LeastShare = 0.12;

    private const double LeastLead = 1.12;
    private const double LetterWeight = 0.25;

    private readonly Dictionary<string, List<string>> _languagesByWord = new(StringComparer.Ordinal);
    private readonly Dictionary<char, List<string>> _languagesByLetter = [];

    /// <summary>Loads the words and letters.</summary>
    public LanguageDetector()
    {
        const string Letters = "-letters";
        var lists = WordLists.Open("languages");
        foreach (string section in lists.Sections)
        {
            if (section.EndsWith(Letters, StringComparison.Ordinal))
            {
                foreach (char letter in lists.Words(section).SelectMany(letters => letters).Distinct())
                {
                    Add(_languagesByLetter, letter, section[..^Letters.Length]);
                }
            }
            else
            {
                foreach (string word in lists.Words(section).Distinct(StringComparer.Ordinal))
                {
                    Add(_languagesByWord, word, section);
                }
            }
        }
    }

    /// <summary>The language of a text as a two-letter code of ISO 639-1, or <see cref="Undecided"/>.</summary>
    /// <param name="text">The text, composed (NFC).</param>
    /// <param name="hint">What its mark-up claims; believed only where the text leaves it open.</param>
    public string Detect(string text, string? hint)
    {
        string sample = text[..Math.Min(text.Length, SampleLength)];
        string script = Scripts.Dominant(sample);
        string language = script is Scripts.Latin ? ByWords(sample) : Scripts.Language(script, sample);
        return language is Undecided && script is Scripts.Latin && Code(hint) is { } code && _languagesByWord.Values.Any(all => all.Contains(code))
            ? code
            : language;
    }

    private string ByWords(string text)
    {
        Dictionary<string, double> scores = new(StringComparer.Ordinal);
        int words = 0;
        foreach (string word in Words(text))
        {
            words++;
            if (_languagesByWord.TryGetValue(word, out List<string>? languages))
            {
                Credit(scores, languages, 1.0);
            }
        }

        foreach (char letter in text)
        {
            if (letter > 127 && _languagesByLetter.TryGetValue(char.ToLowerInvariant(letter), out List<string>? languages))
            {
                Credit(scores, languages, LetterWeight);
            }
        }

        if (scores.Count == 0)
        {
            return Undecided;
        }

        // Equal scores are settled by the name, so that the order of the data does not matter.
        var ranked = scores.OrderByDescending(score => score.Value).ThenBy(score => score.Key, StringComparer.Ordinal).ToList();
        double second = ranked.Count > 1 ? ranked[1].Value : 0;
        bool enough = words >= 5 && ranked[0].Value >= 2 && ranked[0].Value >= words * LeastShare;
        return enough && ranked[0].Value >= second * LeastLead ? ranked[0].Key : Undecided;
    }

    // A word of one language alone counts whole; one that all have tells little.
    private static void Credit(Dictionary<string, double> scores, List<string> languages, double weight)
    {
        foreach (string language in languages)
        {
            scores[language] = scores.GetValueOrDefault(language) + (weight / Math.Sqrt(languages.Count));
        }
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (char sign in text)
        {
            if (char.IsLetter(sign))
            {
                word.Append(char.ToLowerInvariant(sign));
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static string? Code(string? hint) =>
        hint?.Trim() is { Length: >= 2 } claimed && (claimed.Length == 2 || claimed[2] is '-' or '_')
            ? claimed[..2].ToLower(CultureInfo.InvariantCulture)
            : null;

    private static void Add<T>(Dictionary<T, List<string>> index, T key, string language)
        where T : notnull
    {
        if (!index.TryGetValue(key, out List<string>? languages))
        {
            index[key] = languages = [];
        }

        languages.Add(language);
    }
}
