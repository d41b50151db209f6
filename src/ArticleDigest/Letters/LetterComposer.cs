using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Editions;
using ArticleDigest.Letters.Mail;
using MimeKit;
using MimeKit.Text;

namespace ArticleDigest.Letters;

/// <summary>
/// Writes letters. The same edition and recipient give the same bytes, so that a letter that is written again is the
/// same letter.
/// </summary>
public sealed class LetterComposer(MailOptions options)
{
    /// <summary>The largest HTML part, in bytes: mail services cut off what is beyond about 102 KB.</summary>
    public const int MaxHtmlBytes = 100_000;

    private static readonly Extent[] Extents =
    [
        .. new[] { (250, 300), (80, 200), (80, 100), (80, 50), (60, 40), (50, 30), (40, 30), (32, 30), (26, 30), (20, 30), (16, 20), (12, 20), (8, 20), (4, 10), (2, 5), (1, 2) }
            .Select(size => new Extent(Entries: size.Item1, Quotes: 2, Lines: size.Item2, Text: 600, Title: Shown.TitleLength) { IsLetter = true }),
    ];

    private readonly SignedLinks _links = new(options);

    /// <summary>Writes an edition to one recipient.</summary>
    public async Task<MimeMessage> ComposeAsync(Edition edition, Recipient recipient)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(recipient);
        string domain = options.Sender[(options.Sender.LastIndexOf('@') + 1)..];
        string date = edition.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        LetterLinks links = LinksOf(edition, recipient);
        (string html, string text) = await WriteAsync(edition, links).ConfigureAwait(false);

        MimeMessage message = new();
        message.From.Add(new MailboxAddress(Encoding.UTF8, NameInHeader(options.FromName), options.Sender));
        message.To.Add(new MailboxAddress(Encoding.UTF8, NameInHeader(recipient.Name), recipient.Address));
        message.Subject = $"{NameInHeader(edition.Title)} · {Wording.Long(edition.Date)}: {Wording.Counts(edition)}";
        message.Date = Wording.Local(edition.CompiledAt, edition.Zone);
        message.MessageId = $"{edition.Schedule}.{date}.{recipient.Key}@{AsciiDomain(domain)}";
        message.Headers.Add(HeaderId.ListId, $"<{edition.Schedule}.{AsciiDomain(domain)}>");
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "OOF, AutoReply");
        message.Headers.Add(HeaderId.ContentLanguage, Wording.Language);
        if (links.Unsubscribe is { } unsubscribe)
        {
            // RFC 8058: a mail program offers a button of its own and posts to this address.
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        message.Body = new MultipartAlternative
        {
            Part(TextFormat.Plain, text),
            Part(TextFormat.Html, html),
        };
        ((Multipart)message.Body).Boundary = BoundaryOf(message.MessageId);
        return message;
    }

    private LetterLinks LinksOf(Edition edition, Recipient recipient)
    {
        if (options.Archive is not { } archive)
        {
            return new LetterLinks(null, null);
        }

        if (!_links.CanSign)
        {
            return new LetterLinks(new PageAddresses(archive.AbsoluteUri).Edition(edition.Schedule, edition.Date), null);
        }

        PageAddresses addresses = PageAddresses.Signed(archive.AbsoluteUri, edition.Schedule, _links.AdmissionOf(edition.Date), _links);
        return new LetterLinks(
            addresses.Edition(edition.Schedule, edition.Date),
            addresses.Unsubscribe(recipient.Key, _links.SignUnsubscribing(recipient.Key)));
    }

    private static async Task<(string Html, string Text)> WriteAsync(Edition edition, LetterLinks links)
    {
        string html = "";
        EditionView view = EditionView.Of(edition, Extents[^1]);
        foreach (Extent extent in Extents)
        {
            view = EditionView.Of(edition, extent);
            html = await Markup.RenderAsync<LetterMail>(
                (nameof(LetterMail.Edition), view), (nameof(LetterMail.Links), links)).ConfigureAwait(false);
            if (Encoding.UTF8.GetByteCount(html) <= MaxHtmlBytes)
            {
                break;
            }
        }

        return (html, PlainText.Of(view, links));
    }

    private static TextPart Part(TextFormat format, string text)
    {
        TextPart part = new(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static string NameInHeader(string name) => Shown.Cut(Shown.Line(name), 100);

    private static string AsciiDomain(string domain) =>
        domain.All(char.IsAscii) ? domain : new System.Globalization.IdnMapping().GetAscii(domain);

    /// <summary>Made from the Message-ID instead of at random; no part has it, for "=_" cannot occur in quoted-printable.</summary>
    private static string BoundaryOf(string messageId) =>
        "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)))[..32];
}
