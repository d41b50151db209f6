using System.Net.Http.Json;
using System.Text.Json;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>The played model refuses what the real services refuse, so that a client that it takes is one that they take.</summary>
public sealed class PlayedChatModelTests : IAsyncLifetime
{
    private const string Azure = "openai/deployments/played-model/chat/completions?api-version=2024-10-21";
    private const string Good = """{"model":"played-model","messages":[{"role":"system","content":"Do."},{"role":"user","content":"This."}],"max_completion_tokens":50}""";
    private const string Format = ""","response_format":{"type":"json_schema","json_schema":{"name":"form","strict":true,"schema":SCHEMA}}}""";
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
    [InlineData(Azure, "api-key", "a-key-for-tests", 200, "")]
    [InlineData(Azure, "Authorization", "Bearer a-token-for-tests", 200, "")]
    [InlineData(Azure, "Authorization", "Bearer a-key-for-tests", 401, "401")]
    [InlineData(Azure, "api-key", "another", 401, "401")]
    [InlineData(Azure, "x-nothing", "x", 401, "401")]
    [InlineData("openai/v1/chat/completions", "api-key", "a-key-for-tests", 200, "")]
    [InlineData("openai/v1/chat/completions", "Authorization", "Bearer a-key-for-tests", 200, "")]
    [InlineData("openai/v1/chat/completions", "Authorization", "Bearer a-token-for-tests", 200, "")]
    [InlineData("v1/chat/completions", "Authorization", "Bearer a-key-for-tests", 200, "")]
    [InlineData("v1/chat/completions", "api-key", "a-key-for-tests", 401, "invalid_api_key")]
    [InlineData("v1/chat/completions", "Authorization", "Bearer another", 401, "invalid_api_key")]
    [InlineData("openai/deployments/other/chat/completions?api-version=2024-10-21", "api-key", "a-key-for-tests", 404, "DeploymentNotFound")]
    [InlineData("openai/deployments/played-model/chat/completions", "api-key", "a-key-for-tests", 404, "404")]
    [InlineData("openai/deployments/played-model/chat/completions?api-version=new", "api-key", "a-key-for-tests", 404, "404")]
    [InlineData("chat/completions", "api-key", "a-key-for-tests", 404, "404")]
    public async Task A_request_needs_an_address_and_a_key_that_are_known(string path, string header, string value, int status, string code)
    {
        (int Status, JsonElement Body) answer = await PostAsync(Good, path, header, value);

        Assert.Equal((status, code), (answer.Status, CodeOf(answer.Body)));
    }

    [Theory]
    [InlineData("not JSON", "parse the JSON body")]
    [InlineData("""{"messages":[]}""", "empty array")]
    [InlineData("""{"max_tokens":5}""", "'messages'")]
    [InlineData("""{"messages":[{"role":"king","content":"x"}]}""", "'king'")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "'content'")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"max_tokens":0}""", "'max_tokens'")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"temperature":3}""", "'temperature'")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"max_tokens":5,"max_completion_tokens":5}""", "at the same time")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"colour":"red"}""", "colour")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"response_format":{"type":"xml"}}""", "'xml'")]
    public async Task A_request_needs_its_shape(string body, string words)
    {
        (int Status, JsonElement Body) answer = await PostAsync(body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(words, answer.Body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("invalid_request_error", answer.Body.GetProperty("error").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""", null)]
    [InlineData("""{"type":"object","properties":{"a":{"type":["string","null"],"enum":["x",null]}},"required":["a"],"additionalProperties":false}""", null)]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/b"}},"required":["a"],"additionalProperties":false,"$defs":{"b":{"type":"object","properties":{},"required":[],"additionalProperties":false}}}""", null)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", "In context=(), 'additionalProperties'")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":[],"additionalProperties":false}""", "Missing 'a'")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{}}}},"required":["a"],"additionalProperties":false}""", "In context=('properties', 'a', 'items',), 'additionalProperties'")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","maxLength":5}},"required":["a"],"additionalProperties":false}""", "'maxLength' is not permitted")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array"}},"required":["a"],"additionalProperties":false}""", "missing items")]
    [InlineData("""{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false}""", "'type' key")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "schema must be a JSON Schema of 'type:")]
    public async Task A_strict_schema_names_and_requires_everything(string schema, string? words)
    {
        string format = Format.Replace("SCHEMA", schema, StringComparison.Ordinal);

        (int Status, JsonElement Body) answer = await PostAsync(Good[..^1] + format);

        Assert.Equal(words is null ? 200 : 400, answer.Status);
        Assert.Contains(words ?? "played-model", answer.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_script_it_answers_the_least_that_fits_the_form()
    {
        const string schema = """{"type":"object","properties":{"points":{"type":"array","items":{"type":"string"}},"kind":{"type":"string","enum":["x","y"]},"note":{"type":"string"},"more":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["points","kind","note","more"],"additionalProperties":false}""";
        string format = Format.Replace("SCHEMA", schema, StringComparison.Ordinal);

        (int Status, JsonElement Body) answer = await PostAsync(Good[..^1] + format);

        JsonElement choice = answer.Body.GetProperty("choices")[0];
        Assert.Equal("""{"points":[],"kind":"x","note":"","more":null}""", choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("safe", choice.GetProperty("content_filter_results").GetProperty("violence").GetProperty("severity").GetString());
    }

    [Fact]
    public async Task Tokens_are_those_of_the_texts_and_three_for_each_message_and_for_the_answer()
    {
        (int Status, JsonElement Body) answer = await PostAsync(Good);

        // "Do." and "This." have two tokens each.
        JsonElement usage = answer.Body.GetProperty("usage");
        Assert.Equal(2 + 2 + 3 + 3 + 3, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Steps_are_taken_in_turn_by_requests_that_are_not_refused_and_may_take_their_time()
    {
        _server.Play(Script.Answer("one"), Script.Answer(asked => asked.UserText + " two").After(TimeSpan.FromMilliseconds(300)));

        string? first = TextOf((await PostAsync(Good)).Body);
        await PostAsync("no JSON");
        long start = TimeProvider.System.GetTimestamp();
        string? second = TextOf((await PostAsync(Good)).Body);
        TimeSpan taken = TimeProvider.System.GetElapsedTime(start);
        string? third = TextOf((await PostAsync(Good)).Body);

        // Behind the steps, what is usual: without a form the beginning of what was said.
        Assert.Equal(("one", "This. two", "This."), (first, second, third));
        Assert.InRange(taken, TimeSpan.FromMilliseconds(280), TimeSpan.FromSeconds(20));
        Assert.Equal(4, _server.Requests.Count);
    }

    [Fact]
    public async Task A_filtered_question_is_told_as_Azure_tells_it()
    {
        _server.Play(Script.FilterQuestion("violence"));

        (int Status, JsonElement Body) answer = await PostAsync(Good);

        JsonElement error = answer.Body.GetProperty("error");
        JsonElement inner = error.GetProperty("innererror");
        Assert.Equal((400, "content_filter", 400), (answer.Status, CodeOf(answer.Body), error.GetProperty("status").GetInt32()));
        Assert.Equal("ResponsibleAIPolicyViolation", inner.GetProperty("code").GetString());
        Assert.True(inner.GetProperty("content_filter_result").GetProperty("violence").GetProperty("filtered").GetBoolean());
        Assert.False(inner.GetProperty("content_filter_result").GetProperty("hate").GetProperty("filtered").GetBoolean());
    }

    private static string CodeOf(JsonElement body) => body.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetString() ?? "" : "";

    private static string? TextOf(JsonElement body) => body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();

    private async Task<(int Status, JsonElement Body)> PostAsync(string body, string path = Azure, string header = "api-key", string value = "a-key-for-tests")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_server.Endpoint, path)) { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage response = await _http.SendAsync(request, Token);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Token));
    }
}
