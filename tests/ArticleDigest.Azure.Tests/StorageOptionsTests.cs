using ArticleDigest.Azure;

namespace ArticleDigest.Azure.Tests;

public sealed class StorageOptionsTests
{
    private const string Secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=digest;AccountKey={Secret};EndpointSuffix=core.windows.net")]
    [InlineData("BlobEndpoint=https://digest.blob.core.windows.net;SharedAccessSignature=sv=2024-01-01&sig=abc")]
    public void A_connection_string_of_any_form_is_taken(string connectionString)
    {
        Assert.Empty(new StorageOptions { ConnectionString = connectionString }.Faults());
    }

    [Theory]
    [InlineData(Secret)]
    [InlineData($"AccountName=digest;AccountKey={Secret}x")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountKey={Secret}")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=digest;AccountKey={Secret}%;EndpointSuffix=core.windows.net")]
    public void A_connection_string_that_cannot_be_parsed_is_named_by_its_key_and_not_repeated(string connectionString)
    {
        string fault = Assert.Single(new StorageOptions { ConnectionString = connectionString }.Faults());

        Assert.StartsWith("Storage:ConnectionString is no connection string", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digest")]
    [InlineData("http://digest.blob.core.windows.net")]
    [InlineData("https://digest.blob.core.windows.net/articles")]
    [InlineData("https://digest.blob.core.windows.net/?sig=c2VjcmV0")]
    [InlineData("https://user:c2VjcmV0@digest.blob.core.windows.net/")]
    public void An_account_uri_with_anything_but_the_endpoint_is_a_fault_and_not_repeated(string uri)
    {
        string fault = Assert.Single(new StorageOptions { AccountUri = uri }.Faults());

        Assert.StartsWith("Storage:AccountUri is no blob endpoint", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_uri_is_taken()
    {
        Assert.Empty(new StorageOptions { AccountUri = "https://digest.blob.core.windows.net" }.Faults());
    }

    [Fact]
    public void Both_at_once_are_a_fault()
    {
        StorageOptions options = new()
        {
            ConnectionString = "UseDevelopmentStorage=true",
            AccountUri = "https://digest.blob.core.windows.net",
        };

        Assert.Contains("both", Assert.Single(options.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_is_no_fault_and_not_configured()
    {
        StorageOptions options = new();

        Assert.Empty(options.Faults());
        Assert.False(options.IsConfigured);
    }
}
