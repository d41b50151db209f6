namespace ModelServer;

/// <summary>An error as the service tells it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The message.</param>
/// <param name="Code">The code; null for none.</param>
/// <param name="Type">The type; null for none.</param>
/// <param name="Parameter">The parameter it is about; null for none.</param>
internal sealed record ServiceError(int Status, string Message, string? Code = null, string? Type = null, string? Parameter = null)
{
    private const string InvalidRequest = "invalid_request_error";

    /// <summary>What only Azure says in addition; null for nothing.</summary>
    public object? Inner { get; init; }

    // Azure's gateway knows code and message alone, the model behind it type and param as well.
    private bool IsOfGateway => Type is null && Parameter is null && Inner is null;

    public static ServiceError Invalid(string message, string? parameter = null, string? code = null) => new(400, message, code, InvalidRequest, parameter);

    public static ServiceError WrongKey(bool isAzure) => isAzure
        ? new(401, "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.", "401")
        : new(401, "Incorrect API key provided: sk-a-k*****ests. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_api_key", InvalidRequest);

    public static ServiceError Forbidden() => new(
        403,
        "The principal `7f3d1c52-0000-4a6b-9d0e-0123456789ab` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action` to perform `POST /openai/deployments/{deployment-id}/chat/completions` operation.",
        "PermissionDenied");

    public static ServiceError NoResource() => new(404, "Resource not found", "404");

    public static ServiceError NoDeployment() => new(
        404,
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.",
        "DeploymentNotFound");

    public static ServiceError NoModel(string model) =>
        new(404, $"The model `{model}` does not exist or you do not have access to it.", "model_not_found", InvalidRequest);

    public static ServiceError TooLong(int most, int messages, int completion) => Invalid(
        $"This model's maximum context length is {most} tokens. However, you requested {messages + completion} tokens ({messages} in the messages, {completion} in the completion). Please reduce the length of the messages or completion.",
        "messages",
        "context_length_exceeded");

    public static ServiceError Filtered(params string[] categories) => new(
        400,
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
        "content_filter",
        Type: null,
        "prompt")
    {
        Inner = new { code = "ResponsibleAIPolicyViolation", content_filter_result = ContentFilter.Result(categories) },
    };

    public static ServiceError Throttled() => new(
        429,
        "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after some time. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.",
        "429");

    public static ServiceError OutOfQuota() => new(
        429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota");

    public static ServiceError TextTooLong(int most, int tokens) => Invalid(
        $"This model's maximum context length is {most} tokens, however you requested {tokens} tokens ({tokens} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.");

    public static ServiceError NoDimensions() => Invalid("This model does not support specifying dimensions.", "dimensions");

    public static ServiceError Unsupported(string parameter) => string.Equals(parameter, "temperature", StringComparison.Ordinal)
        ? Invalid("Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.", parameter, "unsupported_value")
        : Invalid(
            $"Unsupported parameter: '{parameter}' is not supported with this model. Use '{(string.Equals(parameter, "max_tokens", StringComparison.Ordinal) ? "max_completion_tokens" : "max_tokens")}' instead.",
            parameter,
            "unsupported_parameter");

    /// <summary>The body as the service sends it.</summary>
    public object ToBody() => IsOfGateway
        ? new { error = new { code = Code, message = Message } }
        : Inner is null
            ? new { error = new { message = Message, type = Type, param = Parameter, code = Code } }
            : new { error = new { message = Message, type = Type, param = Parameter, code = Code, status = Status, innererror = Inner } };
}

/// <summary>What Azure's content filter found.</summary>
internal static class ContentFilter
{
    private static readonly string[] Graded = ["hate", "self_harm", "sexual", "violence"];

    /// <summary>The result for a question or an answer.</summary>
    /// <param name="hit">The categories that were hit, such as <c>violence</c> or <c>jailbreak</c>.</param>
    public static Dictionary<string, object> Result(params string[] hit)
    {
        Dictionary<string, object> result = Graded.ToDictionary(
            category => category,
            object (category) => new { filtered = hit.Contains(category, StringComparer.Ordinal), severity = hit.Contains(category, StringComparer.Ordinal) ? "high" : "safe" },
            StringComparer.Ordinal);
        foreach (string detected in hit.Except(Graded, StringComparer.Ordinal))
        {
            result[detected] = new { filtered = true, detected = true };
        }

        return result;
    }
}
