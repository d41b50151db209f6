using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.RegularExpressions;
using LocalServers;

namespace DigestFunctions.Local.Tests.Web;

/// <summary>The desk of the real program, asked as a browser asks.</summary>
public sealed class DeskTests(AzuriteServer azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    [Fact]
    public async Task A_file_dropped_on_the_desk_is_read_and_what_became_of_it_is_shown()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        Page desk = await OpenAsync(pages);

        using HttpResponseMessage answer = await desk.DropAsync(
            false,
            ("Grüße <b>.txt", Texts.Article(7)),
            ("broken.txt", "\0\u0001\u0002"),
            ("../receipts/pwned", Texts.Article(8)),
            ("", ""));
        string told = await desk.TextAsync();
        string done = await desk.WaitForAsync("analysed; 2 points");
        using HttpResponseMessage copied = await desk.DropAsync(false, ("copy.txt", Texts.Article(7)));
        string copy = await desk.WaitForAsync("duplicate of Grüße <b>.txt");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/desk", answer.Headers.Location!.ToString());
        Assert.Contains("../receipts/pwned was left out: the name has a part that is '.' or '..'.", told, StringComparison.Ordinal);
        Assert.Contains("Grüße <b>.txt was received.", told, StringComparison.Ordinal);
        Assert.Contains("Harbour charge number 7 divides the city", done, StringComparison.Ordinal);
        Assert.Contains("rejected: ", copy, StringComparison.Ordinal);
        Assert.Contains("3 articles received: 1 analysed, 1 duplicate, 1 rejected.", copy, StringComparison.Ordinal);
        Assert.Contains("3 articles wait for it.", copy, StringComparison.Ordinal);
        Assert.Equal(["Grüße <b>.txt", "broken.txt", "copy.txt"], (await room.ListAsync("articles")).Select(b => b.Name).Order(StringComparer.Ordinal));
        Assert.Contains("Desk      http://127.0.0.1:", program.Output, StringComparison.Ordinal);
        Assert.Contains("href=\"/desk\"", await Http.GetStringAsync(pages), StringComparison.Ordinal);
        Assert.Contains("href=\"/desk\"", await Http.GetStringAsync(new Uri(pages, "preview")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_content_under_a_name_replaces_only_where_that_is_asked_for_and_large_files_are_left_out()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").With("Articles:MaxBytes", "2048");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        Page desk = await OpenAsync(pages);

        using HttpResponseMessage first = await desk.DropAsync(false, ("a.txt", Texts.Article(1)), ("large.txt", new string('x', 2049)), ("b.txt", Texts.Article(2)));
        using HttpResponseMessage taken = await desk.DropAsync(false, ("a.txt", Texts.Article(3)), ("b.txt", Texts.Article(2)));
        string before = await desk.TextAsync();
        string kept = await room.ReadDropAsync("a.txt");
        using HttpResponseMessage replaced = await desk.DropAsync(true, ("a.txt", Texts.Article(3)));
        string after = await desk.TextAsync();

        Assert.Contains("large.txt was left out: it is larger than a file may be.", before, StringComparison.Ordinal);
        Assert.Contains("a.txt was left out: other content has this name already.", before, StringComparison.Ordinal);
        Assert.Contains("b.txt was there already, with the same content.", before, StringComparison.Ordinal);
        Assert.Equal(Texts.Article(1), kept);
        Assert.Contains("a.txt was replaced and is read anew.", after, StringComparison.Ordinal);
        Assert.Equal(Texts.Article(3), await room.ReadDropAsync("a.txt"));
        Assert.Equal(["a.txt", "b.txt"], (await room.ListAsync("articles")).Select(b => b.Name));
    }

    [Fact]
    public async Task What_is_not_sent_by_its_own_page_is_refused_and_does_nothing()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        Page desk = await OpenAsync(pages);
        await room.DropAsync("waiting.txt", Texts.Article(4));
        await desk.WaitForAsync("analysed; 2 points");
        IReadOnlyDictionary<string, string> before = await room.SurveyAsync();
        string here = desk.Origin;
        (string Why, HttpStatusCode Status, Action<HttpRequestMessage> Change)[] tricks =
        [
            ("another page", HttpStatusCode.Forbidden, r => r.Headers.Set("Origin", "http://attacker.example")),
            ("another port", HttpStatusCode.Forbidden, r => r.Headers.Set("Origin", "http://127.0.0.1:1")),
            ("another scheme", HttpStatusCode.Forbidden, r => r.Headers.Set("Origin", here.Replace("http:", "https:", StringComparison.Ordinal))),
            ("a frame without origin", HttpStatusCode.Forbidden, r => r.Headers.Set("Origin", "null")),
            ("a sister site", HttpStatusCode.Forbidden, r => r.Headers.Set("Sec-Fetch-Site", "same-site")),
            ("an address bar", HttpStatusCode.Forbidden, r => r.Headers.Set("Sec-Fetch-Site", "none")),
            ("another site that claims to be here", HttpStatusCode.Forbidden, r => r.Headers.Set("Sec-Fetch-Site", "cross-site")),
            ("nobody knows where", HttpStatusCode.Forbidden, Silent),
            ("another name for this machine", HttpStatusCode.BadRequest, Rebound),
            ("plain text", HttpStatusCode.Forbidden, r => r.Content = new StringContent($"token={desk.Token}", Encoding.UTF8, "text/plain")),
            ("JSON", HttpStatusCode.Forbidden, r => r.Content = new StringContent($"{{\"token\":\"{desk.Token}\"}}", Encoding.UTF8, "application/json")),
            ("nothing", HttpStatusCode.Forbidden, r => r.Content = null),
        ];

        List<(string Why, HttpStatusCode Wanted, HttpStatusCode Drop, HttpStatusCode Send)> answers = [];
        foreach ((string why, HttpStatusCode status, Action<HttpRequestMessage> change) in tricks)
        {
            using HttpRequestMessage drop = desk.Dropping(desk.Token, false, [("evil.txt", Texts.Article(5))]);
            using HttpRequestMessage send = desk.Sending(desk.Token);
            change(drop);
            change(send);
            answers.Add((why, status, await StatusAsync(drop), await StatusAsync(send)));
        }

        foreach (string? token in new[] { null, "", desk.Token[1..], new string('0', desk.Token.Length) })
        {
            answers.Add(($"token {token}", HttpStatusCode.Forbidden, await StatusAsync(desk.Dropping(token, false, [("evil.txt", Texts.Article(5))])), await StatusAsync(desk.Sending(token))));
        }

        using HttpResponseMessage late = await Http.SendAsync(desk.Dropping(null, false, [("evil.txt", Texts.Article(5))], last: desk.Token));
        using HttpResponseMessage get = await Http.GetAsync(new Uri(pages, $"desk/editions/daily?token={desk.Token}"));
        using HttpRequestMessage foreignListener = new(HttpMethod.Get, new Uri(pages, "desk/events"));
        foreignListener.Headers.Set("Sec-Fetch-Site", "cross-site");

        Assert.All(answers, answer => Assert.Equal((answer.Why, answer.Wanted, answer.Wanted), (answer.Why, answer.Drop, answer.Send)));
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, get.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(foreignListener));
        Assert.Equal(before, await room.SurveyAsync());
    }

    [Fact]
    public async Task Of_a_form_that_breaks_off_what_came_in_whole_is_dropped_and_named_and_the_rest_is_not()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        Page desk = await OpenAsync(pages);

        (HttpStatusCode status, string told) = await desk.BreakOffAsync(120, ("whole <b>.txt", Texts.Article(1)), ("broken.txt", Texts.Article(2)));
        (HttpStatusCode early, string nothing) = await desk.BreakOffAsync(Texts.Article(3).Length + 100, ("early.txt", Texts.Article(3)));
        string shown = await desk.WaitForAsync("Harbour charge number 1");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("What was sent broke off before its end.", told, StringComparison.Ordinal);
        Assert.Contains("whole <b>.txt was received.", told, StringComparison.Ordinal);
        Assert.Contains("broken.txt was left out: it broke off before its end.", told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, early);
        Assert.Contains("no file had come in by then", nothing, StringComparison.Ordinal);
        Assert.DoesNotContain("early.txt", nothing, StringComparison.Ordinal);
        Assert.Contains("broken.txt was left out: it broke off before its end.", shown, StringComparison.Ordinal);
        Assert.Equal(["whole <b>.txt"], (await room.ListAsync("articles")).Select(b => b.Name));
    }

    [Fact]
    public async Task Sending_now_sends_once_however_often_it_is_pressed()
    {
        await using SmtpServer mail = await SmtpServer.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org", "ben@example.org").MailingTo(mail);
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        Page desk = await OpenAsync(pages);
        using HttpResponseMessage early = await Http.SendAsync(desk.Sending(desk.Token));
        string nothing = await desk.WaitForAsync("Nothing was sent: there is nothing to report");

        await room.DropAsync("first.txt", Texts.Article(9));
        HttpResponseMessage[] pressed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Http.SendAsync(desk.Sending(desk.Token))));
        string sent = await desk.WaitForAsync(" went out on ");
        using HttpResponseMessage again = await Http.SendAsync(desk.Sending(desk.Token));
        await mail.SettleAsync();
        Finished status = await room.RunAsync("status");

        Assert.Contains("id=\"send-daily\"", nothing, StringComparison.Ordinal);
        Assert.All(pressed, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Contains(": 2 letters sent.", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"send-daily\"", await desk.HtmlAsync(), StringComparison.Ordinal);
        Assert.Equal(["ana@example.org", "ben@example.org"], mail.Messages.SelectMany(m => m.To).Order(StringComparer.Ordinal));
        Assert.True(status.ExitCode == 0, status.All);
    }

    [Fact]
    public async Task Who_listens_is_told_of_a_change_and_not_too_many_may_listen()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;
        Page desk = await OpenAsync(pages);
        Uri events = new(pages, "desk/events");
        List<HttpResponseMessage> listening = [];
        for (int i = 0; i < 16; i++)
        {
            listening.Add(await Http.GetAsync(events, HttpCompletionOption.ResponseHeadersRead));
        }

        using HttpResponseMessage tooMany = await Http.GetAsync(events, HttpCompletionOption.ResponseHeadersRead);
        await using IAsyncEnumerator<SseItem<string>> heard = SseParser.Create(await listening[^1].Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        await heard.MoveNextAsync().AsTask().WaitAsync(Patience);
        (string type, string empty) = (heard.Current.EventType, heard.Current.Data);
        string emptyPage = MarkOf(await desk.HtmlAsync());
        await room.DropAsync("<b>new</b>.txt", Texts.Article(3));
        await heard.MoveNextAsync().AsTask().WaitAsync(Patience);
        string changed = heard.Current.Data;
        listening.ForEach(listener => listener.Dispose());

        Assert.All(listening, listener => Assert.Equal(HttpStatusCode.OK, listener.StatusCode));
        Assert.All(listening, listener => Assert.Equal("text/event-stream", listener.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, tooMany.StatusCode);
        Assert.Equal("look", type);
        Assert.Equal(emptyPage, empty);
        Assert.NotEqual(empty, changed);
        Assert.Matches("^[0-9a-f]+$", changed);
        Assert.Equal(HttpStatusCode.OK, await PlaceIsFreeAsync(events));
        Assert.True((await program.TerminateAsync()).ExitCode == 0);
    }

    [Fact]
    public async Task The_desk_may_run_its_own_script_and_nothing_else_and_speaks_as_asked()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").With("Digest:Schedules:daily:Language", "fr");
        (DigestProgram program, Uri pages) = await room.StartHostAsync();
        await using DigestProgram running = program;

        using HttpResponseMessage answer = await Http.GetAsync(new Uri(pages, "desk"));
        string french = await answer.Content.ReadAsStringAsync();
        string german = await Http.GetStringAsync(new Uri(pages, "desk?l=de"));

        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$", policy);
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Contains("<html lang=\"fr\">", french, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\">", german, StringComparison.Ordinal);
        Assert.Contains("action=\"/desk/articles?l=de\"", german, StringComparison.Ordinal);
    }

    /// <summary>From a page whose name was pointed at this machine after it was opened.</summary>
    private static void Rebound(HttpRequestMessage request)
    {
        request.Headers.Host = "digest.attacker.example";
        request.Headers.Set("Origin", "http://digest.attacker.example");
    }

    /// <summary>From a program that is no browser.</summary>
    private static void Silent(HttpRequestMessage request)
    {
        request.Headers.Remove("Origin");
        request.Headers.Remove("Sec-Fetch-Site");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage answer = await Http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Waits until one who listened has been noticed to be gone.</summary>
    private static async Task<HttpStatusCode> PlaceIsFreeAsync(Uri events)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using HttpResponseMessage answer = await Http.GetAsync(events, HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode == HttpStatusCode.OK || TimeProvider.System.GetElapsedTime(begin) > Patience)
            {
                return answer.StatusCode;
            }

            await Task.Delay(200);
        }
    }

    private static string MarkOf(string html) => Regex.Match(html, "data-look=\"([0-9a-f]+)\"").Groups[1].Value;

    private static async Task<Page> OpenAsync(Uri pages)
    {
        string html = await Http.GetStringAsync(new Uri(pages, "desk"));
        return new Page(pages, Regex.Match(html, "name=\"token\" value=\"([0-9a-f]{64})\"").Groups[1].Value);
    }

    /// <summary>The page as a browser has it open, with the token that it was given.</summary>
    private sealed record Page(Uri Pages, string Token)
    {
        public string Origin => Pages.GetLeftPart(UriPartial.Authority);

        public Task<string> HtmlAsync() => Http.GetStringAsync(new Uri(Pages, "desk"));

        /// <summary>What somebody reads there.</summary>
        public async Task<string> TextAsync() => TextOf(await HtmlAsync());

        /// <summary>Waits until somebody reads a text there; the page then, as text and as it is.</summary>
        public async Task<string> WaitForAsync(string text)
        {
            long begin = TimeProvider.System.GetTimestamp();
            while (true)
            {
                string html = await HtmlAsync();
                string shown = TextOf(html);
                if (shown.Contains(text, StringComparison.Ordinal))
                {
                    return $"{shown}\n{html}";
                }

                Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, shown);
                await Task.Delay(200);
            }
        }

        public Task<HttpResponseMessage> DropAsync(bool replace, params (string Name, string Content)[] files) =>
            Http.SendAsync(Dropping(Token, replace, files));

        /// <summary>Sends a form that ends some bytes before its end.</summary>
        public async Task<(HttpStatusCode Status, string Text)> BreakOffAsync(int missing, params (string Name, string Content)[] files)
        {
            using HttpRequestMessage whole = Dropping(Token, false, files);
            byte[] form = await whole.Content!.ReadAsByteArrayAsync();
            ByteArrayContent broken = new(form[..^missing]);
            broken.Headers.ContentType = whole.Content.Headers.ContentType;
            whole.Content = broken;
            using HttpResponseMessage answer = await Http.SendAsync(whole);
            return (answer.StatusCode, TextOf(await answer.Content.ReadAsStringAsync()));
        }

        public HttpRequestMessage Dropping(string? token, bool replace, (string Name, string Content)[] files, string? last = null)
        {
            MultipartFormDataContent form = new("----WebKitFormBoundary7MA4YWxkTrZu0gW") { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
            Add(form, "token", token);
            Add(form, "replace", replace ? "yes" : null);
            foreach ((string name, string content) in files)
            {
                ByteArrayContent file = new(Encoding.UTF8.GetBytes(content));

                // As browsers write it: UTF-8 as it is, and quotation marks escaped.
                file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"");
                form.Add(file);
            }

            Add(form, "token", last);
            return Posting("desk/articles", form);
        }

        public HttpRequestMessage Sending(string? token) => Posting(
            "desk/editions/daily", new FormUrlEncodedContent(token is null ? [] : [KeyValuePair.Create("token", token)]));

        private HttpRequestMessage Posting(string path, HttpContent content)
        {
            HttpRequestMessage request = new(HttpMethod.Post, new Uri(Pages, path)) { Content = content };
            request.Headers.Set("Origin", Origin);
            request.Headers.Set("Sec-Fetch-Site", "same-origin");
            return request;
        }

        private static void Add(MultipartFormDataContent form, string name, string? value)
        {
            if (value is not null)
            {
                StringContent field = new(value);
                field.Headers.Clear();
                field.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"");
                form.Add(field);
            }
        }

        private static string TextOf(string html) =>
            WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(html, "<(?<name>script|style)>.*?</\\k<name>>", "", RegexOptions.Singleline), "<[^>]+>", ""));
    }
}

/// <summary>Headers as a test sets them.</summary>
internal static class SetHeaders
{
    public static bool Set(this HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        return headers.TryAddWithoutValidation(name, value);
    }
}
