namespace ArticleDigest.Letters.Searching;

/// <summary>A party as a list of parties has it.</summary>
/// <param name="Name">As it was called last.</param>
/// <param name="Page">The name of its page in the ledger of positions.</param>
/// <param name="Positions">How many positions it took.</param>
/// <param name="Last">When it took the last of them.</param>
internal sealed record ListedActor(string Name, string Page, int Positions, DateOnly Last);

/// <summary>
/// Lists the parties of several editions, each once: those that have a key in common are one, as on the page of a party,
/// which tells what was told under the keys that it was known by last.
/// </summary>
internal sealed class ActorRoll
{
    private readonly List<(EditionActor Actor, DateOnly Date)> _told = [];
    private readonly Dictionary<string, List<int>> _byKey = new(StringComparer.Ordinal);

    /// <summary>Enters who stands for something in an edition. The newest edition comes first.</summary>
    public void Enter(DateOnly date, IReadOnlyList<EditionActor> actors)
    {
        foreach (EditionActor actor in actors)
        {
            foreach (string key in actor.Keys)
            {
                if (!_byKey.TryGetValue(key, out List<int>? places))
                {
                    _byKey[key] = places = [];
                }

                places.Add(_told.Count);
            }

            _told.Add((actor, date));
        }
    }

    /// <summary>All of them: whoever took a position last comes first, and of one day whoever took most.</summary>
    public IReadOnlyList<ListedActor> List()
    {
        List<ListedActor> listed = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach ((EditionActor actor, DateOnly date) in _told)
        {
            if (!actor.Keys.Any(known.Contains))
            {
                int positions = actor.Keys.SelectMany(key => _byKey[key]).Distinct().Sum(place => _told[place].Actor.Positions);
                listed.Add(new ListedActor(actor.Name, Editions.LedgerPage.NameOf(actor.Keys[0]), positions, date));
            }

            known.UnionWith(actor.Keys);
        }

        return
        [
            .. listed.OrderByDescending(actor => actor.Last)
                .ThenByDescending(actor => actor.Positions)
                .ThenBy(actor => actor.Name, StringComparer.Ordinal)
                .ThenBy(actor => actor.Page, StringComparer.Ordinal),
        ];
    }
}
