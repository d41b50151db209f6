using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>
/// Keeps one model's vectors of texts, so that a text is asked about once: an edition that is compiled again, and a statement
/// that comes again, find theirs here, and the same numbers each time.
/// </summary>
/// <param name="digest">Where they are kept.</param>
/// <param name="model">What stands for the model: <see cref="IEmbeddingModel.Identity"/>.</param>
public sealed class VectorShelf(IRecords digest, string model)
{
    private const int ModelDigits = 16;

    private readonly string _folder = $"vectors/{HashOf(model)[..ModelDigits]}/";

    /// <summary>Looks for a text's vector.</summary>
    /// <returns>The vector; null if none was kept, or one that this program cannot read.</returns>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public async Task<FoundVector?> FindAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            JsonRecord<KeptVector>? kept = await digest.ReadJsonAsync<KeptVector>(PathOf(text), cancellationToken).ConfigureAwait(false);
            return kept?.Value is { } value && value.ToNumbers() is { } numbers ? new FoundVector(numbers, value.Edition, value.Tokens) : null;
        }
        catch (JsonException)
        {
            // A damaged vector, or a newer program's, costs a question.
            return null;
        }
    }

    /// <summary>Keeps a text's vector. The first one that is kept stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vector">Its vector as the model gave it: finite numbers, not all of them nought.</param>
    /// <param name="edition">The edition that it was asked for.</param>
    /// <param name="tokens">What it cost that edition, in tokens.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The vector as it is found from now on: as exact as it is kept.</returns>
    /// <exception cref="ArgumentException">These numbers have no direction.</exception>
    /// <exception cref="IOException">The storage cannot be used just now.</exception>
    public async Task<float[]> KeepAsync(
        string text, ReadOnlyMemory<float> vector, EditionRequest edition, int tokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edition);
        KeptVector kept = new() { Halves = KeptVector.HalvesOf(vector.Span), Edition = NameOf(edition), Tokens = tokens };
        float[] ours = kept.ToNumbers() ?? throw new ArgumentException("A vector needs finite numbers that are not all nought.", nameof(vector));
        return await digest.CreateJsonAsync(PathOf(text), kept, cancellationToken).ConfigureAwait(false)
            ? ours
            : (await FindAsync(text, cancellationToken).ConfigureAwait(false))?.Numbers ?? ours;
    }

    /// <summary>What an edition is called in the records of vectors.</summary>
    internal static string NameOf(EditionRequest edition) => string.Create(CultureInfo.InvariantCulture, $"{edition.Schedule} {edition.Date:O}");

    private string PathOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string hash = HashOf(text);
        return $"{_folder}{hash[..2]}/{hash}.json";
    }

    // Of the UTF-16 units that a text is held in: encoders make all lone surrogates one.
    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));
}

/// <summary>A vector as it is found.</summary>
/// <param name="Numbers">Its numbers; its length is 1.</param>
/// <param name="Edition">The edition that it was asked for.</param>
/// <param name="Tokens">What it cost that edition, in tokens.</param>
public sealed record FoundVector(float[] Numbers, string Edition, int Tokens)
{
    /// <summary>What it costs an edition, in tokens: nothing unless it was asked for by that one, however often it is compiled.</summary>
    public int TokensOf(EditionRequest edition) => string.Equals(Edition, VectorShelf.NameOf(edition), StringComparison.Ordinal) ? Math.Max(0, Tokens) : 0;
}

/// <summary>
/// A vector that was kept: normalised, its numbers in half precision, two bytes each, the lower one first. What that takes
/// from a similarity is less than a thousandth.
/// </summary>
public sealed record KeptVector() : VersionedRecord(1)
{
    private const int BytesPerNumber = 2;

    /// <summary>The numbers' bytes; base64 in JSON.</summary>
    public required ReadOnlyMemory<byte> Halves { get; init; }

    /// <summary>The edition that it was asked for, its schedule and date.</summary>
    public required string Edition { get; init; }

    /// <summary>What it cost that edition, in tokens.</summary>
    public required int Tokens { get; init; }

    /// <summary>The numbers of a vector of any length as they are kept.</summary>
    internal static byte[] HalvesOf(ReadOnlySpan<float> vector)
    {
        double length = LengthOf(vector);
        byte[] bytes = new byte[vector.Length * BytesPerNumber];
        for (int i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(i * BytesPerNumber), (Half)(vector[i] / length));
        }

        return bytes;
    }

    /// <summary>The vector's numbers, of length 1; null if these are none that have a direction.</summary>
    internal float[]? ToNumbers()
    {
        ReadOnlySpan<byte> bytes = Halves.Span;
        float[] vector = new float[bytes.Length / BytesPerNumber];
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * BytesPerNumber)..]);
        }

        // Rounding has changed the length a little.
        double length = LengthOf(vector);
        if (bytes.Length % BytesPerNumber != 0 || !double.IsFinite(length) || length <= 0)
        {
            return null;
        }

        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(vector[i] / length);
        }

        return vector;
    }

    private static double LengthOf(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float number in vector)
        {
            sum += (double)number * number;
        }

        return Math.Sqrt(sum);
    }
}
