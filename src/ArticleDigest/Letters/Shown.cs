using System.Globalization;
using System.Text;

namespace ArticleDigest.Letters;

/// <summary>Text of articles and names of drops as they can be shown: on one line, and nothing in them acts on its surroundings.</summary>
internal static class Shown
{
    /// <summary>The longest title in a mail, in UTF-16 units.</summary>
    public const int TitleLength = 200;

    private const int LongestSmallWord = 3;

    /// <summary>
    /// Text on one line: control characters and line breaks become spaces, embeddings and overrides of the writing
    /// direction go, and so do halves of surrogate pairs. All other characters stay as they are.
    /// </summary>
    public static string Line(string? text)
    {
        StringBuilder line = new(text?.Length ?? 0);
        bool isSpacePending = false;
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                isSpacePending = line.Length > 0;
            }
            else if (!TurnsDirection(rune) && rune != Rune.ReplacementChar)
            {
                if (isSpacePending)
                {
                    line.Append(' ');
                }

                isSpacePending = false;
                line.Append(rune);
            }
        }

        return line.ToString();
    }

    /// <summary>
    /// A piece of a line: as <see cref="Line"/> has it, but with all its spaces, so that pieces can be put side by side.
    /// </summary>
    public static string Piece(ReadOnlySpan<char> text)
    {
        StringBuilder piece = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                piece.Append(' ');
            }
            else if (!TurnsDirection(rune) && rune != Rune.ReplacementChar)
            {
                piece.Append(rune);
            }
        }

        return piece.ToString();
    }

    /// <summary>Cuts a line at a length and says so with an ellipsis; never within a character as people see it.</summary>
    public static string Cut(string line, int length)
    {
        if (line.Length <= length)
        {
            return line;
        }

        int end = 0;
        while (end < length)
        {
            int next = end + StringInfo.GetNextTextElementLength(line.AsSpan(end));
            if (next >= length)
            {
                break;
            }

            end = next;
        }

        // A single character as people see it can be made of thousands; it is cut between code points.
        end = end > 0 ? end : char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1;
        return line[..end].TrimEnd() + "…";
    }

    /// <summary>Cuts a line between words, where it has some, and leaves no small word such as "of" at its end.</summary>
    public static string CutAtWord(string line, int length)
    {
        if (line.Length <= length)
        {
            return line;
        }

        string cut = Cut(line, length)[..^1];
        int end = cut.Length;
        while (end > cut.Length / 2 && (line[end] != ' ' || end - 1 - cut.LastIndexOf(' ', end - 1) <= LongestSmallWord))
        {
            end = cut.LastIndexOf(' ', end - 1);
        }

        return (end > cut.Length / 2 ? cut[..end].TrimEnd(',', ';', ':', '–', '-', ' ') : cut) + "…";
    }

    /// <summary>
    /// A drop's name with everything invisible made visible, so that two names never look alike by it: code points as
    /// ⟨U+202E⟩, spaces at the ends or in a row as ␣.
    /// </summary>
    public static string Name(string name)
    {
        StringBuilder shown = new(name.Length);
        Rune before = new(' ');
        for (int i = 0; i < name.Length;)
        {
            if (Rune.DecodeFromUtf16(name.AsSpan(i), out Rune rune, out int used) != System.Buffers.OperationStatus.Done)
            {
                AppendCode(shown, name[i]);
                i++;
                continue;
            }

            i += used;
            if (rune.Value == ' ')
            {
                shown.Append(before.Value == ' ' || i == name.Length || name[i] == ' ' ? '␣' : ' ');
            }
            else if (IsInvisible(rune) && !JoinsEmoji(rune, before))
            {
                AppendCode(shown, rune.Value);
            }
            else
            {
                shown.Append(rune);
            }

            before = rune;
        }

        return shown.ToString();
    }

    /// <summary>A drop's name, cut in its middle: how it begins and what it ends with tell most.</summary>
    public static string ShortName(string name)
    {
        string shown = Name(name);
        if (shown.Length <= TitleLength)
        {
            return shown;
        }

        int tail = shown.Length - 60;
        return Cut(shown, TitleLength - 60) + shown[(char.IsLowSurrogate(shown[tail]) ? tail + 1 : tail)..];
    }

    private static bool TurnsDirection(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool JoinsEmoji(Rune rune, Rune before) =>
        rune.Value is 0x200D or 0xFE0E or 0xFE0F
        && (before.Value == 0xFE0F || Rune.GetUnicodeCategory(before) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol);

    private static void AppendCode(StringBuilder shown, int code) =>
        shown.Append(CultureInfo.InvariantCulture, $"⟨U+{code:X4}⟩");
}
