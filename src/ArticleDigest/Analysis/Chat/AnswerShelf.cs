using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ArticleDigest.Records;

namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// Keeps what models answered, so that nothing is paid for twice: a step that runs again, and an article that comes again,
/// find the answer here.
/// </summary>
public sealed class AnswerShelf(IRecords digest)
{
    /// <summary>Looks for the answer to a question.</summary>
    /// <returns>The answer; null if none was kept, or one that this program cannot read.</returns>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public async Task<KeptAnswer?> FindAsync(string model, ModelQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            JsonRecord<KeptAnswer>? kept = await digest
                .ReadJsonAsync<KeptAnswer>(PathOf(model, question), cancellationToken)
                .ConfigureAwait(false);
            return kept?.Value is { Text: not null, Use: not null } answer ? answer : null;
        }
        catch (JsonException)
        {
            // A damaged answer, or a newer program's, costs a question; it is no reason to give an article up.
            return null;
        }
    }

    /// <summary>Keeps an answer that was found to be in the right form. The first one that is kept stays.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="question">What it was asked.</param>
    /// <param name="answer">What it answered.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">It is no whole answer.</exception>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public async Task KeepAsync(string model, ModelQuestion question, ModelAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Status != AnswerStatus.Answered)
        {
            throw new ArgumentException($"This is {answer.Status} and no answer to keep.", nameof(answer));
        }

        KeptAnswer kept = new() { Text = answer.Text, Use = answer.Use };
        await digest.CreateJsonAsync(PathOf(model, question), kept, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Where the answer is: all that makes the question goes into its name. The instructions stand for the prompt's version,
    /// because a version can be forgotten. How long the answer may be is left out: an answer that is whole is whole.
    /// </summary>
    private static string PathOf(string model, ModelQuestion question)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentNullException.ThrowIfNull(question);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in new[] { model, question.Instructions, question.Form.Name, question.Form.Schema.GetRawText(), question.Text })
        {
            AppendPart(hash, part);
        }

        string key = Convert.ToHexStringLower(hash.GetHashAndReset());
        return $"answers/{key[..2]}/{key}.json";
    }

    /// <summary>
    /// Appends a part after its length, so that nothing can move from one part to the next; and in the UTF-16 units it is held
    /// in, because encoders make all lone surrogates one.
    /// </summary>
    private static void AppendPart(IncrementalHash hash, string part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(MemoryMarshal.AsBytes(part.AsSpan()));
    }
}

/// <summary>An answer that was kept.</summary>
public sealed record KeptAnswer() : VersionedRecord(1)
{
    /// <summary>What the model said.</summary>
    public required string Text { get; init; }

    /// <summary>What it had cost, in tokens.</summary>
    public required TokenUse Use { get; init; }
}
