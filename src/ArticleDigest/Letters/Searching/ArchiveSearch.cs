using ArticleDigest.Editions;

namespace ArticleDigest.Letters.Searching;

/// <summary>What of a schedule's archive is asked for.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Query">What is searched for.</param>
/// <param name="Page">Which page of what is found, from 1.</param>
/// <param name="Before">The search begins with the newest edition before this date; null for the newest of all.</param>
public sealed record SearchRequest(string Schedule, SearchQuery Query, int Page, DateOnly? Before)
{
    /// <summary>How much is shown on a page.</summary>
    public const int PageSize = 25;

    /// <summary>The last page that can be asked for.</summary>
    public const int MostPages = 10_000;

    /// <summary>The place of the page's first find among all, from 0.</summary>
    internal int First => (Page - 1) * PageSize;

    /// <summary>The place behind its last.</summary>
    internal int End => Page * PageSize;
}

/// <summary>What a search found.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Editions">The editions with finds that are on the page, the newest first.</param>
/// <param name="Found">How many finds there are in what was searched, this page's and those of the pages before among them.</param>
/// <param name="Searched">How many editions were searched.</param>
/// <param name="Back">The date of the oldest edition that was searched; null if none was.</param>
/// <param name="HasMore">Whether there is more on a further page.</param>
/// <param name="IsAll">Whether all editions were searched, so that nothing else is to be found.</param>
internal sealed record ArchiveFinds(
    SearchRequest Request, IReadOnlyList<EditionFinds> Editions, int Found, int Searched, DateOnly? Back, bool HasMore, bool IsAll);

/// <summary>What was found in an edition.</summary>
/// <param name="Edition">The edition, with all retractions laid over.</param>
/// <param name="Finds">What was found.</param>
internal sealed record EditionFinds(Edition Edition, IReadOnlyList<Findable> Finds);

/// <summary>
/// Searches a schedule's editions, the newest first. Their texts are made when they are first searched and kept in bounded
/// memory; one request reads so many editions and no more, and says how far it came.
/// </summary>
/// <param name="editions">The editions.</param>
/// <param name="retractions">What was taken back of them.</param>
/// <param name="room">How many bytes of texts are kept in memory.</param>
public sealed class ArchiveSearch(EditionShelf editions, RetractionShelf retractions, long room = ArchiveSearch.UsualRoom)
{
    /// <summary>The memory for texts, in bytes: some two thousand editions of a hundred entries.</summary>
    public const long UsualRoom = 64 * 1024 * 1024;

    /// <summary>How many editions one request reads at most.</summary>
    public const int MostRead = 250;

    // What is read of large editions ends a request sooner.
    private const long MostTextRead = 16 * 1024 * 1024;
    private const int AtOnce = 4;
    private const int InRow = 16;

    private readonly NewestEditions<EditionText> _texts = new(room, text => text.Size);

    // Over all requests, since an edition takes several times its size while it is read.
    private readonly SemaphoreSlim _reading = new(AtOnce, AtOnce);

    /// <summary>Searches.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="words">The words around what is found.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SearchView> SearchAsync(SearchRequest request, Words words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Query.HasTerms
            ? SearchView.Of(await FindAsync(request, cancellationToken).ConfigureAwait(false), words)
            : SearchView.Of(request.Query, words);
    }

    /// <summary>Searches for something that there is to search for.</summary>
    internal async Task<ArchiveFinds> FindAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        Retractions known = await retractions.OfAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        DateOnly[] dates =
        [
            .. (await editions.ListAsync(request.Schedule, cancellationToken).ConfigureAwait(false))
                .Select(e => e.Date)
                .Where(date => request.Before is null || date < request.Before)
                .OrderDescending(),
        ];
        byte[][] terms = [.. request.Query.Terms.Select(EditionText.BytesOf).OrderByDescending(term => term.Length)];
        List<(DateOnly Date, IReadOnlyList<int> Places)> found = [];
        Budget budget = new();
        int count = 0;
        int searched = 0;
        while (searched < dates.Length && count <= request.End && !budget.IsSpent)
        {
            DateOnly[] row = [.. dates.Skip(searched).Take(InRow)];
            EditionText[] texts = await Task.WhenAll(row.Select(date => TextAsync(new EditionRequest(request.Schedule, date), known, budget, cancellationToken))).ConfigureAwait(false);
            foreach ((int i, EditionText text) in texts.Index())
            {
                IReadOnlyList<int> places = text.Find(terms);
                count += places.Count;
                found.Add((row[i], places));
            }

            searched += row.Length;
        }

        IReadOnlyList<EditionFinds> page = await PageAsync(request, found, known, cancellationToken).ConfigureAwait(false);
        return new ArchiveFinds(
            request, page, count, searched, searched == 0 ? null : dates[searched - 1], HasMore: count > request.End, IsAll: searched == dates.Length);
    }

    /// <summary>The finds of a page, in their editions.</summary>
    private async Task<IReadOnlyList<EditionFinds>> PageAsync(
        SearchRequest request, List<(DateOnly Date, IReadOnlyList<int> Places)> found, Retractions known, CancellationToken cancellationToken)
    {
        List<EditionFinds> page = [];
        int before = 0;
        foreach ((DateOnly date, IReadOnlyList<int> places) in found)
        {
            HashSet<int> shown = [.. places.Take(Math.Max(0, request.End - before)).Skip(Math.Max(0, request.First - before))];
            before += places.Count;
            if (shown.Count > 0
                && await ReadAsync(new EditionRequest(request.Schedule, date), known, FindsOf, cancellationToken).ConfigureAwait(false) is { } finds)
            {
                page.Add(finds);
            }

            EditionFinds FindsOf(Edition edition) =>
                new(edition, [.. EditionText.FindablesOf(edition).Where((_, place) => shown.Contains(place))]);
        }

        return page;
    }

    private async Task<EditionText> TextAsync(EditionRequest request, Retractions known, Budget budget, CancellationToken cancellationToken)
    {
        // Editions never change and retractions only become more: their number tells whether a text is as it would be made now.
        int touching = known.Touching(request.Schedule, request.Date).Count();
        if (_texts.Find(request.Schedule, request.Date, touching) is { } kept)
        {
            return kept;
        }

        if (await ReadAsync(request, known, EditionText.Of, cancellationToken).ConfigureAwait(false) is not { } text)
        {
            return EditionText.Empty;
        }

        budget.Count(text);
        _texts.Keep(request.Schedule, request.Date, touching, text);
        return text;
    }

    private async Task<T?> ReadAsync<T>(EditionRequest request, Retractions known, Func<Edition, T> make, CancellationToken cancellationToken)
        where T : class
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await editions.ReadAsync(request, cancellationToken).ConfigureAwait(false) is { } edition ? make(Retracted.Apply(edition, known)) : null;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>What one request may read.</summary>
    private sealed class Budget
    {
        private int _editions;
        private long _bytes;

        public bool IsSpent => Volatile.Read(ref _editions) >= MostRead || Volatile.Read(ref _bytes) >= MostTextRead;

        public void Count(EditionText text)
        {
            Interlocked.Increment(ref _editions);
            Interlocked.Add(ref _bytes, text.Size);
        }
    }
}
