using ArticleDigest;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Articles;

/// <summary>What the blob trigger says of a blob it gave up.</summary>
/// <param name="BlobName">The blob's name in its container.</param>
public sealed record PoisonBlob(string BlobName);

/// <summary>A drop at which the trigger failed again and again: leaves it to the sweep.</summary>
public sealed class PoisonDrop(DigestPipeline pipeline)
{
    /// <summary>The queue into which the blob trigger puts what it gave up.</summary>
    public const string Queue = "webjobs-blobtrigger-poison";

    [Function(nameof(PoisonDrop))]
    public Task RunAsync(
        [QueueTrigger(Queue, Connection = ArticleDropped.Connection)] PoisonBlob poison,
        CancellationToken cancellationToken) =>
        pipeline.Reception.LeaveToSweepAsync(poison.BlobName, cancellationToken);
}
