using System.Collections.Frozen;
using System.Globalization;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Articles;

namespace ArticleDigest.Editions.Merging;

/// <summary>Reads numbers, amounts and dates in the words of a language.</summary>
internal sealed class NumberWords
{
    private const string German = "de";
    private const string Percent = "percent";
    private const string Real = "brl";
    private const int FirstYear = 1900;
    private const int LastYear = 2199;
    private const int LongestNumber = 15;
    private const int LongestArticle = 3;

    private static readonly WordLists Lists = WordLists.Open("figures", "Editions");
    private static readonly FrozenDictionary<string, string> Units = Grouped("units");
    private static readonly FrozenDictionary<string, string> CountedUnits = Grouped("counted-units");
    private static readonly FrozenDictionary<string, string> Months = Grouped("months");
    private static readonly FrozenDictionary<string, string> Weekdays = Grouped("weekdays");
    private static readonly FrozenDictionary<string, string> Frequencies = Grouped("frequencies");
    private static readonly FrozenSet<string> Each = Lists.Words("each").ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] Spans = [.. Lists.Lines("frequencies").Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)])];
    private static readonly FrozenDictionary<string, decimal> Scales = Valued("scales");
    private static readonly FrozenDictionary<string, decimal> Shares = Valued("shares");
    private static readonly FrozenDictionary<string, decimal> Parts = Valued("parts");
    private static readonly FrozenSet<string> Ones = Lists.Words("one").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Many = Lists.Words("many").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Befores = Lists.Words("before").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> PercentSeconds = Lists.Words("percent-second").ToFrozenSet(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, decimal> _numbers;
    private readonly bool _joins;

    /// <summary>The numbers of a language (ISO 639-1); of one that is not known only those in digits.</summary>
    public NumberWords(string language)
    {
        _numbers = Valued($"numbers-{language}");
        _joins = language is German;
    }

    /// <summary>Reads the figure that begins at a word.</summary>
    /// <returns>Behind its last word, and the figures: a date has several; the word's own place if there is none.</returns>
    public int Read(IReadOnlyList<SpelledWord> words, int start, List<Figure> figures)
    {
        string folded = words[start].Folded;
        if (Weekdays.TryGetValue(folded, out string? weekday) || (start + 1 < words.Count && words[start + 1].IsJoined && Weekdays.TryGetValue($"{folded}-{words[start + 1].Folded}", out weekday)))
        {
            figures.Add(new Figure(Figure.Weekday, decimal.Parse(weekday, CultureInfo.InvariantCulture)));
            return Weekdays.ContainsKey(folded) ? start + 1 : start + 2;
        }

        if (IsMonth(words, start))
        {
            figures.Add(new Figure(Figure.Month, decimal.Parse(Months[folded], CultureInfo.InvariantCulture)));
            return start + 1;
        }

        if (Frequency(words, start) is { } often)
        {
            figures.Add(often);
            return start + 1;
        }

        // "€4", "4 €", "4 euros", "four-euro", "30 per cent", "5 million euros"
        string? before = Units.TryGetValue(folded, out string? sign) && !char.IsLetter(folded[0]) ? sign : null;
        int at = before is null ? start : start + 1;

        // "R$ 1.000"
        if (before is null && words[start].Folded is "r" && at + 1 < words.Count && words[at + 1].Folded is "$")
        {
            (before, at) = (Real, start + 2);
        }

        if (at == words.Count || Number(words, ref at) is not { } value)
        {
            return start;
        }

        // "trois quarts", "zwei Drittel"
        if (before is null && value is > 0 and < 10 && at < words.Count && Parts.TryGetValue(words[at].Folded, out decimal part))
        {
            figures.Add(new Figure(Percent, decimal.Round(value * part)));
            return at + 1;
        }

        // "£10m", "2 Mrd. Euro"
        if (at < words.Count && Scales.TryGetValue(words[at].Folded, out decimal scale) && (before is not null || words[at].Folded.Length > 1))
        {
            value = Bounded(value * scale);
            at++;
        }

        string unit = before ?? UnitAt(words, ref at);
        if (unit is Figure.Count && IsYear(words, at - 1, value))
        {
            unit = Figure.Year;
        }
        else if (unit is Figure.Count && value is >= 1 and <= 31 && NextTo(words, start, at))
        {
            unit = Figure.Day;
        }

        figures.Add(new Figure(unit, value));
        return at;
    }

    /// <summary>Whether a word and the number behind it say before what: "antes das nove".</summary>
    public bool IsBefore(IReadOnlyList<SpelledWord> words, int at) =>
        Befores.Contains(words[at].Folded)
        && ((at + 1 < words.Count && Read(words, at + 1, []) > at + 1) || (at + 2 < words.Count && words[at + 1].Folded.Length <= LongestArticle && Read(words, at + 2, []) > at + 2));

    /// <summary>Whether a sum of money or a share of something stands at a place.</summary>
    public bool IsSum(IReadOnlyList<SpelledWord> words, int at)
    {
        List<Figure> figures = [];
        return at < words.Count && Read(words, at, figures) > at && figures[0].IsSum;
    }

    /// <summary>Whether a word is a unit, which says nothing without its number.</summary>
    public static bool IsUnit(string folded) => Units.ContainsKey(folded);

    /// <summary>Whether a word only says that there are many: "thousands of".</summary>
    public static bool IsMany(string folded) => Many.Contains(folded);

    // "may" and "mars" are months only beside a number or behind a preposition such as "in": small letters of English do not count.
    private static bool IsMonth(IReadOnlyList<SpelledWord> words, int at)
    {
        string folded = words[at].Folded;
        bool doubtful = folded is "may" or "march" or "mars" or "mai" or "marco" or "mayo";
        return Months.ContainsKey(folded) && (!doubtful || (words[at].IsCapitalised && at > 0) || (at > 0 && words[at - 1].IsNumber) || (at + 1 < words.Count && words[at + 1].IsNumber)
            || (at > 0 && words[at - 1].Folded is "en" or "em" or "de" or "in" or "im" or "by" or "until" or "ate" or "hasta" or "jusqu"));
    }

    private static Figure? Frequency(IReadOnlyList<SpelledWord> words, int at)
    {
        string folded = words[at].Folded;
        bool each = at > 0 && words[at].AfterMark == '\0' && Each.Contains(words[at - 1].Folded);
        string? span = each && Units.TryGetValue(folded, out string? unit) ? unit
            : Frequencies.TryGetValue(folded, out string? often) && (each || folded.Length > 2) ? often
            : null;
        int rank = span is null ? -1 : Array.IndexOf(Spans, span);
        return rank < 0 ? null : new Figure(Figure.Frequency, rank);
    }

    private static bool IsYear(IReadOnlyList<SpelledWord> words, int at, decimal value) =>
        value is >= FirstYear and <= LastYear && words[at].Spelling.Length == 4 && words[at].IsNumber;

    private static bool NextTo(IReadOnlyList<SpelledWord> words, int start, int end) =>
        (start > 0 && Months.ContainsKey(words[start - 1].Folded))
        || (end < words.Count && Months.ContainsKey(words[end].Folded))
        || (end + 1 < words.Count && words[end].Folded is "de" or "of" or "er" && Months.ContainsKey(words[end + 1].Folded));

    private static string UnitAt(IReadOnlyList<SpelledWord> words, ref int at)
    {
        if (at + 1 < words.Count && words[at].Folded is "per" or "pour" or "por" && PercentSeconds.Contains(words[at + 1].Folded))
        {
            at += 2;
            return Percent;
        }

        // "5 millions d'euros", "mil millones de euros"
        int unit = at + 1 < words.Count && words[at].Folded is "de" or "d" ? at + 1 : at;
        if (unit < words.Count && words[unit].AfterMark is '\0' or '.' && (Units.TryGetValue(words[unit].Folded, out string? name) || CountedUnits.TryGetValue(words[unit].Folded, out name)))
        {
            at = unit + 1;
            return name;
        }

        return Figure.Count;
    }

    private decimal? Number(IReadOnlyList<SpelledWord> words, ref int at)
    {
        if (words[at].IsNumber)
        {
            decimal? value = Digits(words[at].Spelling);
            at++;

            // "10 000"
            while (at < words.Count && words[at].IsNumber && words[at].Spelling.Length == 3 && words[at].AfterMark == '\0' && !words[at].IsJoined && words[at - 1].Spelling.Length <= 3 && value >= 1)
            {
                value = value is { } known && Digits(words[at].Spelling) is { } group ? Bounded((known * 1000) + group) : null;
                at++;
            }

            while (at < words.Count && _numbers.TryGetValue(words[at].Folded, out decimal scale) && scale >= 1000)
            {
                value = value is { } known ? Bounded(known * scale) : null;
                at++;
            }

            return value;
        }

        // "one euro"; alone it is an article in most languages.
        if (at + 1 < words.Count && Ones.Contains(words[at].Folded) && Units.ContainsKey(words[at + 1].Folded))
        {
            at++;
            return 1;
        }

        if (Shares.TryGetValue(words[at].Folded, out decimal share))
        {
            at++;
            return share;
        }

        return Spelled(words, ref at);
    }

    // "two hundred and fifty thousand", "quatre-vingt-dix", "treinta y cinco", "fünfundzwanzig"
    private decimal? Spelled(IReadOnlyList<SpelledWord> words, ref int at)
    {
        decimal total = 0;
        decimal current = 0;
        int end = at;
        for (int i = at; i < words.Count; i++)
        {
            bool link = i > at && words[i].Folded is "and" or "et" or "y" or "e" or "und" && i + 1 < words.Count && ValueOf(words[i + 1].Folded) is not null;
            if (link && current + total > 0 && words[i].AfterMark == '\0')
            {
                continue;
            }

            if (ValueOf(words[i].Folded) is not { } value || (i > at && words[i].AfterMark != '\0') || !Joins(current, value, i == at))
            {
                break;
            }

            if (value >= 1000)
            {
                // "mil millones": thousands of millions
                bool scales = current == 0 && total > 0 && value > total;
                total = Bounded(scales ? total * value : total + (Math.Max(current, 1) * value));
                current = 0;
            }
            else
            {
                current = value == 100 && current is > 0 and < 100 ? current * 100
                    : value == 20 && current == 4 ? 80
                    : current + value;
            }

            end = i + 1;
        }

        if (end == at)
        {
            return null;
        }

        at = end;
        return total + current;
    }

    private static bool Joins(decimal current, decimal value, bool isFirst) =>
        isFirst || value >= 1000 || (value == 100 && current is > 0 and < 100) || (value == 20 && current == 4)
        || (current > 0 && value < 10 && current % 10 == 0) || (current > 0 && value < 20 && current % 100 is 0 or 60 or 80)
        || (current >= 100 && value < 100 && current % 100 == 0) || current == 0;

    private decimal? ValueOf(string folded) =>
        _numbers.TryGetValue(folded, out decimal value) ? value : _joins ? Joined(folded) : null;

    // German numbers are one word: "zweihundertfünfzig", "fünfundzwanzig"
    private decimal? Joined(string word)
    {
        foreach ((string scale, decimal by) in new[] { ("tausend", 1000m), ("hundert", 100m) })
        {
            int place = word.IndexOf(scale, StringComparison.Ordinal);
            if (place > 0 && place + scale.Length <= word.Length)
            {
                decimal? many = word[..place] is "ein" ? 1 : Joined(word[..place]);
                decimal? rest = place + scale.Length == word.Length ? 0 : Joined(word[(place + scale.Length)..]);
                return many * by + rest;
            }
        }

        int and = word.IndexOf("und", StringComparison.Ordinal);
        if (and > 0 && _numbers.TryGetValue(word[(and + 3)..], out decimal tens) && tens is >= 20 and <= 90)
        {
            return word[..and] is "ein" ? tens + 1 : _numbers.TryGetValue(word[..and], out decimal ones) ? tens + ones : null;
        }

        return _numbers.TryGetValue(word, out decimal value) ? value : null;
    }

    // "1,200", "1.200", "4,5": groups of three digits are thousands, anything else is behind the point.
    private static decimal? Digits(string spelling)
    {
        if (spelling.Length > LongestNumber)
        {
            return null;
        }

        string[] parts = spelling.Split('.', ',');
        bool thousands = parts.Length > 1 && parts[0].Length <= 3 && parts[0] is not "0" && Array.TrueForAll(parts[1..], part => part.Length == 3);
        string plain = thousands || parts.Length == 1 ? string.Concat(parts) : $"{string.Concat(parts[..^1])}.{parts[^1]}";
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? value : null;
    }

    private static decimal Bounded(decimal value) => Math.Min(value, 1_000_000_000_000_000m);

    private static FrozenDictionary<string, string> Grouped(string section)
    {
        Dictionary<string, string> groups = new(StringComparer.Ordinal);
        foreach (string line in Lists.Lines(section))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (string word in words[1..])
            {
                groups.TryAdd(SpelledWord.Fold(word), words[0]);
            }
        }

        return groups.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, decimal> Valued(string section) =>
        Lists.Lines(section)
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(line => line[0], line => decimal.Parse(line[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
