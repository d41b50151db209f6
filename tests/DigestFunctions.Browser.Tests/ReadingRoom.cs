using System.Globalization;
using DigestFunctions.Local.LocalTools;
using LocalServers;
using Microsoft.Playwright;
using MimeKit;

namespace DigestFunctions.Browser.Tests;

/// <summary>
/// What a reader has before them: an archive of the sample editions and one of hostile articles, its letters as a mail server
/// got them, the host that serves the pages, the same pages as files and as they are open to the internet, a desk where files are
/// dropped, and a browser. One for all tests; without a browser they are skipped.
/// </summary>
public sealed class ReadingRoom : IAsyncLifetime
{
    /// <summary>The address that letters say the archive is at.</summary>
    public const string PublicUrl = "https://digest.example.org/";

    private const string DeskAccount = "desk";

    /// <summary>An hour of the day at which a clock has nothing to do for long: editions are sent by command.</summary>
    internal static readonly string HoursAhead = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("HH:mm", CultureInfo.InvariantCulture);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private AzuriteProcess? _storage;
    private SmtpServer? _mail;
    private DigestProgram? _host;
    private NewsDesk? _desk;
    private SignedSite? _signed;

    /// <summary>The archive's address on this machine.</summary>
    public Uri Pages { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The folder with the archive's pages as files.</summary>
    public Uri Files { get; private set; } = new("file:///");

    /// <summary>The archive's address for who has a link that is signed.</summary>
    public Uri Signed => (_signed ?? throw new InvalidOperationException("The room is not open.")).Pages;

    /// <summary>The desk where files may be dropped and editions sent.</summary>
    internal NewsDesk Desk => _desk ?? throw new InvalidOperationException("The room is not open.");

    /// <summary>The date of the edition of hostile articles.</summary>
    public string HostileDate { get; private set; } = "";

    /// <summary>An address of each kind of page by its name, one of <see cref="Kinds"/>.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The kinds of pages.</summary>
    public static TheoryData<string> Kinds { get; } =
    [
        "archive", "edition", "article", "actor", "matrix", "search", "results", "preview", "unsubscribing", "nothing",
        "hostile edition", "hostile article", "hostile actor", "hostile matrix", "hostile results",
        "parties",
        "desk", "desk to send from", "file of all", "file of an edition", "file of an article", "file of an actor", "file of a matrix",
    ];

    /// <summary>The letters of that edition.</summary>
    public IReadOnlyList<ReceivedMail> Letters { get; private set; } = [];

    /// <summary>Skips the test where there is no browser.</summary>
    public ReadingRoom Enter()
    {
        Assert.SkipWhen(
            _browser is null,
            $"There is no Chromium: neither the variable {Chromium.Variable} nor the path leads to one. Install it, on Debian by 'apt-get install chromium'.");
        return this;
    }

    /// <summary>The letter to somebody.</summary>
    internal ReceivedMail LetterTo(string name) => Letters.Single(letter => letter.To.Contains($"{name}@example.org", StringComparer.Ordinal));

    /// <summary>Opens a tab, without cookies or cache of another.</summary>
    internal Task<Tab> OpenAsync(BrowserNewContextOptions? options = null) => Tab.OpenAsync(_browser!, [Pages, Desk.Pages, Signed, Files], options);

    /// <summary>Runs <c>digest</c> beside the host.</summary>
    internal async Task<Finished> RunAsync(params string[] arguments)
    {
        Finished finished = await DigestProgram.RunAsync(_folder.FullName, _environment, arguments);
        Assert.True(finished.ExitCode == 0, finished.All);
        return finished;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is not { } program)
        {
            return;
        }

        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.StartAsync(_playwright, program);
        await RunAsync("demo", "--days", "3");
        _storage = await AzuriteServer.StartOwnAsync(
            new AzuriteSettings { Folder = Path.Combine(_folder.FullName, "digest-demo", "storage"), MoreAccounts = [DeskAccount] },
            CancellationToken.None);
        _mail = await SmtpServer.StartAsync();
        Configure(_storage, _mail);
        await HostileArticles.DropAsync(_storage.ConnectionString);
        HostileDate = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await RunAsync("send", "--date", HostileDate);
        await _mail.SettleAsync();
        Letters = _mail.Messages;
        await Task.WhenAll(StartHostAsync(), StartDeskAsync(), StartSignedAsync(), ExportAsync());
        Addresses = await FindAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        foreach (IAsyncDisposable? running in new IAsyncDisposable?[] { _host, _desk, _signed, _mail, _storage })
        {
            await (running?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Whether a link leads to the address that letters say the archive is at.</summary>
    internal static bool IsPublic(Uri link) => new Uri(PublicUrl).IsBaseOf(link);

    /// <summary>The address on this machine of a link in a letter.</summary>
    internal Uri Here(Uri link) => new(Pages, link.PathAndQuery);

    /// <summary>Where a letter says that it is ended.</summary>
    internal static Uri UnsubscribingOf(ReceivedMail letter) => new((letter.Message.Headers[HeaderId.ListUnsubscribe] ?? "").Trim('<', '>'));

    private async Task StartHostAsync() => (_host, Pages) = await DigestProgram.StartHostAsync(_folder.FullName, _environment);

    private async Task StartDeskAsync() => _desk = await NewsDesk.StartAsync(AzuriteProcess.ConnectionStringOf(_storage!.Port, DeskAccount), _mail!);

    private async Task StartSignedAsync() => _signed = await SignedSite.StartAsync(_environment);

    private async Task ExportAsync()
    {
        string folder = Path.Combine(_folder.FullName, "exported");
        await RunAsync("export", folder);
        Files = new Uri(folder + Path.DirectorySeparatorChar);
    }

    private async Task<Dictionary<string, string>> FindAsync()
    {
        const string Editions = "/editions/daily";
        string sample = $"{Editions}/2026-03-06";
        string hostile = $"{Editions}/{HostileDate}";
        await using Tab tab = await OpenAsync();
        return new(StringComparer.Ordinal)
        {
            ["archive"] = "/",
            ["edition"] = sample,
            ["article"] = await tab.LinkOnAsync(sample, "/articles/"),
            ["actor"] = await tab.LinkOnAsync(sample, "/actors/"),
            ["matrix"] = $"{sample}/matrix",
            ["search"] = "/search/daily",
            ["results"] = "/search/daily?q=harbour",
            ["preview"] = "/preview/daily",
            ["unsubscribing"] = UnsubscribingOf(LetterTo("en")).PathAndQuery,
            ["nothing"] = "/nothing",
            ["hostile edition"] = hostile,
            ["hostile article"] = await tab.LinkOnAsync(hostile, "/articles/"),
            ["hostile actor"] = await tab.LinkOnAsync(hostile, "/actors/"),
            ["hostile matrix"] = $"{hostile}/matrix",
            ["hostile results"] = "/search/daily?q=parking",
            ["desk"] = "/desk",
            ["desk to send from"] = Desk.Address,
            ["file of all"] = FileOf("index"),
            ["file of an edition"] = FileOf(hostile),
            ["file of an article"] = await tab.LinkOnAsync(FileOf(hostile), "articles/"),
            ["file of an actor"] = await tab.LinkOnAsync(FileOf(hostile), "actors/"),
            ["file of a matrix"] = FileOf($"{hostile}/matrix"),
            ["parties"] = "/actors/daily",
        };

        string FileOf(string page) => new Uri(Files, $"{page.TrimStart('/')}.html").AbsoluteUri;
    }

    private void Configure(AzuriteProcess storage, SmtpServer mail)
    {
        _environment["Storage__ConnectionString"] = storage.ConnectionString;
        _environment["Digest__Schedules__daily__SendAt"] = HoursAhead;
        foreach ((int index, (string name, string language, string format)) in Readers.Index())
        {
            string recipient = string.Create(CultureInfo.InvariantCulture, $"Digest__Schedules__daily__Recipients__{index}__");
            _environment[recipient + "Address"] = $"{name}@example.org";
            _environment[recipient + "Language"] = language;
            _environment[recipient + "Format"] = format;
        }

        _environment["Mail__Host"] = "127.0.0.1";
        _environment["Mail__Port"] = mail.Port.ToString(CultureInfo.InvariantCulture);
        _environment["Mail__Security"] = "None";
        _environment["Mail__From"] = "digest@example.org";
        _environment["Mail__PublicUrl"] = PublicUrl;
        _environment["Mail__TokenKeys__a"] = Convert.ToBase64String(new byte[32]);
    }

    private static readonly (string Name, string Language, string Format)[] Readers =
    [
        ("en", "en", "html"), ("fr", "fr", "html"), ("de", "de", "html"), ("es", "es", "html"), ("pt", "pt", "html"),
        ("text", "en", "text"), ("leaver", "de", "html"),
    ];
}
