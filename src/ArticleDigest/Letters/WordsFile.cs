namespace ArticleDigest.Letters;

/// <summary>Reads the text form of words, which <c>Words/en.txt</c> explains.</summary>
internal sealed class WordsFile
{
    private const string Parting = " | ";

    private readonly Dictionary<string, IReadOnlyList<WordsTemplate>> _entries = new(StringComparer.Ordinal);

    /// <summary>The names of all entries, each with its section.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidOperationException">A line is malformed, or an entry is there twice; the message names it.</exception>
    public static WordsFile Parse(string text)
    {
        WordsFile file = new();
        string section = "";
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].ToString();
            }
            else if (!file.Read(section, line.ToString()))
            {
                throw new InvalidOperationException($"Line {number} of the words is malformed: {line}");
            }
        }

        return file;
    }

    /// <summary>An entry's forms: one, or that for one and that for other numbers.</summary>
    /// <exception cref="ArgumentException">There is no such entry.</exception>
    public IReadOnlyList<WordsTemplate> Of(string entry) => Find(entry) ?? throw new ArgumentException($"There is no text {entry}.", nameof(entry));

    /// <summary>An entry's forms; null if there is no such entry.</summary>
    public IReadOnlyList<WordsTemplate>? Find(string entry) => _entries.GetValueOrDefault(entry);

    private bool Read(string section, string line)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        if (section.Length == 0 || equals <= 0)
        {
            return false;
        }

        string name = line[..equals].Trim();
        WordsTemplate?[] forms = [.. line[(equals + 1)..].Trim().Split(Parting).Select(form => WordsTemplate.Parse(Typeset(form)))];
        if (!WordsTemplate.IsName(name) || forms.Length > 2 || forms.Contains(null))
        {
            return false;
        }

        // A form for one may say the number in a word.
        string[] wanted = [.. forms.SelectMany(form => form!.Wanted).Distinct(StringComparer.Ordinal)];
        return _entries.TryAdd($"{section}.{name}", [.. forms.Select(form => form! with { Wanted = wanted })]);
    }

    /// <summary>Makes spaces beside marks no-break: those before high marks narrow, as French printers do it.</summary>
    private static string Typeset(string form)
    {
        if (form.StartsWith("U+", StringComparison.Ordinal) && int.TryParse(form.AsSpan(2), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out int code))
        {
            return char.ConvertFromUtf32(code);
        }

        string bare = form.Length > 1 && form[0] == '"' && form[^1] == '"' ? form[1..^1] : form;
        return bare
            .Replace(" :", "\u00A0:", StringComparison.Ordinal)
            .Replace(" »", "\u00A0»", StringComparison.Ordinal)
            .Replace("« ", "«\u00A0", StringComparison.Ordinal)
            .Replace(" ;", "\u202F;", StringComparison.Ordinal)
            .Replace(" !", "\u202F!", StringComparison.Ordinal)
            .Replace(" ?", "\u202F?", StringComparison.Ordinal);
    }
}
