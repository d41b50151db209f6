using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Records;

namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// What articles and days (UTC) may cost, kept for all instances together and before a question is asked: the most that it
/// can cost is reserved, then replaced by what it did cost. Every doubt counts against the day: a question that nobody
/// heard of again may have been billed. Against the article it counts for a time only, or a worker that died would cost it its points.
/// </summary>
public sealed class TokenBudget(IRecords digest, ChatOptions options, TimeProvider time)
{
    // No wait between tries: each that comes too late means that another one was served.
    private const int MostTries = 50;
    private const int SpreadSeconds = 600;
    private const int IdLength = 16;

    private static readonly TimeSpan Crowded = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OthersHoldIt = TimeSpan.FromSeconds(30);

    /// <summary>Time for the call, as much again for what is around it, and a minute for clocks that differ.</summary>
    private readonly TimeSpan _patience = TimeSpan.FromSeconds((options.TimeoutSeconds * 2) + 60);

    private readonly PurseRule _articleRule = new(options.TokensPerArticle, ForgetsTheUnheard: true);
    private readonly PurseRule _dayRule = new(options.TokensPerDay, ForgetsTheUnheard: false);

    /// <summary>Reserves tokens of the article and of today, or of neither.</summary>
    /// <param name="articleId">The article's id.</param>
    /// <param name="analystVersion">The version of the analyst that asks.</param>
    /// <param name="tokens">The most that the question can cost: it and the longest answer; from 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The reservation, which is to be settled; or when to ask again, or why never.</returns>
    /// <exception cref="IOException">The storage cannot be used just now; what was reserved until then is not given back.</exception>
    public async Task<BudgetAnswer> ReserveAsync(
        string articleId, string analystVersion, int tokens, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(articleId);
        ArgumentException.ThrowIfNullOrEmpty(analystVersion);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);
        DateTimeOffset now = time.GetUtcNow();
        if (tokens > options.TokensPerDay)
        {
            return Never(options.TokensPerDay, "a day", nameof(ChatOptions.TokensPerDay));
        }

        string article = PathOf(articleId, analystVersion);
        (PurseRoom? room, string id) = await HoldAsync(article, _articleRule, tokens, null, now, cancellationToken).ConfigureAwait(false);
        if (room == PurseRoom.Never)
        {
            return Never(options.TokensPerArticle, "an article", nameof(ChatOptions.TokensPerArticle));
        }

        if (room != PurseRoom.Yes)
        {
            return NotNow(room, "the article", now);
        }

        Reservation reservation = new(id, articleId, analystVersion, DateOnly.FromDateTime(now.UtcDateTime), tokens);
        (room, _) = await HoldAsync(PathOf(reservation.Day), _dayRule, tokens, id, now, cancellationToken).ConfigureAwait(false);
        if (room == PurseRoom.Yes)
        {
            return new BudgetAnswer(BudgetStatus.Granted) { Reservation = reservation };
        }

        await ChangeAsync(article, purse => purse.Settle(id, used: 0), cancellationToken).ConfigureAwait(false);
        return room == PurseRoom.Never ? Tomorrow(reservation) : NotNow(room, "the day", now);
    }

    /// <summary>
    /// Replaces what was reserved by what was used, which may be more. Doing it again changes nothing. Where too many others
    /// write, or the reservation is long over, what was reserved stays.
    /// </summary>
    /// <param name="reservation">What was granted.</param>
    /// <param name="use">What was used; null if nobody knows, because the call died: then all of it counts for the day, and nothing for the article.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The storage cannot be used just now; it may be tried again.</exception>
    public async Task SettleAsync(Reservation reservation, TokenUse? use, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        long? used = use is null ? null : Math.Max(0L, use.Input) + Math.Max(0L, use.Output);

        // The article first: of a settling that dies in between, the day keeps what was reserved.
        await ChangeAsync(PathOf(reservation.ArticleId, reservation.AnalystVersion), p => p.Settle(reservation.Id, used ?? 0), cancellationToken).ConfigureAwait(false);
        await ChangeAsync(PathOf(reservation.Day), p => p.Settle(reservation.Id, used), cancellationToken).ConfigureAwait(false);
    }

    private static BudgetAnswer Never(int most, string what, string key) => new(BudgetStatus.Spent)
    {
        Reason = $"it needs more than the {most} tokens {what} may cost ({ChatOptions.Section}:{key})",
    };

    private static BudgetAnswer NotNow(PurseRoom? room, string whose, DateTimeOffset now) => new(BudgetStatus.Later)
    {
        Until = now + (room is null ? Crowded : OthersHoldIt),
        Reason = room is null ? "too many questions want tokens at once" : $"questions on their way hold the rest of the tokens that {whose} may cost",
    };

    /// <summary>The begin of the next day, and for each article a moment of its own after it, so that not all come back at once.</summary>
    private BudgetAnswer Tomorrow(Reservation refused)
    {
        DateTimeOffset midnight = new(refused.Day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        byte[] hash = SHA256.HashData(Encoding.Unicode.GetBytes(refused.ArticleId));
        return new BudgetAnswer(BudgetStatus.Later)
        {
            Until = midnight + TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32LittleEndian(hash) % SpreadSeconds),
            Reason = $"the {options.TokensPerDay} tokens a day may cost are spent ({ChatOptions.Section}:{nameof(ChatOptions.TokensPerDay)})",
        };
    }

    private static string PathOf(DateOnly day) => $"budget/days/{day.ToString("O", CultureInfo.InvariantCulture)}.json";

    private static string PathOf(string articleId, string analystVersion) => $"budget/articles/{articleId}/{analystVersion}.json";

    /// <summary>Holds tokens of a purse, if it has room.</summary>
    /// <returns>What room there was, null if that could not be found out for too many others; and under which id they are held.</returns>
    private async Task<(PurseRoom? Room, string Id)> HoldAsync(
        string path, PurseRule rule, int tokens, string? knownId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PurseRoom room = PurseRoom.Never;
        string id = "";
        bool isKnown = await ChangeAsync(path, Hold, cancellationToken).ConfigureAwait(false);
        return (isKnown ? room : null, id);

        Purse? Hold(Purse purse)
        {
            id = knownId ?? IdOf(path, purse.Taken, now);

            // What is held already was written by a try whose answer was lost on the way.
            bool isHeld = purse.Holds(id);
            room = isHeld ? PurseRoom.Yes : purse.RoomFor(tokens, rule, now);
            return isHeld || room != PurseRoom.Yes ? null : purse.Hold(new HeldTokens(id, tokens, now + _patience), rule, now);
        }
    }

    /// <summary>A number is given once; the time is for a purse that was deleted and begins anew.</summary>
    private static string IdOf(string path, long number, DateTimeOffset now) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes($"{path}\n{number}\n{now.UtcTicks}")))[..IdLength];

    /// <summary>Changes a purse, and once more whenever another one was faster.</summary>
    /// <param name="path">The purse's record.</param>
    /// <param name="change">Gives the purse as it is to be, or null to leave it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False if others were faster too often.</returns>
    private async Task<bool> ChangeAsync(string path, Func<Purse, Purse?> change, CancellationToken cancellationToken)
    {
        for (int tries = 0; tries < MostTries; tries++)
        {
            JsonRecord<Purse>? known = await digest.ReadJsonAsync<Purse>(path, cancellationToken).ConfigureAwait(false);
            if (change(known?.Value ?? new Purse()) is not { } changed)
            {
                return true;
            }

            bool isChanged = known is null
                ? await digest.CreateJsonAsync(path, changed, cancellationToken).ConfigureAwait(false)
                : await digest.ReplaceAsync(path, JsonRecords.ToContent(changed), known.Record.ETag, cancellationToken).ConfigureAwait(false) is not null;
            if (isChanged)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Tokens that one question may use.</summary>
/// <param name="Id">What it is held under: 16 hexadecimal digits.</param>
/// <param name="ArticleId">The article that is asked about.</param>
/// <param name="AnalystVersion">The analyst that asks.</param>
/// <param name="Day">The day (UTC) it counts for.</param>
/// <param name="Tokens">How many.</param>
public sealed record Reservation(string Id, string ArticleId, string AnalystVersion, DateOnly Day, int Tokens);

/// <summary>Whether a question may be asked.</summary>
public enum BudgetStatus
{
    /// <summary>It may.</summary>
    Granted,

    /// <summary>Not now; later it may.</summary>
    Later,

    /// <summary>Never: it would cost more than is allowed.</summary>
    Spent,
}

/// <summary>What became of the wish to ask a question.</summary>
/// <param name="Status">Whether it may be asked.</param>
public sealed record BudgetAnswer(BudgetStatus Status)
{
    /// <summary>What was reserved; only with <see cref="BudgetStatus.Granted"/>.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>When to ask again; only with <see cref="BudgetStatus.Later"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why not, lower case and without a full stop; null if granted.</summary>
    public string? Reason { get; init; }
}
