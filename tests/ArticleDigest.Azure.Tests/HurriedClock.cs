namespace ArticleDigest.Azure.Tests;

/// <summary>A clock that runs twenty times as fast, so that a test of seconds takes moments and of a minute seconds.</summary>
internal sealed class HurriedClock(DateTimeOffset start) : TimeProvider
{
    private const int Haste = 20;

    private readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(_began) * Haste);

    public override long GetTimestamp() => _began + ((System.GetTimestamp() - _began) * Haste);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period)));

    private static TimeSpan Hurried(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Haste;

    private sealed class HurriedTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Hurried(dueTime), Hurried(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
