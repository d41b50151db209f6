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
/// Searches a schedule's editions, the newest first. One request reads so many editions and no more, and says how far it
/// came.
/// </summary>
/// <param name="archive">The editions' texts.</param>
public sealed class ArchiveSearch(ArchiveTexts archive)
{
    /// <summary>Searches.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <param name="words">The words around what is found.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SearchView> SearchAsync(SearchRequest request, PageAddresses addresses, Words words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Query.HasTerms
            ? SearchView.Of(await FindAsync(request, cancellationToken).ConfigureAwait(false), addresses, words)
            : SearchView.Of(request.Query, words);
    }

    /// <summary>Searches for something that there is to search for.</summary>
    internal async Task<ArchiveFinds> FindAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        byte[][][] terms = [.. request.Query.Terms.Select(EditionText.BytesOf).OrderByDescending(spellings => spellings.Max(term => term.Length))];
        List<(DateOnly Date, IReadOnlyList<int> Places)> found = [];
        ArchiveTexts.Walk walk = await archive.BeginAsync(request.Schedule, request.Before, cancellationToken).ConfigureAwait(false);
        int count = 0;
        while (!walk.IsAtEnd && count <= request.End && !walk.IsSpent)
        {
            foreach ((DateOnly date, EditionText text) in await walk.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                IReadOnlyList<int> places = text.Find(terms);
                count += places.Count;
                found.Add((date, places));
            }
        }

        IReadOnlyList<EditionFinds> page = await PageAsync(request, found, walk, cancellationToken).ConfigureAwait(false);
        return new ArchiveFinds(request, page, count, walk.Seen, walk.Back, HasMore: count > request.End, IsAll: walk.IsAtEnd);
    }

    /// <summary>The finds of a page, in their editions.</summary>
    private static async Task<IReadOnlyList<EditionFinds>> PageAsync(
        SearchRequest request, List<(DateOnly Date, IReadOnlyList<int> Places)> found, ArchiveTexts.Walk walk, CancellationToken cancellationToken)
    {
        List<EditionFinds> page = [];
        int before = 0;
        foreach ((DateOnly date, IReadOnlyList<int> places) in found)
        {
            HashSet<int> shown = [.. places.Take(Math.Max(0, request.End - before)).Skip(Math.Max(0, request.First - before))];
            before += places.Count;
            if (shown.Count > 0 && await walk.ReadAsync(date, FindsOf, cancellationToken).ConfigureAwait(false) is { } finds)
            {
                page.Add(finds);
            }

            EditionFinds FindsOf(Edition edition) =>
                new(edition, [.. EditionText.FindablesOf(edition).Where((_, place) => shown.Contains(place))]);
        }

        return page;
    }
}
