using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Editions;

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

    /// <summary>The address of the list of all editions where pages are files, relative to the archive's root.</summary>
    public const string IndexPath = "index";

    /// <summary>The address of the desk of the machine that serves the pages, relative to the archive's root.</summary>
    public const string DeskPath = "desk";

    /// <summary>The address that tells of changes on the desk, relative to the archive's root.</summary>
    public const string DeskEventsPath = $"{DeskPath}/events";

    /// <summary>The address that files are dropped at, relative to the archive's root.</summary>
    public const string DropPath = $"{DeskPath}/articles";

    /// <summary>The address under which schedules send their editions on command, relative to the archive's root.</summary>
    public const string SendPath = $"{DeskPath}/editions";

    /// <summary>The address of unsubscribing, relative to the archive's root.</summary>
    public const string UnsubscribePath = "unsubscribe";

    /// <summary>The name of the token in an address's query.</summary>
    public const string TokenName = "t";

    /// <summary>The name of the recipient's key in the query of unsubscribing.</summary>
    public const string RecipientName = "r";

    /// <summary>The name of the language in an address's query.</summary>
    public const string LanguageName = "l";

    /// <summary>The name of the folder of articles within an edition's address.</summary>
    public const string ArticlesName = "articles";

    /// <summary>The name of the folder of parties within the archive's address.</summary>
    public const string ActorsName = "actors";

    /// <summary>The name of what is searched for in the query of the search.</summary>
    public const string SearchedName = "q";

    /// <summary>The name of the number of a page in the query of the search and of the list of parties.</summary>
    public const string PageName = "page";

    /// <summary>The name of the date before which the search or the list begins in its query.</summary>
    public const string BeforeName = "before";

    // What pages and the feed are called as files.
    private const string PageFile = ".html";
    private const string FeedFile = ".xml";

    /// <summary>A page that stands alone.</summary>
    public static PageAddresses None { get; } = new("");

    /// <summary>The one schedule whose pages are to be seen; null if all are.</summary>
    public string? Schedule { get; init; }

    /// <summary>The token that pages are asked for with; null where they need none.</summary>
    public string? PagesToken { get; init; }

    /// <summary>The token that the feed is asked for with; null where it needs none.</summary>
    public string? FeedToken { get; init; }

    /// <summary>
    /// The language of the frame that was asked for, one of <see cref="ScheduleOptions.Languages"/>, and that all links
    /// ask for then; null where pages are in that of their schedule.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>Whether the preview is served to whoever sees the page.</summary>
    public bool HasPreview { get; init; }

    /// <summary>Whether there is a way to other pages.</summary>
    public bool LeadsOn => Root.Length > 0;

    /// <summary>Whether pages are files, which nobody serves: see <see cref="Static"/>.</summary>
    public bool IsStatic { get; private init; }

    /// <summary>Whether the desk is served to whoever sees the page.</summary>
    public bool HasDesk { get; init; }

    /// <summary>The list of editions that is the way back; null if there is none.</summary>
    public string? Archive => !LeadsOn ? null
        : Schedule is not null ? ArchiveOf(Schedule)
        : $"{Root}{(IsStatic ? IndexPath : "")}{With(null)}";

    /// <summary>Whether somebody answers when the archive is searched: files are not searched.</summary>
    public bool CanSearch => LeadsOn && !IsStatic;

    /// <summary>The preview.</summary>
    public string Preview => $"{Root}{PreviewPath}{With(null)}";

    /// <summary>The preview of a schedule's next edition.</summary>
    public string PreviewOf(string schedule) => $"{Root}{PreviewPath}/{schedule}{With(null)}";

    /// <summary>The desk.</summary>
    public string Desk => $"{Root}{DeskPath}{With(null)}";

    /// <summary>Where changes on the desk are told.</summary>
    public string DeskEvents => $"{Root}{DeskEventsPath}";

    /// <summary>Where files are dropped.</summary>
    public string Drop => $"{Root}{DropPath}{With(null)}";

    /// <summary>Where a schedule's edition is sent on command.</summary>
    public string Send(string schedule) => $"{Root}{SendPath}/{schedule}{With(null)}";

    /// <summary>The list of a schedule's editions.</summary>
    public string ArchiveOf(string schedule) => $"{Root}{ArchivePath(schedule)}{With(PagesToken)}";

    /// <summary>The page of an edition.</summary>
    public string Edition(string schedule, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}{EditionPath(schedule, date)}{With(PagesToken)}");

    /// <summary>The page of an article in an edition.</summary>
    /// <param name="schedule">The edition's schedule.</param>
    /// <param name="date">The edition's date.</param>
    /// <param name="id">The article's id.</param>
    /// <param name="anchor">A place on the page; null for its beginning.</param>
    public string Article(string schedule, DateOnly date, string id, string? anchor = null) =>
        $"{Root}{ArticlePath(schedule, date, id)}{With(PagesToken)}{(anchor is null ? "" : $"#{anchor}")}";

    /// <summary>The page of a party.</summary>
    /// <param name="schedule">The schedule whose editions tell of it.</param>
    /// <param name="key">The name of its page in the ledger of positions.</param>
    public string Actor(string schedule, string key) => $"{Root}{ActorPath(schedule, key)}{With(PagesToken)}";

    /// <summary>The list of a schedule's parties.</summary>
    /// <param name="schedule">The schedule whose editions tell of them.</param>
    /// <param name="page">The number of the page of the list, from 1.</param>
    /// <param name="before">The date before which the list begins; null for the newest edition.</param>
    public string Actors(string schedule, int page = 1, DateOnly? before = null) =>
        Paged($"{Root}{ActorsPath(schedule)}{With(PagesToken)}", null, page, before);

    /// <summary>The page of a party; null if it has none, or readers cannot reach it.</summary>
    /// <param name="schedule">The schedule whose editions tell of it.</param>
    /// <param name="party">The party; null if it is not known.</param>
    public string? ActorOf(string schedule, Party? party) =>
        LeadsOn && party is { IsNamed: true } ? Actor(schedule, party.PageName) : null;

    /// <summary>A schedule's feed.</summary>
    public string Feed(string schedule) => $"{Root}{FeedPath(schedule)}{With(FeedToken, FeedFile)}";

    /// <summary>The page that shows who criticises whom in an edition.</summary>
    public string Matrix(string schedule, DateOnly date) => $"{Root}{MatrixPath(schedule, date)}{With(PagesToken)}";

    /// <summary>Where a form asks for the search of a schedule's editions; what <see cref="Asked"/> has goes with it.</summary>
    public string Search(string schedule) => $"{Root}search/{schedule}";

    /// <summary>What a form has to send along, by name, since its own fields take the place of an address's query.</summary>
    public IEnumerable<(string Name, string Value)> Asked =>
    [
        .. PagesToken is null ? Array.Empty<(string, string)>() : [(TokenName, PagesToken)],
        .. Language is null ? Array.Empty<(string, string)>() : [(LanguageName, Language)],
    ];

    /// <summary>Results of a search.</summary>
    /// <param name="schedule">Whose editions are searched.</param>
    /// <param name="searched">What is searched for, as somebody typed it.</param>
    /// <param name="page">The number of the page of results, from 1.</param>
    /// <param name="before">The date before which the search begins; null for the newest edition.</param>
    public string Found(string schedule, string searched, int page, DateOnly? before) =>
        Paged($"{Search(schedule)}{With(PagesToken)}", $"{SearchedName}={Uri.EscapeDataString(searched)}", page, before);

    /// <summary>The address of an edition's page, relative to the archive's root: <c>editions/{schedule}/{yyyy-MM-dd}</c>.</summary>
    public static string EditionPath(string schedule, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"editions/{schedule}/{date:yyyy-MM-dd}");

    /// <summary>The address of an article's page, relative to the archive's root.</summary>
    public static string ArticlePath(string schedule, DateOnly date, string id) => $"{EditionPath(schedule, date)}/{ArticlesName}/{id}";

    /// <summary>The address of the list of a schedule's parties, relative to the archive's root.</summary>
    public static string ActorsPath(string schedule) => $"{ActorsName}/{schedule}";

    /// <summary>The address of a party's page, relative to the archive's root.</summary>
    public static string ActorPath(string schedule, string key) => $"{ActorsPath(schedule)}/{key}";

    /// <summary>The address of an edition's matrix, relative to the archive's root.</summary>
    public static string MatrixPath(string schedule, DateOnly date) => $"{EditionPath(schedule, date)}/matrix";

    /// <summary>The address of the list of a schedule's editions, relative to the archive's root.</summary>
    public static string ArchivePath(string schedule) => $"editions/{schedule}";

    /// <summary>The address of a schedule's feed, relative to the archive's root.</summary>
    public static string FeedPath(string schedule) => $"feed/{schedule}";

    /// <summary>
    /// The addresses as a page that is a file links to others: relative to its own place, so that they lead from it to files
    /// wherever the archive is put.
    /// </summary>
    /// <param name="page">The page's path relative to the archive's root, such as that of <see cref="EditionPath"/>.</param>
    public static PageAddresses Static(string page)
    {
        ArgumentNullException.ThrowIfNull(page);
        int depth = page.Count(c => c == '/');
        return new PageAddresses(depth == 0 ? "./" : string.Concat(Enumerable.Repeat("../", depth))) { IsStatic = true };
    }

    /// <summary>The file of a page.</summary>
    /// <param name="page">Its path relative to the archive's root.</param>
    public static string FileOf(string page) => page + PageFile;

    /// <summary>The file of a schedule's feed.</summary>
    public static string FeedFileOf(string schedule) => FeedPath(schedule) + FeedFile;

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

    /// <summary>Where a recipient ends their letters: of all schedules, so that the address itself has to say the language.</summary>
    /// <param name="recipientKey">Whose letters.</param>
    /// <param name="token">The recipient's token.</param>
    /// <param name="language">The language of the page; English goes without saying.</param>
    public string Unsubscribe(string recipientKey, string token, string language) =>
        $"{Root}{UnsubscribePath}?{RecipientName}={recipientKey}&{TokenName}={token}{(language is "en" ? "" : $"&{LanguageName}={language}")}";

    /// <summary>An address that asks for one of several pages.</summary>
    private static string Paged(string address, string? asked, int page, DateOnly? before)
    {
        string?[] parts =
        [
            asked,
            page == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"{PageName}={page}"),
            before is { } date ? string.Create(CultureInfo.InvariantCulture, $"{BeforeName}={date:yyyy-MM-dd}") : null,
        ];
        string query = string.Join('&', parts.OfType<string>());
        return query.Length == 0 ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }

    private string With(string? token, string file = PageFile) => (token, Language) switch
    {
        _ when IsStatic => file,
        (null, null) => "",
        (null, _) => $"?{LanguageName}={Language}",
        (_, null) => $"?{TokenName}={token}",
        _ => $"?{TokenName}={token}&{LanguageName}={Language}",
    };
}
