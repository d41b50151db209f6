using System.Text.RegularExpressions;

namespace ArticleDigest.Articles;

/// <summary>The lines of "Name: value" that a document or a Markdown file's front matter opens with.</summary>
internal sealed class HeaderBlock
{
    private const int MostLines = 60;
    private const int LongestLine = 1000;

    private static readonly Regex Field = new(
        @"^(?<name>\p{L}[\p{L}\d _.-]{0,30}?)\s*:(\s+(?<value>.*)|)$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly string[] Titles = ["title", "headline", "subject", "titel", "titre", "título", "titulo", "titolo"];
    private static readonly string[] Authors = ["author", "authors", "by", "byline", "autor", "autora", "auteur", "autore", "creator"];
    private static readonly string[] Sources = ["source", "publisher", "publication", "site", "quelle", "fuente", "fonte"];
    private static readonly string[] Dates = ["date", "published", "created", "publication date", "pubdate", "datum", "fecha", "data"];
    private static readonly string[] Languages = ["lang", "language", "locale"];

    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private HeaderBlock()
    {
    }

    /// <summary>The headline; null if none is given.</summary>
    public string? Title => First(Titles);

    /// <summary>The authors; null if none is given.</summary>
    public string? Author => First(Authors);

    /// <summary>The source; null if none is given.</summary>
    public string? Source => First(Sources);

    /// <summary>The date as written; null if none is given.</summary>
    public string? Date => First(Dates);

    /// <summary>What became of what a proposal's text proposes, as in "Rejected"; null if none is given.</summary>
    public string? Status => First(["status", "estado", "statut"]);

    /// <summary>The language as written; null if none is given.</summary>
    public string? Language => First(Languages);

    /// <summary>
    /// Reads a header block: every line up to the first empty one is a field or, indented, goes on with one; there are
    /// at least two and one names the title, or an author and a date.
    /// </summary>
    /// <param name="lines">The document's lines.</param>
    /// <param name="end">How many lines the block takes; 0 if there is none.</param>
    public static HeaderBlock? OfText(IReadOnlyList<string> lines, out int end)
    {
        int start = 0;
        while (start < lines.Count && string.IsNullOrWhiteSpace(lines[start]))
        {
            start++;
        }

        end = start;
        while (end < lines.Count && end - start <= MostLines && !string.IsNullOrWhiteSpace(lines[end]))
        {
            end++;
        }

        if (end - start > MostLines || lines.Skip(start).Take(end - start).Any(line => line.Length > LongestLine))
        {
            end = 0;
            return null;
        }

        var block = new HeaderBlock();
        bool complete = block.Take(lines, start, end);
        if (!complete || block._fields.Count < 2 || (block.Title is null && (block.Author is null || block.Date is null)))
        {
            end = 0;
            return null;
        }

        return block;
    }

    /// <summary>Reads front matter between two lines of "---"; of its values only the plain ones.</summary>
    /// <param name="lines">The document's lines.</param>
    /// <param name="end">How many lines it takes; 0 if there is none.</param>
    public static HeaderBlock? OfMarkdown(IReadOnlyList<string> lines, out int end)
    {
        end = 0;
        string mark = lines[0].TrimEnd();
        if (mark is not ("---" or "+++"))
        {
            return null;
        }

        for (int i = 1; i < Math.Min(lines.Count, MostLines + 1) && lines[i].Length <= LongestLine; i++)
        {
            if (lines[i].TrimEnd() is "---" or "..." or "+++")
            {
                end = i + 1;
                var block = new HeaderBlock();
                block.Take(lines.Select(line => mark[0] == '+' ? TomlField(line) : line).ToList(), 1, i);
                return block;
            }
        }

        return null;
    }

    private bool Take(IReadOnlyList<string> lines, int start, int end)
    {
        bool complete = true;
        string? name = null;
        for (int i = start; i < end; i++)
        {
            if (name is not null && char.IsWhiteSpace(lines[i][..1].FirstOrDefault('x')))
            {
                _fields[name] = (_fields[name] + " " + lines[i].Trim()).Trim();
            }
            else if (name is not null && lines[i].StartsWith("- ", StringComparison.Ordinal))
            {
                string item = Unquoted(lines[i][2..]);
                _fields[name] = _fields[name].Length == 0 ? item : _fields[name] + ", " + item;
            }
            else if (Field.Match(lines[i]) is { Success: true } field)
            {
                name = field.Groups["name"].Value;
                _fields.TryAdd(name, Unquoted(field.Groups["value"].Value));
            }
            else
            {
                complete = false;
            }
        }

        return complete;
    }

    private static string TomlField(string line)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? line : line[..equals].TrimEnd() + ": " + line[(equals + 1)..].Trim();
    }

    private static string Unquoted(string value)
    {
        value = value.Trim();
        if (value.Length >= 2 && value[0] == '[' && value[^1] == ']')
        {
            return string.Join(", ", value[1..^1].Split(',').Select(Unquoted));
        }

        return value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0]
            ? value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("''", "'", StringComparison.Ordinal)
            : value;
    }

    private string? First(string[] names) =>
        names.Select(name => _fields.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
