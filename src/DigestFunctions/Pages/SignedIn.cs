using ArticleDigest.Hosting.Pages;
using Microsoft.AspNetCore.Http;

namespace DigestFunctions.Pages;

/// <summary>Tells whether the platform has signed a visitor in ("Easy Auth").</summary>
internal static class SignedIn
{
    private const string Principal = "X-MS-CLIENT-PRINCIPAL-ID";

    // The platform sets this where its sign-in is on, and only then takes that header out of requests from outside.
    private static readonly bool IsOn =
        string.Equals(Environment.GetEnvironmentVariable("WEBSITE_AUTH_ENABLED"), "true", StringComparison.OrdinalIgnoreCase);

    public static Visitor VisitorOf(HttpRequest request) =>
        IsOn && !string.IsNullOrEmpty(request.Headers[Principal]) ? Visitor.SignedIn(request) : Visitor.With(request);
}
