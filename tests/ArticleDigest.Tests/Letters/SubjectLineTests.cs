using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using MimeKit;
using static ArticleDigest.Tests.Letters.SampleEditions;

namespace ArticleDigest.Tests.Letters;

/// <summary>What happened stands in a letter's subject; its preview, pages' titles and the archive's list tell it too.</summary>
public sealed class SubjectLineTests
{
    private static readonly Recipient Ana = new(new string('0', 32), "ana@example.org", "Ana Lima");
    private static readonly EntryNews Turned = new() { Kind = NewsKind.Reversed, First = Tuesday, Last = Tuesday };

    [Theory]
    [InlineData("en", "Labour Party: against the tax credit; City council: congestion charge of three euros · 23 November 2026")]
    [InlineData("fr", "Labour Party\u00A0: contre the tax credit; City council\u00A0: congestion charge of three euros · 23 novembre 2026")]
    [InlineData("de", "Labour Party: gegen the tax credit; City council: congestion charge of three euros · 23. November 2026")]
    [InlineData("es", "Labour Party: contra the tax credit; City council: congestion charge of three euros · 23 de noviembre de 2026")]
    [InlineData("pt", "Labour Party: contra the tax credit; City council: congestion charge of three euros · 23 de novembro de 2026")]
    public async Task It_says_what_happened_and_when_in_the_letters_language(string language, string subject)
    {
        Edition edition = Day(
            Criticism("b1", "Labour Party", "the tax credit", "rejected it as a gift", "x") with { News = Turned },
            Proposal("a1", "the city council", "a congestion charge of three euros", "x"));

        MimeMessage letter = await ComposeAsync(edition, Ana with { Language = language });

        Assert.Equal(subject, letter.Subject);
    }

    [Theory]
    [InlineData(PointKind.Proposal, "Norland: bridge over the strait", "Norland: bridge over the strait")]
    [InlineData(PointKind.Support, "Norland: for a bridge over the strait", "Norland, a favor: a bridge over the strait")]
    [InlineData(PointKind.Opposition, "Norland: against a bridge over the strait", "Norland: contra a bridge over the strait")]
    [InlineData(PointKind.Withdrawal, "Norland, withdrawn: a bridge over the strait", "Norland, retirado: a bridge over the strait")]
    public void Each_kind_of_entry_is_told_in_a_line(PointKind kind, string english, string spanish)
    {
        Gist gist = Gist.Of(Day(Proposal("a1", "Norland", "a bridge over the strait", "x") with { Kind = kind }))[0];

        Assert.Equal(english, new Wording(Words.English).Gist(gist, 100).ToString());
        Assert.Equal(spanish, new Wording(Words.Of("es")).Gist(gist, 100).ToString());
        Assert.Equal("en", new Wording(Words.Of("es")).Gist(gist, 100).Language);
        Assert.Null(new Wording(Words.English).Gist(gist, 100).Language);
    }

    [Fact]
    public void Criticism_tells_of_whom_and_for_what_but_of_a_proposal_no_more_than_that()
    {
        EditionEntry bridge = Proposal("a1", "Norland", "a bridge over the strait", "x") with { ActorParty = new Party("Norland", ["norland"]) };
        Edition edition = Day(
            bridge,
            Criticism("b1", "Sudria", "Norland", "unworkable", "x") with { About = bridge.Id, TargetParty = new Party("Norland", ["norland"]) },
            Criticism("b2", "Sudria", "the bridge", "unworkable", "x") with { About = bridge.Id },
            Criticism("b3", "Sudria", "Estia", "playing for time", "x"));

        Assert.Equal(
            ["Norland: bridge over the strait", "Sudria: against a bridge over the strait", "Sudria: against the bridge", "Sudria against Estia: playing for time"],
            Gist.Of(edition).Select(gist => new Wording(Words.English).Gist(gist, 100).ToString()));
    }

    [Theory]
    [InlineData("the city council", "en", "City council: x")]
    [InlineData("l'Union des commerçants", "fr", "Union des commerçants: x")]
    [InlineData("l’Union des commerçants", "fr", "Union des commerçants: x")]
    [InlineData("El Sindicato de Estibadores", "es", "Sindicato de Estibadores: x")]
    [InlineData("a Câmara", "pt", "Câmara: x")]
    [InlineData("Die Grünen", "de", "Die Grünen: x")]
    [InlineData("A", "pt", "A: x")]
    [InlineData("The Hague", "nl", "The Hague: x")]
    public void A_name_is_told_without_its_article_where_it_is_a_name_without(string actor, string language, string line) =>
        Assert.Equal(line, new Wording(Words.English).Gist(new Gist(PointKind.Proposal, actor, null, "x", language), 100).ToString());

    [Fact]
    public async Task One_line_that_says_what_happened_stands_before_two_that_begin_to_and_the_preview_goes_on_with_the_rest()
    {
        Edition edition = Day(
            Proposal("a1", "the city council of Port Arlen", "a congestion charge of three euros a day for cars entering the harbour quarter", "x"),
            Proposal("a2", "l'Union des commerçants du port", "reporter le péage jusqu'à l'ouverture de la ligne de tramway", "x") with { Language = "fr" },
            Proposal("a3", "Norland", "a bridge", "x"));

        MimeMessage letter = await ComposeAsync(edition, Ana);

        Assert.Equal("City council of Port Arlen: congestion charge of three euros a day for cars entering the harbour… · 23 November 2026", letter.Subject);
        IElement preview = new HtmlParser().ParseDocument(letter.HtmlBody!).QuerySelector("body > div")!;
        Assert.StartsWith(
            "Union des commerçants du port: reporter le péage jusqu'à l'ouverture de la ligne de tramway · Norland: bridge · 3 proposals · ",
            preview.TextContent,
            StringComparison.Ordinal);
        Assert.Equal("fr", Assert.Single(preview.QuerySelectorAll("bdi[lang]")).GetAttribute("lang"));
        Assert.StartsWith(
            "City council of Port Arlen: congestion charge of three euros a day for cars entering the harbour quarter · Daily digest · Monday",
            new HtmlParser().ParseDocument(letter.HtmlBody!).Title,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_the_digest_where_the_senders_name_does_not_and_what_was_corrected()
    {
        Edition edition = Day(Proposal("a1", "Norland", "a bridge", "x")) with
        {
            Title = "Climate weekly",
            Corrections = [new EditionCorrection(Tuesday, "“a tunnel”", "the article was a parody")],
        };

        Assert.Equal("Norland: bridge · 1 correction · Climate weekly · 23 November 2026", (await ComposeAsync(edition, Ana)).Subject);
    }

    [Fact]
    public async Task Where_nothing_is_new_or_nothing_is_told_it_counts_as_ever()
    {
        Edition again = Day(Proposal("a1", "Norland", "a bridge", "x") with { News = new EntryNews { Kind = NewsKind.Repeated, First = Tuesday, Last = Tuesday } });

        Assert.Equal("Daily digest · Monday 23 November 2026: 1 proposal, nothing new", (await ComposeAsync(again with { Previous = Tuesday }, Ana)).Subject);
        Assert.Equal("Daily digest · Monday 23 November 2026: nothing to report", (await ComposeAsync(QuietDay(), Ana)).Subject);
    }

    [Theory]
    [InlineData("night trains", "Transport ministry: two new night trains to the coast · 1 correction · 23 November 2026")]
    [InlineData("lantern", "Lantern Society: permit for the walk every November · 1 correction · 23 November 2026")]
    [InlineData("Hamid Karimi", "Daily digest · Monday 23 November 2026: 7 proposals, 3 criticisms, 1 other stance, 4 new, 4 changed, 1 correction")]
    [InlineData("volcanoes", "Daily digest · Monday 23 November 2026: 7 proposals, 3 criticisms, 1 other stance, 4 new, 4 changed, 1 correction")]
    public async Task Whoever_follows_something_has_the_subject_of_their_own_letter(string term, string subject) =>
        Assert.Equal(subject, (await ComposeAsync(SecondDay() with { Previous = Tuesday }, Ana with { Follows = [term] })).Subject);

    [Theory]
    [InlineData("=?utf-8?Q?evil?= \r\nBcc: evil@example.org", "= ?utf-8?Q?evil?= Bcc")]
    [InlineData("\u202Egnp.exe\u2066 \u0007 bell", "gnp.exe bell")]
    [InlineData("مرحبا بالعالم", "مرحبا بالعالم")]
    public async Task Hostile_words_are_words_in_it(string hostile, string shown)
    {
        Edition edition = Day(
            Criticism("b1", hostile, hostile, hostile, "x"),
            Proposal("a1", hostile, hostile, "x"),
            Proposal("a2", hostile, hostile, "x") with { Language = "<b>" });

        using MemoryStream sent = new();
        await (await ComposeAsync(edition, Ana)).WriteToAsync(sent);
        MimeMessage letter = MimeMessage.Load(new MemoryStream(sent.ToArray()));

        Assert.Contains(shown, letter.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(letter.Subject!, c => char.IsControl(c) || c is '\u202E' or '\u2066');
        Assert.Empty(letter.Bcc);
    }

    [Theory]
    [InlineData("wwwwwwwwww")]
    [InlineData("of the a ")]
    [InlineData("👩‍🚀")]
    [InlineData("a\u0301\u0301\u0301")]
    public async Task However_long_the_words_are_it_is_short(string word)
    {
        string endless = string.Concat(Enumerable.Repeat(word, 1000));

        MimeMessage letter = await ComposeAsync(Day(Criticism("b1", endless, endless, endless, "x"), Proposal("a1", endless, endless, "x")), Ana);

        Assert.InRange(letter.Subject!.Length, 20, 130);
    }

    [Fact]
    public async Task The_archive_tells_of_every_edition_what_it_told_first_in_the_language_of_that()
    {
        EditionSummary summary = EditionSummary.Of(Day(Proposal("a1", "l'Union des commerçants", "reporter le péage", "x") with { Language = "fr" }));

        IDocument page = new HtmlParser().ParseDocument(await DigestPages.ArchiveAsync([summary], new PageAddresses("/"), Words.English));
        IDocument french = new HtmlParser().ParseDocument(await DigestPages.ArchiveAsync([summary], new PageAddresses("/"), Words.Of("fr")));

        Assert.Equal(["Union des commerçants: reporter le péage", "1 proposal"], page.QuerySelectorAll(".counts").Select(c => c.TextContent));
        Assert.Equal("fr", Assert.Single(page.QuerySelectorAll("li bdi[lang]")).GetAttribute("lang"));
        Assert.Empty(french.QuerySelectorAll("li bdi[lang]"));
    }

    [Fact]
    public async Task The_page_of_an_edition_is_called_by_what_it_tells_first()
    {
        IDocument page = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(SecondDay(), new PageAddresses("/")));
        IDocument quiet = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(QuietDay(), new PageAddresses("/")));

        Assert.Equal("Transport ministry: two new night trains to the coast · Daily digest · Monday 23 November 2026", page.Title);
        Assert.Equal("Daily digest · Monday 23 November 2026", quiet.Title);
    }

    [Theory]
    [InlineData("en", "French", 4)]
    [InlineData("de", "französisch", 4)]
    [InlineData("pt", "francês", 4)]
    [InlineData("fr", null, 0)]
    public async Task The_lead_and_what_is_told_again_say_in_which_language_they_are_in_both_parts(string language, string? note, int notes)
    {
        EntryNews again = new() { Kind = NewsKind.Repeated, First = Tuesday, Last = Tuesday };
        Edition edition = Day(
            Proposal("a1", "Norland", "reporter le péage", "x") with { Language = "fr", News = Turned with { Before = "avancer le péage", BeforeLanguage = "fr" } },
            Proposal("a2", "Norland", "ouvrir le pont", "x") with { Language = "fr", News = again }) with
        { Lead = [IdOf("a1")] };

        MimeMessage letter = await ComposeAsync(edition, Ana with { Language = language });

        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);
        IElement[] told = [page.QuerySelector("#in-short + ul li")!, page.QuerySelector($"#e-{IdOf("a2")}")!, page.QuerySelectorAll("bdi[lang=fr]").Single(b => b.TextContent == "avancer le péage").ParentElement!];
        Assert.All(told, line => Assert.NotNull(line.QuerySelector("bdi[lang=fr]")));
        Assert.All(told, line => Assert.Equal(note, line.QuerySelector($"bdi[lang={language}]:not([lang=fr])")?.TextContent));
        Assert.Equal(notes, Regex.Count(letter.TextBody!, @"\[(French|französisch|francês|français)\]"));
    }

    [Fact]
    public async Task Of_an_archive_that_cannot_be_reached_nothing_is_said()
    {
        MimeMessage letter = await ComposeAsync(Day(Proposal("a1", "Norland", "a bridge", "x")), Ana);
        MimeMessage quiet = await ComposeAsync(QuietDay(), Ana);

        Assert.EndsWith("\n-- \nQuotes are verbatim from the articles; statements are made from them.\n", letter.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("\n-- \n", quiet.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All([letter, quiet], l => Assert.DoesNotContain("archive", l.TextBody + l.HtmlBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_arrow_leads_to_whom_somebody_criticises_and_to_nothing_else()
    {
        MimeMessage letter = await ComposeAsync(
            Day(Proposal("a1", "Norland", "a bridge", "x"), Criticism("b1", "Sudria", "Norland", "unworkable", "x")), Ana);

        Assert.Contains("Norland: a bridge", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("Sudria → Norland: unworkable", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal(1, letter.TextBody!.Count(c => c == '→'));
    }

    /// <summary>A day with these entries under one subject, and with all of them in its lead if there are many.</summary>
    private static Edition Day(params EditionEntry[] entries) => Of(
        [.. entries.Where(e => e.Kind != PointKind.Criticism && e.Kind != PointKind.Opposition)],
        [.. entries.Where(e => e.Kind is PointKind.Criticism or PointKind.Opposition)],
        [Article("x", "Today", null, null, entries.Length, "x.txt")],
        Accounting.Nothing with { Received = 1, Analysed = 1 }) with
    {
        Previous = null,
        Subjects = [new EditionSubject("s1", "the strait", "en", [.. entries.Select(e => e.Id)])],
        LetterEntries = 40,
    };

    private static async Task<MimeMessage> ComposeAsync(Edition edition, Recipient recipient) =>
        await new LetterComposer(new MailOptions { From = "news@digest.example" }).ComposeAsync(edition, recipient);
}
