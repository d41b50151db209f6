using Microsoft.Extensions.Logging;

namespace ArticleDigest.Letters;

/// <summary>What a mail service tells of a letter that it had accepted.</summary>
/// <param name="Recipient">The address.</param>
/// <param name="Status">What became of it, in the service's word, such as <c>Delivered</c> or <c>Bounced</c>.</param>
public sealed record DeliveryReport(string Recipient, string Status)
{
    /// <summary>What the recipient's server said; null if that is not told.</summary>
    public string? Answer { get; init; }
}

/// <summary>
/// Takes a mail service's reports in the words of Azure Communication Services: who bounced, or is suppressed by the service
/// because they had bounced, gets no more letters. What ended as spam, in quarantine or for a passing fault says nothing of
/// the address.
/// </summary>
public sealed partial class DeliveryReports(RecipientBook recipients, TimeProvider time, ILogger<DeliveryReports> logger)
{
    private const string Delivered = "Delivered";
    private static readonly string[] Ends = ["Bounced", "Suppressed"];

    /// <summary>Takes a report. One that comes twice does nothing the second time.</summary>
    /// <returns>Whether its recipient gets no more letters because of it.</returns>
    public async Task<bool> TakeAsync(DeliveryReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);

        // Nothing is kept of somebody who is none of our recipients, not even their key.
        string key = await recipients.KeyOfAsync(report.Recipient, cancellationToken).ConfigureAwait(false);
        if (string.Equals(report.Status, Delivered, StringComparison.OrdinalIgnoreCase)
            || !await recipients.IsKnownAsync(key, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        string name = report.Recipient[..Math.Max(0, report.Recipient.LastIndexOf('@'))];
        string answer = DeliveryDetail.Of($"{report.Status}: {report.Answer ?? "no reason given"}", "", name);
        if (!Ends.Contains(report.Status, StringComparer.OrdinalIgnoreCase))
        {
            LogUndelivered(key, answer);
            return false;
        }

        Suppression suppression = new() { Reason = SuppressionReason.Bounced, At = time.GetUtcNow(), Detail = answer };
        bool isChanged = await recipients.Suppressions.SuppressAsync(key, suppression, cancellationToken).ConfigureAwait(false);
        if (isChanged)
        {
            LogSuppressed(key, answer);
        }

        return isChanged;
    }

    [LoggerMessage(1, LogLevel.Warning, "A letter to {Recipient} was not delivered: {Answer}")]
    private partial void LogUndelivered(string recipient, string answer);

    [LoggerMessage(2, LogLevel.Warning, "{Recipient} gets no more letters: {Answer}")]
    private partial void LogSuppressed(string recipient, string answer);
}
