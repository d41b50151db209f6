using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelServer;

/// <summary>Refuses what the real services refuse.</summary>
internal sealed partial class RequestCheck(PlayedModelSettings settings)
{
    private const string FormsSince = "2024-08-01-preview";
    private const int MostMessages = 2048;
    private const int MostDimensions = 1536;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "messages", "model", "temperature", "top_p", "max_tokens", "max_completion_tokens", "response_format", "stream", "stream_options", "n",
        "seed", "stop", "user", "store", "metadata", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs", "logit_bias", "tools",
        "tool_choice", "parallel_tool_calls", "reasoning_effort", "service_tier", "prompt_cache_key", "safety_identifier", "verbosity",
    };

    private const int MostInputs = 2048;

    private static readonly HashSet<string> KnownOfEmbeddings = new(StringComparer.Ordinal) { "input", "model", "encoding_format", "dimensions", "user" };

    private static readonly string[] Roles = ["system", "developer", "user", "assistant"];

    /// <summary>What is wrong with a request; null if nothing is.</summary>
    public ServiceError? FaultOf(string method, Asked asked, bool isAzure)
    {
        bool isDeployments = DeploymentIn(asked.Path) is not null;
        bool isKnownPath = isDeployments || asked.Path is "/openai/v1/chat/completions" or "/v1/chat/completions" or "/openai/v1/embeddings" or "/v1/embeddings";
        if (!isKnownPath || !string.Equals(method, "POST", StringComparison.Ordinal))
        {
            return isAzure ? ServiceError.NoResource() : new ServiceError(404, $"Invalid URL ({method} {asked.Path})", Code: null, "invalid_request_error");
        }

        string version = VersionIn(asked.Query);
        if (isDeployments && !ApiVersion().IsMatch(version))
        {
            return ServiceError.NoResource();
        }

        return !HasKey(asked, isAzure) ? ServiceError.WrongKey(isAzure)
            : asked.Body.ValueKind != JsonValueKind.Object ? ServiceError.Invalid("We could not parse the JSON body of your request.")
            : !string.Equals(asked.Deployment, asked.IsEmbedding ? settings.EmbeddingDeployment : settings.Deployment, StringComparison.Ordinal)
                ? asked.Deployment.Length == 0 ? ServiceError.Invalid("you must provide a model parameter")
                : isAzure ? ServiceError.NoDeployment() : ServiceError.NoModel(asked.Deployment)
            : asked.IsEmbedding ? EmbeddingFault(asked)
            : BodyFault(asked) ?? FormFault(asked, isDeployments ? version : "");
    }

    /// <summary>The deployment that a path of Azure's older form names; null for other paths.</summary>
    public static string? DeploymentIn(string path) =>
        DeploymentPath().Match(path) is { Success: true } match ? Uri.UnescapeDataString(match.Groups["name"].Value) : null;

    private static string VersionIn(string query) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).GetValueOrDefault("api-version").ToString();

    private bool HasKey(Asked asked, bool isAzure)
    {
        string? bearer = asked.Headers.TryGetValue("Authorization", out string? given) && given.StartsWith("Bearer ", StringComparison.Ordinal) ? given["Bearer ".Length..] : null;
        return isAzure
            ? asked.Headers.TryGetValue("api-key", out string? key) ? Is(key, settings.Key) : Is(bearer, settings.Token) || (Is(bearer, settings.Key) && DeploymentIn(asked.Path) is null)
            : Is(bearer, settings.Key);

        static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
    }

    private ServiceError? BodyFault(Asked asked)
    {
        foreach (JsonProperty property in asked.Body.EnumerateObject())
        {
            if (settings.Unsupported.Contains(property.Name, StringComparer.Ordinal))
            {
                return ServiceError.Unsupported(property.Name);
            }

            if (!Known.Contains(property.Name))
            {
                return ServiceError.Invalid($"Unrecognized request argument supplied: {property.Name}");
            }
        }

        bool hasBoth = Json.NumberOf(asked.Body, "max_tokens") is not null && Json.NumberOf(asked.Body, "max_completion_tokens") is not null;
        return MessagesFault(Json.Of(asked.Body, "messages"))
            ?? (hasBoth ? ServiceError.Invalid("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", code: "invalid_parameter_combination")
            : NumberFault(asked.Body, "max_tokens", 1, int.MaxValue, mustBeWhole: true)
            ?? NumberFault(asked.Body, "max_completion_tokens", 1, int.MaxValue, mustBeWhole: true)
            ?? NumberFault(asked.Body, "temperature", 0, 2, mustBeWhole: false)
            ?? (Json.Of(asked.Body, "stream").ValueKind == JsonValueKind.True ? ServiceError.Invalid("Streams are not played here.", "stream") : null));
    }

    private ServiceError? EmbeddingFault(Asked asked)
    {
        JsonElement input = Json.Of(asked.Body, "input");
        return asked.Body.EnumerateObject().FirstOrDefault(p => !KnownOfEmbeddings.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown
                ? ServiceError.Invalid($"Unrecognized request argument supplied: {unknown.Name}")
            : input.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
                ? ServiceError.Invalid("Missing required parameter: 'input'.", "input", "missing_required_parameter")
            : asked.Inputs.Count is 0 or > MostInputs || asked.Inputs.Any(text => text.Length == 0)
                ? ServiceError.Invalid("'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.")
            : Json.TextOf(asked.Body, "encoding_format") is not (null or "float" or "base64")
                ? ServiceError.Invalid("Invalid value for 'encoding_format'.", "encoding_format", "invalid_value")
            : settings.Unsupported.Contains("dimensions", StringComparer.Ordinal) && asked.Dimensions is not null
                ? ServiceError.NoDimensions()
            : NumberFault(asked.Body, "dimensions", 1, MostDimensions, mustBeWhole: true);
    }

    private static ServiceError? MessagesFault(JsonElement messages)
    {
        if (messages.ValueKind != JsonValueKind.Array)
        {
            return ServiceError.Invalid("Missing required parameter: 'messages'.", "messages", "missing_required_parameter");
        }

        if (messages.GetArrayLength() is 0 or > MostMessages)
        {
            return ServiceError.Invalid("Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "messages", "empty_array");
        }

        foreach ((int index, JsonElement message) in messages.EnumerateArray().Index())
        {
            if (!Roles.Contains(Json.TextOf(message, "role"), StringComparer.Ordinal))
            {
                return ServiceError.Invalid($"Invalid value: '{Json.TextOf(message, "role")}'. Supported values are: 'system', 'assistant', 'user', and 'developer'.", $"messages[{index}].role", "invalid_value");
            }

            bool hasContent = Json.Of(message, "content") switch
            {
                { ValueKind: JsonValueKind.String } => true,
                { ValueKind: JsonValueKind.Array } parts => parts.EnumerateArray().All(part => Json.TextOf(part, "type") is "text" && Json.TextOf(part, "text") is not null),
                _ => false,
            };
            if (!hasContent)
            {
                return ServiceError.Invalid($"Invalid value for 'content': expected a string, got null.", $"messages.[{index}].content");
            }
        }

        return null;
    }

    private static ServiceError? NumberFault(JsonElement body, string name, double least, double most, bool mustBeWhole)
    {
        JsonElement value = Json.Of(body, name);
        bool isFine = value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            || (value.ValueKind == JsonValueKind.Number && value.GetDouble() is double number && number >= least && number <= most && (!mustBeWhole || number == Math.Floor(number)));
        return isFine ? null : ServiceError.Invalid($"Invalid value for '{name}'.", name, "invalid_value");
    }

    private ServiceError? FormFault(Asked asked, string version)
    {
        JsonElement format = Json.Of(asked.Body, "response_format");
        string? type = Json.TextOf(format, "type");
        if (format.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || type is "text" or "json_object")
        {
            return null;
        }

        if (type is not "json_schema")
        {
            return ServiceError.Invalid($"Invalid value: '{type}'. Supported values are: 'json_object', 'json_schema', and 'text'.", "response_format.type", "invalid_value");
        }

        if (!settings.TakesForms)
        {
            return ServiceError.Invalid("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs", "response_format");
        }

        if (version.Length > 0 && string.CompareOrdinal(version, FormsSince) < 0)
        {
            return ServiceError.Invalid($"response_format value as json_schema is enabled only for api versions {FormsSince} and later", "response_format");
        }

        if (asked.FormName is null || !FormName().IsMatch(asked.FormName))
        {
            return ServiceError.Invalid("Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.", "response_format.json_schema.name", "invalid_value");
        }

        if (asked.Schema is not { } schema)
        {
            return ServiceError.Invalid("Missing required parameter: 'response_format.json_schema.schema'.", "response_format.json_schema.schema", "missing_required_parameter");
        }

        return asked.IsStrict && StrictSchema.FaultOf(schema) is { } fault
            ? ServiceError.Invalid($"Invalid schema for response_format '{asked.FormName}': {fault}", "response_format")
            : null;
    }

    [GeneratedRegex("^/openai/deployments/(?<name>[^/]+)/(?:chat/completions|embeddings)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeploymentPath();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ApiVersion();

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormName();
}
