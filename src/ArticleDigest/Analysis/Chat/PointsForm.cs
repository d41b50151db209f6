using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ArticleDigest.Analysis.Chat;

/// <summary>The forms of a model's answers: schemas made from the records that they are read into.</summary>
internal static class PointsForm
{
    private const int MostPoints = 200;
    private const int LongestAnswer = 2_000_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Points of an article.</summary>
    public static AnswerForm Points { get; } = new("points", SchemaOf<AnsweredPoints>());

    /// <summary>Better quotes for points.</summary>
    public static AnswerForm Quotes { get; } = new("quotes", SchemaOf<AnsweredQuotes>());

    /// <summary>Reads an answer; what is wrong with it, if anything is: for the model to read.</summary>
    public static (T? Answer, string? Fault) Read<T>(string text)
        where T : class
    {
        if (text.Length > LongestAnswer)
        {
            return (null, "it is too long");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(text, Json) switch
            {
                null => (null, "it is null"),
                AnsweredPoints { Points.Count: > MostPoints } => (null, $"it has more than {MostPoints} points"),

                // Neither does the serializer look for in lists and in enumerations.
                AnsweredPoints points when points.Points.Any(p => p is null || !Enum.IsDefined(p.Kind) || !Enum.IsDefined(p.Voice)) => (null, "a point is null or has a kind or voice that there is not"),
                AnsweredQuotes quotes when quotes.Quotes.Contains(null!) => (null, "a quote is null"),
                { } answer => (answer, null),
            };
        }
        catch (JsonException e)
        {
            // The message may quote the answer; the place says enough.
            return (null, e.Path is { Length: > 0 } path ? $"it is no JSON of the given form at {path}" : "it is no JSON of the given form");
        }
    }

    /// <summary>Points as the model is shown them when it is asked for better quotes.</summary>
    public static string Write(IReadOnlyList<DoubtfulPoint> points) => JsonSerializer.Serialize(points, Json);

    private static JsonElement SchemaOf<T>()
    {
        JsonNode schema = Json.GetJsonSchemaAsNode(typeof(T), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (_, node) =>
            {
                // Strict outputs want every property required and no others.
                if (node is JsonObject { } members && members["properties"] is JsonObject properties)
                {
                    members["additionalProperties"] = false;
                    members["required"] = new JsonArray([.. properties.Select(p => JsonValue.Create(p.Key))]);
                }

                return node;
            },
        });
        return JsonSerializer.SerializeToElement(schema);
    }
}

/// <summary>A model's list of points.</summary>
internal sealed record AnsweredPoints(IReadOnlyList<AnsweredPoint> Points);

/// <summary>A point as a model tells it: as <see cref="Point"/>, but of the quote it does not know the place.</summary>
internal sealed record AnsweredPoint(PointKind Kind, string Actor, string? Target, string Statement, string Quote, Voice Voice, bool Key);

/// <summary>A point of which the quote does not prove it.</summary>
internal sealed record DoubtfulPoint(int Number, PointKind Kind, string Actor, string? Target, string Statement, string Quote);

/// <summary>A model's quotes for such points.</summary>
internal sealed record AnsweredQuotes(IReadOnlyList<AnsweredQuote> Quotes);

/// <summary>The quote for one of them; null if the article has none.</summary>
internal sealed record AnsweredQuote(int Number, string? Quote);
