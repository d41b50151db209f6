using ArticleDigest.Analysis.Chat;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

/// <summary>
/// An embedding model whose answers a test gives, one for each question; then it answers with vectors of its own, in which
/// only texts of the same first word are alike.
/// </summary>
internal sealed class ScriptedEmbeddings : IEmbeddingModel
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<IReadOnlyList<string>, CancellationToken, Task<EmbeddingAnswer>>> _script = new();
    private readonly List<IReadOnlyList<string>> _questions = [];

    public string Identity { get; init; } = "scripted";

    public IReadOnlyList<IReadOnlyList<string>> Questions
    {
        get
        {
            lock (_gate)
            {
                return [.. _questions];
            }
        }
    }

    public void Answer(EmbeddingAnswer answer) => Answer((_, _) => Task.FromResult(answer));

    public void Answer(Func<IReadOnlyList<string>, CancellationToken, Task<EmbeddingAnswer>> answer) => _script.Enqueue(answer);

    public Task<EmbeddingAnswer> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        Func<IReadOnlyList<string>, CancellationToken, Task<EmbeddingAnswer>>? scripted;
        lock (_gate)
        {
            _questions.Add(texts);
            _script.TryDequeue(out scripted);
        }

        return scripted is null ? Task.FromResult(VectorsOf(texts)) : scripted(texts, cancellationToken);
    }

    public static EmbeddingAnswer VectorsOf(IReadOnlyList<string> texts) => new(AnswerStatus.Answered)
    {
        Vectors = [.. texts.Select(VectorOf)],
        Tokens = texts.Count * 10,
    };

    private static ReadOnlyMemory<float> VectorOf(string text)
    {
        float[] vector = new float[64];
        vector[text.Split(' ')[0].Sum(c => c) % vector.Length] = 3;
        return vector;
    }
}
