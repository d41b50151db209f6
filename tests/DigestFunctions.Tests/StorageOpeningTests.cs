using System.Collections.Concurrent;
using ArticleDigest.Azure;
using LocalServers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigestFunctions.Tests;

/// <summary>What the app makes in a storage when it starts.</summary>
public sealed class StorageOpeningTests(AzuriteServer azurite)
{
    [Fact]
    public async Task The_queue_of_drops_that_were_given_up_is_made_where_a_connection_string_opens_the_account()
    {
        IReadOnlyList<string> asked = await OpenAsync(queues =>
            ("ArticlesStorage", $"{azurite.ConnectionString}QueueEndpoint={queues}devstoreaccount1;"));

        Assert.Equal(["PUT /devstoreaccount1/webjobs-blobtrigger-poison"], asked);
    }

    [Fact]
    public async Task Where_an_identity_opens_the_account_no_queue_is_made() =>
        Assert.Empty(await OpenAsync(queues => ("ArticlesStorage:queueServiceUri", queues.AbsoluteUri)));

    /// <summary>Opens a storage.</summary>
    /// <returns>What its queue service was asked.</returns>
    private async Task<IReadOnlyList<string>> OpenAsync(Func<Uri, (string Key, string Value)> setting)
    {
        ConcurrentQueue<string> asked = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using WebApplication queues = builder.Build();
        queues.Urls.Add("http://127.0.0.1:0");
        queues.Run(context =>
        {
            asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            context.Response.StatusCode = StatusCodes.Status201Created;
            return Task.CompletedTask;
        });
        await queues.StartAsync(TestContext.Current.CancellationToken);
        (string key, string value) = setting(new Uri(queues.Urls.Single() + "/"));
        using StorageOpening opening = new(
            BlobStorage.Connect(new StorageOptions { ConnectionString = azurite.ConnectionString }, azurite.NewPrefix()),
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build(),
            TimeProvider.System,
            NullLogger<StorageOpening>.Instance);
        await opening.StartAsync(TestContext.Current.CancellationToken);
        await opening.ExecuteTask!;
        return [.. asked];
    }
}
