using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ArticleDigest.Analysis;

/// <summary>Tells whether an article speaks of a name, case and accents aside: by one of its words, or by its acronym.</summary>
internal sealed class NameWitness
{
    private const int LongestAcronym = 6;

    // Capitals up to this length are never just a loud word: "US" is not "us", but "UNION" is "union".
    private const int LongestPlainAcronym = 3;

    // Words that a name may contain and that prove nothing, in the languages that are read.
    private static readonly FrozenSet<string> Empty = FrozenSet.ToFrozenSet(
        [
            "the", "a", "an", "of", "and", "or", "in", "on", "for", "to", "at", "by", "as", "with", "from", "its", "his", "her", "their",
            "le", "la", "les", "l", "de", "du", "des", "d", "et", "au", "aux", "un", "une", "en", "par", "pour", "sur",
            "der", "die", "das", "den", "dem", "und", "von", "vom", "zu", "zum", "zur", "im", "ein", "eine", "einer", "fur", "mit",
            "el", "los", "las", "y", "del", "al", "por", "para", "con", "o", "os", "as", "do", "da", "dos", "das", "e", "no", "na", "um", "uma",
            "not", "named",
        ],
        StringComparer.Ordinal);

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _acronyms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _initials = new(StringComparer.Ordinal);

    public NameWitness(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            Read(text);
        }
    }

    /// <summary>Whether a content word of the name, or an acronym of it, or what it is an acronym of, occurs.</summary>
    public bool Knows(string name)
    {
        StringBuilder initials = new();
        foreach (NameWord word in Words(name))
        {
            bool known = IsContent(word.Folded) && _words.Contains(word.Folded);
            if (word.IsAcronym ? _acronyms.Contains(word.Folded) || _initials.Contains(word.Folded) || (word.Folded.Length > LongestPlainAcronym && known) : known)
            {
                return true;
            }

            if (!word.IsAcronym && !Empty.Contains(word.Folded))
            {
                initials.Append(word.Folded[0]);
            }
        }

        return initials.Length is >= 2 and <= LongestAcronym && _acronyms.Contains(initials.ToString());
    }

    /// <summary>Without case and accents, so that spellings compare ordinally.</summary>
    public static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Lone surrogates become U+FFFD here; Normalize would throw on them, and on U+FFFE.
            folded.Append(rune.Value == 0xFFFE ? "\uFFFD" : Rune.ToLowerInvariant(rune).ToString());
        }

        string decomposed = folded.ToString().Normalize(NormalizationForm.FormKD);
        folded.Clear();
        foreach (char c in decomposed)
        {
            if (char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c);
            }
        }

        return folded.ToString();
    }

    private static bool IsContent(string folded) => !Empty.Contains(folded) && (folded.Length > 1 || folded[0] > '\u2E7F');

    private void Read(string text)
    {
        List<char> run = [];
        foreach (NameWord word in Words(text))
        {
            if (!word.IsAcronym || word.Folded.Length > LongestPlainAcronym)
            {
                _words.Add(word.Folded);
            }

            if (word.IsAcronym)
            {
                _acronyms.Add(word.Folded);
            }

            // Initials of up to six capitalised words in a row, small words between them aside.
            if (word.IsCapitalised)
            {
                run.Add(word.Folded[0]);
                for (int length = 2; length <= Math.Min(LongestAcronym, run.Count); length++)
                {
                    _initials.Add(string.Concat(run.GetRange(run.Count - length, length)));
                }
            }
            else if (!Empty.Contains(word.Folded))
            {
                run.Clear();
            }
        }
    }

    private static IEnumerable<NameWord> Words(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (!char.IsLetterOrDigit(text[at]) && !char.IsSurrogate(text[at]))
            {
                at++;
                continue;
            }

            int start = at;
            while (at < text.Length && (IsPart(text[at]) || IsDotWithinAcronym(text, start, at)))
            {
                at++;
            }

            string raw = text[start..at].Replace(".", "", StringComparison.Ordinal);
            string folded = Fold(raw);
            if (folded.Length > 0)
            {
                bool acronym = raw.Length is >= 2 and <= LongestAcronym && raw.All(char.IsUpper);
                yield return new NameWord(folded, acronym, char.IsUpper(raw[0]));
            }
        }
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    // The dots of "U.S.": each after a single letter that follows the word's start or another dot.
    private static bool IsDotWithinAcronym(string text, int start, int at) =>
        text[at] == '.' && at > start && char.IsUpper(text[at - 1]) && (at - 1 == start || text[at - 2] == '.');

    private readonly record struct NameWord(string Folded, bool IsAcronym, bool IsCapitalised);
}
