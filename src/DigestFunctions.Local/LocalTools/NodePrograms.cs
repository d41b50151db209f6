namespace DigestFunctions.Local.LocalTools;

/// <summary>Node.js as it is installed on this machine.</summary>
/// <param name="Node">The full path of <c>node</c>.</param>
/// <param name="Version">Its version.</param>
public sealed record NodePrograms(string Node, Version Version)
{
    /// <summary>The oldest major version that the tools run on.</summary>
    public const int OldestMajor = 20;

    private const string Usual = "Azurite";
    private const string HowToInstall = "install it from nodejs.org";

    /// <summary>Finds Node.js on the search path, for Azurite.</summary>
    /// <inheritdoc cref="FindAsync(string, string?, CancellationToken)"/>
    public static Task<NodePrograms> FindAsync(string? searchPath, CancellationToken cancellationToken) =>
        FindAsync(Usual, searchPath, cancellationToken);

    /// <summary>Finds Node.js on the search path.</summary>
    /// <param name="name">What is to run on it, for people.</param>
    /// <param name="searchPath">Folders as in the variable PATH.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LocalToolsException">There is none, or one that is too old.</exception>
    public static async Task<NodePrograms> FindAsync(string name, string? searchPath, CancellationToken cancellationToken)
    {
        string node = FindProgram(searchPath, OperatingSystem.IsWindows() ? "node.exe" : "node")
            ?? throw new LocalToolsException(
                $"Node.js {OldestMajor} or later is needed to run {name} on this machine and was not found; {HowToInstall}.");

        await using ChildProcess asked = ChildProcess.Start(node, ["--version"], Path.GetTempPath());
        await asked.WaitAsync(cancellationToken);
        string printed = asked.Output.TryRead(out string? line) ? line.Trim() : "";
        if (!Version.TryParse(printed.TrimStart('v'), out Version? version))
        {
            throw new LocalToolsException($"{node} --version printed '{printed}' in place of a version; {HowToInstall}.");
        }

        return version.Major >= OldestMajor
            ? new NodePrograms(node, version)
            : throw new LocalToolsException(
                $"Node.js {OldestMajor} or later is needed to run {name} on this machine; {node} is {version}; {HowToInstall}.");
    }

    /// <summary>The full path of npm, to install Azurite.</summary>
    /// <exception cref="LocalToolsException">There is none on the search path.</exception>
    public static string FindNpm(string? searchPath) => FindNpm(Usual, searchPath);

    /// <summary>The full path of npm, which comes with Node.js.</summary>
    /// <param name="name">What it is to install, for people.</param>
    /// <param name="searchPath">Folders as in the variable PATH.</param>
    /// <exception cref="LocalToolsException">There is none on the search path.</exception>
    public static string FindNpm(string name, string? searchPath) =>
        FindProgram(searchPath, OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        ?? throw new LocalToolsException(
            $"npm is needed once to install {name} and was not found; it comes with Node.js: {HowToInstall}.");

    private static string? FindProgram(string? searchPath, string fileName) =>
        (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => Path.Combine(folder, fileName))
            .FirstOrDefault(path => Path.IsPathFullyQualified(path) && File.Exists(path));
}
