using System.Collections.Frozen;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>
/// Tells what became of all drops in numbers, and of the newest one by one. It takes one go through the listings, and reads
/// only the newest that changed since it was asked before: what it keeps is as much as it tells.
/// </summary>
public sealed class DropFates(DigestStorage storage, DropSurvey survey, ReceiptBook receipts, TimeProvider time)
{
    private const int AtOnce = 16;

    private FrozenDictionary<string, KnownFate> _known = FrozenDictionary<string, KnownFate>.Empty;

    /// <summary>Looks at all drops.</summary>
    /// <param name="most">How many of the newest to tell one by one, at least 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The account, without lines; the newest drops, those that came at one time by name.</returns>
    public async Task<(Accounting Account, IReadOnlyList<DropFate> Newest)> LookAsync(int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int[] ended = new int[Enum.GetValues<OutcomeStatus>().Length];
        int received = 0;
        PriorityQueue<DropState, DropState> newest = new(OldestFirst.Instance);
        await foreach (DropState drop in survey.GoThroughAsync(cancellationToken).ConfigureAwait(false))
        {
            received++;
            if (drop.Outcome is { } status)
            {
                ended[(int)status]++;
            }

            newest.Enqueue(drop, drop);
            if (newest.Count > most)
            {
                newest.Dequeue();
            }
        }

        DropState[] shown = [.. newest.UnorderedItems.Select(item => item.Element).OrderDescending(OldestFirst.Instance)];
        DropFate[] fates = new DropFate[shown.Length];
        FrozenDictionary<string, KnownFate> known = _known;
        DateTimeOffset now = time.GetUtcNow();
        await Parallel.ForAsync(0, shown.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            fates[i] = known.TryGetValue(shown[i].Name, out KnownFate? before) && before.IsAbout(shown[i])
                ? before.Fate
                : await ReadAsync(shown[i], now, token).ConfigureAwait(false)).ConfigureAwait(false);
        _known = shown.Zip(fates)
            .Where(pair => pair.Second.Status is not null && pair.First.ReceiptETag is not null)
            .ToFrozenDictionary(pair => pair.First.Name, pair => new KnownFate(pair.First.ETag, pair.First.ReceiptETag, pair.Second), StringComparer.Ordinal);
        Accounting account = new()
        {
            Received = received,
            Analysed = ended[(int)OutcomeStatus.Analysed],
            Duplicates = ended[(int)OutcomeStatus.Duplicate],
            Rejected = ended[(int)OutcomeStatus.Rejected],
            Filtered = ended[(int)OutcomeStatus.Filtered],
            Failed = ended[(int)OutcomeStatus.Failed],
            Pending = received - ended.Sum(),
            Withheld = 0,
            Lines = [],
        };
        return (account, fates);
    }

    private async Task<DropFate> ReadAsync(DropState drop, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DropFate fate = new(drop.Name) { CameAt = drop.CameAt };
        if (drop.IsDue(now))
        {
            return fate;
        }

        Receipt? receipt = await receipts.ReadAsync(drop.Name, cancellationToken).ConfigureAwait(false);
        if (receipt?.Concluded is not { } concluded)
        {
            return fate with { IsTaken = true, IsWaiting = receipt is { IsWaiting: true }, Attempts = receipt?.Attempts ?? 0 };
        }

        return fate with
        {
            Status = concluded.Status,
            Reason = concluded.Status == OutcomeStatus.Duplicate ? concluded.DuplicateOf : concluded.Reason,
            Title = concluded.Title,
            Points = await CountPointsAsync(concluded, cancellationToken).ConfigureAwait(false),
            Revised = receipt.Before is not null && !receipt.IsAgain && concluded.Status == OutcomeStatus.Analysed,
        };
    }

    private async Task<int?> CountPointsAsync(Conclusion concluded, CancellationToken cancellationToken) =>
        concluded is { Status: OutcomeStatus.Analysed, ArticleId: { } article }
        && await storage.Digest.ReadJsonAsync<ArticleAnalysis>(ArticleAnalysis.PathOf(article, concluded.AnalystVersion), cancellationToken)
            .ConfigureAwait(false) is { } analysis
            ? OneClause.Told(analysis.Value.Points).Count
            : null;

    /// <summary>What a drop came to, and the content and receipt that say so.</summary>
    private sealed record KnownFate(string ETag, string? ReceiptETag, DropFate Fate)
    {
        public bool IsAbout(DropState drop) =>
            string.Equals(ETag, drop.ETag, StringComparison.Ordinal) && string.Equals(ReceiptETag, drop.ReceiptETag, StringComparison.Ordinal);
    }

    /// <summary>The order in which the one to be left out comes first: the oldest, and of those that came at one time the last by name.</summary>
    private sealed class OldestFirst : IComparer<DropState>
    {
        public static readonly OldestFirst Instance = new();

        public int Compare(DropState? x, DropState? y)
        {
            int byTime = Nullable.Compare(x?.CameAt, y?.CameAt);
            return byTime != 0 ? byTime : string.CompareOrdinal(y?.Name, x?.Name);
        }
    }
}
