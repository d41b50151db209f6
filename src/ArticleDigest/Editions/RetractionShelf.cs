using System.Collections.Concurrent;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>What an edition has to be told of retractions.</summary>
/// <param name="Known">All that can concern its schedule.</param>
/// <param name="Taken">The ids of those that no edition of the schedule has known before, ordered.</param>
/// <param name="Corrections">What of these earlier editions told.</param>
public sealed record RetractionNews(
    Retractions Known, IReadOnlyList<string> Taken, IReadOnlyList<EditionCorrection> Corrections)
{
    /// <summary>Nothing is taken back.</summary>
    public static RetractionNews None { get; } = new(Retractions.None, [], []);
}

/// <summary>
/// Keeps retractions. Those of points and editions stand under schedule and date, those of articles apart, so that what
/// concerns a schedule is found by two short listings; each is read once, for none ever changes.
/// </summary>
public sealed class RetractionShelf(IRecords digest)
{
    private readonly ConcurrentDictionary<string, Retraction> _known = new(StringComparer.Ordinal);
    private readonly EditionShelf _editions = new(digest);

    /// <summary>All retractions, the oldest first.</summary>
    public Task<Retractions> ListAsync(CancellationToken cancellationToken) =>
        ReadAsync([Retraction.OfArticles, Retraction.OfAllEditions], cancellationToken);

    /// <summary>The retractions that can concern a schedule's editions.</summary>
    public Task<Retractions> OfAsync(string schedule, CancellationToken cancellationToken) =>
        ReadAsync([Retraction.OfArticles, Retraction.OfEditions(schedule)], cancellationToken);

    /// <summary>Keeps a retraction.</summary>
    /// <returns>False if the same was taken back before; that one is left as it is.</returns>
    public Task<bool> CreateAsync(Retraction retraction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(retraction);
        return digest.CreateJsonAsync(retraction.Path, retraction, cancellationToken);
    }

    /// <summary>
    /// What an edition has to be told. What an edition knew is in the edition itself and, once its outcomes are claimed, noted
    /// apart; an edition is compiled only when all before it are claimed. So each retraction is looked into and told once per
    /// schedule, and no time stamp decides.
    /// </summary>
    public async Task<RetractionNews> NewsAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Retractions known = await OfAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        HashSet<string> before = new(StringComparer.Ordinal);
        string notes = NoteOf(request.Schedule, "");
        await foreach (RecordEntry note in digest.ListAsync(notes, cancellationToken).ConfigureAwait(false))
        {
            before.Add(note.Name[notes.Length..]);
        }

        List<Retraction> fresh = [.. known.All.Where(r => !before.Contains(r.Id))];
        if (fresh.Count == 0)
        {
            return new RetractionNews(known, [], []);
        }

        RetractedEditions told = new(fresh);
        foreach ((DateOnly date, _) in await _editions.ListAsync(request.Schedule, cancellationToken).ConfigureAwait(false))
        {
            if (date < request.Date && told.Concern(date)
                && await _editions.ReadAsync(request with { Date = date }, cancellationToken).ConfigureAwait(false) is { Skipped: false } edition)
            {
                told.LookInto(edition);
            }
        }

        return new RetractionNews(known, [.. fresh.Select(r => r.Id).Order(StringComparer.Ordinal)], told.Corrections());
    }

    /// <summary>Notes for good that an edition of a schedule knew retractions. Any number of times.</summary>
    public async Task NoteAsync(string schedule, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (string id in ids)
        {
            await digest.CreateAsync(NoteOf(schedule, id), new RecordContent(default), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string NoteOf(string schedule, string id) => $"retractions/told/{schedule}/{id}";

    private async Task<Retractions> ReadAsync(IReadOnlyList<string> prefixes, CancellationToken cancellationToken)
    {
        List<Retraction> found = [];
        foreach (string prefix in prefixes)
        {
            await foreach (RecordEntry entry in digest.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
            {
                if (!_known.TryGetValue(entry.Name, out Retraction? retraction)
                    && await digest.ReadJsonAsync<Retraction>(entry.Name, cancellationToken).ConfigureAwait(false) is { } read)
                {
                    _known[entry.Name] = retraction = read.Value;
                }

                if (retraction is not null)
                {
                    found.Add(retraction);
                }
            }
        }

        return found.Count == 0 ? Retractions.None : new Retractions(found);
    }
}
