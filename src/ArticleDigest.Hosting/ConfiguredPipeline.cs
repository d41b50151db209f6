using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Azure;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using Azure.Identity;
using Microsoft.Extensions.Logging;

namespace ArticleDigest.Hosting;

/// <summary>The pipeline with the analyst and the postman that the configuration names: the same in both hosts.</summary>
public sealed class ConfiguredPipeline : IAsyncDisposable
{
    private readonly IPostman _postman;

    /// <summary>Puts the pipeline together; nothing is sent or read yet.</summary>
    /// <param name="settings">The configuration, validated.</param>
    /// <param name="storage">The three containers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where faults are told.</param>
    public ConfiguredPipeline(Settings settings, DigestStorage storage, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _postman = PostmanOf(settings.Mail, time);
        Pipeline = new DigestPipeline(
            storage,
            new PipelineOptions(settings.Articles, settings.Digest, settings.Mail),
            AnalystOf(settings.Analysis),
            _postman,
            time,
            loggers);
    }

    /// <summary>The rooms.</summary>
    public DigestPipeline Pipeline { get; }

    /// <summary>The analyst that the configuration puts in charge.</summary>
    /// <param name="options">Options without faults.</param>
    /// <exception cref="ArgumentException">There is no such analyst; <see cref="AnalysisOptions.Faults"/> tells it before.</exception>
    public static IArticleAnalyst AnalystOf(AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Analyst.ToLowerInvariant() switch
        {
            AnalysisOptions.Extractive => new ExtractiveAnalyst(),
            _ => throw new ArgumentException($"There is no analyst '{options.Analyst}'.", nameof(options)),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_postman is IAsyncDisposable postman)
        {
            await postman.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static IPostman PostmanOf(MailOptions options, TimeProvider time) =>
        options.Host.Length > 0 ? new SmtpPostman(options, time)
        : options.AcsEndpoint.Length > 0 ? new AcsPostman(options, new DefaultAzureCredential(), time)
        : new PickupPostman(options);
}
