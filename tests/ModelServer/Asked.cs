using System.Text.Json;

namespace ModelServer;

/// <summary>A request as the server got it, and what it asks for.</summary>
/// <param name="Path">The path without the query.</param>
/// <param name="Query">The query with its question mark; empty without.</param>
/// <param name="Headers">The headers, by names in any case.</param>
/// <param name="Content">The body as it came.</param>
/// <param name="Body">The body; undefined if it is no JSON.</param>
public sealed record Asked(string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Content, JsonElement Body)
{
    /// <summary>The deployment or model that is asked; empty if none is named.</summary>
    public string Deployment { get; init; } = "";

    /// <summary>What the system says, one message after the other.</summary>
    public string SystemText => TextOf("system", "developer");

    /// <summary>What the user says, one message after the other.</summary>
    public string UserText => TextOf("user");

    /// <summary>The name of the form of the answer; null without.</summary>
    public string? FormName => Form.ValueKind == JsonValueKind.Object ? Json.TextOf(Form, "name") : null;

    /// <summary>The schema of the answer; null without.</summary>
    public JsonElement? Schema => Json.Of(Form, "schema") is { ValueKind: JsonValueKind.Object } schema ? schema : null;

    /// <summary>Whether the answer is held to the schema.</summary>
    public bool IsStrict => Json.Of(Form, "strict").ValueKind == JsonValueKind.True;

    /// <summary>How long the answer may be, in tokens, by the newer or older name; null if it is not said.</summary>
    public int? MaxTokens => Json.NumberOf(Body, "max_completion_tokens") ?? Json.NumberOf(Body, "max_tokens");

    /// <summary>Whether vectors are asked for.</summary>
    public bool IsEmbedding => Path.EndsWith("/embeddings", StringComparison.Ordinal);

    /// <summary>The texts whose vectors are asked for.</summary>
    public IReadOnlyList<string> Inputs => Json.Of(Body, "input") switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } texts => [.. texts.EnumerateArray().Select(t => t.ValueKind == JsonValueKind.String ? t.GetString()! : "")],
        _ => [],
    };

    /// <summary>How many numbers a vector is to have; null if it is not said.</summary>
    public int? Dimensions => Json.NumberOf(Body, "dimensions");

    /// <summary>The tokens of the question, as the service counts them; 0 before they are counted.</summary>
    public int PromptTokens { get; init; }

    /// <summary>How many of these an earlier question began with.</summary>
    public int CachedTokens { get; init; }

    internal JsonElement Form => Json.Of(Json.Of(Body, "response_format"), "json_schema");

    /// <summary>The text of a message: its content, or the text parts of it.</summary>
    internal static string ContentOf(JsonElement message) => Json.Of(message, "content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(part => Json.TextOf(part, "text"))),
        _ => "",
    };

    private string TextOf(params string[] roles) => Json.Of(Body, "messages") is { ValueKind: JsonValueKind.Array } messages
        ? string.Join("\n", messages.EnumerateArray().Where(m => roles.Contains(Json.TextOf(m, "role"), StringComparer.Ordinal)).Select(ContentOf))
        : "";
}
