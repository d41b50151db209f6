using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Articles;

public sealed class DropSurveyTests : IDisposable
{
    private static readonly string[] Names = ["a.txt", "b/c.txt", "zebra.txt", "\uFB00.txt", "\U0001F600.txt", "é.txt"];

    private readonly Installation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Once_all_drops_are_concluded_a_survey_reads_no_record_and_finds_nothing_due()
    {
        await DropAllAsync();
        await _installation.SweepAsync();
        _installation.Plan.Reads = 0;

        List<DropState> drops = await _installation.Pipeline.Survey.GoThroughAsync(default).ToListAsync();

        Assert.Equal(Names.Order(StringComparer.Ordinal), drops.Select(d => d.Name));
        Assert.All(drops, d => Assert.NotNull(d.Outcome));
        Assert.Equal(0, _installation.Plan.Reads);
    }

    [Theory]
    [InlineData("utf8", "utf8")]
    [InlineData("utf8", "utf16")]
    [InlineData("utf16", "utf8")]
    [InlineData("backwards", "utf16")]
    [InlineData("utf16", "backwards")]
    public async Task A_listing_in_another_order_hides_no_receipt(string drops, string receipts)
    {
        await DropAllAsync();
        await _installation.SweepAsync();
        DigestStorage storage = new(
            new ReorderedRecords(_installation.Articles, e => Order(e, drops)),
            new RecordsListedAs(_installation.Receipts, new ReorderedRecords(_installation.Receipts, e => Order(e, receipts))),
            _installation.Digest);
        ReceiptBook book = new(storage, _installation.Options, _installation.Time);

        List<DropState> found = await new DropSurvey(storage, book).GoThroughAsync(default).ToListAsync();

        Assert.Equal(Names.Order(StringComparer.Ordinal), found.Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.All(found, d => Assert.False(d.IsDue(_installation.Time.GetUtcNow())));
    }

    [Fact]
    public async Task A_receipt_without_its_drop_does_not_disturb_the_others()
    {
        await DropAllAsync();
        await _installation.SweepAsync();
        StoredRecord gone = (await _installation.Articles.ReadAsync("b/c.txt", 0, default))!;
        await _installation.Articles.DeleteAsync("b/c.txt", gone.ETag, default);
        await _installation.DropAsync("b/d.txt", "new");

        List<DropState> found = await _installation.Pipeline.Survey.GoThroughAsync(default).ToListAsync();

        Assert.Equal(["b/d.txt"], found.Where(d => d.IsDue(_installation.Time.GetUtcNow())).Select(d => d.Name));
        Assert.DoesNotContain(found, d => d.Name == "b/c.txt");
    }

    private static IEnumerable<RecordEntry> Order(IEnumerable<RecordEntry> entries, string order) => order switch
    {
        "utf8" => entries.OrderBy(e => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(e.Name)), StringComparer.Ordinal),
        "backwards" => entries.OrderByDescending(e => e.Name, StringComparer.Ordinal),
        _ => entries.OrderBy(e => e.Name, StringComparer.Ordinal),
    };

    private async Task DropAllAsync()
    {
        foreach (string name in Names)
        {
            await _installation.DropAsync(name, $"Norland proposes a bridge over the strait, says {name}, and the people of the island have waited for it since the ferry stopped.");
        }
    }

    /// <summary>A container that lists as another does.</summary>
    private sealed class RecordsListedAs(IRecords records, IReadRecords listing) : IRecords
    {
        public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken) => listing.ListAsync(prefix, cancellationToken);

        public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken) => records.ReadAsync(name, maxBytes, cancellationToken);

        public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) => records.CreateAsync(name, content, cancellationToken);

        public Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) => records.ReplaceAsync(name, content, etag, cancellationToken);

        public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) => records.DeleteAsync(name, etag, cancellationToken);
    }
}
