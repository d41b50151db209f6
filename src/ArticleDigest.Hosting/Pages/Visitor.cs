using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;

namespace ArticleDigest.Hosting.Pages;

/// <summary>Who asks for a page.</summary>
public sealed record Visitor
{
    private Visitor(HttpRequest request) => Language = Words.Find(request.Query[PageAddresses.LanguageName])?.Language;

    /// <summary>The token in the address; null if there is none.</summary>
    public string? Token { get; private init; }

    /// <summary>The language that the address asks for, one of <see cref="ArticleDigest.Editions.ScheduleOptions.Languages"/>; null if it asks for none.</summary>
    public string? Language { get; }

    /// <summary>Whether the visitor needs no token.</summary>
    public bool IsTrusted { get; private init; }

    /// <summary>Whether the visitor sees what spans schedules or is not out yet.</summary>
    public bool SeesAll { get; private init; }

    /// <summary>Somebody at this machine, who may see everything.</summary>
    public static Visitor OnThisMachine(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Visitor(request) { IsTrusted = true, SeesAll = true };
    }

    /// <summary>Somebody whom the platform signed in, who may see every schedule's pages.</summary>
    public static Visitor SignedIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Visitor(request) { IsTrusted = true };
    }

    /// <summary>Somebody from anywhere, who may see what the token in the address opens.</summary>
    public static Visitor With(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Visitor(request) { Token = request.Query[PageAddresses.TokenName] };
    }
}
