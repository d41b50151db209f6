using System.Text.RegularExpressions;

namespace ArticleDigest.Articles;

/// <summary>Tells lines that only say who wrote an article, and when, from its text.</summary>
internal sealed class Credits
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int LongestLine = 140;

    // A name: two to five words that begin with capitals, with particles between them.
    private const string Name = @"\p{Lu}[\p{L}\p{M}.'’-]*(\s+((de|da|do|dos|das|del|la|le|van|von|der|den|di|al|bin|el|y|e)\s+)*\p{Lu}[\p{L}\p{M}.'’-]*){1,4}";
    private const string Names = $@"{Name}((,\s*|\s+(and|et|und|y|e|i|en|och|og|&)\s+){Name}){{0,3}}";

    private static readonly char[] Dividers = ['|', '•', '·', '∙'];

    private readonly WrittenDates _dates;
    private readonly Regex _by;
    private readonly Regex _named;
    private readonly Regex _bare = new($@"^(?<name>{Names})$", Options);

    /// <summary>Loads the words of bylines.</summary>
    public Credits(WrittenDates dates)
    {
        _dates = dates;
        var lists = WordLists.Open("credits");
        string words = Choice(lists.Lines("by"));
        string after = Choice(lists.Lines("roles").Concat(lists.Lines("agencies")));
        _by = new Regex($@"^\W*(?i:{words})\s*:?\s+(?<name>{Names})((\s*[,–—/(|]\s*|\s+-\s+|\s+(?i:in)\s+|\s+(?i:for)\s+)(?<of>[\p{{L}}\p{{M}}\d .'’&-]{{2,50}})\)?)?\W*$", Options);
        _named = new Regex($@"^\W*(?<name>{Names})(\s*[,–—/(]\s*|\s+-\s+|\s+(?i:for)\s+)(?<of>(?i:{after}))\)?\W*$", Options);
    }

    /// <summary>What a line of credits says.</summary>
    /// <param name="Byline">The names; null if it has none.</param>
    /// <param name="Published">The day; null if it has none.</param>
    internal sealed record Line(string? Byline, DateOnly? Published);

    /// <summary>Reads a line of which every part is a name with its word, a date or a time; null if it is anything else.</summary>
    public Line? Read(string line, string language)
    {
        if (line.Length > LongestLine)
        {
            return null;
        }

        string? byline = null;
        DateOnly? published = null;
        string[] parts = line.Split(Dividers, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        bool dated = parts.Any(part => _dates.TryLine(part, language, out _));
        foreach (string part in parts)
        {
            if (_dates.TryLine(part, language, out DateOnly date))
            {
                published ??= date;
            }
            else if (Author(part) is { } author)
            {
                byline ??= author;
            }
            else if (dated && _bare.IsMatch(part))
            {
                byline ??= part;
            }
            else
            {
                return null;
            }
        }

        return parts.Length == 0 ? null : new Line(byline, published);
    }

    /// <summary>Whether a line is names and nothing else.</summary>
    public bool IsName(string line) => line.Length <= LongestLine && _bare.IsMatch(line);

    /// <summary>The names on a byline, without its words; null if the line is none.</summary>
    public string? Author(string line)
    {
        if (line.Length > LongestLine)
        {
            return null;
        }

        Match match = _by.Match(line);
        match = match.Success ? match : _named.Match(line);
        return match.Success ? match.Groups["name"].Value : null;
    }

    /// <summary>A byline out of a header or a meta element: without "By", addresses and links; null if nothing is left.</summary>
    public string? Tidy(string? value)
    {
        if (value is null)
        {
            return null;
        }

        string line = CleanText.Line(value);
        int address = line.IndexOf('<', StringComparison.Ordinal);
        line = (address > 0 ? line[..address] : line).Trim().TrimEnd(',', ';');
        line = Author(line) is { } name && line.Length - name.Length <= 12 ? name : line;
        bool isLink = line.Contains("://", StringComparison.Ordinal) || line.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || line.StartsWith('@');
        return line.Length is 0 or > 200 || isLink ? null : line;
    }

    private static string Choice(IEnumerable<string> words) =>
        string.Join('|', words.OrderByDescending(word => word.Length).Select(Regex.Escape));
}
