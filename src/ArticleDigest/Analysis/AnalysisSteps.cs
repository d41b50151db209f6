using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;
using ArticleDigest.Records;
using Microsoft.Extensions.Logging;

namespace ArticleDigest.Analysis;

/// <summary>Does the steps of <see cref="AnalysisFlow"/> on the records.</summary>
public sealed partial class AnalysisSteps(
    DigestStorage storage,
    ArticleTexts texts,
    ReceiptBook receipts,
    Conclusions conclusions,
    IArticleAnalyst analyst,
    ArticlesOptions options,
    TimeProvider time,
    ILogger<AnalysisSteps> logger,
    CancellationToken cancellationToken) : IAnalysisSteps
{
    private readonly SectionTries _tries = new(storage.Digest, options.MaxAttempts);
    private readonly PaidBefore _paid = new(storage.Digest);

    /// <inheritdoc/>
    public async Task<int?> PlanAsync(AnalysisRequest request)
    {
        if (await IsMootAsync(request).ConfigureAwait(false))
        {
            return null;
        }

        StoredRecord? published = await storage.Digest
            .ReadAsync(ArticleAnalysis.PathOf(request.ArticleId, request.AnalystVersion), 0, cancellationToken)
            .ConfigureAwait(false);
        return published is null ? analyst.Divide(await ReadArticleAsync(request).ConfigureAwait(false)).Count : 0;
    }

    /// <inheritdoc/>
    public async Task<SectionOutcome?> AnalyseSectionAsync(AnalysisRequest request, int section)
    {
        string path = SectionPathOf(request, section);
        if (await storage.Digest.ReadAsync(path, 0, cancellationToken).ConfigureAwait(false) is not null)
        {
            return new SectionOutcome(SectionStatus.Analysed);
        }

        if (await IsMootAsync(request).ConfigureAwait(false))
        {
            return null;
        }

        if (!await _tries.BeginAsync(path, cancellationToken).ConfigureAwait(false))
        {
            // This is its end, so that it begins at nought when somebody asks for it anew.
            await _tries.EndAsync(path, cancellationToken).ConfigureAwait(false);
            return new SectionOutcome(SectionStatus.Failed, $"given up after {options.MaxAttempts} attempts to analyse it");
        }

        SectionAnalysis? found = null;
        try
        {
            Article article = await ReadArticleAsync(request).ConfigureAwait(false);
            found = await analyst.AnalyseAsync(article, analyst.Divide(article)[section], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A worker that is asked to stop has not failed at the text; one that throws, or is never heard of again, may have.
            if (found is not null)
            {
                await _tries.EndAsync(path, CancellationToken.None).ConfigureAwait(false);
            }
            else if (cancellationToken.IsCancellationRequested)
            {
                await _tries.TakeBackAsync(path, CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (found.Status == SectionStatus.Analysed)
        {
            found = await _paid.WithAsync(path, found, cancellationToken).ConfigureAwait(false);
            await storage.Digest.CreateJsonAsync(path, found, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _paid.AddAsync(path, found, cancellationToken).ConfigureAwait(false);
        }

        if (found.Until is { } until)
        {
            TellWait(logger, section, request.Drop, until, found.Reason);
        }
        else if ((found.Reason ?? found.InsteadBecause) is { } reason)
        {
            TellEnd(logger, section, request.Drop, found.Status, reason);
        }

        return new SectionOutcome(found.Status, found.Reason, found.Until);
    }

    /// <inheritdoc/>
    public async Task PublishAsync(AnalysisRequest request, int sections)
    {
        if (sections == 0)
        {
            return;
        }

        await RenewAsync(request).ConfigureAwait(false);
        List<SectionAnalysis> found = [];
        for (int section = 0; section < sections; section++)
        {
            JsonRecord<SectionAnalysis> stored = await storage.Digest
                .ReadJsonAsync<SectionAnalysis>(SectionPathOf(request, section), cancellationToken)
                .ConfigureAwait(false)
                ?? throw new InvalidOperationException($"Section {section} of {request.ArticleId} was analysed but is not there.");
            found.Add(stored.Value);
        }

        Article article = await ReadArticleAsync(request).ConfigureAwait(false);
        ArticleAnalysis analysis = Merge(article, request.AnalystVersion, found);
        await storage.Digest
            .CreateJsonAsync(ArticleAnalysis.PathOf(request.ArticleId, request.AnalystVersion), analysis, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ConcludeAsync(AnalysisRequest request, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(request);
        Article article = await ReadArticleAsync(request).ConfigureAwait(false);
        DropFacts facts = new(
            request.Drop, request.DropETag, request.Fingerprint, request.AnalystVersion, request.ArticleId, article.Title);
        await conclusions.ConcludeAsync(facts, verdict, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task HoldAsync(AnalysisRequest request, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(request);
        return receipts.RenewAsync(request.Drop, request.DropETag, until, cancellationToken);
    }

    /// <inheritdoc/>
    public Task WaitAsync(DateTimeOffset until) => time.WaitUntilAsync(until, cancellationToken);

    /// <summary>Puts the sections' points together and gates them: what <see cref="PublishAsync"/> publishes.</summary>
    public static ArticleAnalysis Merge(Article article, string analystVersion, IReadOnlyList<SectionAnalysis> sections)
    {
        ArgumentNullException.ThrowIfNull(article);
        GatedPoints gated = EvidenceGate.Check(article, [.. sections.SelectMany(s => s.Points)]);
        List<Point> points = [.. gated.Passed.OrderBy(p => p.Kind.IsStance() ? 2 : p.IsKey ? 0 : 1)];
        return new ArticleAnalysis
        {
            ArticleId = article.Id,
            Head = ArticleHead.Of(article),
            Aliases = PartyAliases.Of(article, points),
            Sayings = HeardTargets.In(article, points),
            Analyst = analystVersion,
            Points = [.. points.Select((point, rank) => point with { IsKey = point.IsKey && !point.Kind.IsStance() && rank < ArticleAnalysis.MostKeyPoints })],
            Withheld = gated.Withheld,
            InputTokens = sections.Sum(s => s.InputTokens),
            CachedTokens = sections.Sum(s => s.CachedTokens),
            OutputTokens = sections.Sum(s => s.OutputTokens),
            Calls = sections.Sum(s => s.Calls),
            Cost = sections.Sum(s => s.Cost),
            Currency = sections.Select(s => s.Currency).FirstOrDefault(currency => currency is not null),
            InsteadBecause = sections.Select(s => s.InsteadBecause).FirstOrDefault(reason => reason is not null),
            IsInsteadInPart = sections.Any(s => s.InsteadBecause is null) && sections.Any(s => s.InsteadBecause is not null),
            Flags = OrderSigns.Of(article),
        };
    }

    [LoggerMessage(1, LogLevel.Warning, "Section {Section} of {Drop} waits until {Until}: {Reason}")]
    private static partial void TellWait(ILogger logger, int section, string drop, DateTimeOffset until, string? reason);

    [LoggerMessage(2, LogLevel.Warning, "Section {Section} of {Drop} is {Status} without the analyst in charge, or not at all: {Reason}")]
    private static partial void TellEnd(ILogger logger, int section, string drop, SectionStatus status, string reason);

    private static string SectionPathOf(AnalysisRequest request, int section) =>
        $"sections/{request.ArticleId}/{request.AnalystVersion}/{section}.json";

    /// <summary>
    /// Keeps the drop ours if the work is still wanted. What another analyst version was asked for is left to expire: the next
    /// sweep takes the drop up for the one in charge.
    /// </summary>
    private async Task<bool> IsMootAsync(AnalysisRequest request) =>
        !string.Equals(request.AnalystVersion, analyst.Version, StringComparison.Ordinal)
        || !await RenewAsync(request).ConfigureAwait(false);

    private Task<bool> RenewAsync(AnalysisRequest request) =>
        receipts.RenewAsync(request.Drop, request.DropETag, null, cancellationToken);

    private async Task<Article> ReadArticleAsync(AnalysisRequest request) =>
        (await texts.ReadAsync(request.ArticleId, cancellationToken).ConfigureAwait(false))?.Article
        ?? throw new InvalidOperationException($"The text of {request.ArticleId} was taken in but is not there.");
}
