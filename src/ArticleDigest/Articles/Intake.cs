using System.Globalization;
using System.Security.Cryptography;
using ArticleDigest.Records;

namespace ArticleDigest.Articles;

/// <summary>An article that waits for its analysis; small enough to travel between steps.</summary>
/// <param name="Drop">The drop that owns the article's text.</param>
/// <param name="DropETag">The ETag of its content.</param>
/// <param name="Fingerprint">The SHA-256 of its content in hexadecimal.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="AnalystVersion">The analyst in charge.</param>
public sealed record AnalysisRequest(string Drop, string DropETag, string Fingerprint, string ArticleId, string AnalystVersion);

/// <summary>What taking a drop in came to.</summary>
/// <param name="Status">How the drop was concluded, if it was.</param>
/// <param name="ToAnalyse">The analysis to be started, if it is an article that needs one.</param>
/// <param name="Until">When to take the drop in again, if it has to wait for the drop that brought its text first.</param>
public sealed record IntakeResult(OutcomeStatus? Status, AnalysisRequest? ToAnalyse, DateTimeOffset? Until)
{
    /// <summary>Nothing was to be done: somebody else has the drop, or it is concluded, or gone.</summary>
    public static IntakeResult Nothing { get; } = new(null, null, null);
}

/// <summary>What intake has to know of the analyst in charge.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Reads">Whether it reads a language (ISO 639-1).</param>
public sealed record AnalystInCharge(string Version, Func<string, bool> Reads);

/// <summary>Takes drops in: receipt first, then bytes to article, duplicate or rejection. May run twice, or on two machines.</summary>
public sealed class Intake(
    DigestStorage storage,
    ReceiptBook receipts,
    ArticleTexts texts,
    Conclusions conclusions,
    ArticleReader reader,
    AnalystInCharge analyst,
    ArticlesOptions options)
{
    /// <summary>Takes in a drop of which only the name is known.</summary>
    public async Task<IntakeResult> ReceiveAsync(string drop, CancellationToken cancellationToken) =>
        RecordName.Fault(drop) is null
        && await storage.Articles.ReadAsync(drop, 0, cancellationToken).ConfigureAwait(false) is { } found
            ? await ReceiveAsync(drop, found.ETag, cancellationToken).ConfigureAwait(false)
            : IntakeResult.Nothing;

    /// <summary>Takes in a drop with the ETag that a listing showed.</summary>
    public async Task<IntakeResult> ReceiveAsync(string drop, string dropETag, CancellationToken cancellationToken)
    {
        Receipt? receipt = await receipts.TakeAsync(drop, dropETag, cancellationToken).ConfigureAwait(false);
        if (receipt is null)
        {
            return IntakeResult.Nothing;
        }

        DropFacts unread = new(drop, dropETag, $"etag:{dropETag}", analyst.Version, null, null);
        if (RecordName.Fault(drop) is { } fault)
        {
            return await EndAsync(unread, new Verdict(OutcomeStatus.Rejected, fault), cancellationToken).ConfigureAwait(false);
        }

        if (receipt.Attempts > options.MaxAttempts)
        {
            return await GiveUpAsync(unread, cancellationToken).ConfigureAwait(false);
        }

        StoredRecord? stored = await storage.Articles.ReadAsync(drop, options.MaxBytes, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            await receipts.ForgetAsync(drop, cancellationToken).ConfigureAwait(false);
            return IntakeResult.Nothing;
        }

        if (!string.Equals(stored.ETag, dropETag, StringComparison.Ordinal)
            && !await receipts.FollowAsync(drop, dropETag, stored.ETag, cancellationToken).ConfigureAwait(false))
        {
            return IntakeResult.Nothing;
        }

        unread = unread with { DropETag = stored.ETag, Fingerprint = $"etag:{stored.ETag}" };
        if (stored.Content is not { } bytes)
        {
            string reason = string.Create(CultureInfo.InvariantCulture, $"the file is larger than {options.MaxBytes} bytes");
            return await EndAsync(unread, new Verdict(OutcomeStatus.Rejected, reason), cancellationToken).ConfigureAwait(false);
        }

        DropFacts facts = unread with { Fingerprint = FingerprintOf(bytes) };
        return await JudgeAsync(receipt, facts, bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Gives a drop up. Its fingerprint is that of the attempts before, so that an outcome one of them has left is adopted;
    /// where the drop cannot even be read, its ETag has to do.
    /// </summary>
    private async Task<IntakeResult> GiveUpAsync(DropFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            StoredRecord? stored = await storage.Articles.ReadAsync(facts.Drop, options.MaxBytes, cancellationToken).ConfigureAwait(false);
            if (stored?.Content is { } bytes && string.Equals(stored.ETag, facts.DropETag, StringComparison.Ordinal))
            {
                facts = facts with { Fingerprint = FingerprintOf(bytes) };
            }
        }
        catch (IOException)
        {
            // That it cannot be read may be what its attempts failed at.
        }

        Verdict verdict = new(OutcomeStatus.Failed, $"given up after {options.MaxAttempts} attempts to read and analyse it");
        return await EndAsync(facts, verdict, cancellationToken).ConfigureAwait(false);
    }

    private static string FingerprintOf(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));

    private async Task<IntakeResult> JudgeAsync(
        Receipt receipt, DropFacts facts, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!receipt.IsAgain
            && receipt.Before is { } before
            && string.Equals(before.Fingerprint, facts.Fingerprint, StringComparison.Ordinal)
            && string.Equals(before.AnalystVersion, facts.AnalystVersion, StringComparison.Ordinal))
        {
            // The same bytes came again under the same name: there is nothing new to tell.
            await receipts.ConcludeAsync(facts.Drop, facts.DropETag, before, cancellationToken).ConfigureAwait(false);
            return new IntakeResult(before.Status, null, null);
        }

        return reader.Read(facts.Drop, bytes) switch
        {
            Reading.Read { Article: { } article } => await ClaimAsync(article, facts, cancellationToken).ConfigureAwait(false),
            Reading.Rejected { Reason: { } reason } =>
                await EndAsync(facts, new Verdict(OutcomeStatus.Rejected, reason), cancellationToken).ConfigureAwait(false),
            _ => throw new InvalidOperationException("A reading is an article or a rejection."),
        };
    }

    private async Task<IntakeResult> ClaimAsync(Article article, DropFacts facts, CancellationToken cancellationToken)
    {
        facts = facts with { ArticleId = article.Id, Title = article.Title };
        if (!analyst.Reads(article.Language))
        {
            Verdict unread = new(OutcomeStatus.Rejected, UnreadLanguage(article.Language));
            return await EndAsync(facts, unread, cancellationToken).ConfigureAwait(false);
        }

        TextClaim claim = await texts.ClaimAsync(article, facts.Drop, facts.DropETag, cancellationToken).ConfigureAwait(false);
        switch (claim.Ownership)
        {
            case TextOwnership.Told:
                Verdict duplicate = new(OutcomeStatus.Duplicate, $"the same text as {claim.Owner}", claim.Owner);
                return await EndAsync(facts, duplicate, cancellationToken).ConfigureAwait(false);
            case TextOwnership.InWork:
                DateTimeOffset until = await receipts
                    .PostponeAsync(facts.Drop, facts.DropETag, claim.OwnerUntil, cancellationToken).ConfigureAwait(false);
                return new IntakeResult(null, null, until);
            default:
                return new IntakeResult(
                    null, new AnalysisRequest(facts.Drop, facts.DropETag, facts.Fingerprint, article.Id, facts.AnalystVersion), null);
        }
    }

    /// <summary>Why an article in a language that no analyst reads is rejected.</summary>
    public static string UnreadLanguage(string language) =>
        string.Equals(language, Article.UnknownLanguage, StringComparison.Ordinal)
            ? "language: it cannot be told which one this is"
            : $"language: {CultureInfo.GetCultureInfo(language).EnglishName} is not read by the analyst in use";

    private async Task<IntakeResult> EndAsync(DropFacts facts, Verdict verdict, CancellationToken cancellationToken) =>
        new(await conclusions.ConcludeAsync(facts, verdict, cancellationToken).ConfigureAwait(false), null, null);
}
