using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;

namespace ArticleDigest.Hosting.Pages;

/// <summary>What is answered to a request: a whole document, with the headers that keep it from loading or leaking anything.</summary>
/// <param name="Content">The document.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The document's type.</param>
/// <param name="Policy">Its Content-Security-Policy.</param>
public sealed record PageAnswer(string Content, int Status, string ContentType, string Policy) : IResult
{
    /// <summary>Whom it tells where its requests come from; nobody but for the desk, whose forms have to show it.</summary>
    public string Referrer { get; init; } = "no-referrer";

    /// <summary>A page.</summary>
    public static PageAnswer Page(string html, int status = StatusCodes.Status200OK) =>
        new(html, status, "text/html; charset=utf-8", DigestPages.ContentSecurityPolicy);

    /// <summary>A page with a form.</summary>
    public static PageAnswer Form(string html) => Page(html) with { Policy = DigestPages.FormPolicy };

    /// <summary>The desk: a page with forms that say where they are from, and with a script of its own.</summary>
    public static PageAnswer Desk(string html) => Page(html) with { Policy = DigestPages.DeskPolicy, Referrer = "same-origin" };

    /// <summary>Something other than a page.</summary>
    public static PageAnswer Other(string content, string contentType, int status = StatusCodes.Status200OK) =>
        new(content, status, contentType, DigestPages.ContentSecurityPolicy);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        HttpResponse response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = Referrer;
        response.Headers.CacheControl = "private, no-store";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.WriteAsync(Content, httpContext.RequestAborted).ConfigureAwait(false);
        }
    }
}
