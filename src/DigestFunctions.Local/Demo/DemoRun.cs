using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using DigestFunctions.Local.Commands;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;
using Spectre.Console;

namespace DigestFunctions.Local.Demo;

/// <summary>A demo: on each of its days it drops articles, works through them, sends the edition, and shows what became of everything.</summary>
internal sealed class DemoRun
{
    private const string Schedule = "daily";

    /// <summary>How many entries are shown of a day where several are played.</summary>
    private const int MostShown = Edition.MostLead;

    // The articles are there an hour before the edition is due.
    private static readonly TimeOnly Morning = new(6, 0);
    private static readonly TimeOnly SendAt = new(7, 0);

    private readonly Screen _screen;
    private readonly DemoFolder _folder;
    private readonly DemoClock _clock;
    private readonly Workplace _place;
    private readonly IReadOnlyList<(string Drop, string File)> _own;
    private readonly bool _isBrief;

    private DemoRun(
        Screen screen, DemoFolder folder, DemoClock clock, Workplace place, IReadOnlyList<(string Drop, string File)> own, bool isBrief) =>
        (_screen, _folder, _clock, _place, _own, _isBrief) = (screen, folder, clock, place, own, isBrief);

    /// <summary>Plays the days of a demo, one after the other.</summary>
    /// <param name="screen">Where it is shown.</param>
    /// <param name="paths">The user's own articles, which come in every day; none for the samples.</param>
    /// <param name="analysis">Who reads.</param>
    /// <param name="days">How many days with an edition, at least one.</param>
    /// <param name="isKept">Whether to go on with the last demo.</param>
    /// <param name="folderName">Where the demo keeps everything.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<int> RunAsync(
        Screen screen, string[] paths, AnalysisOptions analysis, int days, bool isKept, string folderName, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Drop, string File)> own = AddCommand.Find(paths, folderName, Workplace.DataFolder, SettingsFile.DefaultName);
        if (analysis.IsChat && await ModelCheck.AskAsync(analysis.Chat, cancellationToken) is { Works: false, Detail: { } fault })
        {
            // Its articles would wait until somebody mends it; a demo is for somebody who looks on.
            screen.Fault($"The model {fault}.");
            return CommandLine.Failed;
        }

        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        using DemoFolder folder = DemoFolder.Open(folderName, isKept, own.Count > 0 ? today : SampleArticles.First);
        DemoClock clock = new();
        clock.MoveTo(At(folder.State.Date, Morning));
        using ILoggerFactory loggers = Logs.ToErrorStream();
        await using Workplace place = await Workplace.OpenAsync(
            DemoSettings(folder, analysis), folder.Path, null, clock, loggers, new Told(screen), cancellationToken);
        DemoRun run = new(screen, folder, clock, place, own, isBrief: days > 1);

        // A schedule begins when the clock first strikes; nothing before that is ever due.
        await run.SendDueAsync(cancellationToken);
        bool isDone = await run.PlayAsync(cancellationToken);
        for (int played = 1; played < days; played++)
        {
            screen.Line();
            folder.GoOn();
            isDone &= await run.PlayAsync(cancellationToken);
        }

        screen.Line(folder.State.Day == 1
            ? $"Next: 'demo --keep' goes on a day later, 'demo --days {SampleArticles.Editions}' plays {SampleArticles.Editions} days, 'demo PATH…' takes articles of your own."
            : "Next: 'demo --keep' goes on another day later, 'demo' begins anew.");
        return isDone ? 0 : CommandLine.Failed;
    }

    private static Settings DemoSettings(DemoFolder folder, AnalysisOptions analysis) => new()
    {
        Analysis = analysis,
        Digest = new DigestOptions
        {
            Schedules =
            {
                [Schedule] = new ScheduleOptions
                {
                    SendAt = SendAt.ToString("HH:mm", CultureInfo.InvariantCulture),
                    EmptyDays = EmptyDay.Note,
                    Recipients =
                    [
                        new RecipientOptions { Address = "ana@example.org", Name = "Ana" },
                        new RecipientOptions { Address = "ben@example.org", Name = "Ben" },
                    ],
                },
            },
        },
        Mail = new MailOptions { PickupFolder = folder.Mail },
    };

    private static DateTimeOffset At(DateOnly date, TimeOnly time) => new(date, time, TimeSpan.Zero);

    /// <summary>Plays one day, and before it those on which the program is down.</summary>
    /// <returns>Whether its edition went out to everybody.</returns>
    private async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        EditionRequest? last = (await _place.Pipeline.Shelf.ListAsync(Schedule, cancellationToken)) is [.., var (date, _)]
            ? new EditionRequest(Schedule, date)
            : null;
        DemoDay day = ArticlesOf(_folder.State.Date);
        TimeOnly up = Morning;
        while (day.IsDown)
        {
            // It comes back when the next edition is due, so that there is one for both days.
            up = SendAt;
            await DropAsync(day.Files, cancellationToken);
            _screen.Line($"The program was down on {_folder.State.Date:yyyy-MM-dd}: {Counted(day.Files.Count, "article")} came in, no edition went out.");
            _screen.Line();
            _folder.PassOver();
            day = ArticlesOf(_folder.State.Date);
        }

        _screen.Line($"[bold]Day {_folder.State.Day} of the demo, {_folder.State.Date:yyyy-MM-dd}[/]");
        _clock.MoveTo(At(_folder.State.Date, up));
        HashSet<string> before = await ToldBeforeAsync(cancellationToken);
        await DropAsync(day.Files, cancellationToken);
        await DropProgress.SweepAsync(_screen, _place, null, cancellationToken);
        if (last is not null)
        {
            _screen.Line("Asking for the last edition once more:");
            _screen.Line($"  {Screen.Safe((await SentEdition.SendAsync(_place, last, cancellationToken)).Tell())}");
        }

        _clock.MoveTo(At(_folder.State.Date, SendAt));
        int lettersBefore = CountLetters();
        SentEdition sent = await SendDueAsync(cancellationToken)
            ?? throw new InvalidOperationException($"No edition is due on {_folder.State.Date:O}.");
        Edition edition = await _place.Pipeline.Shelf.ReadAsync(new EditionRequest(sent.Schedule, sent.Date), cancellationToken)
            ?? throw new InvalidOperationException("The edition was sent but is not there.");
        string page = _folder.WritePage(Schedule, await DigestPages.EditionAsync(edition, PageAddresses.None));
        _folder.Remember();

        await ShowDropsAsync(edition, cancellationToken);
        ShowEdition(edition);
        int letters = CountLetters();
        _screen.Line(Screen.Safe(sent.Tell()));
        _screen.Line($"Mail   {Screen.Safe(_folder.Mail)} ({letters - lettersBefore} new .eml files, {letters} in all)");
        _screen.Line($"Page   {Screen.Safe(page)}");
        if (before.Count > 0)
        {
            int again = edition.Outcomes.Count(before.Contains);
            _screen.Line($"Told before: {before.Count} outcomes; of them told again: {again}.");
        }

        return sent.IsDone;
    }

    private static string Counted(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private DemoDay ArticlesOf(DateOnly date) =>
        _own.Count > 0 ? new DemoDay(false, _own) : SampleArticles.WriteTo(Path.Combine(_folder.Path, "articles"), date);

    /// <summary>Does what <c>digest run</c> does whenever its clock strikes: sends the editions that the calendar names.</summary>
    /// <returns>The last of them; null if it names none.</returns>
    private async Task<SentEdition?> SendDueAsync(CancellationToken cancellationToken)
    {
        SentEdition? sent = null;
        foreach (EditionRequest due in await _place.Pipeline.Clock.TickAsync(cancellationToken))
        {
            sent = await SentEdition.SendAsync(_place, due, cancellationToken);
        }

        return sent;
    }

    private int CountLetters() =>
        Directory.Exists(_folder.Mail) ? Directory.EnumerateFiles(_folder.Mail, "*.eml").Count() : 0;

    private async Task<HashSet<string>> ToldBeforeAsync(CancellationToken cancellationToken)
    {
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach ((DateOnly date, _) in await _place.Pipeline.Shelf.ListAsync(Schedule, cancellationToken))
        {
            Edition? edition = await _place.Pipeline.Shelf.ReadAsync(new EditionRequest(Schedule, date), cancellationToken);
            told.UnionWith(edition?.Outcomes ?? []);
        }

        return told;
    }

    private Task DropAsync(IReadOnlyList<(string Drop, string File)> files, CancellationToken cancellationToken) =>
        _screen.ProgressAsync("Dropping articles", files.Count, async done =>
        {
            foreach ((string drop, string file) in files)
            {
                AddedFile added = await AddCommand.AddAsync(_place.Storage.Blobs.Articles, drop, file, cancellationToken);
                if (added.Reason is { } reason)
                {
                    _screen.Fault($"{file} cannot be dropped: {reason}.");
                }

                done(1);
            }
        });

    private async Task ShowDropsAsync(Edition edition, CancellationToken cancellationToken)
    {
        ILookup<string, EditionArticle> articles = edition.Articles
            .SelectMany(a => a.Drops, (article, drop) => (Article: article, Drop: drop))
            .ToLookup(a => a.Drop, a => a.Article, StringComparer.Ordinal);
        HashSet<string> isNew = [.. edition.Accounting.Lines.Select(l => l.Drop)];
        Table table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("What became of each article") }
            .AddColumns("Drop", "Became", "Points", "Remark");
        int toldBefore = 0;
        await foreach (DropState drop in _place.Pipeline.Survey.GoThroughAsync(cancellationToken))
        {
            Conclusion? conclusion = (await _place.Pipeline.Receipts.ReadAsync(drop.Name, cancellationToken))?.Concluded;
            if (conclusion is not null && !isNew.Contains(drop.Name))
            {
                toldBefore++;
                continue;
            }

            string points = conclusion?.Status == OutcomeStatus.Analysed
                ? articles[drop.Name].Sum(a => a.Points).ToString(CultureInfo.InvariantCulture)
                : "";
            table.AddRow(
                Screen.Safe(drop.Name),
                conclusion?.Status.ToString().ToLowerInvariant() ?? "pending",
                points,
                Screen.Safe(conclusion?.Reason ?? conclusion?.Title ?? ""));
        }

        if (table.Rows.Count > 0)
        {
            _screen.Out.Write(table);
        }

        if (toldBefore > 0)
        {
            _screen.Line($"{Counted(toldBefore, "more drop")} told of on an earlier day.");
        }
    }

    private void ShowEdition(Edition edition)
    {
        List<EditionEntry> entries = [.. edition.Proposals.Concat(edition.Criticisms)];
        List<EditionEntry> shown = !_isBrief ? entries
            : edition.Lead.Count > 0 ? [.. edition.Lead.Select(id => entries.Find(e => string.Equals(e.Id, id, StringComparison.Ordinal))).OfType<EditionEntry>()]
            : [.. entries.Take(MostShown)];
        foreach (EditionEntry entry in shown)
        {
            string target = entry.Target is { } name ? $" → {Screen.Safe(name)}" : "";
            string sources = entry.Sources.Count > 1 ? $" [grey]({entry.Sources.Count} sources)[/]" : "";
            string news = entry.News is { Kind: not NewsKind.New and var kind } ? $" [grey]({kind.ToString().ToLowerInvariant()})[/]" : "";
            string language = LanguageView.Of(entry.Language, Words.English).Note is { } note ? $" [grey]{Screen.Safe($"[{note}]")}[/]" : "";
            _screen.Line($"  [bold]{entry.Kind}[/]  {Screen.Safe(entry.Actor)}{target}: {Screen.Safe(entry.Statement)}{language}{sources}{news}");
        }

        if (entries.Count == 0)
        {
            _screen.Line("  Nothing new was proposed or criticised.");
        }
        else if (shown.Count < entries.Count)
        {
            _screen.Line($"  … and {entries.Count - shown.Count} more in mail and page.");
        }
    }
}
