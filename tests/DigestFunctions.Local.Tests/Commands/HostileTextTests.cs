using System.Globalization;
using System.Net;
using System.Text;
using LocalServers;
using MimeKit;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>Titles and names from strangers, on the whole way: into mail, pages and the terminal.</summary>
public sealed class HostileTextTests(HostileTextTests.HostileRoom hostile) : IClassFixture<HostileTextTests.HostileRoom>
{
    private const string Escape = "\u001b]0;owned\u0007\u001b[31mred\u001b[0m\u009b2J";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task Hostile_titles_are_safe_and_readable_in_mail_and_page()
    {
        SmtpServer mail = hostile.Mail;
        Finished sent = await hostile.Room.RunAsync("send");
        (DigestProgram program, Uri pages) = await hostile.Room.StartHostAsync();
        await using DigestProgram running = program;
        string date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string page = await Http.GetStringAsync(new Uri(pages, $"editions/daily/{date}"));
        await mail.SettleAsync();

        Assert.True(sent.ExitCode == 0, sent.All);
        ReceivedMail letter = Assert.Single(mail.Messages);
        Assert.Equal(
            ["Auto-Submitted", "Date", "From", "List-Id", "MIME-Version", "Message-Id", "Subject", "To", "X-Auto-Response-Suppress"],
            letter.Message.Headers.Select(h => h.Field).Order(StringComparer.Ordinal));
        Assert.All(Encoding.ASCII.GetString(letter.Source).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.All(letter.Source, octet => Assert.InRange(octet, (byte)0, (byte)127));
        IsReadable(letter.Message.TextBody);
        IsReadable(WebUtility.HtmlDecode(letter.Message.HtmlBody));
        IsReadable(WebUtility.HtmlDecode(page));
        IsHarmless(letter.Message.HtmlBody!);
        IsHarmless(page);
        Assert.DoesNotContain("\u202E", letter.Message.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("status", "--json")]
    [InlineData("send", "--dry-run")]
    [InlineData("send")]
    [InlineData("send", "--json")]
    [InlineData("send", "--uncertain")]
    [InlineData("doctor")]
    [InlineData("doctor", "--json")]
    [InlineData("add", "mine", "--json")]
    [InlineData("add", "mine")]
    [InlineData("analyze", "mine/hostile.md")]
    [InlineData("analyze", "mine/hostile.md", "--json")]
    [InlineData("analyze", "mine/\u001b[31mbinary.txt")]
    [InlineData("evaluate", "labelled", "--per-article")]
    [InlineData("evaluate", "labelled", "--json")]
    [InlineData("evaluate", "mislabelled")]
    [InlineData("demo", "mine")]
    [InlineData("\u001b[31mcommand")]
    [InlineData("--help")]
    public async Task What_is_piped_has_no_control_codes(params string[] arguments)
    {
        Finished finished = await hostile.Room.RunAsync(arguments);

        Assert.NotEqual("", finished.All);
        Assert.InRange(finished.ExitCode, 0, 2);
        Assert.DoesNotContain(finished.All, c => char.IsControl(c) && c is not '\n');
        Assert.DoesNotContain("Unhandled exception", finished.All, StringComparison.Ordinal);
    }

    private static async Task DropHostileAsync(Newsroom room)
    {
        await room.DropAsync("crlf.txt", Texts.Article(1, "Subject\r\nBcc: eve@example.org"));
        await room.DropAsync("crlf.html", Html(2, "Charge&#13;&#10;Bcc: eve@example.org&#13;&#10;&#13;&#10;body of a stranger"));
        await room.DropAsync("script.html", Html(3, "&lt;script&gt;alert(1)&lt;/script&gt; scripted"));
        await room.DropAsync("script.txt", Texts.Article(4, "<script>alert(1)</script><img src=x onerror=alert(1)> plain script"));
        await room.DropAsync("long.txt", Texts.Article(5, $"Long {new string('x', 10_000)}"));
        await room.DropAsync("emoji.txt", Texts.Article(6, "Harbour 👩‍👩‍👧‍👦 🌍 charge"));
        await room.DropAsync("rtl.txt", Texts.Article(7, "رسوم الميناء \u202Egnp.exe שלום"));
        await room.DropAsync("escape.txt", Texts.Article(8, $"Escape {Escape} sequence"));
        await room.DropAsync("<script>alert(1)</script>.txt", Texts.Article(9));
        await room.DropAsync("binary \u202Etxt.exe", "\0\u0001");
    }

    private static string Html(int number, string title)
    {
        StringBuilder body = new();
        foreach (string paragraph in Texts.Article(number).ReplaceLineEndings("\n").Split("\n\n")[1..])
        {
            body.Append(CultureInfo.InvariantCulture, $"<p>{paragraph}</p>");
        }

        return $"<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>";
    }

    private static void IsReadable(string? text)
    {
        Assert.NotNull(text);
        Assert.Contains("<script>alert(1)</script>.txt", text, StringComparison.Ordinal);
        Assert.Contains("Harbour 👩‍👩‍👧‍👦 🌍 charge", text, StringComparison.Ordinal);
        Assert.Contains("رسوم الميناء", text, StringComparison.Ordinal);
        Assert.Contains("שלום", text, StringComparison.Ordinal);
        Assert.Contains("Bcc: eve@example.org", text, StringComparison.Ordinal);
        Assert.Contains("⟨U+202E⟩txt.exe", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.DoesNotContain(new string('x', 1000), text, StringComparison.Ordinal);
    }

    private static void IsHarmless(string html)
    {
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202E", html, StringComparison.Ordinal);
    }

    /// <summary>An installation with hostile drops, and hostile files in the folder <c>mine</c>.</summary>
    public sealed class HostileRoom(AzuriteServer azurite) : IAsyncLifetime
    {
        internal SmtpServer Mail { get; private set; } = null!;

        internal Newsroom Room { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Mail = await SmtpServer.StartAsync();
            Room = Newsroom.Open(azurite, "ana@example.org").MailingTo(Mail);
            await DropHostileAsync(Room);
            string mine = Directory.CreateDirectory(Path.Combine(Room.Folder, "mine")).FullName;
            await File.WriteAllTextAsync(Path.Combine(mine, "hostile.md"), $"# {Escape} title\n\n{Texts.Article(11, $"Byte {Escape}")}");
            await File.WriteAllTextAsync(Path.Combine(mine, "\u001b[31mbinary.txt"), "\0\u0001");
            string labels = """{ "language": "\u001b[31men", "title": "[x]", "proposals": [ { "actor": "", "evidence": "not there: \u001b[31m \u009b2J", "key": true } ], "criticisms": [] }""";
            await LabelAsync("labelled", Texts.Article(12), labels);
            await LabelAsync("mislabelled", Texts.Article(12), labels.Replace("true", "3", StringComparison.Ordinal));
        }

        private async Task LabelAsync(string folder, string article, string labels)
        {
            string articles = Directory.CreateDirectory(Path.Combine(Room.Folder, folder, "articles")).FullName;
            string gold = Directory.CreateDirectory(Path.Combine(Room.Folder, folder, "gold")).FullName;
            await File.WriteAllTextAsync(Path.Combine(articles, "\u001b[31m\u202Ered.txt"), article);
            await File.WriteAllTextAsync(Path.Combine(gold, "\u001b[31m\u202Ered.json"), labels);
        }

        public async ValueTask DisposeAsync()
        {
            await Mail.DisposeAsync();
            await Room.DisposeAsync();
        }
    }
}
