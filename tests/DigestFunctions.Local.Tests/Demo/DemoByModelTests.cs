using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DigestFunctions.Local.LocalTools;
using LocalServers;
using ModelServer;

namespace DigestFunctions.Local.Tests.Demo;

/// <summary><c>digest demo --model-endpoint</c>: the samples, read by a language model.</summary>
public sealed class DemoByModelTests
{
    [Fact]
    public async Task A_model_reads_the_samples_and_a_day_later_only_what_is_new()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        string endpoint = room.Model.Endpoint.ToString();
        room.With("Analysis:Analyst", null).With("Analysis:Chat:Endpoint", null);

        Finished first = await room.RunAsync("demo", "--model-endpoint", endpoint);
        string[] letters = Directory.GetFiles(Path.Combine(room.Folder, "digest-demo", "mail"), "*.eml");
        string[] pages = Directory.GetFiles(Path.Combine(room.Folder, "digest-demo", "pages"));
        IReadOnlyList<Asked> firstQuestions = room.Questions;
        Finished second = await room.RunAsync("demo", "--keep", "--model-endpoint", endpoint);
        IReadOnlyList<JsonElement> analyses = await ReadAnalysesAsync(room);

        Assert.True(first.ExitCode == 0, first.All);
        Assert.Equal(2, letters.Length);
        Assert.Contains("harbour quarter", await File.ReadAllTextAsync(Assert.Single(pages)), StringComparison.Ordinal);
        Assert.Matches("storage-law[.]txt +│ analysed +│ [1-9]", first.Output);
        Assert.Matches("the-gazette-storage-law[.]txt +│ duplicate", first.Output);
        Assert.Matches("peage-du-port[.]txt +│ analysed", first.Output);
        Assert.NotEmpty(firstQuestions);
        Assert.True(second.ExitCode == 0, second.All);
        Assert.Contains(room.Questions.Skip(firstQuestions.Count), q => q.UserText.Contains("Who will not have to pay", StringComparison.Ordinal));
        Assert.Contains(firstQuestions, q => q.UserText.Contains("Data centre law", StringComparison.Ordinal));
        Assert.DoesNotContain(room.Questions.Skip(firstQuestions.Count), q => q.UserText.Contains("Data centre law", StringComparison.Ordinal));
        Assert.Equal(room.Questions.Count, analyses.Count);
        Assert.All(analyses, analysis => Assert.StartsWith("chat-played-model-", analysis.GetProperty("analyst").GetString(), StringComparison.Ordinal));
        Assert.All(analyses, analysis => Assert.Equal(1, analysis.GetProperty("calls").GetInt32()));
    }

    [Theory]
    [InlineData("Key", "s3cret-of-the-model", 1, "The model played-model at http://127.0.0.1:")]
    [InlineData("Deployment", null, 2, "Analysis:Chat:Deployment is ''")]
    public async Task A_model_that_cannot_be_asked_ends_the_demo_before_it_begins(string key, string? value, int exitCode, string told)
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();

        Finished finished = await room.With($"Analysis:Chat:{key}", value).RunAsync("demo", "--model-endpoint", room.Model.Endpoint.ToString());

        Assert.Equal((exitCode, ""), (finished.ExitCode, finished.Output));
        Assert.StartsWith(told, Assert.Single(finished.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-of-the-model", finished.All, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(room.Folder));
    }

    [Fact]
    public async Task Without_an_endpoint_a_demo_asks_no_model_even_if_one_is_configured()
    {
        await using ModelRoom room = await ModelRoom.OpenAsync();
        await room.WriteAsync("one.txt", Texts.Article(3));

        Finished finished = await room.RunAsync("demo", "one.txt");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Matches("one[.]txt +│ analysed +│ 2 ", finished.Output);
        Assert.Empty(room.Model.Requests);
    }

    /// <summary>What the demo's storage has, seen from outside after its end.</summary>
    private static async Task<IReadOnlyList<JsonElement>> ReadAnalysesAsync(ModelRoom room)
    {
        await using AzuriteProcess storage = await AzuriteServer.StartOwnAsync(
            new AzuriteSettings { Folder = Path.Combine(room.Folder, "digest-demo", "storage") }, CancellationToken.None);
        BlobContainerClient digest = new BlobServiceClient(storage.ConnectionString).GetBlobContainerClient("digest");
        List<JsonElement> analyses = [];
        await foreach (BlobItem blob in digest.GetBlobsAsync(BlobTraits.None, BlobStates.None, "analyses/", default))
        {
            BlobDownloadResult read = await digest.GetBlobClient(blob.Name).DownloadContentAsync();
            analyses.Add(JsonDocument.Parse(read.Content).RootElement);
        }

        return analyses;
    }
}
