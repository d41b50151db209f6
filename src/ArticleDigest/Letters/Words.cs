using System.Collections.Frozen;
using System.Globalization;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>
/// What mail, pages and feed say around the words of articles, in one language: sentences by their names, numbers and dates.
/// It comes from a text file of this assembly, <c>Words/en.txt</c> for English, and from nothing of the machine, so that a
/// document reads the same everywhere.
/// </summary>
public sealed class Words
{
    private static readonly FrozenDictionary<string, Lazy<Words>> ByLanguage = ScheduleOptions.Languages
        .ToFrozenDictionary(language => language, language => new Lazy<Words>(() => Read(language)), StringComparer.Ordinal);

    private readonly WordsFile _file;
    private readonly HashSet<string> _ones;
    private readonly string[] _weekdays;
    private readonly string[] _months;
    private readonly string[] _shortMonths;
    private readonly string _group;
    private readonly string _decimal;
    private readonly int _groupedFrom;

    private Words(string language, WordsFile file)
    {
        (Language, _file) = (language, file);
        _ones = [.. List("numbers.one")];
        _weekdays = List("dates.weekdays");
        _months = List("dates.months");
        _shortMonths = List("dates.months-short");
        (_group, _decimal) = (Say("numbers.group"), Say("numbers.decimal"));
        _groupedFrom = int.Parse(Say("numbers.grouped-from"), CultureInfo.InvariantCulture);
    }

    /// <summary>The words in English.</summary>
    public static Words English => Of("en");

    /// <summary>The language of these words, ISO 639-1.</summary>
    public string Language { get; }

    /// <summary>The words of a language.</summary>
    /// <param name="language">One of <see cref="ScheduleOptions.Languages"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of these.</exception>
    public static Words Of(string language) =>
        Find(language) ?? throw new ArgumentOutOfRangeException(nameof(language), language, "There are no words in this language.");

    /// <summary>The words of a language; null if it is none of <see cref="ScheduleOptions.Languages"/>.</summary>
    public static Words? Find(string? language) => language is not null && ByLanguage.TryGetValue(language, out Lazy<Words>? words) ? words.Value : null;

    /// <summary>A text that has nothing put in.</summary>
    /// <param name="entry">Its name with its section, such as <c>headings.in-short</c>.</param>
    /// <exception cref="ArgumentException">There is no such entry, or it wants something put in.</exception>
    public string Say(string entry) => Fill(entry, _file.Of(entry)[^1], []);

    /// <summary>A text with something put in.</summary>
    /// <param name="entry">Its name with its section.</param>
    /// <param name="values">What is put in, each under the name that stands in the text's braces.</param>
    /// <exception cref="ArgumentException">There is no such entry, or it does not want just these.</exception>
    public string Say(string entry, params ReadOnlySpan<(string Name, string Value)> values) => Fill(entry, _file.Of(entry)[^1], values);

    /// <summary>A text with a number, in the form that goes with it.</summary>
    /// <param name="entry">Its name with its section.</param>
    /// <param name="number">What is put in for <c>{number}</c>.</param>
    /// <param name="values">What else is put in.</param>
    /// <exception cref="ArgumentException">There is no such entry, or it does not want just these.</exception>
    public string Say(string entry, int number, params ReadOnlySpan<(string Name, string Value)> values)
    {
        IReadOnlyList<WordsTemplate> forms = _file.Of(entry);
        return Fill(entry, IsOne(number) ? forms[0] : forms[^1], [("number", Number(number)), .. values]);
    }

    /// <summary>What a text has before and behind something that is put in and shown in a way of its own.</summary>
    /// <param name="entry">Its name with its section.</param>
    /// <param name="inner">The name of what is put in there.</param>
    /// <param name="values">What else is put in.</param>
    /// <exception cref="ArgumentException">There is no such entry, or it does not want just these.</exception>
    public (string Before, string After) Around(string entry, string inner, params ReadOnlySpan<(string Name, string Value)> values)
    {
        WordsTemplate template = _file.Of(entry)[^1];
        Check(entry, template, [(inner, ""), .. values]);
        (IReadOnlyList<WordsPiece> before, IReadOnlyList<WordsPiece> after) = template.Around(inner);
        return (WordsTemplate.Fill(before, values), WordsTemplate.Fill(after, values));
    }

    /// <summary>What parts a label from what it is of: a colon with its spaces.</summary>
    public string Colon => Say("marks.colon");

    /// <summary>A number with its digits grouped.</summary>
    public string Number(long number) => Grouped(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A sum with two digits behind the decimal sign.</summary>
    public string Sum(decimal sum)
    {
        string[] parts = sum.ToString("F2", CultureInfo.InvariantCulture).Split('.');
        return $"{Grouped(parts[0])}{_decimal}{parts[1]}";
    }

    /// <summary>A date with its weekday, such as "Monday 23 November 2026".</summary>
    public string Long(DateOnly date) => Date("dates.long", date);

    /// <summary>A date as it stands within a sentence.</summary>
    public string InText(DateOnly date) => Date("dates.in-text", date);

    /// <summary>A month with its year, such as "November 2026".</summary>
    public string Month(DateOnly date) => Date("dates.month", date);

    /// <summary>A date in little room, such as "23 Nov 2026".</summary>
    public string Short(DateOnly date) => Date("dates.short", date);

    /// <summary>A day of the year, such as "3 March"; with the year if that is not the reader's.</summary>
    public string Day(DateOnly date, DateOnly today) => Date(date.Year == today.Year ? "dates.day" : "dates.day-of-year", date);

    /// <summary>A moment in a zone, such as "Monday 23 November 2026, 07:00 (Europe/Berlin)".</summary>
    public string Moment(DateTimeOffset local, string zone) => Date(
        "dates.moment", DateOnly.FromDateTime(local.DateTime), ("time", local.ToString("HH:mm", CultureInfo.InvariantCulture)), ("zone", zone));

    /// <summary>A language's name as it stands beside a quote; null if the code, of ISO 639-1, is none that is known.</summary>
    public string? LanguageName(string? code) => code is { Length: 2 } && _file.Find($"languages.{code}") is { } name ? name[^1].Text : null;

    /// <summary>A date without its weekday, such as "23 November 2026".</summary>
    public string DayOfYear(DateOnly date) => Date("dates.day-of-year", date);

    /// <summary>A text as it begins a line: some languages write weekdays and months small.</summary>
    public static string Begin(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static Words Read(string language)
    {
        using Stream stream = typeof(Words).Assembly.GetManifestResourceStream($"ArticleDigest.Letters.Words.{language}.txt")
            ?? throw new InvalidOperationException($"The words in {language} are not in the assembly.");
        using StreamReader reader = new(stream, System.Text.Encoding.UTF8);
        return new Words(language, WordsFile.Parse(reader.ReadToEnd()));
    }

    private static string Fill(string entry, WordsTemplate template, ReadOnlySpan<(string Name, string Value)> values)
    {
        Check(entry, template, values);
        return WordsTemplate.Fill(template.Pieces, values);
    }

    /// <summary>What is put in has to be what the text wants: a number that one form says in a word may be left out there.</summary>
    private static void Check(string entry, WordsTemplate template, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach ((string name, _) in values)
        {
            if (!template.Wants(name))
            {
                throw new ArgumentException($"The text {entry} has no place for {name}.", nameof(entry));
            }
        }

        if (values.Length != template.Wanted.Count)
        {
            throw new ArgumentException($"The text {entry} wants {string.Join(", ", template.Wanted)}.", nameof(entry));
        }
    }

    private string Date(string entry, DateOnly date, params ReadOnlySpan<(string Name, string Value)> values)
    {
        WordsTemplate pattern = _file.Of(entry)[^1];
        (string, string)[] parts =
        [
            ("weekday", _weekdays[((int)date.DayOfWeek + 6) % 7]),
            ("day", date.Day == 1 ? Say("dates.first-day") : date.Day.ToString(CultureInfo.InvariantCulture)),
            ("month", _months[date.Month - 1]),
            ("month-short", _shortMonths[date.Month - 1]),
            ("year", date.Year.ToString("0000", CultureInfo.InvariantCulture)),
            .. values,
        ];
        return Fill(entry, pattern, [.. parts.Where(part => pattern.Wants(part.Item1))]);
    }

    private bool IsOne(int number) => _ones.Contains(number.ToString(CultureInfo.InvariantCulture));

    private string Grouped(string digits)
    {
        int sign = digits[0] == '-' ? 1 : 0;
        if (digits.Length - sign < _groupedFrom)
        {
            return digits;
        }

        int first = sign + ((digits.Length - sign) % 3);
        List<string> groups = first > sign ? [digits[..first]] : [];
        for (int i = first; i < digits.Length; i += 3)
        {
            groups.Add(digits.Substring(i, 3));
        }

        return (first > sign ? "" : digits[..sign]) + string.Join(_group, groups);
    }

    private string[] List(string entry) => Say(entry).Split(' ');
}
