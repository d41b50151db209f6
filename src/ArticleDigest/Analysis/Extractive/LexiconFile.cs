namespace ArticleDigest.Analysis.Extractive;

/// <summary>Reads the text form of a language file, which docs/languages.md explains.</summary>
internal sealed class LexiconFile
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<(CueKind Kind, string Line)> _verbs = [];
    private readonly Paradigms _paradigms = new();

    /// <summary>Endings and what an unknown word with one may be.</summary>
    public List<(string Ending, WordClass Classes, Sense Senses)> Suffixes { get; } = [];

    /// <summary>Templates by name.</summary>
    public Dictionary<string, string> Templates { get; } = new(StringComparer.Ordinal);

    /// <summary>Contracted words with the preposition and the article in each; no article: empty.</summary>
    public Dictionary<string, (string Preposition, string Article)> Contractions { get; } = new(StringComparer.Ordinal);

    /// <summary>A preposition and an article side by side, and the word they are contracted to.</summary>
    public IEnumerable<(string Apart, string Together)> Contracted =>
        Contractions.Where(c => c.Value.Article.Length > 0 && !c.Key.Contains(' ', StringComparison.Ordinal)).Select(c => ($" {c.Value.Preposition} {c.Value.Article} ", $" {c.Key} "));

    /// <summary>The marker that separable verbs hold within in the infinitive; empty if there is none.</summary>
    public string InfinitiveInfix { get; private set; } = "";

    /// <summary>What an apostrophe parts from the word before.</summary>
    public List<string> Clitics { get; } = [];

    /// <summary>How finite verbs end that tell of the future.</summary>
    public List<string> FutureEndings { get; } = [];

    /// <summary>Settings that are on.</summary>
    public HashSet<string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidOperationException">A line is malformed; the message names it.</exception>
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
                throw new InvalidOperationException($"Line {number} of the language file is malformed: {line}");
            }
        }

        // Paradigms may stand behind the verbs.
        foreach ((CueKind kind, string line) in file._verbs)
        {
            file.AddVerb(kind, line);
        }

        return file;
    }

    /// <summary>Every spelling with all that the file says of it.</summary>
    public IEnumerable<Word> Words()
    {
        foreach ((string norm, Entry entry) in _entries)
        {
            bool verb = (entry.Classes & WordClass.NotVerbs) == WordClass.None;
            VerbForms forms = verb ? entry.Forms : VerbForms.None;
            (string preposition, string article) = Contractions.GetValueOrDefault(norm, (norm, ""));
            yield return new Word(norm, entry.Classes, entry.Senses, forms,
                [.. verb ? entry.Cues : entry.Cues.Where(form => form.Cue.Word != CueWord.Verb)])
            {
                Preposition = preposition,
                Article = article,
                Uses = entry.Uses,
                TellsFuture = (forms & VerbForms.Finite) != VerbForms.None && (forms & ~VerbForms.Finite) == VerbForms.None && FutureEndings.Exists(ending => norm.EndsWith(ending, StringComparison.Ordinal)),
                HoldsMarker = InfinitiveInfix.Length > 0 && forms == VerbForms.Infinitive && norm.Contains(InfinitiveInfix, StringComparison.Ordinal),
            };
        }
    }

    private bool Read(string section, string line)
    {
        string[] name = section.Split(' ', 2);
        switch (name[0])
        {
            case "settings":
                string[] setting = Split(line, ' ');
                return setting.Length == 2 && setting[1] is "yes" or "no" && (setting[1] is "no" || Settings.Add(setting[0]));
            case "contractions":
                string[] contraction = Split(line, ' ');
                foreach (string word in contraction.Skip(1))
                {
                    string[] parts = word.Split('=', 2);
                    Contractions[Spelled(parts[0])] = (Spelled(contraction[0]), parts.Length == 2 ? parts[1] : "");
                    Of(parts[0]).Classes |= WordClass.Contracted;
                }

                return contraction.Length > 1;
            case "paradigm":
                return _paradigms.Add(name.Length == 2 ? name[1] : "", line);
            case "no-ge":
                _paradigms.AddWithoutPrefix(Split(line, ' '));
                return true;
            case "verbs" when name.Length == 2 && KindOf(name[1]) is { } kind:
                _verbs.Add((kind, line));
                return Known(FramesOf(line));
            case "nouns" or "adjectives" when name.Length == 2 && KindOf(name[1]) is { } kind:
                return AddCue(kind, name[0] is "nouns" ? CueWord.Noun : CueWord.Adjective, line);
            case "infinitive-infix":
                InfinitiveInfix = line;
                return true;
            case "future-endings":
                FutureEndings.AddRange(Split(line, ' '));
                return true;
            case "clitics":
                Clitics.AddRange(Split(line, ' '));
                return true;
            case "suffixes":
                return AddSuffix(Split(line, ' '));
            case "templates":
                string[] template = line.Split('=', 2, StringSplitOptions.TrimEntries);
                return template.Length == 2 && template[1].Contains("{0}", StringComparison.Ordinal) && Templates.TryAdd(template[0], template[1]);
            default:
                return section.Length > 0 && AddWords(section.Replace("-", "", StringComparison.Ordinal), line);
        }
    }

    private bool AddWords(string section, string line)
    {
        bool isClass = Enum.TryParse(section, ignoreCase: true, out WordClass classes);
        bool isUse = Enum.TryParse(section, ignoreCase: true, out WordUse uses);
        bool isSense = Enum.TryParse(section, ignoreCase: true, out Sense senses);
        foreach (string word in Split(line, ' '))
        {
            Entry entry = Of(word);
            entry.Classes |= isClass ? classes : WordClass.None;
            entry.Senses |= isSense ? senses : Sense.None;
            entry.Uses |= isUse ? uses : WordUse.None;
        }

        return isClass || isSense || isUse;
    }

    private bool AddSuffix(string[] parts)
    {
        WordClass classes = WordClass.None;
        Sense senses = Sense.None;
        foreach (string part in parts.Skip(1))
        {
            switch (part)
            {
                case "plural":
                    senses |= Sense.Plural;
                    break;
                case "female":
                    senses |= Sense.Female;
                    break;
                case "agent":
                    senses |= Sense.Agents;
                    break;
                default:
                    if (!Enum.TryParse(part.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out WordClass one))
                    {
                        return false;
                    }

                    classes |= one;
                    break;
            }
        }

        Suffixes.Add((parts[0].TrimStart('-'), classes, senses));
        return parts.Length > 1;
    }

    private bool AddCue(CueKind kind, CueWord word, string line)
    {
        if (FramesOf(line) is not { } frames)
        {
            return false;
        }

        Known(frames);
        string[] forms = Split(line.Split(':', 2)[0], ' ');
        Cue cue = new(forms[0], kind, word, frames);
        foreach (string form in forms)
        {
            Of(form).Cues.Add(new CueForm(cue, VerbForms.None, null));
            Of(form).Classes |= word == CueWord.Adjective ? WordClass.Adjective : WordClass.None;
        }

        return forms.Length > 0;
    }

    private void AddVerb(CueKind kind, string line)
    {
        Frame[] frames = FramesOf(line)!;
        string[] halves = line.Split(':', 2, StringSplitOptions.TrimEntries);
        if (halves[0].Split(" | ") is { Length: 4 } columns)
        {
            AddColumns(kind, frames, columns);
            return;
        }

        foreach (string lemma in Split(halves[0], ' '))
        {
            int bar = lemma.IndexOf('|', StringComparison.Ordinal);
            Cue cue = new(lemma.Replace("|", "", StringComparison.Ordinal), kind, CueWord.Verb, frames);
            foreach ((string spelling, VerbForms form, string? particle) in _paradigms.Inflect(lemma[(bar + 1)..], bar < 0 ? "" : lemma[..bar], InfinitiveInfix))
            {
                AddForm(spelling, cue, form, particle);
            }
        }
    }

    // base | finite forms | participles | -ing form
    private void AddColumns(CueKind kind, Frame[] frames, string[] columns)
    {
        Cue cue = new(columns[0].Trim(), kind, CueWord.Verb, frames);
        VerbForms[] forms =
        [
            VerbForms.Infinitive | VerbForms.Plural | VerbForms.FirstSingular | VerbForms.FirstPlural,
            VerbForms.Past | VerbForms.Finite & ~VerbForms.Subjunctive,
            VerbForms.Participle,
            VerbForms.Gerund,
        ];
        for (int column = 0; column < columns.Length; column++)
        {
            foreach (string spelling in Split(columns[column], ' '))
            {
                AddForm(spelling, cue, column == 1 && spelling.EndsWith('s') ? VerbForms.Singular : forms[column], null);
            }
        }
    }

    private void AddForm(string spelling, Cue cue, VerbForms form, string? particle)
    {
        Entry entry = Of(spelling);
        entry.Forms |= form;
        int known = entry.Cues.FindIndex(c => ReferenceEquals(c.Cue, cue) && string.Equals(c.Particle, particle, StringComparison.Ordinal));
        if (known < 0)
        {
            entry.Cues.Add(new CueForm(cue, form, particle));
        }
        else
        {
            entry.Cues[known] = new CueForm(cue, entry.Cues[known].Forms | form, particle);
        }
    }

    // A literal word of a frame is only met if the file knows it.
    private bool Known(Frame[]? frames)
    {
        foreach (Slot slot in frames?.SelectMany(frame => frame.Slots) ?? [])
        {
            if (slot.Role == SlotRole.Literal)
            {
                Of(slot.Word);
            }
        }

        return frames is not null;
    }

    private static Frame[]? FramesOf(string line)
    {
        string[] halves = line.Split(':', 2, StringSplitOptions.TrimEntries);
        List<Frame> frames = [];
        foreach (string text in halves.Length == 2 ? Split(halves[1], ' ') : [])
        {
            if (FrameOf(text) is not { } frame)
            {
                return null;
            }

            frames.Add(frame);
        }

        return [.. frames];
    }

    private static Frame? FrameOf(string text)
    {
        bool needsActor = text.StartsWith('-');
        bool needsDuty = text.TrimStart('-').StartsWith('?');
        bool needsReason = text.EndsWith('!');
        string[] halves = text.TrimStart('-', '?').TrimEnd('!').Split('/', 2);
        List<Slot> slots = [];
        foreach (string part in Split(halves[0], '+'))
        {
            string[] pair = part.Split(':', 2);
            if (pair.Length == 1)
            {
                slots.Add(new Slot(SlotRole.Literal, SlotPlace.Preposition, Spelled(part)));
                continue;
            }

            SlotRole? role = pair[0] switch
            {
                "content" => SlotRole.Content,
                "whom" => SlotRole.Whom,
                "target" => SlotRole.Target,
                "reason" => SlotRole.Reason,
                _ => null,
            };
            SlotPlace place = pair[1] switch
            {
                "obj" => SlotPlace.Object,
                "dat" => SlotPlace.Dative,
                "that" => SlotPlace.That,
                "inf" => SlotPlace.Infinitive,
                _ => SlotPlace.Preposition,
            };
            if (role is null || pair[1].Length == 0)
            {
                return null;
            }

            // Of a clause, what it says is the content and its subject the target.
            role = role == SlotRole.Target && place == SlotPlace.That ? SlotRole.Content : role;
            slots.Add(new Slot(role.Value, place, place == SlotPlace.Preposition ? Spelled(pair[1]) : ""));
        }

        return slots.Exists(slot => slot.Role != SlotRole.Literal)
            ? new Frame([.. slots], halves.Length == 2 ? [.. Split(halves[1], ',').Select(Spelled)] : [], needsReason, needsActor, needsDuty)
            : null;
    }

    private static CueKind? KindOf(string name) => Enum.TryParse(name, ignoreCase: true, out CueKind kind) ? kind : null;

    private Entry Of(string word)
    {
        string norm = Spelled(word);
        if (!_entries.TryGetValue(norm, out Entry? entry))
        {
            _entries[norm] = entry = new Entry();
        }

        return entry;
    }

    private static string Spelled(string word) => word.Replace('_', ' ').Replace('\u2019', '\'');

    private static string[] Split(string text, char at) => text.Split(at, StringSplitOptions.RemoveEmptyEntries);

    private sealed class Entry
    {
        public WordClass Classes { get; set; }

        public Sense Senses { get; set; }

        public WordUse Uses { get; set; }

        public VerbForms Forms { get; set; }

        public List<CueForm> Cues { get; } = [];
    }
}
