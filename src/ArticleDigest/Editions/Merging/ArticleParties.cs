using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Parties;

namespace ArticleDigest.Editions.Merging;

/// <summary>The names of one article, in groups that mean one party by what the article says.</summary>
internal sealed class ArticleParties
{
    private readonly Dictionary<string, List<PartyName>> _groups = new(StringComparer.Ordinal);

    /// <summary>Reads the names of an article's points and aliases.</summary>
    public ArticleParties(AnalysedArticle article)
    {
        string language = article.Article.Language;
        foreach (Alias alias in article.Analysis.Aliases)
        {
            Tie(PartyName.Of(alias.Name, language), PartyName.Of(alias.Also, language));
        }

        foreach (Point point in article.Analysis.Points)
        {
            Add(point.Actor, language);
            if (point.Target is { } target)
            {
                Add(target, language);
            }
        }

        // "Weiss" where only one full name has it
        foreach ((string key, List<PartyName> group) in _groups.ToList())
        {
            if (group.Exists(name => name.Kind == NameKind.Brief && string.Equals(name.Key, key, StringComparison.Ordinal)) && !group.Exists(name => name.Kind == NameKind.Full))
            {
                PartyName[] full = [.. _groups.Values.SelectMany(names => names).Where(name => string.Equals(name.LastName, key, StringComparison.Ordinal)).DistinctBy(name => name.Key, StringComparer.Ordinal)];
                if (full.Length == 1)
                {
                    Tie(full[0], group.Find(name => name.Kind == NameKind.Brief)!);
                }
            }
        }
    }

    /// <summary>The groups of names, each once.</summary>
    public IEnumerable<IReadOnlyList<PartyName>> Groups => _groups.Values.Distinct();

    /// <summary>The names that mean who a name means.</summary>
    public IReadOnlyCollection<PartyName> With(PartyName name) => _groups.TryGetValue(name.Key, out List<PartyName>? group) ? group : [name];

    private void Add(string name, string language)
    {
        if (name is Point.TheAuthor or Point.NotNamed)
        {
            return;
        }

        PartyName parsed = PartyName.Of(name, language);
        foreach (PartyName member in parsed.Members.Count > 0 ? parsed.Members : [parsed])
        {
            GroupOf(member);
        }
    }

    private void Tie(PartyName one, PartyName other)
    {
        List<PartyName> group = GroupOf(one);
        List<PartyName> joined = GroupOf(other);
        if (!ReferenceEquals(group, joined))
        {
            group.AddRange(joined);
            foreach (PartyName name in joined)
            {
                _groups[name.Key] = group;
            }
        }
    }

    private List<PartyName> GroupOf(PartyName name)
    {
        if (!_groups.TryGetValue(name.Key, out List<PartyName>? group))
        {
            _groups[name.Key] = group = [name];
        }

        if (name.Office is { } office && !group.Exists(known => string.Equals(known.Key, office.Key, StringComparison.Ordinal)))
        {
            if (!_groups.TryGetValue(office.Key, out List<PartyName>? known))
            {
                group.Add(office);
                _groups[office.Key] = group;
            }
            else if (office.Kind == NameKind.Office && !ReferenceEquals(known, group))
            {
                group.AddRange(known);
                foreach (PartyName joined in known)
                {
                    _groups[joined.Key] = group;
                }
            }
        }

        return group;
    }
}
