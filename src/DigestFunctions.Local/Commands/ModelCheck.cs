using ArticleDigest.Analysis.Chat;
using ArticleDigest.Azure;
using ArticleDigest.Hosting;

namespace DigestFunctions.Local.Commands;

/// <summary>Whether the configured model answers: asked something very short, and not waited for longer than a user waits.</summary>
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
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        string place = $"{options.Deployment} at {options.Endpoint}";
        try
        {
            return await model.FindFaultAsync(patience.Token) is { } fault
                ? (false, $"{place} cannot be used: {fault}")
                : (true, $"{place} answers in the form that is asked for");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, $"{place} does not answer within {Patience.TotalSeconds:0} seconds");
        }
    }
}
