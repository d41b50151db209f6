using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace DigestFunctions.Local.Commands;

/// <summary>A drop that was not analysed, and why.</summary>
internal sealed record DropReport(string Drop, string Status, string? Reason);

/// <summary>How a schedule stands.</summary>
internal sealed record ScheduleReport(
    string Schedule, DateOnly? LastEdition, DateTimeOffset? ClosedAt, LetterCounts? Letters, int Waiting, DateTimeOffset Next, IReadOnlyList<UncertainLetter> Uncertain);

/// <summary>Who gets no letters, and what is wrong with the list of recipients.</summary>
internal sealed record RecipientReport(IReadOnlyList<SuppressedRecipient> Suppressed, IReadOnlyList<string> Faults);

/// <summary><c>digest status</c>: where every drop and every schedule stands.</summary>
internal static class StatusCommand
{
    private const int ShownDrops = 40;
    private const int ShownSuppressed = 40;

    public static Command Create(Screen screen)
    {
        Option<bool> json = new("--json") { Description = "Print JSON instead of tables." };
        Command command = new("status", "Show where drops, editions and letters stand.") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.All),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Settings settings, bool isJson, CancellationToken cancellationToken)
    {
        await using Workplace place = await Workplace.OpenAsync(
            settings, Workplace.DataFolder, settings.Storage.AzuritePort, TimeProvider.System, NullLoggerFactory.Instance, new Told(screen), cancellationToken);

        // Counted from the listing of the drops, so that a receipt too few or too many would show.
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        List<DropReport> others = [];
        int received = 0;
        await foreach (DropState drop in place.Pipeline.Survey.GoThroughAsync(cancellationToken))
        {
            received++;
            string status = drop.Outcome?.ToString().ToLowerInvariant() ?? "pending";
            counts[status] = counts.GetValueOrDefault(status) + 1;
            if (drop.Outcome is not (OutcomeStatus.Analysed or OutcomeStatus.Duplicate))
            {
                others.Add(await ReportAsync(place, drop, status, cancellationToken));
            }
        }

        List<ScheduleReport> schedules = [];
        foreach ((string name, ScheduleOptions schedule) in settings.Digest.Schedules.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            schedules.Add(await ReportAsync(place, name, schedule, cancellationToken));
        }

        RecipientReport recipients = await ReportAsync(place, cancellationToken);
        if (isJson)
        {
            screen.Json(new
            {
                Received = received,
                Drops = counts,
                NotAnalysed = others,
                Schedules = schedules,
                Suppressed = recipients.Suppressed.Select(s => new { s.Address, s.Key, s.Suppression.Reason, Since = s.Suppression.At, s.Suppression.Detail }),
                RecipientFaults = recipients.Faults,
            });
        }
        else
        {
            Show(screen, received, counts, others, schedules);
            Show(screen, recipients);
        }

        return 0;
    }

    private static async Task<RecipientReport> ReportAsync(Workplace place, CancellationToken cancellationToken)
    {
        try
        {
            RecipientSurvey survey = await new RecipientDesk(place.Storage.Blobs.Containers.Digest, place.Settings.Digest, place.Time).SurveyAsync(cancellationToken);
            return new RecipientReport(survey.Suppressed, survey.Faults);
        }
        catch (JsonException e)
        {
            return new RecipientReport([], [e.Message]);
        }
    }

    private static async Task<DropReport> ReportAsync(
        Workplace place, DropState drop, string status, CancellationToken cancellationToken)
    {
        Receipt? receipt = await place.Pipeline.Receipts.ReadAsync(drop.Name, cancellationToken);
        string? reason = drop.Outcome is not null ? receipt?.Concluded?.Reason
            : receipt is { Concluded: null, IsWaiting: true, Until: { } until } ? string.Create(CultureInfo.InvariantCulture, $"waits, taken up again after {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            : receipt is { Concluded: null, Attempts: > 1 } ? $"attempt {receipt.Attempts}"
            : null;
        return new DropReport(drop.Name, status, reason);
    }

    private static async Task<ScheduleReport> ReportAsync(
        Workplace place, string name, ScheduleOptions schedule, CancellationToken cancellationToken)
    {
        DateTimeOffset now = place.Time.GetUtcNow();
        ScheduleState? state = await place.Pipeline.Shelf.StateAsync(name, cancellationToken);
        EditionRequest? last = state?.Current is { } date ? new EditionRequest(name, date) : null;
        return new ScheduleReport(
            name,
            last?.Date,
            last is null ? null : await place.Pipeline.Shelf.ClosedAtAsync(last, cancellationToken),
            last is null ? null : await place.Pipeline.Ledger.StatusAsync(name, last.Date, cancellationToken),
            await place.Pipeline.Compiler.CountWaitingAsync(name, cancellationToken),
            new DigestCalendar(schedule).Next(now, state?.Current),
            await place.Pipeline.Ledger.UncertainAsync(name, last?.Date, now, cancellationToken));
    }

    private static void Show(
        Screen screen, int received, SortedDictionary<string, int> counts, List<DropReport> others, List<ScheduleReport> schedules)
    {
        screen.Line($"[bold]{received}[/] drops received: {(received == 0 ? "none" : string.Join(", ", counts.Select(c => $"{c.Value} {c.Key}")))}.");
        if (others.Count > 0)
        {
            Table drops = new Table { Border = TableBorder.Rounded }.AddColumns("Drop", "Status", "Reason");
            foreach (DropReport drop in others.Take(ShownDrops))
            {
                drops.AddRow(Screen.Safe(drop.Drop), drop.Status, Screen.Safe(drop.Reason));
            }

            screen.Out.Write(drops);
            if (others.Count > ShownDrops)
            {
                screen.Line($"and {others.Count - ShownDrops} more; --json has them all.");
            }
        }

        Table table = new Table { Border = TableBorder.Rounded }
            .AddColumns("Schedule", "Last edition", "Closed", "Sent", "Open", "Refused", "Uncertain", "Waiting outcomes", "Next edition (UTC)");
        foreach (ScheduleReport report in schedules)
        {
            table.AddRow(
                report.Schedule,
                report.LastEdition is { } date ? $"{date:yyyy-MM-dd}" : "none yet",
                report.ClosedAt is { } closed ? $"{closed:yyyy-MM-dd HH:mm}" : report.LastEdition is null ? "" : "under way",
                $"{report.Letters?.Sent ?? 0}",
                $"{report.Letters?.Open ?? 0}",
                $"{report.Letters?.Refused ?? 0}",
                $"{report.Uncertain.Count}",
                $"{report.Waiting}",
                $"{report.Next:yyyy-MM-dd HH:mm}");
        }

        screen.Out.Write(table);
        foreach (UncertainLetter letter in schedules.SelectMany(s => s.Uncertain))
        {
            screen.Line($"[yellow]Uncertain:[/] the letter of {letter.Date:yyyy-MM-dd} to recipient {letter.RecipientKey}: {Screen.Safe(letter.Reason)}");
        }
    }

    private static void Show(Screen screen, RecipientReport recipients)
    {
        foreach (SuppressedRecipient suppressed in recipients.Suppressed.Take(ShownSuppressed))
        {
            screen.Line($"[yellow]No letters:[/] {Screen.Safe($"{suppressed.Address ?? $"key {suppressed.Key}"}: {RecipientsCommand.Words(suppressed.Suppression)}")}");
        }

        if (recipients.Suppressed.Count > ShownSuppressed)
        {
            screen.Line($"and {recipients.Suppressed.Count - ShownSuppressed} more who get no letters; --json has them all.");
        }

        foreach (string fault in recipients.Faults)
        {
            screen.Line($"[red]Recipients:[/] {Screen.Safe(fault)}");
        }
    }
}
