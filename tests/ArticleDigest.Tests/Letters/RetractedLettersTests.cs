using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using MimeKit;

namespace ArticleDigest.Tests.Letters;

/// <summary>What readers see of what was taken back: that it was, and nothing else.</summary>
public sealed class RetractedLettersTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script> \u202Egnorw\u202C & \"quoted\" [red]x[/]";
    private static readonly EditionRequest Monday = new("daily", SampleEditions.Monday);
    private static readonly DateTimeOffset Noon = SampleEditions.CompiledAt.AddHours(6);
    private static readonly PageAddresses Addresses = new("https://digest.example/");
    private static readonly Recipient Ana = new("0123456789abcdef0123456789abcdef", "ana@example.org", "");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retracted-");
    private LetterRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await LetterRoom.OpenAsync();

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Page_and_mail_have_no_word_of_a_point_that_was_taken_back_and_say_why()
    {
        Edition edition = SampleEditions.FullDay();
        EditionEntry tram = edition.Proposals[1];

        Edition left = Left(Retraction.OfPoint(Monday, tram.Id, null, "the council never said so", Noon));
        string[] shown = await ShowAsync(left);

        Assert.All(shown, text =>
        {
            Assert.All(WordsOnlyIn(tram, edition), word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
            Assert.Contains("Withdrawn on 23 Nov 2026: the council never said so", text, StringComparison.Ordinal);
            Assert.Contains("The city council of Porto", text, StringComparison.Ordinal);
            Assert.Contains("2 proposals and 2 criticisms from 3 articles", text, StringComparison.Ordinal);
        });
        Assert.EndsWith(": 2 proposals, 2 criticisms", (await ComposeAsync(left)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_of_an_article_that_was_taken_back_stays_and_says_so()
    {
        Edition left = Left(Retraction.OfArticle("tram", "the paper made it up", Noon));

        string[] shown = await ShowAsync(left);

        Assert.All(shown, text =>
        {
            Assert.Contains("porto.txt", text, StringComparison.Ordinal);
            Assert.Contains("analysed; withdrawn on 23 Nov 2026: the paper made it up", text, StringComparison.Ordinal);
            Assert.Contains("10 articles received: 5 analysed", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Porto ponders", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Of_an_edition_that_was_taken_back_the_page_says_so_and_has_nothing_else()
    {
        Edition left = Left(Retraction.OfEdition(Monday, "compiled from test articles", Noon));

        IDocument page = new HtmlParser().ParseDocument(await DigestPages.EditionAsync(left, Addresses));

        Assert.Equal(
            "Daily digest · Monday 23 November 2026 Withdrawn on 23 Nov 2026: compiled from test articles",
            OneLine(page.QuerySelector("main")!.TextContent));
    }

    [Fact]
    public async Task Archive_and_feed_mark_an_edition_that_was_taken_back()
    {
        EditionSummary line = EditionSummary.Of(Left(Retraction.OfEdition(Monday, "compiled from test articles", Noon)));

        IDocument archive = new HtmlParser().ParseDocument(await DigestPages.ArchiveAsync([line], Addresses, Words.English));
        SyndicationItem entry = Feed(line).Items.Single();

        Assert.Equal("withdrawn", archive.QuerySelector(".counts")!.TextContent);
        Assert.Equal("Withdrawn on 23 Nov 2026: compiled from test articles", entry.Summary.Text);
        Assert.Equal((Noon, SampleEditions.CompiledAt), (entry.LastUpdatedTime, entry.PublishDate));
    }

    [Fact]
    public void Archive_and_feed_count_what_is_left_and_a_reader_shows_it_anew()
    {
        EditionSummary line = EditionSummary.Of(Left(Retraction.OfPoint(Monday, SampleEditions.FullDay().Criticisms[0].Id, null, "misread", Noon)));

        SyndicationFeed feed = Feed(line);

        Assert.Equal("3 proposals, 1 criticism", feed.Items.Single().Summary.Text);
        Assert.Equal((Noon, Noon), (feed.LastUpdatedTime, feed.Items.Single().LastUpdatedTime));
    }

    [Fact]
    public async Task A_reason_is_text_whatever_is_in_it()
    {
        Edition edition = SampleEditions.FullDay() with { Corrections = [new EditionCorrection(SampleEditions.Monday.AddDays(-1), "a proposal by <b>Mallory</b>", Hostile)] };
        Edition point = Retracted.Apply(edition, new Retractions([Retraction.OfPoint(Monday, edition.Proposals[0].Id, null, Hostile, Noon)]));
        Edition whole = Left(Retraction.OfEdition(Monday, Hostile, Noon));
        string[] documents =
        [
            await DigestPages.EditionAsync(point, Addresses), await DigestPages.EditionAsync(whole, Addresses), (await ComposeAsync(point)).HtmlBody!,
        ];

        Assert.All(documents, html =>
        {
            IDocument page = new HtmlParser().ParseDocument(html);
            Assert.Empty(page.QuerySelectorAll("script,b"));
            Assert.Contains("<script>alert(1)</script> gnorw & \"quoted\" [red]x[/]", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', html);
        });
        Assert.Contains("gnorw", Feed(EditionSummary.Of(whole)).Items.Single().Summary.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_and_page_tell_corrections_before_anything_else()
    {
        EditionCorrection correction = new(SampleEditions.Monday.AddDays(-1), "a proposal by Norland", "nobody said so");
        Edition edition = SampleEditions.FullDay() with { Corrections = [correction] };

        string[] shown = await ShowAsync(edition);

        const string told = "Correction to the edition of Sunday 22 November 2026: a proposal by Norland is withdrawn. nobody said so";
        Assert.All(shown, text => Assert.InRange(text.IndexOf(told, StringComparison.Ordinal), 0, text.IndexOf("mining permits", StringComparison.Ordinal)));
        Assert.EndsWith(": 3 proposals, 2 criticisms, 1 correction", (await ComposeAsync(edition)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_corrections_does_not_make_a_letter_too_long()
    {
        EditionCorrection correction = new(SampleEditions.Monday, $"a proposal by {new string('x', 5000)}", new string('y', Retraction.MostReason));

        MimeMessage letter = await ComposeAsync(SampleEditions.FullDay() with { Corrections = [.. Enumerable.Repeat(correction, 1000)] });

        Assert.InRange(Encoding.UTF8.GetByteCount(letter.HtmlBody!), 0, LetterComposer.MaxHtmlBytes);
        Assert.Contains("more corrections in the archive", letter.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_of_which_all_was_taken_back_is_no_quiet_day()
    {
        EditionEntry only = SampleEditions.Proposal("a1", "Norland", "a bridge", "tram");
        Edition edition = SampleEditions.Of([only], [], [SampleEditions.Article("tram", "T", null, null, 1, "t.txt")], Accounting.Nothing);

        string[] shown = await ShowAsync(Retracted.Apply(edition, new Retractions([Retraction.OfPoint(Monday, only.Id, null, "misread", Noon)])));

        Assert.All(shown, text => Assert.Contains("All that this edition told was withdrawn; the reasons are below.", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Letters_of_an_edition_that_was_taken_back_are_withdrawn_for_that_reason()
    {
        await KeepAsync(Retraction.OfEdition(Monday, "compiled from test articles", Noon));
        FatedPostman postman = FatedPostman.Sends();

        Assert.Null(await _room.SendAsync(postman));

        Letter letter = await _room.LetterAsync();
        Assert.Equal((LetterStatus.Withdrawn, "the edition was withdrawn: compiled from test articles"), (letter.Status, letter.Detail));
        Assert.Equal(0, postman.Sent);
    }

    [Fact]
    public async Task A_letter_that_waits_is_withdrawn_with_its_edition_and_one_that_went_out_stays_sent()
    {
        await _room.SendAsync(new FatedPostman(_ => Task.FromResult(new Delivery(DeliveryStatus.PutOff, "451 later"))));
        await KeepAsync(Retraction.OfEdition(Monday, "compiled from test articles", Noon));
        _room.ClockTo((await _room.LetterAsync()).Until);
        LetterRoom other = await LetterRoom.OpenAsync();
        await other.SendAsync(FatedPostman.Sends());
        await new RetractionShelf(other.Records).CreateAsync(Retraction.OfEdition(Monday, "compiled from test articles", Noon), default);

        Assert.Null(await _room.SendAsync(FatedPostman.Sends()));
        Assert.Null(await other.SendAsync(FatedPostman.Sends()));

        Assert.Equal((LetterStatus.Withdrawn, LetterStatus.Sent), ((await _room.LetterAsync()).Status, (await other.LetterAsync()).Status));
    }

    [Fact]
    public async Task A_letter_that_was_going_out_is_asked_for_although_its_edition_was_taken_back()
    {
        FatedPostman postman = FatedPostman.HandsOver();
        await _room.SendAsync(postman);
        await KeepAsync(Retraction.OfEdition(Monday, "compiled from test articles", Noon));
        postman.Knows.Enqueue(new Delivery(DeliveryStatus.Sent, "it went out"));
        _room.ClockTo((await _room.LetterAsync()).Until);

        Assert.Null(await _room.SendAsync(postman));

        Assert.Equal(LetterStatus.Sent, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task A_letter_that_turns_out_not_to_have_gone_out_is_withdrawn_with_its_edition()
    {
        FatedPostman postman = FatedPostman.HandsOver();
        await _room.SendAsync(postman);
        await KeepAsync(Retraction.OfEdition(Monday, "compiled from test articles", Noon));
        postman.Knows.Enqueue(new Delivery(DeliveryStatus.PutOff, "the service does not know it"));
        _room.ClockTo((await _room.LetterAsync()).Until);
        _room.ClockTo(await _room.SendAsync(postman));

        Assert.Null(await _room.SendAsync(FatedPostman.Sends()));

        Assert.Equal(LetterStatus.Withdrawn, (await _room.LetterAsync()).Status);
    }

    [Fact]
    public async Task An_uncertain_letter_of_an_edition_that_was_taken_back_is_not_sent_again_by_command()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _room.SendAsync(FatedPostman.DiesWhileSending()));
        _room.Clock.Advance(TimeSpan.FromMinutes(10));
        await _room.SendAsync(FatedPostman.Sends());
        await KeepAsync(Retraction.OfEdition(Monday, "compiled from test articles", Noon));
        FatedPostman postman = FatedPostman.Sends();

        Assert.Null(await _room.Desk(postman).ResendUncertainAsync("daily", Monday.Date, _room.Key, default));

        Assert.Equal((LetterStatus.Withdrawn, 0), ((await _room.LetterAsync()).Status, postman.Sent));
    }

    [Fact]
    public async Task A_letter_that_has_not_gone_out_is_written_without_what_was_taken_back()
    {
        Edition edition = SampleEditions.FullDay();
        await KeepAsync(Retraction.OfPoint(Monday, edition.Proposals[1].Id, null, "the council never said so", Noon));

        Assert.Null(await _room.SendAsync(new PickupPostman(new MailOptions { PickupFolder = _folder.FullName })));

        using MimeMessage letter = await MimeMessage.LoadAsync(Assert.Single(_folder.GetFiles("*.eml")).FullName);
        Assert.All(WordsOnlyIn(edition.Proposals[1], edition), word => Assert.DoesNotContain(word, letter.TextBody + letter.HtmlBody![letter.HtmlBody!.IndexOf("<body", StringComparison.Ordinal)..], StringComparison.OrdinalIgnoreCase));
        Assert.Contains("the council never said so", OneLine(letter.TextBody), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_back_while_a_letter_is_about_to_go_out_does_not_go_out_with_it()
    {
        Edition edition = SampleEditions.FullDay();
        FatedPostman slow = new(async begin =>
        {
            await KeepAsync(Retraction.OfPoint(Monday, edition.Proposals[1].Id, null, "the council never said so", Noon));
            _room.Clock.Advance(TimeSpan.FromSeconds(1));
            return await begin() ? new Delivery(DeliveryStatus.Sent, "250 OK") : new Delivery(DeliveryStatus.NotOurs, "not ours");
        });

        DateTimeOffset? again = await _room.SendAsync(slow);
        _room.ClockTo(again);
        Assert.Null(await _room.SendAsync(new PickupPostman(new MailOptions { PickupFolder = _folder.FullName })));

        Assert.Equal(0, slow.Sent);
        Assert.DoesNotContain("twenty-three", await File.ReadAllTextAsync(Assert.Single(_folder.GetFiles("*.eml")).FullName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_back_changes_nothing_that_tells_a_letter_from_others()
    {
        MimeMessage before = await ComposeAsync(SampleEditions.FullDay());

        MimeMessage after = await ComposeAsync(Left(Retraction.OfArticle("tram", "made up", Noon)));

        Assert.Equal((before.MessageId, before.Date), (after.MessageId, after.Date));
    }

    private static Edition Left(Retraction retraction) => Retracted.Apply(SampleEditions.FullDay(), new Retractions([retraction]));

    private static Task<MimeMessage> ComposeAsync(Edition edition) =>
        new LetterComposer(new MailOptions { From = "digest@example.net" }).ComposeAsync(edition, Ana);

    /// <summary>The texts of the page and of both parts of the mail, each on one line.</summary>
    private static async Task<string[]> ShowAsync(Edition edition)
    {
        MimeMessage letter = await ComposeAsync(edition);
        return
        [
            TextOf(await DigestPages.EditionAsync(edition, Addresses)), TextOf(letter.HtmlBody!), OneLine(letter.TextBody),
        ];
    }

    private static string TextOf(string html) => OneLine(new HtmlParser().ParseDocument(html).Body!.TextContent);

    private static string OneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The words of an entry's statement and quotes that stand nowhere else in its edition.</summary>
    private static string[] WordsOnlyIn(EditionEntry entry, Edition edition)
    {
        string others = string.Join(' ', edition.Proposals.Concat(edition.Criticisms).Where(e => e.Id != entry.Id)
            .SelectMany(e => e.Sources.Select(s => s.Evidence.Quote).Append(e.Statement)));
        string account = string.Join(' ', edition.Articles.Select(a => a.Title)) + " the city council of porto about article said until";
        string[] words =
        [
            .. string.Join(' ', entry.Sources.Select(s => s.Evidence.Quote).Append(entry.Statement)).Split([' ', '"', ',', '.'], StringSplitOptions.RemoveEmptyEntries)
                .Where(w => w.Length > 4 && !$"{others} {account}".Contains(w, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        Assert.NotEmpty(words);
        return words;
    }

    private static SyndicationFeed Feed(EditionSummary line)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(DigestFeed.Write("daily", "Daily digest", [line], Addresses, Words.English)));
        return SyndicationFeed.Load(reader);
    }

    private Task<bool> KeepAsync(Retraction retraction) => new RetractionShelf(_room.Records).CreateAsync(retraction, default);
}
