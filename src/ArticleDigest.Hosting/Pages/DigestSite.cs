using System.Collections.Concurrent;
using System.Globalization;
using ArticleDigest.Articles;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using ArticleDigest.Letters.Searching;
using Microsoft.AspNetCore.Http;

namespace ArticleDigest.Hosting.Pages;

/// <summary>Answers requests for pages, the same in both hosts.</summary>
public sealed class DigestSite(DigestPipeline pipeline, BlobStorage storage, Settings settings, TimeProvider time)
{
    private const string PlainText = "text/plain; charset=utf-8";
    private static readonly TimeSpan HealthLasts = TimeSpan.FromSeconds(10);

    // Editions never change and retractions only become more, so a line of the archive is read once for as many as can
    // concern it.
    private readonly ConcurrentDictionary<EditionRequest, (int Retractions, EditionSummary Summary)> _summaries = new();

    private readonly SignedLinks _links = new(settings.Mail);
    private readonly ArchiveTexts _texts = new(pipeline.Shelf, pipeline.Retractions);

    private (long At, Task<bool> Found)? _looked;

    /// <summary>The editions of all schedules; for a visitor who may see them all.</summary>
    public async Task<IResult> ArchiveAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        List<EditionSummary> editions = [];
        foreach (string schedule in settings.Digest.Schedules.Keys.Order(StringComparer.Ordinal))
        {
            editions.AddRange(await SummariesAsync(schedule, cancellationToken).ConfigureAwait(false));
        }

        return PageAnswer.Form(await DigestPages.ArchiveAsync(editions, OfAll(visitor), WordsFor(visitor)).ConfigureAwait(false));
    }

    /// <summary>A schedule's editions, or one of them.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="date">The edition's date, <c>yyyy-MM-dd</c>; null for the list of them.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IResult> ArchiveAsync(string schedule, string? date, Visitor visitor, CancellationToken cancellationToken) => date is null
        ? OpenAsync(schedule, visitor, async (addresses, configured) => PageAnswer.Form(await DigestPages
            .ArchiveAsync(await SummariesAsync(schedule, cancellationToken).ConfigureAwait(false), addresses with { Schedule = schedule }, WordsFor(visitor, configured))
            .ConfigureAwait(false)))
        : OpenAsync(schedule, visitor, async (addresses, _) => await EditionAsync(schedule, date, cancellationToken).ConfigureAwait(false) is { } edition
            ? PageAnswer.Page(await DigestPages.EditionAsync(edition, addresses).ConfigureAwait(false))
            : null);

    /// <summary>Who criticises whom in an edition.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="date">The edition's date, <c>yyyy-MM-dd</c>.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IResult> MatrixAsync(string schedule, string date, Visitor visitor, CancellationToken cancellationToken) =>
        OpenAsync(schedule, visitor, async (addresses, _) => await EditionAsync(schedule, date, cancellationToken).ConfigureAwait(false) is { } edition
            ? PageAnswer.Page(await DigestPages.MatrixAsync(edition, addresses).ConfigureAwait(false))
            : null);

    /// <summary>A search in a schedule's editions.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="request">The request, whose query says what is searched for.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IResult> SearchAsync(string schedule, HttpRequest request, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OpenAsync(schedule, visitor, async (addresses, configured) => PageAnswer.Form(await DigestPages
            .SearchAsync(
                await new ArchiveSearch(_texts).SearchAsync(SearchIn(schedule, request.Query), addresses, WordsFor(visitor, configured), cancellationToken).ConfigureAwait(false),
                schedule,
                addresses)
            .ConfigureAwait(false)));
    }

    /// <summary>Who stands for something in a schedule's editions.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="request">The request, whose query says which of them are shown.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IResult> ActorsAsync(string schedule, HttpRequest request, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OpenAsync(schedule, visitor, async (addresses, configured) => PageAnswer.Page(await DigestPages
            .ActorsAsync(
                await new ArchiveActors(_texts)
                    .ListAsync(new ActorsRequest(schedule, PageOf(request.Query), BeforeOf(request.Query)), addresses, WordsFor(visitor, configured), cancellationToken)
                    .ConfigureAwait(false),
                schedule,
                addresses)
            .ConfigureAwait(false)));
    }

    /// <summary>An article of an edition. One that is not in that edition is not there, whoever may see the schedule.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="date">The edition's date, <c>yyyy-MM-dd</c>.</param>
    /// <param name="article">The article's id.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IResult> ArticleAsync(string schedule, string date, string article, Visitor visitor, CancellationToken cancellationToken) =>
        OpenAsync(schedule, visitor, async (addresses, _) =>
        {
            if (DateOf(date) is not { } day
                || await pipeline.Shelf.ReadAsync(new EditionRequest(schedule, day), cancellationToken).ConfigureAwait(false) is not { } edition
                || edition.Articles.FirstOrDefault(a => string.Equals(a.Id, article, StringComparison.Ordinal)) is not { } known)
            {
                return null;
            }

            Retractions retractions = await pipeline.Retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false);
            ArticleText? text = await pipeline.Texts.ReadAsync(known.Id, cancellationToken).ConfigureAwait(false);
            return await DigestPages.ArticleAsync(edition, retractions, known.Id, text?.Article.Text, addresses).ConfigureAwait(false) is { } page
                ? PageAnswer.Page(page)
                : null;
        });

    /// <summary>What a schedule's editions tell of one party.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="key">The name of the party's page in the ledger of positions.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IResult> ActorAsync(string schedule, string key, Visitor visitor, CancellationToken cancellationToken) =>
        OpenAsync(schedule, visitor, async (addresses, configured) =>
            await pipeline.Actors.ReadAsync(schedule, key, cancellationToken).ConfigureAwait(false) is { } history
                ? PageAnswer.Page(await DigestPages.ActorAsync(history, addresses, WordsFor(visitor, configured)).ConfigureAwait(false))
                : null);

    /// <summary>A schedule's feed.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="root">
    /// The absolute address under which the request reached this host, ending with '/'; links lead there at this machine, and
    /// where no public address is configured.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IResult> FeedAsync(string schedule, Visitor visitor, Uri root, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(root);
        Admission? admission = _links.VerifyFeed(schedule, visitor.Token, time.GetUtcNow());
        if (admission is null && !visitor.IsTrusted)
        {
            return await NoAdmissionAsync(WordsFor(visitor)).ConfigureAwait(false);
        }

        if (!settings.Digest.Schedules.TryGetValue(schedule, out ScheduleOptions? configured))
        {
            return await NotFoundAsync(visitor).ConfigureAwait(false);
        }

        // At this machine nobody has a token, without which the public address opens nothing.
        string archive = (visitor.SeesAll ? root : settings.Mail.Archive ?? root).AbsoluteUri;
        PageAddresses open = admission is not null
            ? PageAddresses.Signed(archive, schedule, admission, _links)
            : new PageAddresses(archive) { Schedule = schedule };
        PageAddresses addresses = open with { Language = visitor.Language };
        IReadOnlyList<EditionSummary> editions = await SummariesAsync(schedule, cancellationToken, DigestFeed.MaxEntries).ConfigureAwait(false);
        return PageAnswer.Other(DigestFeed.Write(schedule, configured.Title, editions, addresses, WordsFor(visitor, configured)), DigestFeed.MediaType);
    }

    /// <summary>Asks whether a recipient wants no more letters; does it where the request is a POST.</summary>
    public async Task<IResult> UnsubscribeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        (string? recipient, string? token) = (request.Query[PageAddresses.RecipientName], request.Query[PageAddresses.TokenName]);
        Words words = Words.Find(request.Query[PageAddresses.LanguageName]) ?? Words.English;
        if (HttpMethods.IsPost(request.Method))
        {
            return await pipeline.Unsubscribing.EndAsync(recipient, token, cancellationToken).ConfigureAwait(false)
                ? PageAnswer.Page(await DigestPages.UnsubscribedAsync(words).ConfigureAwait(false))
                : await NoAdmissionAsync(words).ConfigureAwait(false);
        }

        return pipeline.Unsubscribing.IsAsked(recipient, token)
            ? PageAnswer.Form(await DigestPages.AskUnsubscribingAsync(words).ConfigureAwait(false))
            : await NoAdmissionAsync(words).ConfigureAwait(false);
    }

    /// <summary>The next edition of a schedule as it would read now; for a visitor who may see it.</summary>
    /// <param name="schedule">The schedule's name; null for the first.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IResult> PreviewAsync(string? schedule, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        string name = schedule ?? settings.Digest.Schedules.Keys.Order(StringComparer.Ordinal).First();
        if (!settings.Digest.Schedules.TryGetValue(name, out ScheduleOptions? configured))
        {
            return await NotFoundAsync(visitor).ConfigureAwait(false);
        }

        ScheduleState? state = await pipeline.Shelf.StateAsync(name, cancellationToken).ConfigureAwait(false);
        DigestCalendar calendar = new(configured);
        DateTimeOffset next = calendar.Next(time.GetUtcNow(), state?.Current);
        Edition draft = await pipeline.EditionSteps(cancellationToken)
            .DraftAsync(new EditionRequest(name, calendar.DateOf(next))).ConfigureAwait(false);
        return PageAnswer.Page(await DigestPages.PreviewAsync(draft, next, OfAll(visitor)).ConfigureAwait(false));
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
    public async Task<IResult> NotFoundAsync(Visitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return PageAnswer.Page(
            await DigestPages.NothingAsync(WordsFor(visitor)).ConfigureAwait(false), StatusCodes.Status404NotFound);
    }

    /// <summary>The same whether a link is incomplete, over, made up, or about nothing there is.</summary>
    private static async Task<IResult> NoAdmissionAsync(Words words) => PageAnswer.Page(
        await DigestPages.ClosedAsync(words).ConfigureAwait(false), StatusCodes.Status403Forbidden);

    /// <summary>What a search asks for; where its query is no search, as if it said nothing.</summary>
    private static SearchRequest SearchIn(string schedule, IQueryCollection query) => new(
        schedule,
        SearchQuery.Parse(query[PageAddresses.SearchedName].FirstOrDefault()),
        PageOf(query),
        BeforeOf(query));

    private static int PageOf(IQueryCollection query) =>
        int.TryParse(query[PageAddresses.PageName].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out int page) ? Math.Clamp(page, 1, SearchRequest.MostPages) : 1;

    private static DateOnly? BeforeOf(IQueryCollection query) => DateOf(query[PageAddresses.BeforeName].FirstOrDefault());

    private static DateOnly? DateOf(string? date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>Opens a schedule's pages to a visitor who may see them.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="answer">What is answered; null if there is no such page.</param>
    private async Task<IResult> OpenAsync(string schedule, Visitor visitor, Func<PageAddresses, ScheduleOptions, Task<IResult?>> answer)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (AddressesFor(schedule, visitor) is not { } addresses)
        {
            return await NoAdmissionAsync(WordsFor(visitor)).ConfigureAwait(false);
        }

        return settings.Digest.Schedules.TryGetValue(schedule, out ScheduleOptions? configured)
            && await answer(addresses, configured).ConfigureAwait(false) is { } page
                ? page
                : await NotFoundAsync(visitor).ConfigureAwait(false);
    }

    /// <summary>The addresses on a schedule's pages; null for a visitor who may not see them.</summary>
    private PageAddresses? AddressesFor(string schedule, Visitor visitor)
    {
        Admission? admission = _links.VerifyPages(schedule, visitor.Token, time.GetUtcNow());
        PageAddresses? open = admission is not null ? PageAddresses.Signed("/", schedule, admission, _links)
            : visitor.IsTrusted ? new PageAddresses("/") { Schedule = visitor.SeesAll ? null : schedule }
            : null;
        return open is null ? null : open with { Language = visitor.Language };
    }

    /// <summary>An edition as it may be shown; null if there is none of that date.</summary>
    private async Task<Edition?> EditionAsync(string schedule, string date, CancellationToken cancellationToken) =>
        DateOf(date) is { } day
        && await pipeline.Shelf.ReadAsync(new EditionRequest(schedule, day), cancellationToken).ConfigureAwait(false) is { } edition
            ? Retracted.Apply(edition, await pipeline.Retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false))
            : null;

    private static PageAddresses OfAll(Visitor visitor) => new("/") { HasPreview = true, HasDesk = true, Language = visitor.Language };

    /// <summary>The words of a schedule's pages.</summary>
    private static Words WordsFor(Visitor visitor, ScheduleOptions schedule) => Words.Of(visitor.Language ?? schedule.Language);

    /// <summary>The words of a page that is no schedule's: where all schedules have one language, that; it tells nothing of any.</summary>
    private Words WordsFor(Visitor visitor) => Words.Of(
        visitor.Language
        ?? (settings.Digest.Schedules.Values.Select(s => s.Language).Distinct(StringComparer.Ordinal).ToArray() is [var one] ? one : Words.English.Language));

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
