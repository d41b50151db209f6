using System.Collections.Concurrent;

namespace ArticleDigest.Tests;

/// <summary>
/// Runs a flow as Durable does: every continuation on one thread and in one context. A flow that leaves it, by
/// <c>ConfigureAwait(false)</c>, <c>Task.Run</c> or a wait of its own, is found out by the steps, which check where they are.
/// </summary>
public sealed class OneThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _work = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public static T Run<T>(Func<OneThread, Task<T>> flow)
    {
        SynchronizationContext? outer = Current;
        OneThread context = new();
        SetSynchronizationContext(context);
        try
        {
            Task<T> task = flow(context);
            _ = task.ContinueWith(_ => context._work.CompleteAdding(), TaskScheduler.Default);
            foreach ((SendOrPostCallback callback, object? state) in context._work.GetConsumingEnumerable())
            {
                callback(state);
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _work.Add((d, state));

    public void AssertHere()
    {
        Assert.Same(this, Current);
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
    }
}
