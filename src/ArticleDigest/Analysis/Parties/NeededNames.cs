namespace ArticleDigest.Analysis.Parties;

/// <summary>The actors and targets of an article's points, and which aliases are needed for them.</summary>
internal sealed class NeededNames
{
    private readonly string _language;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    public NeededNames(IReadOnlyList<string> names, string language)
    {
        Names = names;
        _language = language;
        foreach (string name in names)
        {
            PartyName parsed = PartyName.Of(name, language);
            foreach (PartyName member in (IEnumerable<PartyName>)[parsed, .. parsed.Members])
            {
                _keys.Add(member.Key);
                if (member.LastName is { } last)
                {
                    _keys.Add(last);
                }
            }
        }
    }

    /// <summary>The names, each once.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether one of an alias' names is an actor or target, or is part of how one is named.</summary>
    public bool Needs(Alias alias) => IsNeeded(alias.Name) || IsNeeded(alias.Also);

    private bool IsNeeded(string name)
    {
        PartyName parsed = PartyName.Of(name, _language);
        return _keys.Contains(parsed.Key) || (parsed.LastName is { } last && _keys.Contains(last));
    }
}
