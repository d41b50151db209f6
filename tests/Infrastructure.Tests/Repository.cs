using System.Reflection;
using System.Text.RegularExpressions;

namespace Infrastructure.Tests;

/// <summary>The files that the tests read.</summary>
internal static partial class Repository
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Metadata("Repository");

    /// <summary>All Bicep files.</summary>
    public static IReadOnlyList<string> BicepFiles { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "infra"), "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>A file's text.</summary>
    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>The Azure app's source, one text per file.</summary>
    public static IReadOnlyList<string> AppSources() => Sources("DigestFunctions");

    /// <summary>The source of a project, or of all, one text per file.</summary>
    public static IReadOnlyList<string> Sources(string project = "")
    {
        string folder = Path.Combine(Root, "src", project);
        return [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText)];
    }

    /// <summary>The names of the Azure app's functions.</summary>
    public static IReadOnlySet<string> Functions() =>
        AppSources().SelectMany(s => FunctionName().Matches(s)).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>A value that the project file wrote into this assembly.</summary>
    public static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    [GeneratedRegex(@"\[Function\(nameof\((?<name>\w+)\)\)\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FunctionName();
}
