using System.Diagnostics;
using System.Text.Json;
using ArticleDigest.Evaluation;
using Xunit.Sdk;
using Xunit.v3;

namespace ArticleDigest.Tests.Evaluation;

/// <summary>
/// Compares with the reference scorer itself, a Python script that is not part of this repository. The test exists only
/// where the environment variable DIGEST_SCORER names the script and python3 is installed.
/// </summary>
public sealed class ReferenceScorerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [WithReferenceScorer]
    public void Every_case_gets_the_figures_that_the_reference_scorer_prints()
    {
        IEnumerable<IGrouping<double, ScoredCase>> groups = ScoredCase.Names.Select(ScoredCase.Read).GroupBy(c => c.Threshold);

        Assert.All(groups, group =>
        {
            JsonElement printed = Print([.. group], group.Key);
            Figures all = Figures.Sum(group.Select(c => c.Score()));
            Assert.Equal(NamedFigures.Of(printed.GetProperty("groups").GetProperty("all")), NamedFigures.Of(all));
            Assert.All(group, c => Assert.Equal(NamedFigures.Of(printed.GetProperty("articles").GetProperty(c.Name)), NamedFigures.Of(c.Score())));
            Assert.All(group, c => Assert.Equal(NamedFigures.Of(c.Expected), NamedFigures.Of(printed.GetProperty("articles").GetProperty(c.Name))));
        });
    }

    private JsonElement Print(IReadOnlyList<ScoredCase> cases, double threshold)
    {
        string set = Path.Combine(_folder.FullName, threshold.ToString(System.Globalization.CultureInfo.InvariantCulture));
        string[] folders = ["articles", "gold", "analyses"];
        Assert.All(folders, folder => Directory.CreateDirectory(Path.Combine(set, folder)));
        foreach (ScoredCase scored in cases)
        {
            File.WriteAllText(Path.Combine(set, "articles", $"{scored.Name}.{scored.Form}"), scored.Article);
            File.WriteAllBytes(Path.Combine(set, "gold", $"{scored.Name}.json"), ScoredCase.Bytes(scored.Gold));
            File.WriteAllBytes(Path.Combine(set, "analyses", $"{scored.Name}.json"), ScoredCase.Bytes(scored.Prediction));
        }

        string[] arguments =
        [
            "-B", WithReferenceScorerAttribute.Scorer!, "--gold", set, "--pred", Path.Combine(set, "analyses"), "--json",
            "--threshold", threshold.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ];
        using Process python = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        return JsonDocument.Parse(output).RootElement;
    }
}

/// <summary>A test that is there only with the reference scorer.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(WithReferenceScorerDiscoverer))]
internal sealed class WithReferenceScorerAttribute(
    [System.Runtime.CompilerServices.CallerFilePath] string? file = null, [System.Runtime.CompilerServices.CallerLineNumber] int line = -1)
    : FactAttribute(file, line)
{
    /// <summary>The script; null if it or Python is missing.</summary>
    public static string? Scorer { get; } =
        Environment.GetEnvironmentVariable("DIGEST_SCORER") is { Length: > 0 } script && File.Exists(script) && HasPython() ? script : null;

    private static bool HasPython()
    {
        try
        {
            using Process python = Process.Start(new ProcessStartInfo("python3", ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>Finds such tests, or none.</summary>
public sealed class WithReferenceScorerDiscoverer : FactDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        WithReferenceScorerAttribute.Scorer is null ? new([]) : base.Discover(discoveryOptions, testMethod, factAttribute);
}
