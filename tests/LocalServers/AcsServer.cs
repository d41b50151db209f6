using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalServers;

/// <summary>What the server does with one request instead of its usual work.</summary>
public sealed record AcsReaction
{
    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; init; } = 500;

    /// <summary>The error's code.</summary>
    public string Code { get; init; } = "";

    /// <summary>The error's message.</summary>
    public string Message { get; init; } = "";

    /// <summary>The answer's Retry-After; null for none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>A whole body in place of the error.</summary>
    public string? Body { get; init; }

    /// <summary>Whether it takes the letter before that.</summary>
    public bool Takes { get; init; }

    /// <summary>Whether it closes the connection instead of answering.</summary>
    public bool Drops { get; init; }

    /// <summary>Whether it never answers.</summary>
    public bool Hangs { get; init; }
}

/// <summary>Where an operation stands when it is asked for.</summary>
public sealed record AcsProgress(string Status, string Code = "", string Message = "");

/// <summary>What the server does with an operation id that it knows already.</summary>
public enum AcsRepetition
{
    /// <summary>Answers 409.</summary>
    Conflict,

    /// <summary>Answers 400 with a code that says so.</summary>
    BadRequest,

    /// <summary>Answers 202 with the operation as it stands.</summary>
    SameOperation,
}

/// <summary>A request as the server got it.</summary>
public sealed record AcsRequest(string Method, string Path, string OperationId, string Body);

/// <summary>
/// A played Azure Communication Services Email on 127.0.0.1 that speaks the wire format of REST API 2023-03-31 and refuses
/// what does not have its shape: POST /emails:send and GET /emails/operations/{id}.
/// </summary>
public sealed class AcsServer : IAsyncDisposable
{
    private static readonly HashSet<string> Known =
        ["headers", "senderAddress", "content", "recipients", "attachments", "replyTo", "userEngagementTrackingDisabled"];

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<AcsRequest> _requests = [];
    private readonly List<AcsRequest> _mails = [];
    private readonly Queue<AcsReaction> _onSend = [];
    private readonly Queue<AcsReaction> _onAsk = [];
    private readonly Dictionary<string, Queue<AcsProgress>> _operations = new(StringComparer.OrdinalIgnoreCase);

    private AcsServer(WebApplication app)
    {
        _app = app;
    }

    /// <summary>Its address.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>The bearer token it wants.</summary>
    public string Token { get; set; } = "a-token-for-tests";

    /// <summary>The Retry-After of answers about operations that go on; null for none.</summary>
    public string? RetryAfter { get; set; } = "1";

    /// <summary>What it does with an operation id that it knows already.</summary>
    public AcsRepetition Repetition { get; set; }

    /// <summary>How new operations go, one step each time they are asked for; the last one stays.</summary>
    public IReadOnlyList<AcsProgress> Progress { get; set; } = [new("Running"), new("Succeeded")];

    /// <summary>What its answer to a letter says of the operation.</summary>
    public string FirstStatus { get; set; } = "Running";

    /// <summary>Every request, in order.</summary>
    public IReadOnlyList<AcsRequest> Requests => Copy(_requests);

    /// <summary>Every letter it took, once for each time.</summary>
    public IReadOnlyList<AcsRequest> Mails => Copy(_mails);

    /// <summary>How often it was asked for operations.</summary>
    public int Questions => Requests.Count(r => r.Method == "GET");

    /// <summary>Starts one on a free port.</summary>
    public static async Task<AcsServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        AcsServer server = new(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        server.Endpoint = app.Urls.Single();
        return server;
    }

    /// <summary>What it does with the next letters, one after the other, before it works as usual again.</summary>
    public void OnSend(params AcsReaction[] reactions) => Add(_onSend, reactions);

    /// <summary>What it does with the next questions, one after the other, before it works as usual again.</summary>
    public void OnAsk(params AcsReaction[] reactions) => Add(_onAsk, reactions);

    /// <summary>Lets operations that are known already go on as <see cref="Progress"/> says now.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            foreach (string id in _operations.Keys.ToList())
            {
                _operations[id] = new Queue<AcsProgress>(Progress);
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

    private async Task HandleAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        bool isSend = context.Request.Method == "POST" && context.Request.Path == "/emails:send";
        string id = isSend ? context.Request.Headers["Operation-Id"].ToString() : (context.Request.Path.Value ?? "").Split('/')[^1];
        AcsRequest request = new(context.Request.Method, context.Request.Path + context.Request.QueryString, id, body);
        AcsReaction? reaction;
        lock (_gate)
        {
            _requests.Add(request);
            (isSend ? _onSend : _onAsk).TryDequeue(out reaction);
        }

        if (FaultOf(context, isSend, id, body) is { } fault)
        {
            await AnswerAsync(context, fault);
            return;
        }

        if (reaction is null)
        {
            await (isSend ? TakeAsync(context, request) : TellAsync(context, id));
            return;
        }

        if (reaction.Takes)
        {
            Take(request);
        }

        if (reaction.Drops)
        {
            context.Abort();
            return;
        }

        if (reaction.Hangs)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        await AnswerAsync(context, reaction);
    }

    private AcsReaction? FaultOf(HttpContext context, bool isSend, string id, string body)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            return new AcsReaction { Status = 401, Code = "Unauthorized", Message = "The token is not valid." };
        }

        if (context.Request.QueryString.Value != "?api-version=2023-03-31")
        {
            return new AcsReaction { Status = 400, Code = "InvalidApiVersion", Message = "The api-version is not known." };
        }

        bool isAsk = context.Request.Method == "GET" && context.Request.Path.StartsWithSegments("/emails/operations", StringComparison.Ordinal);
        if (!isSend && !isAsk)
        {
            return new AcsReaction { Status = 404, Body = "" };
        }

        if (!Guid.TryParseExact(id, "D", out _))
        {
            return new AcsReaction { Status = 400, Code = "InvalidOperationId", Message = "The Operation-Id is no GUID." };
        }

        return isSend && !HasShape(context, body)
            ? new AcsReaction { Status = 400, Code = "BadRequest", Message = "The request does not have the shape of an EmailMessage." }
            : null;
    }

    private static bool HasShape(HttpContext context, string body)
    {
        if (context.Request.ContentType != "application/json")
        {
            return false;
        }

        using JsonDocument json = JsonDocument.Parse(body);
        JsonElement root = json.RootElement;
        return root.EnumerateObject().All(p => Known.Contains(p.Name))
            && root.GetProperty("senderAddress").ValueKind == JsonValueKind.String
            && root.GetProperty("content").GetProperty("subject").ValueKind == JsonValueKind.String
            && root.GetProperty("recipients").GetProperty("to").EnumerateArray().All(to => to.GetProperty("address").GetString()!.Contains('@'))
            && root.GetProperty("headers").EnumerateObject().All(h => h.Value.ValueKind == JsonValueKind.String);
    }

    private Task TakeAsync(HttpContext context, AcsRequest request)
    {
        bool isKnown;
        lock (_gate)
        {
            isKnown = _operations.ContainsKey(request.OperationId);
        }

        if (!isKnown)
        {
            Take(request);
            return AnswerOperationAsync(context, 202, request.OperationId, new AcsProgress(FirstStatus));
        }

        return Repetition switch
        {
            AcsRepetition.Conflict => AnswerAsync(context, new AcsReaction { Status = 409, Code = "Conflict", Message = "The operation exists." }),
            AcsRepetition.BadRequest => AnswerAsync(context, new AcsReaction { Status = 400, Code = "OperationIdAlreadyExists", Message = "The operation exists." }),
            _ => AnswerOperationAsync(context, 202, request.OperationId, Next(request.OperationId)!),
        };
    }

    private Task TellAsync(HttpContext context, string id) => Next(id) is { } progress
        ? AnswerOperationAsync(context, 200, id, progress)
        : AnswerAsync(context, new AcsReaction { Status = 404, Code = "NotFound", Message = "There is no such operation." });

    private void Take(AcsRequest request)
    {
        lock (_gate)
        {
            _mails.Add(request);
            _operations[request.OperationId] = new Queue<AcsProgress>(Progress);
        }
    }

    private AcsProgress? Next(string id)
    {
        lock (_gate)
        {
            return !_operations.TryGetValue(id, out Queue<AcsProgress>? steps) ? null : steps.Count > 1 ? steps.Dequeue() : steps.Peek();
        }
    }

    private Task AnswerOperationAsync(HttpContext context, int status, string id, AcsProgress progress)
    {
        bool isOver = progress.Status is not ("Running" or "NotStarted");
        if (!isOver && RetryAfter is { } pause)
        {
            context.Response.Headers.RetryAfter = pause;
        }

        context.Response.StatusCode = status;
        context.Response.Headers["Operation-Location"] = $"{Endpoint}/emails/operations/{id}?api-version=2023-03-31";
        object? error = progress.Code.Length > 0 ? new { code = progress.Code, message = progress.Message } : null;
        return context.Response.WriteAsJsonAsync(new { id, status = progress.Status, error });
    }

    private static Task AnswerAsync(HttpContext context, AcsReaction reaction)
    {
        context.Response.StatusCode = reaction.Status;
        if (reaction.RetryAfter is { } pause)
        {
            context.Response.Headers.RetryAfter = pause;
        }

        if (reaction.Body is { } body)
        {
            return context.Response.WriteAsync(body);
        }

        context.Response.Headers["x-ms-error-code"] = reaction.Code;
        return context.Response.WriteAsJsonAsync(new { error = new { code = reaction.Code, message = reaction.Message } });
    }

    private void Add(Queue<AcsReaction> queue, AcsReaction[] reactions)
    {
        lock (_gate)
        {
            foreach (AcsReaction reaction in reactions)
            {
                queue.Enqueue(reaction);
            }
        }
    }

    private List<AcsRequest> Copy(List<AcsRequest> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
