using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>Finds the editions that somebody has to work on now.</summary>
public sealed class EditionClock(IRecords digest, DigestOptions options, TimeProvider time)
{
    private readonly EditionShelf _shelf = new(digest);

    /// <summary>The editions to be run now: those left open, the oldest first, then the one that is due, of all schedules.</summary>
    public async Task<IReadOnlyList<EditionRequest>> TickAsync(CancellationToken cancellationToken)
    {
        List<EditionRequest> found = [];
        foreach ((string name, ScheduleOptions schedule) in options.Schedules.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            DateTimeOffset now = time.GetUtcNow();
            ScheduleState state = await StartAsync(name, now, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<(DateOnly Date, bool IsClosed)> editions = await _shelf.ListAsync(name, cancellationToken).ConfigureAwait(false);
            found.AddRange(editions.Where(e => !e.IsClosed).Select(e => new EditionRequest(name, e.Date)));
            if (new DigestCalendar(schedule).Due(now, state.Started, state.Current) is { } due)
            {
                // Makes up for the current one too, if nobody got to compile that.
                found.Add(new EditionRequest(name, due));
            }
            else if (state.Current is { } current && editions.All(e => e.Date != current))
            {
                found.Add(new EditionRequest(name, current));
            }
        }

        return found;
    }

    private async Task<ScheduleState> StartAsync(string schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _shelf.StateAsync(schedule, cancellationToken).ConfigureAwait(false) is { } state)
            {
                return state;
            }

            await digest.CreateJsonAsync(ScheduleState.PathOf(schedule), new ScheduleState { Started = now }, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
