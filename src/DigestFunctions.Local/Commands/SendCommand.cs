using System.CommandLine;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;
using MimeKit;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest send</c>: works through all drops, then sends the edition of a date now.</summary>
internal static class SendCommand
{
    public static Command Create(Screen screen)
    {
        Option<DateOnly?> date = new("--date")
        {
            Description = "The edition's date, yyyy-MM-dd; today in the schedule's zone unless given.",
            CustomParser = result => CommandLine.DateIn(result, "--date"),
        };
        Option<string?> schedule = new("--schedule") { Description = "The schedule; needed only where there are several.", HelpName = "NAME" };
        Option<bool> dryRun = new("--dry-run") { Description = "Work through the drops and show the letter; make no edition and send nothing." };
        Option<bool> uncertain = new("--uncertain") { Description = "Send again the letters of which nobody knows whether they arrived." };
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        Command command = new("send", "Send the edition of a date now.") { date, schedule, dryRun, uncertain, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(dryRun) && parsed.GetValue(uncertain))
            {
                throw new BadUsageException("--dry-run and --uncertain do not go together; give one of them.");
            }

            Settings settings = SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.All);
            string name = Choose(settings.Digest, parsed.GetValue(schedule));
            DigestCalendar calendar = new(settings.Digest.Schedules[name]);
            DateOnly today = calendar.DateOf(TimeProvider.System.GetUtcNow());
            EditionRequest request = new(name, parsed.GetValue(date) ?? today);
            return request.Date > today
                ? throw new BadUsageException($"--date is {request.Date:yyyy-MM-dd}, which is still to come; today is {today:yyyy-MM-dd} in {settings.Digest.Schedules[name].Zone}.")
                : RunAsync(screen, settings, request, parsed.GetValue(dryRun), parsed.GetValue(uncertain), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static string Choose(DigestOptions options, string? name)
    {
        string known = string.Join(", ", options.Schedules.Keys.Order(StringComparer.Ordinal));
        return name is null
            ? options.Schedules.Count == 1 ? options.Schedules.Keys.Single() : throw new BadUsageException($"There are several schedules; name one with --schedule: {known}.")
            : options.Schedules.ContainsKey(name) ? name : throw new BadUsageException($"There is no schedule {name}; there is {known}.");
    }

    private static async Task<int> RunAsync(
        Screen screen, Settings settings, EditionRequest request, bool isDryRun, bool isUncertain, bool isJson, CancellationToken cancellationToken)
    {
        using ILoggerFactory loggers = Logs.ToErrorStream();
        await using Workplace place = await Workplace.OpenAsync(
            settings, Workplace.DataFolder, settings.Storage.AzuritePort, TimeProvider.System, loggers, new Told(screen), cancellationToken);
        if (isUncertain)
        {
            return await ResendAsync(screen, place, request, isJson, cancellationToken);
        }

        await DropProgress.SweepAsync(screen, place, null, cancellationToken);
        if (isDryRun)
        {
            Edition draft = await place.Pipeline.EditionSteps(cancellationToken).DraftAsync(request);
            MimeMessage letter = await place.Pipeline.Composer.ComposeAsync(draft, new Recipient("preview", "reader@localhost", ""));
            screen.Line(Screen.Safe(letter.Subject));
            foreach (string line in (letter.TextBody ?? "").ReplaceLineEndings("\n").Split('\n'))
            {
                screen.Line(Screen.Safe(line));
            }

            return 0;
        }

        SentEdition sent = await SentEdition.SendAsync(place, request, cancellationToken);
        if (isJson)
        {
            screen.Json(sent);
        }
        else
        {
            screen.Line(Screen.Safe(sent.Tell()));
            if (place.MailFolder is { } folder && sent.State == SentState.Sent)
            {
                screen.Line($"The letters are in {Screen.Safe(folder)}.");
            }
        }

        return sent.IsDone ? 0 : CommandLine.Failed;
    }

    private static async Task<int> ResendAsync(
        Screen screen, Workplace place, EditionRequest request, bool isJson, CancellationToken cancellationToken)
    {
        IReadOnlyList<UncertainLetter> letters = await place.Pipeline.Ledger.UncertainAsync(
            request.Schedule, request.Date, place.Time.GetUtcNow(), cancellationToken);
        foreach (UncertainLetter letter in letters)
        {
            await place.Pipeline.Desk.ResendUncertainAsync(request.Schedule, letter.Date, letter.RecipientKey, cancellationToken);
        }

        List<SentEdition> editions = [];
        foreach (DateOnly date in letters.Select(l => l.Date).Distinct())
        {
            editions.Add(await SentEdition.SendAsync(place, request with { Date = date }, cancellationToken));
        }

        if (isJson)
        {
            screen.Json(new { Uncertain = letters, Editions = editions });
        }
        else
        {
            screen.Line(letters.Count == 1 ? "1 letter was uncertain and is sent again." : $"{letters.Count} letters were uncertain and are sent again.");
            editions.ForEach(edition => screen.Line(Screen.Safe(edition.Tell())));
        }

        return editions.TrueForAll(e => e.IsDone) ? 0 : CommandLine.Failed;
    }
}
