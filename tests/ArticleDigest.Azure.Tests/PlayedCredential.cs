using Azure.Core;
using Azure.Identity;

namespace ArticleDigest.Azure.Tests;

/// <summary>An identity that gives the same token for an hour, or none.</summary>
internal sealed class PlayedCredential(string? token, TimeProvider time) : TokenCredential
{
    /// <summary>The token it gives; null if it gives none.</summary>
    public string? Token { get; set; } = token;

    /// <summary>What was asked for, one entry for each time.</summary>
    public List<string> Asked { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked.Add(string.Join(' ', requestContext.Scopes));
        return Token is { } given
            ? new AccessToken(given, time.GetUtcNow().AddHours(1))
            : throw new CredentialUnavailableException("no identity for ana@example.org in tenant 4711");
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
