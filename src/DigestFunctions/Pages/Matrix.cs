using ArticleDigest.Hosting.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>Who criticises whom in an edition, for whoever has a signed link or is signed in.</summary>
public sealed class Matrix(DigestSite site)
{
    [Function(nameof(Matrix))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "editions/{schedule}/{date}/matrix")] HttpRequest request,
        string schedule,
        string date) =>
        site.MatrixAsync(schedule, date, SignedIn.VisitorOf(request), request.HttpContext.RequestAborted);
}
