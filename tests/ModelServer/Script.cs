using System.Globalization;

namespace ModelServer;

/// <summary>What the server does with one request that the service would take.</summary>
public sealed record Script
{
    private const string ServerError = "server_error";

    private Script(Deed deed) => Deed = deed;

    internal enum Does
    {
        Answers,
        Fails,
        Sends,
        Stalls,
        Resets,
    }

    /// <summary>How long it waits before.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Answers with the vectors of <see cref="PlayedMeaning"/>.</summary>
    public static Script Embed() => Embed(asked => [.. asked.Inputs.Select(text => PlayedMeaning.VectorOf(text, asked.Dimensions ?? PlayedModelSettings.UsualDimensions))]);

    /// <summary>Answers with these vectors, the first of them for the first text, whatever was asked for.</summary>
    public static Script Embed(Func<Asked, IReadOnlyList<float[]>> vectors) => new(new Deed(Does.Answers) { Vectors = vectors });

    internal Deed Deed { get; }

    /// <summary>The same with the vectors in the opposite order, each with its number.</summary>
    public Script Backwards() => new(Deed with { IsBackwards = true }) { Delay = Delay };

    /// <summary>Answers with this text.</summary>
    public static Script Answer(string json) => Answer(_ => json);

    /// <summary>Answers with what is made of the request.</summary>
    public static Script Answer(Func<Asked, string> answer) => new(new Deed(Does.Answers) { Text = answer });

    /// <summary>Answers with this text, and says that it ends because it got too long.</summary>
    public static Script Cut(string text) => new(new Deed(Does.Answers) { Text = _ => text, Finish = "length" });

    /// <summary>Refuses to answer, in these words.</summary>
    public static Script Refuse(string refusal = "I'm sorry, I can't assist with that.") => new(new Deed(Does.Answers) { Refusal = refusal });

    /// <summary>Azure's content filter cuts the answer off after this text.</summary>
    public static Script FilterAnswer(string begun = "", params string[] categories) =>
        new(new Deed(Does.Answers) { Text = _ => begun, Finish = "content_filter", Filtered = categories.Length > 0 ? categories : ["violence"] });

    /// <summary>Azure's content filter refuses the question; categories such as <c>hate</c>, <c>self_harm</c>, <c>sexual</c>, <c>violence</c>, <c>jailbreak</c>.</summary>
    public static Script FilterQuestion(params string[] categories) => Fails(ServiceError.Filtered(categories));

    /// <summary>Says that the question is longer than the model takes.</summary>
    public static Script TooLong(int most = 8192) => Fails(ServiceError.TooLong(most, most, 1));

    /// <summary>Does not take a parameter that the request has, such as <c>temperature</c>; for one request, see <see cref="PlayedModelSettings.Unsupported"/>.</summary>
    public static Script NotSupported(string parameter) => Fails(ServiceError.Unsupported(parameter));

    /// <summary>Answers 429, with Retry-After as it is given here or without.</summary>
    public static Script Throttle(string? retryAfter = null) => Fails(ServiceError.Throttled()).With("Retry-After", retryAfter);

    /// <summary>Answers 429 with Retry-After as a date.</summary>
    public static Script ThrottleUntil(DateTimeOffset date) => Throttle(date.ToString("r", CultureInfo.InvariantCulture));

    /// <summary>Answers 429 with retry-after-ms, and with Retry-After if one is given.</summary>
    public static Script ThrottleMilliseconds(string milliseconds, string? retryAfter = null) => Throttle(retryAfter).With("retry-after-ms", milliseconds);

    /// <summary>Answers 429 because nothing is paid for any more.</summary>
    public static Script OutOfQuota() => Fails(ServiceError.OutOfQuota());

    /// <summary>Answers with a fault of the service, 408 or 5xx, with Retry-After as it is given here or without.</summary>
    public static Script Fault(int status, string? retryAfter = null) =>
        Fails(new ServiceError(status, "The server had an error while processing your request. Sorry about that!", ServerError, ServerError)).With("Retry-After", retryAfter);

    /// <summary>Answers 401 as Azure does to a wrong key.</summary>
    public static Script Unauthorised() => Fails(ServiceError.WrongKey(isAzure: true));

    /// <summary>Answers 403 as Azure does to who lacks a role.</summary>
    public static Script Forbid() => Fails(ServiceError.Forbidden());

    /// <summary>Answers 404 as Azure does for a deployment that it has not.</summary>
    public static Script NoDeployment() => Fails(ServiceError.NoDeployment());

    /// <summary>Answers 404 as Azure does for a path that it has not.</summary>
    public static Script NoResource() => Fails(ServiceError.NoResource());

    /// <summary>Answers 400 with an error of this kind.</summary>
    public static Script Invalid(string message, string? parameter = null, string? code = null) => Fails(ServiceError.Invalid(message, parameter, code));

    /// <summary>Sends exactly this, whatever it is.</summary>
    public static Script Send(int status, string body, string contentType = "application/json") =>
        new(new Deed(Does.Sends) { Status = status, Text = _ => body, ContentType = contentType });

    /// <summary>Sends a body that ends within its JSON.</summary>
    public static Script Malformed() => Send(200, """{"id":"chatcmpl-1","object":"chat.completion","choices":[{"index":0,"mess""");

    /// <summary>Sends an answer without choices.</summary>
    public static Script NoChoices() => Send(200, """{"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"played-model","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":0,"total_tokens":9}}""");

    /// <summary>Never answers, until the client goes.</summary>
    public static Script Stall() => new(new Deed(Does.Stalls));

    /// <summary>Sends the beginning of an answer and nothing more, until the client goes.</summary>
    public static Script StallInBody() => new(new Deed(Does.Stalls) { IsInBody = true });

    /// <summary>Closes the connection instead of answering.</summary>
    public static Script Reset() => new(new Deed(Does.Resets));

    /// <summary>Sends the beginning of an answer and closes the connection.</summary>
    public static Script ResetInBody() => new(new Deed(Does.Resets) { IsInBody = true });

    /// <summary>The same after a time.</summary>
    public Script After(TimeSpan delay) => this with { Delay = delay };

    /// <summary>The same with a header; without if its value is null.</summary>
    public Script With(string header, string? value) =>
        value is null ? this : new Script(Deed with { Headers = [.. Deed.Headers, (header, value)] }) { Delay = Delay };

    private static Script Fails(ServiceError error) => new(new Deed(Does.Fails) { Status = error.Status, Error = error });
}

/// <summary>What is done, in detail.</summary>
internal sealed record Deed(Script.Does Does)
{
    public Func<Asked, string> Text { get; init; } = _ => "";

    public Func<Asked, IReadOnlyList<float[]>> Vectors { get; init; } = _ => [];

    public bool IsBackwards { get; init; }

    public string? Finish { get; init; }

    public string? Refusal { get; init; }

    public string[] Filtered { get; init; } = [];

    public int Status { get; init; } = 200;

    public ServiceError? Error { get; init; }

    public string ContentType { get; init; } = "application/json";

    public (string Name, string Value)[] Headers { get; init; } = [];

    public bool IsInBody { get; init; }
}
