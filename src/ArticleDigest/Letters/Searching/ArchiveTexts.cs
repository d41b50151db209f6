using ArticleDigest.Editions;

namespace ArticleDigest.Letters.Searching;

/// <summary>
/// The texts of schedules' editions, for all who look through an archive. They are made when somebody first looks and kept
/// in bounded memory; one walk through an archive reads so many editions and no more.
/// </summary>
/// <param name="editions">The editions.</param>
/// <param name="retractions">What was taken back of them.</param>
/// <param name="room">How many bytes of texts are kept in memory.</param>
public sealed class ArchiveTexts(EditionShelf editions, RetractionShelf retractions, long room = ArchiveTexts.UsualRoom)
{
    /// <summary>The memory for texts, in bytes: some two thousand editions of a hundred entries.</summary>
    public const long UsualRoom = 64 * 1024 * 1024;

    /// <summary>How many editions one walk reads at most.</summary>
    public const int MostRead = 250;

    // What is read of large editions ends a walk sooner.
    private const long MostTextRead = 16 * 1024 * 1024;
    private const int AtOnce = 4;

    private readonly NewestEditions<EditionText> _texts = new(room, text => text.Size);

    // Over all walks, since an edition takes several times its size while it is read.
    private readonly SemaphoreSlim _reading = new(AtOnce, AtOnce);

    /// <summary>Begins a walk from the newest edition of a schedule to the oldest.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="before">It begins with the newest edition before this date; null for the newest of all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<Walk> BeginAsync(string schedule, DateOnly? before, CancellationToken cancellationToken)
    {
        Retractions known = await retractions.OfAsync(schedule, cancellationToken).ConfigureAwait(false);
        DateOnly[] dates =
        [
            .. (await editions.ListAsync(schedule, cancellationToken).ConfigureAwait(false))
                .Select(e => e.Date)
                .Where(date => before is null || date < before)
                .OrderDescending(),
        ];
        return new Walk(this, schedule, known, dates);
    }

    private async Task<EditionText> TextAsync(EditionRequest request, Retractions known, Action<EditionText> count, CancellationToken cancellationToken)
    {
        // Editions never change and retractions only become more: their number tells whether a text is as it would be made now.
        int touching = known.Touching(request.Schedule, request.Date).Count();
        if (_texts.Find(request.Schedule, request.Date, touching) is { } kept)
        {
            return kept;
        }

        if (await ReadAsync(request, known, EditionText.Of, cancellationToken).ConfigureAwait(false) is not { } text)
        {
            return EditionText.Empty;
        }

        count(text);
        _texts.Keep(request.Schedule, request.Date, touching, text);
        return text;
    }

    private async Task<T?> ReadAsync<T>(EditionRequest request, Retractions known, Func<Edition, T> make, CancellationToken cancellationToken)
        where T : class
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await editions.ReadAsync(request, cancellationToken).ConfigureAwait(false) is { } edition ? make(Retracted.Apply(edition, known)) : null;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>One walk, from the newest edition on.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="schedule">Whose editions.</param>
    /// <param name="known">What was taken back of them.</param>
    /// <param name="dates">Their dates, the newest first.</param>
    internal sealed class Walk(ArchiveTexts texts, string schedule, Retractions known, DateOnly[] dates)
    {
        private const int InRow = 16;

        private int _read;
        private long _bytes;

        /// <summary>How many editions were looked at.</summary>
        public int Seen { get; private set; }

        /// <summary>The date of the oldest that was looked at; null if none was.</summary>
        public DateOnly? Back => Seen == 0 ? null : dates[Seen - 1];

        /// <summary>Whether there is no further edition.</summary>
        public bool IsAtEnd => Seen == dates.Length;

        /// <summary>Whether it has read as much as one may.</summary>
        public bool IsSpent => Volatile.Read(ref _read) >= MostRead || Volatile.Read(ref _bytes) >= MostTextRead;

        /// <summary>The texts of the next editions, some at once.</summary>
        public async Task<IReadOnlyList<(DateOnly Date, EditionText Text)>> NextAsync(CancellationToken cancellationToken)
        {
            DateOnly[] row = [.. dates.Skip(Seen).Take(InRow)];
            EditionText[] read = await Task.WhenAll(row.Select(date => texts.TextAsync(RequestOf(date), known, Count, cancellationToken))).ConfigureAwait(false);
            Seen += row.Length;
            return [.. row.Zip(read)];
        }

        /// <summary>Reads an edition again, with all retractions laid over; null if it is not there.</summary>
        public Task<T?> ReadAsync<T>(DateOnly date, Func<Edition, T> make, CancellationToken cancellationToken)
            where T : class => texts.ReadAsync(RequestOf(date), known, make, cancellationToken);

        private EditionRequest RequestOf(DateOnly date) => new(schedule, date);

        private void Count(EditionText text)
        {
            Interlocked.Increment(ref _read);
            Interlocked.Add(ref _bytes, text.Size);
        }
    }
}
