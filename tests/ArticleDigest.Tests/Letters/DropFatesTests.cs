using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Letters;

public sealed class DropFatesTests : IDisposable
{
    private const string Said = "Harbourmasters of the city met on Tuesday evening. Board proposes a congestion charge for the old harbour quarter of the city.";

    private readonly Installation _here = new();

    [Fact]
    public async Task Every_drop_is_counted_and_what_became_of_it_is_told()
    {
        await _here.DropAsync("a.txt", Text("one"));
        await _here.DropAsync("b.txt", Text("one"));
        await _here.DropAsync("c.txt", "\0\u0001");
        await _here.SweepAsync();
        await _here.DropAsync("d.txt", Text("two"));
        await _here.DropAsync("e.txt", Text("three"));
        await _here.Pipeline.Receipts.TakeAsync("e.txt", (await _here.Articles.ReadAsync("e.txt", 0, default))!.ETag, default);

        (Accounting account, IReadOnlyList<DropFate> newest) = await _here.Pipeline.Fates.LookAsync(100, default);

        Assert.Equal((5, 1, 1, 1, 2), (account.Received, account.Analysed, account.Duplicates, account.Rejected, account.Pending));
        Assert.Equal(["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"], newest.Select(f => f.Drop));
        Assert.Equal(
            [OutcomeStatus.Analysed, OutcomeStatus.Duplicate, OutcomeStatus.Rejected, null, null],
            newest.Select(f => f.Status));
        Assert.Equal((1, null), (newest[0].Points, newest[1].Points));
        Assert.Equal("a.txt", newest[1].Reason);
        Assert.NotNull(newest[2].Reason);
        Assert.Equal([false, true], newest.Skip(3).Select(f => f.IsTaken));
    }

    [Fact]
    public async Task The_newest_come_first_and_no_more_than_asked_for()
    {
        DateTimeOffset start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
        TimedRecords articles = new(_here.Articles, new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal)
        {
            ["a.txt"] = start.AddMinutes(1),
            ["b.txt"] = start.AddMinutes(3),
            ["c.txt"] = start.AddMinutes(2),
            ["d.txt"] = start.AddMinutes(3),
        });
        DigestStorage storage = new(articles, _here.Receipts, _here.Digest);
        DropFates fates = new(storage, new DropSurvey(storage, _here.Pipeline.Receipts), _here.Pipeline.Receipts, _here.Time);
        foreach (string name in new[] { "a.txt", "b.txt", "c.txt", "d.txt" })
        {
            await _here.DropAsync(name, Text(name));
        }

        (Accounting account, IReadOnlyList<DropFate> newest) = await fates.LookAsync(3, default);

        Assert.Equal(4, account.Received);
        Assert.Equal(["b.txt", "d.txt", "c.txt"], newest.Select(f => f.Drop));
        Assert.Equal(start.AddMinutes(2), newest[^1].CameAt);
    }

    [Fact]
    public async Task What_is_known_is_not_read_again_until_its_receipt_changes()
    {
        await _here.DropAsync("a.txt", Text("one"));
        await _here.SweepAsync();
        DropFates fates = _here.Pipeline.Fates;
        DropFate first = (await fates.LookAsync(10, default)).Newest[0];

        DropFate second = (await fates.LookAsync(10, default)).Newest[0];
        await _here.Pipeline.Receipts.ReopenAsync("a.txt", default);
        DropFate reopened = (await fates.LookAsync(10, default)).Newest[0];

        Assert.Same(first, second);
        Assert.Null(reopened.Status);
    }

    [Fact]
    public async Task Other_content_under_a_name_is_pending_and_then_revised()
    {
        await _here.DropAsync("a.txt", Text("one"));
        await _here.SweepAsync();
        await _here.DropAsync("a.txt", Text("two"));

        DropFate before = (await _here.Pipeline.Fates.LookAsync(10, default)).Newest[0];
        await _here.SweepAsync();
        DropFate after = (await _here.Pipeline.Fates.LookAsync(10, default)).Newest[0];

        Assert.Equal((null, false), (before.Status, before.Revised));
        Assert.Equal((OutcomeStatus.Analysed, true), (after.Status, after.Revised));
    }

    public void Dispose() => _here.Dispose();

    private static string Text(string about) => $"About {about}\n\n{Said} It is about {about}.\n";

    /// <summary>Records whose listing tells when each was written.</summary>
    private sealed class TimedRecords(IReadRecords records, IReadOnlyDictionary<string, DateTimeOffset> times) : IReadRecords
    {
        public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken) =>
            records.ReadAsync(name, maxBytes, cancellationToken);

        public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken) =>
            records.ListAsync(prefix, cancellationToken).Select(entry => entry with { WrittenAt = times[entry.Name] });
    }
}
