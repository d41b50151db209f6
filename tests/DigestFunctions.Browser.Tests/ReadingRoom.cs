using System.Globalization;
using Azure.Storage.Blobs;
using DigestFunctions.Local.LocalTools;
using LocalServers;
using Microsoft.Playwright;
using MimeKit;

namespace DigestFunctions.Browser.Tests;

/// <summary>
/// What a reader has before them: an archive of the sample editions and one of hostile articles, its letters as a mail server
/// got them, the host that serves the pages, and a browser. One for all tests; without a browser they are skipped.
/// </summary>
public sealed class ReadingRoom : IAsyncLifetime
{
    /// <summary>The address that letters say the archive is at.</summary>
    public const string PublicUrl = "https://digest.example.org/";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private AzuriteProcess? _storage;
    private SmtpServer? _mail;
    private DigestProgram? _host;

    /// <summary>The archive's address on this machine.</summary>
    public Uri Pages { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The date of the edition of hostile articles.</summary>
    public string HostileDate { get; private set; } = "";

    /// <summary>An address of each kind of page by its name, one of <see cref="Kinds"/>.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The kinds of pages.</summary>
    public static TheoryData<string> Kinds { get; } =
    [
        "archive", "edition", "article", "actor", "matrix", "search", "results", "preview", "unsubscribing", "nothing",
        "hostile edition", "hostile article", "hostile actor", "hostile matrix", "hostile results",
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
    internal Task<Tab> OpenAsync(BrowserNewContextOptions? options = null) => Tab.OpenAsync(_browser!, Pages, options);

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
            new AzuriteSettings { Folder = Path.Combine(_folder.FullName, "digest-demo", "storage") }, CancellationToken.None);
        _mail = await SmtpServer.StartAsync();
        Configure(_storage, _mail);
        await DropHostileAsync(_storage);
        HostileDate = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await RunAsync("send", "--date", HostileDate);
        await _mail.SettleAsync();
        Letters = _mail.Messages;
        _host = DigestProgram.Start(_folder.FullName, _environment, "run", "--port", "0");
        await _host.WaitForAsync("Running;");
        string line = _host.Output.Split('\n').First(l => l.StartsWith("Pages", StringComparison.Ordinal));
        Pages = new Uri(line["Pages".Length..].Trim());
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
        foreach (IAsyncDisposable? running in new IAsyncDisposable?[] { _host, _mail, _storage })
        {
            await (running?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>The address on this machine of a link in a letter.</summary>
    internal Uri Here(Uri link) => new(Pages, link.PathAndQuery);

    /// <summary>Where a letter says that it is ended.</summary>
    internal static Uri UnsubscribingOf(ReceivedMail letter) => new((letter.Message.Headers[HeaderId.ListUnsubscribe] ?? "").Trim('<', '>'));

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
        };
    }

    private static async Task DropHostileAsync(AzuriteProcess storage)
    {
        BlobContainerClient articles = new BlobServiceClient(storage.ConnectionString).GetBlobContainerClient("articles");
        foreach ((string name, string text) in HostileArticles.All)
        {
            await articles.GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true);
        }
    }

    private void Configure(AzuriteProcess storage, SmtpServer mail)
    {
        _environment["Storage__ConnectionString"] = storage.ConnectionString;

        // The clock has nothing to do for hours: the edition is sent by command.
        _environment["Digest__Schedules__daily__SendAt"] =
            TimeProvider.System.GetUtcNow().AddHours(-1).ToString("HH:mm", CultureInfo.InvariantCulture);
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
