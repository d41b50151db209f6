using System.Globalization;
using System.Text.RegularExpressions;

namespace ArticleDigest.Articles;

/// <summary>Reads dates as people write them, in the languages of the data file <c>dates</c>.</summary>
internal sealed class WrittenDates
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Time = @"[\s,;|–—-]*((at|um|à|às|a las|alle|om|kl\.?|-)\s*)?[0-9]{1,2}\s?[:h.]\s?[0-9]{2}(:[0-9]{2})?\s*(uhr|h|hrs)?\s*([ap]\.?m\.?)?(\s*(utc|gmt|[a-z]{2,4}))?([+-][0-9]{2}:?[0-9]{2})?";

    private readonly Dictionary<string, int> _months = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _weekdays;
    private readonly List<string> _before;
    private readonly Regex _whole;
    private readonly Regex _opening;
    private readonly Regex _trailing;
    private readonly Regex _closing;
    private readonly Regex _any;

    /// <summary>Loads the names of months and days.</summary>
    public WrittenDates()
    {
        var lists = WordLists.Open("dates");
        foreach (string line in lists.Lines("months"))
        {
            string[] names = line.Split(' ');
            foreach (string name in names.Skip(1))
            {
                _months[name] = int.Parse(names[0], CultureInfo.InvariantCulture);
            }
        }

        // Names are looked up after a match: all of them in one pattern would be too large a machine.
        _weekdays = new(lists.Words("weekdays"), StringComparer.OrdinalIgnoreCase);
        _before = lists.Lines("before").OrderByDescending(word => word.Length).ToList();
        const string Month = @"\p{L}{3,12}";
        const string Weekday = @"(?<w>\p{L}[\p{L}-]{1,14})";
        string date = string.Join(
            '|',
            @"(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})(T[0-9:.+\-Z]+)?",
            @"(?<y>[0-9]{4})/(?<m>[0-9]{1,2})/(?<d>[0-9]{1,2})",
            @"(?<y>[0-9]{4})\s?[年년]\s?(?<m>[0-9]{1,2})\s?[月월]\s?(?<d>[0-9]{1,2})\s?[日일]",
            $@"(?<d>[0-9]{{1,2}})(st|nd|rd|th|er|º|ª|\.)?[\s-]+((de|di|of)[\s-]+|d[’']\s*)?(?<n>{Month})\.?,?[\s-]+((de|del|di)\s+)?(?<y>[0-9]{{4}})",
            $@"(?<n>{Month})\.?\s+(?<d>[0-9]{{1,2}})(st|nd|rd|th)?,?\s+(?<y>[0-9]{{4}})",
            @"(?<a>[0-9]{1,2})/(?<b>[0-9]{1,2})/(?<y>[0-9]{4})",
            @"(?<d>[0-9]{1,2})\.\s?(?<m>[0-9]{1,2})\.\s?(?<y>[0-9]{4})");
        string dated = $@"((le|am|el|il|den|op|on)\s+)?({Weekday}\.?,?\s+((the|den|dem|el|le)\s+)?)?({date})";
        _whole = new Regex($@"^\W*{dated}({Time})?\W*$", Options);
        _opening = new Regex($@"^{dated}\s*(\.\s*[–—-]|[–—:|]|\s-\s)", Options);
        _trailing = new Regex($@"^(?<rest>.*?)[\s,|–—-]+{Weekday}\.?,?\s+({date})\W*$", Options);
        _closing = new Regex($@"(^|\W)({date})\W*$", Options);
        _any = new Regex($@"(^|\W)({date})(\W|$)", Options);
    }

    /// <summary>Reads a line that is nothing but a date, a time perhaps, and a word such as "published".</summary>
    public bool TryLine(string line, string language, out DateOnly date) =>
        TryRead(_whole, WithoutWord(line), language, out date);

    /// <summary>Reads the date that a text opens with, as in "4 July 2012. - After years".</summary>
    public bool TryOpening(string line, string language, out DateOnly date)
    {
        date = default;
        return TryRead(_opening, line[..Math.Min(line.Length, 120)], language, out date);
    }

    /// <summary>Reads the date in a machine's form or on a line that names it, such as a meta element's content.</summary>
    public bool TryValue(string value, out DateOnly date)
    {
        value = value.Trim();
        if (value.Length >= 10 && DateOnly.TryParseExact(value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            return IsPlausible(date);
        }

        if (value.Length >= 8 && DateOnly.TryParseExact(value[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            return IsPlausible(date);
        }

        return TryRead(_any, value[..Math.Min(value.Length, 120)], "", out date);
    }

    /// <summary>Divides a headline that has a weekday and a date at its end.</summary>
    public bool TryTrailing(string line, string language, out string rest, out DateOnly date)
    {
        rest = line;
        date = default;
        if (line.Length > 400 || _trailing.Match(line) is not { Success: true } match || match.Groups["rest"].Length < 10)
        {
            return false;
        }

        rest = match.Groups["rest"].Value.TrimEnd(' ', ',', '|', '–', '—', '-');
        return TryRead(match, language, out date);
    }

    /// <summary>Whether a date stands at the very end of a paragraph.</summary>
    public bool IsAtEnd(string paragraph) => _closing.IsMatch(paragraph[Math.Max(0, paragraph.Length - 60)..]);

    private bool TryRead(Regex form, string line, string language, out DateOnly date)
    {
        date = default;
        return line.Length <= 160 && form.Match(line) is { Success: true } match && TryRead(match, language, out date);
    }

    private bool TryRead(Match match, string language, out DateOnly date)
    {
        date = default;
        int year = Number(match, "y");
        int month = match.Groups["n"].Success ? _months.GetValueOrDefault(match.Groups["n"].Value) : Number(match, "m");
        int day = Number(match, "d");
        if (match.Groups["a"].Success)
        {
            (day, month) = Order(Number(match, "a"), Number(match, "b"), language);
        }

        bool isDay = !match.Groups["w"].Success || _weekdays.Contains(match.Groups["w"].Value);
        if (!isDay || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return IsPlausible(date);
    }

    // Americans write the month first, others the day; where an English text leaves it open, nobody knows.
    private static (int Day, int Month) Order(int first, int second, string language)
    {
        if (first == second || first > 12)
        {
            return (first, second);
        }

        if (second > 12)
        {
            return (second, first);
        }

        return language is "en" or "und" or "" ? (0, 0) : (first, second);
    }

    private static bool IsPlausible(DateOnly date) => date.Year is >= 1700 and <= 2200;

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private string WithoutWord(string line)
    {
        string bare = line.TrimStart();
        string? word = _before.Find(word => bare.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && bare.Length > word.Length && bare[word.Length] is ' ' or ':');
        return word is null ? bare : bare[word.Length..].TrimStart(' ', ':');
    }
}
