namespace ArticleDigest.Articles;

/// <summary>
/// A room's data file: lines under <c>[section]</c> headings; empty lines and lines that begin with '#' do not
/// count.
/// </summary>
internal sealed class WordLists
{
    private readonly List<KeyValuePair<string, List<string>>> _sections = [];

    private WordLists(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']' && !line.Contains(' ', StringComparison.Ordinal))
            {
                _sections.Add(new(line[1..^1], []));
                continue;
            }

            _sections[^1].Value.Add(line);
        }
    }

    /// <summary>The sections' names, in order of the file.</summary>
    public IEnumerable<string> Sections => _sections.Select(section => section.Key);

    /// <summary>Opens a data file.</summary>
    /// <param name="name">Its name without folder and ending.</param>
    /// <param name="room">The room that has it in its folder <c>Data</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such file in the assembly.</exception>
    public static WordLists Open(string name, string room = "Articles")
    {
        using Stream stream = typeof(WordLists).Assembly.GetManifestResourceStream($"ArticleDigest.{room}.Data.{name}.txt")
            ?? throw new InvalidOperationException($"The room {room} has no data file '{name}'.");
        using var reader = new StreamReader(stream);
        return new WordLists(reader);
    }

    /// <summary>The lines of a section.</summary>
    public IReadOnlyList<string> Lines(string section) =>
        _sections.Where(entry => string.Equals(entry.Key, section, StringComparison.Ordinal)).SelectMany(entry => entry.Value).ToList();

    /// <summary>The words of a section, which may stand several on a line.</summary>
    public IReadOnlyList<string> Words(string section) =>
        Lines(section).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
}
