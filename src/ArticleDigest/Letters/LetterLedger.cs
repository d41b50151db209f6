using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>How many letters of an edition stand where.</summary>
public sealed record LetterCounts(int Reserved, int Sending, int Sent, int Refused, int Uncertain, int Withdrawn)
{
    /// <summary>All letters that anybody has taken so far.</summary>
    public int Total => Reserved + Sending + Sent + Refused + Uncertain + Withdrawn;

    /// <summary>Letters to which something is still to happen.</summary>
    public int Open => Reserved + Sending;
}

/// <summary>Tells what became of letters. Reads only.</summary>
public sealed class LetterLedger(IReadRecords digest)
{
    /// <summary>For how many days back a letter's fate is looked into.</summary>
    public const int DaysBack = 14;

    /// <summary>Counts an edition's letters by where they stand, from the listing alone.</summary>
    public async Task<LetterCounts> StatusAsync(string schedule, DateOnly date, CancellationToken cancellationToken)
    {
        int[] counts = new int[Enum.GetValues<LetterStatus>().Length];
        string folder = Letter.FolderOf(schedule, date);
        await foreach (RecordEntry entry in digest.ListAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            if (Letter.StatusOf(entry) is { } status)
            {
                counts[(int)status]++;
            }
        }

        return new LetterCounts(
            counts[(int)LetterStatus.Reserved],
            counts[(int)LetterStatus.Sending],
            counts[(int)LetterStatus.Sent],
            counts[(int)LetterStatus.Refused],
            counts[(int)LetterStatus.Uncertain],
            counts[(int)LetterStatus.Withdrawn]);
    }

    /// <summary>Why the first of an edition's open letters waits; null if none does or nobody knows.</summary>
    public async Task<string?> FirstDelayAsync(string schedule, DateOnly date, CancellationToken cancellationToken)
    {
        await foreach (RecordEntry entry in digest.ListAsync(Letter.FolderOf(schedule, date), cancellationToken).ConfigureAwait(false))
        {
            if (Letter.StatusOf(entry) is LetterStatus.Reserved or LetterStatus.Sending
                && await digest.ReadJsonAsync<Letter>(entry.Name, cancellationToken).ConfigureAwait(false) is { Value.Detail: { } detail })
            {
                return detail;
            }
        }

        return null;
    }

    /// <summary>The letters of which nobody knows whether they arrived.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="last">The date of the last edition; null if there is none, and so no letters.</param>
    /// <param name="until">Letters that became uncertain later are left out.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Letters of the last <see cref="DaysBack"/> days up to <paramref name="last"/>, by date, then key.</returns>
    public async Task<IReadOnlyList<UncertainLetter>> UncertainAsync(
        string schedule, DateOnly? last, DateTimeOffset until, CancellationToken cancellationToken) =>
        [.. (await FindUncertainAsync(schedule, last, until, cancellationToken).ConfigureAwait(false)).Select(found => found.Letter)];

    /// <summary>
    /// The uncertain letters that no edition has told of yet. The editions say so themselves: a letter's time is that of its
    /// sender's clock before the record was written, and an edition can have been compiled in between.
    /// </summary>
    /// <inheritdoc cref="UncertainAsync"/>
    public async Task<IReadOnlyList<UncertainLetter>> UntoldAsync(
        string schedule, DateOnly? last, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<(UncertainLetter Letter, DateTimeOffset At)> found = await FindUncertainAsync(schedule, last, until, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return [];
        }

        EditionShelf shelf = new(digest);
        DateOnly oldest = found.Min(f => f.Letter.Date);
        foreach ((DateOnly date, _) in await shelf.ListAsync(schedule, cancellationToken).ConfigureAwait(false))
        {
            if (date > oldest && date <= last
                && await shelf.ReadAsync(new EditionRequest(schedule, date), cancellationToken).ConfigureAwait(false) is { } edition)
            {
                // One that was sent again since, and is uncertain again, is news.
                found.RemoveAll(f => f.At <= edition.CompiledAt
                    && edition.Accounting.Uncertain.Any(told => told.Date == f.Letter.Date && string.Equals(told.RecipientKey, f.Letter.RecipientKey, StringComparison.Ordinal)));
            }
        }

        return [.. found.Select(f => f.Letter)];
    }

    private async Task<List<(UncertainLetter Letter, DateTimeOffset At)>> FindUncertainAsync(
        string schedule, DateOnly? last, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<(UncertainLetter Letter, DateTimeOffset At)> found = [];
        for (int back = DaysBack - 1; last is { } newest && back >= 0; back--)
        {
            DateOnly date = newest.AddDays(-back);
            string folder = Letter.FolderOf(schedule, date);
            List<string> names = [];
            await foreach (RecordEntry entry in digest.ListAsync(folder, cancellationToken).ConfigureAwait(false))
            {
                if (Letter.TimeOf(entry) <= until && Letter.StatusOf(entry) == LetterStatus.Uncertain)
                {
                    names.Add(entry.Name);
                }
            }

            names.Sort(StringComparer.Ordinal);
            foreach (string name in names)
            {
                JsonRecord<Letter>? letter = await digest.ReadJsonAsync<Letter>(name, cancellationToken).ConfigureAwait(false);
                if (letter?.Value is { Status: LetterStatus.Uncertain } uncertain)
                {
                    string key = name[folder.Length..^".json".Length];
                    found.Add((new UncertainLetter(date, key, uncertain.Detail ?? "no answer came"), uncertain.At));
                }
            }
        }

        return found;
    }
}
