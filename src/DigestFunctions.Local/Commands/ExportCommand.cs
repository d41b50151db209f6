using System.CommandLine;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Export;
using DigestFunctions.Local.Hosting;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest export</c>: writes the archive as files.</summary>
internal static class ExportCommand
{
    public static Command Create(Screen screen)
    {
        Argument<string> folder = new("FOLDER") { Description = "A new or empty folder, or one that was exported to before." };
        Option<string?> schedule = new("--schedule") { Description = "Only this schedule; otherwise all.", HelpName = "NAME" };
        Option<DateOnly?> since = new("--since")
        {
            Description = "Only editions from this date on.",
            HelpName = "DATE",
            CustomParser = result => CommandLine.DateIn(result, "--since"),
        };
        Option<string?> language = new("--language")
        {
            Description = "The language of the words around articles' words; otherwise that of each edition.",
            HelpName = string.Join('|', ScheduleOptions.Languages),
        };
        language.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: { } code }] && !ScheduleOptions.Languages.Contains(code, StringComparer.Ordinal))
            {
                result.AddError($"--language is '{code}'; give one of {string.Join(", ", ScheduleOptions.Languages)}.");
            }
        });
        Option<bool> force = new("--force") { Description = "Write beside other things that are in the folder; they stay as they are." };
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        Command command = new("export", "Write the archive as files that a browser opens without this program.") { folder, schedule, since, language, force, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Settings settings = SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.Storage);
            await using LocalStorage storage = await LocalStorage.OpenAsync(
                settings.Storage, Workplace.StorageFolder, settings.Storage.AzuritePort, TimeProvider.System, new Told(screen), cancellationToken);
            IRecords digest = storage.Blobs.Containers.Digest;
            EditionShelf editions = new(digest);
            IReadOnlyList<string> schedules = await editions.SchedulesAsync(cancellationToken);
            ExportRequest request = new(
                parsed.GetValue(schedule) is { } name ? [CommandLine.ScheduleAmong(schedules, name)] : schedules,
                parsed.GetValue(since),
                parsed.GetValue(language));
            ExportFolder opened = ExportFolder.Open(parsed.GetRequiredValue(folder), parsed.GetValue(force));
            await foreach (ArchiveFile file in new ArchiveExport(digest).FilesAsync(request, cancellationToken))
            {
                opened.Write(file);
            }

            ExportedFolder done = opened.Finish();
            string index = Path.Combine(opened.Path, PageAddresses.FileOf(PageAddresses.IndexPath));
            if (parsed.GetValue(json))
            {
                screen.Json(new { Folder = opened.Path, Index = index, done.Files, done.Changed, done.Removed });
            }
            else
            {
                screen.Line($"{done.Files} files; {done.Changed} are new or changed, {done.Removed} removed.");
                screen.Line($"Open {Screen.Safe(index)}");
            }

            return 0;
        });
        return command;
    }
}
