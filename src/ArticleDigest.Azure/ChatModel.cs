using System.ClientModel;
using System.Text.Json;
using ArticleDigest.Analysis.Chat;
using Azure.Core;
using Microsoft.Extensions.AI;
using ChatCompletionOptions = OpenAI.Chat.ChatCompletionOptions;
using ChatOptions = ArticleDigest.Analysis.Chat.ChatOptions;
using Request = Microsoft.Extensions.AI.ChatOptions;

namespace ArticleDigest.Azure;

/// <summary>
/// Asks a model over HTTP: a deployment of Azure OpenAI, or any service with OpenAI's chat completions. A question is one
/// request; only one that is refused for a parameter that the model does not take goes out once more without it.
/// </summary>
public sealed class ChatModel : IChatModel, IDisposable
{
    private const int TrialTokens = 64;

    private static readonly AnswerForm Trial = new("trial", JsonElement.Parse(
        """{"type":"object","properties":{"ready":{"type":"boolean"}},"required":["ready"],"additionalProperties":false}"""));

    private readonly ModelAccess _access;
    private readonly IChatClient _client;
    private volatile Parameters _parameters = new(HasTemperature: true, LengthName.Current);

    /// <summary>Prepares the access to the service; nothing is sent yet.</summary>
    /// <param name="options">Options without faults.</param>
    /// <param name="credential">
    /// The identity that asks where the options have no key; it needs the role "Cognitive Services OpenAI User" on the
    /// Azure OpenAI resource. May be null where they have one.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">The options have faults, or there is neither a key nor an identity.</exception>
    public ChatModel(ChatOptions options, TokenCredential? credential, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        Name = options.Deployment;
        _access = new ModelAccess(options, credential, time);
        _client = _access.Client.GetChatClient(options.Deployment).AsIChatClient();
    }

    private enum LengthName
    {
        /// <summary><c>max_completion_tokens</c>.</summary>
        Current,

        /// <summary><c>max_tokens</c>, as older services call it.</summary>
        Former,

        /// <summary>The service takes neither.</summary>
        None,
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ChatResponseFormat form = ChatResponseFormat.ForJsonSchema(question.Form.Schema, question.Form.Name);
        return await _access.AskAsync(token => AskAsync(question, form, token), fault => fault, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the model something very short in a form.</summary>
    /// <returns>Null if endpoint, deployment, credential and form work; otherwise what is wrong, in one line.</returns>
    /// <exception cref="OperationCanceledException">The call was ended from outside.</exception>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        ModelQuestion question = new("Answer in the form that is asked for.", "Are you ready?", Trial, TrialTokens);
        ModelAnswer answer = await AskAsync(question, cancellationToken).ConfigureAwait(false);

        // A model that thinks at length before it writes has used up its tokens by then; but it took the question.
        return answer.Status switch
        {
            AnswerStatus.Answered => HasForm(answer.Text) ? null : _access.Faults.OfForm(),
            AnswerStatus.Truncated => null,
            _ => answer.Reason,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _access.Dispose();
    }

    private async Task<ModelAnswer> AskAsync(ModelQuestion question, ChatResponseFormat form, CancellationToken cancellationToken)
    {
        List<ChatMessage> messages = [new(ChatRole.System, question.Instructions), new(ChatRole.User, question.Text)];
        Parameters parameters = _parameters;
        while (true)
        {
            try
            {
                ChatResponse response = await _client.GetResponseAsync(messages, RequestFor(question.MaxOutputTokens, form, parameters), cancellationToken).ConfigureAwait(false);
                return AnswerIn(response);
            }
            catch (ClientResultException e) when (parameters.Without(ServiceFault.Of(e).UnsupportedParameter) is { } fewer)
            {
                _parameters = parameters = fewer;
            }
        }
    }

    private static Request RequestFor(int tokens, ChatResponseFormat form, Parameters parameters) => new()
    {
        Temperature = parameters.HasTemperature ? 0 : null,
        MaxOutputTokens = parameters.Length == LengthName.Current ? tokens : null,
        RawRepresentationFactory = parameters.Length == LengthName.Former ? _ => WithFormerLength(tokens) : null,
        ResponseFormat = form,
        AdditionalProperties = new() { ["strict"] = true },
    };

    private static ChatCompletionOptions WithFormerLength(int tokens)
    {
        ChatCompletionOptions options = new();
#pragma warning disable SCME0001 // Nothing else gives a request a property that the client does not know; a test sees to it that it does.
        options.Patch.Set("$.max_tokens"u8, tokens);
#pragma warning restore SCME0001
        return options;
    }

    private static ModelAnswer AnswerIn(ChatResponse response)
    {
        ModelAnswer answer = new(AnswerStatus.Answered) { Text = response.Text, Use = UseIn(response.Usage) };
        return response.FinishReason == ChatFinishReason.ContentFilter
            ? answer with { Status = AnswerStatus.AnswerFiltered, Reason = "the content filter cut the answer off" }
            : response.Messages.Any(m => m.Contents.OfType<ErrorContent>().Any())
            ? answer with { Status = AnswerStatus.Refused, Text = "", Reason = "the model refuses to answer" }
            : response.FinishReason == ChatFinishReason.Length
            ? answer with { Status = AnswerStatus.Truncated, Reason = "the answer is longer than it may be" }
            : answer;
    }

    private static TokenUse UseIn(UsageDetails? usage)
    {
        int input = ModelAccess.Count(usage?.InputTokenCount);
        return new TokenUse(input, Math.Min(input, ModelAccess.Count(usage?.CachedInputTokenCount)), ModelAccess.Count(usage?.OutputTokenCount));
    }

    private static bool HasForm(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("ready", out JsonElement ready)
                && ready.ValueKind is JsonValueKind.True or JsonValueKind.False;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What the model takes, as far as it is known.</summary>
    private sealed record Parameters(bool HasTemperature, LengthName Length)
    {
        /// <summary>These without one that the model does not take; null if it is none of these.</summary>
        public Parameters? Without(string? name) => name switch
        {
            "temperature" when HasTemperature => this with { HasTemperature = false },
            "max_completion_tokens" when Length == LengthName.Current => this with { Length = LengthName.Former },
            "max_tokens" when Length == LengthName.Former => this with { Length = LengthName.None },
            _ => null,
        };
    }
}
