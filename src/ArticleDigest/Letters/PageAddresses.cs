using System.Globalization;

namespace ArticleDigest.Letters;

/// <summary>Where pages are: what every link on a page is made from.</summary>
/// <param name="Root">
/// The archive's address as pages link to it, ending with '/', such as <c>/</c> or <c>https://digest.example.org/</c>; empty
/// for a page that stands alone, without a way to others.
/// </param>
public sealed record PageAddresses(string Root)
{
    /// <summary>The address of the preview, relative to the archive's root.</summary>
    public const string PreviewPath = "preview";

    /// <summary>The address of unsubscribing, relative to the archive's root.</summary>
    public const string UnsubscribePath = "unsubscribe";

    /// <summary>The name of the token in an address's query.</summary>
    public const string TokenName = "t";

    /// <summary>The name of the recipient's key in the query of unsubscribing.</summary>
    public const string RecipientName = "r";

    /// <summary>A page that stands alone.</summary>
    public static PageAddresses None { get; } = new("");

    /// <summary>The one schedule whose pages are to be seen; null if all are.</summary>
    public string? Schedule { get; init; }

    /// <summary>The token that pages are asked for with; null where they need none.</summary>
    public string? PagesToken { get; init; }

    /// <summary>The token that the feed is asked for with; null where it needs none.</summary>
    public string? FeedToken { get; init; }

    /// <summary>Whether the preview is served to whoever sees the page.</summary>
    public bool HasPreview { get; init; }

    /// <summary>The list of editions that is the way back; null if there is none.</summary>
    public string? Archive => Root.Length == 0 ? null : Schedule is null ? Root : ArchiveOf(Schedule);

    /// <summary>The preview.</summary>
    public string Preview => Root + PreviewPath;

    /// <summary>The list of a schedule's editions.</summary>
    public string ArchiveOf(string schedule) => $"{Root}editions/{schedule}{With(PagesToken)}";

    /// <summary>The page of an edition.</summary>
    public string Edition(string schedule, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}{EditionPath(schedule, date)}{With(PagesToken)}");

    /// <summary>A schedule's feed.</summary>
    public string Feed(string schedule) => $"{Root}feed/{schedule}{With(FeedToken)}";

    /// <summary>The address of an edition's page, relative to the archive's root: <c>editions/{schedule}/{yyyy-MM-dd}</c>.</summary>
    public static string EditionPath(string schedule, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"editions/{schedule}/{date:yyyy-MM-dd}");

    /// <summary>The addresses for somebody who was admitted to a schedule: good for no longer, and signed with no other key.</summary>
    public static PageAddresses Signed(string root, string schedule, Admission admission, SignedLinks links)
    {
        ArgumentNullException.ThrowIfNull(links);
        return new PageAddresses(root)
        {
            Schedule = schedule,
            PagesToken = links.SignPages(schedule, admission),
            FeedToken = links.SignFeed(schedule, admission),
        };
    }

    /// <summary>Where a recipient ends their letters.</summary>
    public string Unsubscribe(string recipientKey, string token) =>
        $"{Root}{UnsubscribePath}?{RecipientName}={recipientKey}&{TokenName}={token}";

    private static string With(string? token) => token is null ? "" : $"?{TokenName}={token}";
}
