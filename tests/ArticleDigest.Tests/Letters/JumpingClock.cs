namespace ArticleDigest.Tests.Letters;

/// <summary>A clock that goes as clocks go, and on which waiting is a jump. What times out does so by the usual clock.</summary>
internal sealed class JumpingClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _jumped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return start + System.GetElapsedTime(_began) + _jumped;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Goes on at a moment, unless that is over.</summary>
    public void JumpTo(DateTimeOffset moment)
    {
        lock (_gate)
        {
            TimeSpan wait = moment - (start + System.GetElapsedTime(_began) + _jumped);
            _jumped += wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }
}
