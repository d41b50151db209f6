namespace ArticleDigest.Analysis.Extractive;

/// <summary>Reads the text form of a lexicon, which its own head explains.</summary>
internal sealed class LexiconFile
{
    private static readonly string[] Shapes = ["thing", "whom-to", "to", "that", "target", "reason", "as"];

    private readonly Dictionary<string, WordClass> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CueForm>> _cues = new(StringComparer.Ordinal);

    /// <summary>Endings and what an unknown word with one may be.</summary>
    public List<(string Ending, WordClass Class)> Suffixes { get; } = [];

    /// <summary>Templates by name.</summary>
    public Dictionary<string, string> Templates { get; } = new(StringComparer.Ordinal);

    public static LexiconFile Parse(string text)
    {
        LexiconFile file = new();
        string section = "";
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = (raw.IndexOf('#') is >= 0 and int at ? raw[..at] : raw).Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].ToString();
            }
            else if (!file.Read(section, line.ToString()))
            {
                throw new InvalidOperationException($"Line {number} of the lexicon is malformed: {line}");
            }
        }

        return file;
    }

    /// <summary>Every word with all that the file says of it.</summary>
    public IEnumerable<Word> Words() => _classes.Keys.Union(_cues.Keys, StringComparer.Ordinal).Select(norm => new Word(
        norm,
        _classes.GetValueOrDefault(norm),
        _cues.TryGetValue(norm, out List<CueForm>? cues) ? [.. cues] : []));

    private bool Read(string section, string line)
    {
        string[] name = section.Split(' ', 2);
        switch (name[0])
        {
            case "verbs" or "nouns" or "adjectives" when name.Length == 2 && Enum.TryParse(name[1], ignoreCase: true, out CueKind kind):
                return ReadCue(kind, isNoun: name[0] is "nouns", line);
            case "templates":
                string[] template = line.Split('=', 2, StringSplitOptions.TrimEntries);
                return template.Length == 2 && template[1].Contains("{0}", StringComparison.Ordinal)
                    && Templates.TryAdd(template[0], template[1]);
            case not "" when Enum.TryParse(section.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out WordClass words):
                foreach (string word in Split(line, ' '))
                {
                    if (section.StartsWith("suffix-", StringComparison.Ordinal) && !word.StartsWith('-'))
                    {
                        Suffixes.Add((word, words));
                    }
                    else
                    {
                        _classes[word] = _classes.GetValueOrDefault(word) | words;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private bool ReadCue(CueKind kind, bool isNoun, string line)
    {
        string[] halves = line.Split(" : ", 2, StringSplitOptions.TrimEntries);
        List<Frame> frames = [];
        foreach (string text in halves.Length == 2 ? Split(halves[1], ' ') : [])
        {
            if (ReadFrame(text) is not { } frame)
            {
                return false;
            }

            frames.Add(frame);
        }

        string[] columns = halves[0].Split('|', StringSplitOptions.TrimEntries);
        if (columns.Length is not (1 or 4))
        {
            return false;
        }

        Cue cue = new(Split(columns[0], ' ')[0], kind, isNoun, [.. frames]);
        VerbForms[] forms = columns.Length == 1
            ? [VerbForms.None]
            : [VerbForms.Base, VerbForms.Finite, VerbForms.Participle, VerbForms.Gerund];
        for (int column = 0; column < columns.Length; column++)
        {
            foreach (string spelling in Split(columns[column], ' '))
            {
                Add(spelling, cue, forms[column]);
            }
        }

        return true;
    }

    private void Add(string spelling, Cue cue, VerbForms form)
    {
        if (!_cues.TryGetValue(spelling, out List<CueForm>? cues))
        {
            _cues[spelling] = cues = [];
        }

        int known = cues.FindIndex(c => ReferenceEquals(c.Cue, cue));
        if (known < 0)
        {
            cues.Add(new CueForm(cue, form));
        }
        else
        {
            cues[known] = new CueForm(cue, cues[known].Forms | form);
        }
    }

    private static Frame? ReadFrame(string text)
    {
        bool needsActor = text[0] == '-';
        string[] halves = text.TrimStart('-').Split('>', 2);
        string[] tail = halves[^1].Split('/', 2);
        bool needsReason = tail[0].EndsWith('!');
        string shape = tail[0].TrimEnd('!');
        return Shapes.Contains(shape, StringComparer.Ordinal)
            ? new Frame(
                halves.Length == 2 ? Split(halves[0], '+') : [],
                shape,
                tail.Length == 2 ? Split(tail[1], ',') : [],
                needsReason,
                needsActor)
            : null;
    }

    private static string[] Split(string text, char at) => text.Split(at, StringSplitOptions.RemoveEmptyEntries);
}
