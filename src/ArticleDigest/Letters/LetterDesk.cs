using System.Collections.Concurrent;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace ArticleDigest.Letters;

/// <summary>
/// Sends each letter at most once, however often it is asked to and wherever a process dies: a letter is reserved, then
/// marked as going out before anything of it goes out, then settled. What dies while reserved is tried again; what dies
/// while going out is asked for, never sent again; where nobody can tell, it is uncertain and stays so until somebody
/// decides otherwise.
/// </summary>
public sealed partial class LetterDesk(
    IRecords digest,
    RecipientBook recipients,
    LetterComposer composer,
    IPostman postman,
    MailOptions options,
    TimeProvider time,
    ILogger<LetterDesk> logger)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(6);

    // How long a letter is left alone after a fault that is not the mail server's.
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMinutes(1);

    // A step of the host must end some time; what a slow server leaves of a batch begins another.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMinutes(10);

    private readonly RetractionShelf _retractions = new(digest);
    private readonly EditionsAtHand _editions = new(new EditionShelf(digest));

    /// <summary>
    /// Brings the letters of a batch as far as they get now, some at once. A letter that meets a fault does not keep the
    /// others from being tried: the fault is logged, and the letter's turn comes again soon.
    /// </summary>
    /// <param name="request">The edition.</param>
    /// <param name="batch">Which of its batches of <see cref="EditionFlow.LettersInBatch"/> recipients, from 0.</param>
    /// <param name="cancellationToken">Ends the call; letters that are going out are waited for.</param>
    /// <returns>Null when all of them are settled; otherwise when to ask again.</returns>
    /// <exception cref="InvalidOperationException">There is no such edition.</exception>
    public async Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        Edition edition = await EditionAsync(request, cancellationToken).ConfigureAwait(false);
        long began = time.GetTimestamp();
        ConcurrentBag<DateTimeOffset> again = [];
        await Parallel.ForEachAsync(
            edition.Recipients.Skip(batch * EditionFlow.LettersInBatch).Take(EditionFlow.LettersInBatch),
            new ParallelOptions { MaxDegreeOfParallelism = EditionFlow.LettersAtOnce, CancellationToken = cancellationToken },
            async (recipientKey, token) =>
            {
                DateTimeOffset? until = time.GetElapsedTime(began) < LongestBatch
                    ? await TryAsync(edition, recipientKey, token).ConfigureAwait(false)
                    : time.GetUtcNow();
                if (until is { } open)
                {
                    again.Add(open);
                }
            }).ConfigureAwait(false);
        return again.IsEmpty ? null : again.Min();
    }

    /// <summary>Brings one letter as far as it gets now.</summary>
    /// <param name="schedule">The edition's schedule.</param>
    /// <param name="date">The edition's date.</param>
    /// <param name="recipientKey">One of the edition's recipients.</param>
    /// <param name="cancellationToken">Ends the call; a letter that is going out is waited for.</param>
    /// <returns>Null when the letter is settled; otherwise when to ask again.</returns>
    /// <exception cref="InvalidOperationException">There is no such edition, or it does not go to that recipient.</exception>
    public async Task<DateTimeOffset?> SendAsync(
        string schedule, DateOnly date, string recipientKey, CancellationToken cancellationToken)
    {
        EditionRequest request = new(schedule, date);
        Edition edition = await EditionAsync(request, cancellationToken).ConfigureAwait(false);
        return edition.Skipped ? null
            : edition.Recipients.Contains(recipientKey, StringComparer.Ordinal) ? await BringOnAsync(edition, recipientKey, cancellationToken).ConfigureAwait(false)
            : throw new InvalidOperationException($"The edition {request.Path} does not go to {recipientKey}.");
    }

    private async Task<DateTimeOffset?> TryAsync(Edition edition, string recipientKey, CancellationToken cancellationToken)
    {
        try
        {
            return await BringOnAsync(edition, recipientKey, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // One letter's fault must not keep the others from going out; it is logged, and its turn comes again.
        catch (Exception fault)
        {
            DateTimeOffset again = time.GetUtcNow() + PauseAfterFault;
            LogTrouble(Letter.NameOf(edition.Schedule, edition.Date, recipientKey), again, fault);
            return again;
        }
#pragma warning restore CA1031
    }

    private async Task<DateTimeOffset?> BringOnAsync(Edition edition, string recipientKey, CancellationToken cancellationToken)
    {
        string name = Letter.NameOf(edition.Schedule, edition.Date, recipientKey);
        JsonRecord<Letter>? stored = await digest.ReadJsonAsync<Letter>(name, cancellationToken).ConfigureAwait(false);
        if (stored?.Value is { } known && (known.IsSettled || known.Until > time.GetUtcNow()))
        {
            return known.IsSettled ? null : known.Until;
        }

        Recipient? recipient = await recipients.FindAsync(edition.Schedule, recipientKey, cancellationToken).ConfigureAwait(false);
        if (stored?.Value.Status == LetterStatus.Sending)
        {
            return await SettleAsync(name, stored, edition, recipient, cancellationToken).ConfigureAwait(false);
        }

        Retractions retractions = await _retractions.OfAsync(edition.Schedule, cancellationToken).ConfigureAwait(false);
        Edition left = Retracted.Apply(edition, retractions);
        string? withdrawal =
            left.Withdrawn is { } withdrawn ? $"the edition was withdrawn: {withdrawn.Reason}"
            : recipient is null ? "the recipient is no longer configured"
            : await recipients.IsSuppressedAsync(recipientKey, cancellationToken).ConfigureAwait(false) ? "the recipient wants no letters"
            : null;
        if (recipient is null || withdrawal is not null)
        {
            return await EndAsync(name, stored, LetterStatus.Withdrawn, withdrawal, cancellationToken).ConfigureAwait(false);
        }

        // An attempt that fails at the end of the time gives up by itself; this is for letters nobody came to try.
        if (stored is not null && time.GetUtcNow() > stored.Value.Since + options.GiveUpAfter + LongestWait)
        {
            return await EndAsync(name, stored, LetterStatus.Refused, GivenUp(stored.Value), cancellationToken).ConfigureAwait(false);
        }

        return await AttemptAsync(name, stored, new Unsent(left, retractions), recipient, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends a letter again of which nobody knows whether it arrived, because somebody asked for it. Its edition is open
    /// again, so that whoever resumes open editions sees it through. A letter that is not uncertain is left alone.
    /// </summary>
    /// <returns>Null when the letter is settled; otherwise when to ask <see cref="SendAsync"/> again.</returns>
    public async Task<DateTimeOffset?> ResendUncertainAsync(
        string schedule, DateOnly date, string recipientKey, CancellationToken cancellationToken)
    {
        string name = Letter.NameOf(schedule, date, recipientKey);
        JsonRecord<Letter>? stored = await digest.ReadJsonAsync<Letter>(name, cancellationToken).ConfigureAwait(false);
        if (stored?.Value.Status == LetterStatus.Uncertain)
        {
            DateTimeOffset now = time.GetUtcNow();
            Letter again = stored.Value with { Status = LetterStatus.Reserved, Since = now, At = now, Until = now };
            await EditionShelf.ReopenAsync(digest, new EditionRequest(schedule, date), cancellationToken).ConfigureAwait(false);
            await digest.ReplaceAsync(name, again.ToContent(), stored.Record.ETag, cancellationToken).ConfigureAwait(false);
        }

        return await SendAsync(schedule, date, recipientKey, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Edition> EditionAsync(EditionRequest request, CancellationToken cancellationToken) =>
        await _editions.ReadAsync(request, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no record {request.Path}, so it has no letters.");

    /// <summary>Writes the letter; null if the recipient's address cannot stand in one, which must not hold up the others.</summary>
    private async Task<MimeMessage?> ComposeAsync(Edition edition, Recipient recipient)
    {
        try
        {
            return await composer.ComposeAsync(edition, recipient).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<DateTimeOffset?> AttemptAsync(
        string name, JsonRecord<Letter>? stored, Unsent unsent, Recipient recipient, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Letter letter = new()
        {
            Status = LetterStatus.Reserved,
            Attempts = (stored?.Value.Attempts ?? 0) + 1,
            Since = stored?.Value.Since ?? now,
            At = now,
            Until = now + options.Reservation,
            Detail = stored?.Value.Detail,
        };
        string? etag = await WriteAsync(name, letter, stored?.Record.ETag, cancellationToken).ConfigureAwait(false);
        if (etag is null)
        {
            return await LookAgainAsync(name, cancellationToken).ConfigureAwait(false);
        }

        Delivery delivery = await ComposeAsync(unsent.Edition, recipient).ConfigureAwait(false) is { } message
            ? await postman.DeliverAsync(message, BeforeSendingAsync, cancellationToken).ConfigureAwait(false)
            : new Delivery(DeliveryStatus.Refused, "no letter can be addressed to this recipient; check the address");
        return delivery.Status == DeliveryStatus.NotOurs
            ? await LookAgainAsync(name, cancellationToken).ConfigureAwait(false)
            : await SettleAttemptAsync(name, After(letter, delivery), etag).ConfigureAwait(false);

        async Task<bool> BeforeSendingAsync(CancellationToken _)
        {
            // Connecting takes a while, and who has been told that no more letters come shall get none. The letter stays
            // reserved; whoever asks for it next withdraws it. So it is with what was taken back meanwhile: whoever asks next
            // writes the letter without it.
            if (await recipients.IsSuppressedAsync(recipient.Key, CancellationToken.None).ConfigureAwait(false)
                || await HasChangedAsync(unsent).ConfigureAwait(false))
            {
                return false;
            }

            DateTimeOffset begin = time.GetUtcNow();
            Letter sending = letter with { Status = LetterStatus.Sending, At = begin, Until = begin + options.Reservation };

            // Not to be interrupted: a write that got through unseen would make an unsent letter uncertain.
            string? written = await digest.ReplaceAsync(name, sending.ToContent(), etag, CancellationToken.None).ConfigureAwait(false);
            (letter, etag) = written is null ? (letter, etag) : (sending, written);
            return written is not null;
        }
    }

    private async Task<bool> HasChangedAsync(Unsent unsent)
    {
        Retractions now = await _retractions.OfAsync(unsent.Edition.Schedule, CancellationToken.None).ConfigureAwait(false);
        return now.All.Count != unsent.Retractions.All.Count;
    }

    /// <summary>Writes how an attempt ended. The process may be stopping: what is known now must not be lost.</summary>
    private async Task<DateTimeOffset?> SettleAttemptAsync(string name, Letter ended, string etag)
    {
        string? written = await digest.ReplaceAsync(name, ended.ToContent(), etag, CancellationToken.None).ConfigureAwait(false);
        if (written is null)
        {
            // It took longer than its reservation, so somebody may have called it uncertain; we know better, unless
            // another attempt has been begun since.
            JsonRecord<Letter>? stored = await digest.ReadJsonAsync<Letter>(name, CancellationToken.None).ConfigureAwait(false);
            if (stored is null || stored.Value.Attempts != ended.Attempts || stored.Value.Status != LetterStatus.Uncertain)
            {
                return await LookAgainAsync(name, CancellationToken.None).ConfigureAwait(false);
            }

            written = await digest.ReplaceAsync(name, ended.ToContent(), stored.Record.ETag, CancellationToken.None).ConfigureAwait(false);
        }

        if (written is null)
        {
            return await LookAgainAsync(name, CancellationToken.None).ConfigureAwait(false);
        }

        Log(name, ended);
        return ended.IsSettled ? null : ended.Until;
    }

    private async Task<DateTimeOffset?> SettleAsync(
        string name, JsonRecord<Letter> stored, Edition edition, Recipient? recipient, CancellationToken cancellationToken)
    {
        Delivery? found = null;
        if (recipient is not null)
        {
            // It is asked for by its id, and what went out may have been written before anything was taken back.
            MimeMessage message = await composer.ComposeAsync(edition, recipient).ConfigureAwait(false);
            found = await postman.SettleAsync(message, cancellationToken).ConfigureAwait(false);
        }

        Letter ended = After(
            stored.Value,
            found ?? new Delivery(DeliveryStatus.Uncertain, "the sending was begun and nothing tells how it ended"));
        string? written = await digest.ReplaceAsync(name, ended.ToContent(), stored.Record.ETag, cancellationToken).ConfigureAwait(false);
        if (written is null)
        {
            return await LookAgainAsync(name, cancellationToken).ConfigureAwait(false);
        }

        Log(name, ended);
        return ended.IsSettled ? null : ended.Until;
    }

    private Letter After(Letter letter, Delivery delivery)
    {
        DateTimeOffset now = time.GetUtcNow();
        Letter after = letter with { At = now, Until = null, Detail = delivery.Detail };
        return delivery.Status switch
        {
            DeliveryStatus.Sent => after with { Status = LetterStatus.Sent },
            DeliveryStatus.Refused => after with { Status = LetterStatus.Refused },
            DeliveryStatus.PutOff when now >= letter.Since + options.GiveUpAfter =>
                after with { Status = LetterStatus.Refused, Detail = GivenUp(after) },
            DeliveryStatus.PutOff => after with { Status = LetterStatus.Reserved, Until = NextAttempt(letter, delivery, now) },
            DeliveryStatus.Unsettled when now >= letter.At + options.GiveUpAfter =>
                after with { Status = LetterStatus.Uncertain, Detail = NeverSettled(delivery) },
            DeliveryStatus.Unsettled => letter with { Until = NextQuestion(letter, delivery, now), Detail = delivery.Detail },
            _ => after with { Status = LetterStatus.Uncertain },
        };
    }

    private DateTimeOffset NextAttempt(Letter letter, Delivery delivery, DateTimeOffset now)
    {
        TimeSpan wait = letter.Attempts > 10 ? LongestWait : ShortestWait * Math.Pow(2, Math.Max(0, letter.Attempts - 1));

        // The last attempt is when time is up, not some time before.
        return Earlier(now + WaitAtLeast(wait, delivery), letter.Since + options.GiveUpAfter);
    }

    /// <summary>A letter that went out long ago is asked for ever less often.</summary>
    private DateTimeOffset NextQuestion(Letter letter, Delivery delivery, DateTimeOffset now) =>
        Earlier(now + WaitAtLeast(now - letter.At, delivery), letter.At + options.GiveUpAfter);

    private static TimeSpan WaitAtLeast(TimeSpan wait, Delivery delivery)
    {
        TimeSpan own = wait < ShortestWait ? ShortestWait : wait < LongestWait ? wait : LongestWait;
        TimeSpan wish = delivery.RetryAfter is { } asked && asked < LongestWish ? asked : delivery.RetryAfter is null ? TimeSpan.Zero : LongestWish;
        return own > wish ? own : wish;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private string GivenUp(Letter letter)
    {
        string attempts = letter.Attempts == 1 ? "1 attempt" : $"{letter.Attempts} attempts";
        return $"given up after {options.GiveUpAfterHours} hours and {attempts}; the last one ended with: {letter.Detail ?? "nothing to tell"}";
    }

    private string NeverSettled(Delivery delivery) =>
        $"the sending was begun and {options.GiveUpAfterHours} hours later nothing tells how it ended; the last question ended with: {delivery.Detail}";

    private async Task<DateTimeOffset?> EndAsync(
        string name, JsonRecord<Letter>? stored, LetterStatus status, string? reason, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Letter ended = new()
        {
            Status = status,
            Attempts = stored?.Value.Attempts ?? 0,
            Since = stored?.Value.Since ?? now,
            At = now,
            Detail = reason,
        };
        if (await WriteAsync(name, ended, stored?.Record.ETag, cancellationToken).ConfigureAwait(false) is null)
        {
            return await LookAgainAsync(name, cancellationToken).ConfigureAwait(false);
        }

        Log(name, ended);
        return null;
    }

    private Task<string?> WriteAsync(string name, Letter letter, string? etag, CancellationToken cancellationToken) =>
        etag is null
            ? digest.CreateAsync(name, letter.ToContent(), cancellationToken)
            : digest.ReplaceAsync(name, letter.ToContent(), etag, cancellationToken);

    /// <summary>Somebody else was faster: what they made of the letter counts.</summary>
    private async Task<DateTimeOffset?> LookAgainAsync(string name, CancellationToken cancellationToken)
    {
        JsonRecord<Letter>? stored = await digest.ReadJsonAsync<Letter>(name, cancellationToken).ConfigureAwait(false);
        return stored is null ? time.GetUtcNow() : stored.Value.IsSettled ? null : stored.Value.Until;
    }

    private void Log(string name, Letter letter)
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

    /// <summary>What a letter is written from.</summary>
    /// <param name="Edition">The edition, with retractions laid over.</param>
    /// <param name="Retractions">These retractions.</param>
    private sealed record Unsent(Edition Edition, Retractions Retractions);

    [LoggerMessage(1, LogLevel.Information, "{Letter} is {Status} after {Attempts} attempts.")]
    private partial void LogEnd(string letter, LetterStatus status, int attempts);

    [LoggerMessage(2, LogLevel.Warning, "{Letter} is {Status} after {Attempts} attempts: {Detail}")]
    private partial void LogFault(string letter, LetterStatus status, int attempts, string? detail);

    [LoggerMessage(3, LogLevel.Information, "{Letter} waits until {Until}: {Detail}")]
    private partial void LogPutOff(string letter, DateTimeOffset? until, string? detail);

    [LoggerMessage(5, LogLevel.Error, "{Letter} met a fault that is not the mail server's and is tried again at {Until}.")]
    private partial void LogTrouble(string letter, DateTimeOffset until, Exception fault);

    [LoggerMessage(4, LogLevel.Information, "{Letter} went out and is asked for at {Until}: {Detail}")]
    private partial void LogUnsettled(string letter, DateTimeOffset? until, string? detail);
}
