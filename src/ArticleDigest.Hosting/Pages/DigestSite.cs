using System.Collections.Concurrent;
using System.Globalization;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using Microsoft.AspNetCore.Http;

namespace ArticleDigest.Hosting.Pages;

/// <summary>Answers requests for pages, the same in both hosts.</summary>
public sealed class DigestSite(DigestPipeline pipeline, BlobStorage storage, Settings settings, TimeProvider time)
{
    private const string PlainText = "text/plain; charset=utf-8";
    private static readonly TimeSpan HealthLasts = TimeSpan.FromSeconds(10);
    private static readonly PageAddresses OfAll = new("/") { HasPreview = true };

    // Editions never change and retractions only become more, so a line of the archive is read once for as many as can
    // concern it.
    private readonly ConcurrentDictionary<EditionRequest, (int Retractions, EditionSummary Summary)> _summaries = new();

    private readonly SignedLinks _links = new(settings.Mail);

    private (long At, Task<bool> Found)? _looked;

    /// <summary>The editions of all schedules; for a visitor who may see them all.</summary>
    public async Task<IResult> ArchiveAsync(CancellationToken cancellationToken)
    {
        List<EditionSummary> editions = [];
        foreach (string schedule in settings.Digest.Schedules.Keys.Order(StringComparer.Ordinal))
        {
            editions.AddRange(await SummariesAsync(schedule, cancellationToken).ConfigureAwait(false));
        }

        return PageAnswer.Page(await DigestPages.ArchiveAsync(editions, OfAll).ConfigureAwait(false));
    }

    /// <summary>A schedule's editions, or one of them.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="date">The edition's date, <c>yyyy-MM-dd</c>; null for the list of them.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IResult> ArchiveAsync(string schedule, string? date, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        Admission? admission = _links.VerifyPages(schedule, visitor.Token, time.GetUtcNow());
        if (admission is null && !visitor.IsTrusted)
        {
            return await NoAdmissionAsync().ConfigureAwait(false);
        }

        PageAddresses addresses = admission is not null
            ? PageAddresses.Signed("/", schedule, admission, _links)
            : new PageAddresses("/") { Schedule = visitor.SeesAll && date is not null ? null : schedule };
        if (!settings.Digest.Schedules.ContainsKey(schedule))
        {
            return await NotFoundAsync().ConfigureAwait(false);
        }

        if (date is null)
        {
            IReadOnlyList<EditionSummary> editions = await SummariesAsync(schedule, cancellationToken).ConfigureAwait(false);
            return PageAnswer.Page(await DigestPages.ArchiveAsync(editions, addresses).ConfigureAwait(false));
        }

        return DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && await pipeline.Shelf.ReadAsync(new EditionRequest(schedule, day), cancellationToken).ConfigureAwait(false) is { } edition
                ? PageAnswer.Page(await DigestPages
                    .EditionAsync(Retracted.Apply(edition, await pipeline.Retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false)), addresses)
                    .ConfigureAwait(false))
                : await NotFoundAsync().ConfigureAwait(false);
    }

    /// <summary>A schedule's feed.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="root">The absolute address under which the visitor reached this host, ending with '/'.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IResult> FeedAsync(string schedule, Visitor visitor, Uri root, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(root);
        Admission? admission = _links.VerifyFeed(schedule, visitor.Token, time.GetUtcNow());
        if (admission is null && !visitor.IsTrusted)
        {
            return await NoAdmissionAsync().ConfigureAwait(false);
        }

        if (!settings.Digest.Schedules.TryGetValue(schedule, out ScheduleOptions? configured))
        {
            return await NotFoundAsync().ConfigureAwait(false);
        }

        string archive = (settings.Mail.Archive ?? root).AbsoluteUri;
        PageAddresses addresses = admission is not null
            ? PageAddresses.Signed(archive, schedule, admission, _links)
            : new PageAddresses(root.AbsoluteUri) { Schedule = schedule };
        IReadOnlyList<EditionSummary> editions = await SummariesAsync(schedule, cancellationToken, DigestFeed.MaxEntries).ConfigureAwait(false);
        return PageAnswer.Other(DigestFeed.Write(schedule, configured.Title, editions, addresses), DigestFeed.MediaType);
    }

    /// <summary>Asks whether a recipient wants no more letters; does it where the request is a POST.</summary>
    public async Task<IResult> UnsubscribeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        (string? recipient, string? token) = (request.Query[PageAddresses.RecipientName], request.Query[PageAddresses.TokenName]);
        if (HttpMethods.IsPost(request.Method))
        {
            return await pipeline.Unsubscribing.EndAsync(recipient, token, cancellationToken).ConfigureAwait(false)
                ? PageAnswer.Page(await DigestPages
                    .MessageAsync("No more letters", "You get no more digests from here.", PageAddresses.None).ConfigureAwait(false))
                : await NoAdmissionAsync().ConfigureAwait(false);
        }

        return pipeline.Unsubscribing.IsAsked(recipient, token)
            ? PageAnswer.Form(await DigestPages.AskUnsubscribingAsync().ConfigureAwait(false))
            : await NoAdmissionAsync().ConfigureAwait(false);
    }

    /// <summary>The next edition of a schedule as it would read now; for a visitor who may see it.</summary>
    /// <param name="schedule">The schedule's name; null for the first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IResult> PreviewAsync(string? schedule, CancellationToken cancellationToken)
    {
        string name = schedule ?? settings.Digest.Schedules.Keys.Order(StringComparer.Ordinal).First();
        if (!settings.Digest.Schedules.TryGetValue(name, out ScheduleOptions? configured))
        {
            return await NotFoundAsync().ConfigureAwait(false);
        }

        ScheduleState? state = await pipeline.Shelf.StateAsync(name, cancellationToken).ConfigureAwait(false);
        DigestCalendar calendar = new(configured);
        DateTimeOffset next = calendar.Next(time.GetUtcNow(), state?.Current);
        Edition draft = await pipeline.EditionSteps(cancellationToken)
            .DraftAsync(new EditionRequest(name, calendar.DateOf(next))).ConfigureAwait(false);
        return PageAnswer.Page(await DigestPages.PreviewAsync(draft, next, OfAll).ConfigureAwait(false));
    }

    /// <summary>Whether the storage answers. However many ask, it is looked for once in a while.</summary>
    public async Task<IResult> HealthAsync(CancellationToken cancellationToken)
    {
        long now = time.GetTimestamp();
        if (_looked is not { } look || time.GetElapsedTime(look.At, now) > HealthLasts)
        {
            look = (now, storage.IsThereAsync(CancellationToken.None));
            _looked = look;
        }

        return await look.Found.WaitAsync(cancellationToken).ConfigureAwait(false)
            ? PageAnswer.Other("ok", PlainText)
            : PageAnswer.Other("no storage", PlainText, StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>For an address that leads nowhere.</summary>
    public static async Task<IResult> NotFoundAsync() => PageAnswer.Page(
        await DigestPages.MessageAsync("Nothing here", "There is no page at this address.", PageAddresses.None).ConfigureAwait(false),
        StatusCodes.Status404NotFound);

    /// <summary>The same whether a link is incomplete, over, made up, or about nothing there is.</summary>
    private static async Task<IResult> NoAdmissionAsync() => PageAnswer.Page(
        await DigestPages.MessageAsync(
            "This link does not open anything", "It is incomplete or too old. A newer letter has a newer link.", PageAddresses.None)
            .ConfigureAwait(false),
        StatusCodes.Status403Forbidden);

    /// <summary>A schedule's editions, the newest first, until there are so many that went out.</summary>
    private async Task<IReadOnlyList<EditionSummary>> SummariesAsync(
        string schedule, CancellationToken cancellationToken, int most = int.MaxValue)
    {
        List<EditionSummary> summaries = [];
        Retractions retractions = await pipeline.Retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<(DateOnly Date, bool IsClosed)> editions = await pipeline.Shelf.ListAsync(schedule, cancellationToken).ConfigureAwait(false);
        foreach ((DateOnly date, _) in editions.Reverse())
        {
            if (summaries.Count(s => !s.Skipped) == most)
            {
                break;
            }

            EditionRequest request = new(schedule, date);
            int touching = retractions.Touching(schedule, date).Count();
            if ((!_summaries.TryGetValue(request, out var line) || line.Retractions != touching)
                && await pipeline.Shelf.ReadAsync(request, cancellationToken).ConfigureAwait(false) is { } edition)
            {
                _summaries[request] = line = (touching, EditionSummary.Of(Retracted.Apply(edition, retractions)));
            }

            if (line.Summary is { } summary)
            {
                summaries.Add(summary);
            }
        }

        return summaries;
    }
}
