using System.Collections.Concurrent;
using ArticleDigest.Analysis;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>What a schedule's editions tell of one party, the newest first.</summary>
public sealed record ActorHistory
{
    /// <summary>The schedule.</summary>
    public required string Schedule { get; init; }

    /// <summary>The party, as it was called last.</summary>
    public required Party Party { get; init; }

    /// <summary>Its other names, those that it was called by last before others.</summary>
    public required IReadOnlyList<string> OtherNames { get; init; }

    /// <summary>What it stood for, on one day in the edition's order.</summary>
    public required IReadOnlyList<ToldPosition> Positions { get; init; }

    /// <summary>Whether what it stood for before may be forgotten: a page of the ledger is full.</summary>
    public required bool IsFull { get; init; }

    /// <summary>Who criticised it or was against what it proposes in the editions that were looked through, on one day in the edition's order.</summary>
    public required IReadOnlyList<ToldCriticism> Criticisms { get; init; }

    /// <summary>How many criticisms more there are in these editions.</summary>
    public required int MoreCriticisms { get; init; }

    /// <summary>How many editions, from the newest on, were looked through for criticisms.</summary>
    public required int Editions { get; init; }

    /// <summary>The names of the pages of parties that it leads to.</summary>
    internal IEnumerable<string> LeadsTo =>
        Positions.Select(p => p.TargetPage).Concat(Criticisms.Select(c => c.Entry.ActorParty is { IsNamed: true } party ? party.PageName : null)).OfType<string>();

    /// <summary>What of it editions tell from a date on.</summary>
    internal ActorHistory Since(DateOnly date) => this with
    {
        Positions = [.. Positions.Where(p => p.Taking.Date >= date)],
        Criticisms = [.. Criticisms.Where(c => c.Date >= date)],
    };
}

/// <summary>A position that an edition tells of.</summary>
/// <param name="Taking">The position.</param>
/// <param name="Entry">Its own entry, as it is told now; null if it has none, or the edition was not looked into.</param>
/// <param name="TargetPage">The name of the target's page in the ledger; null if nothing that it stands for was found, so that it may have none.</param>
public sealed record ToldPosition(Taking Taking, EditionEntry? Entry, string? TargetPage);

/// <summary>A criticism that an edition tells of.</summary>
/// <param name="Date">The edition's date.</param>
/// <param name="Entry">Its entry, as it is told now.</param>
public sealed record ToldCriticism(DateOnly Date, EditionEntry Entry);

/// <summary>
/// Gathers what there is of a party: positions from the ledger, what is new in them and who criticises it from editions. The
/// ledger has no criticisms by their targets, so that editions are looked through for these, the newest only.
/// </summary>
public sealed class ActorHistories(IRecords digest, RetractionShelf retractions)
{
    /// <summary>How many of a schedule's newest editions are looked through for criticisms.</summary>
    public const int MostEditions = 30;

    /// <summary>In how many editions, from the last one that tells of a party on, it is looked up what was new.</summary>
    public const int MostDays = 30;

    /// <summary>The most criticisms that are told.</summary>
    public const int MostCriticisms = 100;

    // Editions can be large, and little is kept of each.
    private const int AtOnce = 4;

    private readonly PositionLedger _ledger = new(digest);
    private readonly EditionShelf _shelf = new(digest);

    /// <summary>What there is of a party.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="name">The name of one of its pages in the ledger, see <see cref="Party.PageName"/>; hostile.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null if nobody is known by it.</returns>
    public async Task<ActorHistory?> ReadAsync(string schedule, string name, CancellationToken cancellationToken)
    {
        if (await _ledger.PageAsync(schedule, name, cancellationToken).ConfigureAwait(false) is not { Takings: [.., { } last] } page)
        {
            return null;
        }

        Party party = last.Position.Actor;
        string[] keys = [.. party.LedgerKeys.Append(page.Key).Distinct(StringComparer.Ordinal)];
        Taking[] takings =
        [
            .. (await _ledger.BeforeAsync(schedule, DateOnly.MaxValue, keys, cancellationToken).ConfigureAwait(false))
                .Of(new Party(party.Name, keys)).TakeLast(LedgerPage.MostTakings),
        ];
        DateOnly[] days = [.. takings.Select(t => t.Date).Distinct().TakeLast(MostDays)];
        DateOnly[] newest =
        [
            .. (await _shelf.ListAsync(schedule, cancellationToken).ConfigureAwait(false)).Select(e => e.Date).TakeLast(MostEditions),
        ];
        Retractions known = await retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false);
        ConcurrentDictionary<DateOnly, Finding> found = [];
        await Parallel.ForEachAsync(
            days.Union(newest),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (date, token) =>
            {
                if (await _shelf.ReadAsync(new EditionRequest(schedule, date), token).ConfigureAwait(false) is { Skipped: false } edition)
                {
                    found[date] = Finding.In(Retracted.Apply(edition, known), keys, takings);
                }
            }).ConfigureAwait(false);

        HashSet<string> actors = [.. found.Values.SelectMany(f => f.Actors)];
        ToldCriticism[] criticisms =
        [
            .. newest.Reverse().Where(found.ContainsKey)
                .SelectMany(date => found[date].Criticisms, (date, entry) => new ToldCriticism(date, entry)),
        ];
        return new ActorHistory
        {
            Schedule = schedule,
            Party = party,
            OtherNames = [.. takings.Reverse().Select(t => t.Position.Actor.Name).Distinct(StringComparer.Ordinal).Where(n => !string.Equals(n, party.Name, StringComparison.Ordinal))],
            Positions = [.. takings.GroupBy(t => t.Date).Reverse().SelectMany(day => Told(day, found.GetValueOrDefault(day.Key), actors))],
            IsFull = page.Takings.Count == LedgerPage.MostTakings || takings.Length == LedgerPage.MostTakings,
            Criticisms = [.. criticisms.Take(MostCriticisms)],
            MoreCriticisms = Math.Max(0, criticisms.Length - MostCriticisms),
            Editions = newest.Length,
        };
    }

    private static IEnumerable<ToldPosition> Told(IEnumerable<Taking> day, Finding? finding, HashSet<string> actors)
    {
        if (finding is null)
        {
            return day.Select(t => new ToldPosition(t, null, PageOf(t.Position.Target, actors)));
        }

        // What was taken back a moment ago may still be in the ledger.
        return day
            .Where(t => finding.Entries.ContainsKey(t.Entry))
            .Select(t => (Taking: t, Found: finding.Entries[t.Entry]))
            .OrderBy(t => t.Found.Place)
            .ThenBy(t => t.Taking.Position.Kind)
            .Select(t => new ToldPosition(
                t.Taking,
                t.Found.Entry.Kind == t.Taking.Position.Kind ? t.Found.Entry : null,
                PageOf(t.Taking.Position.Target, actors)));
    }

    private static string? PageOf(Party? target, HashSet<string> actors) =>
        target is { IsNamed: true } && target.LedgerKeys.FirstOrDefault(actors.Contains) is { } key ? LedgerPage.NameOf(key) : null;

    /// <summary>What is kept of an edition.</summary>
    /// <param name="Entries">The entries that tell of the party's positions, with their places in the edition.</param>
    /// <param name="Criticisms">The entries against it.</param>
    /// <param name="Actors">The keys in the ledger of all parties that stand for something there.</param>
    private sealed record Finding(
        IReadOnlyDictionary<string, (int Place, EditionEntry Entry)> Entries, IReadOnlyList<EditionEntry> Criticisms, IReadOnlyCollection<string> Actors)
    {
        public static Finding In(Edition told, IReadOnlyList<string> keys, IReadOnlyList<Taking> takings)
        {
            HashSet<string> own = [.. takings.Where(t => t.Date == told.Date).Select(t => t.Entry)];
            HashSet<string> known = new(keys, StringComparer.Ordinal);
            Dictionary<string, (int, EditionEntry)> entries = new(StringComparer.Ordinal);
            List<EditionEntry> criticisms = [];
            foreach ((int place, EditionEntry entry) in told.Proposals.Concat(told.Criticisms).Where(e => e.Withdrawn is null).Index())
            {
                if (own.Contains(entry.Id))
                {
                    entries.TryAdd(entry.Id, (place, entry));
                }

                if (entry.Kind is PointKind.Criticism or PointKind.Opposition && (entry.TargetParty?.LedgerKeys.Any(known.Contains) ?? false))
                {
                    criticisms.Add(entry);
                }
            }

            return new Finding(entries, criticisms, [.. Taking.Of(told).SelectMany(t => t.Position.Actor.LedgerKeys)]);
        }
    }
}
