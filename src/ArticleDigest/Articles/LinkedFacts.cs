using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace ArticleDigest.Articles;

/// <summary>An article's facts as a page states them for machines, in JSON-LD.</summary>
internal sealed record LinkedFacts
{
    private const int MaxObjects = 5000;

    /// <summary>The headline; null if none is stated.</summary>
    public string? Headline { get; private set; }

    /// <summary>The authors' names, divided by commas; null if none is stated.</summary>
    public string? Author { get; private set; }

    /// <summary>The publisher's name; null if none is stated.</summary>
    public string? Publisher { get; private set; }

    /// <summary>The date of publication as stated; null if none is.</summary>
    public string? Published { get; private set; }

    /// <summary>Reads all of a page's JSON-LD; what is malformed counts as not there.</summary>
    public static LinkedFacts Read(IHtmlDocument page)
    {
        var facts = new LinkedFacts();
        foreach (IElement script in page.QuerySelectorAll("script[type='application/ld+json']"))
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(script.TextContent, new JsonDocumentOptions { MaxDepth = 64 });
                List<JsonElement> objects = [];
                Collect(json.RootElement, objects);
                facts.Take(objects);
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                continue;
            }
        }

        return facts;
    }

    private static void Collect(JsonElement element, List<JsonElement> objects)
    {
        if (objects.Count >= MaxObjects)
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                Collect(item, objects);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            objects.Add(element);
            foreach (JsonProperty property in element.EnumerateObject())
            {
                Collect(property.Value, objects);
            }
        }
    }

    private void Take(List<JsonElement> objects)
    {
        Dictionary<string, JsonElement> byId = new(StringComparer.Ordinal);
        foreach (JsonElement item in objects)
        {
            if (Text(item, "@id") is { } id && item.TryGetProperty("name", out _))
            {
                byId.TryAdd(id, item);
            }
        }

        foreach (JsonElement item in objects.OrderBy(item => IsArticle(item) ? 0 : 1))
        {
            bool article = IsArticle(item);
            if (!article && !IsA(item, "WebPage"))
            {
                continue;
            }

            Headline ??= article ? Text(item, "headline") ?? Text(item, "name") : null;
            Published ??= Text(item, "datePublished");
            Author ??= Names(item, "author", byId);
            Publisher ??= Names(item, "publisher", byId);
        }
    }

    private static bool IsArticle(JsonElement item) => IsA(item, "Article") || IsA(item, "BlogPosting") || IsA(item, "Report");

    private static bool IsA(JsonElement item, string type)
    {
        if (!item.TryGetProperty("@type", out JsonElement types))
        {
            return false;
        }

        return types.ValueKind == JsonValueKind.Array
            ? types.EnumerateArray().Any(one => Ends(one, type))
            : Ends(types, type);
    }

    private static bool Ends(JsonElement value, string type) =>
        value.ValueKind == JsonValueKind.String && Utf16(value)?.EndsWith(type, StringComparison.Ordinal) == true;

    private static string? Names(JsonElement item, string property, Dictionary<string, JsonElement> byId)
    {
        if (!item.TryGetProperty(property, out JsonElement value))
        {
            return null;
        }

        IEnumerable<JsonElement> values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Take(5) : [value];
        List<string> names = values.Select(one => Name(one, byId)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private static string? Name(JsonElement value, Dictionary<string, JsonElement> byId)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return Line(Utf16(value));
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return Text(value, "name") ?? (Text(value, "@id") is { } id && byId.TryGetValue(id, out JsonElement known) ? Text(known, "name") : null);
    }

    private static string? Text(JsonElement item, string property) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? Line(Utf16(value))
            : null;

    // A string with half a surrogate pair is valid JSON and no text.
    private static string? Utf16(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Line(string? text) =>
        text is null || CleanText.Line(WebUtility.HtmlDecode(text)) is not { Length: > 0 } line ? null : line;
}
