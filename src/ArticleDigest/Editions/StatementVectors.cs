namespace ArticleDigest.Editions;

/// <summary>What an embedding model knows of texts: how near their meanings are. Made beforehand, so that compiling stays pure.</summary>
public sealed class StatementVectors
{
    // Of two texts whose similarity is 0.8 each neighbourhood is the same with one in four, of unlike ones with one in 64.
    private const int Neighbourhoods = 16;
    private const int SidesOfOne = 6;
    private const int NumbersOfSide = 64;

    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<float>> _vectors;

    /// <summary>The vectors of texts, each of length 1; those of different dimensions tell nothing of each other.</summary>
    public StatementVectors(IReadOnlyDictionary<string, ReadOnlyMemory<float>> vectors) => _vectors = vectors;

    /// <summary>No model: nothing is known of any text.</summary>
    public static StatementVectors None { get; } = new(new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal));

    /// <summary>
    /// Why texts that were asked for are missing: lower case, no full stop, safe to show; null if none is, or no model is
    /// configured.
    /// </summary>
    public string? MissingBecause { get; init; }

    /// <summary>What the model was given for these and for their edition, in tokens; what others had asked for costs nothing.</summary>
    public long Tokens { get; init; }

    /// <summary>What that cost by the price that was configured; 0 without one.</summary>
    public decimal Cost { get; init; }

    /// <summary>The currency of <see cref="Cost"/>, ISO 4217; null where it costs nothing.</summary>
    public string? Currency { get; init; }

    /// <summary>How near two texts are in meaning, from -1 to 1; null if one of them is not known.</summary>
    public double? Similarity(string one, string other)
    {
        if (!_vectors.TryGetValue(one, out ReadOnlyMemory<float> first)
            || !_vectors.TryGetValue(other, out ReadOnlyMemory<float> second)
            || first.Length != second.Length)
        {
            return null;
        }

        // In the order of the numbers and in double precision, so that every machine gets the same.
        ReadOnlySpan<float> left = first.Span;
        ReadOnlySpan<float> right = second.Span;
        double product = 0;
        for (int i = 0; i < left.Length; i++)
        {
            product += (double)left[i] * right[i];
        }

        return Math.Clamp(product, -1, 1);
    }

    /// <summary>
    /// Where a text is among all meanings, as keys to look others up by: texts that mean nearly the same share several of
    /// these (of 16, four on average at a similarity of 0.8, eight at 0.95), and unlike ones hardly one. So what is near can be
    /// found without comparing all with all.
    /// </summary>
    /// <returns>The keys, the same in every run; none if the text is not known.</returns>
    public IReadOnlyList<ulong> NeighbourhoodsOf(string text)
    {
        if (!_vectors.TryGetValue(text, out ReadOnlyMemory<float> vector) || vector.IsEmpty)
        {
            return [];
        }

        ulong[] keys = new ulong[Neighbourhoods];
        for (int i = 0; i < Neighbourhoods; i++)
        {
            ulong key = (ulong)i;
            for (int side = 0; side < SidesOfOne; side++)
            {
                key = (key << 1) | (IsOnSide(vector.Span, (i * SidesOfOne) + side) ? 1u : 0u);
            }

            keys[i] = Mix(key);
        }

        return keys;
    }

    /// <summary>On which side of a plane through the middle a vector is; the plane is made of its number.</summary>
    private static bool IsOnSide(ReadOnlySpan<float> vector, int plane)
    {
        double sum = 0;
        for (int i = 0; i < NumbersOfSide; i++)
        {
            ulong chosen = Mix(((ulong)plane * NumbersOfSide) + (ulong)i);
            float number = vector[(int)((chosen >> 1) % (ulong)vector.Length)];
            sum += (chosen & 1) == 0 ? number : -number;
        }

        return sum >= 0;
    }

    // SplitMix64: what is spread evenly and the same on every machine.
    private static ulong Mix(ulong value)
    {
        ulong mixed = value + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
