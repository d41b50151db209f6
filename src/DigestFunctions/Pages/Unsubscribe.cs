using ArticleDigest.Hosting.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>Ends a recipient's letters: asks on GET, does it on POST.</summary>
public sealed class Unsubscribe(DigestSite site)
{
    [Function(nameof(Unsubscribe))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "unsubscribe")] HttpRequest request) =>
        site.UnsubscribeAsync(request, request.HttpContext.RequestAborted);
}
