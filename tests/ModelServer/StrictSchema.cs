using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelServer;

/// <summary>Schemas as strict structured outputs take them.</summary>
internal static class StrictSchema
{
    private const int MostProperties = 100;
    private const int DeepestNesting = 5;

    // As Azure documents it; OpenAI itself takes some of these by now.
    private static readonly string[] NotPermitted =
    [
        "minLength", "maxLength", "pattern", "format",
        "minimum", "maximum", "multipleOf",
        "patternProperties", "unevaluatedProperties", "propertyNames", "minProperties", "maxProperties",
        "unevaluatedItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems",
        "allOf", "oneOf", "not", "if", "then", "else", "default",
    ];

    /// <summary>What is wrong with a schema, in the service's words; null if nothing is.</summary>
    public static string? FaultOf(JsonElement schema)
    {
        if (!IsType(schema, "object") || Json.Of(schema, "anyOf").ValueKind != JsonValueKind.Undefined)
        {
            return $"schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{Json.TextOf(schema, "type") ?? "None"}\"'.";
        }

        int properties = 0;
        return FaultAt(schema, [], 0, ref properties)
            ?? (properties > MostProperties ? $"the schema has {properties} properties, more than the {MostProperties} that are allowed." : null);
    }

    /// <summary>The least that fits a schema: empty texts and arrays, nought, false, the first of an enumeration.</summary>
    public static JsonNode? Least(JsonElement schema) => Least(schema, schema);

    private static string? FaultAt(JsonElement schema, string[] context, int depth, ref int properties)
    {
        string place = $"In context=({string.Concat(context.Select(c => $"'{c}', ")).TrimEnd(' ')}), ";
        if (NotPermitted.FirstOrDefault(word => Json.Of(schema, word).ValueKind != JsonValueKind.Undefined) is { } word)
        {
            return $"{place}'{word}' is not permitted.";
        }

        if (IsType(schema, "object"))
        {
            List<string> names = [.. Children(schema, "properties").Select(p => p.Name)];
            properties += names.Count;
            HashSet<string?> required = Json.Of(schema, "required") is { ValueKind: JsonValueKind.Array } list
                ? [.. list.EnumerateArray().Select(r => r.GetString())]
                : [];
            string? missing = names.Find(name => !required.Contains(name));
            string? fault = depth >= DeepestNesting ? $"{DeepestNesting} levels of nesting exceed the limit."
                : Json.Of(schema, "additionalProperties").ValueKind != JsonValueKind.False ? "'additionalProperties' is required to be supplied and to be false."
                : missing is not null ? $"'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'."
                : required.Count > names.Count ? "'required' has a key that is not in properties."
                : null;
            if (fault is not null)
            {
                return place + fault;
            }
        }
        else if (IsType(schema, "array") && Json.Of(schema, "items").ValueKind != JsonValueKind.Object)
        {
            return $"{place}array schema missing items.";
        }
        else if (!HasKind(schema))
        {
            return $"{place}schema must have a 'type' key.";
        }

        foreach ((string[] path, JsonElement child, bool isDeeper) in Parts(schema))
        {
            if (FaultAt(child, [.. context, .. path], isDeeper ? depth + 1 : depth, ref properties) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static IEnumerable<(string[] Path, JsonElement Schema, bool IsDeeper)> Parts(JsonElement schema)
    {
        foreach (JsonProperty property in Children(schema, "properties"))
        {
            yield return (["properties", property.Name], property.Value, true);
        }

        foreach (JsonProperty definition in Children(schema, "$defs"))
        {
            yield return (["$defs", definition.Name], definition.Value, false);
        }

        if (Json.Of(schema, "items") is { ValueKind: JsonValueKind.Object } items)
        {
            yield return (["items"], items, false);
        }

        if (Json.Of(schema, "anyOf") is { ValueKind: JsonValueKind.Array } choices)
        {
            foreach ((int index, JsonElement choice) in choices.EnumerateArray().Index())
            {
                yield return (["anyOf", index.ToString(System.Globalization.CultureInfo.InvariantCulture)], choice, false);
            }
        }
    }

    private static IEnumerable<JsonProperty> Children(JsonElement schema, string name) =>
        Json.Of(schema, name) is { ValueKind: JsonValueKind.Object } children ? children.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static bool HasKind(JsonElement schema) =>
        new[] { "type", "enum", "const", "anyOf", "$ref" }.Any(word => Json.Of(schema, word).ValueKind != JsonValueKind.Undefined);

    private static bool IsType(JsonElement schema, string type) => Json.Of(schema, "type") switch
    {
        { ValueKind: JsonValueKind.String } one => one.ValueEquals(type),
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Any(t => t.ValueEquals(type)),
        _ => false,
    };

    private static JsonNode? Least(JsonElement schema, JsonElement root)
    {
        if (Json.TextOf(schema, "$ref") is { } reference)
        {
            return Least(reference.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).Aggregate(root, Json.Of), root);
        }

        if (Json.Of(schema, "const") is { ValueKind: not JsonValueKind.Undefined } constant)
        {
            return JsonNode.Parse(constant.GetRawText());
        }

        if (Json.Of(schema, "enum") is { ValueKind: JsonValueKind.Array } values)
        {
            return JsonNode.Parse(values[0].GetRawText());
        }

        if (Json.Of(schema, "anyOf") is { ValueKind: JsonValueKind.Array } choices)
        {
            return choices.EnumerateArray().Any(c => IsType(c, "null")) ? null : Least(choices[0], root);
        }

        return IsType(schema, "null") ? null
            : IsType(schema, "object") ? new JsonObject(Children(schema, "properties").Select(p => KeyValuePair.Create(p.Name, Least(p.Value, root))))
            : IsType(schema, "array") ? new JsonArray()
            : IsType(schema, "boolean") ? JsonValue.Create(false)
            : IsType(schema, "integer") || IsType(schema, "number") ? JsonValue.Create(0)
            : JsonValue.Create("");
    }
}
