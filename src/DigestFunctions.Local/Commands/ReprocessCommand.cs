using System.CommandLine;
using ArticleDigest.Articles;
using ArticleDigest.Hosting.Configuration;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest reprocess</c>: has drops worked on anew that were concluded before.</summary>
internal static class ReprocessCommand
{
    public static Command Create(Screen screen)
    {
        Argument<string[]> names = new("DROP") { Description = "Drops, by their names in the container.", Arity = ArgumentArity.ZeroOrMore };
        Option<OutcomeStatus?> status = new("--status") { Description = "Besides, all drops that ended like this, such as failed." };
        Option<bool> json = new("--json") { Description = "Print JSON." };
        Command command = new("reprocess", "Have drops worked on anew; the next edition tells what they come to.") { names, status, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.Storage),
            parsed.GetValue(names) ?? [],
            parsed.GetValue(status),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Screen screen, Settings settings, string[] names, OutcomeStatus? status, bool isJson, CancellationToken cancellationToken)
    {
        if (names.Length == 0 && status is null)
        {
            throw new BadUsageException("Name at least one drop, or a status with --status.");
        }

        await using LocalStorage storage = await LocalStorage.OpenAsync(
            settings.Storage, Workplace.StorageFolder, settings.Storage.AzuritePort, TimeProvider.System, new Told(screen), cancellationToken);
        ReceiptBook receipts = new(storage.Blobs.Containers, settings.Articles, TimeProvider.System);
        SortedSet<string> wanted = new(names, StringComparer.Ordinal);
        DropSurvey survey = new(storage.Blobs.Containers, receipts);
        await foreach (DropState drop in survey.GoThroughAsync(cancellationToken).Where(d => status is not null && d.Outcome == status))
        {
            wanted.Add(drop.Name);
        }

        List<string> reopened = [];
        foreach (string name in wanted)
        {
            if (await receipts.ReopenAsync(name, cancellationToken))
            {
                reopened.Add(name);
            }
        }

        string[] left = [.. wanted.Except(reopened, StringComparer.Ordinal)];
        Tell(screen, isJson, reopened, left);
        return left.Length == 0 ? 0 : CommandLine.Failed;
    }

    private static void Tell(Screen screen, bool isJson, List<string> reopened, string[] left)
    {
        if (isJson)
        {
            screen.Json(new { Reopened = reopened, Left = left });
            return;
        }

        foreach (string name in left)
        {
            screen.Fault($"{name} has no final receipt: it is unknown, or still to be worked on.");
        }

        screen.Line($"{reopened.Count} drops will be worked on anew by 'digest run', 'digest send' or the app's next sweep.");
    }
}
