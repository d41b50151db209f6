using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArticleDigest.Letters;

/// <summary>What a token is good for.</summary>
/// <param name="Key">The id of the key that it is signed with. What is signed on its strength is signed with the same.</param>
/// <param name="LastDay">The last day, in UTC, on which it is good.</param>
public sealed record Admission(string Key, DateOnly LastDay);

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

    /// <summary>What links in a letter of an edition are good for.</summary>
    /// <exception cref="InvalidOperationException">There is no key to sign with.</exception>
    public Admission AdmissionOf(DateOnly edition) => new(SigningKey, LastDayAfter(edition));

    /// <summary>A token for a schedule's pages.</summary>
    public string SignPages(string schedule, Admission admission) => Sign(Pages, schedule, admission);

    /// <summary>A token for a schedule's feed.</summary>
    public string SignFeed(string schedule, Admission admission) => Sign(Feed, schedule, admission);

    /// <summary>A token with which a recipient ends their letters. It does not expire.</summary>
    /// <exception cref="InvalidOperationException">There is no key to sign with.</exception>
    public string SignUnsubscribing(string recipientKey)
    {
        string id = SigningKey;
        return $"{id}.{SignatureOf(_keys[id], id, Unsubscribing, recipientKey, Never)}";
    }

    /// <summary>What a token for a schedule's pages is good for; null if it is none, or over.</summary>
    public Admission? VerifyPages(string schedule, string? token, DateTimeOffset now) => Verify(Pages, schedule, token, now);

    /// <summary>What a token for a schedule's feed is good for; null if it is none, or over.</summary>
    public Admission? VerifyFeed(string schedule, string? token, DateTimeOffset now) => Verify(Feed, schedule, token, now);

    /// <summary>Whether this is a recipient's token for ending their letters.</summary>
    public bool VerifyUnsubscribing(string recipientKey, string? token) =>
        Take(token, parts: 2) is [{ } id, { } signature] && IsSignature(signature, id, Unsubscribing, recipientKey, Never);

    private string SigningKey => CanSign ? options.SigningKey! : throw new InvalidOperationException("There is no key to sign links with.");

    private DateOnly LastDayAfter(DateOnly date) =>
        DateOnly.FromDayNumber(Math.Min(date.DayNumber + options.LinkDays, DateOnly.MaxValue.DayNumber));

    private string Sign(string purpose, string subject, Admission admission)
    {
        string until = admission.LastDay.ToString(DateForm, CultureInfo.InvariantCulture);
        return $"{admission.Key}.{until}.{SignatureOf(_keys[admission.Key], admission.Key, purpose, subject, until)}";
    }

    private Admission? Verify(string purpose, string subject, string? token, DateTimeOffset now)
    {
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        return Take(token, parts: 3) is [{ } id, { } until, { } signature]
            && DateOnly.TryParseExact(until, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly lastDay)
            && IsSignature(signature, id, purpose, subject, until)
            && today <= lastDay

            // No letter has a link that is good for longer; the day more is for zones that are ahead of UTC.
            && lastDay <= LastDayAfter(today.AddDays(1))
                ? new Admission(id, lastDay)
                : null;
    }

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
