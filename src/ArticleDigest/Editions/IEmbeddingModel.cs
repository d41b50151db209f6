using ArticleDigest.Analysis.Chat;

namespace ArticleDigest.Editions;

/// <summary>
/// A model that turns texts of any language into vectors that are the nearer the more alike the texts' meanings are. A port:
/// everything that goes wrong with a model is an outcome.
/// </summary>
public interface IEmbeddingModel
{
    /// <summary>What stands for this model and the form of its vectors: vectors of another one are not to be compared with them.</summary>
    string Identity { get; }

    /// <summary>Asks once; nothing is tried again here.</summary>
    /// <param name="texts">The texts, none empty; hostile.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The vectors, or why there are none.</returns>
    /// <exception cref="OperationCanceledException">The call was ended from outside; a model's time-out is an outcome.</exception>
    Task<EmbeddingAnswer> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}

/// <summary>What became of a question for vectors.</summary>
/// <param name="Status">
/// How it ended: answered, throttled, unavailable, misconfigured, too long, or refused by the content filter.
/// </param>
public sealed record EmbeddingAnswer(AnswerStatus Status)
{
    /// <summary>
    /// One vector for each text, in the order of the texts, all with as many numbers, each a finite number and in no vector
    /// all of them nought; empty if it did not answer.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<float>> Vectors { get; init; } = [];

    /// <summary>Why there are none: lower case, no full stop, safe to show; null if it answered.</summary>
    public string? Reason { get; init; }

    /// <summary>When the service wants to be asked again; null if it does not say.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What was read, in tokens, as the service counts them; 0 where it does not tell.</summary>
    public int Tokens { get; init; }

    /// <summary>What stands for vectors where a model did not answer.</summary>
    public static EmbeddingAnswer Without(ModelAnswer fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new EmbeddingAnswer(fault.Status) { Reason = fault.Reason, Until = fault.Until };
    }
}
