using ArticleDigest.Azure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DigestFunctions;

/// <summary>Looks for the containers when the app starts, and makes those that are missing where it may.</summary>
internal sealed partial class StorageOpening(BlobStorage storage, TimeProvider time, ILogger<StorageOpening> logger)
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
        }
        catch (StorageRefusedException e)
        {
            // A role that was given a moment ago can take minutes to count; every trigger tries again by itself.
            LogRefused(e.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Fault}")]
    private partial void LogWait(string fault);

    [LoggerMessage(2, LogLevel.Error, "{Fault}")]
    private partial void LogRefused(string fault);
}
