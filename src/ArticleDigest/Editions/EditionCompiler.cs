using System.Collections.Concurrent;
using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>What an edition has to be told of the letters.</summary>
/// <param name="Recipients">The keys of those it goes to.</param>
/// <param name="Uncertain">Uncertain letters of earlier editions that none has told of yet.</param>
public sealed record LetterNews(IReadOnlyList<string> Recipients, IReadOnlyList<UncertainLetter> Uncertain);

/// <summary>Asks for <see cref="LetterNews"/>.</summary>
/// <param name="schedule">The schedule.</param>
/// <param name="previous">The edition before; null if there was none.</param>
/// <param name="now">When the new edition is compiled.</param>
/// <param name="cancellationToken">Ends the call.</param>
public delegate Task<LetterNews> LetterNewsSource(
    string schedule, Edition? previous, DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>
/// Compiles editions, and sees to it that an outcome is in exactly one per schedule: a schedule's state names the one
/// edition that may be compiled, and it moves on only when all outcomes of the one before are claimed. No time stamp decides.
/// </summary>
public sealed class EditionCompiler(DigestStorage storage, DropSurvey survey, DigestOptions options, TimeProvider time)
{
    private const int ReadsAtOnce = 16;

    // A character takes at most six bytes of JSON ("\u0001"); an entry or line has some hundred characters besides its texts.
    private const long MostCharacters = JsonRecords.MaxBytes / 6;
    private const int PlainCharacters = 600;

    private readonly EditionShelf _shelf = new(storage.Digest);

    private enum Turn
    {
        Ours,
        Passed,
        Changed,
    }

    /// <summary>Compiles the edition of a date, or finds it compiled.</summary>
    /// <param name="request">Which edition.</param>
    /// <param name="newsOf">Asked what is to be told of the letters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The edition; null if a later one was compiled before it, so that it can never be.</returns>
    public async Task<Edition?> CompileAsync(
        EditionRequest request, LetterNewsSource newsOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(newsOf);
        while (true)
        {
            if (await _shelf.ReadAsync(request, cancellationToken).ConfigureAwait(false) is { } known)
            {
                return known;
            }

            switch (await TakeTurnAsync(request, newsOf, cancellationToken).ConfigureAwait(false))
            {
                case Turn.Passed:
                    return null;
                case Turn.Ours:
                    Edition draft = await DraftAsync(request, newsOf, cancellationToken).ConfigureAwait(false);
                    Edition edition = IsToBeSkipped(draft) ? EditionDraft.Skip(draft) : draft;
                    await storage.Digest.CreateJsonAsync(request.Path, edition, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>Puts together what the edition of a date would be now if it went out; writes nothing.</summary>
    public async Task<Edition> DraftAsync(
        EditionRequest request, LetterNewsSource newsOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(newsOf);
        Edition? previous = await PreviousAsync(request, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        LetterNews news = await newsOf(request.Schedule, previous, now, cancellationToken).ConfigureAwait(false);
        (List<string> waiting, _) = await ListInboxAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        EditionMaterial material = await GatherAsync(waiting, cancellationToken).ConfigureAwait(false);
        return EditionDraft.Make(request, options.Schedules[request.Schedule], now, previous?.Date, material, news);
    }

    /// <summary>Whether nobody would get this edition, because there is nothing to report and its schedule skips such days.</summary>
    public bool IsToBeSkipped(Edition draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return options.Schedules[draft.Schedule].EmptyDays == EmptyDay.Skip && EditionDraft.HasNothingToReport(draft);
    }

    /// <summary>
    /// Claims the outcomes of a compiled edition for good, then takes their markers from the inbox. Any number of times.
    /// </summary>
    public async Task ClaimAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Edition edition = await _shelf.ReadAsync(request, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The edition {request.Schedule} of {request.Date:O} is to be claimed but is not there.");
        string date = edition.Date.ToString("O", CultureInfo.InvariantCulture);
        RecordContent claim = new(System.Text.Encoding.ASCII.GetBytes(date));
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            edition.Outcomes,
            parallel,
            async (id, token) => await storage.Digest.CreateAsync(ClaimPathOf(edition.Schedule, id), claim, token).ConfigureAwait(false))
            .ConfigureAwait(false);

        (_, List<RecordEntry> claimed) = await ListInboxAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(
            claimed,
            parallel,
            async (marker, token) => await storage.Digest.DeleteAsync(marker.Name, marker.ETag, token).ConfigureAwait(false))
            .ConfigureAwait(false);
    }

    /// <summary>Closes an edition whose letters are all settled.</summary>
    public Task CloseAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return storage.Digest.CreateJsonAsync(
            request.ClosedPath, new ClosedEdition { ClosedAt = time.GetUtcNow() }, cancellationToken);
    }

    /// <summary>How many outcomes wait for a schedule's next edition.</summary>
    public async Task<int> CountWaitingAsync(string schedule, CancellationToken cancellationToken) =>
        (await ListInboxAsync(schedule, cancellationToken).ConfigureAwait(false)).Waiting.Count;

    private static string ClaimPathOf(string schedule, string outcomeId) => $"claims/{schedule}/{outcomeId}";

    private async Task<Turn> TakeTurnAsync(
        EditionRequest request, LetterNewsSource newsOf, CancellationToken cancellationToken)
    {
        string path = ScheduleState.PathOf(request.Schedule);
        JsonRecord<ScheduleState>? known = await storage.Digest.ReadJsonAsync<ScheduleState>(path, cancellationToken).ConfigureAwait(false);
        if (known is null)
        {
            ScheduleState fresh = new() { Started = time.GetUtcNow(), Current = request.Date };
            return await storage.Digest.CreateJsonAsync(path, fresh, cancellationToken).ConfigureAwait(false) ? Turn.Ours : Turn.Changed;
        }

        if (known.Value.Current is { } current)
        {
            if (current == request.Date)
            {
                return Turn.Ours;
            }

            if (current > request.Date)
            {
                return Turn.Passed;
            }

            EditionRequest before = request with { Date = current };
            if (await CompileAsync(before, newsOf, cancellationToken).ConfigureAwait(false) is null)
            {
                return Turn.Changed;
            }

            await ClaimAsync(before, cancellationToken).ConfigureAwait(false);
        }

        RecordContent moved = JsonRecords.ToContent(known.Value with { Current = request.Date });
        return await storage.Digest.ReplaceAsync(path, moved, known.Record.ETag, cancellationToken).ConfigureAwait(false) is null
            ? Turn.Changed
            : Turn.Ours;
    }

    /// <summary>The last edition before a date that went to somebody; skipped ones account for nothing.</summary>
    private async Task<Edition?> PreviousAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<(DateOnly Date, bool IsClosed)> editions =
            await _shelf.ListAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        foreach ((DateOnly date, _) in editions.Where(e => e.Date < request.Date).Reverse())
        {
            if (await _shelf.ReadAsync(request with { Date = date }, cancellationToken).ConfigureAwait(false) is { Skipped: false } edition)
            {
                return edition;
            }
        }

        return null;
    }

    /// <summary>The inbox, divided into outcomes that wait and markers of those claimed already.</summary>
    private async Task<(List<string> Waiting, List<RecordEntry> Claimed)> ListInboxAsync(
        string schedule, CancellationToken cancellationToken)
    {
        string prefix = Conclusions.InboxPathOf(schedule, "");
        List<RecordEntry> markers = [];
        await foreach (RecordEntry entry in storage.Digest.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            markers.Add(entry);
        }

        ConcurrentDictionary<string, bool> claims = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            markers,
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (marker, token) =>
            {
                string path = ClaimPathOf(schedule, marker.Name[prefix.Length..]);
                claims[marker.Name] = await storage.Digest.ReadAsync(path, 0, token).ConfigureAwait(false) is not null;
            }).ConfigureAwait(false);

        return (
            [.. markers.Where(m => !claims[m.Name]).Select(m => m.Name[prefix.Length..])],
            [.. markers.Where(m => claims[m.Name])]);
    }

    private async Task<EditionMaterial> GatherAsync(List<string> outcomeIds, CancellationToken cancellationToken)
    {
        ConcurrentBag<Outcome> outcomes = [];
        ConcurrentDictionary<string, AnalysedArticle> articles = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            outcomeIds,
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                Outcome outcome = await Conclusions.ReadAsync(storage.Digest, id, token).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"The outcome {id} is in the inbox but is not there.");
                outcomes.Add(outcome);
                if (outcome is { Status: OutcomeStatus.Analysed, ArticleId: { } articleId, AnalystVersion: { } analyst }
                    && await ReadArticleAsync(articleId, analyst, token).ConfigureAwait(false) is { } article)
                {
                    articles[articleId] = article;
                }
            }).ConfigureAwait(false);

        int pending = 0;
        await foreach (DropState drop in survey.GoThroughAsync(cancellationToken).ConfigureAwait(false))
        {
            pending += drop.Outcome is null ? 1 : 0;
        }

        List<Outcome> all = [.. outcomes.OrderBy(o => o.Drop, StringComparer.Ordinal).ThenBy(o => o.Id, StringComparer.Ordinal)];
        List<Outcome> taken = TakeWhatFits(all, articles);
        HashSet<string> told = [.. taken.Where(o => o.Status == OutcomeStatus.Analysed).Select(o => o.ArticleId!)];
        return new EditionMaterial(
            taken,
            articles.Where(a => told.Contains(a.Key)).ToDictionary(StringComparer.Ordinal),
            pending + all.Count - taken.Count);
    }

    /// <summary>As many outcomes as one record can hold; the others wait for the next edition.</summary>
    private static List<Outcome> TakeWhatFits(List<Outcome> outcomes, ConcurrentDictionary<string, AnalysedArticle> articles)
    {
        long room = MostCharacters;
        return
        [
            .. outcomes.TakeWhile(outcome =>
            {
                int points = outcome.ArticleId is { } id && articles.TryGetValue(id, out AnalysedArticle? article)
                    ? article.Analysis.Points.Sum(p => p.Statement.Length + p.Evidence.Quote.Length + PlainCharacters)
                    : 0;
                room -= (4 * outcome.Drop.Length) + (3 * (outcome.Title?.Length ?? 0)) + (outcome.Reason?.Length ?? 0) + PlainCharacters + points;
                return room > 0;
            }),
        ];
    }

    /// <summary>An article's text and points; null if they are no longer kept: storage may be told to clear them away.</summary>
    private async Task<AnalysedArticle?> ReadArticleAsync(string articleId, string analyst, CancellationToken cancellationToken)
    {
        JsonRecord<ArticleText>? text = await storage.Digest
            .ReadJsonAsync<ArticleText>(ArticleTexts.PathOf(articleId), cancellationToken).ConfigureAwait(false);
        JsonRecord<ArticleAnalysis>? analysis = await storage.Digest
            .ReadJsonAsync<ArticleAnalysis>(ArticleAnalysis.PathOf(articleId, analyst), cancellationToken).ConfigureAwait(false);
        return text is null || analysis is null
            ? null
            : new AnalysedArticle(text.Value.Article, analysis.Value);
    }
}
