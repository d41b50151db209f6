using ArticleDigest.Editions;
using Microsoft.DurableTask;

namespace DigestFunctions.Editions;

/// <summary>The steps of an edition as activities, and its waits as durable timers.</summary>
internal sealed class DurableEditionSteps(TaskOrchestrationContext context) : IEditionSteps
{
    public Task<int?> CompileAsync(EditionRequest request) =>
        context.CallActivityAsync<int?>(nameof(EditionActivities.CompileEdition), request, Patience.WithStorage);

    public Task ClaimAsync(EditionRequest request) =>
        context.CallActivityAsync(nameof(EditionActivities.ClaimOutcomes), request, Patience.WithStorage);

    public Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch) =>
        context.CallActivityAsync<DateTimeOffset?>(
            nameof(EditionActivities.SendLetters), new BatchTask(request, batch), Patience.WithStorage);

    public Task WaitAsync(DateTimeOffset until) => context.CreateTimer(until.UtcDateTime, CancellationToken.None);

    public Task CloseAsync(EditionRequest request) =>
        context.CallActivityAsync(nameof(EditionActivities.CloseEdition), request, Patience.WithStorage);
}
