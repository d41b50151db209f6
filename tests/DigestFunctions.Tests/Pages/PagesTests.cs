using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using ArticleDigest.Letters;
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
    public async Task What_is_not_there_is_not_found_by_whoever_may_look()
    {
        await using Workplace workplace = await SentAsync();
        string token = new SignedLinks(workplace.Settings.Mail).SignPages("daily", Admitted);

        Assert.Equal(404, (await GetAsync(workplace, "/editions/daily/2026-03-02", token)).Status);
        Assert.Equal(404, (await GetAsync(workplace, "/editions/daily/..", token)).Status);
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
        IReadOnlyList<string> afterAsking = await workplace.Pipeline.Recipients.KeysAsync("daily", TestContext.Current.CancellationToken);
        Answer done = await UnsubscribeAsync(workplace, "POST", both[0], token);
        Answer again = await UnsubscribeAsync(workplace, "POST", both[0], token);
        Answer foreign = await UnsubscribeAsync(workplace, "POST", both[1], token);
        Answer unknown = await UnsubscribeAsync(workplace, "POST", new string('0', 32), token);

        Assert.Equal([200, 200, 200, 403, 403], [asked.Status, done.Status, again.Status, foreign.Status, unknown.Status]);
        Assert.Contains("<form method=\"post\">", asked.Body, StringComparison.Ordinal);
        Assert.Equal(DigestPages.FormPolicy, asked.Headers.ContentSecurityPolicy);
        Assert.Equal(both, afterAsking);
        Assert.Equal(foreign.Body, unknown.Body);
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

    private static async Task<Answer> GetAsync(Workplace workplace, string path, string? token)
    {
        DefaultHttpContext context = Request("GET", path, token);
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return await AnswerAsync(context, parts[0] == "feed"
            ? await new Feed(workplace.Site).RunAsync(context.Request, parts[1])
            : await new Archive(workplace.Site).RunAsync(context.Request, parts[1], parts.ElementAtOrDefault(2)));
    }

    private static async Task<Answer> UnsubscribeAsync(Workplace workplace, string method, string recipient, string token)
    {
        DefaultHttpContext context = Request(method, "/unsubscribe", token);
        context.Request.QueryString = context.Request.QueryString.Add("r", recipient);
        return await AnswerAsync(context, await new Unsubscribe(workplace.Site).RunAsync(context.Request));
    }

    private static DefaultHttpContext Request(string method, string path, string? token)
    {
        DefaultHttpContext context = new();
        context.Request.Method = method;
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("inside.example");
        context.Request.Path = path;
        context.Request.QueryString = token is null ? QueryString.Empty : QueryString.Create("t", token);
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
