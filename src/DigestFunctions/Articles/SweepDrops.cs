using ArticleDigest;
using DigestFunctions.Analysis;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DigestFunctions.Articles;

/// <summary>Finds drops that no event told of, or that were left unfinished.</summary>
public sealed class SweepDrops(DigestPipeline pipeline)
{
    [Function(nameof(SweepDrops))]
    public Task RunAsync(
        [TimerTrigger("%SweepSchedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        pipeline.Reception.SweepAsync(client.StartAnalysisAsync, cancellationToken);
}
