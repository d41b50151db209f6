using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace ArticleDigest.Letters;

/// <summary>
/// Sends each letter at most once, however often it is asked to and wherever a process dies: a letter is reserved, unless it is new, then
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
    // How long a letter is left alone after a fault that is not the mail server's.
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMinutes(1);

    // A step of the host must end some time; what a slow server leaves of a batch begins another.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMinutes(10);

    private readonly LetterCourse _course = new(options);
    private readonly Bounces _bounces = new(digest, recipients.Suppressions, time);
    private readonly RetractionShelf _retractions = new(digest);
    private readonly EditionsAtHand _editions = new(new EditionShelf(digest));
    private readonly ConditionalWeakTable<Edition, UnsentEdition> _unsent = [];

    /// <summary>Whether a letter may begin to go out, asked at the last moment.</summary>
    private enum Permission
    {
        Given,
        Taken,
        Unwanted,
        Changed,
    }

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
        UnsentEdition unsent = await EditionAsync(request, cancellationToken).ConfigureAwait(false);
        await unsent.LookAsync().ConfigureAwait(false);
        bool isNew = unsent.Begins(batch) && await unsent.IsUntouchedAsync().ConfigureAwait(false);
        long began = time.GetTimestamp();
        ConcurrentBag<DateTimeOffset> again = [];
        await Parallel.ForEachAsync(
            unsent.Compiled.Recipients.Skip(batch * EditionFlow.LettersInBatch).Take(EditionFlow.LettersInBatch),
            new ParallelOptions { MaxDegreeOfParallelism = EditionFlow.LettersAtOnce, CancellationToken = cancellationToken },
            async (recipientKey, token) =>
            {
                DateTimeOffset? until = time.GetElapsedTime(began) < LongestBatch
                    ? await TryAsync(unsent, recipientKey, isNew, token).ConfigureAwait(false)
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
        UnsentEdition unsent = await EditionAsync(request, cancellationToken).ConfigureAwait(false);
        await unsent.LookAsync().ConfigureAwait(false);
        return unsent.Compiled.Skipped ? null
            : unsent.Compiled.Recipients.Contains(recipientKey, StringComparer.Ordinal) ? await BringOnAsync(unsent, recipientKey, isNew: false, cancellationToken).ConfigureAwait(false)
            : throw new InvalidOperationException($"The edition {request.Path} does not go to {recipientKey}.");
    }

    /// <summary>
    /// Sends a letter again of which nobody knows whether it arrived, because somebody asked for it. Its edition is open
    /// again, so that whoever resumes open editions sees it through. A letter that is not uncertain is left alone.
    /// </summary>
    /// <returns>Null when the letter is settled; otherwise when to ask <see cref="SendAsync"/> again.</returns>
    public async Task<DateTimeOffset?> ResendUncertainAsync(
        string schedule, DateOnly date, string recipientKey, CancellationToken cancellationToken)
    {
        LetterFile file = FileOf(schedule, date, recipientKey);
        if (await file.ReadAsync(cancellationToken).ConfigureAwait(false) is { Status: LetterStatus.Uncertain } uncertain)
        {
            await EditionShelf.ReopenAsync(digest, new EditionRequest(schedule, date), cancellationToken).ConfigureAwait(false);
            await file.WriteAsync(LetterCourse.TakeUpAgain(uncertain, time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        }

        return await SendAsync(schedule, date, recipientKey, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UnsentEdition> EditionAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        Edition edition = await _editions.ReadAsync(request, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no record {request.Path}, so it has no letters.");
        return _unsent.GetValue(edition, compiled => new UnsentEdition(compiled, _retractions, digest, time));
    }

    private LetterFile FileOf(string schedule, DateOnly date, string recipientKey) =>
        new(digest, Letter.NameOf(schedule, date, recipientKey), time, logger);

    private async Task<DateTimeOffset?> TryAsync(UnsentEdition unsent, string recipientKey, bool isNew, CancellationToken cancellationToken)
    {
        try
        {
            return await BringOnAsync(unsent, recipientKey, isNew, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // One letter's fault must not keep the others from going out; it is logged, and its turn comes again.
        catch (Exception fault)
        {
            DateTimeOffset again = time.GetUtcNow() + PauseAfterFault;
            LogTrouble(Letter.NameOf(unsent.Compiled.Schedule, unsent.Compiled.Date, recipientKey), again, fault);
            return again;
        }
#pragma warning restore CA1031
    }

    private async Task<DateTimeOffset?> BringOnAsync(
        UnsentEdition unsent, string recipientKey, bool isNew, CancellationToken cancellationToken)
    {
        LetterFile file = FileOf(unsent.Compiled.Schedule, unsent.Compiled.Date, recipientKey);
        Recipient? recipient = await recipients.FindAsync(unsent.Compiled.Schedule, recipientKey, cancellationToken).ConfigureAwait(false);
        Edition edition = unsent.Current;

        // That it is new is a guess, and its first record, which only one can write, is the test. It needs no reservation: who
        // has not begun has sent nothing, and whoever wants no letters any more is found before it goes out.
        if (isNew && recipient is not null && edition.Withdrawn is null && postman.Rest is null)
        {
            Letter begun = _course.Reserve(null, time.GetUtcNow());
            DateTimeOffset? next = await AttemptAsync(file, begun, unsent, recipient, cancellationToken).ConfigureAwait(false);
            return next <= time.GetUtcNow()
                ? await BringOnAsync(unsent, recipientKey, isNew: false, cancellationToken).ConfigureAwait(false)
                : next;
        }

        Letter? known = await file.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (known is not null && (known.IsSettled || known.Until > time.GetUtcNow()))
        {
            return known.IsSettled ? null : known.Until;
        }

        if (known?.Status == LetterStatus.Sending)
        {
            return await SettleAsync(file, known, unsent.Compiled, recipient, cancellationToken).ConfigureAwait(false);
        }

        string? withdrawal =
            edition.Withdrawn is { } withdrawn ? $"the edition was withdrawn: {withdrawn.Reason}"
            : recipient is null ? "the recipient is no longer configured"
            : await SuppressionAsync(edition, recipientKey, known, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        if (recipient is null || withdrawal is not null)
        {
            return await file.SettleAsync(
                LetterCourse.End(known, LetterStatus.Withdrawn, withdrawal ?? "", now), cancellationToken).ConfigureAwait(false);
        }

        if (known is not null && _course.IsOver(known, now))
        {
            return await file.SettleAsync(_course.GiveUp(known, now), cancellationToken).ConfigureAwait(false);
        }

        if (postman.Rest is { } rest)
        {
            // One that nobody has tried yet is put on record, because the time to try it has begun.
            return known is not null
                ? LetterCourse.EndOf(rest, now)
                : await file.SettleAsync(LetterCourse.Wait(rest, now), cancellationToken).ConfigureAwait(false);
        }

        Letter reserved = _course.Reserve(known, now);
        return await file.WriteAsync(reserved, cancellationToken).ConfigureAwait(false)
            ? await AttemptAsync(file, reserved, unsent, recipient, cancellationToken).ConfigureAwait(false)
            : await file.LookAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a letter that is reserved, or new.</summary>
    private async Task<DateTimeOffset?> AttemptAsync(
        LetterFile file, Letter letter, UnsentEdition unsent, Recipient recipient, CancellationToken cancellationToken)
    {
        Edition edition = unsent.Current;
        using MimeMessage? message = await ComposeAsync(edition, recipient).ConfigureAwait(false);
        if (message is null)
        {
            Delivery unaddressed = new(DeliveryStatus.Refused, "no letter can be addressed to this recipient; check the address");
            return await file.SettleAttemptAsync(_course.After(letter, unaddressed, time.GetUtcNow())).ConfigureAwait(false);
        }

        Permission permission = Permission.Taken;
        string? unwanted = null;
        Delivery delivery = await postman.DeliverAsync(message, BeforeSendingAsync, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        return (delivery.Status, permission) switch
        {
            (DeliveryStatus.NotOurs, Permission.Unwanted) =>
                await file.SettleAsync(LetterCourse.End(letter, LetterStatus.Withdrawn, unwanted ?? "", now), CancellationToken.None).ConfigureAwait(false),
            (DeliveryStatus.NotOurs, Permission.Changed) =>
                await file.SettleAsync(LetterCourse.Release(letter, now), CancellationToken.None).ConfigureAwait(false),
            (DeliveryStatus.NotOurs, _) => await file.LookAgainAsync(cancellationToken).ConfigureAwait(false),
            _ => await SettleAttemptAsync(file, _course.After(letter, delivery, now), edition, recipient).ConfigureAwait(false),
        };

        async Task<bool> BeforeSendingAsync(CancellationToken _)
        {
            // Connecting takes a while. Who has been told that no more letters come shall get none, and a letter of which
            // something was taken back meanwhile is to be written anew.
            Task<Edition> current = unsent.LookAsync();
            unwanted = await SuppressionAsync(edition, recipient.Key, letter, CancellationToken.None).ConfigureAwait(false);
            permission = !ReferenceEquals(await current.ConfigureAwait(false), edition) ? Permission.Changed
                : unwanted is not null ? Permission.Unwanted
                : Permission.Taken;
            if (permission == Permission.Taken)
            {
                Letter sending = _course.Begin(letter, time.GetUtcNow());
                permission = await file.BeginAsync(sending).ConfigureAwait(false) ? Permission.Given : Permission.Taken;
                letter = permission == Permission.Given ? sending : letter;
            }

            return permission == Permission.Given;
        }
    }

    /// <summary>Why a recipient gets no letter of an edition; null if they do.</summary>
    private async Task<string?> SuppressionAsync(Edition edition, string recipientKey, Letter? known, CancellationToken cancellationToken) =>
        await recipients.Suppressions.FindAsync(recipientKey, cancellationToken).ConfigureAwait(false) switch
        {
            { Holds: true } suppression => suppression.Words,

            // Its letter may have gone out, and what told so may have been erased: only a record from before tells that it did
            // not, or somebody who knows that it may have and asks for it.
            { LiftedAt: { } lifted } when edition.CompiledAt <= lifted && known is not { IsAskedFor: true } && !(known?.Since <= lifted) => "the recipient was let in again after this edition",
            _ => null,
        };

    private async Task<DateTimeOffset?> SettleAttemptAsync(LetterFile file, Letter ended, Edition edition, Recipient recipient)
    {
        DateTimeOffset? until = await file.SettleAttemptAsync(ended).ConfigureAwait(false);
        await NoteBounceAsync(file, ended, edition, recipient.Key).ConfigureAwait(false);
        return until;
    }

    /// <summary>Ends the letters to an address that takes none; what somebody else made of the letter counts instead of what ended here.</summary>
    private async Task NoteBounceAsync(LetterFile file, Letter ended, Edition edition, string recipientKey)
    {
        EditionRequest request = new(edition.Schedule, edition.Date);
        if (ReferenceEquals(file.Letter, ended) && await _bounces.NoteAsync(request, recipientKey, ended, CancellationToken.None).ConfigureAwait(false))
        {
            LogBounced(recipientKey, ended.Detail);
        }
    }

    /// <summary>Writes the letter; null if the recipient's address cannot stand in one, which must not hold up the others.</summary>
    private async Task<MimeMessage?> ComposeAsync(Edition edition, Recipient recipient)
    {
        try
        {
            return await composer.ComposeAsync(edition, recipient).ConfigureAwait(false);
        }
        catch (Exception e) when ((e is FormatException or ArgumentException) && !MailboxAddress.TryParse(recipient.Address, out _))
        {
            return null;
        }
    }

    /// <summary>Asks what became of a letter whose sending was begun and never finished.</summary>
    private async Task<DateTimeOffset?> SettleAsync(
        LetterFile file, Letter sending, Edition edition, Recipient? recipient, CancellationToken cancellationToken)
    {
        Delivery? found = null;
        if (recipient is not null)
        {
            // It is asked for by its id, and what went out may have been written before anything was taken back.
            using MimeMessage message = await composer.ComposeAsync(edition, recipient).ConfigureAwait(false);
            found = await postman.SettleAsync(message, cancellationToken).ConfigureAwait(false);
        }

        found ??= new Delivery(DeliveryStatus.Uncertain, "the sending was begun and nothing tells how it ended");
        Letter ended = _course.After(sending, found, time.GetUtcNow());
        DateTimeOffset? until = await file.SettleAsync(ended, cancellationToken).ConfigureAwait(false);
        if (recipient is not null)
        {
            await NoteBounceAsync(file, ended, edition, recipient.Key).ConfigureAwait(false);
        }

        return until;
    }

    [LoggerMessage(5, LogLevel.Error, "{Letter} met a fault that is not the mail server's and is tried again at {Until}.")]
    private partial void LogTrouble(string letter, DateTimeOffset until, Exception fault);

    [LoggerMessage(6, LogLevel.Warning, "{Recipient} gets no more letters, for the address takes none: {Detail}")]
    private partial void LogBounced(string recipient, string? detail);
}
