using ArticleDigest.Hosting.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>Whether the app runs and its storage answers; tells nothing else.</summary>
public sealed class Health(DigestSite site)
{
    [Function(nameof(Health))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request) =>
        site.HealthAsync(request.HttpContext.RequestAborted);
}
