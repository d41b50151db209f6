using System.Security.Cryptography;

namespace DigestFunctions.Local.LocalTools;

/// <summary>
/// The tools of the local run that come from npm, pinned by <c>eng/package-lock.json</c> and installed beside it the
/// first time they are needed. Several processes may ask at once: one installs, the others wait.
/// </summary>
public sealed class NodeTools
{
    private const string Usual = "Azurite";
    private const string LockFile = "package-lock.json";

    // What the system says when another process has the file: EAGAIN on Linux and on macOS, sharing violations on Windows.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string _name;

    private NodeTools(string name, string folder, NodePrograms node)
    {
        _name = name;
        Folder = folder;
        Node = node;
    }

    /// <summary>The folder with <c>package.json</c> and <c>node_modules</c>.</summary>
    public string Folder { get; }

    /// <summary>The Node.js that runs them.</summary>
    public NodePrograms Node { get; }

    /// <summary>Finds Node.js and the tools, and installs them if they are not installed as the lock file says.</summary>
    /// <param name="progress">Told in one line what takes long; may be null.</param>
    /// <param name="cancellationToken">Ends the call, and an installation with it.</param>
    /// <exception cref="LocalToolsException">Node.js is missing, or the installation fails.</exception>
    public static Task<NodeTools> PrepareAsync(IProgress<string>? progress, CancellationToken cancellationToken) =>
        PrepareAsync(
            FindFolder(AppContext.BaseDirectory), Environment.GetEnvironmentVariable("PATH"), progress, cancellationToken);

    /// <summary>As above, for a folder and a search path of one's own.</summary>
    public static Task<NodeTools> PrepareAsync(
        string folder, string? searchPath, IProgress<string>? progress, CancellationToken cancellationToken) =>
        PrepareAsync(Usual, folder, searchPath, progress, cancellationToken);

    /// <summary>As above, for other tools than those of the local run.</summary>
    /// <param name="name">What is installed, for people.</param>
    /// <param name="folder">The folder with <c>package.json</c> and its lock file.</param>
    /// <param name="searchPath">Folders as in the variable PATH.</param>
    /// <param name="progress">Told in one line what takes long; may be null.</param>
    /// <param name="cancellationToken">Ends the call, and an installation with it.</param>
    public static async Task<NodeTools> PrepareAsync(
        string name, string folder, string? searchPath, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        NodePrograms node = await NodePrograms.FindAsync(name, searchPath, cancellationToken);
        NodeTools tools = new(name, folder, node);
        string pinned = Convert.ToHexStringLower(
            SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, LockFile), cancellationToken)));
        if (!tools.IsInstalled(pinned))
        {
            await using FileStream alone = await tools.WaitForTurnAsync(progress, cancellationToken);
            if (!tools.IsInstalled(pinned))
            {
                await tools.InstallAsync(NodePrograms.FindNpm(name, searchPath), pinned, progress, cancellationToken);
            }
        }

        return tools;
    }

    /// <summary>The folder <c>eng</c> of this installation: beside the program, or in the source tree it was built in.</summary>
    /// <exception cref="LocalToolsException">There is none.</exception>
    public static string FindFolder(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "eng");
            if (File.Exists(Path.Combine(candidate, LockFile)))
            {
                return candidate;
            }
        }

        throw new LocalToolsException($"The folder eng with {LockFile} was not found in {start} or above it; it belongs to this program.");
    }

    /// <summary>Starts a script under Node.js. It ends in good order when this process does, however it does.</summary>
    /// <param name="script">The script's path below <see cref="Folder"/>, with '/'.</param>
    /// <param name="arguments">The script's arguments.</param>
    /// <param name="folder">The folder it starts in.</param>
    /// <param name="environment">Variables to set, or with null to take away.</param>
    /// <exception cref="LocalToolsException">It cannot be started.</exception>
    public ChildProcess Start(
        string script, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null)
    {
        Uri preload = new(Path.Combine(Folder, "ends-with-parent.mjs"));
        return ChildProcess.Start(
            Node.Node, ["--import", preload.AbsoluteUri, Path.Combine(Folder, script), .. arguments], folder, environment);
    }

    /// <summary>Starts a script that reads its standard input, and that has to end by itself when that ends.</summary>
    /// <exception cref="LocalToolsException">It cannot be started.</exception>
    public ChildProcess StartReader(string script) => ChildProcess.Start(Node.Node, [Path.Combine(Folder, script)], Folder);

    private bool IsInstalled(string pinned) =>
        File.Exists(StampPath) && string.Equals(File.ReadAllText(StampPath), pinned, StringComparison.Ordinal);

    private string StampPath => Path.Combine(Folder, "node_modules", ".installed");

    private async Task<FileStream> WaitForTurnAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Folder, ".installing");
        bool told = false;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (InUse.Contains(e.HResult))
            {
                if (!told)
                {
                    progress?.Report($"Waiting for another process that installs {_name}…");
                    told = true;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new LocalToolsException($"{_name} cannot be installed, {Folder} cannot be written to: {e.Message}", e);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task InstallAsync(
        string npm, string pinned, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report($"Installing {_name} with npm, once; this takes about a minute…");
        await using ChildProcess installing = ChildProcess.Start(npm, ["ci"], Folder);
        int exitCode = await installing.WaitAsync(cancellationToken);
        if (exitCode != 0)
        {
            throw new LocalToolsException(
                $"{_name} could not be installed: 'npm ci' in {Folder} ended with exit code {exitCode}. {installing.LastLines}");
        }

        await File.WriteAllTextAsync(StampPath, pinned, cancellationToken);
    }
}
