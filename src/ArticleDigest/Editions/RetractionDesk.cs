using System.Globalization;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>Finds what an editor wants to take back, tells what that would do, and does it.</summary>
public sealed class RetractionDesk(DigestStorage storage, ReceiptBook receipts, TimeProvider time)
{
    private readonly RetractionShelf _shelf = new(storage.Digest);
    private readonly EditionShelf _editions = new(storage.Digest);
    private readonly LedgerKeeper _ledger = new(storage.Digest);

    /// <summary>Plans to take back an edition.</summary>
    public async Task<RetractionPlan> PlanEditionAsync(EditionRequest request, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await FindAsync(request, cancellationToken).ConfigureAwait(false) is not { } edition)
        {
            return await NoEditionAsync(request, cancellationToken).ConfigureAwait(false);
        }

        Retractions known = await _shelf.OfAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        Retraction retraction = Retraction.OfEdition(request, reason, time.GetUtcNow());
        return Plan(retraction, known.OfEdition(request.Schedule, request.Date), known, [edition]);
    }

    /// <summary>Plans to take back an entry of an edition, or what one article tells of it.</summary>
    /// <param name="request">The edition.</param>
    /// <param name="entryId">The entry's id, also as the anchor that it has on pages; null or unknown gives a fault that names all there are.</param>
    /// <param name="source">The article's id or the name of one of its drops; null for the whole entry.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<RetractionPlan> PlanPointAsync(
        EditionRequest request, string? entryId, string? source, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await FindAsync(request, cancellationToken).ConfigureAwait(false) is not { } edition)
        {
            return await NoEditionAsync(request, cancellationToken).ConfigureAwait(false);
        }

        List<EditionEntry> entries = [.. edition.Proposals, .. edition.Criticisms];
        string? id = entryId?.TrimStart('#') is { } given && given.StartsWith("e-", StringComparison.Ordinal) ? given[2..] : entryId;
        if (entries.Find(e => string.Equals(e.Id, id, StringComparison.Ordinal)) is not { } entry)
        {
            string name = $"the edition {request.Schedule} of {Iso(request.Date)}";
            return RetractionPlan.Impossible(
                id is null ? $"Name an entry of {name}." : $"There is no entry {id} in {name}.",
                [.. entries.Select(e => $"{e.Id}  {e.Actor}{(e.Target is null ? "" : $" → {e.Target}")}: {e.Statement}")]);
        }

        EditionArticle? article = null;
        if (source is not null)
        {
            HashSet<string> telling = new(RetractedEditions.ArticlesOf(entry), StringComparer.Ordinal);
            List<EditionArticle> articles = [.. edition.Articles.Where(a => telling.Contains(a.Id))];
            article = articles.Find(a => string.Equals(a.Id, source, StringComparison.Ordinal) || a.Drops.Contains(source, StringComparer.Ordinal));
            if (article is null)
            {
                return RetractionPlan.Impossible($"The entry {entry.Id} is not told by {source}.", [.. articles.Select(a => $"{a.Drops[0]}  ({a.Title})")]);
            }
        }

        Retractions known = await _shelf.OfAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        Retraction? earlier = known.OfEntry(request.Schedule, request.Date, entry)
            ?? (article is null ? null : known.OfSource(request.Schedule, request.Date, entry.Id, article.Id));
        return Plan(Retraction.OfPoint(request, entry.Id, article?.Id, reason, time.GetUtcNow()), earlier, known, [edition]);
    }

    /// <summary>Plans to take back all that an article tells, also in editions to come.</summary>
    /// <param name="name">The article's id or the name of a drop that has it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<RetractionPlan> PlanArticleAsync(string name, string reason, CancellationToken cancellationToken)
    {
        SortedSet<string> ids = new(StringComparer.Ordinal);
        if (RecordName.Fault(name) is null)
        {
            Receipt? receipt = await receipts.ReadAsync(name, cancellationToken).ConfigureAwait(false);
            string?[] came = [receipt?.Concluded?.ArticleId, receipt?.Before?.ArticleId];
            ids.UnionWith(came.OfType<string>());
            if (name.All(char.IsAsciiHexDigitLower)
                && await storage.Digest.ReadAsync(ArticleTexts.PathOf(name), 0, cancellationToken).ConfigureAwait(false) is not null)
            {
                ids.Add(name);
            }
        }

        List<Edition> telling = [];
        await foreach (Edition edition in AllAsync(cancellationToken).ConfigureAwait(false))
        {
            List<string> found = [.. edition.Articles.Where(a => IsMeant(a, name, ids)).Select(a => a.Id)];
            ids.UnionWith(found);
            if (found.Count > 0)
            {
                telling.Add(edition);
            }
        }

        if (ids.Count != 1)
        {
            return ids.Count == 0
                ? RetractionPlan.Impossible(
                    $"There is no article {name} that was read; give the name of its drop, as editions account for it, or the article's id.", [])
                : RetractionPlan.Impossible($"Several articles came under the name {name}; give the id of one.", [.. ids.Select(id => Tell(id, telling))]);
        }

        Retractions known = await _shelf.ListAsync(cancellationToken).ConfigureAwait(false);
        Retraction retraction = Retraction.OfArticle(ids.Min!, reason, time.GetUtcNow());
        return Plan(retraction, known.OfArticle(ids.Min!), known, telling);
    }

    /// <summary>Does what was planned, and has the ledger of positions forget it. Any number of times.</summary>
    /// <returns>False if the same was taken back before; then no edition is told differently.</returns>
    public async Task<bool> RetractAsync(RetractionPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Retraction retraction = plan.Retraction ?? throw new ArgumentException(plan.Fault, nameof(plan));
        bool isDone = plan.Earlier is null && await _shelf.CreateAsync(retraction, cancellationToken).ConfigureAwait(false);

        // Also if it was taken back before: whoever did may have died in between.
        foreach (RetractionEffect effect in plan.Effects)
        {
            if (await FindAsync(effect.Edition, cancellationToken).ConfigureAwait(false) is { } edition)
            {
                await _ledger.EnterAsync(edition, cancellationToken).ConfigureAwait(false);
            }
        }

        return isDone;
    }

    private static RetractionPlan Plan(Retraction retraction, Retraction? earlier, Retractions known, IReadOnlyList<Edition> editions)
    {
        Retractions then = new(known.All.Append(retraction));
        List<RetractionEffect> effects = [];
        SortedSet<string> statements = new(StringComparer.Ordinal);
        foreach (Edition edition in editions)
        {
            if (RetractedEditions.WhatOf(edition, retraction) is { } what)
            {
                List<EditionEntry> gone =
                [
                    .. edition.Proposals.Concat(edition.Criticisms)
                        .Where(e => then.Forgets(edition.Schedule, edition.Date, e) && !known.Forgets(edition.Schedule, edition.Date, e)),
                ];
                statements.UnionWith(gone.Select(e => Retraction.MarkOf(e.Statement)));
                effects.Add(new RetractionEffect(new EditionRequest(edition.Schedule, edition.Date), what.ToString(), gone.Count));
            }
        }

        return RetractionPlan.Of(retraction with { Statements = [.. statements] }, earlier, effects);
    }

    private static bool IsMeant(EditionArticle article, string name, SortedSet<string> ids) =>
        ids.Contains(article.Id) || string.Equals(article.Id, name, StringComparison.Ordinal) || article.Drops.Contains(name, StringComparer.Ordinal);

    private static string Tell(string id, List<Edition> telling)
    {
        string[] editions = [.. telling.Where(e => e.Articles.Any(a => string.Equals(a.Id, id, StringComparison.Ordinal))).Select(e => $"{e.Schedule} {Iso(e.Date)}")];
        return $"{id}  {(editions.Length == 0 ? "in no edition" : $"in {string.Join(", ", editions)}")}";
    }

    private static string Iso(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>An edition that went out; null if there is none.</summary>
    private async Task<Edition?> FindAsync(EditionRequest request, CancellationToken cancellationToken) =>
        await _editions.ReadAsync(request, cancellationToken).ConfigureAwait(false) is { Skipped: false } edition ? edition : null;

    private async Task<RetractionPlan> NoEditionAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<(DateOnly Date, bool IsClosed)> editions = await _editions.ListAsync(request.Schedule, cancellationToken).ConfigureAwait(false);
        return RetractionPlan.Impossible(
            $"No edition {request.Schedule} of {Iso(request.Date)} went out.",
            [.. editions.Reverse().Select(e => $"{request.Schedule} {Iso(e.Date)}")]);
    }

    private async IAsyncEnumerable<Edition> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string schedule in await _editions.SchedulesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach ((DateOnly date, _) in await _editions.ListAsync(schedule, cancellationToken).ConfigureAwait(false))
            {
                if (await FindAsync(new EditionRequest(schedule, date), cancellationToken).ConfigureAwait(false) is { } edition)
                {
                    yield return edition;
                }
            }
        }
    }
}
