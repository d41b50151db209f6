using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Letters;

/// <summary>Editions to write letters of.</summary>
internal static class SampleEditions
{
    public static readonly DateOnly Monday = new(2026, 11, 23);

    public static readonly DateTimeOffset CompiledAt = new(2026, 11, 23, 6, 0, 4, TimeSpan.Zero);

    /// <summary>A day as it should be: proposals, criticisms, several sources, and every kind of outcome.</summary>
    public static Edition FullDay() => Of(
        proposals:
        [
            Proposal("a1", "Norway and Iceland", "a shared register of deep-sea mining permits, open to the public", "harbour", "talks"),
            Proposal("a2", "The city council of Porto", "free tram rides for everybody under twenty-three until the new line opens in 2028", "tram"),
            Proposal("a3", "the author", "that every ministry should publish the costs of its consultants each quarter", "costs"),
        ],
        criticisms:
        [
            Criticism("b1", "Fishing associations", "both governments", "for negotiating the treaty without a single coastal community at the table", "harbour"),
            Criticism("b2", "Greenpeace Nordic", "Norway", "for granting exploration licences before the survey is finished", "talks", "harbour"),
        ],
        articles:
        [
            Article("harbour", "Two governments, one sea floor", "Nordic Ledger", new DateOnly(2026, 11, 21), 3, "harbour.html", "mirror/harbour-copy.txt"),
            Article("talks", "Deep-sea talks resume in Tromsø", "Coastal Times", new DateOnly(2026, 11, 22), 2, "talks.md"),
            Article("tram", "Porto ponders free trams for the young", null, new DateOnly(2026, 11, 22), 1, "porto.txt") with { Revised = true },
            Article("costs", "What consultants cost us", "The Weekly Reckoner", null, 1, "weekly/costs.html"),
            Article("quiet", "Autumn colours draw record crowds", "Valley Herald", new DateOnly(2026, 11, 20), 0, "valley.txt"),
        ],
        new Accounting
        {
            Received = 10,
            Analysed = 5,
            Duplicates = 1,
            Rejected = 1,
            Filtered = 1,
            Failed = 1,
            Pending = 1,
            Withheld = 2,
            Lines =
            [
                new("broken.html", OutcomeStatus.Failed, null, "given up after 3 attempts", false),
                new("harbour.html", OutcomeStatus.Analysed, "Two governments, one sea floor", null, false),
                new("mirror/harbour-copy.txt", OutcomeStatus.Duplicate, "Two governments, one sea floor", "harbour.html", false),
                new("porto.txt", OutcomeStatus.Analysed, "Porto ponders free trams for the young", null, true),
                new("scan-2026-11-22.bin", OutcomeStatus.Rejected, null, "it is no text: the bytes are neither UTF-8, UTF-16 nor Windows-1252", false),
                new("talks.md", OutcomeStatus.Analysed, "Deep-sea talks resume in Tromsø", null, false),
                new("trial.txt", OutcomeStatus.Filtered, "The trial", "the model's content filter refuses it", false),
                new("valley.txt", OutcomeStatus.Analysed, "Autumn colours draw record crowds", null, false),
                new("weekly/costs.html", OutcomeStatus.Analysed, "What consultants cost us", null, false),
            ],
            Uncertain = [new(new DateOnly(2026, 11, 20), "5d41402abc4b2a76b9719d911017c592", "the connection was lost before the answer")],
        });

    /// <summary>A proposal told in French, with the words of a French and of an English article, and a criticism told in English.</summary>
    public static Edition SeveralLanguages() => Of(
        [Proposal("a1", "La ville de Port-Arlen", "une taxe de quatre euros par jour pour les voitures", "quai", "harbour") with { Language = "fr" }],
        [Criticism("b1", "The Chamber of Commerce", "the council", "for ignoring small shops in the quarter", "harbour")],
        [
            Article("harbour", "Harbour charge divides Port Arlen", "Arlen Courier", new DateOnly(2026, 11, 21), 2, "harbour.txt"),
            Article("quai", "Le péage du port divise la ville", "La Gazette du Quai", new DateOnly(2026, 11, 22), 1, "quai.txt") with { Language = "fr" },
        ],
        Nothing());

    /// <summary>A point whose statement and article have this for a language code.</summary>
    public static Edition ToldIn(string? language) => Of(
        [Proposal("a1", "The city council", "free trams", "tram") with { Language = language }],
        [],
        [Article("tram", "Porto ponders free trams", null, null, 1, "porto.txt") with { Language = language! }],
        Nothing());

    /// <summary>A day with nothing in it.</summary>
    public static Edition QuietDay() => Of([], [], [], Nothing());

    /// <summary>A day on which nothing could be read.</summary>
    public static Edition DayOfFailures() => Of([], [], [], Nothing() with
    {
        Received = 2,
        Rejected = 1,
        Failed = 1,
        Lines =
        [
            new("locked.pdf", OutcomeStatus.Rejected, null, "the type pdf is not read", false),
            new("wild.html", OutcomeStatus.Failed, null, "given up after 3 attempts", false),
        ],
    });

    /// <summary>A day so full that a mail cannot hold it.</summary>
    public static Edition Flood(int entries) => Of(
        [.. Enumerable.Range(0, entries).Select(i => Proposal($"p{i}", $"Committee {i}", $"measure number {i} of a long list that goes on and on", "harbour", "talks"))],
        [.. Enumerable.Range(0, entries).Select(i => Criticism($"c{i}", $"Observer {i}", $"Committee {i}", $"for measure number {i}", "harbour"))],
        [
            Article("harbour", "Two governments, one sea floor", "Nordic Ledger", new DateOnly(2026, 11, 21), 3, "harbour.html"),
            Article("talks", "Deep-sea talks resume in Tromsø", "Coastal Times", new DateOnly(2026, 11, 22), 2, "talks.md"),
        ],
        Nothing() with
        {
            Received = entries,
            Analysed = entries - 1,
            Failed = 1,
            Lines =
            [
                .. Enumerable.Range(0, entries - 1).Select(i => new AccountLine($"{i:D5}.txt", OutcomeStatus.Analysed, $"Article {i}", null, false)),
                new("zzz-last.txt", OutcomeStatus.Failed, null, "given up after 3 attempts", false),
            ],
        });

    public static Edition Of(
        IReadOnlyList<EditionEntry> proposals,
        IReadOnlyList<EditionEntry> criticisms,
        IReadOnlyList<EditionArticle> articles,
        Accounting accounting) => new()
        {
            Schedule = "daily",
            Title = "Daily digest",
            Date = Monday,
            Zone = "Europe/Berlin",
            CompiledAt = CompiledAt,
            Previous = new DateOnly(2026, 11, 20),
            Proposals = proposals,
            Criticisms = criticisms,
            Articles = articles,
            Accounting = accounting,
            Outcomes = [],
            Recipients = [],
        };

    public static EditionEntry Proposal(string id, string actor, string statement, params string[] sources) => new()
    {
        Id = id.PadLeft(16, '0'),
        Kind = PointKind.Proposal,
        Actor = actor,
        Statement = statement,
        Language = "en",
        IsKey = true,
        Sources = [.. sources.Select(s => Source(s, $"\"We want {statement}\", said {actor} in an article about {s}."))],
    };

    public static EditionEntry Criticism(string id, string actor, string target, string statement, params string[] sources) =>
        Proposal(id, actor, statement, sources) with
        {
            Kind = PointKind.Criticism,
            Target = target,
            Sources = [.. sources.Select(s => Source(s, $"{actor} attacked {target} {statement}, as {s} tells."))],
        };

    public static EntrySource Source(string article, string quote) => new(article, new Evidence(quote, 0, quote.Length, Voice.Reported));

    public static EditionArticle Article(
        string id, string title, string? source, DateOnly? published, int points, params string[] drops) => new()
        {
            Id = id,
            Title = title,
            Source = source,
            Published = published,
            Language = "en",
            Drops = drops,
            Points = points,
        };

    public static Accounting Nothing() => new()
    {
        Received = 0,
        Analysed = 0,
        Duplicates = 0,
        Rejected = 0,
        Filtered = 0,
        Failed = 0,
        Pending = 0,
        Withheld = 0,
        Lines = [],
    };
}
