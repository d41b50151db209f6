using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Editions;
using ArticleDigest.Letters.Pages;
using ArticleDigest.Letters.Searching;

namespace ArticleDigest.Letters;

/// <summary>
/// Renders the archive's pages: whole HTML documents with one inline style sheet and, but for the desk, no script.
/// </summary>
public static class DigestPages
{
    // Browsers hash an element's content with bare line feeds, and pages are rendered without indentation.
    private static readonly string Sheet = Read("digest.css").ReplaceLineEndings("\n").Trim();
    private static readonly string DeskScript = Markup.Tidy(Read("Pages/desk.js")).Trim();

    /// <summary>
    /// The Content-Security-Policy of every page: nothing is loaded, only the page's own style sheet (known by its hash)
    /// is applied, no script runs, nobody frames it.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; {StylePolicy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The policy of a page that has a form, which may be sent to where the page is from.</summary>
    public static string FormPolicy { get; } =
        ContentSecurityPolicy.Replace("form-action 'none'", "form-action 'self'", StringComparison.Ordinal);

    /// <summary>The policy as a page that is a file has it in itself, where nobody sends it along.</summary>
    public static string FilePolicy { get; } = $"default-src 'none'; {StylePolicy}; base-uri 'none'; form-action 'none'";

    /// <summary>The policy's part for the style sheet, <c>style-src 'sha256-…'</c>.</summary>
    public static string StylePolicy => $"style-src '{HashOf(Sheet)}'";

    /// <summary>The policy of the desk: its own script runs, known by its hash, and asks nobody but where the page is from.</summary>
    public static string DeskPolicy { get; } =
        $"default-src 'none'; {StylePolicy}; script-src '{HashOf(DeskScript)}'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The list of editions, newest first whatever order they come in.</summary>
    /// <param name="editions">The editions.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <param name="words">The words around them.</param>
    public static Task<string> ArchiveAsync(IReadOnlyList<EditionSummary> editions, PageAddresses addresses, Words words) =>
        Markup.RenderAsync<ArchivePage>(
            (nameof(ArchivePage.Addresses), addresses),
            (nameof(ArchivePage.Words), words),
            (nameof(ArchivePage.Sheet), Sheet),
            (nameof(ArchivePage.Editions), editions));

    /// <summary>An edition, whole; of one that was taken back no more than that.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    /// <param name="addresses">Where pages are.</param>
    public static Task<string> EditionAsync(Edition edition, PageAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(addresses);
        Wording wording = new(WordsOf(edition, addresses));
        return edition.Withdrawn is { } withdrawn
            ? RenderMessageAsync(wording.Title(edition), wording.Withdrawal(withdrawn), addresses, wording.Words)
            : RenderAsync(edition, addresses, addresses, notice: null, MatrixOf(edition, addresses));
    }

    /// <summary>An article of an edition; of an edition that was taken back no more than that.</summary>
    /// <param name="edition">The edition as it was compiled.</param>
    /// <param name="retractions">All that can concern it.</param>
    /// <param name="articleId">The article's id; hostile.</param>
    /// <param name="text">The article's text; null if it is no longer kept.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <returns>Null if the edition has no such article.</returns>
    public static async Task<string?> ArticleAsync(
        Edition edition, Retractions retractions, string articleId, string? text, PageAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(retractions);
        ArgumentNullException.ThrowIfNull(articleId);
        ArgumentNullException.ThrowIfNull(addresses);
        if (retractions.OfEdition(edition.Schedule, edition.Date) is not null)
        {
            return HasArticle(edition, articleId) ? await EditionAsync(Retracted.Apply(edition, retractions), addresses).ConfigureAwait(false) : null;
        }

        return ArticleView.Of(edition, retractions, articleId, text, addresses, WordsOf(edition, addresses)) is { } view
            ? await Markup.RenderAsync<ArticlePage>(
                (nameof(ArticlePage.Addresses), addresses),
                (nameof(ArticlePage.Sheet), Sheet),
                (nameof(ArticlePage.Article), view)).ConfigureAwait(false)
            : null;
    }

    /// <summary>What a schedule's editions tell of one party.</summary>
    /// <param name="history">That.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <param name="words">The words around it.</param>
    public static Task<string> ActorAsync(ActorHistory history, PageAddresses addresses, Words words)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(words);
        return Markup.RenderAsync<ActorPage>(
            (nameof(ActorPage.Addresses), addresses),
            (nameof(ActorPage.Sheet), Sheet),
            (nameof(ActorPage.Schedule), history.Schedule),
            (nameof(ActorPage.Actor), ActorView.Of(history, addresses, words)));
    }

    /// <summary>Who stands for something in a schedule's editions.</summary>
    /// <param name="actors">What is shown.</param>
    /// <param name="schedule">Whose editions these are.</param>
    /// <param name="addresses">Where pages are.</param>
    public static Task<string> ActorsAsync(ActorsView actors, string schedule, PageAddresses addresses) =>
        Markup.RenderAsync<ActorsPage>(
            (nameof(ActorsPage.Addresses), addresses),
            (nameof(ActorsPage.Sheet), Sheet),
            (nameof(ActorsPage.Schedule), schedule),
            (nameof(ActorsPage.Actors), actors));

    /// <summary>Who criticises whom in an edition; of one that was taken back no more than that.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    /// <param name="addresses">Where pages are.</param>
    public static Task<string> MatrixAsync(Edition edition, PageAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(addresses);
        return edition.Withdrawn is not null ? EditionAsync(edition, addresses) : Markup.RenderAsync<MatrixPage>(
            (nameof(MatrixPage.Addresses), addresses),
            (nameof(MatrixPage.Sheet), Sheet),
            (nameof(MatrixPage.Edition), addresses.Edition(edition.Schedule, edition.Date)),
            (nameof(MatrixPage.Matrix), MatrixView.Of(edition, WordsOf(edition, addresses), addresses)));
    }

    /// <summary>A search in a schedule's archive and what it found. It has a form: see <see cref="FormPolicy"/>.</summary>
    /// <param name="search">What is shown.</param>
    /// <param name="schedule">Whose archive it is.</param>
    /// <param name="addresses">Where pages are.</param>
    public static Task<string> SearchAsync(SearchView search, string schedule, PageAddresses addresses) =>
        Markup.RenderAsync<SearchPage>(
            (nameof(SearchPage.Addresses), addresses),
            (nameof(SearchPage.Sheet), Sheet),
            (nameof(SearchPage.Schedule), schedule),
            (nameof(SearchPage.Search), search));

    /// <summary>The next edition as it would be now.</summary>
    /// <param name="preview">An edition compiled for show.</param>
    /// <param name="nextSend">When the next one goes out; null if nobody knows.</param>
    /// <param name="addresses">Where pages are.</param>
    public static Task<string> PreviewAsync(Edition preview, DateTimeOffset? nextSend, PageAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(preview);
        ArgumentNullException.ThrowIfNull(addresses);
        Wording wording = new(WordsOf(preview, addresses));

        // There are no pages of what is not out yet.
        string notice = nextSend is { } moment
            ? wording.Words.Say("preview.goes-out", ("moment", wording.Moment(moment, preview.Zone)))
            : wording.Words.Say("preview.now");
        return RenderAsync(preview, addresses, PageAddresses.None, notice, matrix: null);
    }

    /// <summary>The desk of the machine that runs it all.</summary>
    /// <param name="view">What is shown.</param>
    /// <param name="mark">What changes with all that is shown.</param>
    /// <param name="token">What forms have to send back, in the field <see cref="DeskPage.TokenName"/>.</param>
    /// <param name="addresses">Where pages are.</param>
    public static Task<string> DeskAsync(DeskView view, string mark, string token, PageAddresses addresses) => Markup.RenderAsync<DeskPage>(
        (nameof(DeskPage.View), view),
        (nameof(DeskPage.Mark), mark),
        (nameof(DeskPage.Token), token),
        (nameof(DeskPage.Addresses), addresses),
        (nameof(DeskPage.Sheet), Sheet),
        (nameof(DeskPage.Script), DeskScript));

    /// <summary>For a form that was not sent by the desk's own page.</summary>
    public static Task<string> DeskRefusedAsync(PageAddresses addresses, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return RenderMessageAsync(words.Say("desk.refused-title"), words.Say("desk.refused-request"), addresses, words);
    }

    /// <summary>For a form of the desk's own page that broke off.</summary>
    /// <param name="dropped">What came of its files, in their order.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <param name="words">The words of the page.</param>
    public static Task<string> DeskBrokenAsync(IReadOnlyList<DroppedFile> dropped, PageAddresses addresses, Words words)
    {
        ArgumentNullException.ThrowIfNull(dropped);
        ArgumentNullException.ThrowIfNull(words);
        return RenderMessageAsync(
            words.Say("desk.broken-title"),
            words.Say(dropped.Count == 0 ? "desk.broken-none" : "desk.broken"),
            addresses,
            words,
            [.. dropped.Select(file => DroppedView.Of(file, words))]);
    }

    /// <summary>For an address that leads nowhere.</summary>
    /// <param name="words">The words of the page.</param>
    /// <param name="addresses">Where pages are; null for a page without a way to others.</param>
    public static Task<string> NothingAsync(Words words, PageAddresses? addresses = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        return RenderMessageAsync(words.Say("messages.nothing-title"), words.Say("messages.nothing"), addresses ?? PageAddresses.None, words);
    }

    /// <summary>For a link that opens nothing.</summary>
    public static Task<string> ClosedAsync(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return RenderMessageAsync(words.Say("messages.closed-title"), words.Say("messages.closed"), PageAddresses.None, words);
    }

    /// <summary>Asks with one button whether somebody wants no more letters; the form goes to the page's own address.</summary>
    public static Task<string> AskUnsubscribingAsync(Words words) => Markup.RenderAsync<UnsubscribePage>(
        (nameof(UnsubscribePage.Words), words),
        (nameof(UnsubscribePage.Sheet), Sheet));

    /// <summary>Says that somebody gets no more letters.</summary>
    public static Task<string> UnsubscribedAsync(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return RenderMessageAsync(words.Say("unsubscribing.done-title"), words.Say("unsubscribing.done"), PageAddresses.None, words);
    }

    private static bool HasArticle(Edition edition, string articleId) =>
        edition.Articles.Any(a => string.Equals(a.Id, articleId, StringComparison.Ordinal));

    /// <summary>The words around an edition: in the language that was asked for, or its own.</summary>
    private static Words WordsOf(Edition edition, PageAddresses addresses) => Words.Of(addresses.Language ?? edition.Language);

    private static Task<string> RenderMessageAsync(
        string title, string text, PageAddresses addresses, Words words, IReadOnlyList<DroppedView>? dropped = null) =>
        Markup.RenderAsync<MessagePage>(
            (nameof(MessagePage.Dropped), dropped ?? []),
            (nameof(MessagePage.Addresses), addresses),
            (nameof(MessagePage.Words), words),
            (nameof(MessagePage.Sheet), Sheet),
            (nameof(MessagePage.Title), title),
            (nameof(MessagePage.Text), text));

    private static string? MatrixOf(Edition edition, PageAddresses addresses) =>
        addresses.Archive is not null && MatrixView.IsWorthwhile(edition) ? addresses.Matrix(edition.Schedule, edition.Date) : null;

    private static Task<string> RenderAsync(Edition edition, PageAddresses addresses, PageAddresses pages, string? notice, string? matrix) =>
        Markup.RenderAsync<EditionPage>(
            (nameof(EditionPage.Addresses), addresses),
            (nameof(EditionPage.Sheet), Sheet),
            (nameof(EditionPage.Notice), notice),
            (nameof(EditionPage.Matrix), matrix),
            (nameof(EditionPage.Edition), EditionView.Of(edition, Extent.Whole, WordsOf(edition, addresses), pages: pages)));

    private static string HashOf(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";

    private static string Read(string name)
    {
        using Stream stream = typeof(DigestPages).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The pages' {name} is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
