using System.Collections.Concurrent;
using System.Globalization;
using ArticleDigest;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Web;

/// <summary>The pages on this machine: the archive, each edition, and a preview of the next one.</summary>
internal sealed class DigestSite(DigestPipeline pipeline, DigestOptions options, TimeProvider time)
{
    // Editions never change, so a line of the archive is read once.
    private readonly ConcurrentDictionary<EditionRequest, EditionSummary> _summaries = new();

    /// <summary>Adds the pages' addresses to an application.</summary>
    public void Map(WebApplication app)
    {
        string first = options.Schedules.Keys.Order(StringComparer.Ordinal).First();
        MapPage(app, "/", ArchiveAsync);
        MapPage(app, $"/{DigestPages.PreviewPath}", (CancellationToken token) => PreviewAsync(first, token));
        MapPage(app, $"/{DigestPages.PreviewPath}/{{schedule}}", PreviewAsync);
        MapPage(app, "/editions/{schedule}/{date}", EditionAsync);
        MapPage(app, "/health", () => Results.Text("ok"));
        app.MapFallback("{**path}", NotFoundAsync);
    }

    /// <summary>The edition's page as it is served.</summary>
    public async Task<string?> RenderAsync(EditionRequest request, CancellationToken cancellationToken) =>
        await pipeline.Shelf.ReadAsync(request, cancellationToken) is { } edition
            ? await pipeline.Pages.EditionAsync(edition)
            : null;

    private static void MapPage(WebApplication app, string path, Delegate page) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], page);

    private async Task<IResult> ArchiveAsync(CancellationToken cancellationToken)
    {
        List<EditionSummary> editions = [];
        foreach (string schedule in options.Schedules.Keys.Order(StringComparer.Ordinal))
        {
            foreach ((DateOnly date, _) in await pipeline.Shelf.ListAsync(schedule, cancellationToken))
            {
                EditionRequest request = new(schedule, date);
                if (!_summaries.ContainsKey(request)
                    && await pipeline.Shelf.ReadAsync(request, cancellationToken) is { } edition)
                {
                    _summaries[request] = EditionSummary.Of(edition);
                }

                if (_summaries.TryGetValue(request, out EditionSummary? summary))
                {
                    editions.Add(summary);
                }
            }
        }

        return Page(await pipeline.Pages.ArchiveAsync(editions));
    }

    private async Task<IResult> EditionAsync(string schedule, string date, CancellationToken cancellationToken)
    {
        bool isKnown = options.Schedules.ContainsKey(schedule)
            & DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        return isKnown && await RenderAsync(new EditionRequest(schedule, day), cancellationToken) is { } page
            ? Page(page)
            : await NotFoundAsync();
    }

    private async Task<IResult> PreviewAsync(string schedule, CancellationToken cancellationToken)
    {
        if (!options.Schedules.TryGetValue(schedule, out ScheduleOptions? configured))
        {
            return await NotFoundAsync();
        }

        ScheduleState? state = await pipeline.Shelf.StateAsync(schedule, cancellationToken);
        DigestCalendar calendar = new(configured);
        DateTimeOffset next = calendar.Next(time.GetUtcNow(), state?.Current);
        Edition draft = await pipeline.EditionSteps(cancellationToken)
            .DraftAsync(new EditionRequest(schedule, calendar.DateOf(next)));
        return Page(await pipeline.Pages.PreviewAsync(draft, next));
    }

    private async Task<IResult> NotFoundAsync() =>
        Page(await pipeline.Pages.MessageAsync("Nothing here", "There is no page at this address."), StatusCodes.Status404NotFound);

    private static IResult Page(string html, int status = StatusCodes.Status200OK) =>
        Results.Content(html, "text/html; charset=utf-8", statusCode: status);
}
