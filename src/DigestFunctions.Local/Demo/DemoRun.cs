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

/// <summary>One day of a demo: drops articles, works through them, sends the edition, shows what became of everything.</summary>
internal sealed class DemoRun
{
    private const string Schedule = "daily";

    private readonly Screen _screen;
    private readonly DemoFolder _folder;
    private readonly Workplace _place;

    private DemoRun(Screen screen, DemoFolder folder, Workplace place) => (_screen, _folder, _place) = (screen, folder, place);

    /// <summary>Runs one day of a demo.</summary>
    public static async Task<int> RunAsync(
        Screen screen, string[] paths, AnalysisOptions analysis, bool isKept, string folderName, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Drop, string File)> own = AddCommand.Find(paths, folderName, Workplace.DataFolder, SettingsFile.DefaultName);
        if (analysis.IsChat && await ModelCheck.AskAsync(analysis.Chat, cancellationToken) is { Works: false, Detail: { } fault })
        {
            // Its articles would wait until somebody mends it; a demo is for somebody who looks on.
            screen.Fault($"The model {fault}.");
            return CommandLine.Failed;
        }

        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        using DemoFolder folder = DemoFolder.Open(folderName, isKept, today);
        IReadOnlyList<(string Drop, string File)> files = own.Count > 0
            ? own
            : SampleArticles.WriteTo(Path.Combine(folder.Path, "articles"), folder.State.Day);

        DateTimeOffset start = new(folder.State.Date, new TimeOnly(7, 0), TimeSpan.Zero);
        using ILoggerFactory loggers = Logs.ToErrorStream();
        await using Workplace place = await Workplace.OpenAsync(
            DemoSettings(folder, analysis), folder.Path, null, new DemoClock(start), loggers, new Told(screen), cancellationToken);
        return await new DemoRun(screen, folder, place).RunAsync(files, cancellationToken);
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

    private async Task<int> RunAsync(IReadOnlyList<(string Drop, string File)> files, CancellationToken cancellationToken)
    {
        _screen.Line($"[bold]Day {_folder.State.Day} of the demo, {_folder.State.Date:yyyy-MM-dd}[/]");
        HashSet<string> before = await ToldBeforeAsync(cancellationToken);
        await DropAsync(files, cancellationToken);
        await DropProgress.SweepAsync(_screen, _place, null, cancellationToken);

        if (_folder.State.Day > 1)
        {
            EditionRequest yesterday = new(Schedule, _folder.State.Date.AddDays(-1));
            _screen.Line("Asking for yesterday's edition once more:");
            _screen.Line($"  {Screen.Safe((await SentEdition.SendAsync(_place, yesterday, cancellationToken)).Tell())}");
        }

        EditionRequest request = new(Schedule, _folder.State.Date);
        int lettersBefore = CountLetters();
        SentEdition sent = await SentEdition.SendAsync(_place, request, cancellationToken);
        Edition edition = await _place.Pipeline.Shelf.ReadAsync(request, cancellationToken)
            ?? throw new InvalidOperationException("The edition was sent but is not there.");
        await ShowDropsAsync(edition, cancellationToken);
        ShowEdition(edition);

        string page = _folder.WritePage(Schedule, await DigestPages.EditionAsync(edition, PageAddresses.None));
        _folder.Remember();
        int letters = CountLetters();
        _screen.Line(Screen.Safe(sent.Tell()));
        _screen.Line($"Mail   {Screen.Safe(_folder.Mail)} ({letters - lettersBefore} new .eml files, {letters} in all)");
        _screen.Line($"Page   {Screen.Safe(page)}");
        if (before.Count > 0)
        {
            int again = edition.Outcomes.Count(before.Contains);
            _screen.Line($"Told before: {before.Count} outcomes; of them told again: {again}.");
        }

        _screen.Line(_folder.State.Day == 1
            ? "Next: 'demo --keep' goes on a day later, 'demo PATH…' takes articles of your own."
            : "Next: 'demo --keep' goes on another day later, 'demo' begins anew.");
        return sent.IsDone ? 0 : CommandLine.Failed;
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
        await foreach (DropState drop in _place.Pipeline.Survey.GoThroughAsync(cancellationToken))
        {
            Conclusion? conclusion = (await _place.Pipeline.Receipts.ReadAsync(drop.Name, cancellationToken))?.Concluded;
            string points = conclusion?.Status == OutcomeStatus.Analysed && isNew.Contains(drop.Name)
                ? articles[drop.Name].Sum(a => a.Points).ToString(CultureInfo.InvariantCulture)
                : "";
            string remark = isNew.Contains(drop.Name) ? conclusion?.Reason ?? conclusion?.Title ?? "" : "told on an earlier day";
            table.AddRow(
                Screen.Safe(drop.Name), conclusion?.Status.ToString().ToLowerInvariant() ?? "pending", points, Screen.Safe(remark));
        }

        _screen.Out.Write(table);
    }

    private void ShowEdition(Edition edition)
    {
        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms))
        {
            string target = entry.Target is { } name ? $" → {Screen.Safe(name)}" : "";
            string sources = entry.Sources.Count > 1 ? $" [grey]({entry.Sources.Count} sources)[/]" : "";
            string language = LanguageView.Of(entry.Language).Note is { } note ? $" [grey]{Screen.Safe($"[{note}]")}[/]" : "";
            _screen.Line($"  [bold]{entry.Kind}[/]  {Screen.Safe(entry.Actor)}{target}: {Screen.Safe(entry.Statement)}{language}{sources}");
        }

        if (edition.Proposals.Count + edition.Criticisms.Count == 0)
        {
            _screen.Line("  Nothing new was proposed or criticised.");
        }
    }
}
