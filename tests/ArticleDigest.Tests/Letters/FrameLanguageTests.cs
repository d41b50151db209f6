using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using MimeKit;

namespace ArticleDigest.Tests.Letters;

public sealed class FrameLanguageTests
{
    private static readonly Recipient Ana = new("0123456789abcdef0123456789abcdef", "ana@example.org", "Ana Lima");

    public static TheoryData<string> Others => [.. ScheduleOptions.Languages.Where(language => language != "en")];

    [Fact]
    public async Task A_letter_in_german_says_everything_around_the_articles_words_in_german()
    {
        MimeMessage letter = await ComposeAsync(Everything(), "de");
        string html = OneLine(Document(letter.HtmlBody!).Body!.TextContent);
        string text = OneLine(letter.TextBody!);

        Assert.Equal("Transport ministry: two new night trains to the coast · 2 Berichtigungen · 23. November 2026", letter.Subject);
        Assert.Contains(
            "National Teachers' Union, zurückgezogen: the ban on mobile phones in all schools · City council of Port Arlen: congestion charge of six euros a day for the harbour quarter"
            + " · Chamber of Commerce: gegen the city council · 7 Vorschläge, 3 Kritiken, 1 weitere Stellungnahme, 4 neu, 4 verändert, 2 Berichtigungen",
            html,
            StringComparison.Ordinal);
        string[] said =
        [
            "Montag, 23. November 2026",
            "7 Vorschläge, 3 Kritiken und 1 weitere Stellungnahme aus 6 Artikeln, jeweils mit wörtlichem Beleg. Davon sind 4 neu. In 4 Fällen hat sich geändert, was jemand zuvor gesagt hatte.",
            "Enthält alles seit der Ausgabe vom 20. November 2026. Stand: Montag, 23. November 2026, 07:00 Uhr (Europe/Berlin). Diese Ausgabe ersetzt die vom 21. November 2026, die ausgefallen ist.",
            "Berichtigung zur Ausgabe vom 17. November 2026. Zurückgezogen: eine Kritik (Norland → Sudland), soweit a.txt davon berichtet hat, in 2 Ausgaben ab der genannten. a parody",
            "Neue Kritik an diesem Vorschlag",
            "Schärfer als am 17. November (damals: a congestion charge of four euros a day",
            "Kehrtwende: am 9. Dezember 2025 dafür: an end of all night trains",
            "Zuerst vorgeschlagen am 17. November (damals: ",
            "Dafür: Residents of the Quay: „Residents of the Quay welcomed the plan.“",
            "Konkurrierende Vorschläge: The Cyclists' Union, l'Union des commerçants du port",
            "Clara Weiss: keine Antwort darauf in den Quellen.",
            "erneut, zuerst berichtet am 17. November · 1 Artikel",
            "Arlen Courier, 21. Nov. 2026",
            "10 Artikel eingegangen: 5 ausgewertet, 1 Duplikat, 1 abgelehnt, 1 gefiltert, 1 gescheitert, 1 noch in Arbeit.",
            "Duplikat von harbour.html",
            "abgelehnt: it is no text",
            "gescheitert: given up after 3 attempts",
            "Ein Sprachmodell hat für diese Ausgabe 1.234.567 Token gelesen und geschrieben, zu geschätzten Kosten von 2,35 EUR.",
            "Ob eine E-Mail der Ausgabe vom 20. November 2026 angekommen ist, ist nicht bekannt (the connection was lost before the answer). Sie wurde nicht noch einmal gesendet",
            "Zitate stehen wörtlich so in den Artikeln; die Aussagen sind daraus gebildet.",
        ];
        Assert.All(said, part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.All(said, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains(" IN KÜRZE -------- ", text, StringComparison.Ordinal);
        Assert.Contains(" WEITERE THEMEN -------------- ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_in_french_says_everything_around_the_articles_words_in_french_with_spaces_that_do_not_break()
    {
        MimeMessage letter = await ComposeAsync(Everything(), "fr");
        string html = OneLine(Document(letter.HtmlBody!).Body!.TextContent);
        string text = OneLine(letter.TextBody!);

        Assert.Equal("Transport ministry\u00A0: two new night trains to the coast · 2 rectifications · 23 novembre 2026", letter.Subject);
        Assert.Contains("National Teachers' Union, retiré\u00A0: the ban on mobile phones in all schools · ", html, StringComparison.Ordinal);
        Assert.Contains(" · 7 propositions, 3 critiques, 1 autre prise de position, 4 entrées nouvelles, 4 modifiées, 2 rectifications", html, StringComparison.Ordinal);
        string[] said =
        [
            "Lundi 23 novembre 2026",
            "7 propositions, 3 critiques et 1 autre prise de position dans 6 articles, citations à l’appui. 4 sont nouvelles. Dans 4 cas, ce qui avait été dit auparavant a changé.",
            "Couvre tout ce qui est arrivé depuis l’édition du vendredi 20 novembre 2026, jusqu’au lundi 23 novembre 2026 à 07:00 (Europe/Berlin). La présente édition remplace celle du samedi 21 novembre 2026, qui n’a pas paru.",
            "Rectification de l’édition du mardi 17 novembre 2026. Est retiré ce qui suit\u00A0: une critique (Norland → Sudland), pour ce qu’en rapportait a.txt, dans 2 éditions à partir de celle-là. a parody",
            "Nouvelle critique de cette proposition",
            "Plus ferme que le 17 novembre (auparavant\u00A0: a congestion charge of four euros a day",
            "Revirement\u00A0: le 9 décembre 2025 pour\u00A0: an end of all night trains",
            "Proposé pour la première fois le 17 novembre",
            "Harbour School\u00A0: «\u00A0Harbour School welcomed the plan.\u00A0»",
            "Clara Weiss\u00A0: pas de réponse à cela dans les sources.",
            "10 articles reçus\u00A0: 5 analysés, 1 doublon, 1 refusé, 1 filtré, 1 en échec, 1 en attente.",
            "refusé\u00A0: it is no text",
            "Un modèle de langue a lu et écrit 1\u202F234\u202F567 jetons pour cette édition, pour un coût estimé à 2,35 EUR.",
        ];
        Assert.All(said, part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.All(said, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task No_document_of_another_language_has_english_words_of_its_own(string language)
    {
        Edition edition = Everything() with { Language = language, Proposals = [], Criticisms = [], Subjects = [], Lead = [], Corrections = [], Articles = [], Title = "" };
        edition = edition with { Accounting = Accounting.Nothing with { Received = 2, Pending = 2, Withheld = 1, Tokens = 5 } };
        PageAddresses addresses = new("/") { HasPreview = true, Schedule = "daily" };
        Words words = Words.Of(language);

        string[] documents =
        [
            await DigestPages.EditionAsync(edition, addresses),
            await DigestPages.PreviewAsync(edition, SampleEditions.CompiledAt, addresses),
            await DigestPages.ArchiveAsync([EditionSummary.Of(edition)], addresses, words),
            await DigestPages.ArchiveAsync([], addresses, words),
            await DigestPages.AskUnsubscribingAsync(words),
            await DigestPages.UnsubscribedAsync(words),
            await DigestPages.NothingAsync(words),
            await DigestPages.ClosedAsync(words),
            (await ComposeAsync(edition, null)).HtmlBody!,
        ];

        Assert.All(documents, document =>
        {
            IDocument page = Document(document);
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            Assert.DoesNotMatch(@"\b(the|edition|editions|of|from|this|what|it|letters|nothing|archive)\b", page.Body!.TextContent);
        });
    }

    [Theory]
    [InlineData("de", "fr", "französisch", "en", "englisch")]
    [InlineData("fr", "fr", null, "en", "anglais")]
    [InlineData("es", "fr", "francés", "en", "inglés")]
    [InlineData("pt", "fr", "francês", "en", "inglês")]
    public async Task What_is_in_another_language_than_the_frame_says_so_in_the_frames(
        string language, string first, string? firstNote, string second, string? secondNote)
    {
        IDocument page = Document((await ComposeAsync(SampleEditions.SeveralLanguages(), language)).HtmlBody!);

        IElement[] statements = [.. page.QuerySelectorAll(".statement")];
        Assert.Equal([first, second], statements.Select(s => s.GetAttribute("lang")));
        Assert.Equal([firstNote, secondNote], statements.Select(s => s.QuerySelector(".tag")?.TextContent));
        Assert.All(page.QuerySelectorAll(".statement .tag"), tag => Assert.Equal(language, tag.GetAttribute("lang")));
        Assert.Equal(["fr", "en", "en"], page.QuerySelectorAll(".quote").Select(q => q.GetAttribute("lang")));
        Assert.Equal(
            [null, secondNote, null],
            page.QuerySelectorAll(".source").Select(s => s.TextContent.Split(" · ")).Select(parts => parts.Length > 2 ? parts[2] : null));
    }

    [Fact]
    public async Task Reasons_that_are_kept_in_english_say_that_they_are()
    {
        IDocument german = Document((await ComposeAsync(SampleEditions.FullDay(), "de")).HtmlBody!);
        IDocument english = Document((await ComposeAsync(SampleEditions.FullDay(), "en")).HtmlBody!);

        Assert.Equal(
            ["given up after 3 attempts", "it is no text: the bytes are neither UTF-8, UTF-16 nor Windows-1252", "the model's content filter refuses it"],
            german.QuerySelectorAll(".fault [lang=en]").Select(r => r.TextContent));
        Assert.Equal("the connection was lost before the answer", Assert.Single(german.QuerySelectorAll(".note [lang=en]")).TextContent);
        Assert.Empty(english.QuerySelectorAll(".fault [lang],.note [lang]"));
    }

    [Fact]
    public async Task A_correction_that_does_not_tell_what_it_takes_back_but_in_english_says_so()
    {
        IDocument page = Document((await ComposeAsync(SampleEditions.SecondDay(), "de")).HtmlBody!);

        Assert.Equal("“a tax on bread”, which was said to be proposed by the ministry", Assert.Single(page.QuerySelectorAll(".note [lang=en]")).TextContent);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task A_letter_is_in_the_recipients_language_and_otherwise_in_the_editions(string language)
    {
        Edition edition = SampleEditions.FullDay() with { Language = language };

        MimeMessage theirs = await ComposeAsync(edition, null);
        MimeMessage english = await ComposeAsync(edition, "en");

        Assert.Equal((language, "en"), (theirs.Headers[HeaderId.ContentLanguage], english.Headers[HeaderId.ContentLanguage]));
        Assert.Equal(language, Document(theirs.HtmlBody!).DocumentElement.GetAttribute("lang"));
        Assert.Equal((await ComposeAsync(SampleEditions.FullDay(), null)).HtmlBody, english.HtmlBody);
        Assert.Equal(theirs.HtmlBody, (await ComposeAsync(SampleEditions.FullDay(), language)).HtmlBody);
    }

    [Fact]
    public async Task Links_ask_for_a_language_only_where_the_page_would_be_in_another()
    {
        Edition german = SampleEditions.FullDay() with { Language = "de" };

        string[] same = await LinksAsync(german, null);
        string[] other = await LinksAsync(german, "fr");
        string[] english = await LinksAsync(SampleEditions.FullDay(), "en");

        Assert.DoesNotContain("&l=", same[0], StringComparison.Ordinal);
        Assert.EndsWith("&l=de", same[^1], StringComparison.Ordinal);
        Assert.All(other, link => Assert.EndsWith("&l=fr", link.Split('#')[0], StringComparison.Ordinal));
        Assert.DoesNotContain(english, link => link.Contains("l=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_in_a_language_that_was_asked_for_has_that_in_all_its_links()
    {
        SignedLinks links = new(LinkKeys.Mail);
        PageAddresses addresses = PageAddresses.Signed("/", "daily", new Admission("k1", new DateOnly(2027, 2, 21)), links) with { Language = "pt" };

        IDocument archive = Document(await DigestPages.ArchiveAsync([EditionSummary.Of(SampleEditions.FullDay())], addresses, Words.Of("pt")));
        IDocument edition = Document(await DigestPages.EditionAsync(SampleEditions.FullDay(), addresses));

        string[] found = [.. archive.QuerySelectorAll("[href]").Concat(edition.QuerySelectorAll("[href]")).Select(a => a.GetAttribute("href")!).Where(href => !href.StartsWith('#'))];
        Assert.InRange(found.Length, 10, int.MaxValue);
        Assert.All(found, href => Assert.EndsWith("&l=pt", href.Split('#')[0], StringComparison.Ordinal));
        Assert.Equal("pt", edition.DocumentElement.GetAttribute("lang"));
        Assert.Equal("/editions/daily?l=pt", (new PageAddresses("/") { Language = "pt" }).ArchiveOf("daily"));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task The_plain_part_is_wrapped_in_every_language(string language)
    {
        MimeMessage letter = await ComposeAsync(Everything(), language);

        Assert.All(letter.TextBody!.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 78, line));
    }

    [Theory]
    [InlineData("de", "Montag, 23. November 2026", "3 Vorschläge, 2 Kritiken")]
    [InlineData("fr", "lundi 23 novembre 2026", "3 propositions, 2 critiques")]
    [InlineData("es", "lunes, 23 de noviembre de 2026", "3 propuestas, 2 críticas")]
    [InlineData("pt", "segunda-feira, 23 de novembro de 2026", "3 propostas, 2 críticas")]
    public void A_feed_is_in_a_language_too(string language, string date, string counts)
    {
        string feed = DigestFeed.Write(
            "daily", "Daily digest", [EditionSummary.Of(SampleEditions.FullDay())], new PageAddresses("https://digest.example/"), Words.Of(language));

        Assert.Contains($"xml:lang=\"{language}\"", feed, StringComparison.Ordinal);
        Assert.Contains($"Daily digest · {date}<", feed, StringComparison.Ordinal);
        Assert.Contains($">{counts}<", feed, StringComparison.Ordinal);
    }

    /// <summary>The second day with all else that a frame can say.</summary>
    private static Edition Everything()
    {
        Edition day = SampleEditions.SecondDay();
        RetractedThing thing = new() { Kind = PointKind.Criticism, Actor = "Norland", Target = "Sudland", Drop = "a.txt", Editions = 2 };
        return day with
        {
            Missed = [new DateOnly(2026, 11, 21)],
            Corrections = [.. day.Corrections, new EditionCorrection(SampleEditions.Tuesday, "a criticism", "a parody") { Thing = thing }],
            Accounting = SampleEditions.FullDay().Accounting with { Tokens = 1_234_567, Cost = 2.345m, Currency = "EUR", MergedWithoutModel = "it is away" },
        };
    }

    private static Task<MimeMessage> ComposeAsync(Edition edition, string? language) =>
        new LetterComposer(new MailOptions { From = "news@digest.example" }).ComposeAsync(edition, Ana with { Language = language });

    private static async Task<string[]> LinksAsync(Edition edition, string? language)
    {
        MailOptions options = LinkKeys.Mail;
        options.From = "news@digest.example";
        MimeMessage letter = await new LetterComposer(options).ComposeAsync(edition, Ana with { Language = language });
        return [.. Document(letter.HtmlBody!).QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Where(href => !href.StartsWith('#'))];
    }

    private static IDocument Document(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>White space as one space; but not the spaces that do not break, which are meant.</summary>
    private static string OneLine(string text) => Regex.Replace(text, @"[ \r\n\t]+", " ");
}
