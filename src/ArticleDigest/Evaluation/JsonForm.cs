using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace ArticleDigest.Evaluation;

/// <summary>Reads the parts of a JSON file and collects everything that is wrong with its form, each as "place: what".</summary>
internal sealed class JsonForm
{
    private static readonly JsonElement Nothing = default;

    private readonly List<string> _faults = [];

    /// <summary>Everything that is wrong; empty if nothing is.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads a file as JSON that is one object.</summary>
    public bool TryParse(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        ReadOnlyMemory<byte> json = file.Span is [0xEF, 0xBB, 0xBF, ..] ? file[3..] : file;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            _faults.Add($"cannot be read: {e.Message}");
            return false;
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            _faults.Add("not a JSON object");
            document.Dispose();
            document = null;
            return false;
        }

        return true;
    }

    /// <summary>A text that has to be there.</summary>
    public string Text(JsonElement parent, string name, string place) => Text(Get(parent, name), place);

    /// <summary>A text that may be missing or null; null in place of one that is not there.</summary>
    public string? OptionalText(JsonElement parent, string name, string place) =>
        Get(parent, name).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : Text(parent, name, place);

    /// <summary>A whole number from 0 that has to be there. One that is too large for any text is cut.</summary>
    public long Number(JsonElement parent, string name, string place)
    {
        JsonElement value = Get(parent, name);
        string digits = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "";
        return digits is "-0" ? 0
            : digits.Length == 0 || !digits.All(char.IsAsciiDigit) ? Miss(place, "a whole number from 0", 0)
            : long.TryParse(digits, CultureInfo.InvariantCulture, out long number) ? Math.Min(number, int.MaxValue) : int.MaxValue;
    }

    /// <summary>True or false that has to be there.</summary>
    public bool Truth(JsonElement parent, string name, string place) => Get(parent, name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Miss(place, "true or false", false),
    };

    /// <summary>True or false that may be missing, and is not needed.</summary>
    public void OptionalTruth(JsonElement parent, string name, string place)
    {
        if (Get(parent, name).ValueKind != JsonValueKind.Undefined)
        {
            Truth(parent, name, place);
        }
    }

    /// <summary>The elements of a list, each with its place; one that has to be there unless told otherwise.</summary>
    public IReadOnlyList<(JsonElement Item, string Place)> List(JsonElement parent, string name, string place, bool isOptional = false)
    {
        JsonElement value = Get(parent, name);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select((item, i) => (item, $"{place}[{i}]"))]
            : isOptional && value.ValueKind == JsonValueKind.Undefined ? []
            : Miss(place, "a list", Array.Empty<(JsonElement, string)>());
    }

    /// <summary>A list of texts that may be missing.</summary>
    public IReadOnlyList<string> Texts(JsonElement parent, string name, string place) =>
        [.. List(parent, name, place, isOptional: true).Select(t => Text(t.Item, t.Place))];

    /// <summary>A part of an object; nothing if it is not there or the object is none.</summary>
    public static JsonElement Get(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? value : Nothing;

    /// <summary>Notes that something is not what it has to be.</summary>
    public T Miss<T>(string place, string expected, T instead)
    {
        _faults.Add($"{place}: not {expected}");
        return instead;
    }

    private string Text(JsonElement value, string place)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : Miss(place, "a string", "");
        }
        catch (InvalidOperationException)
        {
            // Half of a character, written as an escape, is valid JSON and no text.
            return Miss(place, "a string of whole characters", "");
        }
    }
}
