using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArticleDigest.Letters;

/// <summary>
/// Signs what links may show or do, and checks it: an HMAC-SHA256 over purpose, subject, expiry and key id. A token of one
/// purpose or subject serves no other.
/// </summary>
/// <param name="options">Options without faults.</param>
public sealed class SignedLinks(MailOptions options)
{
    private const string Pages = "pages";
    private const string Feed = "feed";
    private const string Unsubscribing = "unsubscribe";
    private const string Never = "never";
    private const string DateForm = "yyyyMMdd";
    private const int LongestToken = 100;

    private readonly Dictionary<string, byte[]> _keys = options.TokenKeys
        .Select(k => (k.Key, Bytes: MailOptions.BytesOf(k.Value)))
        .Where(k => k.Bytes is not null)
        .ToDictionary(k => k.Key, k => k.Bytes!, StringComparer.Ordinal);

    /// <summary>Whether there is a key to sign with.</summary>
    public bool CanSign => options.SigningKey is { } id && _keys.ContainsKey(id);

    /// <summary>The last day on which links in a letter of an edition show the archive.</summary>
    public DateOnly LastDayOf(DateOnly edition) =>
        DateOnly.FromDayNumber(Math.Min(edition.DayNumber + options.LinkDays, DateOnly.MaxValue.DayNumber));

    /// <summary>A token for a schedule's pages.</summary>
    /// <param name="schedule">The schedule's name.</param>
    /// <param name="lastDay">The last day, in UTC, on which it is good.</param>
    /// <exception cref="InvalidOperationException">There is no key to sign with.</exception>
    public string SignPages(string schedule, DateOnly lastDay) => Sign(Pages, schedule, lastDay);

    /// <summary>A token for a schedule's feed; see <see cref="SignPages"/>.</summary>
    public string SignFeed(string schedule, DateOnly lastDay) => Sign(Feed, schedule, lastDay);

    /// <summary>A token with which a recipient ends their letters. It does not expire.</summary>
    public string SignUnsubscribing(string recipientKey) => Sign(Unsubscribing, recipientKey, null);

    /// <summary>The last day of a token for a schedule's pages; null if it is none, or over.</summary>
    public DateOnly? VerifyPages(string schedule, string? token, DateTimeOffset now) => Verify(Pages, schedule, token, now);

    /// <summary>The last day of a token for a schedule's feed; null if it is none, or over.</summary>
    public DateOnly? VerifyFeed(string schedule, string? token, DateTimeOffset now) => Verify(Feed, schedule, token, now);

    /// <summary>Whether this is a recipient's token for ending their letters.</summary>
    public bool VerifyUnsubscribing(string recipientKey, string? token) =>
        Take(token, parts: 2) is [{ } id, { } signature] && IsSignature(signature, id, Unsubscribing, recipientKey, Never);

    private string Sign(string purpose, string subject, DateOnly? lastDay)
    {
        string id = CanSign ? options.SigningKey! : throw new InvalidOperationException("There is no key to sign links with.");
        string until = lastDay?.ToString(DateForm, CultureInfo.InvariantCulture) ?? Never;
        string signature = SignatureOf(_keys[id], id, purpose, subject, until);
        return lastDay is null ? $"{id}.{signature}" : $"{id}.{until}.{signature}";
    }

    private DateOnly? Verify(string purpose, string subject, string? token, DateTimeOffset now) =>
        Take(token, parts: 3) is [{ } id, { } until, { } signature]
        && DateOnly.TryParseExact(until, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly lastDay)
        && IsSignature(signature, id, purpose, subject, until)
        && DateOnly.FromDateTime(now.UtcDateTime) <= lastDay
            ? lastDay
            : null;

    private static string[] Take(string? token, int parts)
    {
        string[] found = token is { Length: > 0 and <= LongestToken } && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? token.Split('.')
            : [];
        return found.Length == parts ? found : [];
    }

    private bool IsSignature(string signature, string id, string purpose, string subject, string until) =>
        _keys.TryGetValue(id, out byte[]? key)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(SignatureOf(key, id, purpose, subject, until)));

    /// <summary>No part can have a line feed but the subject, which comes last.</summary>
    private static string SignatureOf(byte[] key, string id, string purpose, string subject, string until) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{id}\n{until}\n{subject}")));
}
