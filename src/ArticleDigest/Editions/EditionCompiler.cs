using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
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
/// <param name="previous">The date of the edition before; null if there was none.</param>
/// <param name="now">When the new edition is compiled.</param>
/// <param name="cancellationToken">Ends the call.</param>
public delegate Task<LetterNews> LetterNewsSource(
    string schedule, DateOnly? previous, DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>
/// Compiles editions, and sees to it that an outcome is in exactly one per schedule: a schedule's state names the one
/// edition that may be compiled, and it moves on only when all outcomes of the one before are claimed. No time stamp decides.
/// </summary>
public sealed class EditionCompiler(DigestStorage storage, DropSurvey survey, EmbeddingDesk embeddings, DigestOptions options, TimeProvider time)
{
    private const int AtOnce = 16;

    // What an edition's JSON has of an outcome besides what it repeats of the outcome and the article's head: names of fields.
    private const int BytesBesidesOutcome = 300;

    // The same of a point: names of fields, ids, and some other entries that it is linked with.
    private const int BytesBesidesPoint = 500;

    // A date, as a claim has it.
    private const int MostOfClaim = 64;

    private readonly EditionShelf _shelf = new(storage.Digest);
    private readonly PositionLedger _ledger = new(storage.Digest);
    private readonly RetractionShelf _retractions = new(storage.Digest);
    private readonly LedgerKeeper _keeper = new(storage.Digest);
    private readonly MaterialReader _reader = new(storage.Digest);

    /// <summary>The largest edition that is written, in bytes.</summary>
    internal long MostBytes { get; init; } = JsonRecords.MaxBytes;

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

            switch (await TakeTurnAsync(request, cancellationToken).ConfigureAwait(false))
            {
                case Turn.Passed:
                    return null;
                case Turn.Ours:
                    (Edition draft, RecordContent content) = await ComposeAsync(request, newsOf, cancellationToken).ConfigureAwait(false);
                    RecordContent edition = IsToBeSkipped(draft) ? JsonRecords.ToContent(EditionDraft.Skip(draft)) : content;
                    await storage.Digest.CreateAsync(request.Path, edition, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>Puts together what the edition of a date would be now if it went out; writes nothing but vectors that a model gave for it.</summary>
    public async Task<Edition> DraftAsync(
        EditionRequest request, LetterNewsSource newsOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(newsOf);
        return (await ComposeAsync(request, newsOf, cancellationToken).ConfigureAwait(false)).Draft;
    }

    /// <summary>Whether nobody would get this edition, because there is nothing to report and its schedule skips such days.</summary>
    public bool IsToBeSkipped(Edition draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return options.Schedules[draft.Schedule].EmptyDays == EmptyDay.Skip && EditionDraft.HasNothingToReport(draft);
    }

    /// <summary>
    /// Claims the outcomes of a compiled edition for good, notes which retractions it knew, enters its positions into the
    /// ledger, then takes the markers from the inbox. Any number of times.
    /// </summary>
    public async Task ClaimAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        EditionMark edition = await _shelf.MarkAsync(request, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The edition {request.Schedule} of {request.Date:O} is to be claimed but is not there.");
        string date = edition.Date.ToString("O", CultureInfo.InvariantCulture);
        RecordContent claim = new(System.Text.Encoding.ASCII.GetBytes(date));
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            edition.Outcomes,
            parallel,
            async (id, token) => await storage.Digest.CreateAsync(ClaimPathOf(request.Schedule, id), claim, token).ConfigureAwait(false))
            .ConfigureAwait(false);

        Edition told = await _shelf.ReadAsync(request, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The edition {request.Schedule} of {request.Date:O} was there and is gone.");
        await _retractions.NoteAsync(request.Schedule, told.Retractions, cancellationToken).ConfigureAwait(false);
        await _keeper.EnterAsync(told, cancellationToken).ConfigureAwait(false);
        (_, List<RecordEntry> claimed) = await ListInboxAsync(request.Schedule, edition.Outcomes, cancellationToken).ConfigureAwait(false);
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
        (await ListInboxAsync(schedule, [], cancellationToken).ConfigureAwait(false)).Waiting.Count;

    private static string ClaimPathOf(string schedule, string outcomeId) => $"claims/{schedule}/{outcomeId}";

    private async Task<(Edition Draft, RecordContent Content)> ComposeAsync(
        EditionRequest request, LetterNewsSource newsOf, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Past past = await PastAsync(request, now, cancellationToken).ConfigureAwait(false);
        LetterNews news = await newsOf(request.Schedule, past.Previous, now, cancellationToken).ConfigureAwait(false);
        (List<string> waiting, _) = await ListInboxAsync(request.Schedule, [], cancellationToken).ConfigureAwait(false);
        Gathered gathered = await GatherAsync(waiting, past, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, DateOnly> toldBefore = await ToldBeforeAsync(request.Schedule, gathered, cancellationToken).ConfigureAwait(false);
        RetractionNews retracted = await _retractions.NewsAsync(request, cancellationToken).ConfigureAwait(false);
        EditionOccasion occasion = new(request, options.Schedules[request.Schedule], now, past.Previous, news);
        long room = MostBytes;
        while (true)
        {
            EditionMaterial material = Take(gathered, past, room) with { Retracted = retracted, ToldBefore = toldBefore };
            EditionDraft begun = new(material);
            PastPositions positions = await _ledger.BeforeAsync(request.Schedule, request.Date, begun.Keys, cancellationToken).ConfigureAwait(false);
            StatementVectors vectors = await embeddings.ForAsync(request, begun.StatementsWith(positions), cancellationToken).ConfigureAwait(false);
            Edition draft = begun.Make(occasion, positions, vectors);
            RecordContent content = JsonRecords.ToContent(draft);
            if (material.Outcomes.Count == 0 || content.Bytes.Length <= MostBytes)
            {
                return (draft, content);
            }

            // Its entries are linked with more others than they usually are.
            room /= 2;
        }
    }

    private async Task<Turn> TakeTurnAsync(EditionRequest request, CancellationToken cancellationToken)
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

            await SettleAsync(request with { Date = current }, cancellationToken).ConfigureAwait(false);
        }

        RecordContent moved = JsonRecords.ToContent(known.Value with { Current = request.Date });
        return await storage.Digest.ReplaceAsync(path, moved, known.Record.ETag, cancellationToken).ConfigureAwait(false) is null
            ? Turn.Changed
            : Turn.Ours;
    }

    /// <summary>
    /// Sees to it that nothing more enters an edition whose turn is over: all its outcomes are claimed then. Where its turn
    /// was taken but nothing compiled it is passed over, unless somebody compiles it this very moment.
    /// </summary>
    private async Task SettleAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        if (await _shelf.ClosedAtAsync(request, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        if (await storage.Digest.ReadAsync(request.Path, 0, cancellationToken).ConfigureAwait(false) is null)
        {
            Edition passed = EditionDraft.PassOver(request, options.Schedules[request.Schedule], time.GetUtcNow());
            await storage.Digest.CreateJsonAsync(request.Path, passed, cancellationToken).ConfigureAwait(false);
        }

        await ClaimAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What went out before a date; skipped editions account for nothing.</summary>
    private async Task<Past> PastAsync(EditionRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        HashSet<DateOnly> compiled = [];
        EditionMark? previous = null;
        EditionMark? latest = null;
        IReadOnlyList<(DateOnly Date, bool IsClosed)> editions = await _shelf.ListAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        foreach ((DateOnly date, _) in editions.Where(e => e.Date < request.Date).Reverse())
        {
            if (await _shelf.MarkAsync(request with { Date = date }, cancellationToken).ConfigureAwait(false) is { PassedOver: false } mark)
            {
                latest ??= mark;
                compiled.Add(date);
                if (!mark.Skipped)
                {
                    previous = mark;
                    break;
                }
            }
        }

        ScheduleState? state = await _shelf.StateAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        DigestCalendar calendar = new(options.Schedules[request.Schedule]);
        IReadOnlyList<DateOnly> due = calendar.DueBetween(previous?.Date, state?.Started ?? now, request.Date);
        return new Past(previous?.Date, [.. due.Where(date => !compiled.Contains(date))], latest?.ToldAhead ?? []);
    }

    /// <summary>The inbox, divided into outcomes that wait and markers of those claimed already.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="known">Outcomes of which the caller knows that they are claimed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    private async Task<(List<string> Waiting, List<RecordEntry> Claimed)> ListInboxAsync(
        string schedule, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        string prefix = Conclusions.InboxPathOf(schedule, "");
        List<RecordEntry> markers = [];
        await foreach (RecordEntry entry in storage.Digest.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            markers.Add(entry);
        }

        HashSet<string> ours = [.. known];
        ConcurrentDictionary<string, bool> claims = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            markers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (marker, token) =>
            {
                string id = marker.Name[prefix.Length..];
                claims[marker.Name] = ours.Contains(id)
                    || await storage.Digest.ReadAsync(ClaimPathOf(schedule, id), 0, token).ConfigureAwait(false) is not null;
            }).ConfigureAwait(false);

        return (
            [.. markers.Where(m => !claims[m.Name]).Select(m => m.Name[prefix.Length..])],
            [.. markers.Where(m => claims[m.Name])]);
    }

    private async Task<Gathered> GatherAsync(List<string> outcomeIds, Past past, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Outcome> outcomes, IReadOnlyDictionary<string, AnalysedArticle> articles) =
            await _reader.ReadAsync(outcomeIds, cancellationToken).ConfigureAwait(false);

        // A drop whose outcome is there is not pending, even if its receipt does not say so yet.
        HashSet<ToldDrop> concluded = [.. outcomes.Select(o => new ToldDrop(o.Drop, o.DropETag)), .. past.ToldAhead];
        List<ToldDrop> behind = [];
        int pending = 0;
        await foreach (DropState drop in survey.GoThroughAsync(cancellationToken).ConfigureAwait(false))
        {
            if (drop.Outcome is null)
            {
                ToldDrop content = new(drop.Name, drop.ETag);
                bool isConcluded = concluded.Contains(content);
                pending += isConcluded ? 0 : 1;
                behind.AddRange(isConcluded ? [content] : Array.Empty<ToldDrop>());
            }
        }

        return new Gathered(outcomes, articles, pending, behind);
    }

    /// <summary>
    /// When editions before told what duplicates repeat, by the article. The receipt of the drop that brought it leads to its
    /// outcome, and that one's claim has the date; where the drop was overwritten since, nobody knows any more.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, DateOnly>> ToldBeforeAsync(string schedule, Gathered gathered, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, DateOnly> told = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            gathered.Outcomes.Where(o => o is { Status: OutcomeStatus.Duplicate, ArticleId: not null, DuplicateOf: not null } && !gathered.Articles.ContainsKey(o.ArticleId))
                .DistinctBy(o => o.ArticleId, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (duplicate, token) =>
            {
                Receipt? owner = (await storage.Receipts.ReadJsonAsync<Receipt>(duplicate.DuplicateOf!, token).ConfigureAwait(false))?.Value;
                Conclusion? conclusion = new[] { owner?.Concluded, owner?.Before }
                    .FirstOrDefault(c => c?.Status == OutcomeStatus.Analysed && string.Equals(c.ArticleId, duplicate.ArticleId, StringComparison.Ordinal));
                if (conclusion is not null
                    && await storage.Digest.ReadAsync(ClaimPathOf(schedule, conclusion.OutcomeId), MostOfClaim, token).ConfigureAwait(false) is { Content: { } claim }
                    && DateOnly.TryParseExact(System.Text.Encoding.ASCII.GetString(claim.Span), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
                {
                    told[duplicate.ArticleId!] = date;
                }
            }).ConfigureAwait(false);
        return told;
    }

    /// <summary>As many outcomes as one record has room for; the others wait for the next edition.</summary>
    private static EditionMaterial Take(Gathered gathered, Past past, long room)
    {
        List<Outcome> taken = [];
        foreach (Outcome outcome in gathered.Outcomes)
        {
            AnalysedArticle? article = outcome is { Status: OutcomeStatus.Analysed, ArticleId: { } id } ? gathered.Articles.GetValueOrDefault(id) : null;
            long bytes = BytesOf(outcome, article);
            if (bytes <= room)
            {
                room -= bytes;
                taken.Add(outcome);
            }
        }

        HashSet<string> analysed = [.. taken.Where(o => o.Status == OutcomeStatus.Analysed).Select(o => o.ArticleId!)];
        HashSet<ToldDrop> told = [.. taken.Select(o => new ToldDrop(o.Drop, o.DropETag)), .. past.ToldAhead];
        return new EditionMaterial(
            taken,
            gathered.Articles.Where(a => analysed.Contains(a.Key)).ToDictionary(StringComparer.Ordinal),
            gathered.Pending + gathered.Outcomes.Count - taken.Count)
        {
            Missed = past.Missed,
            ToldAhead = [.. gathered.Behind.Where(told.Contains).OrderBy(d => d.Drop, StringComparer.Ordinal)],
        };
    }

    /// <summary>
    /// About how many bytes an edition has of an outcome: its name and title stand in a line and with the article, a point's
    /// actor and target in the entry and once more as parties.
    /// </summary>
    private static long BytesOf(Outcome outcome, AnalysedArticle? article) =>
        BytesBesidesOutcome + (2 * JsonBytesOf(outcome)) + (article is null ? 0 : JsonBytesOf(article.Article) + article.Analysis.Points.Sum(BytesOf));

    private static long BytesOf(Point point) =>
        BytesBesidesPoint + JsonBytesOf(point) + (2 * (JsonBytesOf(point.Actor) + (point.Target is { } target ? JsonBytesOf(target) : 0)));

    private static long JsonBytesOf<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, JsonRecords.Options).Length;

    /// <summary>What went before an edition.</summary>
    /// <param name="Previous">The date of the last edition that went to somebody; null if none did.</param>
    /// <param name="Missed">See <see cref="Edition.Missed"/>.</param>
    /// <param name="ToldAhead">What the last edition had told ahead of receipts.</param>
    private sealed record Past(DateOnly? Previous, IReadOnlyList<DateOnly> Missed, IReadOnlyList<ToldDrop> ToldAhead);

    /// <summary>All there is for an edition, whether it fits or not.</summary>
    /// <param name="Outcomes">The outcomes that wait, ordered by drop.</param>
    /// <param name="Articles">The analysed articles by id.</param>
    /// <param name="Pending">How many drops have no outcome yet.</param>
    /// <param name="Behind">Drops that have one, though their receipts still call them pending.</param>
    private sealed record Gathered(
        IReadOnlyList<Outcome> Outcomes, IReadOnlyDictionary<string, AnalysedArticle> Articles, int Pending, IReadOnlyList<ToldDrop> Behind);
}
