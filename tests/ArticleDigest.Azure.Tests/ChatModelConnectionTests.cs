using System.Diagnostics;
using ArticleDigest.Analysis.Chat;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>What it means that no answer comes, or half of one, or one that nobody can read.</summary>
public sealed class ChatModelConnectionTests : ChatDeskTests
{
    private const string Whole =
        """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{}","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}""";

    [Theory]
    [InlineData(ModelService.Azure, false)]
    [InlineData(ModelService.Azure, true)]
    [InlineData(ModelService.OpenAI, false)]
    [InlineData(ModelService.OpenAI, true)]
    public async Task A_service_that_stalls_before_or_within_its_answer_is_left_after_the_time_out(ModelService service, bool isInBody)
    {
        ChatOptions options = Desk.Options(service);
        options.TimeoutSeconds = 5;
        ChatModel model = Desk.Model(options);
        Desk.Server.Play(isInBody ? Script.StallInBody() : Script.Stall());
        long start = Stopwatch.GetTimestamp();

        ModelAnswer answer = await model.AskAsync(ChatDesk.Question, Token);

        Assert.Equal((AnswerStatus.Unavailable, "no answer came within 5 seconds"), (answer.Status, answer.Reason));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(4));
        Assert.InRange(Desk.Server.Requests.Count, 0, 1);
    }

    [Theory]
    [InlineData(ModelService.Azure, false)]
    [InlineData(ModelService.Azure, true)]
    [InlineData(ModelService.OpenAI, false)]
    [InlineData(ModelService.OpenAI, true)]
    public async Task A_connection_that_is_lost_before_or_within_the_answer_is_unavailable(ModelService service, bool isInBody)
    {
        ModelAnswer answer = await Desk.AskAsync(isInBody ? Script.ResetInBody() : Script.Reset(), service);

        Assert.Equal((AnswerStatus.Unavailable, "the connection to the model's service was lost"), (answer.Status, answer.Reason));
        Assert.Single(Desk.Server.Requests);
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task A_service_that_nobody_listens_for_is_unavailable_and_names_its_setting(ModelService service)
    {
        ChatModel model = Desk.Model(service);
        await Desk.Server.DisposeAsync();

        ModelAnswer answer = await model.AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        Assert.Equal("the model's service cannot be reached (ConnectionError); if that lasts, check Analysis:Chat:Endpoint", answer.Reason);
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_unavailable_and_names_its_setting()
    {
        ChatOptions options = Desk.Options();
        options.Endpoint = "https://nobody.invalid/";

        ModelAnswer answer = await Desk.Model(options).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        Assert.Contains("Analysis:Chat:Endpoint", answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"choices":{}}""")]
    [InlineData("""{"choices":[null]}""")]
    [InlineData("""{"choices":[7]}""")]
    [InlineData("""{"choices":[{}]}""")]
    [InlineData("""{"error":{"message":"no"}}""")]
    public async Task An_answer_that_cannot_be_read_is_unavailable(string body)
    {
        ModelAnswer azure = await Desk.AskAsync(Script.Send(200, body));
        ModelAnswer other = await Desk.AskAsync(Script.Send(200, body), ModelService.OpenAI);

        Assert.All([azure, other], a => Assert.Equal((AnswerStatus.Unavailable, "the answer of the model's service cannot be read"), (a.Status, a.Reason)));
        Assert.Equal(2, Desk.Server.Requests.Count);
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task An_answer_without_choices_or_with_half_its_JSON_or_for_later_is_unavailable(ModelService service)
    {
        ModelAnswer none = await Desk.AskAsync(Script.NoChoices(), service);
        ModelAnswer half = await Desk.AskAsync(Script.Malformed(), service);
        ModelAnswer accepted = await Desk.AskAsync(Script.Send(202, Whole), service);

        Assert.All([none, half, accepted], a => Assert.Equal((AnswerStatus.Unavailable, "the answer of the model's service cannot be read"), (a.Status, a.Reason)));
    }

    [Fact]
    public async Task An_answer_that_ends_anywhere_is_an_outcome()
    {
        ChatModel model = Desk.Model();
        for (int length = 0; length < Whole.Length; length++)
        {
            Desk.Server.Play(Script.Send(200, Whole[..length]));

            Assert.Equal(AnswerStatus.Unavailable, (await model.AskAsync(ChatDesk.Question, Token)).Status);
        }
    }

    [Fact]
    public async Task An_answer_with_any_of_its_values_of_another_kind_is_an_outcome()
    {
        ChatModel model = Desk.Model();
        string[] values = ["\"1\"", "\"chat.completion\"", "1,\"model\"", "\"m\"", "0", "\"assistant\"", "\"{}\"", "null", "\"stop\"", "9", "10"];
        string[] others = ["null", "[]", "{}", "true", "\"\"", "\"x\"", "-1", "1e400", "[{}]"];
        foreach (string value in values)
        {
            foreach (string other in others)
            {
                int at = Whole.IndexOf(':' + value, StringComparison.Ordinal) + 1;
                string end = value.Contains(',', StringComparison.Ordinal) ? value[value.IndexOf(',', StringComparison.Ordinal)..] : "";
                Desk.Server.Play(Script.Send(200, Whole[..at] + other + end + Whole[(at + value.Length)..]));

                ModelAnswer answer = await model.AskAsync(ChatDesk.Question, Token);

                Assert.NotEqual(AnswerStatus.Misconfigured, answer.Status);
            }
        }
    }

    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task Who_ends_the_call_gets_no_outcome(ModelService service)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Desk.Server.Play(Script.Stall(), Script.StallInBody());
        ChatModel model = Desk.Model(service);

        Task<ModelAnswer> asking = model.AskAsync(ChatDesk.Question, stop.Token);
        await Desk.Server.WaitForRequestsAsync(1, TimeSpan.FromSeconds(20));
        await stop.CancelAsync();

        OperationCanceledException ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(stop.Token, ended.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.AskAsync(ChatDesk.Question, stop.Token));
        Assert.Single(Desk.Server.Requests);
    }
}
