using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace DigestFunctions.Local.Web;

/// <summary>
/// Tells requests of the desk's own page from all others. A browser says where a request is from; the token, made anew whenever
/// the program starts, is on the page alone, which no other page can read.
/// </summary>
internal sealed class DeskGuard
{
    private const string SiteHeader = "Sec-Fetch-Site";
    private const string SameOrigin = "same-origin";

    private readonly byte[] _token = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>What forms on the page have to send back.</summary>
    public string Token => Encoding.ASCII.GetString(_token);

    /// <summary>What tells one start of the program from another, and nothing of the token.</summary>
    public string Start => Convert.ToHexStringLower(SHA256.HashData(_token).AsSpan(0, 4));

    /// <summary>Whether a browser says, in one of the two ways there are, that the request is from a page of this host, and in neither that it is not.</summary>
    public static bool IsFromHere(HttpRequest request)
    {
        StringValues origin = request.Headers.Origin;
        StringValues site = request.Headers[SiteHeader];
        return origin.Count + site.Count > 0
            && (origin.Count == 0 || string.Equals(origin.ToString(), $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            && (site.Count == 0 || string.Equals(site.ToString(), SameOrigin, StringComparison.Ordinal));
    }

    /// <summary>Whether a browser says that the request is not from a page of this host.</summary>
    public static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers[SiteHeader] is { Count: > 0 } site && !string.Equals(site.ToString(), SameOrigin, StringComparison.Ordinal);

    /// <summary>Whether this is the token.</summary>
    public bool Knows(string? token) => CryptographicOperations.FixedTimeEquals(_token, Encoding.UTF8.GetBytes(token ?? ""));
}
