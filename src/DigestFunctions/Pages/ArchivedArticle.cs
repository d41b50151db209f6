using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Pages;

/// <summary>An article of an edition, for whoever has a signed link or is signed in.</summary>
public sealed class ArchivedArticle(DigestSite site)
{
    [Function(nameof(ArchivedArticle))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = $"editions/{{schedule}}/{{date}}/{PageAddresses.ArticlesName}/{{article}}")] HttpRequest request,
        string schedule,
        string date,
        string article) =>
        site.ArticleAsync(schedule, date, article, SignedIn.VisitorOf(request), request.HttpContext.RequestAborted);
}
