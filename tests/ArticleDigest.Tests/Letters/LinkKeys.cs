using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

/// <summary>Keys for signing links, made for tests.</summary>
internal static class LinkKeys
{
    public static readonly string Old = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    public static readonly string New = Convert.ToBase64String([.. Enumerable.Range(101, 40).Select(i => (byte)i)]);

    public static MailOptions Mail => new() { TokenKeys = { ["k1"] = Old }, PublicUrl = "https://digest.example.org" };
}
