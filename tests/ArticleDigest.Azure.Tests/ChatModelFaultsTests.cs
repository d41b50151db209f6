using ArticleDigest.Analysis.Chat;
using Microsoft.Extensions.Time.Testing;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>What the answers of a service mean that does not do what it is asked for.</summary>
public sealed class ChatModelFaultsTests : ChatDeskTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task An_answer_that_got_too_long_is_told_with_its_beginning_and_its_tokens(ModelService service)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Cut("""{"points":[{"ki"""), service);

        Assert.Equal((AnswerStatus.Truncated, """{"points":[{"ki"""), (answer.Status, answer.Text));
        Assert.True(answer.Use is { Input: > 0, Output: > 0 });
        AssertReason(answer, "longer than it may be");
    }

    [Fact]
    public async Task The_model_cuts_what_is_longer_than_it_may_be()
    {
        Desk.Server.Play(Script.Answer(string.Concat(Enumerable.Repeat("word ", 100))));

        ModelAnswer answer = await Desk.Model().AskAsync(ChatDesk.Question with { MaxOutputTokens = 20 }, Token);

        Assert.Equal((AnswerStatus.Truncated, 20), (answer.Status, answer.Use.Output));
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task A_model_that_refuses_is_told_without_its_words(ModelService service)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Refuse("I cannot help with that."), service);

        Assert.Equal((AnswerStatus.Refused, ""), (answer.Status, answer.Text));
        Assert.True(answer.Use.Output > 0);
        AssertReason(answer, "the model refuses to answer");
    }

    [Fact]
    public async Task A_filtered_answer_is_told_with_its_beginning()
    {
        ModelAnswer answer = await Desk.AskAsync(Script.FilterAnswer("""{"points":["""));

        Assert.Equal((AnswerStatus.AnswerFiltered, """{"points":["""), (answer.Status, answer.Text));
        AssertReason(answer, "the content filter cut the answer off");
    }

    [Fact]
    public async Task A_filtered_question_names_the_categories_that_were_hit()
    {
        ModelAnswer answer = await Desk.AskAsync(Script.FilterQuestion("violence", "jailbreak"));

        Assert.Equal(AnswerStatus.QuestionFiltered, answer.Status);
        Assert.Equal("the content filter refuses the question for violence, jailbreak", answer.Reason);
        Assert.Single(Desk.Server.Requests);
    }

    [Theory]
    [InlineData("content_filter")]
    [InlineData("content_policy_violation")]
    [InlineData("invalid_prompt")]
    public async Task A_question_that_is_refused_for_its_content_counts_as_filtered_without_categories(string code)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Invalid("No.", code: code), ModelService.OpenAI);

        Assert.Equal((AnswerStatus.QuestionFiltered, "the content filter refuses the question"), (answer.Status, answer.Reason));
        Assert.Single(Desk.Server.Requests);
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task A_question_that_is_longer_than_the_model_takes_is_too_long(ModelService service)
    {
        await using ChatDesk desk = await ChatDesk.OpenAsync(new PlayedModelSettings { ContextTokens = 550 });

        ModelAnswer answer = await desk.Model(service).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.TooLong, answer.Status);
        Assert.Single(desk.Server.Requests);
        AssertReason(answer, "longer than the model takes");
    }

    [Theory]
    [InlineData(400, "This model's maximum context length is 8192 tokens.")]
    [InlineData(413, "Payload too large")]
    public async Task Other_words_for_too_long_are_understood(int status, string message)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Send(status, $$$"""{"error":{"message":"{{{message}}}","code":{{{status}}}}}"""));

        Assert.Equal(AnswerStatus.TooLong, answer.Status);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("30", 30d)]
    [InlineData("0", 1d)]
    [InlineData("2000000", 86_400d)]
    [InlineData("Mon, 23 Nov 2026 06:15:00 GMT", 900d)]
    [InlineData("Mon, 23 Nov 2026 05:00:00 GMT", 1d)]
    [InlineData("Tue, 23 Nov 2027 05:00:00 GMT", 86_400d)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    public async Task A_service_that_is_asked_too_much_says_until_when(string? retryAfter, double? seconds)
    {
        FakeTimeProvider time = new(Now);

        ModelAnswer answer = await Desk.AskAsync(Script.Throttle(retryAfter), time: time);

        Assert.Equal((AnswerStatus.Throttled, seconds), (answer.Status, (answer.Until - Now)?.TotalSeconds));
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, "asked too much: 429: Requests");
    }

    [Fact]
    public async Task A_date_is_told_as_the_service_gives_it()
    {
        ModelAnswer answer = await Desk.AskAsync(Script.ThrottleUntil(Now.AddMinutes(2)), time: new FakeTimeProvider(Now));

        Assert.Equal((AnswerStatus.Throttled, Now.AddMinutes(2)), (answer.Status, answer.Until));
    }

    [Theory]
    [InlineData("2500", "60", 2.5)]
    [InlineData("2500.5", null, 2.5005)]
    [InlineData("12", "60", 1d)]
    [InlineData("NaN", "60", 60d)]
    [InlineData("1e99", "60", 60d)]
    [InlineData("soon", null, null)]
    public async Task Milliseconds_count_before_seconds(string milliseconds, string? retryAfter, double? seconds)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.ThrottleMilliseconds(milliseconds, retryAfter), time: new FakeTimeProvider(Now));

        Assert.Equal((AnswerStatus.Throttled, seconds), (answer.Status, (answer.Until - Now)?.TotalSeconds));
    }

    [Fact]
    public async Task An_account_that_has_used_up_its_quota_is_unavailable_and_the_reason_says_so()
    {
        ModelAnswer answer = await Desk.AskAsync(Script.OutOfQuota(), ModelService.OpenAI);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, "check its plan and billing");
    }

    [Theory]
    [InlineData(408, null, null)]
    [InlineData(500, null, null)]
    [InlineData(502, "20", 20d)]
    [InlineData(503, "Mon, 23 Nov 2026 06:15:00 GMT", 900d)]
    [InlineData(504, null, null)]
    [InlineData(529, "5", 5d)]
    public async Task A_fault_of_the_service_is_asked_once_and_told_with_when_to_come_again(int status, string? retryAfter, double? seconds)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Fault(status, retryAfter), time: new FakeTimeProvider(Now));

        Assert.Equal((AnswerStatus.Unavailable, seconds), (answer.Status, (answer.Until - Now)?.TotalSeconds));
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, $"the model's service has a fault: {status} server_error");
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task A_wrong_key_names_its_setting_and_nothing_of_any_key(ModelService service)
    {
        ChatOptions options = Desk.Options(service);
        options.Key = "somebody-elses-key";

        ModelAnswer answer = await Desk.Model(options).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, "Analysis:Chat:Key");
        Assert.DoesNotContain("somebody", answer.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task A_deployment_that_is_not_there_names_its_setting(ModelService service)
    {
        ChatOptions options = Desk.Options(service);
        options.Deployment = "nowhere";

        ModelAnswer answer = await Desk.Model(options).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, "has no 'nowhere'; check Analysis:Chat:Deployment");
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task An_address_that_is_not_the_services_names_its_setting(ModelService service)
    {
        ChatOptions options = Desk.Options(service);
        options.Endpoint += "somewhere/else/";

        ModelAnswer answer = await Desk.Model(options).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, "check Analysis:Chat:Endpoint");
    }

    [Fact]
    public async Task Who_may_not_ask_is_told_what_to_look_at()
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Forbid());

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, "check Analysis:Chat:Key, Analysis:Chat:Endpoint and the resource's network rules: 403 PermissionDenied");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirection_is_not_followed_with_the_key(int status)
    {
        await using PlayedModel stranger = await PlayedModel.StartAsync();
        string elsewhere = new Uri(stranger.Endpoint, "openai/deployments/played-model/chat/completions?api-version=2024-10-21").ToString();

        ModelAnswer answer = await Desk.AskAsync(Script.Send(status, "").With("Location", elsewhere));

        Assert.Equal((AnswerStatus.Misconfigured, 0), (answer.Status, stranger.Requests.Count));
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, "Analysis:Chat:Endpoint");
    }

    [Theory]
    [InlineData("max_tokens is too large: 100000. This model supports at most 16384 completion tokens.", "max_completion_tokens", "Analysis:Chat:MaxOutputTokens")]
    [InlineData("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", "response_format", "choose one with structured outputs for Analysis:Chat:Deployment")]
    [InlineData("Something else is wrong.", null, "check Analysis:Chat:Deployment and Analysis:Chat:Endpoint: 400: Something else is wrong")]
    public async Task Any_other_refusal_names_the_setting_and_what_the_service_says(string message, string? parameter, string expected)
    {
        ModelAnswer answer = await Desk.AskAsync(Script.Invalid(message, parameter));

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        Assert.Single(Desk.Server.Requests);
        AssertReason(answer, expected);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_reason_is_one_short_line_without_secrets_whatever_the_service_says(int status)
    {
        string message = "key a-key-for-tests,\\r\\n\\u0007 Bearer abc.def sk-proj-1234 eyJhbGciOi.J9 ana@example.org " + new string('x', 5000);

        ModelAnswer answer = await Desk.AskAsync(Script.Send(status, $$$"""{"error":{"code":"a-key-for-tests\n","message":"{{{message}}}"}}"""));

        AssertReason(answer, "");
        Assert.All(
            ["a-key-for-tests", "abc.def", "sk-proj", "eyJ", "ana@"],
            secret => Assert.DoesNotContain(secret, answer.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, AnswerStatus.Misconfigured)]
    [InlineData(404, AnswerStatus.Misconfigured)]
    [InlineData(429, AnswerStatus.Throttled)]
    [InlineData(502, AnswerStatus.Unavailable)]
    public async Task An_error_that_is_no_JSON_counts_by_its_status(int status, AnswerStatus expected)
    {
        ModelAnswer page = await Desk.AskAsync(Script.Send(status, "<html><body>Bad</body></html>", "text/html"));
        ModelAnswer list = await Desk.AskAsync(Script.Send(status, "[[1]]"));
        ModelAnswer odd = await Desk.AskAsync(Script.Send(status, """{"error":{"code":{},"message":[1],"innererror":{"content_filter_result":[7]}}}"""));
        ModelAnswer empty = await Desk.AskAsync(Script.Send(status, ""));

        Assert.All([page, list, odd, empty], answer =>
        {
            Assert.Equal(expected, answer.Status);
            AssertReason(answer, $"{status}");
        });
    }

    [Theory]
    [InlineData("a key")]
    [InlineData("a-key\n")]
    [InlineData("schlüssel")]
    [InlineData(" ")]
    public async Task A_key_that_no_header_can_have_is_not_sent(string key)
    {
        ChatOptions options = Desk.Options();
        options.Key = key;

        ModelAnswer answer = await Desk.Model(options).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        Assert.Empty(Desk.Server.Requests);
        AssertReason(answer, "Analysis:Chat:Key");
    }

    private static void AssertReason(ModelAnswer answer, string part)
    {
        Assert.NotNull(answer.Reason);
        Assert.Contains(part, answer.Reason, StringComparison.Ordinal);
        Assert.InRange(answer.Reason.Length, 1, 300);
        Assert.DoesNotContain(answer.Reason, char.IsControl);
        Assert.False(answer.Reason.EndsWith('.'));
    }
}
