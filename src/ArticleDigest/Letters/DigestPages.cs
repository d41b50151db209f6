using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Editions;
using ArticleDigest.Letters.Pages;

namespace ArticleDigest.Letters;

/// <summary>
/// Renders the archive's pages: whole HTML documents with one inline style sheet and no script.
/// </summary>
/// <param name="root">
/// The address of the archive as pages link to it, ending with '/', such as <c>/</c> or <c>/digest/</c>; empty for a page that
/// stands alone, without a way back.
/// </param>
public sealed class DigestPages(string root = "/")
{
    private static readonly string Sheet = ReadSheet();

    /// <summary>
    /// The Content-Security-Policy of every page: nothing is loaded, only the page's own style sheet (known by its hash)
    /// is applied, no script runs, nobody frames it.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; {StylePolicy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The policy's part for the style sheet, <c>style-src 'sha256-…'</c>.</summary>
    public static string StylePolicy => $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'";

    /// <summary>The address of the archive's first page, relative to its root: the root itself.</summary>
    public const string ArchivePath = "";

    /// <summary>The address of the preview, relative to the archive's root.</summary>
    public const string PreviewPath = "preview";

    /// <summary>The address of an edition's page, relative to the archive's root: <c>editions/{schedule}/{yyyy-MM-dd}</c>.</summary>
    public static string EditionPath(string schedule, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"editions/{schedule}/{date:yyyy-MM-dd}");

    /// <summary>The list of editions, newest first whatever order they come in.</summary>
    public Task<string> ArchiveAsync(IReadOnlyList<EditionSummary> editions) =>
        Markup.RenderAsync<ArchivePage>(
            (nameof(ArchivePage.Root), root),
            (nameof(ArchivePage.Sheet), Sheet),
            (nameof(ArchivePage.Editions), editions));

    /// <summary>An edition, whole.</summary>
    public Task<string> EditionAsync(Edition edition) => RenderAsync(edition, notice: null);

    /// <summary>The next edition as it would be now.</summary>
    /// <param name="preview">An edition compiled for show.</param>
    /// <param name="nextSend">When the next one goes out; null if nobody knows.</param>
    public Task<string> PreviewAsync(Edition preview, DateTimeOffset? nextSend)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return RenderAsync(preview, nextSend is { } moment
            ? $"A preview: this is how the next edition would read now. It goes out on {Wording.Moment(moment, preview.Zone)}."
            : "A preview: this is how the next edition would read now.");
    }

    /// <summary>A page with a title and a sentence, such as for an address that leads nowhere.</summary>
    public Task<string> MessageAsync(string title, string text) =>
        Markup.RenderAsync<MessagePage>(
            (nameof(MessagePage.Root), root),
            (nameof(MessagePage.Sheet), Sheet),
            (nameof(MessagePage.Title), Shown.Line(title)),
            (nameof(MessagePage.Text), Shown.Line(text)));

    internal static string EditionAddress(string root, string schedule, DateOnly date) => root + EditionPath(schedule, date);

    private Task<string> RenderAsync(Edition edition, string? notice) =>
        Markup.RenderAsync<EditionPage>(
            (nameof(EditionPage.Root), root),
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
