using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>What a schedule's editions tell of one party, for whoever has a signed link or is signed in.</summary>
public sealed class Actor(DigestSite site)
{
    [Function(nameof(Actor))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = $"{PageAddresses.ActorsName}/{{schedule}}/{{key}}")] HttpRequest request,
        string schedule,
        string key) =>
        site.ActorAsync(schedule, key, SignedIn.VisitorOf(request), request.HttpContext.RequestAborted);
}
