using System.Globalization;
using System.Text;

namespace ArticleDigest.Analysis;

/// <summary>
/// A text in which every way of writing the same sign is one: composed characters, one space for any white space and none
/// beside quotation marks, dashes and ellipses, one kind of each of these, no invisible characters. Each of its units
/// knows where it stands in the text it was made from. Letters and digits are never changed.
/// </summary>
internal sealed class EvenText
{
    /// <summary>Stands for any quotation mark, and for an apostrophe that is not within a word.</summary>
    public const char Quotation = '"';

    /// <summary>Stands for an apostrophe within a word.</summary>
    public const char Apostrophe = '\'';

    /// <summary>Stands for any dash and hyphen.</summary>
    public const char Dash = '-';

    /// <summary>Stands for three dots or more, in brackets or not.</summary>
    public const char Ellipsis = '…';

    // As an article keeps them: a letter with more marks is no language but a flood.
    private const int MaxMarksPerLetter = 30;

    private const int FewestDots = 3;

    private readonly string _from;
    private readonly StringBuilder _signs;
    private readonly List<int> _starts;
    private readonly List<int> _ends;
    private bool _spaceBefore;
    private int _spaceStart;

    // How many quotation marks the last unit stands for.
    private int _marks;

    public EvenText(string text)
    {
        _from = text;
        _signs = new StringBuilder(text.Length);
        _starts = new List<int>(text.Length);
        _ends = new List<int>(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            at = Read(at);
        }

        Signs = _signs.ToString();
    }

    /// <summary>The even text.</summary>
    public string Signs { get; }

    /// <summary>Where the unit at a place of <see cref="Signs"/> begins in the text.</summary>
    public int StartOf(int at) => _starts[at];

    /// <summary>Where the unit at a place of <see cref="Signs"/> ends in the text.</summary>
    public int EndOf(int at) => _ends[at];

    /// <summary>The first place of <see cref="Signs"/> that does not begin before a place of the text.</summary>
    public int PlaceOf(int start)
    {
        int place = _starts.BinarySearch(start);
        if (place < 0)
        {
            return ~place;
        }

        while (place > 0 && _starts[place - 1] == start)
        {
            place--;
        }

        return place;
    }

    /// <summary>Whether a cut before a place goes through what was one character, or through a word.</summary>
    public bool Cuts(int at) => at > 0 && at < Signs.Length && (_starts[at] == _starts[at - 1] || WordBounds.Cuts(Signs, at));

    private int Read(int at)
    {
        char c = _from[at];
        if (char.IsWhiteSpace(c))
        {
            _spaceStart = _spaceBefore ? _spaceStart : at;
            _spaceBefore = true;
            return at + 1;
        }

        if (char.IsAsciiLetterOrDigit(c) && (at + 1 == _from.Length || _from[at + 1] < '\u0300'))
        {
            return Letters(at, at + 1);
        }

        int length = Rune.TryGetRuneAt(_from, at, out Rune rune) ? rune.Utf16SequenceLength : 1;
        if (IsInvisible(rune))
        {
            return at + length;
        }

        if (EllipsisLength(at) is > 0 and var dots)
        {
            return Sign(Ellipsis, at, at + dots);
        }

        if (IsQuotation(c))
        {
            return Sign(Quotation, at, at + 1);
        }

        if (IsDash(c))
        {
            return Sign(Dash, at, at + 1);
        }

        int end = at + length;
        int marks = 0;
        while (end < _from.Length && marks < MaxMarksPerLetter && JoinsLetter(end))
        {
            end++;
            marks++;
        }

        return Letters(at, end);
    }

    /// <summary>Adds a sign that takes white space and its like directly before it in.</summary>
    private int Sign(char sign, int start, int end)
    {
        if (_signs.Length > 0 && _signs[^1] == sign && !_spaceBefore)
        {
            _ends[^1] = end;
            _marks++;
        }
        else
        {
            Add(sign, start, end);
            _marks = 1;
        }

        _spaceBefore = false;
        return end;
    }

    /// <summary>Adds a letter with its marks, or any other sign, composed.</summary>
    private int Letters(int start, int end)
    {
        char last = _signs.Length > 0 ? _signs[^1] : Quotation;
        if (_spaceBefore && last is not (Quotation or Dash or Ellipsis))
        {
            Add(' ', _spaceStart, start);
        }
        else if (!_spaceBefore && last == Quotation && _marks == 1 && _signs.Length > 1
            && char.IsLetterOrDigit(_signs[^2]) && _ends[^2] == _starts[^1] && char.IsLetter(_from[start]))
        {
            _signs[^1] = Apostrophe;
        }

        _spaceBefore = false;
        if (end == start + 1)
        {
            Add(_from[start], start, end);
            return end;
        }

        string letter = _from[start..end];
        foreach (char c in IsWhole(letter) ? letter.Normalize(NormalizationForm.FormC) : letter)
        {
            Add(c, start, end);
        }

        return end;
    }

    private void Add(char sign, int start, int end)
    {
        _signs.Append(sign);
        _starts.Add(start);
        _ends.Add(end);
    }

    // Marks, and the later letters of a Korean syllable that is written in parts.
    private bool JoinsLetter(int at) =>
        _from[at] >= '\u0300'
        && (_from[at] is >= '\u1160' and <= '\u11FF'
            || char.GetUnicodeCategory(_from[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    private int EllipsisLength(int start)
    {
        int at = start;
        bool isBracketed = _from[at] is '[' or '(';
        if (isBracketed)
        {
            at = SkipSpaces(at + 1);
        }

        int dots = 0;
        int end = at;
        while (at < _from.Length && _from[at] is '.' or '…')
        {
            dots += _from[at] == '…' ? FewestDots : 1;
            end = at + 1;
            bool isSpaced = end + 1 < _from.Length && _from[end] is ' ' or '\u00A0' && _from[end + 1] is '.' or '…';
            at = isSpaced ? end + 1 : end;
        }

        if (isBracketed && dots > 0)
        {
            end = SkipSpaces(end);
            return dots >= FewestDots && end < _from.Length && _from[end] is ']' or ')' ? end + 1 - start : 0;
        }

        return dots >= FewestDots ? end - start : 0;
    }

    private int SkipSpaces(int at)
    {
        while (at < _from.Length && _from[at] is ' ' or '\u00A0')
        {
            at++;
        }

        return at;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x034F or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsQuotation(char c) =>
        c is '"' or '\'' or '`' or '´' or '«' or '»' or '\u02BC' or '＂' or '＇'
            or (>= '\u2018' and <= '\u201F') or '‹' or '›' or (>= '「' and <= '』') or (>= '\u301D' and <= '\u301F');

    private static bool IsDash(char c) => c is '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE58' or '\uFE63' or '\uFF0D';

    // Normalize throws at half a character and at this one that is none.
    private static bool IsWhole(string letter) => !letter.Contains('\uFFFE', StringComparison.Ordinal) && (letter.Length < 2 || !HasHalf(letter));

    private static bool HasHalf(string letter)
    {
        for (int i = 0; i < letter.Length; i++)
        {
            if (char.IsSurrogate(letter[i]))
            {
                if (i + 1 == letter.Length || !char.IsSurrogatePair(letter[i], letter[i + 1]))
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }
}
