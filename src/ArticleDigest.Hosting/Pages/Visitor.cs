using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;

namespace ArticleDigest.Hosting.Pages;

/// <summary>Who asks for a page.</summary>
public sealed record Visitor
{
    private Visitor()
    {
    }

    /// <summary>Somebody at this machine, who may see everything.</summary>
    public static Visitor OnThisMachine { get; } = new() { IsTrusted = true, SeesAll = true };

    /// <summary>Somebody whom the platform signed in, who may see every schedule's pages.</summary>
    public static Visitor SignedIn { get; } = new() { IsTrusted = true };

    /// <summary>The token in the address; null if there is none.</summary>
    public string? Token { get; private init; }

    /// <summary>Whether the visitor needs no token.</summary>
    public bool IsTrusted { get; private init; }

    /// <summary>Whether the visitor sees what spans schedules or is not out yet.</summary>
    public bool SeesAll { get; private init; }

    /// <summary>Somebody from anywhere, who may see what the token in the address opens.</summary>
    public static Visitor With(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Visitor { Token = request.Query[PageAddresses.TokenName] };
    }
}
