using System.Globalization;
using System.Net;
using System.Text.Json;
using LocalServers;
using MimeKit;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>What an editor takes back is gone from pages, feed and mail at once, and the next edition says so.</summary>
public sealed class RetractTests(AzuriteServer azurite)
{
    private const string Reason = "the board <b>never</b> said so";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task A_point_and_an_article_are_gone_from_the_pages_of_a_running_host_and_corrected_in_the_next_letter()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        string date = Iso(-1);
        await room.DropAsync("first.txt", Texts.Article(7));
        await room.DropAsync("second.txt", Texts.Article(12));
        await room.DropAsync("third.txt", Texts.Article(15));
        Finished sent = await room.RunAsync("send", "--date", date);
        Assert.True(sent.ExitCode == 0, sent.All);
        string entry = EntryOf(await room.ReadAsync($"editions/daily/{date}/edition.json"), "7 euros");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        Uri page = new(pages, $"editions/daily/{date}");
        Assert.Contains("congestion charge of 7 euros", await ReadAsync(page), StringComparison.Ordinal);
        Assert.Contains("3 proposals, 3 criticisms", await ReadAsync(new Uri(pages, "feed/daily")), StringComparison.Ordinal);
        room.Environment["Digest__Schedules__daily__Recipients__0__Address"] = null;

        Finished unknown = await room.RunAsync("retract", "point", date, "0123456789abcdef", "--reason", Reason);
        Finished tried = await room.RunAsync("retract", "point", date, entry, "--reason", Reason, "--dry-run");
        string unchanged = await ReadAsync(page);
        Finished done = await room.RunAsync("retract", "point", date, $"e-{entry}", "--reason", Reason);
        Finished again = await room.RunAsync("retract", "point", date, entry, "--reason", "something else");
        Finished article = await room.RunAsync("retract", "article", "second.txt", "--reason", "a forgery", "--json");
        Finished list = await room.RunAsync("retract", "--list");
        string changed = await ReadAsync(page);
        string feed = await ReadAsync(new Uri(pages, "feed/daily"));
        await program.TerminateAsync();
        room.Environment["Digest__Schedules__daily__Recipients__0__Address"] = "ana@example.org";
        Finished next = await room.RunAsync("send");
        using MimeMessage letter = await MimeMessage.LoadAsync(Assert.Single(Directory.GetFiles(Path.Combine(room.Folder, "digest-data", "mail"), $"daily-{Iso(0)}-*.eml")));

        Assert.Equal((2, 0, 0, 0, 0, 0), (unknown.ExitCode, tried.ExitCode, done.ExitCode, again.ExitCode, article.ExitCode, next.ExitCode));
        Assert.Contains($"{entry}  ", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("would be withdrawn", tried.Output, StringComparison.Ordinal);
        Assert.Contains("congestion charge of 7 euros", unchanged, StringComparison.Ordinal);
        Assert.Contains($"daily {date}: a proposal by", done.Output, StringComparison.Ordinal);
        Assert.Contains("letters: 1 sent, 0 open", done.Output, StringComparison.Ordinal);
        Assert.Contains($"withdrawn before, at {Iso(0)}", again.Output, StringComparison.Ordinal);
        Assert.Contains(Reason, again.Output, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(article.Output).RootElement.GetProperty("done").GetBoolean());
        Assert.Equal(2, list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(["7 euros", "12 euros", "12 parking"], words => Assert.DoesNotContain(words, changed, StringComparison.Ordinal));
        Assert.All(["7 parking", "15 euros", $"{Reason}", "a forgery"], words => Assert.Contains(words, changed, StringComparison.Ordinal));
        Assert.Contains("1 proposal, 2 criticisms", feed, StringComparison.Ordinal);
        Assert.Contains(": 2 corrections", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;never&lt;/b&gt;", letter.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("euros", letter.HtmlBody + letter.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letters_of_an_edition_that_is_taken_back_in_time_never_go_out()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org", "ben@example.org")
            .With("Mail:Host", "127.0.0.1").With("Mail:Port", "1").With("Mail:Security", "None").With("Mail:From", "digest@example.org");
        await room.DropAsync("first.txt", Texts.Article(7));
        Finished waiting = await room.RunAsync("send", "--date", Iso(-1));

        Finished done = await room.RunAsync("retract", "edition", Iso(-1), "--reason", "compiled from test articles");
        IReadOnlyDictionary<string, JsonElement> letters = await SettleAsync(room);

        Assert.Equal(1, waiting.ExitCode);
        Assert.True(done.ExitCode == 0, done.All);
        Assert.Contains("letters: 0 sent, 2 open", done.Output, StringComparison.Ordinal);
        Assert.Equal(2, letters.Count);
        Assert.All(letters.Values, letter =>
        {
            Assert.Equal("withdrawn", letter.GetProperty("status").GetString());
            Assert.Equal("the edition was withdrawn: compiled from test articles", letter.GetProperty("detail").GetString());
        });
    }

    [Fact]
    public async Task Bad_usage_is_told_with_what_there_is()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        await room.DropAsync("first.txt", Texts.Article(7));
        await room.RunAsync("send");

        Finished nothing = await room.RunAsync("retract");
        Finished reasonless = await room.RunAsync("retract", "edition", Iso(0));
        Finished unreasonable = await room.RunAsync("retract", "edition", Iso(0), "--reason", "one\ntwo");
        Finished schedule = await room.RunAsync("retract", "edition", Iso(0), "--reason", "no", "--schedule", "../daily");
        Finished edition = await room.RunAsync("retract", "edition", "2020-01-01", "--reason", "no");
        Finished article = await room.RunAsync("retract", "article", "nowhere.txt", "--reason", "no");

        Assert.All([nothing, reasonless, unreasonable, schedule, edition, article], finished => Assert.True(finished.ExitCode == 2, finished.All));
        Assert.Contains("there is daily", schedule.Error, StringComparison.Ordinal);
        Assert.Contains($"daily {Iso(0)}", edition.Error, StringComparison.Ordinal);
        Assert.Contains("nowhere.txt", article.Error, StringComparison.Ordinal);
        Assert.Empty(await room.ListAsync("digest", "retractions/"));
    }

    /// <summary>Sends until no letter is open: those that were put off wait some seconds for their next attempt.</summary>
    private static async Task<IReadOnlyDictionary<string, JsonElement>> SettleAsync(Newsroom room)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while ((await room.RunAsync("send", "--date", Iso(-1))).ExitCode != 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < DigestProgram.Patience, "The letters are still open.");
            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        return await room.ReadAllAsync("letters/");
    }

    private static string EntryOf(JsonElement edition, string words) => edition.GetProperty("proposals").EnumerateArray()
        .Single(e => e.GetProperty("statement").GetString()!.Contains(words, StringComparison.Ordinal)).GetProperty("id").GetString()!;

    private static async Task<string> ReadAsync(Uri address) => WebUtility.HtmlDecode(await Http.GetStringAsync(address));

    private static string Iso(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
