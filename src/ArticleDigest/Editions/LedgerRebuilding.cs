using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>What became of making a ledger anew.</summary>
/// <param name="Editions">How many editions were entered.</param>
/// <param name="AsStored">How many of them as they were compiled, because what they were made of is no longer kept as it was.</param>
/// <param name="IsOvertaken">Whether somebody else began to make it anew later: then theirs is put in use, and this one left nothing.</param>
public sealed record LedgerRebuilt(int Editions, int AsStored, bool IsOvertaken);

/// <summary>
/// Makes a schedule's ledger of positions anew from stored analyses, by the rules that editions are made by now. While it
/// does, the ledger in use is used and kept.
/// </summary>
/// <param name="digest">Where all of it is.</param>
/// <param name="embeddings">Knows the vectors that were kept; it is asked for no others.</param>
public sealed class LedgerRebuilding(IRecords digest, EmbeddingDesk embeddings)
{
    /// <summary>Makes the ledger anew and puts it in use. If this ends early, what is in use is what was, and it can be begun again.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public async Task<LedgerRebuilt> RebuildAsync(string schedule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        LedgerRebuild rebuild = await new PositionLedger(digest).BeginRebuildAsync(schedule, cancellationToken).ConfigureAwait(false);
        EditionsAnew editions = new(digest, embeddings, schedule, rebuild);
        RetractionShelf shelf = new(digest);
        Retractions before = await shelf.OfAsync(schedule, cancellationToken).ConfigureAwait(false);
        while (await editions.EnterNextAsync(EnterAsync, cancellationToken).ConfigureAwait(false))
        {
            // As long as there are editions that came meanwhile.
        }

        bool isInUse = await rebuild.PutInUseAsync(cancellationToken).ConfigureAwait(false);
        if (isInUse)
        {
            LedgerKeeper keeper = new(digest);
            await editions.EnterNextAsync(keeper.EnterAsync, cancellationToken).ConfigureAwait(false);
            Retractions now = await shelf.OfAsync(schedule, cancellationToken).ConfigureAwait(false);
            HashSet<string> known = [.. before.All.Select(r => r.Id)];
            await editions.EnterAgainAsync(new Retractions(now.All.Where(r => !known.Contains(r.Id))), keeper.EnterAsync, cancellationToken).ConfigureAwait(false);
        }

        await rebuild.ClearAsync(isInUse, cancellationToken).ConfigureAwait(false);
        return new LedgerRebuilt(editions.Entered, editions.AsStored, !isInUse);

        async Task EnterAsync(Edition edition, CancellationToken token)
        {
            Retractions retractions = await shelf.OfAsync(schedule, token).ConfigureAwait(false);
            await rebuild.EnterAsync(edition, Retracted.Apply(edition, retractions), token).ConfigureAwait(false);
        }
    }

    /// <summary>A schedule's editions that went out, made anew one after the other, the oldest first.</summary>
    private sealed class EditionsAnew(IRecords digest, EmbeddingDesk embeddings, string schedule, LedgerRebuild rebuild)
    {
        private readonly EditionShelf _shelf = new(digest);
        private readonly RetractionShelf _retractions = new(digest);
        private readonly MaterialReader _reader = new(digest);

        // Of each date that was gone through, which retractions were known then and not before.
        private readonly SortedDictionary<DateOnly, IReadOnlyList<string>> _taken = [];
        private readonly HashSet<DateOnly> _asStored = [];
        private readonly HashSet<DateOnly> _entered = [];

        public int Entered => _entered.Count;

        public int AsStored => _asStored.Count;

        /// <summary>Enters all editions that were not there before.</summary>
        /// <returns>Whether there were any.</returns>
        public async Task<bool> EnterNextAsync(Func<Edition, CancellationToken, Task> enter, CancellationToken cancellationToken)
        {
            IReadOnlyList<(DateOnly Date, bool IsClosed)> all = await _shelf.ListAsync(schedule, cancellationToken).ConfigureAwait(false);
            DateOnly[] next = [.. all.Select(e => e.Date).Where(date => !_taken.ContainsKey(date))];
            foreach (DateOnly date in next)
            {
                await EnterAsync(date, enter, cancellationToken).ConfigureAwait(false);
            }

            return next.Length > 0;
        }

        /// <summary>Enters again what retractions can concern.</summary>
        public async Task EnterAgainAsync(Retractions fresh, Func<Edition, CancellationToken, Task> enter, CancellationToken cancellationToken)
        {
            foreach (DateOnly date in _entered.Where(date => fresh.Touching(schedule, date).Any()).Order().ToArray())
            {
                await EnterAsync(date, enter, cancellationToken).ConfigureAwait(false);
            }
        }

        private async Task EnterAsync(DateOnly date, Func<Edition, CancellationToken, Task> enter, CancellationToken cancellationToken)
        {
            Edition? compiled = await _shelf.ReadAsync(new EditionRequest(schedule, date), cancellationToken).ConfigureAwait(false);
            _taken[date] = compiled?.Retractions ?? [];
            if (compiled is not { Skipped: false })
            {
                return;
            }

            Edition? anew = await MakeAsync(compiled, cancellationToken).ConfigureAwait(false);
            await enter(anew ?? compiled, cancellationToken).ConfigureAwait(false);
            _entered.Add(date);
            if (anew is null)
            {
                _asStored.Add(date);
            }
        }

        /// <summary>Makes an edition anew; null if not all is there that it was made of.</summary>
        private async Task<Edition?> MakeAsync(Edition compiled, CancellationToken cancellationToken)
        {
            (IReadOnlyList<Outcome> outcomes, IReadOnlyDictionary<string, AnalysedArticle> articles) =
                await _reader.ReadAsync(compiled.Outcomes, cancellationToken).ConfigureAwait(false);
            if (outcomes.Any(o => o.Status == OutcomeStatus.Analysed && !articles.ContainsKey(o.ArticleId!)))
            {
                return null;
            }

            Retractions retractions = await _retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false);
            HashSet<string> knownThen = [.. _taken.Where(t => t.Key <= compiled.Date).SelectMany(t => t.Value)];
            Retractions known = new(retractions.All.Where(r => knownThen.Contains(r.Id)));
            EditionDraft draft = new(new EditionMaterial(outcomes, articles, compiled.Accounting.Pending)
            {
                Retracted = new RetractionNews(known, compiled.Retractions, compiled.Corrections),
                Missed = compiled.Missed,
                ToldAhead = compiled.ToldAhead,
            });
            EditionRequest request = new(schedule, compiled.Date);
            PastPositions past = await rebuild.BeforeAsync(compiled.Date, draft.Keys, cancellationToken).ConfigureAwait(false);
            StatementVectors vectors = await embeddings.KeptForAsync(request, draft.StatementsWith(past), cancellationToken).ConfigureAwait(false);
            if (vectors.MissingBecause is not null)
            {
                return null;
            }

            // What its subjects are called is what readers were told, and the ledger goes on with that.
            Edition anew = draft.Make(OccasionOf(compiled), past, vectors) with { Subjects = compiled.Subjects };
            return HasAllPointsOf(retractions.Touching(schedule, compiled.Date), anew) ? anew : null;
        }

        private static EditionOccasion OccasionOf(Edition compiled)
        {
            ScheduleOptions asItWas = new() { Title = compiled.Title, Language = compiled.Language, Zone = compiled.Zone, Repeats = compiled.Repeats };
            asItWas.MaxEntries = compiled.LetterEntries ?? asItWas.MaxEntries;
            return new EditionOccasion(
                new EditionRequest(compiled.Schedule, compiled.Date),
                asItWas,
                compiled.CompiledAt,
                compiled.Previous,
                new LetterNews(compiled.Recipients, compiled.Accounting.Uncertain));
        }

        /// <summary>Whether entries that were taken back are found again: otherwise what they told would come back under another id.</summary>
        private static bool HasAllPointsOf(IEnumerable<Retraction> retractions, Edition anew)
        {
            HashSet<string> ids = [.. anew.Proposals.Concat(anew.Criticisms).Select(e => e.Id)];
            return retractions.All(r => r.Kind != RetractionKind.Point || ids.Contains(r.Entry!));
        }
    }
}
