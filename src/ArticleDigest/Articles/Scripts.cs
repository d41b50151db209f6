using System.Text;

namespace ArticleDigest.Articles;

/// <summary>Tells the script a text is written in, and the language where the script leaves few.</summary>
internal static class Scripts
{
    /// <summary>The script of most European languages.</summary>
    public const string Latin = "latin";

    private const string Cyrillic = "cyrillic";
    private const string Arabic = "arabic";
    private const string Han = "han";
    private const string Kana = "kana";

    // Where one language is by far the commonest of its script, the script's name is its code.
    private static readonly (int First, int Last, string Script)[] Ranges =
    [
        (0x0041, 0x024F, Latin),
        (0x0370, 0x03FF, "el"),
        (0x0400, 0x052F, Cyrillic),
        (0x0531, 0x058F, "hy"),
        (0x0590, 0x05FF, "he"),
        (0x0600, 0x06FF, Arabic),
        (0x0750, 0x077F, Arabic),
        (0x0900, 0x097F, "hi"),
        (0x0980, 0x09FF, "bn"),
        (0x0B80, 0x0BFF, "ta"),
        (0x0C00, 0x0C7F, "te"),
        (0x0E00, 0x0E7F, "th"),
        (0x10A0, 0x10FF, "ka"),
        (0x1E00, 0x1EFF, Latin),
        (0x1F00, 0x1FFF, "el"),
        (0x3040, 0x30FF, Kana),
        (0x3400, 0x9FFF, Han),
        (0xAC00, 0xD7AF, "ko"),
        (0xFB50, 0xFDFF, Arabic),
        (0x20000, 0x2FA1F, Han),
    ];

    /// <summary>The script of most letters; a sign of Han, kana or Hangul counts for several letters, as it stands for them.</summary>
    public static string Dominant(string text)
    {
        Dictionary<string, int> letters = new(StringComparer.Ordinal);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) && Of(rune.Value) is { } script)
            {
                int weight = script is Han or Kana or "ko" ? 3 : 1;
                letters[script] = letters.GetValueOrDefault(script) + weight;
            }
        }

        // Japanese is written in Han with kana between; Chinese has none.
        if (letters.GetValueOrDefault(Kana) * 10 >= letters.GetValueOrDefault(Han) && letters.ContainsKey(Kana))
        {
            letters[Kana] += letters.GetValueOrDefault(Han);
            letters.Remove(Han);
        }

        return letters.Count == 0
            ? LanguageDetector.Undecided
            : letters.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).First().Key;
    }

    /// <summary>The language of a text in a script other than Latin.</summary>
    public static string Language(string script, string text) => script switch
    {
        Cyrillic => OfCyrillic(text.ToLowerInvariant()),
        Arabic => text.AsSpan().ContainsAny("ٹڈڑے") ? "ur" : text.AsSpan().ContainsAny("پچژگ") ? "fa" : "ar",
        Han => "zh",
        Kana => "ja",
        _ => script,
    };

    private static string OfCyrillic(string text)
    {
        int Count(string letters) => text.Count(letter => letters.Contains(letter, StringComparison.Ordinal));
        int russian = Count("ыэё");
        int ukrainian = Count("іїєґ");
        if (text.Contains('ў', StringComparison.Ordinal))
        {
            return "be";
        }

        if (Count("јљњђћџ") > russian + ukrainian)
        {
            return "sr";
        }

        if (russian == 0 && ukrainian == 0 && Count("ъ") > 0)
        {
            return "bg";
        }

        return ukrainian > russian ? "uk" : "ru";
    }

    private static string? Of(int value)
    {
        foreach ((int first, int last, string script) in Ranges)
        {
            if (value >= first && value <= last)
            {
                return script;
            }
        }

        return null;
    }
}
