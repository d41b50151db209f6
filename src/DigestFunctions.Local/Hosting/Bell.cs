namespace DigestFunctions.Local.Hosting;

/// <summary>Ends a loop's rest early, because somebody knows that there is something to do. Rings that nobody waits for are one.</summary>
internal sealed class Bell
{
    private TaskCompletionSource _rung = New();

    /// <summary>Ends the present rest, or the next if there is none.</summary>
    public void Ring() => Volatile.Read(ref _rung).TrySetResult();

    /// <summary>Rests until the time is over, somebody rings, or the token ends it; which of them is not told.</summary>
    public async Task RestAsync(TimeSpan rest, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_rung.Task, Task.Delay(rest, time, over.Token));
        await over.CancelAsync();
        if (_rung.Task.IsCompleted)
        {
            // Before the work begins: what rings during it asks for another round.
            Volatile.Write(ref _rung, New());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
