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

    /// <summary>The letters that became uncertain since the previous edition, for the next one to tell of.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="previous">The date of the edition before; null if there is none, and so no letters.</param>
    /// <param name="since">When that edition was compiled, exclusive; null for no limit.</param>
    /// <param name="until">
    /// When the new edition is compiled, inclusive: what becomes uncertain later belongs to the edition after it.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Letters of the last <see cref="DaysBack"/> days up to <paramref name="previous"/>, by date, then key.</returns>
    public async Task<IReadOnlyList<UncertainLetter>> UncertainAsync(
        string schedule, DateOnly? previous, DateTimeOffset? since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<UncertainLetter> found = [];
        for (int back = DaysBack - 1; previous is { } last && back >= 0; back--)
        {
            DateOnly date = last.AddDays(-back);
            string folder = Letter.FolderOf(schedule, date);
            List<string> names = [];
            await foreach (RecordEntry entry in digest.ListAsync(folder, cancellationToken).ConfigureAwait(false))
            {
                bool isInTime = Letter.TimeOf(entry) is { } at && at <= until && (since is null || at > since);
                if (isInTime && Letter.StatusOf(entry) == LetterStatus.Uncertain)
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
                    found.Add(new UncertainLetter(date, name[folder.Length..^".json".Length], uncertain.Detail ?? "no answer came"));
                }
            }
        }

        return found;
    }
}
