using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>What a schedule's editions tell of one party, as a page shows it.</summary>
public sealed record ActorView
{
    private const int MostNames = 8;

    /// <summary>The party's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its other names, as many as are shown.</summary>
    public required IReadOnlyList<string> OtherNames { get; init; }

    /// <summary>How many positions there are, and since when; null if there are none.</summary>
    public required string? Counts { get; init; }

    /// <summary>What it stood for, the newest edition first.</summary>
    public required IReadOnlyList<ActorDayView> Days { get; init; }

    /// <summary>That older positions may be forgotten; null if none are.</summary>
    public required string? Forgotten { get; init; }

    /// <summary>Where its critics were looked for.</summary>
    public required string CriticsIn { get; init; }

    /// <summary>Who criticises it, the newest edition first.</summary>
    public required IReadOnlyList<ActorDayView> Critics { get; init; }

    /// <summary>How many criticisms more there are; null if none.</summary>
    public required string? MoreCritics { get; init; }

    /// <summary>The words around it.</summary>
    public required Words Words { get; init; }

    /// <summary>Makes the view of a party.</summary>
    /// <param name="history">What there is of it.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <param name="words">The words around it.</param>
    internal static ActorView Of(ActorHistory history, PageAddresses addresses, Words words)
    {
        Wording wording = new(words);
        return new ActorView
        {
            Words = words,
            Name = wording.Name(history.Party.Name),
            OtherNames = [.. history.OtherNames.Take(MostNames).Select(wording.Name)],
            Counts = history.Positions.Count == 0 ? null
                : words.Say("actor.positions-since", history.Positions.Count, ("date", words.InText(history.Positions[^1].Taking.Date))),
            Days = DaysOf(history.Positions, p => p.Taking.Date, (p, link) => LineOf(p, link, history, addresses, wording)),
            Forgotten = history.IsFull ? words.Say("actor.forgotten") : null,
            CriticsIn = words.Say(history.Criticisms.Count == 0 ? "actor.no-critics" : "actor.critics-in", history.Editions),
            Critics = DaysOf(history.Criticisms, c => c.Date, (c, link) => LineOf(c.Entry, link, history, addresses, wording)),
            MoreCritics = history.MoreCriticisms == 0 ? null : words.Say("relations.more", history.MoreCriticisms),
        };

        List<ActorDayView> DaysOf<T>(IReadOnlyList<T> told, Func<T, DateOnly> date, Func<T, string?, ActorLineView> line) =>
        [
            .. told.GroupBy(date).Select(day =>
            {
                string? link = addresses.LeadsOn ? addresses.Edition(history.Schedule, day.Key) : null;
                return new ActorDayView(Words.Begin(words.Long(day.Key)), link, [.. day.Select(t => line(t, link))]);
            }),
        ];
    }

    private static ActorLineView LineOf(ToldPosition told, string? edition, ActorHistory history, PageAddresses addresses, Wording wording)
    {
        Taking taking = told.Taking;
        Words words = wording.Words;
        bool isOtherName = !string.Equals(taking.Position.Actor.Name, history.Party.Name, StringComparison.Ordinal);
        return new ActorLineView
        {
            Kind = wording.Kind(taking.Position.Kind, isNew: told.Entry?.News?.Kind == NewsKind.New),
            Actor = isOtherName ? wording.Name(taking.Position.Actor.Name) : null,
            Target = taking.Position.Target is { } target ? wording.NameWithin(target.Name) : null,
            TargetLink = told.TargetPage is { } page && addresses.LeadsOn ? addresses.Actor(history.Schedule, page) : null,
            Statement = Shown.Line(taking.Position.Statement),
            Language = LanguageView.Of(taking.Position.Language, words),
            News = told.Entry is { } entry ? wording.News(entry, taking.Date, int.MaxValue) : null,
            About = Shown.Line(taking.About) is { Length: > 0 } about ? about : null,
            Link = LinkTo(edition, taking.Entry),
        };
    }

    private static ActorLineView LineOf(EditionEntry entry, string? edition, ActorHistory history, PageAddresses addresses, Wording wording) => new()
    {
        Kind = wording.Kind(entry.Kind),
        Actor = wording.Name(entry.Actor),
        ActorLink = addresses.ActorOf(history.Schedule, entry.ActorParty),
        Statement = Shown.Line(entry.Statement),
        Language = LanguageView.Of(entry.Language, wording.Words),
        Link = LinkTo(edition, entry.Id),
    };

    private static string? LinkTo(string? edition, string entry) => edition is null ? null : $"{edition}#e-{entry}";
}

/// <summary>What one edition tells.</summary>
/// <param name="Date">The edition's date in words.</param>
/// <param name="Link">Where the edition is; null if readers cannot reach it.</param>
/// <param name="Lines">What it tells.</param>
public sealed record ActorDayView(string Date, string? Link, IReadOnlyList<ActorLineView> Lines);

/// <summary>A position of a party, or a criticism of it.</summary>
public sealed record ActorLineView
{
    /// <summary>What kind it is in words, such as "New proposal".</summary>
    public required string Kind { get; init; }

    /// <summary>Who, by the name that edition had; null if that is the page's.</summary>
    public string? Actor { get; init; }

    /// <summary>Where more is told of them; null if that is here, or readers cannot reach it.</summary>
    public string? ActorLink { get; init; }

    /// <summary>Against whom, or whose the proposal is; null if nobody's, or the party's of the page.</summary>
    public string? Target { get; init; }

    /// <summary>Where more is told of the target; null if readers cannot reach it.</summary>
    public string? TargetLink { get; init; }

    /// <summary>What.</summary>
    public required string Statement { get; init; }

    /// <summary>The statement's language.</summary>
    public required LanguageView Language { get; init; }

    /// <summary>What was new in it; null if there is nothing to be said.</summary>
    public NewsView? News { get; init; }

    /// <summary>What the proposal that it is about says; null if it is about none.</summary>
    public string? About { get; init; }

    /// <summary>Where its entry is in the edition; null if readers cannot reach it.</summary>
    public string? Link { get; init; }
}
