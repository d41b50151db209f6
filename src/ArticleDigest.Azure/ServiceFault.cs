using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;

namespace ArticleDigest.Azure;

/// <summary>An error as a model's service tells it.</summary>
/// <param name="Status">The HTTP status; 0 without an answer.</param>
/// <param name="Code">The error's code; empty without.</param>
/// <param name="Message">The error's message; empty without.</param>
internal sealed record ServiceFault(int Status, string Code, string Message)
{
    private const int LongestCategory = 40;

    private static readonly string[] UnsupportedMarks = ["unsupported", "not support", "unrecognized", "unknown", "not permitted"];
    private static readonly string[] Droppable = ["temperature", "max_completion_tokens", "max_tokens"];
    private static readonly string[] LengthMarks = ["maximum context length", "context_length_exceeded"];

    /// <summary>The parameter that the error is about; empty if it names none.</summary>
    public string Parameter { get; init; } = "";

    /// <summary>What kind of error it is; empty without.</summary>
    public string Type { get; init; } = "";

    /// <summary>The content filter's own code; empty without.</summary>
    public string FilterCode { get; init; } = "";

    /// <summary>The content filter's categories that were hit.</summary>
    public IReadOnlyList<string> Filtered { get; init; } = [];

    /// <summary>The question is refused for what it is about.</summary>
    public bool IsFiltered => Status == 400
        && (Code is "content_filter" or "content_policy_violation" or "invalid_prompt" || FilterCode is "ResponsibleAIPolicyViolation");

    /// <summary>The question is longer than the model takes.</summary>
    public bool IsTooLong => Status == 413
        || (Status == 400 && (Code is "context_length_exceeded" or "string_above_max_length" || Has(LengthMarks)));

    /// <summary>Nothing is paid for any more.</summary>
    public bool IsOutOfQuota => Status == 429 && (Code is "insufficient_quota" || Type is "insufficient_quota");

    /// <summary>The parameter that the model does not take, if it can do without; null if it is something else.</summary>
    public string? UnsupportedParameter
    {
        get
        {
            if (Status != 400 || !(Code.StartsWith("unsupported_", StringComparison.Ordinal) || Has(UnsupportedMarks)))
            {
                return null;
            }

            // A message can also name the parameter to be used instead; that one comes later.
            return Parameter.Length > 0
                ? Array.Find(Droppable, name => name.Equals(Parameter, StringComparison.Ordinal))
                : Droppable.Where(name => Message.Contains(name, StringComparison.Ordinal)).MinBy(name => Message.IndexOf(name, StringComparison.Ordinal));
        }
    }

    /// <summary>Reads an error. What is no JSON of the known shape is one without code and message.</summary>
    public static ServiceFault Of(ClientResultException exception)
    {
        if (exception.GetRawResponse() is not { } response)
        {
            return new ServiceFault(exception.Status, "", "");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(response.Content);
            JsonElement error = Find(json.RootElement, "error");
            JsonElement inner = Find(error, "innererror");
            return new ServiceFault(response.Status, TextOf(error, "code"), TextOf(error, "message"))
            {
                Parameter = TextOf(error, "param"),
                Type = TextOf(error, "type"),
                FilterCode = TextOf(inner, "code"),
                Filtered = [.. Categories(Find(inner, "content_filter_result")), .. Categories(Find(inner, "content_filter_results"))],
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ServiceFault(response.Status, "", "");
        }
    }

    /// <summary>How long the service wants to be left alone; null if it does not say.</summary>
    public static TimeSpan? RetryAfterOf(PipelineResponse response, DateTimeOffset now)
    {
        if (response.Headers.TryGetValue("retry-after-ms", out string? text)
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double milliseconds)
            && milliseconds is >= 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return response.Headers.TryGetValue("Retry-After", out text) && text is not null ? RetryAfter.Of(text, now) : null;
    }

    private static IEnumerable<string> Categories(JsonElement results) => results.ValueKind == JsonValueKind.Object
        ? results.EnumerateObject().Where(c => Find(c.Value, "filtered").ValueKind == JsonValueKind.True && IsCategory(c.Name)).Select(c => c.Name)
        : [];

    private static bool IsCategory(string name) => name.Length <= LongestCategory && name.All(c => char.IsAsciiLetterLower(c) || c == '_');

    private static JsonElement Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? value : default;

    // Some services give the HTTP status, a number, as the code.
    private static string TextOf(JsonElement parent, string name) => Find(parent, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };

    private bool Has(string[] marks) => Array.Exists(marks, mark => Message.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
