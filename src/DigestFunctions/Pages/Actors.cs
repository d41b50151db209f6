using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>Who stands for something in a schedule's editions, for whoever has a signed link or is signed in.</summary>
public sealed class Actors(DigestSite site)
{
    [Function(nameof(Actors))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = $"{PageAddresses.ActorsName}/{{schedule}}")] HttpRequest request, string schedule) =>
        site.ActorsAsync(schedule, request, SignedIn.VisitorOf(request), request.HttpContext.RequestAborted);
}
