using Microsoft.DurableTask;

namespace DigestFunctions;

/// <summary>How often a step is tried again.</summary>
internal static class Patience
{
    /// <summary>
    /// For steps whose only exceptions are faults of storage or of the machine: a model that throttles, a server that puts a
    /// letter off are outcomes that the flows themselves wait for. What outlasts this ends the orchestration, and the sweep or
    /// the clock begins it again.
    /// </summary>
    public static readonly TaskOptions WithStorage = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 4,
        firstRetryInterval: TimeSpan.FromSeconds(5),
        backoffCoefficient: 3,
        maxRetryInterval: TimeSpan.FromMinutes(2)));
}
