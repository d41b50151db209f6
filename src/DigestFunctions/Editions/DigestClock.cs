using ArticleDigest;
using ArticleDigest.Editions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DigestFunctions.Editions;

/// <summary>Asks every five minutes whether an edition is due or was left open, and starts it.</summary>
public sealed class DigestClock(DigestPipeline pipeline)
{
    [Function(nameof(DigestClock))]
    public async Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<EditionRequest> editions = await pipeline.Clock.TickAsync(cancellationToken);
        foreach (EditionRequest edition in editions)
        {
            await client.StartOnceAsync(nameof(SendEdition), EditionFlow.InstanceId(edition), edition, cancellationToken);
        }

        await pipeline.Watch.TellLateAsync(editions, cancellationToken);
    }
}
