using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DigestFunctions;

/// <summary>Starts orchestrations, each at most once at a time.</summary>
internal static class Instances
{
    // Without them it is up to the task hub what becomes of an instance under way: it may even be ended in favour of the new one.
    private static readonly OrchestrationRuntimeStatus[] UnderWay =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Starts an orchestration under an id; one that ended before may be run again.</summary>
    /// <returns>False if one of that id is under way.</returns>
    public static async Task<bool> StartOnceAsync(
        this DurableTaskClient client, string orchestration, string id, object input, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(id, cancellationToken) is { IsCompleted: false })
        {
            return false;
        }

        try
        {
            StartOrchestrationOptions options = new StartOrchestrationOptions(id).WithDedupeStatuses(UnderWay);
            await client.ScheduleNewOrchestrationInstanceAsync(orchestration, input, options, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }
}
