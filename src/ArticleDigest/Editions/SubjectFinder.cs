using System.Runtime.InteropServices;

namespace ArticleDigest.Editions;

/// <summary>Entries that are about one thing, and what that is.</summary>
/// <param name="Entries">The entries by their index, in order.</param>
/// <param name="Label">What they are about, in words of theirs; empty for those that are about nothing in common.</param>
/// <param name="Language">The label's language; empty without label.</param>
/// <param name="Since">The date of the edition before that first called it so; null if none did.</param>
internal sealed record FoundSubject(IReadOnlyList<int> Entries, string Label, string Language, DateOnly? Since = null);

/// <summary>
/// Finds what an edition's entries are about from their own words and their articles' headlines: terms that several of them
/// have become subjects, those first that tell most. Nothing is compared with everything else; the work grows with the
/// words, also where all of them are the same. What goes on from editions before keeps its name.
/// </summary>
internal sealed class SubjectFinder
{
    // How much a term belongs to an entry: it stands in the statement's first noun phrase, elsewhere, or in a headline.
    private const int First = 10;
    private const int Elsewhere = 6;
    private const int Headline = 5;

    // A pair of words tells more than a word; a name is less of a subject than a thing.
    private const int OfPair = 10;
    private const int OfNoun = 5;
    private const int OfName = 4;

    // One word that two have in passing is no subject.
    private const int LeastOfPair = 10;
    private const int LeastOfWord = 15;

    // More members do not make a better subject; a term that a large part of a long edition has is too wide for one.
    private const int MostCounted = 80;
    private const int WideFrom = 30;
    private const int WideShare = 5;
    private const int OfWide = 4;

    // An article with more entries is about several things.
    private const int MostOfOneArticle = 12;
    private const int MostHeadlines = 3;
    private const int MostTermsOfBlock = 64;

    private readonly SubjectSources _sources;
    private readonly Block[] _blocks;
    private readonly List<Term> _terms = [];
    private readonly List<List<int>> _subjects = [];
    private readonly int[] _subjectOf;

    private SubjectFinder(IReadOnlyList<EditionEntry> entries, IReadOnlyList<EditionArticle> articles)
    {
        _sources = new SubjectSources(entries, articles);
        _blocks = [.. Related(entries).Select(members => new Block(members, [.. FormerNames(members, entries).Select(n => n.Name)]))];
        _subjectOf = new int[_blocks.Length];
        Array.Fill(_subjectOf, -1);
    }

    /// <summary>Finds the subjects of entries.</summary>
    /// <param name="entries">The entries, in the order of their first telling.</param>
    /// <param name="articles">The articles that tell them.</param>
    /// <returns>Every entry in exactly one subject; the one without label, if there is one, stands last.</returns>
    public static IReadOnlyList<FoundSubject> Find(IReadOnlyList<EditionEntry> entries, IReadOnlyList<EditionArticle> articles)
    {
        SubjectFinder finder = new(entries, articles);
        finder.ReadTerms();
        finder.TakeBestTerms();
        finder.MoveToBestSubject();
        finder.JoinByNames();
        finder.JoinByArticles();
        return finder.Label();
    }

    /// <summary>Entries that belong together whatever their words: rivals, criticism and answers with what they are about.</summary>
    private static List<List<int>> Related(IReadOnlyList<EditionEntry> entries)
    {
        Dictionary<string, int> byId = new(StringComparer.Ordinal);
        for (int i = 0; i < entries.Count; i++)
        {
            byId.TryAdd(entries[i].Id, i);
        }

        DisjointSets sets = new(entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            EditionEntry entry = entries[i];
            foreach (string id in entry.Rivals.Concat(entry.Answers).Concat(entry.About is { } about ? [about] : Array.Empty<string>()))
            {
                if (byId.TryGetValue(id, out int other))
                {
                    sets.Join(i, other);
                }
            }
        }

        return sets.Sets();
    }

    /// <summary>What subjects were called that entries go on from, with how many do; what most of them go on from first.</summary>
    private static IReadOnlyList<(SubjectName Name, int Entries)> FormerNames(IEnumerable<int> members, IReadOnlyList<EditionEntry> entries) =>
    [
        .. members.Select(m => entries[m].News?.Subject).OfType<SubjectName>()
            .GroupBy(name => (name.Label, name.Language))
            .OrderByDescending(group => group.Count())
            .Select(group => (group.MinBy(name => name.Since)!, group.Count())),
    ];

    private void ReadTerms()
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (int b = 0; b < _blocks.Length; b++)
        {
            Block block = _blocks[b];
            foreach (int entry in block.Entries)
            {
                HashSet<string> parties = _sources.PartyKeysOf(entry);
                foreach (SubjectTerm term in _sources.TermsOf(entry).Where(t => !parties.IsSupersetOf(t.Key.Split(' '))))
                {
                    Add(b, term, term.IsFirst ? First : Elsewhere);
                }
            }

            // What goes on from before may stand in an article about something else.
            IEnumerable<string> articles = block.Names.Count > 0 ? [] : ArticlesOf(b);
            foreach (string article in articles.Take(MostHeadlines))
            {
                foreach (SubjectTerm term in _sources.HeadlineOf(article).Terms())
                {
                    Add(b, term, Headline);
                }
            }
        }

        void Add(int block, SubjectTerm term, int weight)
        {
            List<(int Term, int Weight)> terms = _blocks[block].Terms;
            if (!known.TryGetValue(term.Key, out int number))
            {
                number = known[term.Key] = _terms.Count;
                _terms.Add(new Term(term));
            }

            Term found = _terms[number];
            int place = terms.FindIndex(t => t.Term == number);
            if (place >= 0)
            {
                // What a headline and a statement both name is as good as named first.
                int stronger = weight == Headline && terms[place].Weight > Headline ? First : Math.Max(weight, terms[place].Weight);
                found.Weight += stronger - terms[place].Weight;
                terms[place] = (number, stronger);
            }
            else if (terms.Count < MostTermsOfBlock)
            {
                terms.Add((number, weight));
                found.Blocks.Add(block);
                found.Weight += weight;
            }
        }
    }

    /// <summary>
    /// Makes subjects of terms, the best first. A term loses the weight of what another has taken; it comes up again with what
    /// is left, at most once for every loss, so that all of this grows with the terms of the entries and no faster.
    /// </summary>
    private void TakeBestTerms()
    {
        PriorityQueue<int, (int NoScore, int Blocks, int Term)> waiting = new();
        for (int t = 0; t < _terms.Count; t++)
        {
            if (_terms[t].Blocks.Count > 1)
            {
                _terms[t].Left = _terms[t].Blocks.Count;
                waiting.Enqueue(t, StandingOf(t));
            }
        }

        while (waiting.TryDequeue(out int t, out (int NoScore, int Blocks, int Term) standing))
        {
            Term term = _terms[t];
            if (term.Left < 2 || term.Weight < (term.IsPair ? LeastOfPair : LeastOfWord))
            {
                continue;
            }

            (int NoScore, int Blocks, int Term) now = StandingOf(t);
            if (now != standing)
            {
                waiting.Enqueue(t, now);
                continue;
            }

            List<int> members = term.Blocks.FindAll(b => _subjectOf[b] < 0);
            foreach (int block in members)
            {
                _subjectOf[block] = _subjects.Count;
                foreach ((int other, int weight) in _blocks[block].Terms)
                {
                    _terms[other].Weight -= weight;
                    _terms[other].Left--;
                }
            }

            term.Subject = _subjects.Count;
            _subjects.Add(members);
        }
    }

    /// <summary>How soon a term becomes a subject: by its score, then the rarer first, then what is told first.</summary>
    private (int NoScore, int Blocks, int Term) StandingOf(int number)
    {
        Term term = _terms[number];
        bool isWide = term.Blocks.Count > Math.Max(WideFrom, _blocks.Length / WideShare);
        int score = Math.Min(term.Weight, MostCounted) * term.Factor / (isWide ? OfWide : 1);
        return (-score, term.Blocks.Count, number);
    }

    /// <summary>What an early subject took by the way goes to a later one of which it tells more.</summary>
    private void MoveToBestSubject()
    {
        for (int b = 0; b < _blocks.Length; b++)
        {
            int best = -1;
            int most = 0;
            foreach ((int number, int weight) in _blocks[b].Terms)
            {
                Term term = _terms[number];
                int share = weight * term.Factor;
                if (term.Subject >= 0 && (share > most || (share == most && term.Subject < best)))
                {
                    (best, most) = (term.Subject, share);
                }
            }

            _subjectOf[b] = best;
        }

        GatherSubjects();
    }

    /// <summary>What no term has brought together stands with what goes on from the same subject before.</summary>
    private void JoinByNames()
    {
        Dictionary<(string Label, string Language), int> subjects = [];
        for (int b = 0; b < _blocks.Length; b++)
        {
            if (_subjectOf[b] >= 0 && _blocks[b].Names is [var name, ..])
            {
                subjects.TryAdd((name.Label, name.Language), _subjectOf[b]);
            }
        }

        for (int b = 0; b < _blocks.Length; b++)
        {
            if (_subjectOf[b] < 0 && _blocks[b].Names is [var name, ..])
            {
                ref int subject = ref CollectionsMarshal.GetValueRefOrAddDefault(subjects, (name.Label, name.Language), out bool isKnown);
                if (!isKnown)
                {
                    subject = _subjects.Count;
                    _subjects.Add([]);
                }

                _subjectOf[b] = subject;
            }
        }

        GatherSubjects();
    }

    /// <summary>
    /// What no term has brought together stands with the entries of its article: with the subject that most of them are in,
    /// or if none of them is in any, with one another. An article with many entries tells nothing, but where a party is the
    /// same too.
    /// </summary>
    private void JoinByArticles()
    {
        List<int> alone = [.. Enumerable.Range(0, _blocks.Length).Where(b => _subjectOf[b] < 0)];
        ILookup<string, int> byArticle = Enumerable.Range(0, _blocks.Length)
            .SelectMany(b => ArticlesOf(b).Select(article => (article, b)))
            .ToLookup(pair => pair.article, pair => pair.b, StringComparer.Ordinal);
        int[] joined = [.. alone.Select(b => MostlyIn(b, byArticle))];
        for (int i = 0; i < alone.Count; i++)
        {
            _subjectOf[alone[i]] = joined[i];
        }

        DisjointSets sets = new(_blocks.Length);
        foreach (IGrouping<string, int> article in byArticle.Where(a => a.Skip(MostOfOneArticle).FirstOrDefault(-1) < 0))
        {
            int[] left = [.. article.Where(b => _subjectOf[b] < 0)];
            foreach (int block in left.Skip(1))
            {
                sets.Join(left[0], block);
            }
        }

        int subjects = _subjects.Count;
        foreach (List<int> members in sets.Sets().Where(s => _subjectOf[s[0]] < 0 && (s.Count > 1 || StandsAlone(s[0]))))
        {
            members.ForEach(b => _subjectOf[b] = subjects);
            subjects++;
        }

        _subjects.AddRange(Enumerable.Range(_subjects.Count, subjects - _subjects.Count).Select(_ => new List<int>()));
        GatherSubjects();
    }

    /// <summary>What relations have made one, what several articles tell, or what was a subject before, is a subject of its own.</summary>
    private bool StandsAlone(int block) =>
        _blocks[block].Entries.Count > 1 || _blocks[block].Names.Count > 0 || ArticlesOf(block).Skip(1).Any();

    private IEnumerable<string> ArticlesOf(int block) =>
        _blocks[block].Entries.SelectMany(_sources.ArticlesOf).Distinct(StringComparer.Ordinal);

    private int MostlyIn(int block, ILookup<string, int> byArticle)
    {
        Dictionary<int, int> votes = [];
        foreach (string article in ArticlesOf(block))
        {
            bool isOfOne = byArticle[article].Skip(MostOfOneArticle).FirstOrDefault(-1) < 0;
            foreach (int other in byArticle[article].Take(MostOfOneArticle * MostHeadlines))
            {
                if (_subjectOf[other] >= 0 && Leads(other, article) && (isOfOne || _sources.ShareParty(_blocks[block].Entries[0], _blocks[other].Entries[0])))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(votes, _subjectOf[other], out _)++;
                }
            }
        }

        return votes.Count == 0 ? -1 : votes.OrderByDescending(v => v.Value).ThenBy(v => v.Key).First().Key;
    }

    /// <summary>What goes on from before tells what its article is about only where it stands first, or the headline has words of it.</summary>
    private bool Leads(int block, string article) =>
        _blocks[block].Names.Count == 0
        || _blocks[block].Entries.Exists(e => _sources.Entries[e].Rank == 0)
        || _sources.HeadlineOf(article).Terms().Any(term => _blocks[block].Terms.Exists(own => string.Equals(_terms[own.Term].Key, term.Key, StringComparison.Ordinal)));

    private void GatherSubjects()
    {
        _subjects.ForEach(members => members.Clear());
        for (int b = 0; b < _blocks.Length; b++)
        {
            if (_subjectOf[b] >= 0)
            {
                _subjects[_subjectOf[b]].Add(b);
            }
        }

        // One that is left alone is no subject, unless it would be one by itself.
        foreach (List<int> members in _subjects.Where(s => s.Count == 1 && !StandsAlone(s[0])))
        {
            _subjectOf[members[0]] = -1;
            members.Clear();
        }
    }

    private List<FoundSubject> Label()
    {
        List<FoundSubject> found = [];
        List<int> rest = [.. Enumerable.Range(0, _blocks.Length).Where(b => _subjectOf[b] < 0).SelectMany(b => _blocks[b].Entries)];
        Dictionary<int, Term> termOf = _terms.Where(t => t.Subject >= 0).ToDictionary(t => t.Subject);
        Dictionary<int, SubjectName> kept = KeptNames();
        for (int s = 0; s < _subjects.Count; s++)
        {
            if (_subjects[s].Count == 0)
            {
                continue;
            }

            List<int> entries = [.. _subjects[s].SelectMany(b => _blocks[b].Entries).Order()];
            if (kept.TryGetValue(s, out SubjectName? name))
            {
                found.Add(new FoundSubject(entries, name.Label, name.Language, name.Since));
            }
            else if ((SubjectLabel.Of(entries, termOf.GetValueOrDefault(s)?.Key, _sources) ?? SubjectLabel.Of(entries, null, _sources)) is { } label)
            {
                found.Add(new FoundSubject(entries, label.Text, label.Language));
            }
            else
            {
                rest.AddRange(entries);
            }
        }

        if (rest.Count > 0)
        {
            found.Add(new FoundSubject([.. rest.Order()], "", ""));
        }

        return found;
    }

    /// <summary>Which subjects keep what they were called before: of several that go on from one, that with most of it.</summary>
    private Dictionary<int, SubjectName> KeptNames()
    {
        Dictionary<int, SubjectName> kept = [];
        HashSet<(string Label, string Language)> taken = [];
        IEnumerable<(int Subject, SubjectName Name, int Entries)> claims =
            from subject in Enumerable.Range(0, _subjects.Count)
            from former in FormerNames(_subjects[subject].SelectMany(b => _blocks[b].Entries).Order(), _sources.Entries)
            select (subject, former.Name, former.Entries);
        foreach ((int subject, SubjectName name, _) in claims.OrderByDescending(c => c.Entries).ThenBy(c => c.Subject))
        {
            if (!kept.ContainsKey(subject) && taken.Add((name.Label, name.Language)))
            {
                kept[subject] = name;
            }
        }

        return kept;
    }

    /// <summary>Entries that cannot be parted, and what the subjects were called that they go on from.</summary>
    private sealed class Block(List<int> entries, IReadOnlyList<SubjectName> names)
    {
        public List<int> Entries { get; } = entries;

        public IReadOnlyList<SubjectName> Names { get; } = names;

        public List<(int Term, int Weight)> Terms { get; } = [];
    }

    /// <summary>A term and who has it.</summary>
    private sealed class Term(SubjectTerm term)
    {
        public string Key => term.Key;

        public bool IsPair => term.IsPair;

        public int Factor => IsPair ? OfPair : term.Weight == WordWeight.Name ? OfName : OfNoun;

        public List<int> Blocks { get; } = [];

        public int Weight { get; set; }

        public int Left { get; set; }

        public int Subject { get; set; } = -1;
    }
}
