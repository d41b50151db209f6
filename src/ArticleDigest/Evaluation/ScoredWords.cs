using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ArticleDigest.Evaluation;

/// <summary>
/// Text as it is compared: its words with case and accents folded, "U.S." as one word, without a possessive 's. What a
/// word and what a space is follows Python's <c>\w</c> and <c>\s</c>, so that figures can be compared with those of
/// programs written in it.
/// </summary>
internal static class ScoredWords
{
    // Of all marks it stands last in Unicode's order, so every other one that combines passes it when a text is normalised.
    private const string LastMark = "\u0345";

    private static readonly FrozenSet<int> Combining = FindCombining();

    /// <summary>The words of a text, in order.</summary>
    public static string[] Of(string text)
    {
        List<Rune> runes = WithoutPossessives(WithoutDotsOfAcronyms(Fold(text)));
        List<string> words = [];
        StringBuilder word = new();
        foreach (Rune rune in runes)
        {
            if (IsWordSign(rune))
            {
                word.Append(rune.ToString());
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return [.. words];
    }

    /// <summary>The text with each run of white space as one space, and none at its ends.</summary>
    public static string Collapse(string text)
    {
        StringBuilder line = new(text.Length);
        bool space = false;
        foreach (char unit in text)
        {
            if (IsSpace(unit))
            {
                space = line.Length > 0;
                continue;
            }

            if (space)
            {
                line.Append(' ');
                space = false;
            }

            line.Append(unit);
        }

        return line.ToString();
    }

    /// <summary>Whether a sign is part of a word: a letter, anything with a value as a number, or '_'.</summary>
    public static bool IsWordSign(Rune rune) =>
        rune.Value == '_' || Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    // Four separators of information count as white space besides what does in .NET.
    private static bool IsSpace(char unit) => char.IsWhiteSpace(unit) || unit is >= '\u001C' and <= '\u001F';

    /// <summary>Unicode's full case folding, then compatibility decomposition without combining marks.</summary>
    private static List<Rune> Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (Rune rune in Sound(text).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            AppendFolded(folded, rune);
        }

        List<Rune> runes = new(folded.Length);
        foreach (Rune rune in folded.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (!Combining.Contains(rune.Value))
            {
                runes.Add(rune);
            }
        }

        return runes;
    }

    // Half characters and U+FFFE cannot be normalised; none is part of a word.
    private static string Sound(string text)
    {
        StringBuilder sound = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            sound.Append(rune.Value == 0xFFFE ? "\uFFFD" : rune.ToString());
        }

        return sound.ToString();
    }

    // By way of capitals, so that the two small sigmas are one. The text is decomposed: accented letters come as parts.
    private static void AppendFolded(StringBuilder folded, Rune rune)
    {
        switch (rune.Value)
        {
            case 0x2019:
                folded.Append('\'');
                break;
            case 0xDF or 0x1E9E:
                folded.Append("ss");
                break;
            default:
                folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
                break;
        }
    }

    private static List<Rune> WithoutDotsOfAcronyms(List<Rune> runes)
    {
        List<Rune> kept = new(runes.Count);
        for (int i = 0; i < runes.Count;)
        {
            int end = i;
            bool begins = i == 0 || !IsWordSign(runes[i - 1]);
            while (begins && end + 1 < runes.Count && IsWordSign(runes[end]) && runes[end + 1].Value == '.')
            {
                end += 2;
            }

            if (end - i < 4)
            {
                kept.Add(runes[i]);
                i++;
                continue;
            }

            for (; i < end; i += 2)
            {
                kept.Add(runes[i]);
            }
        }

        return kept;
    }

    private static List<Rune> WithoutPossessives(List<Rune> runes)
    {
        List<Rune> kept = new(runes.Count);
        for (int i = 0; i < runes.Count; i++)
        {
            bool possessive = runes[i].Value == '\'' && i + 1 < runes.Count && runes[i + 1].Value == 's'
                && (i + 2 == runes.Count || !IsWordSign(runes[i + 2]));
            if (possessive)
            {
                i++;
            }
            else
            {
                kept.Add(runes[i]);
            }
        }

        return kept;
    }

    /// <summary>The marks that combine with the letter before them. .NET does not tell their class, but orders them by it.</summary>
    private static FrozenSet<int> FindCombining()
    {
        List<int> found = [LastMark[0]];
        for (int value = 0x300; value < 0x1F000; value++)
        {
            if (!Rune.TryCreate(value, out Rune rune)
                || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark))
            {
                continue;
            }

            string ordered = (LastMark + rune).Normalize(NormalizationForm.FormD);
            if (!ordered.StartsWith(LastMark, StringComparison.Ordinal))
            {
                found.Add(value);
            }
        }

        return found.ToFrozenSet();
    }
}
