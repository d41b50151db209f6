using System.Collections.Concurrent;
using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Letters;

/// <summary>
/// An edition of which letters are being sent, with what is taken back laid over it. All letters see the same edition as
/// long as nothing more is taken back, so that what they have in common is made once.
/// </summary>
/// <param name="compiled">The edition as it was compiled.</param>
/// <param name="retractions">Where is kept what was taken back.</param>
/// <param name="digest">Where letters are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class UnsentEdition(Edition compiled, RetractionShelf retractions, IReadRecords digest, TimeProvider time)
{
    // Looking is listing. A thousand letters look together, and who takes something back waits longer than that for the answer.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SharedLook<Retractions> _look = new(() => retractions.OfAsync(compiled.Schedule, CancellationToken.None));
    private readonly ConcurrentDictionary<int, bool> _begun = new();
    private readonly Lock _gate = new();
    private volatile Seen? _seen;
    private Task<bool>? _isUntouched;

    /// <summary>The edition as it was compiled.</summary>
    public Edition Compiled => compiled;

    /// <summary>
    /// Whether nobody began this batch here before. If nobody had touched the edition either, its letters are likely to have no
    /// record, which saves questions and decides nothing.
    /// </summary>
    public bool Begins(int batch) => _begun.TryAdd(batch, true);

    /// <summary>Whether no letter had a record when this was first asked.</summary>
    public Task<bool> IsUntouchedAsync()
    {
        lock (_gate)
        {
            // A storage that could not be used then is asked again.
            return _isUntouched = _isUntouched is { IsFaulted: false } asked ? asked : AskAsync();
        }

        async Task<bool> AskAsync() => !await digest
            .ListAsync(Letter.FolderOf(compiled.Schedule, compiled.Date), CancellationToken.None)
            .AnyAsync()
            .ConfigureAwait(false);
    }

    /// <summary>The edition as letters are written of it, with what was taken back as far as anybody has looked.</summary>
    public Edition Current => _seen?.Edition ?? throw new InvalidOperationException("Nobody has looked yet.");

    /// <summary>
    /// Looks what was taken back, if nobody has within the last second, so that letters are written without it from now on.
    /// </summary>
    /// <returns><see cref="Current"/>, the same object as before if nothing more was taken back.</returns>
    public async Task<Edition> LookAsync()
    {
        long asked = time.GetTimestamp();
        return _seen is { } seen && time.GetElapsedTime(seen.Began, asked) < Fresh
            ? seen.Edition
            : See(await _look.LookAsync().ConfigureAwait(false), asked).Edition;
    }

    private Seen See(Retractions now, long began)
    {
        lock (_gate)
        {
            // Retractions are never changed or taken away, so there is something new only if there are more.
            _seen = _seen is null || now.All.Count > _seen.Count ? new Seen(Retracted.Apply(compiled, now), now.All.Count, began)
                : began > _seen.Began ? _seen with { Began = began }
                : _seen;
            return _seen;
        }
    }

    private sealed record Seen(Edition Edition, int Count, long Began);
}
