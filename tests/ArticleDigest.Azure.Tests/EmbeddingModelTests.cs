using System.Globalization;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Editions;
using Azure.Core;
using Microsoft.Extensions.Time.Testing;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>An embedding model over HTTP: what goes over the wire, and what the answers mean.</summary>
public sealed class EmbeddingModelTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[] Texts = ["a toll on lorries in the harbour", "eine Maut für Lastwagen im Hafen", "longer holidays for nurses"];

    private readonly HurriedClock _clock = new(Now);
    private readonly List<EmbeddingModel> _models = [];
    private PlayedModel _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await PlayedModel.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _models.ForEach(model => model.Dispose());
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task Texts_are_asked_about_once_and_each_gets_its_vector(ModelService service)
    {
        EmbeddingAnswer answer = await Model(Options(service)).EmbedAsync(Texts, Token);

        Asked asked = Assert.Single(_server.Requests);
        Assert.Equal((AnswerStatus.Answered, asked.PromptTokens), (answer.Status, answer.Tokens));
        Assert.Equal(Texts, asked.Inputs);
        Assert.False(asked.Body.TryGetProperty("dimensions", out _));
        Assert.Equal(Texts.Select(t => PlayedMeaning.VectorOf(t, PlayedModelSettings.UsualDimensions)), answer.Vectors.Select(v => v.ToArray()));
    }

    [Fact]
    public async Task Azure_is_asked_at_its_deployment_with_the_key_in_its_own_header()
    {
        await Model().EmbedAsync(Texts, Token);

        Asked asked = Assert.Single(_server.Requests);
        Assert.Equal("/openai/deployments/played-embeddings/embeddings", asked.Path);
        Assert.StartsWith("?api-version=20", asked.Query, StringComparison.Ordinal);
        Assert.Equal("a-key-for-tests", asked.Headers["api-key"]);
    }

    [Fact]
    public async Task Azure_is_asked_under_the_programs_identity_where_there_is_no_key()
    {
        EmbeddingOptions options = Options();
        options.Key = "";

        EmbeddingAnswer answer = await Model(options, credential: new PlayedCredential("a-token-for-tests", TimeProvider.System)).EmbedAsync(Texts, Token);

        Assert.Equal(AnswerStatus.Answered, answer.Status);
        Assert.Equal("Bearer a-token-for-tests", Assert.Single(_server.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task Other_services_are_asked_at_their_path_with_the_key_as_bearer()
    {
        await Model(Options(ModelService.OpenAI)).EmbedAsync(Texts, Token);

        Asked asked = Assert.Single(_server.Requests);
        Assert.Equal(("/v1/embeddings", "Bearer a-key-for-tests"), (asked.Path, asked.Headers["Authorization"]));
        Assert.Equal("played-embeddings", asked.Body.GetProperty("model").GetString());
    }

    [Fact]
    public async Task The_number_of_dimensions_is_asked_for_where_it_is_configured_and_makes_another_model()
    {
        EmbeddingOptions options = Options();
        options.Dimensions = 64;
        EmbeddingModel model = Model(options);

        EmbeddingAnswer answer = await model.EmbedAsync(Texts, Token);

        Assert.Equal(64, Assert.Single(_server.Requests).Dimensions);
        Assert.All(answer.Vectors, v => Assert.Equal(64, v.Length));
        Assert.NotEqual(Model().Identity, model.Identity);
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task Vectors_in_another_order_get_to_the_texts_they_belong_to(ModelService service)
    {
        _server.PlayEmbeddings(Script.Embed().Backwards());

        EmbeddingAnswer answer = await Model(Options(service)).EmbedAsync(Texts, Token);

        Assert.Equal(Texts.Select(t => PlayedMeaning.VectorOf(t, PlayedModelSettings.UsualDimensions)), answer.Vectors.Select(v => v.ToArray()));
    }

    [Fact]
    public async Task Vectors_that_come_as_lists_of_numbers_are_read_too()
    {
        _server.PlayEmbeddings(Script.Send(200, Body("[1,0.5]", "[0.25,-1e-3]", "[0,1]")));

        EmbeddingAnswer answer = await Model().EmbedAsync(Texts, Token);

        Assert.Equal((AnswerStatus.Answered, 7), (answer.Status, answer.Tokens));
        Assert.Equal([[1f, 0.5f], [0.25f, -1e-3f], [0f, 1f]], answer.Vectors.Select(v => v.ToArray()));
    }

    [Theory]
    [InlineData("gives 2 vectors for 3 texts", "[1,0]", "[0,1]")]
    [InlineData("gives 4 vectors for 3 texts", "[1,0]", "[0,1]", "[0,1]", "[0,1]")]
    [InlineData("gives 0 vectors for 3 texts")]
    [InlineData("vectors of 3 numbers instead of 2; check Digest:Embeddings:Dimensions", "[1,0]", "[0,1]", "[0,1,0]")]
    [InlineData("has no direction", "[1,0]", "[0,0]", "[0,1]")]
    [InlineData("has no direction", "[]", "[]", "[]")]
    [InlineData("has no direction", "[1e39,0]", "[0,1]", "[0,1]")]
    public async Task Vectors_that_are_too_few_or_too_many_or_of_other_lengths_or_none_are_not_taken(string reason, params string[] vectors)
    {
        _server.PlayEmbeddings(Script.Send(200, Body(vectors)));

        EmbeddingAnswer answer = await Model().EmbedAsync(Texts, Token);

        Assert.Equal((AnswerStatus.Unavailable, 0), (answer.Status, answer.Vectors.Count));
        AssertReason(answer, reason);
    }

    [Fact]
    public async Task Two_vectors_for_one_text_are_not_taken()
    {
        _server.PlayEmbeddings(Script.Send(200, Body("[1,0]", "[0,1]", "[0,1]").Replace("\"index\":2", "\"index\":1", StringComparison.Ordinal)));

        EmbeddingAnswer answer = await Model().EmbedAsync(Texts, Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        AssertReason(answer, "not one for each");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task Numbers_that_are_none_are_not_taken(float number)
    {
        _server.PlayEmbeddings(Script.Embed(_ => [[1, 0], [number, 1], [0, 1]]));

        EmbeddingAnswer answer = await Model().EmbedAsync(Texts, Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        AssertReason(answer, "has no direction");
    }

    [Fact]
    public async Task Other_dimensions_than_were_asked_for_name_their_setting()
    {
        EmbeddingOptions options = Options();
        options.Dimensions = 64;
        _server.PlayEmbeddings(Script.Embed(asked => [.. asked.Inputs.Select(_ => new float[] { 1, 0 })]));

        EmbeddingAnswer answer = await Model(options).EmbedAsync(Texts, Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        AssertReason(answer, "vectors of 2 numbers instead of 64; check Digest:Embeddings:Dimensions");
    }

    [Fact]
    public async Task A_model_that_cannot_shorten_its_vectors_names_the_setting()
    {
        await using PlayedModel server = await PlayedModel.StartAsync(new PlayedModelSettings { Unsupported = ["dimensions"] });
        EmbeddingOptions options = Options();
        (options.Endpoint, options.Dimensions) = (server.Endpoint.ToString(), 64);

        EmbeddingAnswer answer = await Model(options).EmbedAsync(Texts, Token);

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        AssertReason(answer, "check Digest:Embeddings:Dimensions");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("30", 30d)]
    [InlineData("Mon, 23 Nov 2026 06:15:00 GMT", 900d)]
    public async Task A_service_that_is_asked_too_much_says_until_when(string? retryAfter, double? seconds)
    {
        _server.PlayEmbeddings(Script.Throttle(retryAfter));

        EmbeddingAnswer answer = await Model(time: new FakeTimeProvider(Now)).EmbedAsync(Texts, Token);

        Assert.Equal((AnswerStatus.Throttled, seconds), (answer.Status, (answer.Until - Now)?.TotalSeconds));
        Assert.Single(_server.Requests);
        AssertReason(answer, "asked too much: 429");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_fault_of_the_service_is_asked_once(int status)
    {
        _server.PlayEmbeddings(Script.Fault(status));

        EmbeddingAnswer answer = await Model().EmbedAsync(Texts, Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        Assert.Single(_server.Requests);
        AssertReason(answer, $"has a fault: {status}");
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task A_wrong_key_names_its_own_setting_and_nothing_of_any_key(ModelService service)
    {
        EmbeddingOptions options = Options(service);
        options.Key = "somebody-elses-key";

        EmbeddingAnswer answer = await Model(options).EmbedAsync(Texts, Token);

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        AssertReason(answer, "check Digest:Embeddings:Key and Digest:Embeddings:Endpoint");
        Assert.DoesNotContain("Analysis:Chat", answer.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_that_is_not_there_names_its_setting()
    {
        EmbeddingOptions options = Options();
        options.Deployment = "nowhere";

        EmbeddingAnswer answer = await Model(options).EmbedAsync(Texts, Token);

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        AssertReason(answer, "has no 'nowhere'; check Digest:Embeddings:Deployment");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_that_stalls_before_or_within_its_answer_is_left_after_the_time_out(bool isInBody)
    {
        EmbeddingOptions options = Options();
        options.TimeoutSeconds = 5;
        _server.PlayEmbeddings(isInBody ? Script.StallInBody() : Script.Stall());

        EmbeddingAnswer answer = await Model(options).EmbedAsync(Texts, Token);

        Assert.Equal((AnswerStatus.Unavailable, "no answer came within 5 seconds"), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_is_lost_is_unavailable(bool isInBody)
    {
        _server.PlayEmbeddings(isInBody ? Script.ResetInBody() : Script.Reset());

        EmbeddingAnswer answer = await Model().EmbedAsync(Texts, Token);

        Assert.Equal((AnswerStatus.Unavailable, "the connection to the model's service was lost"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task An_answer_that_is_longer_than_any_can_be_is_let_go_of()
    {
        _server.PlayEmbeddings(Script.Send(200, Body("[1,0]") + new string(' ', 17 * 1024 * 1024)));

        EmbeddingAnswer answer = await Model().EmbedAsync(["a toll"], Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":[{}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"no base64!"}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AAA="}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":{}}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":["x"]}]}""")]
    [InlineData("""{"data":[{"index":"x","embedding":[1]}]}""")]
    [InlineData("<html><body>Welcome</body></html>")]
    public async Task An_answer_that_cannot_be_read_is_unavailable(string body)
    {
        _server.PlayEmbeddings(Script.Send(200, body));

        EmbeddingAnswer answer = await Model().EmbedAsync(["a toll"], Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        AssertReason(answer, "");
    }

    [Fact]
    public async Task An_answer_that_ends_anywhere_is_an_outcome()
    {
        EmbeddingModel model = Model();
        string whole = Body("[1,0]");
        for (int length = 0; length < whole.Length; length++)
        {
            _server.PlayEmbeddings(Script.Send(200, whole[..length]));

            Assert.Equal(AnswerStatus.Unavailable, (await model.EmbedAsync(["a toll"], Token)).Status);
        }
    }

    [Fact]
    public async Task A_text_that_is_longer_than_the_model_takes_is_too_long()
    {
        EmbeddingAnswer answer = await Model().EmbedAsync([string.Concat(Enumerable.Repeat("word ", 9000))], Token);

        Assert.Equal(AnswerStatus.TooLong, answer.Status);
    }

    [Fact]
    public async Task Who_ends_the_call_gets_no_outcome()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _server.PlayEmbeddings(Script.Stall());

        Task<EmbeddingAnswer> asking = Model().EmbedAsync(Texts, stop.Token);
        await _server.WaitForRequestsAsync(1, TimeSpan.FromSeconds(20));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_model_that_works_says_how_many_numbers_its_vectors_have()
    {
        (int Dimensions, string? Fault) well = await Model().TryAsync(Token);
        _server.PlayEmbeddings(Script.Unauthorised());
        (int Dimensions, string? Fault) ill = await Model().TryAsync(Token);

        Assert.Equal((PlayedModelSettings.UsualDimensions, null), well);
        Assert.Contains("Digest:Embeddings:Key", ill.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_without_an_endpoint_or_a_key_make_no_model()
    {
        EmbeddingOptions keyless = Options();
        keyless.Key = "";

        Assert.Throws<ArgumentException>(() => new EmbeddingModel(new EmbeddingOptions(), null, _clock));
        Assert.Throws<ArgumentException>(() => new EmbeddingModel(keyless, null, _clock));
    }

    private static string Body(params string[] vectors)
    {
        IEnumerable<string> data = vectors.Select((vector, index) => string.Create(CultureInfo.InvariantCulture, $$"""{"object":"embedding","index":{{index}},"embedding":{{vector}}}"""));
        return $$$"""{"object":"list","data":[{{{string.Join(',', data)}}}],"model":"m","usage":{"prompt_tokens":7,"total_tokens":7}}""";
    }

    private static void AssertReason(EmbeddingAnswer answer, string part)
    {
        Assert.NotNull(answer.Reason);
        Assert.Contains(part, answer.Reason, StringComparison.Ordinal);
        Assert.InRange(answer.Reason.Length, 1, 300);
        Assert.False(answer.Reason.EndsWith('.'));
    }

    private EmbeddingOptions Options(ModelService service = ModelService.Azure) => new()
    {
        Endpoint = _server.Endpoint.ToString(),
        Service = service,
        Deployment = "played-embeddings",
        Key = "a-key-for-tests",
        TimeoutSeconds = 120,
    };

    private EmbeddingModel Model(EmbeddingOptions? options = null, TokenCredential? credential = null, TimeProvider? time = null)
    {
        EmbeddingModel model = new(options ?? Options(), credential, time ?? _clock);
        _models.Add(model);
        return model;
    }
}
