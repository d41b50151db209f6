using System.Runtime.CompilerServices;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters.Searching;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>A page or feed of the archive as a file.</summary>
/// <param name="Path">Its place within the archive, its parts parted by '/'.</param>
/// <param name="Content">The document.</param>
public sealed record ArchiveFile(string Path, string Content);

/// <summary>What of the archive is made into files.</summary>
/// <param name="Schedules">The schedules, in order.</param>
/// <param name="Since">The date of the first edition; null for all.</param>
/// <param name="Language">The language of the words around articles' words; null for that of each edition.</param>
public sealed record ExportRequest(IReadOnlyList<string> Schedules, DateOnly? Since, string? Language);

/// <summary>
/// Makes the archive into files that link to one another wherever they are put, one at a time. An edition is read once for its
/// own pages, and once more for those of all parties as long as there is room for what these need of it.
/// The same archive gives the same files.
/// </summary>
public sealed class ArchiveExport(IRecords digest)
{
    private readonly EditionShelf _editions = new(digest);
    private readonly RetractionShelf _retractions = new(digest);
    private readonly ActorHistories _actors = new(digest, new RetractionShelf(digest));

    /// <summary>All files. Their paths are made of schedules, dates and ids, and of nothing that an article brings.</summary>
    public async IAsyncEnumerable<ArchiveFile> FilesAsync(ExportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<EditionSummary> all = [];
        Words words = Words.Of(request.Language ?? Words.English.Language);
        foreach (string schedule in request.Schedules)
        {
            Retractions known = await _retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false);
            List<EditionSummary> summaries = [];
            List<(DateOnly Date, IReadOnlyList<EditionActor> Actors)> acting = [];
            SortedSet<string> actors = new(StringComparer.Ordinal);
            foreach ((DateOnly date, _) in await _editions.ListAsync(schedule, cancellationToken).ConfigureAwait(false))
            {
                if ((request.Since is not { } since || date >= since)
                    && await _editions.ReadAsync(new EditionRequest(schedule, date), cancellationToken).ConfigureAwait(false) is { } edition)
                {
                    Edition told = Retracted.Apply(edition, known);
                    summaries.Add(EditionSummary.Of(told));
                    acting.Add((date, EditionActor.In(told)));
                    words = Words.Of(request.Language ?? told.Language);
                    actors.UnionWith(ActorsOf(edition));
                    await foreach (ArchiveFile page in PagesOfAsync(told, request.Language).ConfigureAwait(false))
                    {
                        yield return page;
                    }

                    await foreach (ArchiveFile page in ArticlesOfAsync(edition, known, request.Language, cancellationToken).ConfigureAwait(false))
                    {
                        yield return page;
                    }
                }
            }

            await foreach (ArchiveFile page in ActorsAsync(schedule, actors, request, words, cancellationToken).ConfigureAwait(false))
            {
                yield return page;
            }

            if (summaries.Count > 0)
            {
                yield return await ActorsAsync(schedule, acting, request.Language, words).ConfigureAwait(false);
            }

            // A list is in the words of its newest edition, and has its title.
            string title = summaries.Count > 0 ? summaries[^1].Title : schedule;
            string feed = PageAddresses.FeedPath(schedule);
            yield return await PageAsync(
                PageAddresses.ArchivePath(schedule), schedule, request.Language, addresses => DigestPages.ArchiveAsync(summaries, addresses, words)).ConfigureAwait(false);
            yield return new ArchiveFile(PageAddresses.FeedFileOf(schedule), DigestFeed.Write(schedule, title, summaries, PageAddresses.Static(feed), words));
            all.AddRange(summaries);
        }

        yield return await PageAsync(
            PageAddresses.IndexPath,
            request.Schedules is [var one] ? one : null,
            request.Language,
            addresses => DigestPages.ArchiveAsync(all, addresses, words)).ConfigureAwait(false);
    }

    /// <summary>An edition's page, and the pages that belong to it.</summary>
    private static async IAsyncEnumerable<ArchiveFile> PagesOfAsync(Edition edition, string? language)
    {
        (string schedule, DateOnly date) = (edition.Schedule, edition.Date);
        yield return await PageAsync(
            PageAddresses.EditionPath(schedule, date), schedule, language, addresses => DigestPages.EditionAsync(edition, addresses)).ConfigureAwait(false);
        if (MatrixView.IsWorthwhile(edition))
        {
            yield return await PageAsync(
                PageAddresses.MatrixPath(schedule, date), schedule, language, addresses => DigestPages.MatrixAsync(edition, addresses)).ConfigureAwait(false);
        }
    }

    /// <summary>The pages of an edition's articles, of those that others lead to.</summary>
    private async IAsyncEnumerable<ArchiveFile> ArticlesOfAsync(
        Edition edition, Retractions known, string? language, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string id in edition.Articles.Where(a => a.Points > 0 || a.Drops.Count > 0).Select(a => a.Id))
        {
            JsonRecord<ArticleText>? text = await digest.ReadJsonAsync<ArticleText>(ArticleTexts.PathOf(id), cancellationToken).ConfigureAwait(false);
            yield return await PageAsync(
                PageAddresses.ArticlePath(edition.Schedule, edition.Date, id),
                edition.Schedule,
                language,
                async addresses => (await DigestPages.ArticleAsync(edition, known, id, text?.Value.Article.Text, addresses).ConfigureAwait(false))!).ConfigureAwait(false);
        }
    }

    /// <summary>The list of parties, of editions from the oldest on.</summary>
    private static Task<ArchiveFile> ActorsAsync(
        string schedule, List<(DateOnly Date, IReadOnlyList<EditionActor> Actors)> acting, string? language, Words words)
    {
        ActorRoll roll = new();
        foreach ((DateOnly date, IReadOnlyList<EditionActor> actors) in acting.AsEnumerable().Reverse())
        {
            roll.Enter(date, actors);
        }

        ActorsReach reach = new(acting.Count, acting[0].Date, IsAll: true);
        return PageAsync(PageAddresses.ActorsPath(schedule), schedule, language, addresses => DigestPages.ActorsAsync(
            ActorsView.Of(roll.List(), new ActorsRequest(schedule, 1, null), reach, addresses, words), schedule, addresses));
    }

    /// <summary>The pages of parties, and of those to whom these lead in turn.</summary>
    private async IAsyncEnumerable<ArchiveFile> ActorsAsync(
        string schedule, SortedSet<string> actors, ExportRequest request, Words words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArchiveStand stand = await _actors.StandAsync(schedule, cancellationToken).ConfigureAwait(false);
        Queue<string> ahead = new(actors);
        while (ahead.TryDequeue(out string? key))
        {
            ActorHistory? history = await _actors.ReadAsync(stand, key, cancellationToken).ConfigureAwait(false);
            ActorHistory? told = request.Since is { } since ? history?.Since(since) : history;
            foreach (string further in (told?.LeadsTo ?? []).Where(actors.Add))
            {
                ahead.Enqueue(further);
            }

            yield return await PageAsync(
                PageAddresses.ActorPath(schedule, key),
                schedule,
                request.Language,
                addresses => told is null ? DigestPages.NothingAsync(words, addresses) : DigestPages.ActorAsync(told, addresses, words)).ConfigureAwait(false);
        }
    }

    // Those to whom an edition's page leads, and the pages of its articles.
    private static IEnumerable<string> ActorsOf(Edition edition) => edition.Proposals.Concat(edition.Criticisms)
        .SelectMany(ActorPages.ActingIn)
        .Select(party => party.PageName);

    private static async Task<ArchiveFile> PageAsync(string path, string? schedule, string? language, Func<PageAddresses, Task<string>> render) =>
        new(PageAddresses.FileOf(path), await render(PageAddresses.Static(path) with { Schedule = schedule, Language = language }).ConfigureAwait(false));
}
