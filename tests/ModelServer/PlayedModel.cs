using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelServer;

/// <summary>How a played server is set up.</summary>
public sealed record PlayedModelSettings
{
    /// <summary>The port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The deployment or model it has.</summary>
    public string Deployment { get; init; } = "played-model";

    /// <summary>How many numbers its vectors have unless a request says otherwise.</summary>
    public const int UsualDimensions = 256;

    /// <summary>The deployment or model that gives vectors.</summary>
    public string EmbeddingDeployment { get; init; } = "played-embeddings";

    /// <summary>The most tokens that a text may have whose vector is asked for.</summary>
    public int TextTokens { get; init; } = 8191;

    /// <summary>The key it wants.</summary>
    public string Key { get; init; } = "a-key-for-tests";

    /// <summary>The token that it takes of Azure's callers in place of the key.</summary>
    public string Token { get; init; } = "a-token-for-tests";

    /// <summary>How long every answer takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What the model reads at once, question and answer together, in tokens.</summary>
    public int ContextTokens { get; init; } = 128_000;

    /// <summary>The parameters that the model does not take, such as <c>temperature</c>.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];

    /// <summary>Whether the model takes a schema for its answer.</summary>
    public bool TakesForms { get; init; } = true;

    /// <summary>Whether requests stay in <see cref="PlayedModel.Requests"/>.</summary>
    public bool KeepsRequests { get; init; } = true;
}

/// <summary>
/// A played Azure OpenAI server on 127.0.0.1 that speaks the wire format of chat completions and embeddings and refuses what
/// the real ones refuse: POST /openai/deployments/{deployment}/chat/completions?api-version=…, POST /openai/v1/chat/completions
/// and, as OpenAI, POST /v1/chat/completions; the same with embeddings. It does what its script says, one step for each
/// request that is not refused; chat completions and embeddings have a script each.
/// </summary>
public sealed class PlayedModel : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int WordsOfSummary = 120;

    private readonly PlayedModelSettings _settings;
    private readonly WebApplication _app;
    private readonly RequestCheck _check;
    private readonly TokenCount _tokens = new();
    private readonly Lock _gate = new();
    private readonly List<Asked> _requests = [];
    private readonly Queue<Script> _script = [];
    private readonly Queue<Script> _embeddingScript = [];
    private TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PlayedModel(PlayedModelSettings settings, WebApplication app)
    {
        _settings = settings;
        _app = app;
        _check = new RequestCheck(settings);
    }

    /// <summary>Its address; OpenAI's is this with <c>v1/</c>, Azure's newer one this with <c>openai/v1/</c>.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What is done when the script is empty; it answers unless another step is given.</summary>
    public Script Usual { get; set; } = Script.Answer(DefaultAnswer);

    /// <summary>What is done with a request for vectors when the script for these is empty.</summary>
    public Script UsualForEmbeddings { get; set; } = Script.Embed();

    /// <summary>The requests for vectors, in order, refused ones included.</summary>
    public IReadOnlyList<Asked> EmbeddingRequests => [.. Requests.Where(r => r.IsEmbedding)];

    /// <summary>Every request, in order, refused ones included.</summary>
    public IReadOnlyList<Asked> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Starts one.</summary>
    public static async Task<PlayedModel> StartAsync(PlayedModelSettings? settings = null)
    {
        PlayedModelSettings chosen = settings ?? new PlayedModelSettings();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, chosen.Port));
        WebApplication app = builder.Build();
        PlayedModel model = new(chosen, app);
        app.Run(model.HandleAsync);
        await app.StartAsync();
        model.Endpoint = new Uri(app.Urls.Single() + "/");
        return model;
    }

    /// <summary>What it does with the next requests for chat that it does not refuse, one after the other; added to what is there.</summary>
    public void Play(params Script[] steps) => Enqueue(_script, steps);

    /// <summary>The same for requests for vectors.</summary>
    public void PlayEmbeddings(params Script[] steps) => Enqueue(_embeddingScript, steps);

    /// <summary>Waits until it has got so many requests.</summary>
    /// <exception cref="TimeoutException">It has not within the time.</exception>
    public async Task WaitForRequestsAsync(int count, TimeSpan timeout)
    {
        using CancellationTokenSource patience = new(timeout);
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_requests.Count >= count)
                {
                    return;
                }

                next = _happened.Task;
            }

            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"{Requests.Count} of {count} requests came within {timeout}.", e);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    // Points of the article that is asked about; the least that fits another form; without one as much as a summary has.
    private static string DefaultAnswer(Asked asked) =>
        (string.Equals(asked.FormName, "points", StringComparison.Ordinal) ? PlayedReader.Answer(asked.UserText) : null)
        ?? (asked.Schema is { } schema ? StrictSchema.Least(schema)!.ToJsonString(Options) : string.Join(' ', asked.UserText.Split(' ').Take(WordsOfSummary)));

    private void Enqueue(Queue<Script> script, Script[] steps)
    {
        lock (_gate)
        {
            foreach (Script step in steps)
            {
                script.Enqueue(step);
            }
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        bool isAzure = !context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal);
        Asked asked = await ReadAsync(context.Request, context.RequestAborted);
        ServiceError? fault = _check.FaultOf(context.Request.Method, asked, isAzure);
        if (fault is null)
        {
            (asked, fault) = asked.IsEmbedding ? CountTexts(asked) : CountQuestion(asked);
        }

        Script? step = Note(asked, isRefused: fault is not null);
        if (fault is not null)
        {
            await FailAsync(context, fault);
            return;
        }

        TimeSpan delay = _settings.Delay + step!.Delay;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await PlayAsync(context, step.Deed, asked, isAzure);
    }

    private (Asked Asked, ServiceError? Fault) CountQuestion(Asked asked)
    {
        (int prompt, int cached) = _tokens.Take(asked);
        ServiceError? fault = prompt + (asked.MaxTokens ?? 0) > _settings.ContextTokens ? ServiceError.TooLong(_settings.ContextTokens, prompt, asked.MaxTokens ?? 0) : null;
        return (asked with { PromptTokens = prompt, CachedTokens = cached }, fault);
    }

    private (Asked Asked, ServiceError? Fault) CountTexts(Asked asked)
    {
        int[] tokens = [.. asked.Inputs.Select(TokenCount.Of)];
        return (asked with { PromptTokens = tokens.Sum() }, tokens.Max() > _settings.TextTokens ? ServiceError.TextTooLong(_settings.TextTokens, tokens.Max()) : null);
    }

    private static async Task<Asked> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(request.Body);
        string content = await reader.ReadToEndAsync(cancellationToken);
        JsonElement body = Json.Parse(content);
        string path = request.Path.Value ?? "";
        return new Asked(
            path,
            request.QueryString.Value ?? "",
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            content,
            body)
        {
            Deployment = RequestCheck.DeploymentIn(path) ?? Json.TextOf(body, "model") ?? "",
        };
    }

    private Script? Note(Asked asked, bool isRefused)
    {
        lock (_gate)
        {
            if (_settings.KeepsRequests)
            {
                _requests.Add(asked);
            }

            _happened.TrySetResult();
            _happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (Queue<Script> script, Script usual) = asked.IsEmbedding ? (_embeddingScript, UsualForEmbeddings) : (_script, Usual);
            return isRefused ? null : script.TryDequeue(out Script? step) ? step : usual;
        }
    }

    private static Task PlayAsync(HttpContext context, Deed deed, Asked asked, bool isAzure)
    {
        foreach ((string name, string value) in deed.Headers)
        {
            context.Response.Headers[name] = value;
        }

        return deed.Does switch
        {
            Script.Does.Answers => SendAsync(context, 200, deed.ContentType, AnswerOf(deed, asked, isAzure).ToJsonString(Options)),
            Script.Does.Fails => FailAsync(context, deed.Error!),
            Script.Does.Sends => SendAsync(context, deed.Status, deed.ContentType, deed.Text(asked)),
            _ => BreakAsync(context, deed, asked, isAzure),
        };
    }

    private static async Task BreakAsync(HttpContext context, Deed deed, Asked asked, bool isAzure)
    {
        if (deed.IsInBody)
        {
            byte[] whole = Encoding.UTF8.GetBytes(AnswerOf(deed, asked, isAzure).ToJsonString(Options));
            context.Response.ContentType = deed.ContentType;
            context.Response.ContentLength = whole.Length;
            await context.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        if (deed.Does == Script.Does.Stalls)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        context.Abort();
    }

    private static JsonObject AnswerOf(Deed deed, Asked asked, bool isAzure) => asked.IsEmbedding ? Embeddings(deed, asked) : Completion(deed, asked, isAzure);

    private static JsonObject Embeddings(Deed deed, Asked asked)
    {
        bool isBase64 = Json.TextOf(asked.Body, "encoding_format") is "base64";
        IEnumerable<JsonNode> data = deed.Vectors(asked).Select(JsonNode (vector, index) => new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = index,
            ["embedding"] = isBase64
                ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))
                : new JsonArray([.. vector.Select(JsonNode (number) => JsonValue.Create(number))]),
        });
        return new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. deed.IsBackwards ? data.Reverse() : data]),
            ["model"] = asked.Deployment,
            ["usage"] = new JsonObject { ["prompt_tokens"] = asked.PromptTokens, ["total_tokens"] = asked.PromptTokens },
        };
    }

    private static JsonObject Completion(Deed deed, Asked asked, bool isAzure)
    {
        string text = deed.Refusal is null ? deed.Text(asked) : "";
        int written = TokenCount.Of(deed.Refusal ?? text);
        string finish = deed.Finish ?? "stop";
        if (asked.MaxTokens is { } most && written > most)
        {
            (text, written, finish) = (TokenCount.Begin(text, most), most, "length");
        }

        JsonObject choice = new()
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = deed.Refusal is null ? text : null, ["refusal"] = deed.Refusal },
            ["logprobs"] = null,
            ["finish_reason"] = finish,
        };
        JsonObject completion = new()
        {
            ["id"] = $"chatcmpl-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked.Content)))[..29]}",
            ["object"] = "chat.completion",
            ["created"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["model"] = asked.Deployment,
            ["choices"] = new JsonArray(choice),
            ["usage"] = new JsonObject
            {
                ["prompt_tokens"] = asked.PromptTokens,
                ["completion_tokens"] = written,
                ["total_tokens"] = asked.PromptTokens + written,
                ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = asked.CachedTokens, ["audio_tokens"] = 0 },
                ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0, ["audio_tokens"] = 0, ["accepted_prediction_tokens"] = 0, ["rejected_prediction_tokens"] = 0 },
            },
            ["system_fingerprint"] = "fp_played",
        };
        if (isAzure)
        {
            choice["content_filter_results"] = JsonSerializer.SerializeToNode(ContentFilter.Result(deed.Filtered));
            completion["prompt_filter_results"] = new JsonArray(
                new JsonObject { ["prompt_index"] = 0, ["content_filter_results"] = JsonSerializer.SerializeToNode(ContentFilter.Result()) });
        }

        return completion;
    }

    private static Task FailAsync(HttpContext context, ServiceError error) =>
        SendAsync(context, error.Status, "application/json", JsonSerializer.Serialize(error.ToBody(), Options));

    private static Task SendAsync(HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
