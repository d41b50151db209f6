using ArticleDigest.Analysis.Chat;
using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>A model of Azure that is asked under the program's identity.</summary>
public sealed class ChatModelIdentityTests : IAsyncLifetime
{
    private ChatDesk _desk = null!;
    private PlayedCredential _credential = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await ChatDesk.OpenAsync();

        // The client's cache of tokens goes by the day's own clock.
        _credential = new PlayedCredential(_desk.Settings.Token, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_token_for_Azures_models_is_asked_for_and_sent_instead_of_a_key()
    {
        ModelAnswer answer = await Model(_credential).AskAsync(ChatDesk.Question, Token);

        Asked asked = Assert.Single(_desk.Server.Requests);
        Assert.Equal((AnswerStatus.Answered, "Bearer a-token-for-tests"), (answer.Status, asked.Headers["Authorization"]));
        Assert.DoesNotContain("api-key", asked.Headers.Keys);
        Assert.Equal(["https://cognitiveservices.azure.com/.default"], _credential.Asked);
    }

    [Fact]
    public async Task A_key_comes_before_an_identity()
    {
        ModelAnswer answer = await _desk.Model(_desk.Options(), _credential).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Answered, answer.Status);
        Assert.Empty(_credential.Asked);
    }

    [Fact]
    public async Task A_program_without_identity_is_told_what_to_mend_and_nobodys_name()
    {
        _credential.Token = null;

        ModelAnswer answer = await Model(_credential).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
        Assert.Contains("the identity this program runs under, or give Analysis:Chat:Key", answer.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", answer.Reason, StringComparison.Ordinal);
        Assert.Empty(_desk.Server.Requests);
    }

    [Fact]
    public async Task An_identity_that_the_service_does_not_take_is_told_its_role_and_not_its_token()
    {
        _credential.Token = "somebody-elses-token";
        ModelAnswer unknown = await Model(_credential).AskAsync(ChatDesk.Question, Token);
        _credential.Token = _desk.Settings.Token;
        _desk.Server.Play(Script.Forbid());
        ModelAnswer without = await Model(_credential).AskAsync(ChatDesk.Question, Token);

        Assert.All([unknown, without], answer =>
        {
            Assert.Equal(AnswerStatus.Misconfigured, answer.Status);
            Assert.Contains("the role Cognitive Services OpenAI User", answer.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("-token", answer.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("7f3d1c52", answer.Reason, StringComparison.Ordinal);
        });
        Assert.Equal(2, _desk.Server.Requests.Count);
    }

    [Fact]
    public async Task A_directory_that_has_a_fault_may_do_better_later_and_one_that_refuses_does_not()
    {
        AuthenticationFailedException passing = new("tenant 4711", new RequestFailedException(503, "later"));
        AuthenticationFailedException lasting = new("tenant 4711", new RequestFailedException(400, "no such client"));

        ModelAnswer later = await Model(new FailingCredential(passing)).AskAsync(ChatDesk.Question, Token);
        ModelAnswer never = await Model(new FailingCredential(lasting)).AskAsync(ChatDesk.Question, Token);

        Assert.Equal((AnswerStatus.Unavailable, AnswerStatus.Misconfigured), (later.Status, never.Status));
        Assert.All([later, never], a => Assert.DoesNotContain("4711", a.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_does_not_come_in_time_is_not_waited_for()
    {
        ChatOptions options = _desk.Options();
        (options.Key, options.TimeoutSeconds) = ("", 5);

        ModelAnswer answer = await _desk.Model(options, new StallingCredential()).AskAsync(ChatDesk.Question, Token);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        Assert.Contains("no token for the model's service came within 5 seconds", answer.Reason, StringComparison.Ordinal);
        Assert.Empty(_desk.Server.Requests);
    }

    [Fact]
    public async Task Who_ends_the_call_while_a_token_is_waited_for_gets_no_outcome()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Model(new StallingCredential()).AskAsync(ChatDesk.Question, stop.Token));
    }

    [Fact]
    public async Task A_token_serves_many_questions_and_is_renewed_before_it_ends()
    {
        FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
        ChatOptions options = _desk.Options();
        options.Key = "";
        ChatModel model = _desk.Model(options, _credential, time);

        await model.AskAsync(ChatDesk.Question, Token);
        await model.AskAsync(ChatDesk.Question, Token);
        int before = _credential.Asked.Count;
        time.Advance(TimeSpan.FromMinutes(56));
        ModelAnswer answer = await model.AskAsync(ChatDesk.Question, Token);

        Assert.Equal((1, 2), (before, _credential.Asked.Count));
        Assert.Equal(AnswerStatus.Answered, answer.Status);
    }

    private ChatModel Model(TokenCredential credential)
    {
        ChatOptions options = _desk.Options();
        options.Key = "";
        return _desk.Model(options, credential);
    }

    private sealed class FailingCredential(Exception fault) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw fault;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw fault;
    }

    private sealed class StallingCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new NotSupportedException();
        }
    }
}
