using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DigestFunctions.Local.LocalTools;
using LocalServers;

namespace DigestFunctions.Local.Tests.Commands;

public sealed class RunTests(AzuriteServer azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task What_any_client_uploads_is_read_shown_sent_and_accounted_for()
    {
        await using SmtpServer mail = await SmtpServer.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org", "ben@example.org").MailingTo(mail);
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;

        await room.DropAsync("first.txt", Texts.Article(7));
        await room.DropAsync("folder/again.txt", Texts.Article(7));
        await room.DropAsync("second.txt", Texts.Article(12));
        await room.DropAsync("broken.txt", "\0\u0001\u0002");
        string preview = await WaitForPageAsync(new Uri(pages, "preview"), "broken.txt", "congestion charge of 7 euros", "congestion charge of 12 euros");
        Finished sent = await room.RunAsync("send");
        Finished again = await room.RunAsync("send");
        Finished status = await room.RunAsync("status", "--json");
        await mail.SettleAsync();

        Assert.Contains("Harbour Board", preview, StringComparison.Ordinal);
        Assert.True(sent.ExitCode == 0, sent.All);
        Assert.Contains("letters: 2 sent", sent.Output, StringComparison.Ordinal);
        Assert.True(again.ExitCode == 0, again.All);
        Assert.Contains("went out at ", again.Output, StringComparison.Ordinal);
        Assert.Contains("0 outcomes wait for the next one", again.Output, StringComparison.Ordinal);
        Assert.Equal(["ana@example.org", "ben@example.org"], mail.Messages.SelectMany(m => m.To).Order(StringComparer.Ordinal));
        Assert.All(mail.Messages, m => HasPointsQuotesAndAccounting(m.Message.TextBody));
        Assert.All(mail.Messages, m => HasPointsQuotesAndAccounting(WebUtility.HtmlDecode(m.Message.HtmlBody)));
        await TheArchiveHasTheEditionAsync(pages);
        AddsUp(status, received: 4, ("analysed", 2), ("duplicate", 1), ("rejected", 1));
    }

    [Fact]
    public async Task A_page_elsewhere_that_points_its_own_name_at_this_machine_gets_nothing()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        using HttpRequestMessage foreign = new(HttpMethod.Get, pages);
        foreign.Headers.Host = "digest.attacker.example";

        using HttpResponseMessage answer = await Http.SendAsync(foreign);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(pages)).StatusCode);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_gets_a_page_that_says_so()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        string[] paths =
        [
            "editions/daily/2026-13-01", "editions/daily/2020-01-01", "editions/other/2020-01-01", "preview/other",
            "editions/daily/2020-01-01/matrix", "search/other", "actors/other",
            "%2e%2e/%2e%2e/receipts", "editions/..%2fdaily/2020-01-01", "favicon.ico",
        ];

        HttpResponseMessage[] answers = await Task.WhenAll(paths.Select(path => Http.GetAsync(new Uri(pages, path))));
        string[] texts = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.All(answers, IsStrict);
        Assert.All(texts, text => Assert.Contains("There is no page at this address.", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_terminated_host_ends_well_and_its_own_azurite_with_it()
    {
        int port = FreePort();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        room.Environment["Storage__ConnectionString"] = null;
        room.With("Storage:AzuritePort", port.ToString(CultureInfo.InvariantCulture));
        (DigestProgram program, Uri _) = await room.StartHostAsync();
        await using DigestProgram running = program;
        await ConnectAsync(port);

        Finished ended = await program.TerminateAsync();

        Assert.True(ended.ExitCode == 0, ended.All);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(port));
        Assert.Contains($"for other clients: {AzuriteProcess.ConnectionStringOf(port)}\n", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_host_loses_nothing_of_what_its_own_azurite_had()
    {
        int port = FreePort();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        room.Environment["Storage__ConnectionString"] = null;
        room.With("Storage:AzuritePort", port.ToString(CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(Path.Combine(room.Folder, "mine.txt"), Texts.Article(5));
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        Finished added = await room.RunAsync("add", "mine.txt");
        await WaitForPageAsync(new Uri(pages, "preview"), "congestion charge of 5 euros");

        await program.KillAsync();
        Finished status = await room.RunAsync("status", "--json");

        Assert.True(added.ExitCode == 0, added.All);
        Assert.Contains("1 added", added.Output, StringComparison.Ordinal);
        Assert.True(status.ExitCode == 0, status.All);
        AddsUp(status, received: 1, ("analysed", 1));
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(port));
    }

    private static async Task<string> WaitForPageAsync(Uri address, params string[] texts)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            string page = WebUtility.HtmlDecode(await Http.GetStringAsync(address));
            if (texts.All(text => page.Contains(text, StringComparison.Ordinal)))
            {
                return page;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, page);
            await Task.Delay(200);
        }
    }

    private static void HasPointsQuotesAndAccounting(string? text)
    {
        Assert.NotNull(text);
        Assert.Contains("Harbour Board", text, StringComparison.Ordinal);
        Assert.Contains("Cyclists' Union", text, StringComparison.Ordinal);
        Assert.Contains("The Harbour Board proposed a congestion charge of 7 euros a day for cars that enter the old harbour quarter.", Joined(text), StringComparison.Ordinal);
        Assert.Contains("The Cyclists' Union criticised the mayor for the loss of 12 parking spaces in the old town since last year.", Joined(text), StringComparison.Ordinal);
        Assert.Contains("4 articles received: 2 analysed, 1 duplicate, 1 rejected", Joined(text), StringComparison.Ordinal);
        Assert.Contains("broken.txt", text, StringComparison.Ordinal);
    }

    /// <summary>On one line, without the marks that begin the lines of a quote in a text mail.</summary>
    private static string Joined(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ">"));

    private static async Task TheArchiveHasTheEditionAsync(Uri pages)
    {
        string date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string archive = await Http.GetStringAsync(pages);
        using HttpResponseMessage edition = await Http.GetAsync(new Uri(pages, $"editions/daily/{date}"));

        string found = await Http.GetStringAsync(new Uri(pages, "search/daily?q=harbour+board"));
        string matrix = await Http.GetStringAsync(new Uri(pages, $"editions/daily/{date}/matrix"));

        Assert.Contains($"/editions/daily/{date}", archive, StringComparison.Ordinal);
        Assert.Contains("<mark>Harbour</mark> <mark>Board</mark>", found, StringComparison.Ordinal);
        string parties = await Http.GetStringAsync(new Uri(pages, "actors/daily"));

        Assert.Contains("The mayor", matrix, StringComparison.Ordinal);
        Assert.Contains("href=\"/actors/daily/", parties, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, edition.StatusCode);
        string shown = await edition.Content.ReadAsStringAsync();
        HasPointsQuotesAndAccounting(WebUtility.HtmlDecode(shown));
        IsStrict(edition);
        foreach (string begin in new[] { $"/editions/daily/{date}/articles/", "/actors/daily/" })
        {
            string path = begin + shown.Split($"href=\"{begin}")[1].Split('"', '#')[0];
            using HttpResponseMessage further = await Http.GetAsync(new Uri(pages, path));
            using HttpResponseMessage head = await Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(pages, path)));

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [further.StatusCode, head.StatusCode]);
            Assert.Contains("congestion charge", await further.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Empty(await head.Content.ReadAsStringAsync());
            IsStrict(further);
        }
    }

    private static void IsStrict(HttpResponseMessage answer)
    {
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.False(answer.Headers.Contains("Server"));
    }

    private static void AddsUp(Finished status, int received, params (string Status, int Count)[] drops)
    {
        JsonElement json = JsonDocument.Parse(status.Output).RootElement;
        Assert.Equal(received, json.GetProperty("received").GetInt32());
        Assert.Equal(drops, json.GetProperty("drops").EnumerateObject().Select(d => (d.Name, d.Value.GetInt32())));
        Assert.Equal(received, drops.Sum(d => d.Count));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ConnectAsync(int port)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port);
    }
}
