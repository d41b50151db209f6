using System.Collections.Concurrent;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>
/// The ledger of positions: what every party has stood for in a schedule's editions, day by day. It is made of editions and
/// of nothing else, so that it can be made anew.
/// </summary>
public sealed class PositionLedger(IRecords digest)
{
    private const int AtOnce = 16;

    /// <summary>Enters what an edition tells, in the place of what it told before. Any number of times.</summary>
    /// <param name="edition">The edition as it was compiled; a skipped one tells nothing.</param>
    /// <param name="told">The edition as it is told now: without what was withdrawn since.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task EnterAsync(Edition edition, Edition told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(told);
        int generation;
        do
        {
            generation = await GenerationAsync(edition.Schedule, cancellationToken).ConfigureAwait(false);
            await EnterAsync(edition, told, generation, cancellationToken).ConfigureAwait(false);
        }
        while (generation != await GenerationAsync(edition.Schedule, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What parties stood for before a date.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="date">What was told on this date and later is left out.</param>
    /// <param name="keys">The parties' names in the form in which they are compared.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<PastPositions> BeforeAsync(
        string schedule, DateOnly date, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        while (true)
        {
            int generation = await GenerationAsync(schedule, cancellationToken).ConfigureAwait(false);
            PastPositions past = await BeforeAsync(schedule, date, keys, generation, cancellationToken).ConfigureAwait(false);

            // Pages of a generation that is no longer in use go away.
            if (generation == await GenerationAsync(schedule, cancellationToken).ConfigureAwait(false))
            {
                return past;
            }
        }
    }

    /// <summary>A party's page; null if there is none of that name.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="name">The page's name, see <see cref="Party.PageName"/>; hostile.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<LedgerPage?> PageAsync(string schedule, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        while (LedgerPage.IsName(name))
        {
            int generation = await GenerationAsync(schedule, cancellationToken).ConfigureAwait(false);
            JsonRecord<LedgerPage>? page = await digest
                .ReadJsonAsync<LedgerPage>(LedgerPage.PathOfName(schedule, generation, name), cancellationToken).ConfigureAwait(false);
            if (page is not null || generation == await GenerationAsync(schedule, cancellationToken).ConfigureAwait(false))
            {
                return page?.Value;
            }
        }

        return null;
    }

    /// <summary>All pages, in no order that means anything.</summary>
    public async IAsyncEnumerable<LedgerPage> PagesAsync(
        string schedule, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int generation = await GenerationAsync(schedule, cancellationToken).ConfigureAwait(false);
        await foreach (RecordEntry entry in digest.ListAsync(LedgerPage.FolderOf(schedule, generation), cancellationToken).ConfigureAwait(false))
        {
            if (await digest.ReadJsonAsync<LedgerPage>(entry.Name, cancellationToken).ConfigureAwait(false) is { } page)
            {
                yield return page.Value;
            }
        }
    }

    /// <summary>Begins to make a schedule's ledger anew, beside the one in use.</summary>
    public async Task<LedgerRebuild> BeginRebuildAsync(string schedule, CancellationToken cancellationToken)
    {
        string path = LedgerState.PathOf(schedule);
        while (true)
        {
            JsonRecord<LedgerState>? known = await digest.ReadJsonAsync<LedgerState>(path, cancellationToken).ConfigureAwait(false);
            LedgerState begun = known is null
                ? new LedgerState { Generation = 0, Begun = 1 }
                : known.Value with { Begun = known.Value.Begun + 1 };
            RecordContent content = JsonRecords.ToContent(begun);
            string? etag = known is null
                ? await digest.CreateAsync(path, content, cancellationToken).ConfigureAwait(false)
                : await digest.ReplaceAsync(path, content, known.Record.ETag, cancellationToken).ConfigureAwait(false);
            if (etag is not null)
            {
                return new LedgerRebuild(this, schedule, begun, etag);
            }
        }
    }

    internal Task EnterAsync(Edition edition, Edition told, int generation, CancellationToken cancellationToken)
    {
        if (edition.Skipped)
        {
            return Task.CompletedTask;
        }

        HashSet<string> keys = [.. Taking.Of(edition).SelectMany(t => t.Position.Actor.LedgerKeys)];
        ILookup<string, Taking> takings = Taking.Of(told)
            .SelectMany(t => t.Position.Actor.LedgerKeys, (taking, key) => (taking, key))
            .ToLookup(t => t.key, t => t.taking, StringComparer.Ordinal);
        return Parallel.ForEachAsync(
            keys,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (key, token) => await EnterPageAsync(
                LedgerPage.PathOf(edition.Schedule, generation, key), key, edition.Date, [.. takings[key]], token).ConfigureAwait(false));
    }

    internal async Task<PastPositions> BeforeAsync(
        string schedule, DateOnly date, IReadOnlyCollection<string> keys, int generation, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, IReadOnlyList<Taking>> found = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            keys,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (key, token) =>
            {
                JsonRecord<LedgerPage>? page = await digest
                    .ReadJsonAsync<LedgerPage>(LedgerPage.PathOf(schedule, generation, key), token).ConfigureAwait(false);
                if (page is not null)
                {
                    found[key] = [.. page.Value.Takings.Where(t => t.Date < date)];
                }
            }).ConfigureAwait(false);
        return new PastPositions(found);
    }

    internal async Task<bool> PutInUseAsync(string schedule, LedgerState begun, string etag, CancellationToken cancellationToken)
    {
        RecordContent state = JsonRecords.ToContent(begun with { Generation = begun.Begun });
        return await digest.ReplaceAsync(LedgerState.PathOf(schedule), state, etag, cancellationToken).ConfigureAwait(false) is not null;
    }

    internal async Task ClearAsync(string schedule, int generation, CancellationToken cancellationToken)
    {
        await foreach (RecordEntry page in digest.ListAsync(LedgerPage.FolderOf(schedule, generation), cancellationToken).ConfigureAwait(false))
        {
            await digest.DeleteAsync(page.Name, page.ETag, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task EnterPageAsync(
        string path, string key, DateOnly date, IReadOnlyList<Taking> takings, CancellationToken cancellationToken)
    {
        bool isEntered = false;
        while (!isEntered)
        {
            JsonRecord<LedgerPage>? known = await digest.ReadJsonAsync<LedgerPage>(path, cancellationToken).ConfigureAwait(false);
            LedgerPage page = (known?.Value ?? new LedgerPage { Key = key, Takings = [] }).With(date, takings);
            isEntered = await PutAsync(path, known?.Record, page, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts a page in the place of what is known; of a party that stands for nothing any more none is left.</summary>
    /// <returns>False if somebody else has changed it.</returns>
    private async Task<bool> PutAsync(string path, StoredRecord? known, LedgerPage page, CancellationToken cancellationToken)
    {
        if (page.Takings.Count == 0)
        {
            return known is null || await digest.DeleteAsync(path, known.ETag, cancellationToken).ConfigureAwait(false);
        }

        RecordContent content = JsonRecords.ToContent(page);
        return known is null ? await digest.CreateAsync(path, content, cancellationToken).ConfigureAwait(false) is not null
            : content.Bytes.Span.SequenceEqual(known.Content!.Value.Span)
                || await digest.ReplaceAsync(path, content, known.ETag, cancellationToken).ConfigureAwait(false) is not null;
    }

    private async Task<int> GenerationAsync(string schedule, CancellationToken cancellationToken) =>
        (await digest.ReadJsonAsync<LedgerState>(LedgerState.PathOf(schedule), cancellationToken).ConfigureAwait(false))?.Value.Generation ?? 0;
}

/// <summary>A ledger that is being made anew: editions are entered from the oldest on, then it is put in use.</summary>
public sealed class LedgerRebuild
{
    private readonly PositionLedger _ledger;
    private readonly string _schedule;
    private readonly LedgerState _begun;
    private readonly string _etag;

    internal LedgerRebuild(PositionLedger ledger, string schedule, LedgerState begun, string etag) =>
        (_ledger, _schedule, _begun, _etag) = (ledger, schedule, begun, etag);

    /// <inheritdoc cref="PositionLedger.BeforeAsync(string, DateOnly, IReadOnlyCollection{string}, CancellationToken)"/>
    public Task<PastPositions> BeforeAsync(DateOnly date, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        _ledger.BeforeAsync(_schedule, date, keys, _begun.Begun, cancellationToken);

    /// <inheritdoc cref="PositionLedger.EnterAsync(Edition, Edition, CancellationToken)"/>
    public Task EnterAsync(Edition edition, Edition told, CancellationToken cancellationToken) =>
        _ledger.EnterAsync(edition, told, _begun.Begun, cancellationToken);

    /// <summary>
    /// Puts it in the place of the ledger in use. Behind this, what came meanwhile is to be entered into the ledger in use;
    /// then it is time for <see cref="ClearAsync"/>.
    /// </summary>
    /// <returns>False if somebody else began to make it anew since: theirs will be put in use.</returns>
    public Task<bool> PutInUseAsync(CancellationToken cancellationToken) =>
        _ledger.PutInUseAsync(_schedule, _begun, _etag, cancellationToken);

    /// <summary>Clears away what is not in use: what was in use before, and what others left who died while they made it anew.</summary>
    /// <param name="isInUse">Whether this one was put in use; otherwise it is what is cleared away.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task ClearAsync(bool isInUse, CancellationToken cancellationToken)
    {
        IEnumerable<int> generations = isInUse ? Enumerable.Range(0, _begun.Begun) : [_begun.Begun];
        foreach (int generation in generations)
        {
            await _ledger.ClearAsync(_schedule, generation, cancellationToken).ConfigureAwait(false);
        }
    }
}
