namespace ArticleDigest.Letters;

/// <summary>
/// How a letter goes on: from where it stands and what happened to it to where it stands then. It decides by what it is
/// given alone; nothing is read, written or sent here.
/// </summary>
internal sealed class LetterCourse(MailOptions options)
{
    /// <summary>The longest that a server's wish to be left alone is respected.</summary>
    public static readonly TimeSpan LongestWish = TimeSpan.FromHours(6);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    /// <summary>Somebody takes it to send it.</summary>
    public Letter Reserve(Letter? stored, DateTimeOffset now) => new()
    {
        Status = LetterStatus.Reserved,
        Attempts = (stored?.Attempts ?? 0) + 1,
        Since = stored?.Since ?? now,
        At = now,
        Until = now + options.Reservation,
        Detail = stored?.Detail,
        IsAskedFor = stored?.IsAskedFor ?? false,
    };

    /// <summary>It waits untried, because no letter can go out just now.</summary>
    public static Letter Wait(Delivery rest, DateTimeOffset now) => new()
    {
        Status = LetterStatus.Reserved,
        Attempts = 0,
        Since = now,
        At = now,
        Until = EndOf(rest, now),
        Detail = rest.Detail,
    };

    /// <summary>When to come again if no letter can go out just now.</summary>
    public static DateTimeOffset EndOf(Delivery rest, DateTimeOffset now) => now + (rest.RetryAfter ?? ShortestWait);

    /// <summary>It is about to go out.</summary>
    public Letter Begin(Letter reserved, DateTimeOffset now) =>
        reserved with { Status = LetterStatus.Sending, At = now, Until = now + options.Reservation };

    /// <summary>It did not begin to go out after all, and may be taken at once.</summary>
    public static Letter Release(Letter reserved, DateTimeOffset now) => reserved with { At = now, Until = now };

    /// <summary>Somebody wants it sent again, although nobody knows whether it arrived.</summary>
    public static Letter TakeUpAgain(Letter uncertain, DateTimeOffset now) =>
        uncertain with { Status = LetterStatus.Reserved, Since = now, At = now, Until = now, IsAskedFor = true };

    /// <summary>It ends without another attempt.</summary>
    public static Letter End(Letter? stored, LetterStatus status, string reason, DateTimeOffset now) => new()
    {
        Status = status,
        Attempts = stored?.Attempts ?? 0,
        Since = stored?.Since ?? now,
        At = now,
        Detail = reason,
    };

    /// <summary>
    /// Whether the time to try it is over and nobody came. An attempt that fails at the end of the time gives up by itself.
    /// </summary>
    public bool IsOver(Letter stored, DateTimeOffset now) => now > stored.Since + options.GiveUpAfter + LongestWait;

    /// <summary>It is given up.</summary>
    public Letter GiveUp(Letter letter, DateTimeOffset now) => End(letter, LetterStatus.Refused, GivenUp(letter), now);

    /// <summary>A delivery, or the question for one, ended.</summary>
    public Letter After(Letter letter, Delivery delivery, DateTimeOffset now)
    {
        Letter after = letter with { At = now, Until = null, Detail = delivery.Detail };
        return delivery.Status switch
        {
            DeliveryStatus.Sent => after with { Status = LetterStatus.Sent },
            DeliveryStatus.Refused => after with { Status = LetterStatus.Refused, AddressFault = delivery.AddressFault },
            DeliveryStatus.PutOff when now >= letter.Since + options.GiveUpAfter => GiveUp(after, now),
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

    private string GivenUp(Letter letter) => letter.Attempts == 0
        ? $"given up after {options.GiveUpAfterHours} hours without an attempt: {letter.Detail ?? "nothing to tell"}"
        : $"given up after {options.GiveUpAfterHours} hours and {(letter.Attempts == 1 ? "1 attempt" : $"{letter.Attempts} attempts")}; the last one ended with: {letter.Detail ?? "nothing to tell"}";

    private string NeverSettled(Delivery delivery) =>
        $"the sending was begun and {options.GiveUpAfterHours} hours later nothing tells how it ended; the last question ended with: {delivery.Detail}";
}
