using Microsoft.Playwright;

namespace DigestFunctions.Browser.Tests;

/// <summary>The browser that is installed on this machine. None is ever downloaded.</summary>
internal static class Chromium
{
    /// <summary>The environment variable that names the program.</summary>
    public const string Variable = "CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Finds the program.</summary>
    /// <returns>Its path; null if there is none.</returns>
    public static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? File.Exists(named) ? named : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Starts it without a window. For root it runs without its sandbox, in which it does not start.</summary>
    public static Task<IBrowser> StartAsync(IPlaywright playwright, string program) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = program,
        ChromiumSandbox = !string.Equals(Environment.UserName, "root", StringComparison.Ordinal),
    });
}
