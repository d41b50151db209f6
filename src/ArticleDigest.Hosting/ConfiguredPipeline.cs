using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using Azure.Identity;
using Microsoft.Extensions.Logging;

namespace ArticleDigest.Hosting;

/// <summary>The pipeline with the analyst, the embedding model and the postman that the configuration names: the same in both hosts.</summary>
public sealed class ConfiguredPipeline : IAsyncDisposable
{
    private readonly IPostman _postman;
    private readonly ConfiguredAnalyst _analyst;
    private readonly EmbeddingModel? _embeddings;

    /// <summary>Puts the pipeline together; nothing is sent or read yet.</summary>
    /// <param name="settings">The configuration, validated.</param>
    /// <param name="storage">The three containers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where faults are told.</param>
    public ConfiguredPipeline(Settings settings, DigestStorage storage, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(storage);
        _postman = PostmanOf(settings.Mail, time);
        _analyst = new ConfiguredAnalyst(settings.Analysis, storage.Digest, time);
        _embeddings = settings.Digest.Embeddings.IsOn ? EmbeddingModelOf(settings.Digest.Embeddings, time) : null;
        Pipeline = new DigestPipeline(
            storage,
            new PipelineOptions(settings.Articles, settings.Digest, settings.Mail),
            _analyst.Analyst,
            _postman,
            time,
            loggers,
            _embeddings);
    }

    /// <summary>The rooms.</summary>
    public DigestPipeline Pipeline { get; }

    /// <summary>The embedding model that a configuration names.</summary>
    /// <param name="options">Options without faults, and with an endpoint.</param>
    /// <param name="time">The clock.</param>
    public static EmbeddingModel EmbeddingModelOf(EmbeddingOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new EmbeddingModel(options, options.Key.Length > 0 ? null : new DefaultAzureCredential(), time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _analyst.Dispose();
        _embeddings?.Dispose();
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
