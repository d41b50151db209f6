using ArticleDigest.Records;

namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// The tokens of one article or one day: what was spent, and what questions on their way hold. What a question holds is named,
/// so that it is settled once, and has a time, so that a question nobody hears of again is known by it.
/// </summary>
internal sealed record Purse() : VersionedRecord(1)
{
    /// <summary>How many questions a purse holds tokens for at once, so that its record stays small.</summary>
    public const int MostHeld = 256;

    /// <summary>What was spent, in tokens.</summary>
    public long Spent { get; init; }

    /// <summary>How often tokens were taken from here.</summary>
    public long Taken { get; init; }

    /// <summary>What is held for questions on their way, the oldest first, and for those that were not heard of in time.</summary>
    public IReadOnlyList<HeldTokens> Held { get; init; } = [];

    /// <summary>What can be had of this purse.</summary>
    public PurseRoom RoomFor(int tokens, PurseRule rule, DateTimeOffset now)
    {
        long gone = Spent;
        long held = 0;
        int open = 0;
        foreach (HeldTokens each in Held)
        {
            bool isOpen = each.Until > now;
            open += isOpen ? 1 : 0;
            held += isOpen ? each.Tokens : 0;
            gone += isOpen || rule.ForgetsTheUnheard ? 0 : each.Tokens;
        }

        return gone + tokens > rule.Most ? PurseRoom.Never
            : gone + held + tokens > rule.Most || open >= MostHeld ? PurseRoom.NotNow
            : PurseRoom.Yes;
    }

    /// <summary>Holds tokens for a question.</summary>
    public Purse Hold(HeldTokens tokens, PurseRule rule, DateTimeOffset now)
    {
        Purse tidy = Held.Count < MostHeld ? this : WithoutTheUnheard(rule, now);
        return tidy with { Taken = Taken + 1, Held = [.. tidy.Held, tokens] };
    }

    /// <summary>Whether tokens are held under this name.</summary>
    public bool Holds(string id) => Find(id) is not null;

    /// <summary>Spends what was used instead of what is held for the question; null if nothing is: it was settled, or not heard of for too long.</summary>
    /// <param name="id">The name under which it is held.</param>
    /// <param name="used">What was used, in tokens; null for all that is held.</param>
    public Purse? Settle(string id, long? used) => Find(id) is { } tokens
        ? this with { Spent = Spent + (used ?? tokens.Tokens), Held = [.. Held.Where(h => !ReferenceEquals(h, tokens))] }
        : null;

    private HeldTokens? Find(string id) => Held.FirstOrDefault(h => string.Equals(h.Id, id, StringComparison.Ordinal));

    private Purse WithoutTheUnheard(PurseRule rule, DateTimeOffset now)
    {
        ILookup<bool, HeldTokens> byHope = Held.ToLookup(h => h.Until > now);
        long lost = rule.ForgetsTheUnheard ? 0 : byHope[false].Sum(h => (long)h.Tokens);
        return this with { Spent = Spent + lost, Held = [.. byHope[true]] };
    }
}

/// <summary>What a question may use at most.</summary>
/// <param name="Id">The reservation's id.</param>
/// <param name="Tokens">How many tokens are held for it.</param>
/// <param name="Until">When it should have been heard of.</param>
internal sealed record HeldTokens(string Id, int Tokens, DateTimeOffset Until);

/// <summary>How a purse counts.</summary>
/// <param name="Most">The most that may be spent, in tokens.</param>
/// <param name="ForgetsTheUnheard">Whether tokens held for questions that were not heard of in time count no longer.</param>
internal sealed record PurseRule(long Most, bool ForgetsTheUnheard);

/// <summary>Whether tokens can be had.</summary>
internal enum PurseRoom
{
    /// <summary>They can.</summary>
    Yes,

    /// <summary>Questions on their way hold what is missing, and may give some of it back.</summary>
    NotNow,

    /// <summary>Too much is spent already.</summary>
    Never,
}
