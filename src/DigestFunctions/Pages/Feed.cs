using ArticleDigest.Hosting.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>A schedule's feed, for whoever has a signed link or is signed in.</summary>
public sealed class Feed(DigestSite site)
{
    [Function(nameof(Feed))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "feed/{schedule}")] HttpRequest request, string schedule) =>
        site.FeedAsync(schedule, SignedIn.VisitorOf(request), new Uri($"{request.Scheme}://{request.Host}/"), request.HttpContext.RequestAborted);
}
