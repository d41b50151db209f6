using ArticleDigest.Azure;
using Azure;
using Azure.Storage.Queues;
using DigestFunctions.Articles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DigestFunctions;

/// <summary>
/// Looks for the containers, and for the queue of drops that the trigger gave up, when the app starts, and makes those that
/// are missing where it may.
/// </summary>
internal sealed partial class StorageOpening(
    BlobStorage storage, IConfiguration configuration, TimeProvider time, ILogger<StorageOpening> logger)
    : BackgroundService, IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => LogWait(value);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await storage.OpenAsync(time, this, stoppingToken);
            await MakePoisonQueueAsync(stoppingToken);
        }
        catch (StorageRefusedException e)
        {
            // A role that was given a moment ago can take minutes to count; every trigger tries again by itself.
            LogRefused(e.Message);
        }
    }

    private async Task MakePoisonQueueAsync(CancellationToken cancellationToken)
    {
        // Where an identity opens the account, the queue was deployed with it, and the identity may make none.
        if (configuration[ArticleDropped.Connection] is not { Length: > 0 } connection)
        {
            return;
        }

        try
        {
            await new QueueClient(connection, PoisonDrop.Queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or FormatException)
        {
            LogNoQueue(PoisonDrop.Queue, e);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Fault}")]
    private partial void LogWait(string fault);

    [LoggerMessage(2, LogLevel.Error, "{Fault}")]
    private partial void LogRefused(string fault);

    [LoggerMessage(3, LogLevel.Warning, "The queue {Queue} could not be made.")]
    private partial void LogNoQueue(string queue, Exception fault);
}
