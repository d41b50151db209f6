using System.Collections.Concurrent;
using System.Globalization;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;

namespace ArticleDigest.Hosting.Pages;

/// <summary>Answers requests for pages, the same in both hosts.</summary>
public sealed class DigestSite(DigestPipeline pipeline, BlobStorage storage, Settings settings, TimeProvider time)
{
    // Editions never change, so a line of the archive is read once.
    private readonly ConcurrentDictionary<EditionRequest, EditionSummary> _summaries = new();

    /// <summary>The editions of all schedules; for a visitor who may see them all.</summary>
    public async Task<IResult> ArchiveAsync(CancellationToken cancellationToken)
    {
        List<EditionSummary> editions = [];
        foreach (string schedule in settings.Digest.Schedules.Keys.Order(StringComparer.Ordinal))
        {
            editions.AddRange(await SummariesAsync(schedule, cancellationToken).ConfigureAwait(false));
        }

        return PageAnswer.Page(await pipeline.Pages.ArchiveAsync(editions).ConfigureAwait(false));
    }

    /// <summary>A schedule's editions, or one of them.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="date">The edition's date, <c>yyyy-MM-dd</c>; null for the list of them.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IResult> ArchiveAsync(string schedule, string? date, Visitor visitor, CancellationToken cancellationToken)
    {
        if (!settings.Digest.Schedules.ContainsKey(schedule))
        {
            return await NotFoundAsync().ConfigureAwait(false);
        }

        if (date is null)
        {
            return PageAnswer.Page(await pipeline.Pages
                .ArchiveAsync(await SummariesAsync(schedule, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false));
        }

        return DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && await pipeline.Shelf.ReadAsync(new EditionRequest(schedule, day), cancellationToken).ConfigureAwait(false) is { } edition
                ? PageAnswer.Page(await pipeline.Pages.EditionAsync(edition).ConfigureAwait(false))
                : await NotFoundAsync().ConfigureAwait(false);
    }

    /// <summary>A schedule's feed.</summary>
    public Task<IResult> FeedAsync(string schedule, Visitor visitor, CancellationToken cancellationToken) => NotFoundAsync();

    /// <summary>Asks whether somebody wants no more letters, or does it.</summary>
    public Task<IResult> UnsubscribeAsync(HttpRequest request, CancellationToken cancellationToken) => NotFoundAsync();

    /// <summary>The next edition of a schedule as it would read now; for a visitor who may see it.</summary>
    /// <param name="schedule">The schedule's name; null for the first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IResult> PreviewAsync(string? schedule, CancellationToken cancellationToken)
    {
        string name = schedule ?? settings.Digest.Schedules.Keys.Order(StringComparer.Ordinal).First();
        if (!settings.Digest.Schedules.TryGetValue(name, out ScheduleOptions? configured))
        {
            return await NotFoundAsync().ConfigureAwait(false);
        }

        ScheduleState? state = await pipeline.Shelf.StateAsync(name, cancellationToken).ConfigureAwait(false);
        DigestCalendar calendar = new(configured);
        DateTimeOffset next = calendar.Next(time.GetUtcNow(), state?.Current);
        Edition draft = await pipeline.EditionSteps(cancellationToken)
            .DraftAsync(new EditionRequest(name, calendar.DateOf(next))).ConfigureAwait(false);
        return PageAnswer.Page(await pipeline.Pages.PreviewAsync(draft, next).ConfigureAwait(false));
    }

    /// <summary>Whether the storage answers.</summary>
    public async Task<IResult> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await storage.FindFaultAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                return new PageAnswer("ok", StatusCodes.Status200OK, "text/plain; charset=utf-8", DigestPages.ContentSecurityPolicy);
            }
        }
        catch (StorageRefusedException)
        {
            // Why is for the log, not for a stranger.
        }

        return new PageAnswer("no storage", StatusCodes.Status503ServiceUnavailable, "text/plain; charset=utf-8", DigestPages.ContentSecurityPolicy);
    }

    /// <summary>For an address that leads nowhere.</summary>
    public async Task<IResult> NotFoundAsync() => PageAnswer.Page(
        await pipeline.Pages.MessageAsync("Nothing here", "There is no page at this address.").ConfigureAwait(false),
        StatusCodes.Status404NotFound);

    private async Task<IReadOnlyList<EditionSummary>> SummariesAsync(string schedule, CancellationToken cancellationToken)
    {
        List<EditionSummary> summaries = [];
        foreach ((DateOnly date, _) in await pipeline.Shelf.ListAsync(schedule, cancellationToken).ConfigureAwait(false))
        {
            EditionRequest request = new(schedule, date);
            if (!_summaries.ContainsKey(request)
                && await pipeline.Shelf.ReadAsync(request, cancellationToken).ConfigureAwait(false) is { } edition)
            {
                _summaries[request] = EditionSummary.Of(edition);
            }

            if (_summaries.TryGetValue(request, out EditionSummary? summary))
            {
                summaries.Add(summary);
            }
        }

        return summaries;
    }
}
