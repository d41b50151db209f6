using System.Text.Json;

namespace ModelServer;

/// <summary>Looks into JSON that may have any shape.</summary>
internal static class Json
{
    /// <summary>A property; undefined if there is none.</summary>
    public static JsonElement Of(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? value : default;

    /// <summary>A property's text; null if it has none.</summary>
    public static string? TextOf(JsonElement parent, string name) =>
        Of(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A property's whole number; null if it has none.</summary>
    public static int? NumberOf(JsonElement parent, string name) =>
        Of(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : null;

    /// <summary>Reads a text; undefined if it is no JSON.</summary>
    public static JsonElement Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
