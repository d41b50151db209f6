using ArticleDigest.Editions;
using Microsoft.DurableTask;

namespace DigestFunctions.Editions;

/// <summary>The steps of an edition as activities, and its waits as durable timers.</summary>
internal sealed class DurableEditionSteps(TaskOrchestrationContext context) : IEditionSteps
{
    public Task<CompiledEdition?> CompileAsync(EditionRequest request) =>
        context.CallActivityAsync<CompiledEdition?>(nameof(EditionActivities.CompileEdition), request, Patience.WithStorage);

    public Task ClaimAsync(EditionRequest request) =>
        context.CallActivityAsync(nameof(EditionActivities.ClaimOutcomes), request, Patience.WithStorage);

    public Task<DateTimeOffset?> SendLetterAsync(EditionRequest request, string recipientKey) =>
        context.CallActivityAsync<DateTimeOffset?>(
            nameof(EditionActivities.SendLetter), new LetterTask(request, recipientKey), Patience.WithStorage);

    public Task WaitAsync(DateTimeOffset until) => context.CreateTimer(until.UtcDateTime, CancellationToken.None);

    public Task CloseAsync(EditionRequest request) =>
        context.CallActivityAsync(nameof(EditionActivities.CloseEdition), request, Patience.WithStorage);
}
