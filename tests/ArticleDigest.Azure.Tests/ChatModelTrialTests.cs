using ArticleDigest.Analysis.Chat;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>Whether a model works is found out with one very small question.</summary>
public sealed class ChatModelTrialTests : ChatDeskTests
{
    [Theory]
    [InlineData(ModelService.Azure)]
    [InlineData(ModelService.OpenAI)]
    public async Task A_model_that_works_has_no_fault_and_is_asked_once_for_little(ModelService service)
    {
        string? fault = await Desk.Model(service).FindFaultAsync(Token);

        Asked asked = Assert.Single(Desk.Server.Requests);
        Assert.Null(fault);
        Assert.Equal((64, true), (asked.MaxTokens, asked.IsStrict));
        Assert.InRange(asked.PromptTokens, 1, 100);
    }

    [Fact]
    public async Task A_model_that_thinks_longer_than_it_may_write_has_no_fault()
    {
        Desk.Server.Play(Script.Cut(""));

        Assert.Null(await Desk.Model().FindFaultAsync(Token));
    }

    [Theory]
    [InlineData("Yes, I am ready!")]
    [InlineData("[true]")]
    [InlineData("{}")]
    [InlineData("""{"ready":"yes"}""")]
    public async Task A_model_that_does_not_keep_to_the_form_is_found(string text)
    {
        Desk.Server.Play(Script.Answer(text));

        string? fault = await Desk.Model().FindFaultAsync(Token);

        Assert.Contains("structured outputs for Analysis:Chat:Deployment", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_takes_no_forms_is_found()
    {
        await using ChatDesk desk = await ChatDesk.OpenAsync(new PlayedModelSettings { TakesForms = false });

        string? fault = await desk.Model().FindFaultAsync(Token);

        Assert.Contains("structured outputs for Analysis:Chat:Deployment", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_a_wrong_deployment_and_a_service_that_is_away_are_found()
    {
        ChatOptions key = Desk.Options();
        key.Key = "another-key";
        ChatOptions deployment = Desk.Options();
        deployment.Deployment = "another";

        string? wrongKey = await Desk.Model(key).FindFaultAsync(Token);
        string? wrongDeployment = await Desk.Model(deployment).FindFaultAsync(Token);
        await Desk.Server.DisposeAsync();
        string? away = await Desk.Model().FindFaultAsync(Token);

        Assert.Contains("check Analysis:Chat:Key", wrongKey, StringComparison.Ordinal);
        Assert.Contains("check Analysis:Chat:Deployment", wrongDeployment, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", away, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_ends_the_trial_gets_no_fault()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Desk.Model().FindFaultAsync(stop.Token));
    }
}
