using ArticleDigest.Tests;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigestFunctions.Tests;

/// <summary>An activity that an orchestrator called.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Input">Its input, after it went through storage.</param>
/// <param name="Options">How it is tried again.</param>
/// <param name="Result">The type that the answer is read as.</param>
internal sealed record Call(string Name, object? Input, TaskOptions? Options, Type Result);

/// <summary>
/// What Durable gives an orchestrator, as a recording: calls come back on the orchestrator's own thread, after input and
/// answer were written and read as Durable does. All that the orchestrators of this app may not do throws.
/// </summary>
/// <param name="here">The one thread and context that everything has to happen in.</param>
/// <param name="activity">Answers an activity's call, by its name and input.</param>
/// <param name="timer">Told of each time that is waited for, before it comes.</param>
internal sealed class RecordedOrchestration(OneThread here, Func<string, object?, Task<object?>> activity, Action<DateTime>? timer = null) : TaskOrchestrationContext
{
    /// <summary>The activities called, in this order.</summary>
    public List<Call> Calls { get; } = [];

    /// <summary>The times that were waited for.</summary>
    public List<DateTime> Timers { get; } = [];

    /// <summary>Calls and timers in the order they came in.</summary>
    public List<string> Way { get; } = [];

    /// <summary>What it is to begin anew with; null if it ended.</summary>
    public object? ContinuedWith { get; private set; }

    /// <summary>How many characters of inputs and answers its history has.</summary>
    public int Characters { get; private set; }

    public override TaskName Name => throw Forbidden();

    public override string InstanceId => throw Forbidden();

    public override ParentOrchestrationInstance? Parent => throw Forbidden();

    public override DateTime CurrentUtcDateTime => throw Forbidden();

    public override bool IsReplaying => throw Forbidden();

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>What comes out of storage for what goes in.</summary>
    public static object? Travel(object? value, Type type) =>
        JsonDataConverter.Default.Deserialize(JsonDataConverter.Default.Serialize(value), type);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        here.AssertHere();
        object? received = input is null ? null : Travel(input, input.GetType());
        Calls.Add(new Call(name.Name, received, options, typeof(TResult)));
        Way.Add(name.Name);
        await Task.Yield();
        object? answer = await activity(name.Name, received);
        Characters += LengthOf(input) + LengthOf(answer);
        return (TResult)Travel(answer, typeof(TResult))!;
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        here.AssertHere();
        Timers.Add(fireAt);
        timer?.Invoke(fireAt);
        Way.Add("timer");
        await Task.Yield();
    }

    public override T GetInput<T>() => throw Forbidden();

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw Forbidden();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw Forbidden();

    public override void SetCustomStatus(object? customStatus) => throw Forbidden();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw Forbidden();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        here.AssertHere();
        ContinuedWith = Travel(newInput, newInput!.GetType());
    }

    public override Guid NewGuid() => throw Forbidden();

    private static int LengthOf(object? value) => JsonDataConverter.Default.Serialize(value)?.Length ?? 0;

    private static NotSupportedException Forbidden() => new("A flow only calls activities, waits and begins anew.");
}
