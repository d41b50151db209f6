using ArticleDigest;
using ArticleDigest.Editions;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Editions;

/// <summary>The step that sends one letter.</summary>
public sealed record LetterTask(EditionRequest Request, string RecipientKey);

/// <summary>The steps of an edition.</summary>
public sealed class EditionActivities(DigestPipeline pipeline)
{
    [Function(nameof(CompileEdition))]
    public Task<CompiledEdition?> CompileEdition([ActivityTrigger] EditionRequest request, CancellationToken cancellationToken) =>
        pipeline.EditionSteps(cancellationToken).CompileAsync(request);

    [Function(nameof(ClaimOutcomes))]
    public Task ClaimOutcomes([ActivityTrigger] EditionRequest request, CancellationToken cancellationToken) =>
        pipeline.EditionSteps(cancellationToken).ClaimAsync(request);

    [Function(nameof(SendLetter))]
    public Task<DateTimeOffset?> SendLetter([ActivityTrigger] LetterTask task, CancellationToken cancellationToken) =>
        pipeline.EditionSteps(cancellationToken).SendLetterAsync(task.Request, task.RecipientKey);

    [Function(nameof(CloseEdition))]
    public Task CloseEdition([ActivityTrigger] EditionRequest request, CancellationToken cancellationToken) =>
        pipeline.EditionSteps(cancellationToken).CloseAsync(request);
}
