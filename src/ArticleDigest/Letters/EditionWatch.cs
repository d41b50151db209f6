using ArticleDigest.Editions;
using Microsoft.Extensions.Logging;

namespace ArticleDigest.Letters;

/// <summary>Tells of editions that should have gone out and have not, so that somebody is alerted.</summary>
public sealed partial class EditionWatch(
    LetterLedger ledger, DigestOptions options, TimeProvider time, ILogger<EditionWatch> logger)
{
    /// <summary>How long after its hour an edition of which no letter is settled counts as late.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Logs an error for each of these editions that is late.</summary>
    /// <param name="underWay">The editions that <see cref="EditionClock.TickAsync"/> named: due or not closed yet.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Those that are late.</returns>
    public async Task<IReadOnlyList<EditionRequest>> TellLateAsync(
        IReadOnlyList<EditionRequest> underWay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(underWay);
        List<EditionRequest> late = [];
        foreach (EditionRequest request in underWay)
        {
            DateTimeOffset due = new DigestCalendar(options.Schedules[request.Schedule]).SendTimeOf(request.Date);
            if (time.GetUtcNow() - due < Patience)
            {
                continue;
            }

            LetterCounts letters = await ledger.StatusAsync(request.Schedule, request.Date, cancellationToken).ConfigureAwait(false);
            if (letters.Sent == 0)
            {
                late.Add(request);
                LogLate(request.Schedule, request.Date, due);
            }
        }

        return late;
    }

    [LoggerMessage(1, LogLevel.Error, "The edition {Schedule} of {Date} was due at {Due} and has not gone out yet.", EventName = "EditionOverdue")]
    private partial void LogLate(string schedule, DateOnly date, DateTimeOffset due);
}
