namespace ArticleDigest.Letters;

/// <summary>
/// Ends a recipient's letters: at once, for all schedules, as often as it is asked. Who has no token of that recipient
/// learns nothing, not even whether there is one.
/// </summary>
public sealed class Unsubscribing(RecipientBook recipients, SignedLinks links, TimeProvider time)
{
    /// <summary>Whether this token is the recipient's, so that it makes sense to ask whether they mean it.</summary>
    public bool IsAsked(string? recipientKey, string? token) =>
        recipientKey is not null && RecipientBook.IsKey(recipientKey) && links.VerifyUnsubscribing(recipientKey, token);

    /// <summary>Ends the letters.</summary>
    /// <returns>False if the token is not the recipient's; nothing was done then.</returns>
    public async Task<bool> EndAsync(string? recipientKey, string? token, CancellationToken cancellationToken)
    {
        if (!IsAsked(recipientKey, token))
        {
            return false;
        }

        Suppression suppression = new() { Reason = SuppressionReason.Unsubscribed, At = time.GetUtcNow() };
        await recipients.Suppressions.SuppressAsync(recipientKey!, suppression, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
