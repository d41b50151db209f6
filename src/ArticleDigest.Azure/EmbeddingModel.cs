using System.ClientModel;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Editions;
using Azure.Core;
using OpenAI.Embeddings;

namespace ArticleDigest.Azure;

/// <summary>
/// Asks an embedding model over HTTP: a deployment of Azure OpenAI, or any service with OpenAI's embeddings. Some texts are
/// one request.
/// </summary>
/// <remarks>
/// The client is OpenAI's own: the common interface for embeddings does not tell to which text a vector belongs, and a vector
/// that is given to another text merges what has nothing to do with each other.
/// </remarks>
public sealed class EmbeddingModel : IEmbeddingModel, IDisposable
{
    private readonly EmbeddingOptions _options;
    private readonly ModelAccess _access;
    private readonly EmbeddingClient _client;

    /// <summary>Prepares the access to the service; nothing is sent yet.</summary>
    /// <param name="options">Options without faults.</param>
    /// <param name="credential">
    /// The identity that asks where the options have no key; it needs the role "Cognitive Services OpenAI User" on the
    /// Azure OpenAI resource. May be null where they have one.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">The options have faults or no endpoint, or there is neither a key nor an identity.</exception>
    public EmbeddingModel(EmbeddingOptions options, TokenCredential? credential, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsOn)
        {
            throw new ArgumentException("These options name no service.", nameof(options));
        }

        _options = options;
        _access = new ModelAccess(options, credential, time);
        _client = _access.Client.GetEmbeddingClient(options.Deployment);
        Identity = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{options.Identity} {options.Dimensions}");
    }

    /// <inheritdoc/>
    public string Identity { get; }

    /// <inheritdoc/>
    public Task<EmbeddingAnswer> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count, nameof(texts));
        return _access.AskAsync(token => AskAsync(texts, token), EmbeddingAnswer.Without, cancellationToken);
    }

    /// <summary>Asks the model about two short texts.</summary>
    /// <returns>How many numbers its vectors have; or what is wrong with endpoint, deployment, credential or vectors, in one line.</returns>
    /// <exception cref="OperationCanceledException">The call was ended from outside.</exception>
    public async Task<(int Dimensions, string? Fault)> TryAsync(CancellationToken cancellationToken)
    {
        EmbeddingAnswer answer = await EmbedAsync(["Are you ready?", "Yes."], cancellationToken).ConfigureAwait(false);
        return answer.Status == AnswerStatus.Answered ? (answer.Vectors[0].Length, null) : (0, answer.Reason);
    }

    /// <inheritdoc/>
    public void Dispose() => _access.Dispose();

    private async Task<EmbeddingAnswer> AskAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        EmbeddingGenerationOptions request = new() { Dimensions = _options.Dimensions };
        ClientResult<OpenAIEmbeddingCollection> result = await _client.GenerateEmbeddingsAsync(texts, request, cancellationToken).ConfigureAwait(false);
        OpenAIEmbeddingCollection found = result.Value;
        int tokens = ModelAccess.Count(found.Usage?.InputTokenCount);
        ReadOnlyMemory<float>[] vectors = [.. found.OrderBy(e => e.Index).Select(e => e.ToFloats())];
        if (!found.Select(e => e.Index).Order().SequenceEqual(Enumerable.Range(0, texts.Count)))
        {
            return Unusable($"the model's service gives {vectors.Length} vectors for {texts.Count} texts, or not one for each", tokens);
        }

        int dimensions = _options.Dimensions ?? vectors[0].Length;
        return Array.Find(vectors, v => v.Length != dimensions) is { IsEmpty: false } other
                ? Unusable($"the model gives vectors of {other.Length} numbers instead of {dimensions}; check {EmbeddingOptions.Section}:{nameof(EmbeddingOptions.Dimensions)}", tokens)
            : Array.Exists(vectors, v => !HasDirection(v.Span))
                ? Unusable("the model gives a vector that has no direction", tokens)
            : new EmbeddingAnswer(AnswerStatus.Answered) { Vectors = vectors, Tokens = tokens };
    }

    private static EmbeddingAnswer Unusable(string reason, int tokens) =>
        new(AnswerStatus.Unavailable) { Reason = reason, Tokens = tokens };

    private static bool HasDirection(ReadOnlySpan<float> vector)
    {
        bool isSomewhere = false;
        foreach (float number in vector)
        {
            if (!float.IsFinite(number))
            {
                return false;
            }

            isSomewhere |= number != 0;
        }

        return isSomewhere;
    }
}
