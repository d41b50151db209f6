using ArticleDigest.Azure;
using ArticleDigest.Records;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using DigestFunctions.Local.LocalTools;
using LocalServers;

namespace ArticleDigest.Azure.Tests;

public sealed class BlobStorageTests(AzuriteServer azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_makes_the_three_containers_and_opening_again_does_no_harm()
    {
        string prefix = azurite.NewPrefix();
        BlobStorage storage = Connect(azurite.ConnectionString, prefix);

        await storage.OpenAsync(TimeProvider.System, waiting: null, Token);
        await storage.OpenAsync(TimeProvider.System, waiting: null, Token);

        List<string> names = await new BlobServiceClient(azurite.ConnectionString)
            .GetBlobContainersAsync(prefix: prefix, cancellationToken: Token).Select(c => c.Name).ToListAsync(Token);
        Assert.Equal([$"{prefix}articles", $"{prefix}digest", $"{prefix}receipts"], names);
    }

    [Fact]
    public async Task Each_of_the_three_is_a_place_of_its_own()
    {
        DigestStorage storage = await Connect(azurite.ConnectionString, azurite.NewPrefix())
            .OpenAsync(TimeProvider.System, waiting: null, Token);

        await storage.Receipts.CreateAsync("a", new RecordContent("receipt"u8.ToArray()), Token);

        Assert.NotNull(await storage.Receipts.ReadAsync("a", 10, Token));
        Assert.Null(await storage.Digest.ReadAsync("a", 10, Token));
        Assert.Null(await storage.Articles.ReadAsync("a", 10, Token));
    }

    [Fact]
    public async Task Containers_that_are_there_are_opened_without_the_right_to_make_them()
    {
        string prefix = azurite.NewPrefix();
        await Connect(azurite.ConnectionString, prefix).OpenAsync(TimeProvider.System, waiting: null, Token);
        Uri reader = new BlobServiceClient(azurite.ConnectionString).GenerateAccountSasUri(
            AccountSasPermissions.Read | AccountSasPermissions.List,
            TimeProvider.System.GetUtcNow().AddHours(1),
            AccountSasResourceTypes.All);
        string connection = $"BlobEndpoint={reader.GetLeftPart(UriPartial.Path)};SharedAccessSignature={reader.Query[1..]}";

        string? fault = await Connect(connection, prefix).FindFaultAsync(Token);

        Assert.Null(fault);
        await Assert.ThrowsAsync<StorageRefusedException>(() => Connect(connection, azurite.NewPrefix()).FindFaultAsync(Token));
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_yet_is_waited_for_and_the_waiting_told()
    {
        await using AzuriteProcess own = await AzuriteServer.StartOwnAsync(new AzuriteSettings(), Token);
        await own.StopAsync();
        BlobStorage storage = Connect(own.ConnectionString, "");
        TaskCompletionSource<string> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Told progress = new(told);

        Task<DigestStorage> opening = storage.OpenAsync(TimeProvider.System, progress, Token);
        string line = await told.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        bool wasWaiting = !opening.IsCompleted;
        await own.RestartAsync(Token);
        DigestStorage opened = await opening.WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.True(wasWaiting);
        Assert.Equal($"The storage at http://127.0.0.1:{own.Port}/devstoreaccount1 does not answer (connection refused); trying again in 1 s.", line);
        Assert.NotNull(await opened.Digest.CreateAsync("a", new RecordContent("x"u8.ToArray()), Token));
    }

    [Fact]
    public async Task Waiting_for_a_storage_ends_when_it_is_cancelled()
    {
        using CancellationTokenSource impatience = new();
        BlobStorage storage = Connect("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/a;", "");
        TaskCompletionSource<string> told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        Task<DigestStorage> opening = storage.OpenAsync(TimeProvider.System, new Told(told), impatience.Token);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_at_once_without_being_told()
    {
        string wrong = azurite.ConnectionString.Replace("AccountKey=Eby8", "AccountKey=AAAA", StringComparison.Ordinal);

        StorageRefusedException fault = await Assert.ThrowsAsync<StorageRefusedException>(
            () => Connect(wrong, azurite.NewPrefix()).OpenAsync(TimeProvider.System, waiting: null, Token));

        Assert.Contains("status 403", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAAvdM0", fault.ToString(), StringComparison.Ordinal);
    }

    private static BlobStorage Connect(string connectionString, string prefix) =>
        BlobStorage.Connect(new StorageOptions { ConnectionString = connectionString }, prefix);

    private sealed class Told(TaskCompletionSource<string> first) : IProgress<string>
    {
        public void Report(string value) => first.TrySetResult(value);
    }
}
