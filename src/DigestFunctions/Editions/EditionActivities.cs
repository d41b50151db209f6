using ArticleDigest;
using ArticleDigest.Editions;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Editions;

/// <summary>The step that sends a batch of letters.</summary>
public sealed record BatchTask(EditionRequest Request, int Batch);

/// <summary>The steps of an edition.</summary>
public sealed class EditionActivities(DigestPipeline pipeline)
{
    [Function(nameof(CompileEdition))]
    public Task<int?> CompileEdition([ActivityTrigger] EditionRequest request, CancellationToken cancellationToken) =>
        pipeline.EditionSteps(cancellationToken).CompileAsync(request);

    [Function(nameof(ClaimOutcomes))]
    public Task ClaimOutcomes([ActivityTrigger] EditionRequest request, CancellationToken cancellationToken) =>
        pipeline.EditionSteps(cancellationToken).ClaimAsync(request);

    [Function(nameof(SendLetters))]
    public Task<DateTimeOffset?> SendLetters([ActivityTrigger] BatchTask task, CancellationToken cancellationToken) =>
        pipeline.EditionSteps(cancellationToken).SendBatchAsync(task.Request, task.Batch);

    [Function(nameof(CloseEdition))]
    public Task CloseEdition([ActivityTrigger] EditionRequest request, CancellationToken cancellationToken) =>
        pipeline.EditionSteps(cancellationToken).CloseAsync(request);
}
