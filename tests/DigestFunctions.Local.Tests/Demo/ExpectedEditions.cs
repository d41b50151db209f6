using System.Text.Json;
using System.Text.Json.Serialization;
using ArticleDigest.Analysis;

namespace DigestFunctions.Local.Tests.Demo;

/// <summary>What the sample articles are expected to become: the form of <c>expected.json</c>, which says what its fields mean.</summary>
internal sealed record ExpectedEditions(IReadOnlyList<ExpectedEdition> Editions)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads the file.</summary>
    public static ExpectedEditions Read() =>
        JsonSerializer.Deserialize<ExpectedEditions>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Demo", "expected.json")), Form)!;
}

/// <summary>One edition.</summary>
internal sealed record ExpectedEdition(
    DateOnly Date,
    DateOnly? Previous,
    int Analysed,
    IReadOnlyDictionary<string, string> Duplicates,
    IReadOnlyDictionary<string, string> Rejected,
    IReadOnlyList<ExpectedEntry> Entries,
    IReadOnlyList<string> Lead,
    IReadOnlyDictionary<string, string> Called,
    IReadOnlyList<string> Absent);

/// <summary>One entry.</summary>
internal sealed record ExpectedEntry
{
    public required string Id { get; init; }

    public required PointKind Kind { get; init; }

    public required string Actor { get; init; }

    public string? Target { get; init; }

    public required IReadOnlyList<string> Says { get; init; }

    public required IReadOnlyList<string> In { get; init; }

    public string News { get; init; } = "new";

    public string? First { get; init; }

    public IReadOnlyList<string> Before { get; init; } = [];

    public IReadOnlyList<string> Rivals { get; init; } = [];

    public IReadOnlyList<string> Support { get; init; } = [];

    public IReadOnlyList<string> Oppose { get; init; } = [];

    public string? About { get; init; }

    public string? Voice { get; init; }

    public IReadOnlyList<string> Answers { get; init; } = [];

    public string? Missed { get; init; }
}
