using ArticleDigest.Articles;
using DigestFunctions.Local.LocalTools;

namespace Benchmarks;

/// <summary>wink-nlp, started and with its model loaded before anything is measured.</summary>
internal sealed class WinkReader : IAsyncDisposable
{
    private readonly NodeScript _script;

    private WinkReader(NodeScript script) => _script = script;

    /// <summary>The library's version.</summary>
    public string Version => _script.VersionOf("wink-nlp");

    /// <summary>The version of Node.js.</summary>
    public Version NodeVersion => _script.NodeVersion;

    /// <summary>Installs the library if it is not there, starts it, and gives it the texts.</summary>
    /// <exception cref="LocalToolsException">Node.js is missing, or the installation fails.</exception>
    public static async Task<WinkReader> StartAsync(IReadOnlyList<Article> articles, IProgress<string> progress, CancellationToken cancellationToken) =>
        new(await NodeScript.StartAsync("wink-nlp", "Wink", "wink.mjs", articles.Select(a => a.Text), progress, cancellationToken));

    /// <summary>Reads all texts once.</summary>
    public async Task<Measure> ReadAsync(CancellationToken cancellationToken)
    {
        Round round = await _script.AskAsync<Round>("round", cancellationToken);
        return new Measure(round.Seconds, round.CpuSeconds, null);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private sealed record Round(double Seconds, double CpuSeconds, int Sentences, int Tokens);
}
