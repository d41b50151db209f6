using System.Globalization;
using System.Text.Json;
using DigestFunctions.Local.LocalTools;

namespace Benchmarks;

/// <summary>A map_reduce chain of LangChain.js that asks the played server.</summary>
internal sealed class ChainReader : IAsyncDisposable
{
    private readonly NodeScript _script;

    private ChainReader(NodeScript script) => _script = script;

    /// <summary>The library's version.</summary>
    public string Version => _script.VersionOf("@langchain", "classic");

    /// <summary>Installs the library if it is not there, starts it, and gives it the texts.</summary>
    /// <exception cref="LocalToolsException">Node.js is missing, or the installation fails.</exception>
    public static async Task<ChainReader> StartAsync(Uri server, IReadOnlyList<string> texts, IProgress<string> progress, CancellationToken cancellationToken)
    {
        object task = new { address = new Uri(server, "v1").ToString(), model = "played-model", key = "a-key-for-tests", texts };
        return new ChainReader(await NodeScript.StartAsync("LangChain.js", "Chain", "chain.mjs", task, progress, cancellationToken));
    }

    /// <summary>Summarises one of the texts, from 0.</summary>
    public Task SummariseAsync(int text, CancellationToken cancellationToken) =>
        _script.AskAsync<JsonElement>(text.ToString(CultureInfo.InvariantCulture), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _script.DisposeAsync();
}
