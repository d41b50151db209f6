using ArticleDigest.Records;
using Microsoft.Extensions.Logging;

namespace ArticleDigest.Letters;

/// <summary>
/// A letter's record in the hand of one sender, who writes only over what they have seen there: of many who hold the same
/// letter one gets through. Each time its letter comes to stand somewhere else for longer, that is logged.
/// </summary>
internal sealed partial class LetterFile(IRecords digest, string name, TimeProvider time, ILogger<LetterDesk> logger)
{
    private string? _etag;
    private bool _hasBegun;

    /// <summary>The letter as it was last read or written here; null if there is no record, as far as is known.</summary>
    public Letter? Letter { get; private set; }

    /// <summary>Reads what there is now.</summary>
    public async Task<Letter?> ReadAsync(CancellationToken cancellationToken)
    {
        JsonRecord<Letter>? stored = await digest.ReadJsonAsync<Letter>(name, cancellationToken).ConfigureAwait(false);
        (Letter, _etag) = (stored?.Value, stored?.Record.ETag);
        return Letter;
    }

    /// <summary>Writes over what was last seen.</summary>
    /// <returns>False if there is something else by now; nothing is written then.</returns>
    public async Task<bool> WriteAsync(Letter letter, CancellationToken cancellationToken)
    {
        string? written = _etag is null
            ? await digest.CreateAsync(name, letter.ToContent(), cancellationToken).ConfigureAwait(false)
            : await digest.ReplaceAsync(name, letter.ToContent(), _etag, cancellationToken).ConfigureAwait(false);
        (Letter, _etag) = written is null ? (Letter, _etag) : (letter, written);
        return written is not null;
    }

    /// <summary>
    /// Writes that the letter is about to go out: over the reservation that was written here, or as its first record. It is not
    /// to be interrupted: a write that got through unseen would make an unsent letter uncertain.
    /// </summary>
    /// <returns>False if somebody else has it; nothing of it may go out then.</returns>
    public async Task<bool> BeginAsync(Letter sending)
    {
        bool wasReserved = _etag is not null;
        _hasBegun = await WriteAsync(sending, CancellationToken.None).ConfigureAwait(false)

            // Only who made the reservation of this number writes that it is sending, so if that stands there, it is the answer
            // to the write that was lost, and not somebody else. Of a first record nobody can tell.
            || (wasReserved
                && await ReadAsync(CancellationToken.None).ConfigureAwait(false) is { Status: LetterStatus.Sending } stored
                && stored.Attempts == sending.Attempts
                && stored.At == sending.At);
        return _hasBegun;
    }

    /// <summary>Writes where the letter stands now.</summary>
    /// <returns>Null when it is settled; otherwise when to ask again. Where somebody was faster, what they made of it counts.</returns>
    public async Task<DateTimeOffset?> SettleAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (!await WriteAsync(letter, cancellationToken).ConfigureAwait(false))
        {
            return await LookAgainAsync(cancellationToken).ConfigureAwait(false);
        }

        Log(letter);
        return letter.IsSettled ? null : letter.Until;
    }

    /// <summary>Writes how an attempt ended. The process may be stopping: what is known now must not be lost.</summary>
    /// <inheritdoc cref="SettleAsync"/>
    public async Task<DateTimeOffset?> SettleAttemptAsync(Letter ended)
    {
        if (!await WriteAsync(ended, CancellationToken.None).ConfigureAwait(false))
        {
            // It took longer than its reservation, so somebody may have called it uncertain; who began it knows better, unless
            // another attempt has been begun since.
            Letter? stored = await ReadAsync(CancellationToken.None).ConfigureAwait(false);
            if (!_hasBegun || stored?.Attempts != ended.Attempts || stored.Status != LetterStatus.Uncertain)
            {
                return NextTime();
            }

            return await SettleAsync(ended, CancellationToken.None).ConfigureAwait(false);
        }

        Log(ended);
        return ended.IsSettled ? null : ended.Until;
    }

    /// <summary>Somebody else was faster: what they made of the letter counts.</summary>
    public async Task<DateTimeOffset?> LookAgainAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        return NextTime();
    }

    private DateTimeOffset? NextTime() => Letter is null ? time.GetUtcNow() : Letter.IsSettled ? null : Letter.Until;

    private void Log(Letter letter)
    {
        switch (letter.Status)
        {
            case LetterStatus.Reserved:
                LogPutOff(name, letter.Until, letter.Detail);
                break;
            case LetterStatus.Sending:
                LogUnsettled(name, letter.Until, letter.Detail);
                break;
            case LetterStatus.Refused or LetterStatus.Uncertain:
                LogFault(name, letter.Status, letter.Attempts, letter.Detail);
                break;
            default:
                LogEnd(name, letter.Status, letter.Attempts);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Letter} is {Status} after {Attempts} attempts.")]
    private partial void LogEnd(string letter, LetterStatus status, int attempts);

    [LoggerMessage(2, LogLevel.Warning, "{Letter} is {Status} after {Attempts} attempts: {Detail}")]
    private partial void LogFault(string letter, LetterStatus status, int attempts, string? detail);

    [LoggerMessage(3, LogLevel.Information, "{Letter} waits until {Until}: {Detail}")]
    private partial void LogPutOff(string letter, DateTimeOffset? until, string? detail);

    [LoggerMessage(4, LogLevel.Information, "{Letter} went out and is asked for at {Until}: {Detail}")]
    private partial void LogUnsettled(string letter, DateTimeOffset? until, string? detail);
}
