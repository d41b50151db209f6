using System.Net.Http.Json;
using System.Text.Json;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>The played embedding model refuses what the real services refuse, and what it says of meanings serves tests.</summary>
public sealed class PlayedEmbeddingsTests : IAsyncLifetime
{
    private const string Azure = "openai/deployments/played-embeddings/embeddings?api-version=2024-10-21";
    private const string Good = """{"model":"played-embeddings","input":["a toll","a tax"]}""";
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private PlayedModel _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await PlayedModel.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(Azure, "api-key", "a-key-for-tests", 200)]
    [InlineData(Azure, "Authorization", "Bearer a-token-for-tests", 200)]
    [InlineData(Azure, "api-key", "another", 401)]
    [InlineData("openai/v1/embeddings", "api-key", "a-key-for-tests", 200)]
    [InlineData("v1/embeddings", "Authorization", "Bearer a-key-for-tests", 200)]
    [InlineData("v1/embeddings", "Authorization", "Bearer another", 401)]
    [InlineData("openai/deployments/played-model/embeddings?api-version=2024-10-21", "api-key", "a-key-for-tests", 404)]
    [InlineData("openai/deployments/played-embeddings/embeddings", "api-key", "a-key-for-tests", 404)]
    [InlineData("openai/deployments/played-embeddings/chat/completions?api-version=2024-10-21", "api-key", "a-key-for-tests", 404)]
    public async Task A_request_needs_an_address_and_a_key_that_are_known(string path, string header, string value, int status) =>
        Assert.Equal(status, (await PostAsync(Good, path, header, value)).Status);

    [Theory]
    [InlineData("not JSON", "parse the JSON body")]
    [InlineData("{}", "'input'")]
    [InlineData("""{"input":[]}""", "$.input")]
    [InlineData("""{"input":["a",""]}""", "$.input")]
    [InlineData("""{"input":"a","encoding_format":"hex"}""", "encoding_format")]
    [InlineData("""{"input":"a","dimensions":0}""", "dimensions")]
    [InlineData("""{"input":"a","temperature":0}""", "temperature")]
    public async Task A_request_needs_its_shape(string body, string words)
    {
        (int Status, JsonElement Body) answer = await PostAsync(body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(words, answer.Body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vectors_come_as_numbers_or_in_base64_as_is_asked_for()
    {
        JsonElement numbers = (await PostAsync(Good)).Body;
        JsonElement bytes = (await PostAsync(Good[..^1] + ""","encoding_format":"base64"}""")).Body;

        float[] expected = PlayedMeaning.VectorOf("a tax", PlayedModelSettings.UsualDimensions);
        Assert.Equal(expected, numbers.GetProperty("data")[1].GetProperty("embedding").EnumerateArray().Select(n => n.GetSingle()));
        byte[] read = bytes.GetProperty("data")[1].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(expected, read.Chunk(4).Select(chunk => BitConverter.ToSingle(chunk)));
        Assert.Equal(4, numbers.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Theory]
    [InlineData("a toll on lorries in the harbour")]
    [InlineData("eine Maut für Lastwagen im Hafen")]
    [InlineData("un péage pour les camions dans le port")]
    [InlineData("un peaje para camiones en el puerto")]
    [InlineData("uma portagem para camiões no porto")]
    public void The_same_in_another_language_is_near_and_something_else_is_far(string text)
    {
        Assert.InRange(Nearness(text, "harbour tolls for trucks"), 0.8, 1.0001);
        Assert.InRange(Nearness(text, "a ban on phones in schools"), -0.3, 0.3);
        Assert.InRange(Nearness(text, "longer holidays for nurses"), -0.3, 0.3);
    }

    private static double Nearness(string one, string other) => PlayedMeaning.VectorOf(one, PlayedModelSettings.UsualDimensions)
        .Zip(PlayedMeaning.VectorOf(other, PlayedModelSettings.UsualDimensions), (a, b) => (double)a * b).Sum();

    private async Task<(int Status, JsonElement Body)> PostAsync(string body, string path = Azure, string header = "api-key", string value = "a-key-for-tests")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_server.Endpoint, path)) { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage response = await _http.SendAsync(request, Token);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Token));
    }
}
