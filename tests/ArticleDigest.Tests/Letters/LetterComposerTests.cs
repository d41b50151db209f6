using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using MimeKit;

namespace ArticleDigest.Tests.Letters;

public sealed class LetterComposerTests
{
    private static readonly Recipient Ana = new("0123456789abcdef0123456789abcdef", "ana@example.org", "Ana Lima");

    [Fact]
    public async Task The_same_edition_and_recipient_give_the_same_bytes()
    {
        byte[] first = Bytes(await Composer().ComposeAsync(SampleEditions.FullDay(), Ana));
        byte[] second = Bytes(await Composer().ComposeAsync(SampleEditions.FullDay(), Ana));

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Headers_say_what_it_is_who_it_is_for_and_that_nobody_need_answer()
    {
        MimeMessage letter = await Composer().ComposeAsync(SampleEditions.FullDay(), Ana);

        Assert.Equal("Daily digest · Monday 23 November 2026: 3 proposals, 2 criticisms", letter.Subject);
        Assert.Equal("\"Ana Lima\" <ana@example.org>", letter.To.ToString());
        Assert.Equal("news@digest.example", Assert.Single(letter.From.Mailboxes).Address);
        Assert.Equal("daily.2026-11-23.0123456789abcdef0123456789abcdef@digest.example", letter.MessageId);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 7, 0, 4, TimeSpan.FromHours(1)), letter.Date);
        Assert.Equal(TimeSpan.FromHours(1), letter.Date.Offset);
        Assert.Equal("auto-generated", letter.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("<daily.digest.example>", letter.Headers[HeaderId.ListId]);
    }

    [Fact]
    public async Task It_has_a_plain_and_an_html_part_in_this_order()
    {
        MimeMessage letter = await Composer().ComposeAsync(SampleEditions.FullDay(), Ana);

        MultipartAlternative body = Assert.IsType<MultipartAlternative>(letter.Body);
        Assert.Equal(["text/plain", "text/html"], body.Select(p => p.ContentType.MimeType));
    }

    [Fact]
    public async Task Both_parts_tell_every_point_with_quote_and_source_and_what_became_of_every_drop()
    {
        Edition edition = SampleEditions.FullDay();
        MimeMessage letter = await Composer().ComposeAsync(edition, Ana);
        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);
        string html = OneLine(page.Body!.TextContent);
        string text = OneLine(Regex.Replace(letter.TextBody!, "\n +> ", " "));

        IEnumerable<string> told = edition.Proposals.Concat(edition.Criticisms)
            .SelectMany(e => e.Sources.Select(s => s.Evidence.Quote).Append(e.Statement))
            .Concat(edition.Accounting.Lines.Select(l => l.Drop))
            .Concat(["Nordic Ledger, 21 Nov 2026", "duplicate of harbour.html", "2 points were withheld", "1 article was still being worked on"]);
        Assert.All(told, part => Assert.Contains(OneLine(part), html, StringComparison.Ordinal));
        Assert.All(told, part => Assert.Contains(OneLine(part), text, StringComparison.Ordinal));
        Assert.Contains("Greenpeace Nordic → Norway", html, StringComparison.Ordinal);
        Assert.Contains("Norway and Iceland: a shared register", text, StringComparison.Ordinal);
        Assert.Contains("since the edition of Friday 20 November 2026", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plain_part_is_wrapped()
    {
        MimeMessage letter = await Composer().ComposeAsync(SampleEditions.FullDay(), Ana);

        Assert.All(letter.TextBody!.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 78, line));
    }

    [Fact]
    public async Task Headings_come_in_order_and_layout_tables_say_that_they_are_none()
    {
        IDocument page = await HtmlAsync(SampleEditions.FullDay());

        Assert.Equal(["H1", "H2", "H3", "H3", "H3", "H2", "H3", "H3", "H2"], page.QuerySelectorAll("h1,h2,h3").Select(h => h.TagName));
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.All(
            page.QuerySelectorAll("table"),
            table => Assert.True(table.GetAttribute("role") == "presentation" || table.QuerySelector("th[scope=col]") is not null));
    }

    [Fact]
    public async Task A_quiet_day_is_one_friendly_line()
    {
        MimeMessage letter = await Composer().ComposeAsync(SampleEditions.QuietDay(), Ana);

        Assert.EndsWith(": nothing to report", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("A quiet day: no new articles came in.", letter.TextBody!, StringComparison.Ordinal);
        Assert.Contains("0 articles received.", letter.TextBody!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_with_only_failures_shows_them()
    {
        MimeMessage letter = await Composer().ComposeAsync(SampleEditions.DayOfFailures(), Ana);

        Assert.EndsWith(": nothing to report, 2 articles not read", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("rejected: the type pdf is not read", letter.TextBody!, StringComparison.Ordinal);
        Assert.Contains("failed: given up after 3 attempts", letter.HtmlBody!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    public async Task A_flood_is_cut_below_what_mail_services_show_and_says_by_how_much(int entries)
    {
        MimeMessage letter = await Composer().ComposeAsync(SampleEditions.Flood(entries), Ana);
        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);

        Assert.InRange(Encoding.UTF8.GetByteCount(letter.HtmlBody!), 1, 100_000);
        int shown = page.QuerySelectorAll(".entry").Length;
        string more = $"and {entries - (shown / 2):N0} more proposals in the archive";
        Assert.Contains(more, OneLine(page.Body!.TextContent), StringComparison.Ordinal);
        Assert.Contains(more, OneLine(letter.TextBody!), StringComparison.Ordinal);
        Assert.Contains("zzz-last.txt", letter.HtmlBody!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_lead_to_the_archive_where_recipients_can_reach_it_and_nowhere_else()
    {
        MailOptions options = new() { From = "news@digest.example", PublicUrl = "https://digest.example/read" };

        MimeMessage letter = await new LetterComposer(options).ComposeAsync(SampleEditions.Flood(100), Ana);
        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);
        IDocument without = await HtmlAsync(SampleEditions.Flood(100));

        Assert.NotEmpty(page.QuerySelectorAll("a"));
        Assert.All(
            page.QuerySelectorAll("a"),
            a => Assert.StartsWith("https://digest.example/read/editions/daily/2026-11-23", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Empty(without.QuerySelectorAll("a"));
    }

    [Fact]
    public async Task Quotes_lead_to_their_articles_and_names_to_their_parties()
    {
        MailOptions options = new() { From = "news@digest.example", PublicUrl = "https://digest.example/read" };
        Edition edition = SampleEditions.FullDay();
        edition = edition with { Proposals = [.. edition.Proposals.Select(p => p with { ActorParty = new Party(p.Actor, [p.Actor]) })] };

        MimeMessage letter = await new LetterComposer(options).ComposeAsync(edition, Ana);

        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);
        Assert.Equal(
            $"https://digest.example/read/editions/daily/2026-11-23/articles/harbour#q-{edition.Proposals[0].Id}-0",
            page.QuerySelector(".source a")!.GetAttribute("href"));
        Assert.Equal(page.QuerySelectorAll(".source").Length, page.QuerySelectorAll(".source a").Length);
        Assert.Equal(
            [.. edition.Proposals.Take(2).Select(p => $"https://digest.example/read/actors/daily/{p.ActorParty!.PageName}")],
            page.QuerySelectorAll(".who a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Links_to_articles_and_parties_take_no_room_from_what_is_told()
    {
        MailOptions options = new() { From = "news@digest.example", PublicUrl = "https://digest.example/read" };

        MimeMessage letter = await new LetterComposer(options).ComposeAsync(SampleEditions.Flood(100), Ana);

        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);
        Assert.Equal((await HtmlAsync(SampleEditions.Flood(100))).QuerySelectorAll(".entry").Length, page.QuerySelectorAll(".entry").Length);
        Assert.Empty(page.QuerySelectorAll(".source a"));
        Assert.InRange(Encoding.UTF8.GetByteCount(letter.HtmlBody!), 1, LetterComposer.MaxHtmlBytes);
    }

    [Fact]
    public async Task With_keys_links_are_signed_and_the_recipient_can_end_the_letters_by_one_click()
    {
        MailOptions options = LinkKeys.Mail;
        options.From = "news@digest.example";
        SignedLinks links = new(options);

        MimeMessage letter = await new LetterComposer(options).ComposeAsync(SampleEditions.FullDay(), Ana);

        string unsubscribe = $"https://digest.example.org/unsubscribe?r={Ana.Key}&t={links.SignUnsubscribing(Ana.Key)}";
        string token = $"?t={links.SignPages("daily", new Admission("k1", new DateOnly(2027, 2, 21)))}";
        string edition = $"https://digest.example.org/editions/daily/2026-11-23{token}";
        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);
        Assert.Equal($"<{unsubscribe}>", letter.Headers[HeaderId.ListUnsubscribe]);
        Assert.Equal("List-Unsubscribe=One-Click", letter.Headers[HeaderId.ListUnsubscribePost]);
        Assert.Equal(unsubscribe, page.QuerySelectorAll("a")[^1].GetAttribute("href"));
        Assert.All(
            page.QuerySelectorAll("a").SkipLast(1).Where(a => !a.GetAttribute("href")!.StartsWith('#')),
            a => Assert.Matches($"^https://digest\\.example\\.org/editions/daily/2026-11-23(/articles/[a-z]+)?{Regex.Escape(token)}(#|$)", a.GetAttribute("href")));
        Assert.Contains($"\n{unsubscribe}\n", letter.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"\n{edition}\n", letter.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_public_address_or_without_keys_nobody_is_told_to_unsubscribe_where_it_would_not_work(bool isPublic)
    {
        MailOptions options = new() { From = "news@digest.example", PublicUrl = isPublic ? "https://digest.example.org" : "" };

        MimeMessage letter = await new LetterComposer(options).ComposeAsync(SampleEditions.FullDay(), Ana);

        Assert.Null(letter.Headers[HeaderId.ListUnsubscribe]);
        Assert.Null(letter.Headers[HeaderId.ListUnsubscribePost]);
        Assert.DoesNotContain("nsubscribe", letter.HtmlBody! + letter.TextBody!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r\nBcc: evil@example.org\r\n\r\nBody")]
    [InlineData("</title></style><script>alert(1)</script><img src=x onerror=alert(1)>")]
    [InlineData("https://evil.example/ and javascript:alert(1)")]
    [InlineData("\u202Egnp.exe \u2066isolated \0 \u0007 bell \u2028 line \uD800 half")]
    [InlineData("مرحبا بالعالم 👩‍🚀 שלום")]
    public async Task Hostile_text_stays_text_everywhere(string hostile)
    {
        MimeMessage letter = await Composer().ComposeAsync(Hostile(hostile), Ana with { Name = hostile });
        MimeMessage read = MimeMessage.Load(new MemoryStream(Bytes(letter)));
        IDocument page = new HtmlParser().ParseDocument(read.HtmlBody!);

        Assert.Equal(
            ["From", "Date", "Subject", "Message-Id", "To", "List-Id", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version"],
            read.Headers.Select(h => h.Field).Where(f => !f.StartsWith("Content-", StringComparison.Ordinal)));
        Assert.Equal("ana@example.org", Assert.Single(read.To.Mailboxes).Address);
        Assert.Empty(page.QuerySelectorAll("script,img,a,iframe,form"));
        Assert.Equal(1, page.QuerySelectorAll("style").Length);
        string all = read.Subject + read.To + read.TextBody! + page.Body!.TextContent;
        Assert.DoesNotContain(all, c => (char.IsControl(c) && c is not '\n' and not '\r') || c is '\u202E' or '\u2066' or '\u2028');
    }

    [Fact]
    public async Task A_line_of_ten_thousand_characters_is_cut_and_wrapped()
    {
        string endless = new('w', 10_000);

        MimeMessage letter = await Composer().ComposeAsync(Hostile(endless), Ana with { Name = endless });

        Assert.DoesNotContain(new string('w', 601), letter.HtmlBody!, StringComparison.Ordinal);
        Assert.All(letter.TextBody!.Split('\n'), line => Assert.True(line.Length <= 79, line));
        Assert.True(letter.Subject!.Length < 200);
        Assert.All(Encoding.UTF8.GetString(Bytes(letter)).Split("\r\n"), line => Assert.True(line.Length <= 998));
    }

    [Fact]
    public async Task A_name_of_a_drop_shows_what_is_invisible_in_it()
    {
        MimeMessage letter = await Composer().ComposeAsync(Hostile("invoice\u202Efdp.exe"), Ana);
        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);

        Assert.Contains(page.QuerySelectorAll("bdi.headline"), name => name.TextContent == "invoice⟨U+202E⟩fdp.exe");
    }

    [Fact]
    public async Task Statements_and_quotes_have_their_language_and_a_note_where_it_is_not_that_of_the_letter()
    {
        IDocument page = await HtmlAsync(SampleEditions.SeveralLanguages());

        IElement[] statements = [.. page.QuerySelectorAll(".statement")];
        Assert.Equal(["fr", "en"], statements.Select(s => s.GetAttribute("lang")));
        Assert.Equal("une taxe de quatre euros par jour pour les voitures French", statements[0].TextContent);
        Assert.Equal(("French", "en"), (statements[0].QuerySelector("bdi")!.TextContent, statements[0].QuerySelector("bdi")!.GetAttribute("lang")));
        Assert.Equal("for ignoring small shops in the quarter", statements[1].TextContent);
        Assert.Equal(["fr", "en", "en"], page.QuerySelectorAll(".quote").Select(q => q.GetAttribute("lang")));
        Assert.Equal(
            [
                "Le péage du port divise la ville · La Gazette du Quai, 22 Nov 2026",
                "Harbour charge divides Port Arlen · Arlen Courier, 21 Nov 2026",
                "Harbour charge divides Port Arlen · Arlen Courier, 21 Nov 2026",
            ],
            page.QuerySelectorAll(".source").Select(s => s.TextContent));
    }

    [Fact]
    public async Task The_language_of_quotes_is_noted_once_in_a_point_and_again_only_for_another()
    {
        Edition edition = SampleEditions.SeveralLanguages();
        EditionEntry proposal = edition.Proposals[0];
        edition = edition with
        {
            Proposals =
            [
                proposal with { Sources = [.. proposal.Sources, SampleEditions.Source("hafen", "Die Stadt will eine Abgabe."), SampleEditions.Source("hafen", "Vier Euro am Tag."), proposal.Sources[0]] },
                proposal with { Id = SampleEditions.IdOf("a2"), Language = null },
            ],
            Articles = [.. edition.Articles, SampleEditions.Article("hafen", "Hafenabgabe", null, null, 1, "hafen.txt") with { Language = "de" }],
        };

        IDocument page = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(edition, new PageAddresses("/")));

        Assert.Equal(["French", null, null], page.QuerySelectorAll(".statement").Select(s => s.QuerySelector(".tag")?.TextContent));
        Assert.Equal(
            [null, null, "German", null, null, "French", null],
            page.QuerySelectorAll("[id^=e-] .source").Select(s => s.TextContent.Split(" · ")[^1] is "French" or "German" ? s.TextContent.Split(" · ")[^1] : null).Take(7));
        Assert.Equal(["fr", "en", "de", "de", "fr", "fr", "en"], page.QuerySelectorAll(".quote").Select(q => q.GetAttribute("lang")).Take(7));
    }

    [Fact]
    public async Task The_plain_part_notes_other_languages_too()
    {
        MimeMessage letter = await Composer().ComposeAsync(SampleEditions.SeveralLanguages(), Ana);

        string text = OneLine(letter.TextBody!);
        Assert.Contains(": une taxe de quatre euros par jour pour les voitures [French] >", text, StringComparison.Ordinal);
        Assert.Contains("La Gazette du Quai, 22 Nov 2026 >", text, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(text, @"\[\w+\]"));
    }

    [Fact]
    public async Task An_edition_in_english_reads_as_one_that_does_not_tell_languages_but_for_the_attribute()
    {
        Edition told = SampleEditions.FullDay();
        Edition untold = told with
        {
            Proposals = [.. told.Proposals.Select(e => e with { Language = null })],
            Criticisms = [.. told.Criticisms.Select(e => e with { Language = null })],
        };

        MimeMessage letter = await Composer().ComposeAsync(told, Ana);
        MimeMessage before = await Composer().ComposeAsync(untold, Ana);

        Assert.Equal(before.TextBody, letter.TextBody);
        Assert.Equal(before.HtmlBody, letter.HtmlBody!.Replace("<p lang=\"en\" dir=\"auto\" class=\"statement\"", "<p dir=\"auto\" class=\"statement\"", StringComparison.Ordinal));
        Assert.NotEqual(before.HtmlBody, letter.HtmlBody);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("und")]
    [InlineData("zz")]
    [InlineData("iv")]
    [InlineData("FR")]
    [InlineData("fr-FR")]
    [InlineData("french")]
    [InlineData("fr\" onclick=\"alert(1)")]
    [InlineData("<b>fr</b>")]
    public async Task A_code_that_is_no_language_shows_nothing(string? code)
    {
        MimeMessage unknown = await Composer().ComposeAsync(SampleEditions.ToldIn(code), Ana);
        MimeMessage english = await Composer().ComposeAsync(SampleEditions.ToldIn("en"), Ana);
        IDocument page = new HtmlParser().ParseDocument(unknown.HtmlBody!);

        Assert.Equal(english.TextBody, unknown.TextBody);
        Assert.Equal(english.HtmlBody!.Replace(" lang=\"en\"", "", StringComparison.Ordinal), unknown.HtmlBody!.Replace(" lang=\"en\"", "", StringComparison.Ordinal));
        Assert.Equal("HTML", Assert.Single(page.QuerySelectorAll("[lang]")).TagName);
    }

    [Fact]
    public async Task The_lead_leads_to_entries_of_the_same_letter_and_subjects_stand_over_entries()
    {
        IDocument page = await HtmlAsync(SampleEditions.SecondDay());

        string[] leads = [.. page.QuerySelectorAll("li.line a").Select(a => a.GetAttribute("href")!)];
        Assert.Equal(4, leads.Length);
        Assert.All(page.QuerySelectorAll("a"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
        Assert.Equal(
            ["H1", "H2", "H2", "H2", "H3", "H3", "H3", "H3", "H3", "H2", "H3", "H3", "H2", "H3", "H2", "H3", "H2"],
            page.QuerySelectorAll("h1,h2,h3").Select(h => h.TagName));
        Assert.Equal("Proposal · The transport ministry: two new night trains to the coast", OneLine(page.QuerySelector("li.line a")!.TextContent));
        Assert.Equal(
            "New criticism of this proposal · The Chamber of Commerce → the city council",
            OneLine(page.QuerySelector(".under h3")!.TextContent));
        Assert.Equal("fr", page.QuerySelectorAll(".news bdi").Single(b => b.TextContent == "renoncer au péage").GetAttribute("lang"));
    }

    [Fact]
    public async Task An_entry_that_the_letter_has_no_room_for_is_linked_in_the_archive()
    {
        MailOptions options = new() { From = "news@digest.example", PublicUrl = "https://digest.example/read" };

        MimeMessage letter = await new LetterComposer(options).ComposeAsync(SampleEditions.SecondDay() with { LetterEntries = 5 }, Ana);
        IDocument page = new HtmlParser().ParseDocument(letter.HtmlBody!);

        string archive = $"https://digest.example/read/editions/daily/2026-11-23#e-{SampleEditions.IdOf("a6")}";
        Assert.Contains(page.QuerySelectorAll("li.line a"), a => a.GetAttribute("href") == archive);
        Assert.Contains("and 3 entries on 2 more subjects in the archive", OneLine(page.Body!.TextContent), StringComparison.Ordinal);
        Assert.Contains("… and 3 entries on 2 more subjects in the archive", OneLine(letter.TextBody!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plain_part_says_all_that_the_html_part_says_of_news_and_relations()
    {
        MimeMessage letter = await Composer().ComposeAsync(SampleEditions.SecondDay(), Ana);
        string text = OneLine(letter.TextBody!);
        string html = OneLine(new HtmlParser().ParseDocument(letter.HtmlBody!).Body!.TextContent);

        string[] said =
        [
            "Sharper than on 17 November (then: a congestion charge of four euros a day)",
            "Turned round: on 9 December 2025 for an end of all night trains",
            "First proposed 17 November (then: a ban on mobile phones in all schools up to the ninth grade)",
            "Backed by: Residents of the Quay: “Residents of the Quay welcomed the plan.”; Green Alliance: “Green Alliance welcomed the plan.”;",
            "Harbour School: “Harbour School welcomed the plan.” and 2 more",
            "Rival proposals: The Cyclists' Union, l'Union des commerçants du port",
            "Answered by: The city council of Port Arlen: a congestion charge of six euros a day for the harbour quarter",
            "No answer from Clara Weiss in the sources.",
            "again, first told 17 November · 1 article",
            "Correction to the edition of Tuesday 17 November 2026: “a tax on bread”, which was said to be proposed by the ministry is withdrawn. the article was a parody",
            "4 of them are new. 4 of them change what somebody said before.",
        ];
        Assert.All(said, part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.All(said, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.All(letter.TextBody!.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 78, line));
    }

    [Theory]
    [InlineData("</title></style><script>alert(1)</script><img src=x onerror=alert(1)>")]
    [InlineData("https://evil.example/ \u202Egnp.exe \0 \u2028 line \uD800 half")]
    public async Task Hostile_text_stays_text_in_subjects_news_and_relations_too(string hostile)
    {
        Edition day = SampleEditions.SecondDay();
        EditionEntry Hostiled(EditionEntry e) => e with
        {
            Actor = hostile,
            Target = e.Target is null ? null : hostile,
            Statement = hostile,
            News = e.News! with { Before = hostile, BeforeLanguage = hostile },
            Supporters = [.. e.Supporters.Select(s => s with { Name = hostile })],
        };

        IDocument page = await HtmlAsync(day with
        {
            Proposals = [.. day.Proposals.Select(Hostiled)],
            Criticisms = [.. day.Criticisms.Select(Hostiled)],
            Subjects = [.. day.Subjects.Select(s => s with { Label = hostile, Language = hostile })],
            Corrections = [new EditionCorrection(SampleEditions.Tuesday, hostile, hostile)],
        });

        Assert.Empty(page.QuerySelectorAll("script,img,iframe,form"));
        Assert.All(page.QuerySelectorAll("a"), a => Assert.StartsWith("#e-", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.DoesNotContain(page.Body!.TextContent, c => (char.IsControl(c) && c is not '\n') || c is '\u202E' or '\u2028');
    }

    [Fact]
    public async Task A_flood_of_subjects_is_cut_below_what_mail_services_show()
    {
        Edition flood = SampleEditions.Flood(2000);
        flood = flood with
        {
            LetterEntries = ScheduleOptions.MostEntries,
            Subjects = [.. flood.Proposals.Concat(flood.Criticisms).Chunk(40).Select((chunk, i) => new EditionSubject($"{i}", $"subject {i}", "en", [.. chunk.Select(e => e.Id)]))],
            Lead = [.. flood.Proposals.Take(5).Select(p => p.Id)],
        };

        MimeMessage letter = await Composer().ComposeAsync(flood, Ana);

        Assert.InRange(Encoding.UTF8.GetByteCount(letter.HtmlBody!), 40_000, 100_000);
        Assert.Contains("more subjects in the archive", letter.HtmlBody!, StringComparison.Ordinal);
    }

    private static LetterComposer Composer() => new(new MailOptions { From = "news@digest.example", FromName = "Digest" });

    private static async Task<IDocument> HtmlAsync(Edition edition) =>
        new HtmlParser().ParseDocument((await Composer().ComposeAsync(edition, Ana)).HtmlBody!);

    private static Edition Hostile(string text) => SampleEditions.Of(
        [SampleEditions.Proposal("a", text, text, "x")],
        [SampleEditions.Criticism("b", text, text, text, "x")],
        [SampleEditions.Article("x", text, text, null, 2, text) with { Byline = text, Language = text }],
        Accounting.Nothing with
        {
            Received = 2,
            Analysed = 1,
            Rejected = 1,
            Lines =
            [
                new AccountLine(text, OutcomeStatus.Duplicate, text, text, true),
                new AccountLine(text + "2", OutcomeStatus.Rejected, text, text, true),
            ],
            Uncertain = [new UncertainLetter(SampleEditions.Monday, text, text)],
        }) with
    {
        Title = text,
    };

    private static byte[] Bytes(MimeMessage letter)
    {
        using MemoryStream bytes = new();
        FormatOptions format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        letter.WriteTo(format, bytes);
        return bytes.ToArray();
    }

    private static string OneLine(string text) => Regex.Replace(text, @"\s+", " ");
}
