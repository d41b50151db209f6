using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ArticleDigest.Analysis;
using ArticleDigest.Azure;
using ArticleDigest.Hosting.Configuration;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.LocalTools;

namespace DigestFunctions.Local.Commands;

/// <summary>The command line <c>digest</c>. Exit codes: 0 done; 1 the work failed; 2 bad usage or configuration.</summary>
internal static class CommandLine
{
    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or configuration.</summary>
    public const int BadUsage = 2;

    /// <summary>The option that names the configuration file, on every command.</summary>
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = $"The configuration file; {SettingsFile.DefaultName} in the current folder if it is there.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>The option that puts another analyst in charge than the configuration does, on the commands that analyse files.</summary>
    public static Option<string?> Analyst { get; } = new("--analyst")
    {
        Description = $"Who reads: {AnalysisOptions.Extractive}, or {AnalysisOptions.ByChat} with the model that Analysis:Chat names; otherwise as configured.",
        HelpName = $"{AnalysisOptions.Extractive}|{AnalysisOptions.ByChat}",
    };

    /// <summary>What the command line says of the analyst.</summary>
    public static (string Key, string? Value) SaysAnalyst(ParseResult parsed) => ($"{AnalysisOptions.Section}:{nameof(AnalysisOptions.Analyst)}", parsed.GetValue(Analyst));

    /// <summary>The date that a command was given; null, and an error of the command line, if it is none.</summary>
    public static DateOnly? DateIn(ArgumentResult result, string name)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        result.AddError($"{name} is '{result.Tokens[0].Value}'; give a date such as 2026-03-01.");
        return null;
    }

    /// <summary>The schedule that is meant, of those that storage knows: others have no editions.</summary>
    /// <param name="schedules">Those that storage knows.</param>
    /// <param name="name">What the command was given; null if nothing.</param>
    public static string ScheduleAmong(IReadOnlyList<string> schedules, string? name)
    {
        string known = schedules.Count == 0 ? "none: no edition has been made in this storage" : string.Join(", ", schedules);
        return (name, schedules.Count) switch
        {
            (null, 1) => schedules[0],
            (null, _) => throw new BadUsageException($"Name a schedule with --schedule; there is {known}."),
            _ when schedules.Contains(name, StringComparer.Ordinal) => name,
            _ => throw new BadUsageException($"There is no schedule {name}; there is {known}."),
        };
    }

    /// <summary>Runs a command line to its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        Screen screen = new();
        RootCommand root = new("Turns dropped articles into a daily digest of who proposes what and who criticises whom.")
        {
            DemoCommand.Create(screen),
            RunCommand.Create(screen),
            AddCommand.Create(screen),
            AnalyzeCommand.Create(screen),
            EvaluateCommand.Create(screen),
            SendCommand.Create(screen),
            StatusCommand.Create(screen),
            ReprocessCommand.Create(screen),
            RetractCommand.Create(screen),
            PositionsCommand.Create(screen),
            RecipientsCommand.Create(screen),
            ExportCommand.Create(screen),
            DoctorCommand.Create(screen),
        };
        root.Options.Add(Config);

        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (string fault in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
            {
                screen.Fault(fault);
            }

            screen.Remark("'digest --help' lists the commands, 'digest COMMAND --help' the options of one.");
            return BadUsage;
        }

        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        return await RunAsync(parsed, screen, stop.Token);
    }

    private static async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                cancellationToken);
        }
        catch (BadConfigurationException e)
        {
            foreach (string fault in e.Faults)
            {
                screen.Fault(fault);
            }

            return BadUsage;
        }
        catch (BadUsageException e)
        {
            screen.Fault(e.Message);
            return BadUsage;
        }
        catch (Exception e) when (e is LocalToolsException or StorageRefusedException or ModelAwayException or JsonException or IOException or UnauthorizedAccessException)
        {
            screen.Fault(e.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Remark("Interrupted. Nothing is lost: what was under way is taken up again.");
            return Failed;
        }
#pragma warning disable CA1031 // The last resort: one line and an exit code instead of a crash.
        catch (Exception e)
        {
            screen.Fault($"This failed unexpectedly: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            return Failed;
        }
#pragma warning restore CA1031
    }

    /// <summary>The first signal asks for a good end; a second one is left to the system.</summary>
    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}

/// <summary>The command was used wrongly; exit code 2.</summary>
internal sealed class BadUsageException(string message) : Exception(message);
