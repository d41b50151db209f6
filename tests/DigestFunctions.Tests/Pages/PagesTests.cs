using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Pages;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using DigestFunctions.Local.Tests;
using DigestFunctions.Pages;
using LocalServers;
using Microsoft.AspNetCore.Http;

namespace DigestFunctions.Tests.Pages;

/// <summary>What is answered to requests from outside.</summary>
public sealed class PagesTests(AzuriteServer azurite)
{
    private const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static readonly Admission Admitted = new("k1", new DateOnly(2026, 5, 30));
    private static readonly Admission Over = new("k1", new DateOnly(2026, 2, 28));

    [Theory]
    [InlineData("/editions/daily")]
    [InlineData("/editions/daily/2026-03-01")]
    [InlineData("/editions/daily/2026-03-01/matrix")]
    [InlineData("/search/daily")]
    [InlineData("/actors/daily")]
    [InlineData("/feed/daily")]
    public async Task Without_a_link_that_is_signed_for_it_nothing_is_shown(string path)
    {
        await using Workplace workplace = await SentAsync();
        SignedLinks links = new(workplace.Settings.Mail);
        bool isFeed = path.StartsWith("/feed", StringComparison.Ordinal);
        string?[] tokens =
        [
            null,
            "",
            "k1.20260530.AAAA",
            links.SignPages("weekly", Admitted),
            isFeed ? links.SignPages("daily", Admitted) : links.SignFeed("daily", Admitted),
            isFeed ? links.SignFeed("daily", Over) : links.SignPages("daily", Over),
        ];

        foreach (string? token in tokens)
        {
            Answer answer = await GetAsync(workplace, path, token);

            Assert.Equal((int)HttpStatusCode.Forbidden, answer.Status);
            Assert.DoesNotContain("congestion", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_link_in_a_letter_opens_the_edition_the_list_and_the_feed()
    {
        await using Workplace workplace = await SentAsync();
        string link = Assert.Single(
            MimeKit.MimeMessage.Load(workplace.Letters[0]).TextBody!.ReplaceLineEndings("\n").Split('\n'),
            line => line.StartsWith("https://digest.example.org/editions/", StringComparison.Ordinal));
        string token = new Uri(link).Query["?t=".Length..];

        Answer edition = await GetAsync(workplace, new Uri(link).AbsolutePath, token);
        Answer list = await GetAsync(workplace, "/editions/daily", token);
        string feedToken = list.Body.Split("/feed/daily?t=")[1].Split('"')[0];
        Answer feed = await GetAsync(workplace, "/feed/daily", feedToken);

        Assert.Equal(200, edition.Status);
        Assert.Contains("congestion charge of 7 euros", edition.Body, StringComparison.Ordinal);
        Assert.Equal("no-referrer", edition.Headers["Referrer-Policy"]);
        Assert.Equal("private, no-store", edition.Headers.CacheControl);
        Assert.Equal(DigestPages.ContentSecurityPolicy, edition.Headers.ContentSecurityPolicy);
        Assert.Contains($"/editions/daily/2026-03-01?t={token}", list.Body, StringComparison.Ordinal);
        using XmlReader reader = XmlReader.Create(new StringReader(feed.Body));
        Assert.Equal(link, Assert.Single(SyndicationFeed.Load(reader).Items).Links.Single().Uri.AbsoluteUri);
        Assert.StartsWith("application/atom+xml", feed.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_feed_of_a_visitor_who_is_signed_in_leads_to_the_public_address_and_at_this_machine_to_this_machine()
    {
        await using Workplace workplace = await SentAsync();
        Uri inside = new("http://inside.example/");
        DefaultHttpContext remote = Request("GET", "/feed/daily", token: null);
        DefaultHttpContext here = Request("GET", "/feed/daily", token: null);

        Answer signedIn = await AnswerAsync(
            remote, await workplace.Site.FeedAsync("daily", Visitor.SignedIn(remote.Request), inside, TestContext.Current.CancellationToken));
        Answer local = await AnswerAsync(
            here, await workplace.Site.FeedAsync("daily", Visitor.OnThisMachine(here.Request), inside, TestContext.Current.CancellationToken));

        Assert.Contains("\"https://digest.example.org/editions/daily/2026-03-01\"", signedIn.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("inside.example", signedIn.Body, StringComparison.Ordinal);
        Assert.Contains("\"http://inside.example/editions/daily/2026-03-01\"", local.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("digest.example.org", local.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_by_whoever_may_look()
    {
        await using Workplace workplace = await SentAsync();
        string token = new SignedLinks(workplace.Settings.Mail).SignPages("daily", Admitted);

        Assert.Equal(404, (await GetAsync(workplace, "/editions/daily/2026-03-02", token)).Status);
        Assert.Equal(404, (await GetAsync(workplace, "/editions/daily/..", token)).Status);
        Assert.Equal(404, (await GetAsync(workplace, "/editions/daily/2026-03-02/matrix", token)).Status);
    }

    [Fact]
    public async Task Whoever_has_a_link_searches_the_archive_and_sees_who_criticises_whom()
    {
        await using Workplace workplace = await SentAsync();
        string token = new SignedLinks(workplace.Settings.Mail).SignPages("daily", Admitted);

        Answer asked = await GetAsync(workplace, "/search/daily", token);
        Answer found = await GetAsync(workplace, "/search/daily", token, "congestion charge");
        Answer head = await GetAsync(workplace, "/search/daily", token, "congestion charge", method: "HEAD");
        Answer matrix = await GetAsync(workplace, "/editions/daily/2026-03-01/matrix", token);

        Assert.Equal([200, 200, 200, 200], [asked.Status, found.Status, head.Status, matrix.Status]);
        Assert.Contains($"<input type=\"hidden\" name=\"t\" value=\"{token}\"", asked.Body, StringComparison.Ordinal);
        Assert.Contains("<mark>congestion</mark>", found.Body, StringComparison.Ordinal);
        Assert.Contains($"/editions/daily/2026-03-01?t={token}#e-", found.Body, StringComparison.Ordinal);
        Assert.Empty(head.Body);
        Assert.Equal(DigestPages.FormPolicy, found.Headers.ContentSecurityPolicy);
        Assert.Equal("no-referrer", found.Headers["Referrer-Policy"]);
        Assert.Equal("private, no-store", found.Headers.CacheControl);
        Assert.Contains("The mayor", matrix.Body, StringComparison.Ordinal);
        Assert.Equal(DigestPages.ContentSecurityPolicy, matrix.Headers.ContentSecurityPolicy);
    }

    [Fact]
    public async Task An_edition_leads_to_its_articles_and_parties_and_its_link_opens_them()
    {
        await using Workplace workplace = await SentAsync();
        string token = new SignedLinks(workplace.Settings.Mail).SignPages("daily", Admitted);
        Answer edition = await GetAsync(workplace, "/editions/daily/2026-03-01", token);
        string article = FirstPath(edition, "/editions/daily/2026-03-01/articles/");
        string actor = FirstPath(edition, "/actors/daily/");

        Answer[] opened = [await GetAsync(workplace, article, token), await GetAsync(workplace, actor, token)];
        Answer[] closed =
        [
            await GetAsync(workplace, article, null),
            await GetAsync(workplace, actor, null),
            await GetAsync(workplace, article, new SignedLinks(workplace.Settings.Mail).SignPages("weekly", Admitted)),
            await GetAsync(workplace, actor, new SignedLinks(workplace.Settings.Mail).SignFeed("daily", Admitted)),
        ];

        Assert.All(opened, answer =>
        {
            Assert.Equal(200, answer.Status);
            Assert.Contains("congestion charge of 7 euros", answer.Body, StringComparison.Ordinal);
            Assert.Contains($"/editions/daily/2026-03-01?t={token}#e-", answer.Body, StringComparison.Ordinal);
            Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
            Assert.Equal("private, no-store", answer.Headers.CacheControl);
            Assert.Equal(DigestPages.ContentSecurityPolicy, answer.Headers.ContentSecurityPolicy);
        });
        Assert.Contains("<mark>", opened[0].Body, StringComparison.Ordinal);
        Assert.All(closed, answer =>
        {
            Assert.Equal(403, answer.Status);
            Assert.DoesNotContain("congestion", answer.Body, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_head_request_for_an_article_or_a_party_gets_the_headers_and_no_body()
    {
        await using Workplace workplace = await SentAsync();
        string token = new SignedLinks(workplace.Settings.Mail).SignPages("daily", Admitted);
        Answer edition = await GetAsync(workplace, "/editions/daily/2026-03-01", token);

        Answer article = await GetAsync(workplace, FirstPath(edition, "/editions/daily/2026-03-01/articles/"), token, method: "HEAD");
        Answer actor = await GetAsync(workplace, FirstPath(edition, "/actors/daily/"), token, method: "HEAD");

        Assert.Equal([(200, ""), (200, "")], new[] { article, actor }.Select(a => (a.Status, a.Body)));
    }

    [Fact]
    public async Task A_text_that_is_no_longer_kept_is_said_to_be_gone()
    {
        await using Workplace workplace = await SentAsync();
        string token = new SignedLinks(workplace.Settings.Mail).SignPages("daily", Admitted);
        string path = FirstPath(await GetAsync(workplace, "/editions/daily/2026-03-01", token), "/editions/daily/2026-03-01/articles/");
        string record = $"texts/{path.Split('/')[^1]}.json";
        StoredRecord? text = await workplace.Storage.Containers.Digest.ReadAsync(record, 0, TestContext.Current.CancellationToken);
        await workplace.Storage.Containers.Digest.DeleteAsync(record, text!.ETag, TestContext.Current.CancellationToken);

        Answer answer = await GetAsync(workplace, path, token);

        Assert.Equal(200, answer.Status);
        Assert.Contains("The text of this article is no longer kept.", answer.Body, StringComparison.Ordinal);
        Assert.Contains("<blockquote", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("no opinion on the matter", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_or_party_from_elsewhere_is_not_found()
    {
        await using Workplace workplace = await SentAsync();
        workplace.Settings.Digest.Schedules["weekly"] = new ScheduleOptions();
        SignedLinks links = new(workplace.Settings.Mail);
        string token = links.SignPages("daily", Admitted);
        Answer edition = await GetAsync(workplace, "/editions/daily/2026-03-01", token);
        string article = FirstPath(edition, "/editions/daily/2026-03-01/articles/");
        string actor = FirstPath(edition, "/actors/daily/");
        string[] paths =
        [
            article.Replace("2026-03-01", "2026-03-02", StringComparison.Ordinal),
            $"/editions/daily/2026-03-01/articles/{new string('0', 64)}",
            "/editions/daily/2026-03-01/articles/..",
            "/editions/daily/today/articles/a",
            $"/actors/daily/{new string('0', 40)}",
            "/actors/daily/..",
            "/actors/daily/Harbour Board",
        ];

        Assert.All(paths, path => Assert.Equal(404, GetAsync(workplace, path, token).Result.Status));
        string foreign = links.SignPages("weekly", Admitted);
        Assert.Equal(404, (await GetAsync(workplace, article.Replace("daily", "weekly", StringComparison.Ordinal), foreign)).Status);
        Assert.Equal(404, (await GetAsync(workplace, actor.Replace("daily", "weekly", StringComparison.Ordinal), foreign)).Status);
    }

    [Fact]
    public async Task A_sign_in_header_from_outside_opens_nothing_where_the_platforms_sign_in_is_off()
    {
        await using Workplace workplace = await SentAsync();
        DefaultHttpContext context = Request("GET", "/editions/daily", token: null);
        context.Request.Headers["X-MS-CLIENT-PRINCIPAL-ID"] = "somebody";

        Answer answer = await AnswerAsync(context, await new Archive(workplace.Site).RunAsync(context.Request, "daily", null));

        Assert.Equal(403, answer.Status);
    }

    [Fact]
    public async Task Unsubscribing_asks_on_get_and_is_done_on_post_as_often_as_it_comes()
    {
        await using Workplace workplace = await SentAsync();
        IReadOnlyList<string> both = await workplace.Pipeline.Recipients.KeysAsync("daily", TestContext.Current.CancellationToken);
        string token = new SignedLinks(workplace.Settings.Mail).SignUnsubscribing(both[0]);

        Answer asked = await UnsubscribeAsync(workplace, "GET", both[0], token);
        Answer scanned = await UnsubscribeAsync(workplace, "HEAD", both[0], token);
        IReadOnlyList<string> afterAsking = await workplace.Pipeline.Recipients.KeysAsync("daily", TestContext.Current.CancellationToken);
        Answer done = await UnsubscribeAsync(workplace, "POST", both[0], token);
        Answer again = await UnsubscribeAsync(workplace, "POST", both[0], token);
        Answer foreign = await UnsubscribeAsync(workplace, "POST", both[1], token);
        Answer unknown = await UnsubscribeAsync(workplace, "POST", new string('0', 32), token);

        Assert.Equal([200, 200, 200, 200, 403, 403], [asked.Status, scanned.Status, done.Status, again.Status, foreign.Status, unknown.Status]);
        Assert.DoesNotContain("@example.org", asked.Body + done.Body, StringComparison.Ordinal);
        Assert.Contains("<form method=\"post\">", asked.Body, StringComparison.Ordinal);
        Assert.Equal(DigestPages.FormPolicy, asked.Headers.ContentSecurityPolicy);
        Assert.Equal(both, afterAsking);
        Assert.Equal(foreign.Body, unknown.Body);
        Assert.Equal([both[1]], await workplace.Pipeline.Recipients.KeysAsync("daily", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_page_is_in_the_language_its_address_asks_for_and_otherwise_an_edition_in_its_own_and_a_list_in_its_schedules()
    {
        await using Workplace workplace = await SentAsync();
        workplace.Settings.Digest.Schedules["daily"].Language = "fr";
        string token = new SignedLinks(workplace.Settings.Mail).SignPages("daily", Admitted);

        Answer edition = await GetAsync(workplace, "/editions/daily/2026-03-01", token);
        Answer german = await GetAsync(workplace, "/editions/daily/2026-03-01", token, language: "de");
        Answer list = await GetAsync(workplace, "/editions/daily", token);
        Answer unknown = await GetAsync(workplace, "/editions/daily", token, language: "de\"><b>");
        Answer missing = await GetAsync(workplace, "/editions/daily/2026-03-02", token, language: "es");
        Answer closed = await GetAsync(workplace, "/editions/daily", null);

        Assert.Contains("<html lang=\"en\">", edition.Body, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\">", german.Body, StringComparison.Ordinal);
        Assert.Contains($"href=\"/editions/daily?t={token}&amp;l=de\"", german.Body, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("l=", list.Body.Split("<main")[1], StringComparison.Ordinal);
        Assert.Equal(list.Body, unknown.Body);
        Assert.Equal(404, missing.Status);
        Assert.Contains("<html lang=\"es\">", missing.Body, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", closed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsubscribing_is_asked_in_the_language_of_the_letter_with_the_same_token()
    {
        await using Workplace workplace = await SentAsync();
        IReadOnlyList<string> both = await workplace.Pipeline.Recipients.KeysAsync("daily", TestContext.Current.CancellationToken);
        string token = new SignedLinks(workplace.Settings.Mail).SignUnsubscribing(both[0]);

        Answer asked = await UnsubscribeAsync(workplace, "GET", both[0], token, "de");
        Answer done = await UnsubscribeAsync(workplace, "POST", both[0], token, "de");
        Answer foreign = await UnsubscribeAsync(workplace, "POST", both[1], token, "de");

        Assert.Equal([200, 200, 403], [asked.Status, done.Status, foreign.Status]);
        Assert.All([asked, done, foreign], answer => Assert.Contains("<html lang=\"de\">", answer.Body, StringComparison.Ordinal));
        Assert.Equal([both[1]], await workplace.Pipeline.Recipients.KeysAsync("daily", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_health_of_the_storage_is_told_and_nothing_else()
    {
        await using Workplace workplace = await Workplace.OpenAsync(azurite);
        DefaultHttpContext context = Request("GET", "/health", token: null);

        Answer answer = await AnswerAsync(context, await new Health(workplace.Site).RunAsync(context.Request));

        Assert.Equal((200, "ok"), (answer.Status, answer.Body));
    }

    /// <summary>A place where an edition with one article went out.</summary>
    private async Task<Workplace> SentAsync()
    {
        Workplace workplace = await Workplace.OpenAsync(azurite, mail =>
        {
            mail.PublicUrl = "https://digest.example.org";
            mail.TokenKeys["k1"] = Key;
        });
        await workplace.TickAsync();
        await workplace.DropAsync("a.txt", Texts.Article(7));
        await workplace.ReceiveAsync("a.txt");
        await workplace.RunAsync(workplace.Client.Started[0]);
        workplace.Time.Advance(TimeSpan.FromHours(2));
        await workplace.TickAsync();
        await workplace.RunAsync(workplace.Client.Started.Single(s => s.Orchestration == "SendEdition"));
        return workplace;
    }

    /// <summary>The path of the first link on a page whose path begins so.</summary>
    private static string FirstPath(Answer page, string begin) =>
        begin + page.Body.Split($"href=\"{begin}")[1].Split('?')[0];

    private static async Task<Answer> GetAsync(
        Workplace workplace, string path, string? token, string? searched = null, string? language = null, string method = "GET")
    {
        DefaultHttpContext context = Request(method, path, token, language);
        context.Request.QueryString = searched is null ? context.Request.QueryString : context.Request.QueryString.Add("q", searched);
        return await AnswerAsync(context, await (path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["feed", var schedule] => new Feed(workplace.Site).RunAsync(context.Request, schedule),
            ["actors", var schedule, var key] => new Actor(workplace.Site).RunAsync(context.Request, schedule, key),
            ["search", var schedule] => new Search(workplace.Site).RunAsync(context.Request, schedule),
            ["actors", var schedule] => new Actors(workplace.Site).RunAsync(context.Request, schedule),
            [_, var schedule, var date, "matrix"] => new Matrix(workplace.Site).RunAsync(context.Request, schedule, date),
            [_, var schedule, var date, _, var article] => new ArchivedArticle(workplace.Site).RunAsync(context.Request, schedule, date, article),
            [_, var schedule, var date] => new Archive(workplace.Site).RunAsync(context.Request, schedule, date),
            [_, var schedule] => new Archive(workplace.Site).RunAsync(context.Request, schedule, null),
            _ => throw new ArgumentOutOfRangeException(nameof(path), path, "There is no such page."),
        }));
    }

    private static async Task<Answer> UnsubscribeAsync(Workplace workplace, string method, string recipient, string token, string? language = null)
    {
        DefaultHttpContext context = Request(method, "/unsubscribe", token, language);
        context.Request.QueryString = context.Request.QueryString.Add("r", recipient);
        return await AnswerAsync(context, await new Unsubscribe(workplace.Site).RunAsync(context.Request));
    }

    private static DefaultHttpContext Request(string method, string path, string? token, string? language = null)
    {
        DefaultHttpContext context = new();
        context.Request.Method = method;
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("inside.example");
        context.Request.Path = path;
        context.Request.QueryString = token is null ? QueryString.Empty : QueryString.Create("t", token);
        context.Request.QueryString = language is null ? context.Request.QueryString : context.Request.QueryString.Add("l", language);
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static async Task<Answer> AnswerAsync(DefaultHttpContext context, IResult result)
    {
        await result.ExecuteAsync(context);
        context.Response.Body.Position = 0;
        using StreamReader reader = new(context.Response.Body);
        return new Answer(context.Response.StatusCode, await reader.ReadToEndAsync(), context.Response.ContentType, context.Response.Headers);
    }

    private sealed record Answer(int Status, string Body, string? ContentType, IHeaderDictionary Headers);
}
