using System.Globalization;
using LocalServers;

namespace DigestFunctions.Browser.Tests;

/// <summary>
/// A second host, at whose desk tests drop files and send editions, so that what they do changes no page of the first one's
/// archive. There is one edition a day of each schedule, so every test that sends has a schedule of its own.
/// </summary>
internal sealed class NewsDesk : IAsyncDisposable
{
    /// <summary>The largest file that may be dropped.</summary>
    public const int MaxBytes = 128 * 1024;

    /// <summary>The schedules: one each for <see cref="SendingTests"/>, and one that nobody sends.</summary>
    public static readonly string[] Schedules = ["click", "refused", "stale", "tabs", "unsent"];

    private readonly DirectoryInfo _folder;
    private readonly DigestProgram _host;
    private readonly SmtpServer _mail;

    private NewsDesk(DirectoryInfo folder, DigestProgram host, Uri pages, SmtpServer mail) =>
        (_folder, _host, Pages, _mail) = (folder, host, pages, mail);

    /// <summary>The address of its pages.</summary>
    public Uri Pages { get; }

    /// <summary>The desk's own address.</summary>
    public string Address => new Uri(Pages, "/desk").AbsoluteUri;

    /// <summary>The recipient of a schedule.</summary>
    public static string ReaderOf(string schedule) => $"{schedule}@desk.example.org";

    /// <summary>A second recipient of a schedule, whom the mail server does not know.</summary>
    public static string StrangerOf(string schedule) => $"nobody.{schedule}@desk.example.org";

    /// <summary>Starts it.</summary>
    /// <param name="storage">What a storage client needs to know.</param>
    /// <param name="mail">The mail server.</param>
    public static async Task<NewsDesk> StartAsync(string storage, SmtpServer mail)
    {
        Dictionary<string, string?> environment = new(StringComparer.Ordinal)
        {
            ["Storage__ConnectionString"] = storage,
            ["Articles__MaxBytes"] = MaxBytes.ToString(CultureInfo.InvariantCulture),
            ["Mail__Host"] = "127.0.0.1",
            ["Mail__Port"] = mail.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Security"] = "None",
            ["Mail__From"] = "digest@example.org",
        };
        foreach (string schedule in Schedules)
        {
            environment[$"Digest__Schedules__{schedule}__Title"] = $"Digest {schedule}";
            environment[$"Digest__Schedules__{schedule}__SendAt"] = ReadingRoom.HoursAhead;
            environment[$"Digest__Schedules__{schedule}__Recipients__0__Address"] = ReaderOf(schedule);
        }

        environment["Digest__Schedules__refused__Recipients__1__Address"] = StrangerOf("refused");
        await mail.ScriptAsync(SmtpRule.RefuseRecipient(StrangerOf("refused")));
        await HostileArticles.DropAsync(storage);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("digest-");
        (DigestProgram host, Uri pages) = await DigestProgram.StartHostAsync(folder.FullName, environment);
        return new NewsDesk(folder, host, pages, mail);
    }

    /// <summary>How many letters of a schedule the mail server has taken.</summary>
    public async Task<int> LettersOfAsync(string schedule)
    {
        await _mail.SettleAsync();
        return _mail.Messages.Count(letter => letter.To.Contains(ReaderOf(schedule), StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
