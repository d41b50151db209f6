using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Records;

namespace ArticleDigest.Articles;

/// <summary>What is known about a drop when it is concluded.</summary>
/// <param name="Drop">The drop's name.</param>
/// <param name="DropETag">The ETag of the content.</param>
/// <param name="Fingerprint">The content's SHA-256 in hexadecimal; where it was not read, <c>etag:</c> and its ETag.</param>
/// <param name="AnalystVersion">The analyst in charge.</param>
/// <param name="ArticleId">The article; null if the drop is none.</param>
/// <param name="Title">The article's headline; null if the drop is none.</param>
public sealed record DropFacts(
    string Drop, string DropETag, string Fingerprint, string AnalystVersion, string? ArticleId, string? Title);

/// <summary>How a drop ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Reason">Why it was not analysed, lower case, no full stop; null if it was.</param>
/// <param name="DuplicateOf">For a duplicate, the name of the drop that has the text.</param>
public sealed record Verdict(OutcomeStatus Status, string? Reason = null, string? DuplicateOf = null);

/// <summary>
/// Concludes drops: outcome, then a marker in the inbox of every schedule, then the text's marker that it is told, then the
/// receipt. In this order and each step harmless when repeated, so that a crash between two of them is mended by doing all
/// again. Where the drop was overwritten after a crash there is no doing again: an outcome without markers is then told
/// nowhere, as if the crash had come before it.
/// </summary>
public sealed class Conclusions(DigestStorage storage, ReceiptBook receipts, IReadOnlyList<string> schedules)
{
    /// <summary>The record of an outcome.</summary>
    public static string PathOf(string outcomeId) => $"outcomes/{outcomeId}.json";

    /// <summary>The marker that says an outcome waits for the schedule's next edition.</summary>
    public static string InboxPathOf(string schedule, string outcomeId) => $"inbox/{schedule}/{outcomeId}";

    /// <summary>Reads an outcome.</summary>
    public static async Task<Outcome?> ReadAsync(IReadRecords digest, string outcomeId, CancellationToken cancellationToken) =>
        (await digest.ReadJsonAsync<Outcome>(PathOf(outcomeId), cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>Concludes a drop whose receipt is pending. A first conclusion stands: a second one adopts it.</summary>
    /// <returns>How it ended; null if the receipt is concluded or about other content, so that nothing was to be done.</returns>
    public async Task<OutcomeStatus?> ConcludeAsync(DropFacts facts, Verdict verdict, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(verdict);
        Receipt? receipt = await receipts.ReadAsync(facts.Drop, cancellationToken).ConfigureAwait(false);
        if (receipt is not { Concluded: null } || !string.Equals(receipt.DropETag, facts.DropETag, StringComparison.Ordinal))
        {
            return null;
        }

        Outcome outcome = new()
        {
            Id = OutcomeId(facts, receipt.Before?.OutcomeId),
            Drop = facts.Drop,
            DropETag = facts.DropETag,
            Status = verdict.Status,
            Reason = verdict.Reason,
            ArticleId = facts.ArticleId,
            Title = facts.Title,
            DuplicateOf = verdict.DuplicateOf,
            AnalystVersion = facts.AnalystVersion,
            Previous = receipt.Before?.OutcomeId,
        };
        if (!await storage.Digest.CreateJsonAsync(PathOf(outcome.Id), outcome, cancellationToken).ConfigureAwait(false))
        {
            outcome = await ReadAsync(storage.Digest, outcome.Id, cancellationToken).ConfigureAwait(false) ?? outcome;
        }

        foreach (string schedule in schedules)
        {
            await storage.Digest.CreateAsync(InboxPathOf(schedule, outcome.Id), new RecordContent(default), cancellationToken)
                .ConfigureAwait(false);
        }

        // From here on copies of the text are duplicates: not before it waits for every edition that is to tell it.
        if (outcome is { Status: OutcomeStatus.Analysed, ArticleId: { } told })
        {
            await storage.Digest.CreateAsync(ArticleTexts.ToldPathOf(told), new RecordContent(default), cancellationToken).ConfigureAwait(false);
        }

        Conclusion conclusion = new()
        {
            Status = outcome.Status,
            OutcomeId = outcome.Id,
            Fingerprint = facts.Fingerprint,
            AnalystVersion = facts.AnalystVersion,
            Reason = outcome.Reason,
            ArticleId = outcome.ArticleId,
            Title = outcome.Title,
            DuplicateOf = outcome.DuplicateOf,
        };
        bool isOurs = await receipts.ConcludeAsync(facts.Drop, facts.DropETag, conclusion, cancellationToken).ConfigureAwait(false);
        return isOurs ? outcome.Status : null;
    }

    private static string OutcomeId(DropFacts facts, string? previous)
    {
        string identity = string.Join('\n', facts.Drop, facts.Fingerprint, previous ?? "", facts.AnalystVersion);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(identity)));
    }
}
