using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Infrastructure.Tests;

/// <summary>The pinned Bicep program.</summary>
internal static class BicepProgram
{
    private static readonly string Executable = Repository.Metadata("Bicep");

    private static readonly Lazy<JsonNode> MainTemplate = new(() => Build("main.bicep"));
    private static readonly Lazy<JsonNode> EventsTemplate = new(() => Build("events.bicep"));

    /// <summary>Skips the calling test where the program cannot run.</summary>
    public static void SkipIfMissing() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
        "The Bicep program is pinned for Linux on x64 only.");

    /// <summary>What compiler and linter have to say about all files; empty if nothing.</summary>
    public static string Lint()
    {
        (int _, string output, string faults) = Run("lint", "--pattern", Path.Combine(Repository.Root, "infra", "**", "*.bicep"));
        return (output + faults).Trim();
    }

    /// <summary>The compiled template of infra/main.bicep, with its modules.</summary>
    public static JsonNode Main => Built(MainTemplate);

    /// <summary>The compiled template of infra/events.bicep.</summary>
    public static JsonNode Events => Built(EventsTemplate);

    /// <summary>What a deployment of main.bicep would make, as far as it can be told without Azure.</summary>
    /// <param name="parameters">Values in Bicep's notation for those that a deployment must give, or gives differently.</param>
    public static JsonNode Snapshot(IReadOnlyDictionary<string, string> parameters)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("digest-infra-");
        try
        {
            string file = Path.Combine(folder.FullName, "main.bicepparam");
            string template = Path.GetRelativePath(folder.FullName, Path.Combine(Repository.Root, "infra", "main.bicep"));
            File.WriteAllLines(file, [$"using '{template}'", .. parameters.Select(p => $"param {p.Key} = {p.Value}")]);
            (int exitCode, string output, string faults) = Run(
                "snapshot",
                file,
                "--mode", "overwrite",
                "--subscription-id", "11111111-1111-1111-1111-111111111111",
                "--tenant-id", "22222222-2222-2222-2222-222222222222",
                "--location", "westeurope");
            Assert.True(exitCode == 0, output + faults);
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "main.snapshot.json")))!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonNode Built(Lazy<JsonNode> template)
    {
        SkipIfMissing();
        return template.Value;
    }

    private static JsonNode Build(string name)
    {
        (int exitCode, string output, string faults) = Run("build", Path.Combine(Repository.Root, "infra", name), "--stdout");
        Assert.Equal((0, ""), (exitCode, faults));
        return JsonNode.Parse(output)!;
    }

    private static (int ExitCode, string Output, string Faults) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Executable, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> faults = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, faults.GetAwaiter().GetResult());
    }
}
