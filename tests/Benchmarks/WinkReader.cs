using System.Reflection;
using System.Text.Json;
using ArticleDigest.Articles;
using DigestFunctions.Local.LocalTools;

namespace Benchmarks;

/// <summary>wink-nlp in a Node.js of its own, started and with its model loaded before anything is measured.</summary>
internal sealed class WinkReader : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    private readonly ChildProcess _node;
    private readonly string _texts;

    private WinkReader(NodeTools tools, ChildProcess node, string texts)
    {
        (_node, _texts) = (node, texts);
        Version = VersionOf(tools.Folder);
        NodeVersion = tools.Node.Version;
    }

    /// <summary>The library's version.</summary>
    public string Version { get; }

    /// <summary>The version of Node.js.</summary>
    public Version NodeVersion { get; }

    /// <summary>Installs the library if it is not there, starts it, and gives it the texts.</summary>
    /// <param name="articles">The texts.</param>
    /// <param name="progress">Told what takes long.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LocalToolsException">Node.js is missing, or the installation fails.</exception>
    public static async Task<WinkReader> StartAsync(IReadOnlyList<Article> articles, IProgress<string> progress, CancellationToken cancellationToken)
    {
        string folder = typeof(WinkReader).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(m => string.Equals(m.Key, "Wink", StringComparison.Ordinal)).Value!;
        NodeTools tools = await NodeTools.PrepareAsync("wink-nlp", folder, Environment.GetEnvironmentVariable("PATH"), progress, cancellationToken);
        string texts = Path.Combine(Directory.CreateTempSubdirectory("digest-benchmark-").FullName, "texts.json");
        await File.WriteAllBytesAsync(texts, JsonSerializer.SerializeToUtf8Bytes(articles.Select(a => a.Text), Form), cancellationToken);
        WinkReader reader = new(tools, tools.StartReader("wink.mjs"), texts);
        await reader.AskAsync<Loaded>(texts, cancellationToken);
        return reader;
    }

    /// <summary>Reads all texts once.</summary>
    public async Task<Measure> ReadAsync(CancellationToken cancellationToken)
    {
        Round round = await AskAsync<Round>("round", cancellationToken);
        return new Measure(round.Seconds, round.CpuSeconds, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_texts)!, recursive: true);
    }

    private async Task<T> AskAsync<T>(string line, CancellationToken cancellationToken)
    {
        await _node.WriteLineAsync(line, cancellationToken);
        return await _node.Output.WaitToReadAsync(cancellationToken) && _node.Output.TryRead(out string? answer)
            ? JsonSerializer.Deserialize<T>(answer, Form)!
            : throw new InvalidOperationException($"wink-nlp ended: {_node.LastLines}");
    }

    private static string VersionOf(string folder)
    {
        using JsonDocument package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "node_modules", "wink-nlp", "package.json")));
        return package.RootElement.GetProperty("version").GetString()!;
    }

    private sealed record Loaded(int Texts);

    private sealed record Round(double Seconds, double CpuSeconds, int Sentences, int Tokens);
}
