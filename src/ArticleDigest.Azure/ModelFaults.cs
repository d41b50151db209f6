using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using Azure;
using Azure.Identity;

namespace ArticleDigest.Azure;

/// <summary>What it means that a model did not answer, with a reason that names what is to be mended and never has a key in it.</summary>
internal sealed partial class ModelFaults(ModelOptions options, TimeProvider time)
{
    private const string LengthName = ChatOptions.Section + ":" + nameof(ChatOptions.MaxOutputTokens);
    private const string Role = "Cognitive Services OpenAI User";

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    private string KeyName => Name(nameof(ModelOptions.Key));

    private string EndpointName => Name(nameof(ModelOptions.Endpoint));

    private string DeploymentName => Name(nameof(ModelOptions.Deployment));

    private string ServiceName => Name(nameof(ModelOptions.Service));

    /// <summary>Whether this is a way in which asking a model fails, and not a fault of this program.</summary>
    public static bool IsOfModel(Exception exception) => exception
        is OperationCanceledException or ClientResultException or HttpRequestException or IOException
        or AuthenticationFailedException or RequestFailedException || IsUnreadable(exception);

    /// <summary>What is wrong with the key before it is sent; null if nothing is.</summary>
    public ModelAnswer? OfKey() => options.Key.All(c => c is > ' ' and <= '~')
        ? null
        : Misconfigured($"{KeyName} has blanks, line breaks or letters that no key has; give it exactly as the service shows it");

    /// <summary>What is wrong if a model answers, but not in the form that was asked for.</summary>
    public string OfForm() => Clean($"the model does not keep to the form that is asked for; choose one with structured outputs for {DeploymentName}", "");

    /// <summary>What it means that no token came in time.</summary>
    public ModelAnswer OfSlowIdentity() =>
        Unavailable($"no token for the model's service came within {options.TimeoutSeconds} seconds; if that lasts, check the identity this program runs under");

    /// <summary>What a fault means.</summary>
    public ModelAnswer Of(Exception exception) => exception switch
    {
        OperationCanceledException => Lost($"no answer came within {options.TimeoutSeconds} seconds"),
        AuthenticationFailedException or RequestFailedException => OfIdentity(exception),
        ClientResultException { Status: >= 300 } answered => OfService(answered),
        _ when IsUnreadable(exception) || exception is ClientResultException { Status: > 0 } => Lost("the answer of the model's service cannot be read"),
        _ => OfConnection(exception),
    };

    private string Name(string key) => $"{options.SectionName}:{key}";

    // In these ways the client fails at answers that do not have its shape; one without a message it does not even look for.
    private static bool IsUnreadable(Exception exception) => exception
        is JsonException or FormatException or InvalidOperationException or ArgumentException or NullReferenceException;

    private ModelAnswer OfConnection(Exception exception)
    {
        HttpRequestError? error = (exception as HttpRequestException ?? exception.InnerException as HttpRequestException)?.HttpRequestError;
        return error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
            ? Unavailable($"the model's service cannot be reached ({error}); if that lasts, check {EndpointName}")
            : Lost("the connection to the model's service was lost");
    }

    // The fault's own words can have names of tenants, accounts and files.
    private ModelAnswer OfIdentity(Exception exception) => exception is not CredentialUnavailableException && IsPassing(exception)
        ? Unavailable($"no token for the model's service came ({exception.GetType().Name})")
        : Misconfigured($"no token for the model's service ({exception.GetType().Name}); check the identity this program runs under, or give {KeyName}");

    private static bool IsPassing(Exception? exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException or RequestFailedException { Status: 0 or 408 or 429 or >= 500 })
            {
                return true;
            }
        }

        return false;
    }

    private ModelAnswer OfService(ClientResultException exception)
    {
        ServiceFault fault = ServiceFault.Of(exception);
        ModelAnswer answer = fault switch
        {
            { IsFiltered: true } => new ModelAnswer(AnswerStatus.QuestionFiltered)
            {
                Reason = fault.Filtered.Count > 0
                    ? Clean($"the content filter refuses the question for {string.Join(", ", fault.Filtered)}", "")
                    : "the content filter refuses the question",
            },
            { IsTooLong: true } => new ModelAnswer(AnswerStatus.TooLong) { Reason = "the question is longer than the model takes" },
            { IsOutOfQuota: true } => Unavailable(Clean("the account's quota at the model's service is used up; check its plan and billing", Told(fault))),
            { Status: 429 } => new ModelAnswer(AnswerStatus.Throttled) { Reason = Clean("the model's service is asked too much", Told(fault)) },
            { Status: 408 or 409 or 425 or >= 500 } => Unavailable(Clean("the model's service has a fault", Told(fault))),
            _ => Misconfigured(Advice(fault)),
        };
        return answer.Status is AnswerStatus.Throttled or AnswerStatus.Unavailable ? answer with { Until = UntilOf(exception) } : answer;
    }

    private string Advice(ServiceFault fault) => fault switch
    {
        // Some services show part of a wrong key in their message.
        { Status: 401 } when options.Key.Length > 0 => Clean($"the model's service does not take the key; check {KeyName} and {EndpointName}", Short(fault)),
        { Status: 401 or 403 } when options.Key.Length == 0 =>
            Clean($"the model's service does not take this program's identity; give it the role {Role} on the resource, or give {KeyName}, and check {EndpointName}", Short(fault)),
        { Status: 403 } => Clean($"the model's service forbids the call; check {KeyName}, {EndpointName} and the resource's network rules", Short(fault)),
        { Status: 404, Code: "DeploymentNotFound" or "model_not_found" } =>
            Clean($"the model's service has no '{options.Deployment}'; check {DeploymentName} and {EndpointName}", Short(fault)),
        { Status: 404 or 405 or 421 or (>= 300 and < 400) } =>
            Clean($"there is no model's service; check {EndpointName}, {ServiceName} and {DeploymentName}", Short(fault)),
        { Parameter: "max_completion_tokens" or "max_tokens" } => Clean($"the model does not take so long an answer; check {LengthName}", Told(fault)),
        { Parameter: "dimensions" } => Clean($"the model does not take the number of dimensions; check {Name(nameof(EmbeddingOptions.Dimensions))}", Told(fault)),
        { Parameter: "response_format" } => Clean($"the model does not take the form of the answer; choose one with structured outputs for {DeploymentName}", Told(fault)),
        _ => Clean($"the model's service does not take the question; check {DeploymentName} and {EndpointName}", Told(fault)),
    };

    private DateTimeOffset? UntilOf(ClientResultException exception)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (exception.GetRawResponse() is not { } response || ServiceFault.RetryAfterOf(response, now) is not { } wait)
        {
            return null;
        }

        return now + (wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait);
    }

    // Azure's gateway gives the status as the code.
    private static string Short(ServiceFault fault)
    {
        string status = fault.Status.ToString(CultureInfo.InvariantCulture);
        return fault.Code.Length == 0 || fault.Code.Equals(status, StringComparison.Ordinal) ? status : $"{status} {fault.Code}";
    }

    private static string Told(ServiceFault fault) => fault.Message.Length > 0 ? $"{Short(fault)}: {fault.Message}" : Short(fault);

    private string Clean(string reason, string told)
    {
        string text = told.Length > 0 ? $"{reason}: {told}" : reason;
        return DeliveryDetail.Of(Secret().Replace(text, "(hidden)"), options.Key).TrimEnd('.');
    }

    private static ModelAnswer Misconfigured(string reason) => new(AnswerStatus.Misconfigured) { Reason = reason };

    private static ModelAnswer Lost(string reason) => Unavailable(reason) with { MayHaveCost = true };

    private static ModelAnswer Unavailable(string reason) => new(AnswerStatus.Unavailable) { Reason = reason };

    [GeneratedRegex(@"\b(sk-|eyJ|Bearer )\S+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
