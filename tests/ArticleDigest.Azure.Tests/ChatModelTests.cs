using System.Text.Json;
using ArticleDigest.Analysis.Chat;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>What goes over the wire when a model is asked, and what comes back when all is well.</summary>
public sealed class ChatModelTests : ChatDeskTests
{
    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task A_model_is_asked_once_with_instructions_text_form_and_length(ModelService service)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Answer("""{"points":[]}"""), service);

        Asked asked = Assert.Single(Desk.Server.Requests);
        Assert.Equal(new ModelAnswer(AnswerStatus.Answered) { Text = """{"points":[]}""", Use = new TokenUse(asked.PromptTokens, 0, 4) }, answer);
        Assert.Equal(("Find the points.", "The council proposes a toll."), (asked.SystemText, asked.UserText));
        Assert.Equal(["system", "user"], asked.Body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.Equal((0, 500), (asked.Body.GetProperty("temperature").GetInt32(), asked.Body.GetProperty("max_completion_tokens").GetInt32()));
        Assert.False(asked.Body.TryGetProperty("max_tokens", out _));
        Assert.True(asked.PromptTokens > 0);
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task The_form_is_sent_as_it_is_and_the_model_held_to_it_strictly(ModelService service)
    {
        await Desk.AskAsync(Script.Answer("{}"), service);

        Asked asked = Assert.Single(Desk.Server.Requests);
        Assert.Equal(("points", true), (asked.FormName, asked.IsStrict));
        Assert.True(JsonElement.DeepEquals(ChatDesk.Form.Schema, asked.Schema!.Value));
        Assert.Equal("json_schema", asked.Body.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Azure_is_asked_at_its_deployment_with_the_key_in_its_own_header()
    {
        await Desk.AskAsync(Script.Answer("{}"));

        Asked asked = Assert.Single(Desk.Server.Requests);
        Assert.Equal("/openai/deployments/played-model/chat/completions", asked.Path);
        Assert.StartsWith("?api-version=20", asked.Query, StringComparison.Ordinal);
        Assert.Equal("a-key-for-tests", asked.Headers["api-key"]);
        Assert.DoesNotContain("Authorization", asked.Headers.Keys);
    }

    [Theory]
    [InlineData("", "/v1/chat/completions")]
    [InlineData("v1", "/v1/chat/completions")]
    [InlineData("v1/", "/v1/chat/completions")]
    [InlineData("openai/v1/", "/openai/v1/chat/completions")]
    public async Task Other_services_are_asked_at_their_path_with_the_key_as_bearer(string path, string expected)
    {
        ChatOptions options = Desk.Options(ModelService.OpenAI);
        options.Endpoint += path;

        ModelAnswer answer = await Desk.Model(options).AskAsync(ChatDesk.Question, Token);

        Asked asked = Assert.Single(Desk.Server.Requests);
        Assert.Equal((AnswerStatus.Answered, expected), (answer.Status, asked.Path));
        Assert.Equal(("Bearer a-key-for-tests", "played-model"), (asked.Headers["Authorization"], asked.Body.GetProperty("model").GetString()));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("openai/v1")]
    [InlineData("openai/v1/")]
    public async Task The_path_that_portals_show_with_the_address_of_Azure_does_no_harm(string path)
    {
        ChatOptions options = Desk.Options();
        options.Endpoint += path;

        ModelAnswer answer = await Desk.Model(options).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Answered, answer.Status);
        Assert.Equal("/openai/deployments/played-model/chat/completions", Assert.Single(Desk.Server.Requests).Path);
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task Tokens_that_the_provider_had_kept_are_counted(ModelService service)
    {
        ChatModel model = Desk.Model(service);
        ModelQuestion question = ChatDesk.Question with { Instructions = string.Concat(Enumerable.Repeat("Find the points of the text. ", 300)) };

        ModelAnswer first = await model.AskAsync(question, Token);
        ModelAnswer second = await model.AskAsync(question with { Text = "The mayor criticises the toll." }, Token);

        Assert.Equal(0, first.Use.Cached);
        Assert.InRange(second.Use.Cached, 1024, second.Use.Input);
        Assert.Equal(0, second.Use.Cached % 128);
    }

    [Fact]
    public async Task A_service_that_counts_no_tokens_leaves_them_at_nought()
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Send(
            200,
            """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{}"},"finish_reason":"stop"}]}"""));

        Assert.Equal((AnswerStatus.Answered, "{}", TokenUse.None), (answer.Status, answer.Text, answer.Use));
    }

    [Fact]
    public async Task Texts_in_any_script_and_halves_of_characters_reach_the_model()
    {
        ModelAnswer answer = await Desk.Model().AskAsync(ChatDesk.Question with { Text = "Ēķe \U0001F600 \uD83D \u0000 \u2028 </s> \"quoted\"" }, Token);

        Assert.Equal(AnswerStatus.Answered, answer.Status);
        Assert.Equal("Ēķe \U0001F600 \uFFFD \u0000 \u2028 </s> \"quoted\"", Assert.Single(Desk.Server.Requests).UserText);
    }

    [Theory]
    [InlineData("temperature", ModelService.Azure)]
    [InlineData("temperature", ModelService.OpenAI)]
    [InlineData("max_completion_tokens", ModelService.Azure)]
    [InlineData("max_completion_tokens", ModelService.OpenAI)]
    public async Task What_the_model_does_not_take_is_left_out_from_then_on(string parameter, ModelService service)
    {
        await using ChatDesk desk = await ChatDesk.OpenAsync(new PlayedModelSettings { Unsupported = [parameter] });
        ChatModel model = desk.Model(service);

        ModelAnswer first = await model.AskAsync(ChatDesk.Question, Token);
        int needed = desk.Server.Requests.Count;
        ModelAnswer second = await model.AskAsync(ChatDesk.Question, Token);

        Assert.Equal((AnswerStatus.Answered, AnswerStatus.Answered), (first.Status, second.Status));
        Assert.Equal((2, 3), (needed, desk.Server.Requests.Count));
        Assert.Equal([true, false, false], desk.Server.Requests.Select(r => r.Body.TryGetProperty(parameter, out _)));
        Assert.All(desk.Server.Requests, r => Assert.Equal(500, r.MaxTokens));
    }

    [Fact]
    public async Task A_model_that_takes_none_of_them_is_asked_without_any()
    {
        await using ChatDesk desk = await ChatDesk.OpenAsync(new PlayedModelSettings { Unsupported = ["temperature", "max_completion_tokens", "max_tokens"] });

        ModelAnswer answer = await desk.Model().AskAsync(ChatDesk.Question, Token);

        Assert.Equal((AnswerStatus.Answered, 4), (answer.Status, desk.Server.Requests.Count));
        Assert.Null(desk.Server.Requests[^1].MaxTokens);
    }

    [Fact]
    public async Task A_parameter_that_is_refused_although_it_is_not_sent_is_not_asked_for_again()
    {
        Desk.Server.Usual = Script.NotSupported("temperature");

        ModelAnswer answer = await Desk.Model().AskAsync(ChatDesk.Question, Token);

        Assert.Equal((AnswerStatus.Misconfigured, 2), (answer.Status, Desk.Server.Requests.Count));
    }

    [Theory]
    [InlineData("Unrecognized request argument supplied: max_completion_tokens")]
    [InlineData("max_completion_tokens: Extra inputs are not permitted")]
    public async Task A_service_that_names_the_parameter_in_words_only_is_understood(string message)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Invalid(message));

        Assert.Equal((AnswerStatus.Answered, 2), (answer.Status, Desk.Server.Requests.Count));
        Assert.Equal(500, Desk.Server.Requests[^1].Body.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public void The_model_has_the_name_of_its_deployment() => Assert.Equal("played-model", Desk.Model().Name);

    [Fact]
    public void Options_with_faults_and_a_model_without_key_and_identity_are_not_taken()
    {
        ChatOptions keyless = Desk.Options();
        keyless.Key = "";
        ChatOptions faulty = Desk.Options();
        faulty.Deployment = "";

        Assert.Throws<ArgumentException>(() => Desk.Model(keyless));
        Assert.Throws<ArgumentException>(() => Desk.Model(faulty));
    }
}
