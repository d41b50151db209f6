using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class DeskPageTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202E\"'&.txt";

    private static readonly DateTimeOffset At = new(2026, 3, 3, 9, 30, 0, TimeSpan.Zero);

    public static TheoryData<string> Languages => [.. ScheduleOptions.Languages];

    [Fact]
    public async Task Its_own_script_is_the_only_one_and_the_policy_knows_it()
    {
        string html = await RenderAsync(Look());

        string script = Assert.Single(Parse(html).QuerySelectorAll("script")).TextContent;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"script-src 'sha256-{hash}'", DigestPages.DeskPolicy, StringComparison.Ordinal);
        Assert.Contains(DigestPages.StylePolicy, DigestPages.DeskPolicy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", DigestPages.DeskPolicy, StringComparison.Ordinal);
        Assert.DoesNotContain(script, c => c == '<' || c == '\u2028');
        Assert.DoesNotContain(Parse(html).QuerySelectorAll("*").SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name is "style");
    }

    [Fact]
    public async Task Names_titles_and_reasons_are_text_and_do_nothing()
    {
        DeskLook look = Look() with
        {
            Schedules = [Schedule() with { Title = Hostile, Order = new SendOrder(new DateOnly(2026, 3, 3), At, null, Hostile) }, Schedule() with { Schedule = "weekly" }],
            Newest =
            [
                new DropFate(Hostile) { Status = OutcomeStatus.Rejected, Reason = Hostile, Title = Hostile },
                new DropFate("copy.txt") { Status = OutcomeStatus.Duplicate, Reason = Hostile },
            ],
            Dropped = [new DroppedFile(Hostile, DropResult.Refused, Hostile, At), new DroppedFile(Hostile, DropResult.Added, null, At)],
        };

        string html = await RenderAsync(look);
        IDocument page = Parse(html);

        Assert.Single(page.QuerySelectorAll("script"));
        Assert.Empty(page.QuerySelectorAll("img"));
        Assert.DoesNotContain('\u202E', html);
        Assert.Equal([Shown.Name(Hostile), "copy.txt"], page.QuerySelectorAll("#drops bdi.drop").Select(b => b.TextContent));
        Assert.Equal([Shown.Name(Hostile)], page.QuerySelectorAll("#drops .became bdi").Select(b => b.TextContent));
        Assert.Equal([Shown.Name(Hostile), Shown.Name(Hostile)], page.QuerySelectorAll("#dropped bdi").Select(b => b.TextContent));
    }

    [Fact]
    public async Task Every_form_has_the_token_and_that_of_files_has_it_first()
    {
        IDocument page = Parse(await RenderAsync(Look()));

        IHtmlCollection<IElement> forms = page.QuerySelectorAll("form");
        Assert.Equal(["/desk/articles", "/desk/editions/daily"], forms.Select(f => f.GetAttribute("action")));
        Assert.All(forms, form =>
        {
            IElement first = form.QuerySelectorAll("input,button")[0];
            Assert.Equal(("token", "the-token"), (first.GetAttribute("name"), first.GetAttribute("value")));
            Assert.Equal("post", form.GetAttribute("method"));
        });
        Assert.Equal("same-origin", page.QuerySelector("meta[name=referrer]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task What_can_be_read_and_done_has_a_label_and_changes_are_told()
    {
        IDocument page = Parse(await RenderAsync(Look()));

        Assert.All(page.QuerySelectorAll("input:not([type=hidden])"), input => Assert.NotNull(input.Closest("label")));
        Assert.Equal(["polite", "polite"], page.QuerySelectorAll("#dropped,#schedules").Select(e => e.GetAttribute("aria-live")));
        Assert.Equal("status", page.QuerySelector("#summary")!.GetAttribute("role"));
        Assert.False(page.QuerySelector("#refresh")!.HasAttribute("hidden"));
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task Sending_is_offered_only_where_it_can_do_something()
    {
        DateOnly today = new(2026, 3, 3);
        LetterCounts sent = new(0, 0, 2, 0, 1, 0);

        ScheduleLook[] looks =
        [
            Schedule(),
            Schedule() with { Latest = new LatestEdition(today.AddDays(-1), At, sent) },
            Schedule() with { Order = new SendOrder(today) },
            Schedule() with { Latest = new LatestEdition(today, null, sent) },
            Schedule() with { Latest = new LatestEdition(today, At, sent) },
            Schedule() with { Order = new SendOrder(today, At, SentState.Nothing) },
            Schedule() with { Latest = new LatestEdition(today, At, sent), Order = new SendOrder(today) },
        ];
        IDocument[] pages = await Task.WhenAll(looks.Select(async look => Parse(await RenderAsync(Look() with { Schedules = [look] }))));

        Assert.Equal([true, true, false, false, false, true, false], pages.Select(page => page.QuerySelector("#send-daily") is not null));
        Assert.Contains("is being made and sent", Text(pages[2]), StringComparison.Ordinal);
        Assert.Contains("The edition of Tuesday 3 March 2026 is going out: 2 letters sent, 1 uncertain.", Text(pages[3]), StringComparison.Ordinal);
        Assert.Contains("went out on Tuesday 3 March 2026, 10:30 (Europe/Berlin): 2 letters sent, 1 uncertain.", Text(pages[4]), StringComparison.Ordinal);
        Assert.Contains("Nothing was sent: there is nothing to report", Text(pages[5]), StringComparison.Ordinal);
        Assert.Contains("went out on", Text(pages[6]), StringComparison.Ordinal);
        Assert.DoesNotContain("is being made and sent", Text(pages[6]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task It_is_worded_in_the_language_asked_for_and_its_links_keep_to_it(string language)
    {
        DeskLook look = Look();

        IDocument page = Parse(await DigestPages.DeskAsync(
            DeskView.Of(look, 5 * 1024 * 1024, Words.Of(language)), "mark", "the-token", new PageAddresses("/") { Language = language, HasDesk = true }));

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(Words.Of(language).Say("desk.title"), page.QuerySelector("h1")!.TextContent);
        Assert.All(
            page.QuerySelectorAll("a[href],form[action]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("action")),
            address => Assert.EndsWith($"?l={language}", address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Older_drops_are_counted()
    {
        DeskLook look = Look();

        IDocument page = Parse(await RenderAsync(look with { Account = look.Account with { Received = 1201, Pending = 1200 } }));

        Assert.Equal("and 1,200 older articles", page.QuerySelector("#drops .more")!.TextContent);
        Assert.Contains("1,201 articles received: 1 analysed, 1,200 pending.", Text(page), StringComparison.Ordinal);
        Assert.Equal("2026-03-03T09:30:00Z", page.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Equal("3 Mar 2026, 10:30", page.QuerySelector("time")!.TextContent);
    }

    private static DeskLook Look() => new(
        [Schedule()],
        new Accounting { Received = 1, Analysed = 1, Duplicates = 0, Rejected = 0, Filtered = 0, Failed = 0, Pending = 0, Withheld = 0, Lines = [] },
        [new DropFate("first.txt") { CameAt = At, Status = OutcomeStatus.Analysed, Points = 2, Title = "A charge" }],
        []);

    private static ScheduleLook Schedule() => new()
    {
        Schedule = "daily",
        Title = "Daily digest",
        Zone = "Europe/Berlin",
        Today = new DateOnly(2026, 3, 3),
        Next = At.AddHours(20),
        Waiting = 3,
    };

    private static Task<string> RenderAsync(DeskLook look) => DigestPages.DeskAsync(
        DeskView.Of(look, 5 * 1024 * 1024, Words.English), "mark", "the-token", new PageAddresses("/") { HasDesk = true });

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static string Text(IDocument page) => page.QuerySelector("main")!.TextContent;
}
