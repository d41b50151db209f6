using System.CommandLine;
using System.Globalization;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;

namespace DigestFunctions.Local.Commands;

/// <summary>An edition that something is taken from, and where its letters stand.</summary>
internal sealed record RetractedEdition(string Schedule, DateOnly Date, string What, int Entries, LetterCounts Letters);

/// <summary><c>digest retract</c>: takes back a point, an article or an edition that was told.</summary>
internal static class RetractCommand
{
    private const int MostChoices = 200;

    private static readonly Option<string> Reason = new("--reason") { Description = "Why, in one line; readers are told it.", HelpName = "TEXT", Required = true };
    private static readonly Option<string?> Schedule = new("--schedule") { Description = "The schedule; needed only where there are several.", HelpName = "NAME" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would be taken back; change nothing." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of text." };

    public static Command Create(Screen screen)
    {
        Option<bool> list = new("--list") { Description = "Show what was taken back so far." };
        Option<bool> json = new("--json") { Description = "With --list: print JSON instead of text." };
        Command command = new("retract", "Take back a point, an article or an edition that was told; the next edition says so.")
        {
            CreatePoint(screen),
            CreateArticle(screen),
            CreateEdition(screen),
            list,
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!parsed.GetValue(list))
            {
                throw new BadUsageException("Say what to take back: 'digest retract point', 'article' or 'edition'; --list shows what was taken back so far.");
            }

            await using LocalStorage storage = await OpenAsync(screen, SettingsOf(parsed), cancellationToken);
            Retractions known = await new RetractionShelf(storage.Blobs.Containers.Digest).ListAsync(cancellationToken);
            List(screen, known, parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Command CreatePoint(Screen screen)
    {
        Argument<DateOnly?> date = DateOfEdition();
        Argument<string?> entry = new("ENTRY")
        {
            Description = "The entry's id, as in its anchor on the edition's page; without one, all of the edition's are named.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> source = new("--source") { Description = "Only what this article tells of the entry: its id or its drop's name.", HelpName = "ARTICLE" };
        Command command = new("point", "Take back an entry of an edition, or what one article tells of it.") { date, entry, source, Reason, Schedule, DryRun, Json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            parsed,
            async (desk, editions, reason) => await desk.PlanPointAsync(
                await EditionAsync(editions, parsed, date, cancellationToken), parsed.GetValue(entry), parsed.GetValue(source), reason, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateArticle(Screen screen)
    {
        Argument<string> article = new("ARTICLE") { Description = "The name of its drop, as editions account for it, or the article's id." };
        Command command = new("article", "Take back all that an article tells, in every edition, also in those to come.") { article, Reason, DryRun, Json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            parsed,
            (desk, _, reason) => desk.PlanArticleAsync(parsed.GetRequiredValue(article), reason, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateEdition(Screen screen)
    {
        Argument<DateOnly?> date = DateOfEdition();
        Command command = new("edition", "Take back a whole edition; its letters that have not gone out never will.") { date, Reason, Schedule, DryRun, Json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            parsed,
            async (desk, editions, reason) => await desk.PlanEditionAsync(await EditionAsync(editions, parsed, date, cancellationToken), reason, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Argument<DateOnly?> DateOfEdition() => new("DATE")
    {
        Description = "The edition's date, yyyy-MM-dd.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => CommandLine.DateIn(result, "DATE"),
    };

    private static async Task<int> RunAsync(
        Screen screen, ParseResult parsed, Func<RetractionDesk, EditionShelf, string, Task<RetractionPlan>> plan, CancellationToken cancellationToken)
    {
        string reason = parsed.GetRequiredValue(Reason);
        if (Retraction.FaultOf(reason) is { } fault)
        {
            throw new BadUsageException($"--reason cannot be told: {fault}.");
        }

        Settings settings = SettingsOf(parsed);
        await using LocalStorage storage = await OpenAsync(screen, settings, cancellationToken);
        ReceiptBook receipts = new(storage.Blobs.Containers, settings.Articles, TimeProvider.System);
        RetractionDesk desk = new(storage.Blobs.Containers, receipts, TimeProvider.System);
        RetractionPlan planned = await plan(desk, new EditionShelf(storage.Blobs.Containers.Digest), reason);
        if (planned.Retraction is not { } retraction)
        {
            Refuse(screen, planned);
            return CommandLine.BadUsage;
        }

        bool isDryRun = parsed.GetValue(DryRun);
        bool isDone = !isDryRun && await desk.RetractAsync(planned, cancellationToken);
        LetterLedger ledger = new(storage.Blobs.Containers.Digest);
        List<RetractedEdition> editions = [];
        foreach (RetractionEffect effect in planned.Effects)
        {
            LetterCounts letters = await ledger.StatusAsync(effect.Edition.Schedule, effect.Edition.Date, cancellationToken);
            editions.Add(new RetractedEdition(effect.Edition.Schedule, effect.Edition.Date, effect.What, effect.Entries, letters));
        }

        if (parsed.GetValue(Json))
        {
            screen.Json(new { Done = isDone, DryRun = isDryRun, retraction.Id, retraction.Kind, retraction.Reason, planned.Earlier, Editions = editions });
        }
        else
        {
            Tell(screen, planned, editions, isDryRun, isDone);
        }

        return 0;
    }

    private static void Refuse(Screen screen, RetractionPlan planned)
    {
        screen.Fault(planned.Fault!);
        if (planned.Choices.Count > 0)
        {
            screen.Remark("There is:");
            foreach (string choice in planned.Choices.Take(MostChoices))
            {
                screen.Remark($"  {choice}");
            }
        }

        if (planned.Choices.Count > MostChoices)
        {
            screen.Remark($"  and {planned.Choices.Count - MostChoices} more");
        }
    }

    private static void Tell(Screen screen, RetractionPlan planned, List<RetractedEdition> editions, bool isDryRun, bool isDone)
    {
        if (planned.Earlier is { } earlier)
        {
            screen.Line($"This was withdrawn before, at {Utc(earlier.At)}: {Screen.Safe(earlier.Reason)}");
            screen.Line("Nothing is changed.");
            return;
        }

        screen.Line(isDryRun ? "This would be withdrawn; nothing is changed:" : isDone ? "Withdrawn:" : "This was withdrawn by somebody else just now:");
        foreach (RetractedEdition edition in editions)
        {
            string entries = edition.Entries == 1 ? "1 entry" : $"{edition.Entries} entries";
            screen.Line(Screen.Safe(
                $"  {edition.Schedule} {edition.Date:yyyy-MM-dd}: {edition.What} ({entries} with nothing left; letters: {edition.Letters.Sent} sent, {edition.Letters.Open} open)"));
        }

        if (editions.Count == 0)
        {
            screen.Line("  No edition has told of it, and none will.");
        }
        else if (isDone)
        {
            screen.Line("Pages, feeds and letters that have not gone out are without it from now on; the next edition says so.");
        }
    }

    private static void List(Screen screen, Retractions known, bool isJson)
    {
        if (isJson)
        {
            screen.Json(known.All.Select(r => new { r.Id, r.Kind, r.Schedule, r.Date, r.Entry, r.Article, r.Reason, r.At }));
            return;
        }

        foreach (Retraction retraction in known.All)
        {
            string what = retraction.Kind switch
            {
                RetractionKind.Article => $"article {retraction.Article}",
                RetractionKind.Edition => $"edition {retraction.Schedule} {retraction.Date:yyyy-MM-dd}",
                _ => $"point {retraction.Schedule} {retraction.Date:yyyy-MM-dd} {retraction.Entry}{(retraction.Article is null ? "" : $", only of article {retraction.Article}")}",
            };
            screen.Line(Screen.Safe($"{Utc(retraction.At)}  {what}: {retraction.Reason}"));
        }

        if (known.All.Count == 0)
        {
            screen.Line("Nothing was taken back.");
        }
    }

    private static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static Settings SettingsOf(ParseResult parsed) => SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.Storage);

    private static Task<LocalStorage> OpenAsync(Screen screen, Settings settings, CancellationToken cancellationToken) => LocalStorage.OpenAsync(
        settings.Storage, Workplace.StorageFolder, settings.Storage.AzuritePort, TimeProvider.System, new Told(screen), cancellationToken);

    private static async Task<EditionRequest> EditionAsync(
        EditionShelf editions, ParseResult parsed, Argument<DateOnly?> date, CancellationToken cancellationToken) => new(
            CommandLine.ScheduleAmong(await editions.SchedulesAsync(cancellationToken), parsed.GetValue(Schedule)),
            parsed.GetRequiredValue(date)!.Value);
}
