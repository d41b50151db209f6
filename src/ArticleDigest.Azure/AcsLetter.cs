using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using MimeKit;

namespace ArticleDigest.Azure;

/// <summary>A letter in the form in which Azure Communication Services takes it (REST API 2023-03-31, <c>EmailMessage</c>).</summary>
internal static class AcsLetter
{
    /// <summary>The largest request the service takes, in bytes.</summary>
    public const int MaxBytes = 10_000_000;

    // The service makes all other header fields itself.
    private static readonly HeaderId[] Passed =
        [HeaderId.ListId, HeaderId.ListUnsubscribe, HeaderId.ListUnsubscribePost, HeaderId.AutoSubmitted];

    private const string AutoResponseSuppress = "X-Auto-Response-Suppress";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Writes the request's body.</summary>
    public static byte[] ToJson(MimeMessage message) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            SenderAddress = message.From.Mailboxes.Single().GetAddress(idnEncode: true),
            Recipients = new
            {
                To = message.To.Mailboxes
                    .Select(to => new
                    {
                        Address = to.GetAddress(idnEncode: true),
                        DisplayName = string.IsNullOrEmpty(to.Name) ? null : to.Name,
                    })
                    .ToList(),
            },
            Content = new { Subject = message.Subject ?? "", PlainText = message.TextBody, Html = message.HtmlBody },
            Headers = HeadersOf(message),
            UserEngagementTrackingDisabled = true,
        },
        Json);

    /// <summary>
    /// The id under which the service knows the sending of this letter; the same letter has the same ids. A further trial
    /// has an id of its own, for an operation that has failed stays failed.
    /// </summary>
    public static Guid OperationIdOf(MimeMessage message, int trial)
    {
        string id = message.MessageId ?? throw new ArgumentException("The letter has no Message-ID.", nameof(message));
        string name = string.Create(CultureInfo.InvariantCulture, $"letter\n{id}\n{trial}");
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);

        // Marked as RFC 9562 wants ids that are made from a hash of one's own choice.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static Dictionary<string, string> HeadersOf(MimeMessage message)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["Message-ID"] = $"<{message.MessageId}>" };
        foreach (Header header in message.Headers)
        {
            bool isPassed = Passed.Contains(header.Id) || string.Equals(header.Field, AutoResponseSuppress, StringComparison.OrdinalIgnoreCase);
            if (isPassed && header.Value.All(c => c is >= ' ' and <= '~'))
            {
                headers[header.Field] = header.Value;
            }
        }

        return headers;
    }
}
