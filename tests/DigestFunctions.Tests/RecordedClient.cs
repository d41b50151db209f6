using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DigestFunctions.Tests;

/// <summary>An orchestration that was started.</summary>
internal sealed record Start(string Orchestration, string Id, object? Input);

/// <summary>The client of Durable as a recording: it keeps what was started and tells the state a test has set.</summary>
internal sealed class RecordedClient() : DurableTaskClient("recorded")
{
    private readonly ConcurrentQueue<Start> _started = new();
    private readonly ConcurrentDictionary<string, OrchestrationRuntimeStatus> _states = new(StringComparer.Ordinal);

    /// <summary>What was started, by id.</summary>
    public IReadOnlyList<Start> Started => [.. _started.OrderBy(s => s.Id, StringComparer.Ordinal)];

    /// <summary>Whether another one starts every instance between the look and the start.</summary>
    public bool IsAlwaysLate { get; set; }

    /// <summary>The id of an instance that cannot be started.</summary>
    public string? Faulty { get; set; }

    public void Set(string id, OrchestrationRuntimeStatus state) => _states[id] = state;

    public override Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation) =>
        GetInstancesAsync(instanceId, getInputsAndOutputs: false, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(_states.TryGetValue(instanceId, out OrchestrationRuntimeStatus state)
            ? new OrchestrationMetadata("recorded", instanceId) { RuntimeStatus = state }
            : null);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        string id = options?.InstanceId ?? throw new InvalidOperationException("An instance of this app has an id of its own.");
        if (IsAlwaysLate)
        {
            throw new OrchestrationAlreadyExistsException($"There is {id} already.");
        }

        if (string.Equals(id, Faulty, StringComparison.Ordinal))
        {
            throw new IOException("The task hub does not answer.");
        }

        _started.Enqueue(new Start(orchestratorName.Name, id, input is null ? null : RecordedOrchestration.Travel(input, input.GetType())));
        Set(id, OrchestrationRuntimeStatus.Running);
        return Task.FromResult(id);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) => throw Unused();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw Unused();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw Unused();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw Unused();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw Unused();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw Unused();

    private static NotSupportedException Unused() => new("The app does not use this.");
}
