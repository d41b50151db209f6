using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Editions;
using ArticleDigest.Letters.Mail;
using MimeKit;

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
    private readonly ConditionalWeakTable<Edition, LetterForms> _forms = [];

    /// <summary>Writes an edition to one recipient.</summary>
    public async Task<MimeMessage> ComposeAsync(Edition edition, Recipient recipient)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(recipient);
        string domain = options.Sender[(options.Sender.LastIndexOf('@') + 1)..];
        string date = edition.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Words words = WordsFor(edition, recipient);
        Wording wording = new(words);
        LetterLinks links = LinksOf(edition, recipient);
        LetterForm form = await FormAsync(edition, recipient).ConfigureAwait(false);

        MimeMessage message = new();
        message.From.Add(new MailboxAddress(Encoding.UTF8, NameInHeader(options.FromName), options.Sender));
        message.To.Add(new MailboxAddress(Encoding.UTF8, NameInHeader(recipient.Name), recipient.Address));
        message.Subject = InHeader(SubjectLine.Of(edition, Gist.Of(edition, Following.Of(edition, recipient)), wording, Shown.Line(options.FromName)));
        message.Date = Wording.Local(edition.CompiledAt, edition.Zone);
        message.MessageId = $"{edition.Schedule}.{date}.{recipient.Key}@{AsciiDomain(domain)}";
        message.Headers.Add(HeaderId.ListId, $"<{edition.Schedule}.{AsciiDomain(domain)}>");
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "OOF, AutoReply");
        message.Headers.Add(HeaderId.ContentLanguage, words.Language);
        if (links.Unsubscribe is { } unsubscribe)
        {
            // RFC 8058: a mail program offers a button of its own and posts to this address.
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        TextPart[] parts = [.. form.For(MarksOf(recipient))];
        message.Body = parts.Length == 1 ? parts[0] : Alternatives(parts, BoundaryOf(message.MessageId));
        return message;
    }

    private static MultipartAlternative Alternatives(TextPart[] parts, string boundary)
    {
        MultipartAlternative body = new() { Boundary = boundary };
        foreach (TextPart part in parts)
        {
            body.Add(part);
        }

        return body;
    }

    private static Words WordsFor(Edition edition, Recipient recipient) => Words.Of(recipient.Language ?? edition.Language);

    /// <summary>The letter as everybody gets it who differs from this recipient in nothing but who they are.</summary>
    private Task<LetterForm> FormAsync(Edition edition, Recipient recipient)
    {
        // A key that nobody knows, so that no article has it in its text.
        string key = _links.CanSign ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_links.SignUnsubscribing("")))) : "";
        Recipient nobody = recipient with { Key = key[..Math.Min(key.Length, recipient.Key.Length)], Address = "", Name = "" };
        return _forms.GetOrCreateValue(edition).GetAsync(nobody, async () =>
        {
            (string? html, string text) = await WriteAsync(edition, nobody, LinksOf(edition, nobody)).ConfigureAwait(false);
            return new LetterForm(text, html, MarksOf(nobody));
        });
    }

    /// <summary>What stands in a recipient's links and in nobody else's.</summary>
    private string[] MarksOf(Recipient recipient) =>
        _links.CanSign ? [recipient.Key, _links.SignUnsubscribing(recipient.Key)] : [];

    /// <summary>Where a recipient's letter leads.</summary>
    internal LetterLinks LinksOf(Edition edition, Recipient recipient)
    {
        if (options.Archive is not { } archive)
        {
            return new LetterLinks(null, null);
        }

        // Pages are in the edition's language unless another is asked for.
        string language = WordsFor(edition, recipient).Language;
        string? asked = string.Equals(language, edition.Language, StringComparison.Ordinal) ? null : language;

        if (!_links.CanSign)
        {
            PageAddresses open = new(archive.AbsoluteUri) { Language = asked };
            return new LetterLinks(open.Edition(edition.Schedule, edition.Date), null) { Pages = open };
        }

        PageAddresses addresses = PageAddresses.Signed(archive.AbsoluteUri, edition.Schedule, _links.AdmissionOf(edition.Date), _links) with { Language = asked };
        return new LetterLinks(
            addresses.Edition(edition.Schedule, edition.Date),
            addresses.Unsubscribe(recipient.Key, _links.SignUnsubscribing(recipient.Key), language))
        {
            Pages = addresses,
        };
    }

    /// <summary>Writes a letter's parts as large as they may be; no HTML for who wants plain text alone.</summary>
    internal static async Task<(string? Html, string Text)> WriteAsync(Edition edition, Recipient recipient, LetterLinks links)
    {
        Words words = WordsFor(edition, recipient);
        Following? following = Following.Of(edition, recipient);

        // Links to single articles and parties never take the room of what they link to.
        (EditionView view, string html) = await RenderAsync(Extents[0], links.Pages).ConfigureAwait(false);
        for (int i = 0; i < Extents.Length && Encoding.UTF8.GetByteCount(html) > MaxHtmlBytes; i++)
        {
            (view, html) = await RenderAsync(Extents[i], PageAddresses.None).ConfigureAwait(false);
        }

        return (recipient.Format == LetterFormat.Text ? null : html, PlainText.Of(view, links));

        async Task<(EditionView View, string Html)> RenderAsync(Extent extent, PageAddresses pages)
        {
            EditionView shown = EditionView.Of(edition, extent, words, following, pages);
            return (shown, await Markup.RenderAsync<LetterMail>(
                (nameof(LetterMail.Edition), shown), (nameof(LetterMail.Links), links)).ConfigureAwait(false));
        }
    }

    /// <summary>What looks like an encoded word would be decoded where it is read, and be another name.</summary>
    private static string InHeader(string line) => line.Replace("=?", "= ?", StringComparison.Ordinal);

    private static string NameInHeader(string name) => InHeader(Shown.Cut(Shown.Line(name), 100));

    private static string AsciiDomain(string domain) =>
        domain.All(char.IsAscii) ? domain : new System.Globalization.IdnMapping().GetAscii(domain);

    /// <summary>Made from the Message-ID instead of at random; no part has it, for "=_" cannot occur in quoted-printable.</summary>
    private static string BoundaryOf(string messageId) =>
        "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)))[..32];
}
