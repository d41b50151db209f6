using ArticleDigest.Editions.Merging;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>A party that stands in a ledger.</summary>
/// <param name="Name">How it was called last.</param>
/// <param name="Newest">The date of the last edition that told of it.</param>
/// <param name="Positions">How many positions are known of it.</param>
public sealed record KnownParty(string Name, DateOnly Newest, int Positions);

/// <summary>Looks into the ledger of positions for somebody who wants to read it.</summary>
public sealed class KnownPositions(IRecords digest)
{
    private readonly PositionLedger _ledger = new(digest);

    /// <summary>All parties, those that were told of last before others.</summary>
    public async Task<IReadOnlyList<KnownParty>> PartiesAsync(string schedule, CancellationToken cancellationToken)
    {
        List<KnownParty> parties = [];
        await foreach (LedgerPage page in _ledger.PagesAsync(schedule, cancellationToken).ConfigureAwait(false))
        {
            // A party has a page under each of its names; it counts at the first that it had last.
            Taking newest = page.Takings[^1];
            if (string.Equals(newest.Position.Actor.Keys[0], page.Key, StringComparison.Ordinal))
            {
                parties.Add(new KnownParty(newest.Position.Actor.Name, newest.Date, page.Takings.Count));
            }
        }

        return [.. parties.OrderByDescending(p => p.Newest).ThenBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>What a party stood for, the oldest first; empty if nobody of that name is known.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="name">Any of its names. One such as "the council" finds all who were called so in their articles.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<Taking>> OfAsync(string schedule, string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> keys = PartyNames.KeysOf(name);
        PastPositions all = await _ledger.BeforeAsync(schedule, DateOnly.MaxValue, keys, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Taking> found = all.Of(new Party(name, keys));
        if (found.Count > 0)
        {
            return found;
        }

        // Whoever is named only within an article stands under the name and that article.
        Dictionary<string, IReadOnlyList<Taking>> pages = new(StringComparer.Ordinal);
        await foreach (LedgerPage page in _ledger.PagesAsync(schedule, cancellationToken).ConfigureAwait(false))
        {
            if (keys.Contains(PartyKey.NameOf(page.Key), StringComparer.Ordinal))
            {
                pages[page.Key] = page.Takings;
            }
        }

        return new PastPositions(pages).Of(new Party(name, [.. pages.Keys]));
    }
}
