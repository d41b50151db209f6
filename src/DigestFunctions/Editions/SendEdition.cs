using ArticleDigest.Editions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DigestFunctions.Editions;

/// <summary>An edition as an orchestration: <see cref="EditionFlow"/> over activities, with a new history where it goes on.</summary>
public static class SendEdition
{
    [Function(nameof(SendEdition))]
    public static async Task<EditionEnd> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, EditionRequest request)
    {
        EditionEnd end = await EditionFlow.RunAsync(request, new DurableEditionSteps(context));
        if (end == EditionEnd.GoesOn)
        {
            context.ContinueAsNew(request);
        }

        return end;
    }
}
