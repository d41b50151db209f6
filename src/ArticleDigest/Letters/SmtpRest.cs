namespace ArticleDigest.Letters;

/// <summary>
/// For how long no letter goes to the mail server, because what put one off holds for all: it is down, it wants them to come
/// more slowly, it does not take the login or the sender. It is left alone as long as it wishes, and otherwise ever longer.
/// </summary>
internal sealed class SmtpRest(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    private readonly Lock _gate = new();
    private DateTimeOffset _until;
    private string _why = "";
    private int _times;

    /// <summary>Why letters wait just now, and for how long; null if they do not.</summary>
    public Delivery? Now
    {
        get
        {
            lock (_gate)
            {
                TimeSpan left = _until - time.GetUtcNow();
                return left > TimeSpan.Zero
                    ? new Delivery(DeliveryStatus.PutOff, _why) { RetryAfter = left, ConcernsAll = true }
                    : null;
            }
        }
    }

    /// <summary>Draws what follows from a delivery's end for the others.</summary>
    /// <returns>The delivery.</returns>
    public Delivery Note(Delivery ended)
    {
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (ended.ConcernsAll)
            {
                // Letters that were on their way together tell the same once.
                _times += _until <= now ? 1 : 0;
                TimeSpan rest = ended.RetryAfter ?? Shortest * Math.Pow(2, Math.Min(_times, 10) - 1);
                TimeSpan most = ended.RetryAfter is null ? Longest : LetterCourse.LongestWish;
                DateTimeOffset until = now + (rest < most ? rest : most);
                (_until, _why) = until > _until ? (until, ended.Detail) : (_until, _why);
            }
            else if (ended.Status == DeliveryStatus.Sent)
            {
                _times = 0;
            }
        }

        return ended;
    }
}
