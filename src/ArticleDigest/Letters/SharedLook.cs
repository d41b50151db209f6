namespace ArticleDigest.Letters;

/// <summary>
/// One look for all who ask while another is under way. Everybody gets what a look found that began after they asked, so
/// that nobody decides by what was true before.
/// </summary>
/// <param name="look">Looks.</param>
internal sealed class SharedLook<T>(Func<Task<T>> look)
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private Task<T>? _next;

    /// <summary>Looks, or waits for a look that has not begun yet.</summary>
    public Task<T> LookAsync()
    {
        lock (_gate)
        {
            if (_next is null)
            {
                _next = LookAfterAsync(_last);
                _last = _next;
            }

            return _next;
        }
    }

    private async Task<T> LookAfterAsync(Task last)
    {
        // It must not go on at once: whoever asked has the gate still.
        await last.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _next = null;
        }

        return await look().ConfigureAwait(false);
    }
}
