using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Web;

/// <summary>The pages on this machine, where whoever can ask may see everything.</summary>
internal static class LocalSite
{
    private static readonly Visitor OnThisMachine = new(Token: null, IsTrusted: true);

    /// <summary>Adds the pages' addresses to an application.</summary>
    public static void Map(WebApplication app, DigestSite site)
    {
        MapPage(app, "/", (CancellationToken token) => site.ArchiveAsync(token));
        MapPage(app, $"/{DigestPages.PreviewPath}/{{schedule?}}", (string? schedule, CancellationToken token) => site.PreviewAsync(schedule, token));
        MapPage(app, "/editions/{schedule}/{date?}", (string schedule, string? date, CancellationToken token) => site.ArchiveAsync(schedule, date, OnThisMachine, token));
        MapPage(app, "/feed/{schedule}", (string schedule, CancellationToken token) => site.FeedAsync(schedule, OnThisMachine, token));
        app.MapMethods(
            "/unsubscribe",
            [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post],
            (HttpRequest request, CancellationToken token) => site.UnsubscribeAsync(request, token));
        MapPage(app, "/health", (CancellationToken token) => site.HealthAsync(token));
        app.MapFallback("{**path}", site.NotFoundAsync);
    }

    private static void MapPage(WebApplication app, string path, Delegate page) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], page);
}
