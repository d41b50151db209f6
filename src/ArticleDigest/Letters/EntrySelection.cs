using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>An entry that is shown.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="IsBrief">Whether it shrinks to a line.</param>
/// <param name="Above">The id of the entry that it stands under, the proposal that it is about or the criticism that it answers; null if none.</param>
internal sealed record SelectedEntry(EditionEntry Entry, bool IsBrief, string? Above)
{
    /// <summary>How it stands to the entry above it.</summary>
    public Standing Standing { get; } = Above is null ? Standing.Alone
        : string.Equals(Above, Entry.About, StringComparison.Ordinal) ? Standing.UnderProposal
        : Standing.UnderCriticism;
}

/// <summary>Where an entry stands in its section.</summary>
internal enum Standing
{
    /// <summary>Under no other.</summary>
    Alone,

    /// <summary>Under the proposal that it is about.</summary>
    UnderProposal,

    /// <summary>Under the criticism that it answers.</summary>
    UnderCriticism,
}

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

    private readonly Dictionary<string, string?> _shown = new(StringComparer.Ordinal);

    private EntrySelection(IReadOnlyList<SelectedSection> sections, IReadOnlyList<string> rest)
    {
        (Sections, Rest) = (sections, rest);
        foreach (SelectedEntry entry in sections.SelectMany(s => s.Entries))
        {
            _shown.TryAdd(entry.Entry.Id, entry.Above);
        }
    }

    /// <summary>The sections of which something is shown.</summary>
    public IReadOnlyList<SelectedSection> Sections { get; }

    /// <summary>What there is in sections of which nothing is shown; each is in the archive.</summary>
    public IReadOnlyList<string> Rest { get; }

    /// <summary>Whether an entry is in this document.</summary>
    public bool Shows(string id) => _shown.ContainsKey(id);

    /// <summary>Whether an entry stands under another, or both under a third, so that they need not refer to each other.</summary>
    public bool StandsWith(string id, SelectedEntry other) =>
        _shown.GetValueOrDefault(id) is { } above
        && (string.Equals(above, other.Entry.Id, StringComparison.Ordinal) || (other.Standing == Standing.UnderCriticism && string.Equals(above, other.Above, StringComparison.Ordinal)));

    /// <summary>Chooses.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="extent">How much of it is shown.</param>
    /// <param name="wording">The words around it.</param>
    /// <param name="following">What the reader follows; null if every entry concerns them.</param>
    public static EntrySelection Of(Edition edition, Extent extent, Wording wording, Following? following = null) =>
        edition.Subjects.Count == 0 ? OfKinds(edition, extent, wording.Words) : OfSubjects(edition, extent, wording, following);

    /// <summary>An edition of the form before, or one without entries.</summary>
    private static EntrySelection OfKinds(Edition edition, Extent extent, Words words)
    {
        IEnumerable<SelectedSection> sections =
        [
            OfKind("proposals", words.Say("headings.proposals"), edition.Proposals, extent, hidden => words.Say("more.proposals", hidden)),
            OfKind("criticisms", words.Say("headings.criticisms"), edition.Criticisms, extent, hidden => words.Say("more.criticisms", hidden)),
        ];
        return new EntrySelection([.. sections.Where(s => s.Entries.Count > 0)], []);
    }

    private static SelectedSection OfKind(string id, string heading, IReadOnlyList<EditionEntry> entries, Extent extent, Func<int, string> more)
    {
        int hidden = Math.Max(0, entries.Count - extent.Entries);
        return new SelectedSection(
            id,
            heading,
            Language: null,
            IsSubject: false,
            [.. entries.Take(extent.Entries).Select(e => new SelectedEntry(e, IsBrief: false, Above: null))],
            hidden == 0 ? [] : [more(hidden)]);
    }

    private static EntrySelection OfSubjects(Edition edition, Extent extent, Wording wording, Following? following)
    {
        // What somebody follows stands before what they do not.
        Candidates[] subjects =
        [
            .. SubjectsOf(edition)
                .Select(s => new Candidates(s.Subject, s.Entries, edition.Repeats, extent, following))
                .OrderBy(candidates => candidates.Count(Turn.First) > 0 ? Turn.First : Turn.Second),
        ];
        Dictionary<Turn, int[]> shares = Share(subjects, edition, extent);
        List<SelectedSection> sections = [];
        int hiddenSubjects = 0;
        int hidden = 0;
        int repeated = 0;
        for (int i = 0; i < subjects.Length; i++)
        {
            if (shares[Turn.First][i] + shares[Turn.Second][i] > 0)
            {
                sections.Add(subjects[i].Select(shares[Turn.First][i], shares[Turn.Second][i], isOnly: subjects.Length == 1, wording));
                continue;
            }

            hiddenSubjects += subjects[i].Shown.Count > 0 ? 1 : 0;
            hidden += subjects[i].Shown.Count;
            repeated += subjects[i].Left;
        }

        return new EntrySelection(
            sections,
            [
                .. hidden > 0 ? [wording.Words.Say("more.entries", hidden, ("of-subjects", wording.Words.Say("more.of-subjects", hiddenSubjects)))] : Array.Empty<string>(),
                .. wording.LeftOut(repeated),
                .. wording.NotFollowed(subjects.Sum(s => s.NotFollowed)),
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

    /// <summary>
    /// How many entries of each turn each subject shows: the first few of every one, and then the rest from the top; those of
    /// the second turn get what the first leaves.
    /// </summary>
    private static Dictionary<Turn, int[]> Share(Candidates[] subjects, Edition edition, Extent extent)
    {
        long room = extent.IsLetter ? Math.Min(edition.LetterEntries ?? int.MaxValue, 2L * extent.Entries) : long.MaxValue;
        Dictionary<Turn, int[]> shares = [];
        foreach (Turn turn in (Turn[])[Turn.First, Turn.Second])
        {
            int[] ofTurn = shares[turn] = new int[subjects.Length];
            foreach (int most in (int[])[EachFirst, int.MaxValue])
            {
                for (int i = 0; i < subjects.Length; i++)
                {
                    int further = (int)Math.Min(room, Math.Min(most, subjects[i].Count(turn)) - ofTurn[i]);
                    ofTurn[i] += further;
                    room -= further;
                }
            }
        }

        return shares;
    }

    /// <summary>Which entries get room first.</summary>
    private enum Turn
    {
        /// <summary>Those that the reader follows, and those that these are about.</summary>
        First,

        /// <summary>The others.</summary>
        Second,
    }

    /// <summary>A subject's entries: those that may be shown, and how many are left out, and why.</summary>
    private sealed class Candidates
    {
        private readonly EditionSubject _subject;
        private readonly HashSet<string> _first = new(StringComparer.Ordinal);

        public Candidates(
            EditionSubject subject, IReadOnlyList<EditionEntry> entries, RepeatedEntries repeats, Extent extent, Following? following)
        {
            _subject = subject;

            // A proposal that is criticised anew is told at least in a line, so that the reader knows what that is about; and so
            // is an accusation that is answered anew.
            ILookup<string, string> answered = entries.SelectMany(e => e.Answers, (e, answer) => (Answer: answer, Accusation: e.Id))
                .ToLookup(a => a.Answer, a => a.Accusation, StringComparer.Ordinal);
            IEnumerable<string> Above(EditionEntry entry) => entry.About is { } proposal ? answered[entry.Id].Append(proposal) : answered[entry.Id];
            HashSet<string> needed = new(entries.Where(e => !IsRepeated(e) && IsFollowed(e)).SelectMany(Above), StringComparer.Ordinal);
            HashSet<string> about = new(entries.Where(IsFollowed).SelectMany(Above), StringComparer.Ordinal);
            HashSet<string> before = new(StringComparer.Ordinal);
            Quarrel quarrel = new();
            List<SelectedEntry> shown = [];
            foreach (EditionEntry entry in entries)
            {
                bool isRepeated = extent.IsLetter && IsRepeated(entry);
                bool isLeft = isRepeated && repeats == RepeatedEntries.Leave && !needed.Contains(entry.Id);
                bool isNotFollowed = !IsFollowed(entry) && following?.Others == OtherEntries.Leave && !needed.Contains(entry.Id);
                if (isLeft || isNotFollowed)
                {
                    NotFollowed += isNotFollowed ? 1 : 0;
                    Left += isNotFollowed ? 0 : 1;
                    continue;
                }

                string? above = entry.About is { } proposal && before.Contains(proposal) ? proposal : null;
                shown.Add(new SelectedEntry(entry, isRepeated || !IsFollowed(entry), quarrel.Tell(entry, above)));
                before.Add(entry.Id);
                if (IsFollowed(entry) || about.Contains(entry.Id))
                {
                    _first.Add(entry.Id);
                }
            }

            Shown = shown;

            bool IsFollowed(EditionEntry entry) => following is null || following.Concerns(entry.Id);
        }

        public IReadOnlyList<SelectedEntry> Shown { get; }

        /// <summary>How many are left out because they say nothing new.</summary>
        public int Left { get; }

        /// <summary>How many are left out because the reader does not follow what they are about.</summary>
        public int NotFollowed { get; }

        public int Count(Turn turn) => turn == Turn.First ? _first.Count : Shown.Count - _first.Count;

        public SelectedSection Select(int first, int second, bool isOnly, Wording wording)
        {
            int hidden = Shown.Count - first - second;
            HashSet<string> chosen = new(
                Shown.Where(e => _first.Contains(e.Entry.Id)).Take(first)
                    .Concat(Shown.Where(e => !_first.Contains(e.Entry.Id)).Take(second))
                    .Select(e => e.Entry.Id),
                StringComparer.Ordinal);
            return new SelectedSection(
                $"s-{_subject.Id}",
                wording.Subject(_subject.Label, isOnly),
                _subject.Label.Length == 0 ? null : LanguageView.Of(_subject.Language, wording.Words),
                IsSubject: true,
                [.. Shown.Where(e => chosen.Contains(e.Entry.Id))],
                [
                    .. hidden > 0 ? [wording.Words.Say("more.on-this", hidden)] : Array.Empty<string>(),
                    .. wording.LeftOut(Left),
                ]);
        }

        private static bool IsRepeated(EditionEntry entry) => entry.News?.Kind == NewsKind.Repeated;
    }

    /// <summary>An accusation and what stands right behind it to answer it, answers to answers among them.</summary>
    private sealed class Quarrel
    {
        private readonly HashSet<string> _answers = new(StringComparer.Ordinal);
        private string _accusation = "";

        /// <summary>Takes the next entry.</summary>
        /// <param name="entry">The entry.</param>
        /// <param name="proposal">The proposal that it stands under; null if none.</param>
        /// <returns>What it stands under.</returns>
        public string? Tell(EditionEntry entry, string? proposal)
        {
            string? above = proposal is null && _answers.Contains(entry.Id) ? _accusation : proposal;
            if (proposal is not null || above is null)
            {
                _accusation = entry.Id;
                _answers.Clear();
            }

            _answers.UnionWith(entry.Answers);
            return above;
        }
    }
}
