using System.Reflection;
using System.Text.Json;
using DigestFunctions.Local.LocalTools;

namespace Benchmarks;

/// <summary>Another library's script in a Node.js of its own: it reads its task from a file, then answers each line with a line.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    private readonly string _name;
    private readonly NodeTools _tools;
    private readonly ChildProcess _node;
    private readonly string _task;

    private NodeScript(string name, NodeTools tools, ChildProcess node, string task) => (_name, _tools, _node, _task) = (name, tools, node, task);

    /// <summary>The version of Node.js.</summary>
    public Version NodeVersion => _tools.Node.Version;

    /// <summary>Installs the library if it is not there, starts the script, and gives it its task.</summary>
    /// <param name="name">The library's name, for people.</param>
    /// <param name="folder">The name under which the project's file has the folder.</param>
    /// <param name="script">The script's file.</param>
    /// <param name="task">Written as JSON.</param>
    /// <param name="progress">Told what takes long.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LocalToolsException">Node.js is missing, or the installation fails.</exception>
    public static async Task<NodeScript> StartAsync(
        string name, string folder, string script, object task, IProgress<string> progress, CancellationToken cancellationToken)
    {
        string path = typeof(NodeScript).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(m => string.Equals(m.Key, folder, StringComparison.Ordinal)).Value!;
        NodeTools tools = await NodeTools.PrepareAsync(name, path, Environment.GetEnvironmentVariable("PATH"), progress, cancellationToken);
        string file = Path.Combine(Directory.CreateTempSubdirectory("digest-benchmark-").FullName, "task.json");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(task, Form), cancellationToken);
        NodeScript started = new(name, tools, tools.StartReader(script), file);
        await started.AskAsync<JsonElement>(file, cancellationToken);
        return started;
    }

    /// <summary>Writes a line and reads the answer.</summary>
    /// <exception cref="InvalidOperationException">The script ended.</exception>
    public async Task<T> AskAsync<T>(string line, CancellationToken cancellationToken)
    {
        await _node.WriteLineAsync(line, cancellationToken);
        return await _node.Output.WaitToReadAsync(cancellationToken) && _node.Output.TryRead(out string? answer)
            ? JsonSerializer.Deserialize<T>(answer, Form)!
            : throw new InvalidOperationException($"{_name} ended: {_node.LastLines}");
    }

    /// <summary>The version of an installed package.</summary>
    public string VersionOf(params string[] package)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine([_tools.Folder, "node_modules", .. package, "package.json"])));
        return file.RootElement.GetProperty("version").GetString()!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_task)!, recursive: true);
    }
}
