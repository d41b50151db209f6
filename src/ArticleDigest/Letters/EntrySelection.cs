using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>An entry that is shown.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="IsBrief">Whether it shrinks to a line.</param>
/// <param name="IsUnder">Whether the proposal that it is about stands before it in its section.</param>
internal sealed record SelectedEntry(EditionEntry Entry, bool IsBrief, bool IsUnder);

/// <summary>A section of which something is shown.</summary>
/// <param name="Id">Serves as an anchor.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Language">The heading's language; null if it is that of the words around it.</param>
/// <param name="IsSubject">Whether it is a subject with entries of all kinds.</param>
/// <param name="Entries">What is shown.</param>
/// <param name="More">What more there is in the archive.</param>
internal sealed record SelectedSection(
    string Id, string Heading, LanguageView? Language, bool IsSubject, IReadOnlyList<SelectedEntry> Entries, IReadOnlyList<string> More);

/// <summary>Chooses what of an edition's entries a document shows.</summary>
internal sealed class EntrySelection
{
    // Before any subject is shown whole, every one shows so many entries.
    private const int EachFirst = 3;

    private readonly HashSet<string> _shown;

    private EntrySelection(IReadOnlyList<SelectedSection> sections, IReadOnlyList<string> rest)
    {
        (Sections, Rest) = (sections, rest);
        _shown = new HashSet<string>(sections.SelectMany(s => s.Entries).Select(e => e.Entry.Id), StringComparer.Ordinal);
    }

    /// <summary>The sections of which something is shown.</summary>
    public IReadOnlyList<SelectedSection> Sections { get; }

    /// <summary>What there is in sections of which nothing is shown; each is in the archive.</summary>
    public IReadOnlyList<string> Rest { get; }

    /// <summary>Whether an entry is in this document.</summary>
    public bool Shows(string id) => _shown.Contains(id);

    /// <summary>Chooses.</summary>
    public static EntrySelection Of(Edition edition, Extent extent) =>
        edition.Subjects.Count == 0 ? OfKinds(edition, extent) : OfSubjects(edition, extent);

    /// <summary>An edition of the form before, or one without entries.</summary>
    private static EntrySelection OfKinds(Edition edition, Extent extent)
    {
        IEnumerable<SelectedSection> sections =
        [
            OfKind("proposals", "Proposals", "proposal", edition.Proposals, extent),
            OfKind("criticisms", "Criticisms", "criticism", edition.Criticisms, extent),
        ];
        return new EntrySelection([.. sections.Where(s => s.Entries.Count > 0)], []);
    }

    private static SelectedSection OfKind(string id, string heading, string word, IReadOnlyList<EditionEntry> entries, Extent extent)
    {
        int hidden = Math.Max(0, entries.Count - extent.Entries);
        return new SelectedSection(
            id,
            heading,
            Language: null,
            IsSubject: false,
            [.. entries.Take(extent.Entries).Select(e => new SelectedEntry(e, IsBrief: false, IsUnder: false))],
            hidden == 0 ? [] : [$"and {Wording.Count(hidden, $"more {word}", $"more {word}s")}"]);
    }

    private static EntrySelection OfSubjects(Edition edition, Extent extent)
    {
        Candidates[] subjects = [.. SubjectsOf(edition).Select(s => new Candidates(s.Subject, s.Entries, edition.Repeats, extent))];
        int[] shares = Share(subjects, edition, extent);
        List<SelectedSection> sections = [];
        int hiddenSubjects = 0;
        int hidden = 0;
        int repeated = 0;
        for (int i = 0; i < subjects.Length; i++)
        {
            if (shares[i] > 0)
            {
                sections.Add(subjects[i].Select(shares[i], isOnly: subjects.Length == 1));
                continue;
            }

            hiddenSubjects += subjects[i].Shown.Count > 0 ? 1 : 0;
            hidden += subjects[i].Shown.Count;
            repeated += subjects[i].Left;
        }

        return new EntrySelection(
            sections,
            [
                .. hidden > 0 ? [$"and {Wording.Count(hidden, "entry", "entries")} of {Wording.Count(hiddenSubjects, "more subject", "more subjects")}"] : Array.Empty<string>(),
                .. Wording.LeftOut(repeated),
            ]);
    }

    /// <summary>The subjects with their entries; an entry that is in none stands with those that are about nothing in common.</summary>
    private static IEnumerable<(EditionSubject Subject, IReadOnlyList<EditionEntry> Entries)> SubjectsOf(Edition edition)
    {
        Dictionary<string, EditionEntry> left = new(StringComparer.Ordinal);
        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms))
        {
            left.TryAdd(entry.Id, entry);
        }

        List<(EditionSubject Subject, IReadOnlyList<EditionEntry> Entries)> subjects = [];
        foreach (EditionSubject subject in edition.Subjects)
        {
            List<EditionEntry> entries = [];
            foreach (string id in subject.Entries)
            {
                if (left.Remove(id, out EditionEntry? entry))
                {
                    entries.Add(entry);
                }
            }

            subjects.Add((subject, entries));
        }

        EditionEntry[] rest = [.. edition.Proposals.Concat(edition.Criticisms).Where(e => left.ContainsKey(e.Id))];
        return rest.Length == 0 ? subjects : subjects.Append((new EditionSubject("rest", "", "", []), rest));
    }

    /// <summary>How many entries each subject shows: the first few of every one, and then the rest from the top.</summary>
    private static int[] Share(Candidates[] subjects, Edition edition, Extent extent)
    {
        long room = extent.IsLetter ? Math.Min(edition.LetterEntries ?? int.MaxValue, 2L * extent.Entries) : long.MaxValue;
        int[] shares = new int[subjects.Length];
        foreach (int most in (int[])[EachFirst, int.MaxValue])
        {
            for (int i = 0; i < subjects.Length; i++)
            {
                int further = (int)Math.Min(room, Math.Min(most, subjects[i].Shown.Count) - shares[i]);
                shares[i] += further;
                room -= further;
            }
        }

        return shares;
    }

    /// <summary>A subject's entries: those that may be shown, and how many are left out because they say nothing new.</summary>
    private sealed class Candidates
    {
        private readonly EditionSubject _subject;

        public Candidates(EditionSubject subject, IReadOnlyList<EditionEntry> entries, RepeatedEntries repeats, Extent extent)
        {
            _subject = subject;

            // A proposal that is criticised anew is told at least in a line, so that the reader knows what that is about.
            HashSet<string> needed = new(entries.Where(e => !IsRepeated(e)).Select(e => e.About).OfType<string>(), StringComparer.Ordinal);
            HashSet<string> before = new(StringComparer.Ordinal);
            List<SelectedEntry> shown = [];
            foreach (EditionEntry entry in entries)
            {
                bool shrinks = extent.IsLetter && IsRepeated(entry);
                if (shrinks && repeats == RepeatedEntries.Leave && !needed.Contains(entry.Id))
                {
                    continue;
                }

                shown.Add(new SelectedEntry(entry, shrinks, entry.About is { } about && before.Contains(about)));
                before.Add(entry.Id);
            }

            Shown = shown;
            Left = entries.Count - shown.Count;
        }

        public IReadOnlyList<SelectedEntry> Shown { get; }

        public int Left { get; }

        public SelectedSection Select(int count, bool isOnly)
        {
            int hidden = Shown.Count - count;
            return new SelectedSection(
                $"s-{_subject.Id}",
                Wording.Subject(_subject.Label, isOnly),
                _subject.Label.Length == 0 ? null : LanguageView.Of(_subject.Language),
                IsSubject: true,
                [.. Shown.Take(count)],
                [
                    .. hidden > 0 ? [$"and {Wording.Number(hidden)} more on this"] : Array.Empty<string>(),
                    .. Wording.LeftOut(Left),
                ]);
        }

        private static bool IsRepeated(EditionEntry entry) => entry.News?.Kind == NewsKind.Repeated;
    }
}
