using System.Text;
using System.Text.RegularExpressions;
using LocalServers;
using MimeKit;

namespace DigestFunctions.Browser.Tests;

/// <summary>Letters as a mail server got them, and as they are shown.</summary>
public sealed partial class LettersTests(ReadingRoom room)
{
    private const int MostHtml = 100 * 1024;
    private const int MostColumns = 78;

    private readonly ReadingRoom _room = room.Enter();

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("pt")]
    public void Headers_tell_what_the_letter_is_and_how_to_end_it(string reader)
    {
        string head = Encoding.ASCII.GetString(_room.LetterTo(reader).Source).Split("\r\n\r\n")[0];
        string[] headers = Folds().Replace(head, " ").Split("\r\n");

        Assert.Contains(headers, header => Regex.IsMatch(header, $"^Message-Id: <daily\\.{_room.HostileDate}\\.[0-9a-z]+@[a-z.]+>$"));
        Assert.Contains(headers, header => Regex.IsMatch(header, "^List-Id: <daily\\.[a-z.]+>$"));
        Assert.Contains("Auto-Submitted: auto-generated", headers);
        Assert.Contains($"Content-Language: {reader}", headers);
        Assert.Contains(headers, header => Regex.IsMatch(header, "^List-Unsubscribe: <https://digest\\.example\\.org/unsubscribe\\?r=[0-9a-z]+&t=[^> ]+>$"));
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", headers);
        Assert.Equal(headers.Length, headers.Select(header => header.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Plain_text_comes_before_HTML_and_both_travel_as_ASCII(string reader)
    {
        ReceivedMail letter = _room.LetterTo(reader);
        MultipartAlternative body = Assert.IsType<MultipartAlternative>(letter.Message.Body);
        TextPart[] parts = [.. body.Cast<TextPart>()];

        Assert.Equal(["text/plain", "text/html"], parts.Select(part => part.ContentType.MimeType));
        Assert.All(parts, part => Assert.Equal(("utf-8", ContentEncoding.QuotedPrintable), (part.ContentType.Charset, part.ContentTransferEncoding)));
        Assert.All(letter.Source, octet => Assert.InRange(octet, (byte)0, (byte)127));
        Assert.All(Encoding.ASCII.GetString(letter.Source).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.InRange(Encoding.UTF8.GetByteCount(letter.Message.HtmlBody!), 1, MostHtml);
    }

    [Fact]
    public void Who_wants_text_gets_text_alone()
    {
        MimeMessage letter = _room.LetterTo("text").Message;

        TextPart body = Assert.IsType<TextPart>(letter.Body);
        Assert.Equal(("text/plain", "utf-8"), (body.ContentType.MimeType, body.ContentType.Charset));
        Assert.Contains("Harbour Board", body.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task The_plain_text_is_wrapped_and_has_every_statement_quote_and_source_of_the_HTML(string reader)
    {
        ReceivedMail letter = _room.LetterTo(reader);
        string[] lines = letter.Message.TextBody!.ReplaceLineEndings("\n").Split('\n');
        string plain = Joined(string.Join('\n', lines.Select(line => line.TrimStart('>', ' '))));
        await using Tab tab = await _room.OpenAsync();
        await tab.ShowAsync(letter);
        string[] told = await tab.AskAsync<string[]>(
            "[...document.querySelectorAll('.statement, .quote, .drop, .heading')].map(e => [...e.childNodes].filter(n => !(n.classList && n.classList.contains('tag'))).map(n => n.textContent).join(''))");

        Assert.InRange(told.Length, 20, 10_000);
        Assert.All(told, words => Assert.Contains(Joined(words), plain, StringComparison.OrdinalIgnoreCase));
        Assert.All(
            lines.Where(line => line.Length > MostColumns),
            line => Assert.DoesNotContain(" ", line.Trim(' ', '>', '*', '-'), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt")]
    public async Task A_letter_is_whole_where_nothing_is_loaded(string reader)
    {
        await using Tab tab = await _room.OpenAsync();

        await tab.ShowAsync(_room.LetterTo(reader));

        Assert.Empty(tab.Faults);
        Assert.Equal(0, await tab.AskAsync<int>("performance.getEntriesByType('resource').length"));
        Assert.Equal(0, await tab.AskAsync<int>("document.querySelectorAll('img, link, video, audio, iframe, object, script, [background]').length"));
        Assert.Equal(
            0,
            await tab.AskAsync<int>("[...document.querySelectorAll('.statement, .quote, .title, .heading, .source')].filter(e => e.getBoundingClientRect().height === 0).length"));
    }

    [Fact]
    public async Task Every_link_in_a_letter_leads_to_a_page_of_the_archive()
    {
        await using Tab tab = await _room.OpenAsync();
        await tab.ShowAsync(_room.LetterTo("fr"));
        string[] links = await tab.AskAsync<string[]>("[...new Set([...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')))]");
        await using Tab reader = await _room.OpenAsync();
        List<string> broken = [];

        foreach (string link in links.Where(link => !link.StartsWith('#')))
        {
            int status = await reader.GoAsync(_room.Here(new Uri(link)).PathAndQuery);
            string language = await reader.Page.Locator("html").GetAttributeAsync("lang") ?? "";
            broken.AddRange((status, language) == (200, "fr") ? Array.Empty<string>() : [$"{link}: {status} {language}"]);
        }

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(link.StartsWith('#') || link.StartsWith(ReadingRoom.PublicUrl, StringComparison.Ordinal), link));
        Assert.Empty(broken);
        Assert.Empty(reader.Faults);
    }

    private static string Joined(string text) => Spaces().Replace(text, "");

    [GeneratedRegex(@"\r\n[ \t]+|(?<=:) +", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Folds();

    [GeneratedRegex(@"[\s\u00AD\u200B]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();
}
