using ArticleDigest.Hosting.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>A search in a schedule's editions, for whoever has a signed link or is signed in.</summary>
public sealed class Search(DigestSite site)
{
    [Function(nameof(Search))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "search/{schedule}")] HttpRequest request, string schedule) =>
        site.SearchAsync(schedule, request, SignedIn.VisitorOf(request), request.HttpContext.RequestAborted);
}
