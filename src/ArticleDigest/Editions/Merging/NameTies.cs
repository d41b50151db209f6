using ArticleDigest.Analysis.Parties;

namespace ArticleDigest.Editions.Merging;

/// <summary>
/// What the articles of an edition say together of names: who has which last name, acronym or office, and which full names
/// mean one party. What several have is nobody's.
/// </summary>
internal sealed class NameTies
{
    private const int MostNames = 8;
    private const int SamePlace = 4;
    private const int MostRoles = 8;

    private readonly Dictionary<string, SortedSet<string>> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _lastNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _parties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _offices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _roles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namesakes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _displays = new(StringComparer.Ordinal);

    /// <summary>Reads the articles, in any order.</summary>
    public NameTies(IEnumerable<ArticleParties> articles)
    {
        SortedSet<(string, string)> same = [];
        foreach (IReadOnlyList<PartyName> group in articles.SelectMany(article => article.Groups))
        {
            PartyName[] full = [.. group.Where(name => name.Kind == NameKind.Full)];
            foreach (PartyName name in full)
            {
                Remember(name);
                foreach (PartyName other in group)
                {
                    if (other.Kind is NameKind.Generic or NameKind.Office && name.LastName is not null)
                    {
                        AddRole(name.Key, other.Key);
                    }

                    if (other.Kind is NameKind.Office or NameKind.Brief)
                    {
                        Of(_holders, other.Key).Add(name.Key);
                    }
                    else if (other.Kind == NameKind.Full && string.CompareOrdinal(name.Key, other.Key) < 0)
                    {
                        same.Add((name.Key, other.Key));
                    }
                }
            }
        }

        foreach ((string person, SortedSet<string> roles) in _roles)
        {
            if (roles.Any(one => roles.Any(other => HaveOtherPlaces(one, other))))
            {
                _namesakes.Add(person);
            }
        }

        same.UnionWith(ShorterNames());
        foreach ((string one, string other) in same)
        {
            Unite(one, other);
        }

        foreach (string held in _holders.Keys)
        {
            if (Holder(held) is { } holder && held.Contains(' ', StringComparison.Ordinal))
            {
                Of(_offices, PartyOf(holder).Min!).Add(held);
            }
        }
    }

    /// <summary>Who alone has a last name, an acronym or an office; null if nobody does, or several.</summary>
    public string? Holder(string brief)
    {
        if (!_holders.TryGetValue(brief, out SortedSet<string>? holders) || IsDoubtful(brief))
        {
            return null;
        }

        return holders.Min;
    }

    /// <summary>Whether several have a last name, an acronym or an office, so that it tells nobody outside an article.</summary>
    public bool IsDoubtful(string brief) =>
        _lastNames.GetValueOrDefault(brief, []).Concat(_holders.GetValueOrDefault(brief, [])).DistinctBy(key => PartyOf(key).Min, StringComparer.Ordinal).Skip(1).Any();

    /// <summary>Whether several people of the edition have a full name: the mayor of one town and the mayor of another.</summary>
    public bool IsOfNamesakes(string full) => _namesakes.Contains(full);

    /// <summary>Whether who holds a full name is nowhere told to hold one of the offices that are told beside a last name: then somebody else may be meant.</summary>
    public bool HasOtherRoles(string full, IEnumerable<PartyName> names)
    {
        string[] told = [.. names.Where(name => name.Kind is NameKind.Generic or NameKind.Office).SelectMany(name => name.Key.Split(' '))];
        return told.Length > 0 && _roles.TryGetValue(full, out SortedSet<string>? roles) && !roles.SelectMany(role => role.Split(' ')).Intersect(told, StringComparer.Ordinal).Any();
    }

    /// <summary>All keys of who has a full name: other full names, and offices that only they hold.</summary>
    public IEnumerable<string> KeysOf(string full)
    {
        SortedSet<string> party = PartyOf(full);
        return party.Concat(_offices.GetValueOrDefault(party.Min!, []));
    }

    /// <summary>The name to show of who has keys; null if they only have what several can have.</summary>
    public string? DisplayOf(IEnumerable<string> keys) => keys.Select(key => _displays.GetValueOrDefault(key)).FirstOrDefault(display => display is not null);

    // The first of the alphabet, so that it does not matter in which order the articles come.
    private void AddRole(string person, string role)
    {
        SortedSet<string> roles = Of(_roles, person);
        roles.Add(role);
        if (roles.Count > MostRoles)
        {
            roles.Remove(roles.Max!);
        }
    }

    // "Elena Soto" is Elena Soto Vidal, if there is no Elena Soto Ruiz.
    private IEnumerable<(string One, string Other)> ShorterNames()
    {
        Dictionary<string, SortedSet<string>> longer = new(StringComparer.Ordinal);
        foreach ((string key, IReadOnlyList<string> words) in _people)
        {
            for (int i = 1; words.Count > 2 && i < words.Count; i++)
            {
                Of(longer, KeyOf(words[0], words[i])).Add(key);
            }
        }

        foreach ((string key, IReadOnlyList<string> words) in _people)
        {
            if (words.Count == 2 && longer.TryGetValue(KeyOf(words[0], words[1]), out SortedSet<string>? named) && named.Count == 1)
            {
                yield return (key, named.Min!);
            }
        }

        static string KeyOf(string first, string other) => $"{first} {other}";
    }

    // "mayor of Aston" and "mayor of Barton"; but "consejera de Aragón" and "consejera aragonesa" may be one.
    private static bool HaveOtherPlaces(string one, string other)
    {
        string[] mine = one.Split(' ');
        string[] its = other.Split(' ');
        string[] onlyMine = [.. mine.Except(its, StringComparer.Ordinal)];
        string[] onlyIts = [.. its.Except(mine, StringComparer.Ordinal)];
        return onlyMine.Length > 0 && onlyIts.Length > 0 && onlyMine.Length < mine.Length
            && !onlyMine.Any(word => onlyIts.Any(place => word.AsSpan().CommonPrefixLength(place) >= SamePlace));
    }

    private void Remember(PartyName name)
    {
        if (name.LastName is { } last)
        {
            Of(_lastNames, last).Add(name.Key);
            if (!_people.TryGetValue(name.Key, out IReadOnlyList<string>? known) || string.CompareOrdinal(name.PersonWords[0], known[0]) < 0)
            {
                _people[name.Key] = name.PersonWords;
            }
        }

        // Of several spellings always the same, whatever comes first.
        if (!_displays.TryGetValue(name.Key, out string? display) || string.CompareOrdinal(name.Display, display) < 0)
        {
            _displays[name.Key] = name.Display;
        }
    }

    private SortedSet<string> PartyOf(string full) => _parties.TryGetValue(full, out SortedSet<string>? party) ? party : new SortedSet<string>(StringComparer.Ordinal) { full };

    private void Unite(string one, string other)
    {
        SortedSet<string> party = PartyOf(one);
        SortedSet<string> joined = PartyOf(other);
        if (party.Contains(other) || party.Count + joined.Count > MostNames)
        {
            return;
        }

        party.UnionWith(joined);
        foreach (string key in party)
        {
            _parties[key] = party;
        }
    }

    private static SortedSet<string> Of(Dictionary<string, SortedSet<string>> sets, string key)
    {
        if (!sets.TryGetValue(key, out SortedSet<string>? set))
        {
            sets[key] = set = new SortedSet<string>(StringComparer.Ordinal);
        }

        return set;
    }
}
