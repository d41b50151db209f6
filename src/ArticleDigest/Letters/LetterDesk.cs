using System.Globalization;
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
        string name = Letter.NameOf(schedule, date, recipientKey);
        JsonRecord<Letter>? stored = await digest.ReadJsonAsync<Letter>(name, cancellationToken).ConfigureAwait(false);
        if (stored?.Value is { } known && (known.IsSettled || known.Until > time.GetUtcNow()))
        {
            return known.IsSettled ? null : known.Until;
        }

        Edition edition = await EditionAsync(schedule, date, recipientKey, cancellationToken).ConfigureAwait(false);
        if (edition.Skipped)
        {
            return null;
        }

        Recipient? recipient = await recipients.FindAsync(schedule, recipientKey, cancellationToken).ConfigureAwait(false);
        if (stored?.Value.Status == LetterStatus.Sending)
        {
            return await SettleAsync(name, stored, edition, recipient, cancellationToken).ConfigureAwait(false);
        }

        string? withdrawal =
            recipient is null ? "the recipient is no longer configured"
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

        return await AttemptAsync(name, stored, edition, recipient, cancellationToken).ConfigureAwait(false);
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

    private async Task<Edition> EditionAsync(
        string schedule, DateOnly date, string recipientKey, CancellationToken cancellationToken)
    {
        EditionRequest request = new(schedule, date);
        string name = request.Path;
        Edition edition = await new EditionShelf(digest).ReadAsync(request, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no record {name}, so it has no letters.");
        return edition.Skipped || edition.Recipients.Contains(recipientKey, StringComparer.Ordinal)
            ? edition
            : throw new InvalidOperationException($"The edition {name} does not go to {recipientKey}.");
    }

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
        string name, JsonRecord<Letter>? stored, Edition edition, Recipient recipient, CancellationToken cancellationToken)
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

        Delivery delivery = await ComposeAsync(edition, recipient).ConfigureAwait(false) is { } message
            ? await postman.DeliverAsync(message, BeforeSendingAsync, cancellationToken).ConfigureAwait(false)
            : new Delivery(DeliveryStatus.Refused, "no letter can be addressed to this recipient; check the address");
        return delivery.Status == DeliveryStatus.NotOurs
            ? await LookAgainAsync(name, cancellationToken).ConfigureAwait(false)
            : await SettleAttemptAsync(name, After(letter, delivery), etag).ConfigureAwait(false);

        async Task<bool> BeforeSendingAsync(CancellationToken _)
        {
            // Connecting takes a while, and who has been told that no more letters come shall get none. The letter stays
            // reserved; whoever asks for it next withdraws it.
            if (await recipients.IsSuppressedAsync(recipient.Key, CancellationToken.None).ConfigureAwait(false))
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

    [LoggerMessage(1, LogLevel.Information, "{Letter} is {Status} after {Attempts} attempts.")]
    private partial void LogEnd(string letter, LetterStatus status, int attempts);

    [LoggerMessage(2, LogLevel.Warning, "{Letter} is {Status} after {Attempts} attempts: {Detail}")]
    private partial void LogFault(string letter, LetterStatus status, int attempts, string? detail);

    [LoggerMessage(3, LogLevel.Information, "{Letter} waits until {Until}: {Detail}")]
    private partial void LogPutOff(string letter, DateTimeOffset? until, string? detail);

    [LoggerMessage(4, LogLevel.Information, "{Letter} went out and is asked for at {Until}: {Detail}")]
    private partial void LogUnsettled(string letter, DateTimeOffset? until, string? detail);
}
