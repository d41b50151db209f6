using ArticleDigest.Editions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DigestFunctions.Editions;

/// <summary>An edition as an orchestration: <see cref="EditionFlow"/> over activities.</summary>
public static class SendEdition
{
    [Function(nameof(SendEdition))]
    public static Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, EditionRequest request) =>
        EditionFlow.RunAsync(request, new DurableEditionSteps(context));
}
