using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>
/// Ends letters to addresses that take none: at once where the server says that there is no such address, after some
/// editions running where it says less.
/// </summary>
public sealed class Bounces(IRecords digest, SuppressionBook suppressions, TimeProvider time)
{
    /// <summary>After so many editions running whose letter was refused for a doubtful address no more are sent.</summary>
    public const int EditionsRunning = 3;

    // Of a schedule that skips most days these go back far enough.
    private const int MostEditions = 60;

    private readonly EditionShelf _editions = new(digest);

    /// <summary>Takes note of a letter that is settled.</summary>
    /// <param name="edition">Its edition.</param>
    /// <param name="recipientKey">Whom it was for.</param>
    /// <param name="letter">How it ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether its recipient gets no more letters because of it.</returns>
    public async Task<bool> NoteAsync(EditionRequest edition, string recipientKey, Letter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(letter);
        if (letter is not { Status: LetterStatus.Refused, AddressFault: { } fault }
            || (fault == AddressFault.Doubtful && !await IsLastStrawAsync(edition, recipientKey, cancellationToken).ConfigureAwait(false)))
        {
            return false;
        }

        Suppression suppression = new() { Reason = SuppressionReason.Bounced, At = time.GetUtcNow(), Detail = letter.Detail };
        return await suppressions.SuppressAsync(recipientKey, suppression, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsLastStrawAsync(EditionRequest edition, string recipientKey, CancellationToken cancellationToken)
    {
        IEnumerable<DateOnly> before = (await _editions.ListAsync(edition.Schedule, cancellationToken).ConfigureAwait(false))
            .Select(known => known.Date).Where(date => date < edition.Date).Reverse().Take(MostEditions);
        DateTimeOffset? lifted = (await suppressions.FindAsync(recipientKey, cancellationToken).ConfigureAwait(false))?.LiftedAt;
        int running = 1;
        foreach (DateOnly date in before)
        {
            Letter? letter = (await digest.ReadJsonAsync<Letter>(Letter.NameOf(edition.Schedule, date, recipientKey), cancellationToken).ConfigureAwait(false))?.Value;
            if (letter is null or { Status: LetterStatus.Withdrawn } or { IsSettled: false })
            {
                continue;
            }

            // Whoever was let in again begins anew.
            if (letter is not { Status: LetterStatus.Refused, AddressFault: not null } || letter.At <= lifted)
            {
                return false;
            }

            if (++running == EditionsRunning)
            {
                return true;
            }
        }

        return false;
    }
}
