namespace ArticleDigest.Letters;

/// <content>What the links in letters are signed with.</content>
public sealed partial class MailOptions
{
    /// <summary>The fewest bytes of a key.</summary>
    public const int LeastKeyBytes = 32;

    /// <summary>
    /// The keys that links are signed with: by id (1 to 16 lower-case letters and digits) the base64 of at least
    /// <see cref="LeastKeyBytes"/> random bytes. Default none: links are not signed then.
    /// </summary>
    public Dictionary<string, string> TokenKeys { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The id of the key that signs; the others only verify. Default: the only one there is.</summary>
    public string TokenKey { get; set; } = "";

    /// <summary>For how many days after its edition a link shows the archive; 1 to 3650; default 90.</summary>
    public int LinkDays { get; set; } = 90;

    /// <summary>The id of the key that signs; null if there is none.</summary>
    internal string? SigningKey =>
        TokenKey.Length > 0 ? TokenKey : TokenKeys.Count == 1 ? TokenKeys.Keys.Single() : null;

    /// <summary>The bytes of a key; null if that is no key.</summary>
    internal static byte[]? BytesOf(string key)
    {
        byte[] bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out int length) && length >= LeastKeyBytes ? bytes[..length] : null;
    }

    private IEnumerable<string> LinkFaults()
    {
        foreach ((string id, string key) in TokenKeys.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            if (id.Length is 0 or > 16 || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            {
                yield return $"{Section}:{nameof(TokenKeys)}:{id} is no key's id; use 1 to 16 lower-case letters and digits.";
            }

            if (BytesOf(key) is null)
            {
                yield return $"{Section}:{nameof(TokenKeys)}:{id} is no base64 of at least {LeastKeyBytes} bytes; make one with 'openssl rand -base64 {LeastKeyBytes}'.";
            }
        }

        if (TokenKey.Length > 0 ? !TokenKeys.ContainsKey(TokenKey) : TokenKeys.Count > 1)
        {
            yield return $"{Section}:{nameof(TokenKey)} is '{TokenKey}'; give the id of the key in {Section}:{nameof(TokenKeys)} that signs: {string.Join(", ", TokenKeys.Keys.Order(StringComparer.Ordinal))}.";
        }

        if (LinkDays is < 1 or > 3650)
        {
            yield return $"{Section}:{nameof(LinkDays)} is {LinkDays}; give a number of days from 1 to 3650.";
        }
    }
}
