using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ArticleDigest.Editions;

/// <summary>The words of a statement as merging compares them: folded, without those that carry no meaning of their own.</summary>
internal sealed class StatementWords
{
    private const int StemLength = 7;

    private static readonly FrozenSet<string> Negations = FrozenSet.Create(
        StringComparer.Ordinal, "not", "no", "never", "without", "against", "neither", "nor", "ne", "pas", "jamais", "sans", "nicht", "kein", "keine", "nie", "ohne", "sin", "nunca", "nao", "sem");

    private readonly HashSet<string> _content;
    private readonly HashSet<string> _deciding;

    private StatementWords(HashSet<string> content, HashSet<string> deciding) => (_content, _deciding) = (content, deciding);

    /// <summary>Divides a statement into words.</summary>
    public static StatementWords Of(string statement)
    {
        HashSet<string> content = new(StringComparer.Ordinal);
        HashSet<string> deciding = new(StringComparer.Ordinal);
        foreach (string word in Divide(statement))
        {
            if (Negations.Contains(word) || word.Any(char.IsDigit))
            {
                deciding.Add(word);
            }
            else if (word.Length > 3)
            {
                content.Add(word.Length > StemLength ? word[..StemLength] : word);
            }
        }

        return new StatementWords(content, deciding);
    }

    /// <summary>A name in the form in which names are compared: its words, folded, in order of the alphabet, without articles.</summary>
    public static string NameKey(string name) =>
        string.Join(' ', Divide(name).Where(w => w is not ("the" or "and" or "of" or "a" or "an")).Order(StringComparer.Ordinal));

    /// <summary>
    /// How alike two statements are, from 0 to 1: the share of words in common; 0 if their numbers or negations differ, or
    /// if either has no words to compare.
    /// </summary>
    public double Likeness(StatementWords other)
    {
        if (!_deciding.SetEquals(other._deciding) || _content.Count == 0 || other._content.Count == 0)
        {
            return 0;
        }

        int common = _content.Count(other._content.Contains);
        return (double)common / (_content.Count + other._content.Count - common);
    }

    private static IEnumerable<string> Divide(string text)
    {
        StringBuilder word = new();
        foreach (char c in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0 && c is not '.' && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
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
}
