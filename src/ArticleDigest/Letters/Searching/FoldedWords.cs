using System.Globalization;
using System.Text;
using ArticleDigest.Analysis.Parties;

namespace ArticleDigest.Letters.Searching;

/// <summary>A word of a text as it is searched for.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Folded">Without case and accents.</param>
internal readonly record struct FoldedWord(int Start, int End, string Folded);

/// <summary>
/// Divides texts and queries into words, in the same way: letters and digits in a row. Where words are not parted by
/// spaces, every sign is one.
/// </summary>
internal static class FoldedWords
{
    /// <summary>The words of a text, in order; whatever it holds, there is nothing but letters and digits in them.</summary>
    public static IEnumerable<FoldedWord> Of(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            int end = EndOfWord(text, at);
            if (end == at)
            {
                at++;
                continue;
            }

            string folded = Fold(text[at..end]);
            if (folded.Length > 0)
            {
                yield return new FoldedWord(at, end, folded);
            }

            at = end;
        }
    }

    /// <summary>Where the word ends that begins at a place; the place itself if none does.</summary>
    private static int EndOfWord(string text, int start)
    {
        int end = start;
        while (end < text.Length)
        {
            if (char.IsAsciiLetterOrDigit(text[end]))
            {
                end++;
                continue;
            }

            // Nearly all that is no letter of English is a space or a mark.
            if (char.IsAscii(text[end]) || !Rune.TryGetRuneAt(text, end, out Rune rune) || !(Rune.IsLetterOrDigit(rune) || (end > start && IsWithinWord(rune))))
            {
                break;
            }

            if (IsUnparted(rune.Value))
            {
                return end == start ? end + rune.Utf16SequenceLength : end;
            }

            end += rune.Utf16SequenceLength;
        }

        return end;
    }

    // Accents of their own, and what is not to be seen, such as the hyphen where a word may be broken.
    private static bool IsWithinWord(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    // Thai to Lao, Burmese, Khmer, kana, and the signs that Chinese and Japanese are written in.
    private static bool IsUnparted(int value) => value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    // Some signs fold to several, with spaces or marks between.
    private static string Fold(string word) => Ascii.IsValid(word)
        ? word.ToLowerInvariant()
        : string.Concat(SpelledWord.Fold(word).EnumerateRunes().Where(Rune.IsLetterOrDigit));
}
