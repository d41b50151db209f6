using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Web;

/// <summary>The pages on this machine, where whoever can ask may see everything.</summary>
internal static class LocalSite
{
    /// <summary>Adds the pages' addresses to an application.</summary>
    public static void Map(WebApplication app, DigestSite site, DeskSite desk)
    {
        MapPage(app, "/", (HttpRequest request, CancellationToken token) => site.ArchiveAsync(Visitor.OnThisMachine(request), token));
        MapPage(app, $"/{PageAddresses.PreviewPath}/{{schedule?}}", (string? schedule, HttpRequest request, CancellationToken token) => site.PreviewAsync(schedule, Visitor.OnThisMachine(request), token));
        MapPage(app, "/editions/{schedule}/{date?}", (string schedule, string? date, HttpRequest request, CancellationToken token) => site.ArchiveAsync(schedule, date, Visitor.OnThisMachine(request), token));
        MapPage(app, $"/editions/{{schedule}}/{{date}}/{PageAddresses.ArticlesName}/{{article}}", (string schedule, string date, string article, HttpRequest request, CancellationToken token) => site.ArticleAsync(schedule, date, article, Visitor.OnThisMachine(request), token));
        MapPage(app, $"/{PageAddresses.ActorsName}/{{schedule}}/{{key}}", (string schedule, string key, HttpRequest request, CancellationToken token) => site.ActorAsync(schedule, key, Visitor.OnThisMachine(request), token));
        MapPage(app, $"/{PageAddresses.ActorsName}/{{schedule}}", (string schedule, HttpRequest request, CancellationToken token) => site.ActorsAsync(schedule, request, Visitor.OnThisMachine(request), token));
        MapPage(app, "/editions/{schedule}/{date}/matrix", (string schedule, string date, HttpRequest request, CancellationToken token) => site.MatrixAsync(schedule, date, Visitor.OnThisMachine(request), token));
        MapPage(app, "/search/{schedule}", (string schedule, HttpRequest request, CancellationToken token) => site.SearchAsync(schedule, request, Visitor.OnThisMachine(request), token));
        MapPage(app, "/feed/{schedule}", (string schedule, HttpRequest request, CancellationToken token) => site.FeedAsync(schedule, Visitor.OnThisMachine(request), new Uri($"{request.Scheme}://{request.Host}/"), token));
        app.MapMethods(
            $"/{PageAddresses.UnsubscribePath}",
            [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post],
            (HttpRequest request, CancellationToken token) => site.UnsubscribeAsync(request, token));
        MapPage(app, $"/{PageAddresses.DeskPath}", (HttpRequest request, CancellationToken token) => desk.PageAsync(request, token));
        app.MapGet($"/{PageAddresses.DeskEventsPath}", (HttpRequest request) => desk.Events(request));
        app.MapPost($"/{PageAddresses.DropPath}", (HttpRequest request, CancellationToken token) => desk.DropAsync(request, token));
        app.MapPost($"/{PageAddresses.SendPath}/{{schedule}}", (string schedule, HttpRequest request, CancellationToken token) => desk.SendAsync(schedule, request, token));
        MapPage(app, "/health", (CancellationToken token) => site.HealthAsync(token));
        app.MapFallback("{**path}", (HttpRequest request) => site.NotFoundAsync(Visitor.OnThisMachine(request)));
    }

    private static void MapPage(WebApplication app, string path, Delegate page) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], page);
}
