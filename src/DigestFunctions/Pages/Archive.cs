using ArticleDigest.Hosting.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>The archive's pages, for whoever has a signed link or is signed in.</summary>
public sealed class Archive(DigestSite site)
{
    [Function(nameof(Archive))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "editions/{schedule}/{date?}")] HttpRequest request,
        string schedule,
        string? date) =>
        site.ArchiveAsync(schedule, date, SignedIn.VisitorOf(request), request.HttpContext.RequestAborted);
}
