using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Parser;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using MimeKit;
using MimeKit.Text;

namespace ArticleDigest.Tests.Letters;

/// <summary>What letters have in common is written once, and nobody can tell.</summary>
public sealed class LetterFormTests
{
    private readonly LetterComposer _composer = new(new MailOptions
    {
        From = "news@digest.example",
        PublicUrl = "https://digest.example/",
        TokenKeys = { ["k1"] = Convert.ToBase64String(new byte[MailOptions.LeastKeyBytes]) },
    });

    [Fact]
    public async Task Everybodys_letter_is_byte_for_byte_what_writing_to_them_alone_gives()
    {
        foreach (Edition edition in new[] { SampleEditions.FullDay(), SampleEditions.SecondDay(), SampleEditions.QuietDay() })
        {
            foreach (Recipient recipient in Enumerable.Range(0, 20).Select(RecipientOf))
            {
                using MimeMessage letter = await _composer.ComposeAsync(edition, recipient);
                byte[] composed = Bytes(letter);
                (string? html, string text) = await LetterComposer.WriteAsync(edition, recipient, _composer.LinksOf(edition, recipient));

                string boundary = ((Multipart)letter.Body!).Boundary!;
                letter.Body = new MultipartAlternative { Boundary = boundary };
                ((Multipart)letter.Body).Add(Part(TextFormat.Plain, text));
                ((Multipart)letter.Body).Add(Part(TextFormat.Html, html!));

                Assert.Equal(Encoding.UTF8.GetString(Bytes(letter)), Encoding.UTF8.GetString(composed));
            }
        }
    }

    [Fact]
    public async Task An_article_that_quotes_somebodys_unsubscribe_link_changes_nobodys()
    {
        Recipient ana = RecipientOf(1);
        Recipient ben = RecipientOf(2);
        Edition edition = SampleEditions.FullDay();
        string anas = _composer.LinksOf(edition, ana).Unsubscribe!;
        Edition hostile = edition with { Proposals = [edition.Proposals[0] with { Statement = $"that everybody clicks {anas} and {ana.Key}" }] };

        using MimeMessage first = await _composer.ComposeAsync(hostile, ana);
        using MimeMessage letter = await _composer.ComposeAsync(hostile, ben);

        Assert.Contains($"everybody clicks {anas} and {ana.Key}", new HtmlParser().ParseDocument(letter.HtmlBody!).Body!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith($"No more letters: {_composer.LinksOf(edition, ben).Unsubscribe}", OneLine(letter.TextBody!), StringComparison.Ordinal);
        Assert.EndsWith($"No more letters: {anas}", OneLine(first.TextBody!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_letter_has_of_its_own_is_a_small_part_of_it()
    {
        Edition edition = SampleEditions.Flood(300);
        long size = Bytes(await _composer.ComposeAsync(edition, RecipientOf(0))).Length;
        long before = GC.GetAllocatedBytesForCurrentThread();

        using MimeMessage letter = await _composer.ComposeAsync(edition, RecipientOf(1));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, size / 2);
    }

    private static Recipient RecipientOf(int number) => new(
        Convert.ToHexStringLower(SHA256.HashData([(byte)number]))[..32], $"reader{number}@example.org", $"Reader {number}");

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static TextPart Part(TextFormat format, string text)
    {
        TextPart part = new(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static byte[] Bytes(MimeMessage letter)
    {
        using MemoryStream bytes = new();
        letter.WriteTo(bytes);
        return bytes.ToArray();
    }
}
