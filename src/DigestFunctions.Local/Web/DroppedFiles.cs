using ArticleDigest.Letters;

namespace DigestFunctions.Local.Web;

/// <summary>Remembers what came of the last files that were dropped on the desk.</summary>
internal sealed class DroppedFiles
{
    private const int Most = 20;

    private readonly Lock _gate = new();
    private readonly Queue<DroppedFile> _files = new();

    /// <summary>Remembers one; the oldest is forgotten for it if there are many.</summary>
    public void Add(DroppedFile file)
    {
        lock (_gate)
        {
            _files.Enqueue(file);
            if (_files.Count > Most)
            {
                _files.Dequeue();
            }
        }
    }

    /// <summary>What was dropped after a time, the newest first.</summary>
    public IReadOnlyList<DroppedFile> Since(DateTimeOffset time)
    {
        lock (_gate)
        {
            return [.. _files.Where(file => file.At > time).Reverse()];
        }
    }
}
