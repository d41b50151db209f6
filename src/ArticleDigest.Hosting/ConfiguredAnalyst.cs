using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Azure;
using ArticleDigest.Records;
using Azure.Identity;

namespace ArticleDigest.Hosting;

/// <summary>The analyst that the configuration puts in charge, with the model that it asks, if it asks one.</summary>
public sealed class ConfiguredAnalyst : IDisposable
{
    private readonly ChatModel? _model;

    /// <summary>Makes the analyst; nothing is asked yet.</summary>
    /// <param name="options">Options without faults.</param>
    /// <param name="digest">Where answers and budgets are kept.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">There is no such analyst; <see cref="AnalysisOptions.Faults"/> tells it before.</exception>
    public ConfiguredAnalyst(AnalysisOptions options, IRecords digest, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        switch (options.Analyst.ToLowerInvariant())
        {
            case AnalysisOptions.Extractive:
                Analyst = new ExtractiveAnalyst();
                break;
            case AnalysisOptions.ByChat:
                _model = ModelOf(options.Chat, time);
                Analyst = new ChatAnalyst(
                    new GuardedModel(_model, options.Chat, time),
                    options.Chat,
                    digest,
                    time,
                    options.Chat.Fallback == ChatFallback.Extractive ? new ExtractiveAnalyst() : null);
                break;
            default:
                throw new ArgumentException($"There is no analyst '{options.Analyst}'.", nameof(options));
        }
    }

    /// <summary>The analyst.</summary>
    public IArticleAnalyst Analyst { get; }

    /// <summary>The model that a configuration names.</summary>
    /// <param name="options">Options without faults.</param>
    /// <param name="time">The clock.</param>
    public static ChatModel ModelOf(ChatOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ChatModel(options, options.Key.Length > 0 ? null : new DefaultAzureCredential(), time);
    }

    /// <inheritdoc/>
    public void Dispose() => _model?.Dispose();
}
