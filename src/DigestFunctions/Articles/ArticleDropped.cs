using ArticleDigest;
using Azure.Storage.Blobs;
using DigestFunctions.Analysis;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DigestFunctions.Articles;

/// <summary>A drop came in: takes it in and starts its analysis.</summary>
public sealed class ArticleDropped(DigestPipeline pipeline)
{
    /// <summary>The app setting that names the account drops are in.</summary>
    public const string Connection = "ArticlesStorage";

    [Function(nameof(ArticleDropped))]
    public Task RunAsync(
        [BlobTrigger("articles/{name}", Source = BlobTriggerSource.EventGrid, Connection = Connection)] BlobClient blob,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        pipeline.Reception.ReceiveAsync(name, client.StartAnalysisAsync, cancellationToken);
}
