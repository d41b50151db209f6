using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>
/// Finds the pages of parties that an edition names. Who stands for something has one; whoever is only criticised or answers
/// may have none, and is looked for among those who do.
/// </summary>
internal sealed class ActorPages(Edition edition, PageAddresses addresses)
{
    private readonly Lazy<Dictionary<string, string>> _pages = new(() => PagesIn(edition));

    /// <summary>The page of a party; null if this edition knows of none, or readers cannot reach it.</summary>
    public string? Of(Party? party) =>
        addresses.LeadsOn && party is { IsNamed: true } && party.LedgerKeys.FirstOrDefault(_pages.Value.ContainsKey) is { } key
            ? addresses.Actor(edition.Schedule, _pages.Value[key])
            : null;

    /// <summary>The named parties that stand for something by an entry.</summary>
    public static IEnumerable<Party> ActingIn(EditionEntry entry) => entry.Supporters.Concat(entry.Opposers)
        .Where(stander => stander.Entry is null)
        .Select(stander => stander.Party)
        .Append(entry.ActorParty)
        .OfType<Party>()
        .Where(party => party.IsNamed);

    private static Dictionary<string, string> PagesIn(Edition edition)
    {
        Dictionary<string, string> pages = new(StringComparer.Ordinal);
        foreach (Party party in edition.Proposals.Concat(edition.Criticisms).Where(entry => entry.Withdrawn is null).SelectMany(ActingIn))
        {
            foreach (string key in party.LedgerKeys)
            {
                pages.TryAdd(key, party.PageName);
            }
        }

        return pages;
    }
}
