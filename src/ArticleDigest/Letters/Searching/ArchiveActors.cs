namespace ArticleDigest.Letters.Searching;

/// <summary>Which of a schedule's parties are asked for.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Page">Which page of them, from 1.</param>
/// <param name="Before">The list begins with the newest edition before this date; null for the newest of all.</param>
public sealed record ActorsRequest(string Schedule, int Page, DateOnly? Before)
{
    /// <summary>How many are shown on a page.</summary>
    public const int PageSize = 200;
}

/// <summary>
/// Lists who stands for something in a schedule's editions. It goes through the texts that are there for searching, and as
/// far as one walk through them goes; the list says how far that is.
/// </summary>
/// <param name="archive">The editions' texts.</param>
public sealed class ArchiveActors(ArchiveTexts archive)
{
    /// <summary>Lists them.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <param name="words">The words around them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ActorsView> ListAsync(ActorsRequest request, PageAddresses addresses, Words words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArchiveTexts.Walk walk = await archive.BeginAsync(request.Schedule, request.Before, cancellationToken).ConfigureAwait(false);
        ActorRoll roll = new();

        // What is in memory counts as well: one list is as long as another whoever asked before.
        while (!walk.IsAtEnd && !walk.IsSpent && walk.Seen < ArchiveTexts.MostRead)
        {
            foreach ((DateOnly date, EditionText text) in await walk.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                roll.Enter(date, text.Actors);
            }
        }

        return ActorsView.Of(roll.List(), request, new ActorsReach(walk.Seen, walk.Back, walk.IsAtEnd), addresses, words);
    }
}
