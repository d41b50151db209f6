namespace ArticleDigest.Letters.Searching;

/// <summary>How far a list of parties goes back.</summary>
/// <param name="Editions">Through how many editions.</param>
/// <param name="Back">The date of the oldest; null if there are none.</param>
/// <param name="IsAll">Whether there is none before.</param>
internal sealed record ActorsReach(int Editions, DateOnly? Back, bool IsAll);

/// <summary>What the list of a schedule's parties shows.</summary>
public sealed record ActorsView
{
    /// <summary>How many there are, or that there are none.</summary>
    public required string Lead { get; init; }

    /// <summary>How far back it goes.</summary>
    public required string Reach { get; init; }

    /// <summary>The parties of the page, those first that took a position last.</summary>
    public required IReadOnlyList<ListedActorView> Actors { get; init; }

    /// <summary>The page before; null if there is none.</summary>
    public int? Previous { get; init; }

    /// <summary>The page behind; null if there is none.</summary>
    public int? Next { get; init; }

    /// <summary>The date before which the list began; null for the newest edition.</summary>
    public DateOnly? Before { get; init; }

    /// <summary>The date before which it can go on; null if it goes back to the first edition.</summary>
    public DateOnly? Further { get; init; }

    /// <summary>The words around it.</summary>
    public required Words Words { get; init; }

    /// <summary>The view of a list.</summary>
    /// <param name="actors">All parties.</param>
    /// <param name="request">Which of them are shown.</param>
    /// <param name="reach">How far back they go.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <param name="words">The words around them.</param>
    internal static ActorsView Of(IReadOnlyList<ListedActor> actors, ActorsRequest request, ActorsReach reach, PageAddresses addresses, Words words)
    {
        Wording wording = new(words);
        int size = addresses.IsStatic ? int.MaxValue : ActorsRequest.PageSize;
        int last = (int)Math.Clamp(((long)actors.Count + size - 1) / size, 1, int.MaxValue);
        int page = Math.Clamp(request.Page, 1, last);
        return new ActorsView
        {
            Words = words,
            Lead = actors.Count == 0 ? words.Say("parties.none") : words.Say("matrix.parties", actors.Count),
            Reach = reach.Back is not { } back ? words.Say("search.no-editions")
                : words.Say(reach.IsAll ? "search.all-searched" : "search.part-searched", reach.Editions, ("date", words.InText(back))),
            Actors =
            [
                .. actors.Skip((page - 1) * size).Take(size).Select(actor => new ListedActorView(
                    wording.Name(actor.Name),
                    addresses.Actor(request.Schedule, actor.Page),
                    words.Say("parties.positions", actor.Positions, ("date", words.InText(actor.Last))))),
            ],
            Before = request.Before,
            Previous = page > 1 ? page - 1 : null,
            Next = page < last ? page + 1 : null,
            Further = reach.IsAll ? null : reach.Back,
        };
    }
}

/// <summary>A party in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Link">Where more is told of it.</param>
/// <param name="Positions">How many positions it took, and when the last.</param>
public sealed record ListedActorView(string Name, string Link, string Positions);
