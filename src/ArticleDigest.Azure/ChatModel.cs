using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using ArticleDigest.Analysis.Chat;
using Azure.AI.OpenAI;
using Azure.Core;
using Microsoft.Extensions.AI;
using OpenAI;
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
    private const long MostTokens = 50_000_000;

    // Connections outlive a change of the service's address otherwise.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private static readonly AnswerForm Trial = new("trial", JsonElement.Parse(
        """{"type":"object","properties":{"ready":{"type":"boolean"}},"required":["ready"],"additionalProperties":false}"""));

    private readonly ChatOptions _options;
    private readonly TimeProvider _time;
    private readonly ChatFaults _faults;
    private readonly KeptToken? _token;
    private readonly HttpClient _http;
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
        ArgumentNullException.ThrowIfNull(time);
        if (options.Faults().Any())
        {
            throw new ArgumentException("These options have faults.", nameof(options));
        }

        if (options.Key.Length == 0 && credential is null)
        {
            throw new ArgumentException("These options have no key, so an identity is needed.", nameof(credential));
        }

        _options = options;
        _time = time;
        _faults = new ChatFaults(options, time);
        _token = options.Key.Length == 0 ? new KeptToken(credential!, time) : null;
        _http = Http(new Uri(options.Endpoint).IsLoopback);
        OpenAIClient service = options.Service == ChatService.Azure
            ? AzureService(options, _token, _http)
            : new OpenAIClient(new ApiKeyCredential(options.Key), Prepare(new OpenAIClientOptions { Endpoint = OpenAIEndpoint(options.Endpoint) }, options, _http));
        _client = service.GetChatClient(options.Deployment).AsIChatClient();
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
    public string Name => _options.Deployment;

    /// <inheritdoc/>
    public async Task<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (_faults.OfKey() is { } unusable)
        {
            return unusable;
        }

        ChatResponseFormat form = ChatResponseFormat.ForJsonSchema(question.Form.Schema, question.Form.Name);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(_options.TimeoutSeconds), _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (_token is not null)
            {
                await _token.RenewAsync(either.Token).ConfigureAwait(false);
            }

            return await AskAsync(question, form, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (ChatFaults.IsOfModel(e))
        {
            // A call that is ended from outside can fail in any way.
            cancellationToken.ThrowIfCancellationRequested();
            return e is OperationCanceledException && _token is { IsReady: false } ? _faults.OfSlowIdentity() : _faults.Of(e);
        }
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
            AnswerStatus.Answered => HasForm(answer.Text) ? null : _faults.OfForm(),
            AnswerStatus.Truncated => null,
            _ => answer.Reason,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
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
        int input = Count(usage?.InputTokenCount);
        return new TokenUse(input, Math.Min(input, Count(usage?.CachedInputTokenCount)), Count(usage?.OutputTokenCount));

        // What no model can have read or written was not counted, but made up.
        static int Count(long? tokens) => tokens is >= 0 and <= MostTokens ? (int)tokens : 0;
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

    private static AzureOpenAIClient AzureService(ChatOptions options, KeptToken? token, HttpClient http)
    {
        Uri endpoint = AzureEndpoint(options.Endpoint);
        AzureOpenAIClientOptions client = Prepare(new AzureOpenAIClientOptions(), options, http);
        return token is null
            ? new AzureOpenAIClient(endpoint, new ApiKeyCredential(options.Key), client)
            : new AzureOpenAIClient(endpoint, token, client);
    }

    private static T Prepare<T>(T client, ChatOptions options, HttpClient http)
        where T : ClientPipelineOptions
    {
        client.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        client.NetworkTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
        client.Transport = new HttpClientPipelineTransport(http);
        client.ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false, EnableMessageContentLogging = false };
        return client;
    }

    // A proxy that the environment names for everything cannot reach a service on this machine; and whoever is
    // redirected to would get the key.
    private static HttpClient Http(bool isLoopback) =>
        new(new ShortAnswers { InnerHandler = new SocketsHttpHandler { UseProxy = !isLoopback, UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionLife } })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    // The portals show the resource's address with and without the path of its newer interface.
    private static Uri AzureEndpoint(string endpoint)
    {
        UriBuilder address = new(endpoint);
        string path = address.Path.TrimEnd('/');
        foreach (string known in (string[])["/openai/v1", "/openai"])
        {
            if (path.EndsWith(known, StringComparison.OrdinalIgnoreCase))
            {
                path = path[..^known.Length];
                break;
            }
        }

        address.Path = path + "/";
        return address.Uri;
    }

    private static Uri OpenAIEndpoint(string endpoint)
    {
        UriBuilder address = new(endpoint);
        address.Path = address.Path.Length > 1 ? address.Path.TrimEnd('/') + "/" : "/v1/";
        return address.Uri;
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

    /// <summary>Reads answers to their end, and none that is longer than an answer can be.</summary>
    private sealed class ShortAnswers : DelegatingHandler
    {
        private const long MostBytes = 16 * 1024 * 1024;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken).ConfigureAwait(false);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}
