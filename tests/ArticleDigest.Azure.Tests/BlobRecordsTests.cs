using ArticleDigest.Azure;
using ArticleDigest.Azure.Tests;
using ArticleDigest.Records;
using ArticleDigest.Tests.Records;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LocalServers;

[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace ArticleDigest.Azure.Tests;

public sealed class BlobRecordsTests(AzuriteServer azurite) : RecordsContract
{
    private readonly string _prefix = azurite.NewPrefix();

    [Theory]
    [InlineData("x/../../{0}digest/pwned", "{0}digest", "pwned")]
    [InlineData("tail/", "{0}articles", "tail")]
    [InlineData("a\\b", "{0}articles", "a/b")]
    [InlineData("./a", "{0}articles", "a")]
    [InlineData("/lead", "{0}articles", "lead")]
    public async Task What_the_plain_client_writes_elsewhere_the_port_refuses(string name, string container, string landed)
    {
        BlobStorage storage = await OpenStorageAsync();
        string hostile = name.Replace("{0}", _prefix, StringComparison.Ordinal);
        string reached = container.Replace("{0}", _prefix, StringComparison.Ordinal);

        await Assert.ThrowsAsync<ArgumentException>(() => storage.Articles.CreateAsync(hostile, Content("x"), Token));
        List<string> afterPort = await AllNamesAsync(storage);
        await Container("articles").GetBlobClient(hostile).UploadAsync(BinaryData.FromString("x"), Token);
        List<string> afterPlainClient = await AllNamesAsync(storage);

        Assert.Empty(afterPort);
        Assert.Equal([$"{reached[_prefix.Length..]}: {landed}"], afterPlainClient);
    }

    [Theory]
    [InlineData("a//b")]
    [InlineData("tail/")]
    [InlineData("..")]
    [InlineData("x/../y")]
    [InlineData("x/../../digest/pwned")]
    public async Task A_refused_name_that_another_client_made_is_listed_in_its_place_and_read_by_nobody(string name)
    {
        BlobStorage storage = await OpenStorageAsync();
        int status = await RawBlobs.PutAsync(azurite.ConnectionString, $"{_prefix}articles", name, "hostile");

        List<string> names = await AllNamesAsync(storage);

        Assert.Equal(201, status);
        Assert.Equal([$"articles: {name}"], names);
        await Assert.ThrowsAsync<ArgumentException>(() => storage.Articles.ReadAsync(name, 10, Token));
    }

    [Fact]
    public async Task A_listing_tells_when_each_record_was_written()
    {
        BlobStorage storage = await OpenStorageAsync();
        await storage.Articles.CreateAsync("a.txt", Content("x"), Token);

        RecordEntry listed = await storage.Articles.ListAsync("", Token).SingleAsync(Token);

        BlobProperties written = await Container("articles").GetBlobClient("a.txt").GetPropertiesAsync(cancellationToken: Token);
        Assert.Equal(written.LastModified, listed.WrittenAt);
    }

    [Fact]
    public async Task Content_and_ETag_belong_together_while_somebody_overwrites()
    {
        BlobStorage storage = await OpenStorageAsync();
        Dictionary<string, byte> written = new(StringComparer.Ordinal);
        string etag = (await storage.Articles.CreateAsync("a", Filled(0), Token))!;
        written[etag] = 0;
        using CancellationTokenSource done = new();
        Task<List<StoredRecord>> reading = Task.Run(() => ReadUntilAsync(storage.Articles, done.Token), Token);

        for (byte i = 1; i < 60; i++)
        {
            etag = (await storage.Articles.ReplaceAsync("a", Filled(i), etag, Token))!;
            written[etag] = i;
        }

        await done.CancelAsync();
        List<StoredRecord> reads = await reading;

        Assert.NotEmpty(reads);
        Assert.All(reads, r => Assert.All(r.Content!.Value.ToArray(), b => Assert.Equal(written[r.ETag], b)));
    }

    [Fact]
    public async Task A_storage_that_stopped_is_an_IOException_in_one_short_line_without_the_key()
    {
        AzuriteServer own = new();
        await own.InitializeAsync();
        await using (own)
        {
            IRecords records = new BlobRecords(new BlobContainerClient(
                own.ConnectionString, "c", new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(10) } }));
            await own.Process.StopAsync();

            IOException read = await Assert.ThrowsAsync<IOException>(() => records.ReadAsync("a", 10, Token));
            IOException write = await Assert.ThrowsAsync<IOException>(() => records.CreateAsync("a", Content("x"), Token));
            IOException list = await Assert.ThrowsAsync<IOException>(() => ListAsync(records, ""));

            Assert.Equal("The storage cannot be used: connection refused.", read.Message);
            Assert.Equal((read.Message, read.Message), (write.Message, list.Message));
        }
    }

    [Fact]
    public async Task A_container_that_is_missing_is_an_IOException_and_not_an_absent_record()
    {
        IRecords records = new BlobRecords(new BlobContainerClient(azurite.ConnectionString, $"{_prefix}missing"));

        await Assert.ThrowsAsync<IOException>(() => records.ReadAsync("a", 10, Token));
        await Assert.ThrowsAsync<IOException>(() => records.CreateAsync("a", Content("x"), Token));
        await Assert.ThrowsAsync<IOException>(() => records.ReplaceAsync("a", Content("x"), "0x1", Token));
        await Assert.ThrowsAsync<IOException>(() => records.DeleteAsync("a", "0x1", Token));
    }

    protected override async Task<IRecords> OpenAsync() => (await OpenStorageAsync()).Articles;

    private async Task<BlobStorage> OpenStorageAsync()
    {
        BlobStorage storage = BlobStorage.Connect(new StorageOptions { ConnectionString = azurite.ConnectionString }, _prefix);
        await storage.OpenAsync(TimeProvider.System, waiting: null, Token);
        return storage;
    }

    private BlobContainerClient Container(string name) => new(azurite.ConnectionString, _prefix + name);

    private static async Task<List<string>> AllNamesAsync(BlobStorage storage)
    {
        List<string> names = [];
        names.AddRange((await NamesAsync(storage.Containers.Articles)).Select(n => $"articles: {n}"));
        names.AddRange((await NamesAsync(storage.Containers.Receipts)).Select(n => $"receipts: {n}"));
        names.AddRange((await NamesAsync(storage.Containers.Digest)).Select(n => $"digest: {n}"));
        return names;
    }

    private static RecordContent Filled(byte value) => new(Enumerable.Repeat(value, 300_000).ToArray());

    private static async Task<List<StoredRecord>> ReadUntilAsync(IRecords records, CancellationToken done)
    {
        List<StoredRecord> reads = [];
        while (!done.IsCancellationRequested)
        {
            reads.Add((await records.ReadAsync("a", 1_000_000, CancellationToken.None))!);
        }

        return reads;
    }
}
