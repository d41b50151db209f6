using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Web;

/// <summary>The pages on this machine, where whoever can ask may see everything.</summary>
internal static class LocalSite
{
    /// <summary>Adds the pages' addresses to an application.</summary>
    public static void Map(WebApplication app, DigestSite site)
    {
        MapPage(app, "/", (CancellationToken token) => site.ArchiveAsync(token));
        MapPage(app, $"/{PageAddresses.PreviewPath}/{{schedule?}}", (string? schedule, CancellationToken token) => site.PreviewAsync(schedule, token));
        MapPage(app, "/editions/{schedule}/{date?}", (string schedule, string? date, CancellationToken token) => site.ArchiveAsync(schedule, date, Visitor.OnThisMachine, token));
        MapPage(app, "/feed/{schedule}", (string schedule, HttpRequest request, CancellationToken token) => site.FeedAsync(schedule, Visitor.OnThisMachine, new Uri($"{request.Scheme}://{request.Host}/"), token));
        app.MapMethods(
            $"/{PageAddresses.UnsubscribePath}",
            [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post],
            (HttpRequest request, CancellationToken token) => site.UnsubscribeAsync(request, token));
        MapPage(app, "/health", (CancellationToken token) => site.HealthAsync(token));
        app.MapFallback("{**path}", DigestSite.NotFoundAsync);
    }

    private static void MapPage(WebApplication app, string path, Delegate page) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], page);
}
