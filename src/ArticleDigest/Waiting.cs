namespace ArticleDigest;

/// <summary>Waiting on a clock that may be a test's.</summary>
internal static class Waiting
{
    /// <summary>The longest a single timer can run.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    /// <summary>Waits until a time has come; not at all if it has.</summary>
    public static async Task WaitUntilAsync(this TimeProvider time, DateTimeOffset until, CancellationToken cancellationToken)
    {
        for (TimeSpan rest = until - time.GetUtcNow(); rest > TimeSpan.Zero; rest = until - time.GetUtcNow())
        {
            await Task.Delay(rest < LongestTimer ? rest : LongestTimer, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
