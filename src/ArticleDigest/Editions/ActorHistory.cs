using System.Collections.Concurrent;
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

/// <summary>A schedule's archive as it is at a time, for what is made of all of it.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Dates">The dates of its editions, the oldest first.</param>
/// <param name="Retractions">What was taken back of them.</param>
internal sealed record ArchiveStand(string Schedule, IReadOnlyList<DateOnly> Dates, Retractions Retractions);

/// <summary>
/// Gathers what there is of a party: positions from the ledger, what is new in them and who criticises it from editions. The
/// ledger has no criticisms by their targets, so that editions are looked through for these, the newest only. What is needed
/// of an edition is kept in bounded memory, for all parties: editions never change and retractions only become more.
/// </summary>
/// <param name="digest">The container <c>digest</c>.</param>
/// <param name="retractions">What was taken back.</param>
/// <param name="room">How many bytes of editions are kept in memory.</param>
public sealed class ActorHistories(IRecords digest, RetractionShelf retractions, long room = ActorHistories.UsualRoom)
{
    /// <summary>The memory for editions, in bytes: some five hundred editions of a hundred entries.</summary>
    public const long UsualRoom = 32 * 1024 * 1024;

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
    private readonly NewestEditions<ToldEdition> _kept = new(room, told => told.Size);

    /// <summary>What there is of a party.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="name">The name of one of its pages in the ledger, see <see cref="Party.PageName"/>; hostile.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null if nobody is known by it.</returns>
    public async Task<ActorHistory?> ReadAsync(string schedule, string name, CancellationToken cancellationToken) =>
        await PageAsync(schedule, name, cancellationToken).ConfigureAwait(false) is { } page
            ? await ReadAsync(page, await StandAsync(schedule, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>What there is of a party in an archive as it was.</summary>
    /// <inheritdoc cref="ReadAsync(string, string, CancellationToken)"/>
    internal async Task<ActorHistory?> ReadAsync(ArchiveStand stand, string name, CancellationToken cancellationToken) =>
        await PageAsync(stand.Schedule, name, cancellationToken).ConfigureAwait(false) is { } page
            ? await ReadAsync(page, stand, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>How a schedule's archive is now.</summary>
    internal async Task<ArchiveStand> StandAsync(string schedule, CancellationToken cancellationToken) => new(
        schedule,
        [.. (await _shelf.ListAsync(schedule, cancellationToken).ConfigureAwait(false)).Select(edition => edition.Date)],
        await retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false));

    private async Task<LedgerPage?> PageAsync(string schedule, string name, CancellationToken cancellationToken) =>
        await _ledger.PageAsync(schedule, name, cancellationToken).ConfigureAwait(false) is { Takings.Count: > 0 } page ? page : null;

    private async Task<ActorHistory> ReadAsync(LedgerPage page, ArchiveStand stand, CancellationToken cancellationToken)
    {
        string schedule = stand.Schedule;
        Party party = page.Takings[^1].Position.Actor;
        string[] keys = [.. party.LedgerKeys.Append(page.Key).Distinct(StringComparer.Ordinal)];
        Taking[] takings =
        [
            .. (await _ledger.BeforeAsync(schedule, DateOnly.MaxValue, keys, cancellationToken).ConfigureAwait(false))
                .Of(new Party(party.Name, keys)).TakeLast(LedgerPage.MostTakings),
        ];
        DateOnly[] days = [.. takings.Select(t => t.Date).Distinct().TakeLast(MostDays)];
        DateOnly[] newest = [.. stand.Dates.TakeLast(MostEditions)];
        ConcurrentDictionary<DateOnly, ToldEdition> found = [];
        await Parallel.ForEachAsync(
            days.Union(newest),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (date, token) =>
            {
                if (await ToldAsync(date, stand, token).ConfigureAwait(false) is { } told)
                {
                    found[date] = told;
                }
            }).ConfigureAwait(false);

        HashSet<string> known = new(keys, StringComparer.Ordinal);
        ToldCriticism[] criticisms =
        [
            .. newest.Reverse().Where(found.ContainsKey)
                .SelectMany(date => found[date].Against(known), (date, entry) => new ToldCriticism(date, entry)),
        ];
        return new ActorHistory
        {
            Schedule = schedule,
            Party = party,
            OtherNames = [.. takings.Reverse().Select(t => t.Position.Actor.Name).Distinct(StringComparer.Ordinal).Where(n => !string.Equals(n, party.Name, StringComparison.Ordinal))],
            Positions = [.. takings.GroupBy(t => t.Date).Reverse().SelectMany(day => Told(day, found))],
            IsFull = page.Takings.Count == LedgerPage.MostTakings || takings.Length == LedgerPage.MostTakings,
            Criticisms = [.. criticisms.Take(MostCriticisms)],
            MoreCriticisms = Math.Max(0, criticisms.Length - MostCriticisms),
            Editions = newest.Length,
        };
    }

    private async Task<ToldEdition?> ToldAsync(DateOnly date, ArchiveStand stand, CancellationToken cancellationToken)
    {
        // What an edition quotes of one before can be taken back too, so that every retraction counts.
        int known = stand.Retractions.All.Count;
        if (_kept.Find(stand.Schedule, date, known) is { } kept)
        {
            return kept;
        }

        if (await _shelf.ReadAsync(new EditionRequest(stand.Schedule, date), cancellationToken).ConfigureAwait(false) is not { } edition)
        {
            return null;
        }

        ToldEdition told = ToldEdition.Of(Retracted.Apply(edition, stand.Retractions));
        _kept.Keep(stand.Schedule, date, known, told);
        return told;
    }

    private static IEnumerable<ToldPosition> Told(IGrouping<DateOnly, Taking> day, IReadOnlyDictionary<DateOnly, ToldEdition> found)
    {
        if (!found.TryGetValue(day.Key, out ToldEdition? told))
        {
            return day.Select(t => new ToldPosition(t, null, PageOf(t.Position.Target, found)));
        }

        // What was taken back a moment ago may still be in the ledger.
        return day
            .Select(t => (Taking: t, Found: told.Find(t.Entry)))
            .Where(t => t.Found is not null)
            .OrderBy(t => t.Found!.Value.Place)
            .ThenBy(t => t.Taking.Position.Kind)
            .Select(t => new ToldPosition(
                t.Taking,
                t.Found!.Value.Entry.Kind == t.Taking.Position.Kind ? t.Found.Value.Entry : null,
                PageOf(t.Taking.Position.Target, found)));
    }

    private static string? PageOf(Party? target, IReadOnlyDictionary<DateOnly, ToldEdition> found) =>
        target is { IsNamed: true } && target.LedgerKeys.FirstOrDefault(key => found.Values.Any(told => told.Actors.Contains(key))) is { } key
            ? LedgerPage.NameOf(key)
            : null;
}
