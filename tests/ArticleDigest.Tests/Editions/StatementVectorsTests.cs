using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class StatementVectorsTests
{
    private const int Pairs = 200;
    private const int Dimensions = 512;

    [Fact]
    public void A_text_that_is_not_known_is_near_to_nothing_and_nowhere()
    {
        StatementVectors vectors = Of(("a", [1, 0]));

        Assert.Null(vectors.Similarity("a", "b"));
        Assert.Null(vectors.Similarity("b", "a"));
        Assert.Empty(vectors.NeighbourhoodsOf("b"));
    }

    [Fact]
    public void Vectors_of_different_dimensions_tell_nothing_of_each_other() =>
        Assert.Null(Of(("a", [1, 0]), ("b", [1, 0, 0])).Similarity("a", "b"));

    [Fact]
    public void A_similarity_is_never_more_than_one_however_numbers_were_rounded() =>
        Assert.Equal(1, Of(("a", [1.0001f, 0]), ("b", [1.0001f, 0])).Similarity("a", "b"));

    [Theory]
    [InlineData(0.95, 6, 16)]
    [InlineData(0.8, 3, 6)]
    [InlineData(0.3, 0, 1)]
    [InlineData(0, 0, 0.6)]
    public void The_nearer_texts_are_the_more_neighbourhoods_they_share(double similarity, double least, double most)
    {
        Random random = new(20261123);
        double shared = 0;
        for (int i = 0; i < Pairs; i++)
        {
            (float[] one, float[] other) = PairOf(similarity, random);
            StatementVectors vectors = Of(("one", one), ("other", other));
            Assert.Equal(similarity, vectors.Similarity("one", "other")!.Value, 0.001);
            shared += vectors.NeighbourhoodsOf("one").Intersect(vectors.NeighbourhoodsOf("other")).Count();
        }

        Assert.InRange(shared / Pairs, least, most);
    }

    [Fact]
    public void Neighbourhoods_are_the_same_in_every_run_and_each_has_a_key_of_its_own()
    {
        IReadOnlyList<ulong> keys = Of(("a", [1, 0])).NeighbourhoodsOf("a");

        Assert.Equal(16, keys.Distinct().Count());
        Assert.Equal(keys, Of(("b", [1, 0])).NeighbourhoodsOf("b"));
        Assert.NotEqual(keys, Of(("b", [-1, 0])).NeighbourhoodsOf("b"));
    }

    private static StatementVectors Of(params (string Text, float[] Vector)[] vectors) =>
        new(vectors.ToDictionary(v => v.Text, ReadOnlyMemory<float> (v) => v.Vector, StringComparer.Ordinal));

    /// <summary>Two vectors of length 1 in any direction, with a similarity that is given.</summary>
    private static (float[] One, float[] Other) PairOf(double similarity, Random random)
    {
        double[] one = Unit([.. Enumerable.Range(0, Dimensions).Select(_ => random.NextDouble() - 0.5)]);
        double[] any = Unit([.. Enumerable.Range(0, Dimensions).Select(_ => random.NextDouble() - 0.5)]);
        double common = one.Zip(any, (a, b) => a * b).Sum();
        double[] across = Unit([.. any.Zip(one, (a, b) => a - (common * b))]);
        double sine = Math.Sqrt(1 - (similarity * similarity));
        return ([.. one.Select(n => (float)n)], [.. one.Zip(across, (a, b) => (float)((similarity * a) + (sine * b)))]);
    }

    private static double[] Unit(double[] vector)
    {
        double length = Math.Sqrt(vector.Sum(n => n * n));
        return [.. vector.Select(n => n / length)];
    }
}
