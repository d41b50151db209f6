using ArticleDigest.Analysis.Chat;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class EmbeddingOptionsTests
{
    [Fact]
    public void Without_an_endpoint_there_is_no_model_and_no_fault()
    {
        EmbeddingOptions options = new() { Deployment = "?", BatchSize = 0 };

        Assert.False(options.IsOn);
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void Endpoint_and_deployment_are_enough_in_Azure() =>
        Assert.Empty(new EmbeddingOptions { Endpoint = "https://name.openai.azure.com/", Deployment = "text-embedding-3-small" }.Faults());

    [Fact]
    public void All_mistakes_are_told_at_once_and_each_names_its_key()
    {
        EmbeddingOptions options = new()
        {
            Endpoint = "http://example.org/",
            Service = ModelService.OpenAI,
            Deployment = "a b",
            Dimensions = 8,
            BatchSize = 257,
            TimeoutSeconds = 0,
            SecondsPerEdition = 241,
            TokensPerEdition = 1,
            Price = -1,
        };

        string[] keys = ["Endpoint", "Deployment", "Key", "Dimensions", "BatchSize", "TimeoutSeconds", "SecondsPerEdition", "TokensPerEdition", "Price"];
        Assert.Equal(keys.Select(k => $"Digest:Embeddings:{k}"), options.Faults().Select(f => f.Split(' ')[0]));
        Assert.Contains(options.Faults(), f => f.Contains("Digest__Embeddings__Key", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_mistakes_are_told_with_those_of_the_schedules()
    {
        DigestOptions digest = new() { Embeddings = new EmbeddingOptions { Endpoint = "x", Deployment = "y" } };

        Assert.Equal(["Digest:Schedules", "Digest:Embeddings:Endpoint"], digest.Faults().Select(f => f.Split(' ')[0]));
    }

    [Fact]
    public void Tokens_cost_what_the_price_says() => Assert.Equal(0.03m, new EmbeddingOptions { Price = 0.02m }.CostOf(1_500_000));
}
