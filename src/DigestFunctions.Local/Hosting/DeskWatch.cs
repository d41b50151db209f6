using System.Threading.Channels;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Hosting;

/// <summary>
/// Tells everybody who listens when there is something new on the desk. It looks for all of them together, and only while
/// somebody listens. What is told is a mark, not what is new: who wants to see that asks for the page.
/// </summary>
internal sealed class DeskWatch(DeskReader reader, Pulse pulse, TimeProvider time, ILogger<DeskWatch> logger)
{
    /// <summary>How many may listen at once.</summary>
    public const int MostListeners = 16;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    // So that a connection that is gone is noticed, and a page that missed a change learns of it.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly List<Channel<string>> _listeners = [];
    private CancellationTokenSource? _looking;
    private string? _mark;

    /// <summary>Begins to listen.</summary>
    /// <returns>The marks from now on, the present one first; null if too many listen already.</returns>
    public ChannelReader<string>? Listen()
    {
        // Of several marks that nobody took only the last says anything.
        Channel<string> listener = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            if (_listeners.Count == MostListeners)
            {
                return null;
            }

            _listeners.Add(listener);
            if (_looking is null)
            {
                _looking = new CancellationTokenSource();
                _ = LookOnAsync(_looking.Token);
            }
            else if (_mark is { } mark)
            {
                listener.Writer.TryWrite(mark);
            }
        }

        return listener.Reader;
    }

    /// <summary>Ends listening.</summary>
    public void Leave(ChannelReader<string> listener)
    {
        lock (_gate)
        {
            _listeners.RemoveAll(l => l.Reader == listener);
            if (_listeners.Count == 0)
            {
                _looking?.Cancel();
                (_looking, _mark) = (null, null);
            }
        }
    }

    private async Task LookOnAsync(CancellationToken cancellationToken)
    {
        string? told = null;
        long at = 0;
        await pulse.RepeatAsync(
            Rest,
            time,
            logger,
            async () =>
            {
                DeskLook look = await reader.LookAsync(cancellationToken);
                string mark = DeskReader.MarkOf(look);
                if (!string.Equals(mark, told, StringComparison.Ordinal) || time.GetElapsedTime(at) > LongestSilence)
                {
                    (told, at) = (mark, time.GetTimestamp());
                    Tell(mark, cancellationToken);
                }
            },
            cancellationToken);
    }

    private void Tell(string mark, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Those who listen now may be others, whom another round tells.
            if (!cancellationToken.IsCancellationRequested)
            {
                _mark = mark;
                _listeners.ForEach(listener => listener.Writer.TryWrite(mark));
            }
        }
    }
}
