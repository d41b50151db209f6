using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Editions;
using ArticleDigest.Letters.Pages;

namespace ArticleDigest.Letters;

/// <summary>
/// Renders the archive's pages: whole HTML documents with one inline style sheet and no script.
/// </summary>
public static class DigestPages
{
    private static readonly string Sheet = ReadSheet();

    /// <summary>
    /// The Content-Security-Policy of every page: nothing is loaded, only the page's own style sheet (known by its hash)
    /// is applied, no script runs, nobody frames it.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; {StylePolicy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The policy of a page that has a form, which may be sent to where the page is from.</summary>
    public static string FormPolicy { get; } =
        ContentSecurityPolicy.Replace("form-action 'none'", "form-action 'self'", StringComparison.Ordinal);

    /// <summary>The policy's part for the style sheet, <c>style-src 'sha256-…'</c>.</summary>
    public static string StylePolicy => $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'";

    /// <summary>The list of editions, newest first whatever order they come in.</summary>
    public static Task<string> ArchiveAsync(IReadOnlyList<EditionSummary> editions, PageAddresses addresses) =>
        Markup.RenderAsync<ArchivePage>(
            (nameof(ArchivePage.Addresses), addresses),
            (nameof(ArchivePage.Sheet), Sheet),
            (nameof(ArchivePage.Editions), editions));

    /// <summary>An edition, whole; of one that was taken back no more than that.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    /// <param name="addresses">Where pages are.</param>
    public static Task<string> EditionAsync(Edition edition, PageAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return edition.Withdrawn is { } withdrawn
            ? MessageAsync($"{edition.Title} · {Wording.Long(edition.Date)}", Wording.Withdrawal(withdrawn), addresses)
            : RenderAsync(edition, addresses, notice: null);
    }

    /// <summary>The next edition as it would be now.</summary>
    /// <param name="preview">An edition compiled for show.</param>
    /// <param name="nextSend">When the next one goes out; null if nobody knows.</param>
    /// <param name="addresses">Where pages are.</param>
    public static Task<string> PreviewAsync(Edition preview, DateTimeOffset? nextSend, PageAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return RenderAsync(preview, addresses, nextSend is { } moment
            ? $"A preview: this is how the next edition would read now. It goes out on {Wording.Moment(moment, preview.Zone)}."
            : "A preview: this is how the next edition would read now.");
    }

    /// <summary>A page with a title and a sentence, such as for an address that leads nowhere.</summary>
    public static Task<string> MessageAsync(string title, string text, PageAddresses addresses) =>
        Markup.RenderAsync<MessagePage>(
            (nameof(MessagePage.Addresses), addresses),
            (nameof(MessagePage.Sheet), Sheet),
            (nameof(MessagePage.Title), Shown.Line(title)),
            (nameof(MessagePage.Text), Shown.Line(text)));

    /// <summary>Asks with one button whether somebody wants no more letters; the form goes to the page's own address.</summary>
    public static Task<string> AskUnsubscribingAsync() => Markup.RenderAsync<UnsubscribePage>((nameof(UnsubscribePage.Sheet), Sheet));

    private static Task<string> RenderAsync(Edition edition, PageAddresses addresses, string? notice) =>
        Markup.RenderAsync<EditionPage>(
            (nameof(EditionPage.Addresses), addresses),
            (nameof(EditionPage.Sheet), Sheet),
            (nameof(EditionPage.Notice), notice),
            (nameof(EditionPage.Edition), EditionView.Of(edition, Extent.Whole)));

    private static string ReadSheet()
    {
        using Stream stream = typeof(DigestPages).Assembly.GetManifestResourceStream("digest.css")
            ?? throw new InvalidOperationException("The pages' style sheet is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);

        // Browsers hash the element's content with bare line feeds, and pages are rendered without indentation.
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
