using ArticleDigest.Analysis.Chat;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Hosting;

namespace DigestFunctions.Local.Commands;

/// <summary>Whether configured models answer: asked something very short, and not waited for longer than a user waits.</summary>
internal static class ModelCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks the model.</summary>
    /// <param name="options">Options without faults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it works, and a line, without a full stop, that names the model and says how.</returns>
    public static async Task<(bool Works, string Detail)> AskAsync(ChatOptions options, CancellationToken cancellationToken)
    {
        using ChatModel model = ConfiguredAnalyst.ModelOf(options, TimeProvider.System);
        return await AskAsync(
            options,
            async token => await model.FindFaultAsync(token) is { } fault ? (false, fault) : (true, "answers in the form that is asked for"),
            cancellationToken);
    }

    /// <summary>Asks the embedding model.</summary>
    /// <inheritdoc cref="AskAsync(ChatOptions, CancellationToken)"/>
    public static async Task<(bool Works, string Detail)> AskAsync(EmbeddingOptions options, CancellationToken cancellationToken)
    {
        using EmbeddingModel model = ConfiguredPipeline.EmbeddingModelOf(options, TimeProvider.System);
        return await AskAsync(
            options,
            async token => await model.TryAsync(token) switch
            {
                (_, { } fault) => (false, fault),
                (int dimensions, _) => (true, $"answers with vectors of {dimensions} numbers"),
            },
            cancellationToken);
    }

    private static async Task<(bool Works, string Detail)> AskAsync(
        ModelOptions options, Func<CancellationToken, Task<(bool Works, string Told)>> ask, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        string place = $"{options.Deployment} at {options.Endpoint}";
        try
        {
            (bool works, string told) = await ask(patience.Token);
            return (works, works ? $"{place} {told}" : $"{place} cannot be used: {told}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, $"{place} does not answer within {Patience.TotalSeconds:0} seconds");
        }
    }
}
