namespace Benchmarks;

/// <summary>The most managed memory that was in use at once, garbage and all, looked at a hundred times a second.</summary>
internal sealed class Peak : IDisposable
{
    private readonly Timer _timer;
    private long _bytes;

    public Peak() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));

    public long Bytes
    {
        get
        {
            Look();
            return Volatile.Read(ref _bytes);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long now = GC.GetTotalMemory(forceFullCollection: false);
        _bytes = Math.Max(_bytes, now);
    }
}
