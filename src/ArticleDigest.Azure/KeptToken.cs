using Azure.Core;

namespace ArticleDigest.Azure;

/// <summary>
/// A credential that hands out the token it has. The client of Azure OpenAI asks its credential without the call's
/// cancellation, so a token that does not come would hold the call for ever; it is got before, and given at once.
/// </summary>
internal sealed class KeptToken(TokenCredential credential, TimeProvider time) : TokenCredential
{
    private static readonly string[] Scopes = ["https://cognitiveservices.azure.com/.default"];
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private AccessToken _token;

    /// <summary>Whether the token is there and will last.</summary>
    public bool IsReady
    {
        get
        {
            lock (_gate)
            {
                return _token.Token is { Length: > 0 } && _token.ExpiresOn - Reserve > time.GetUtcNow();
            }
        }
    }

    /// <summary>Gets a token unless there is one that lasts.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (IsReady)
        {
            return;
        }

        AccessToken token = await credential.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _token = token;
        }
    }

    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _token;
        }
    }

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
