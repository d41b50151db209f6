using System.CommandLine;
using System.Text.Json;
using ArticleDigest.Analysis;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using Azure.Identity;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Hosting;
using DigestFunctions.Local.LocalTools;
using Spectre.Console;

namespace DigestFunctions.Local.Commands;

/// <summary>What the doctor found of one thing.</summary>
internal sealed record Finding(string What, Health Health, string Detail);

/// <summary>How well a thing is.</summary>
internal enum Health
{
    /// <summary>It works.</summary>
    Well,

    /// <summary>It works, with something to know.</summary>
    Note,

    /// <summary>It does not work.</summary>
    Ill,
}

/// <summary><c>digest doctor</c>: whether all that the product needs is there and answers.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Command Create(Screen screen)
    {
        Option<bool> json = new("--json") { Description = "Print JSON instead of a table." };
        Command command = new("doctor", "Check storage, mail server, tools and schedules.") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.All),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Settings settings, bool isJson, CancellationToken cancellationToken)
    {
        List<Finding> findings =
        [
            new("Configuration", Health.Well, "valid"),
            await CheckToolsAsync(settings, cancellationToken),
            await CheckStorageAsync(settings, cancellationToken),
            await CheckMailAsync(settings.Mail, cancellationToken),
            .. await CheckModelAsync(settings.Analysis, cancellationToken),
            .. await CheckEmbeddingsAsync(settings.Digest.Embeddings, cancellationToken),
            .. await CheckRecipientsAsync(settings, cancellationToken),
            .. CheckLinks(settings.Mail),
        ];

        if (isJson)
        {
            screen.Json(findings);
        }
        else
        {
            Show(screen, findings);
        }

        return findings.Exists(f => f.Health == Health.Ill) ? CommandLine.Failed : 0;
    }

    private static async Task<Finding> CheckToolsAsync(Settings settings, CancellationToken cancellationToken)
    {
        Health ifMissing = settings.Storage.IsConfigured ? Health.Note : Health.Ill;
        try
        {
            NodeTools tools = await NodeTools.PrepareAsync(null, cancellationToken);
            return new Finding("Node.js", Health.Well, $"{tools.Node.Node}, tools in {tools.Folder}");
        }
        catch (LocalToolsException e)
        {
            return new Finding("Node.js", ifMissing, $"{e.Message}{(settings.Storage.IsConfigured ? " Not needed with the storage configured." : "")}");
        }
    }

    private static async Task<Finding> CheckStorageAsync(Settings settings, CancellationToken cancellationToken)
    {
        BlobStorage storage = StorageOf(settings);
        try
        {
            return await storage.FindFaultAsync(cancellationToken) switch
            {
                null => new Finding("Storage", Health.Well, $"{storage.Endpoint} answers"),
                { } fault when settings.Storage.IsConfigured => new Finding("Storage", Health.Ill, $"{storage.Endpoint} does not answer: {fault}"),
                _ => new Finding("Storage", Health.Note, $"none is configured and no Azurite runs on port {settings.Storage.AzuritePort}; commands start one on {Workplace.StorageFolder}"),
            };
        }
        catch (StorageRefusedException e)
        {
            return new Finding("Storage", Health.Ill, e.Message);
        }
    }

    private static BlobStorage StorageOf(Settings settings) => BlobStorage.Connect(settings.Storage.IsConfigured
        ? settings.Storage
        : new StorageOptions { ConnectionString = AzuriteProcess.ConnectionStringOf(settings.Storage.AzuritePort) });

    private static async Task<Finding> CheckMailAsync(MailOptions options, CancellationToken cancellationToken)
    {
        if (options.Service.Length == 0)
        {
            string folder = options.PickupFolder.Length > 0 ? options.PickupFolder : Path.Combine(Workplace.DataFolder, "mail");
            return new Finding("Mail", Health.Well, $"letters go as .eml files into {Path.GetFullPath(folder)}; set Mail:Host to send them");
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        return await FindFaultAsync(options, patience.Token) is { } fault
            ? new Finding("Mail", Health.Ill, $"the mail server {options.Service} cannot be used: {fault}")
            : new Finding("Mail", Health.Well, $"the mail server {options.Service} answers{(options.User.Length + options.AcsEndpoint.Length > 0 ? " and accepts the login" : "")}");
    }

    private static async Task<string?> FindFaultAsync(MailOptions options, CancellationToken cancellationToken)
    {
        if (options.AcsEndpoint.Length > 0)
        {
            return await new AcsPostman(options, new DefaultAzureCredential(), TimeProvider.System).FindFaultAsync(cancellationToken);
        }

        await using SmtpPostman postman = new(options, TimeProvider.System);
        return await postman.FindFaultAsync(cancellationToken);
    }

    private static async Task<Finding[]> CheckModelAsync(AnalysisOptions options, CancellationToken cancellationToken)
    {
        if (!options.IsChat)
        {
            return [];
        }

        (bool works, string detail) = await ModelCheck.AskAsync(options.Chat, cancellationToken);
        return [new Finding("Model", works ? Health.Well : Health.Ill, detail)];
    }

    // Editions go out without it, and say so; but somebody wanted it.
    private static async Task<Finding[]> CheckEmbeddingsAsync(EmbeddingOptions options, CancellationToken cancellationToken)
    {
        if (!options.IsOn)
        {
            return [];
        }

        (bool works, string detail) = await ModelCheck.AskAsync(options, cancellationToken);
        return [new Finding("Embeddings", works ? Health.Well : Health.Ill, detail)];
    }

    private static async Task<IEnumerable<Finding>> CheckRecipientsAsync(Settings settings, CancellationToken cancellationToken)
    {
        IEnumerable<KeyValuePair<string, ScheduleOptions>> schedules = settings.Digest.Schedules.OrderBy(s => s.Key, StringComparer.Ordinal);
        try
        {
            BlobStorage storage = StorageOf(settings);
            if (await storage.FindFaultAsync(cancellationToken) is not null)
            {
                return schedules.Select(s => CheckSchedule(s.Key, s.Value, $"{ScheduleWording.Count(s.Value.Recipients.Count)} by configuration; the storage's list cannot be looked at", Health.Note));
            }

            RecipientSurvey survey = await new RecipientDesk(storage.Containers.Digest, settings.Digest, TimeProvider.System).SurveyAsync(cancellationToken);
            int active = survey.Recipients.Count(r => r.Suppression is null && r.Places.Count > 0);
            string detail = $"{active} of {survey.Recipients.Count} get letters; 'digest recipients list' has them";
            return schedules
                .Select(s => (s, Count: survey.Recipients.Count(r => r.Suppression is null && r.Places.Any(p => string.Equals(p.Schedule, s.Key, StringComparison.Ordinal)))))
                .Select(s => CheckSchedule(s.s.Key, s.s.Value, ScheduleWording.Count(s.Count), s.Count == 0 ? Health.Ill : Health.Well))
                .Prepend(survey.Faults.Count == 0
                    ? new Finding("Recipients", Health.Well, detail)
                    : new Finding("Recipients", Health.Ill, $"{detail}. {string.Join(" ", survey.Faults)}"));
        }
        catch (Exception e) when (e is StorageRefusedException or IOException)
        {
            return schedules.Select(s => CheckSchedule(s.Key, s.Value, $"{ScheduleWording.Count(s.Value.Recipients.Count)} by configuration; the storage's list cannot be looked at", Health.Note));
        }
        catch (JsonException e)
        {
            return [new Finding("Recipients", Health.Ill, e.Message)];
        }
    }

    private static Finding CheckSchedule(string name, ScheduleOptions schedule, string recipients, Health health)
    {
        DateTimeOffset next = new DigestCalendar(schedule).Next(TimeProvider.System.GetUtcNow(), null);
        return new Finding(
            $"Schedule {name}", health, $"{recipients}; next {next:yyyy-MM-dd HH:mm} UTC ({schedule.SendAt} {schedule.Zone})");
    }

    /// <summary>What letters can link to, and what a mail service wants to see before it offers to unsubscribe by one click.</summary>
    private static Finding[] CheckLinks(MailOptions options)
    {
        if (options.Archive is null)
        {
            return
            [
                new Finding("Archive link", Health.Note, "Mail:PublicUrl is not set, so letters have no link to the archive; it is needed only if recipients can reach the pages."),
                new Finding("Unsubscribing", Health.Note, "without Mail:PublicUrl, a public https address, letters have neither List-Unsubscribe nor a link for it; tell recipients another way, and use 'digest recipients suppress'."),
            ];
        }

        if (!new SignedLinks(options).CanSign)
        {
            return [new Finding("Unsubscribing", Health.Note, "without a key in Mail:TokenKeys letters have neither List-Unsubscribe nor a link for it, and the Functions app does not open the link to the archive.")];
        }

        string domain = options.Sender[(options.Sender.LastIndexOf('@') + 1)..];
        return
        [
            new Finding(
                "Unsubscribing",
                Health.Note,
                $"letters have List-Unsubscribe and List-Unsubscribe-Post (RFC 8058). Mail programs offer the button only if a DKIM signature covers both: look at a letter you got for 'DKIM-Signature' with d={domain} (or a domain it belongs to), and for both names in its h=."),
        ];
    }

    private static void Show(Screen screen, List<Finding> findings)
    {
        Table table = new Table { Border = TableBorder.Rounded }.AddColumns("", "", "");
        table.HideHeaders();
        foreach (Finding finding in findings)
        {
            string mark = finding.Health switch
            {
                Health.Well => "[green]well[/]",
                Health.Note => "[yellow]note[/]",
                _ => "[red]ill[/]",
            };
            table.AddRow(mark, Screen.Safe(finding.What), Screen.Safe(finding.Detail));
        }

        screen.Out.Write(table);
    }
}
