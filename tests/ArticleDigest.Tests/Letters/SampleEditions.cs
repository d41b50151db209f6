using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Letters;

/// <summary>Editions to write letters of.</summary>
internal static class SampleEditions
{
    public static readonly DateOnly Monday = new(2026, 11, 23);

    /// <summary>The day of an edition before.</summary>
    public static readonly DateOnly Tuesday = new(2026, 11, 17);

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

    /// <summary>
    /// A second day: subjects, a lead, and everything that can be new in an entry or connect it with others.
    /// </summary>
    public static Edition SecondDay(RepeatedEntries repeats = RepeatedEntries.Line)
    {
        EditionEntry charge = Proposal("a1", "the city council of Port Arlen", "a congestion charge of six euros a day for the harbour quarter", "charge", "divides") with
        {
            News = new EntryNews { Kind = NewsKind.Sharpened, First = Tuesday, Last = Tuesday, Before = "a congestion charge of four euros a day", BeforeLanguage = "en" },
            Rivals = [IdOf("a2"), IdOf("a3")],
            Supporters =
            [
                .. new[] { "Residents of the Quay", "Green Alliance", "Doctors for Clean Air", "the Tram Workers' Union", "Harbour School", "the Museum", "the Fish Market" }
                    .Select(name => Stander(name, Source("divides", $"{name} welcomed the plan."), null)),
            ],
            Opposers = [Stander("the Chamber of Commerce", Source("charge", "The Chamber is against it."), IdOf("b1"))],
        };
        return Of(
            [
                charge,
                Proposal("a2", "the Cyclists' Union", "a car-free quarter instead", "divides") with { News = Fresh, Rivals = [IdOf("a1"), IdOf("a3")] },
                Proposal("a3", "l'Union des commerçants du port", "reporter le péage jusqu'à l'ouverture de la ligne de tramway", "quai") with
                {
                    Language = "fr",
                    News = new EntryNews { Kind = NewsKind.Softened, First = Tuesday, Last = Tuesday, Before = "renoncer au péage", BeforeLanguage = "fr" },
                    Rivals = [IdOf("a1"), IdOf("a2")],
                },
                Proposal("a4", "the transport ministry", "two new night trains to the coast", "trains") with
                {
                    News = new EntryNews { Kind = NewsKind.Reversed, First = new DateOnly(2025, 12, 9), Last = new DateOnly(2025, 12, 9), BeforeKind = PointKind.Proposal, Before = "an end of all night trains", BeforeLanguage = "en" },
                },
                Proposal("a5", "Samuel Ortega", "the government should reopen the night line", "trains") with
                {
                    News = new EntryNews { Kind = NewsKind.Repeated, First = Tuesday, Last = Tuesday },
                },
                Proposal("a6", "National Teachers' Union", "the ban on mobile phones in all schools", "phones") with
                {
                    Kind = PointKind.Withdrawal,
                    IsKey = false,
                    News = new EntryNews { Kind = NewsKind.Withdrawn, First = Tuesday, Last = Tuesday, Before = "a ban on mobile phones in all schools up to the ninth grade", BeforeLanguage = "en" },
                },
                Proposal("a7", "Hamid Karimi", "children should spend breaks talking to each other", "phones") with { News = new EntryNews { Kind = NewsKind.Repeated, First = Tuesday, Last = Tuesday } },
                Proposal("a8", "The Lantern Society", "a permit for the walk every November", "lantern") with { News = Fresh, IsKey = false },
            ],
            [
                Criticism("b1", "the Chamber of Commerce", "the city council", "for ignoring small shops in the quarter", "charge") with
                {
                    News = Fresh,
                    About = charge.Id,
                    TargetVoice = TargetVoice.Answers,
                    Answers = [charge.Id],
                },
                Criticism("b2", "Anton Berger", "Clara Weiss", "for drafting the plan behind closed doors", "charge") with { News = Fresh, TargetVoice = TargetVoice.Unanswered },
                Criticism("b3", "Samuel Ortega", "the railway company", "for pretending that nobody wants night trains", "trains") with
                {
                    News = new EntryNews { Kind = NewsKind.Developed, First = Tuesday, Last = Tuesday },
                },
            ],
            [
                Article("charge", "Council raises the harbour charge", "Arlen Courier", new DateOnly(2026, 11, 21), 3, "charge.txt"),
                Article("divides", "Harbour charge divides Port Arlen", "Coastal Times", new DateOnly(2026, 11, 22), 2, "divides.md"),
                Article("quai", "Péage du port : les commerçants veulent un report", "La Gazette du Quai", new DateOnly(2026, 11, 22), 1, "quai.txt") with { Language = "fr" },
                Article("trains", "Ministry turns round on night trains", "Nordic Ledger", new DateOnly(2026, 11, 22), 3, "trains.html"),
                Article("phones", "Teachers give up the phone ban", null, null, 2, "phones.txt"),
                Article("lantern", "Thousands join lantern walk", "Valley Herald", new DateOnly(2026, 11, 20), 1, "lantern.txt"),
            ],
            Accounting.Nothing with
            {
                Received = 6,
                Analysed = 6,
                Lines = [.. new[] { "charge.txt", "divides.md", "lantern.txt", "phones.txt", "quai.txt", "trains.html" }.Select(drop => new AccountLine(drop, OutcomeStatus.Analysed, null, null, false))],
            }) with
        {
            Repeats = repeats,
            LetterEntries = 40,
            Subjects =
            [
                new EditionSubject("5a", "harbour charge", "en", [IdOf("a1"), IdOf("b1"), IdOf("a2"), IdOf("a3"), IdOf("b2")]),
                new EditionSubject("5b", "night trains", "en", [IdOf("a4"), IdOf("b3"), IdOf("a5")]),
                new EditionSubject("5c", "mobile phones", "en", [IdOf("a6"), IdOf("a7")]),
                new EditionSubject("5d", "", "", [IdOf("a8")]),
            ],
            Lead = [IdOf("a4"), IdOf("a6"), IdOf("a1"), IdOf("b1")],
            Corrections = [new EditionCorrection(Tuesday, "“a tax on bread”, which was said to be proposed by the ministry", "the article was a parody")],
        };
    }

    /// <summary>A proposal told in French, with the words of a French and of an English article, and a criticism told in English.</summary>
    public static Edition SeveralLanguages() => Of(
        [Proposal("a1", "La ville de Port-Arlen", "une taxe de quatre euros par jour pour les voitures", "quai", "harbour") with { Language = "fr" }],
        [Criticism("b1", "The Chamber of Commerce", "the council", "for ignoring small shops in the quarter", "harbour")],
        [
            Article("harbour", "Harbour charge divides Port Arlen", "Arlen Courier", new DateOnly(2026, 11, 21), 2, "harbour.txt"),
            Article("quai", "Le péage du port divise la ville", "La Gazette du Quai", new DateOnly(2026, 11, 22), 1, "quai.txt") with { Language = "fr" },
        ],
        Accounting.Nothing);

    /// <summary>A point whose statement and article have this for a language code.</summary>
    public static Edition ToldIn(string? language) => Of(
        [Proposal("a1", "The city council", "free trams", "tram") with { Language = language }],
        [],
        [Article("tram", "Porto ponders free trams", null, null, 1, "porto.txt") with { Language = language! }],
        Accounting.Nothing);

    /// <summary>A day with nothing in it.</summary>
    public static Edition QuietDay() => Of([], [], [], Accounting.Nothing);

    /// <summary>A day on which nothing could be read.</summary>
    public static Edition DayOfFailures() => Of([], [], [], Accounting.Nothing with
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
        Accounting.Nothing with
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

    /// <summary>What is new in an entry that no edition before had.</summary>
    public static EntryNews Fresh => new() { Kind = NewsKind.New };

    public static string IdOf(string id) => id.PadLeft(16, '0');

    public static EditionEntry Proposal(string id, string actor, string statement, params string[] sources) => new()
    {
        Id = IdOf(id),
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

    public static EntryStander Stander(string name, EntrySource source, string? entry) => new(name, source, entry) { Party = new Party(name, [name]) };

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
}
