using System.Text.Json.Nodes;

namespace Infrastructure.Tests;

/// <summary>What main.bicep would make, for one set of parameters.</summary>
internal sealed class Deployment
{
    private static readonly Dictionary<string, string> Required = new(StringComparer.Ordinal)
    {
        ["environmentName"] = "'test'",
        ["location"] = "'westeurope'",
        ["recipients"] = "'ana@example.org, bo@example.org'",
    };

    private static readonly Lazy<Deployment> PlainOne = new(() => new Deployment([]));

    private static readonly Lazy<Deployment> SmtpOne = new(() => new Deployment(new()
    {
        ["mailVia"] = "'smtp'",
        ["smtpHost"] = "'smtp.example.org'",
        ["smtpUser"] = "'digest'",
        ["mailFrom"] = "'digest@example.org'",
        ["keepAnalysesDays"] = "0",
        ["keepDeletedDays"] = "0",
        ["alertAddress"] = "'operator@example.org'",
    }));

    private static readonly Lazy<Deployment> ModelOne = new(() => new Deployment(new() { ["model"] = "'gpt-4.1-mini'" }));

    private static readonly Lazy<Deployment> EmbeddingsOne = new(() => new Deployment(new() { ["embeddingModel"] = "'text-embedding-3-small'" }));

    private static readonly Lazy<Deployment> BothModelsOne = new(() => new Deployment(new() { ["model"] = "'gpt-4.1-mini'", ["embeddingModel"] = "'text-embedding-3-small'" }));

    private readonly JsonNode _snapshot;

    private Deployment(Dictionary<string, string> parameters) =>
        _snapshot = BicepProgram.Snapshot(Required.Concat(parameters).ToDictionary(StringComparer.Ordinal));

    /// <summary>Only what must be given.</summary>
    public static Deployment Plain => Of(PlainOne);

    /// <summary>With a mail server and a login, an operator's address, and no retention.</summary>
    public static Deployment Smtp => Of(SmtpOne);

    /// <summary>With a model.</summary>
    public static Deployment Model => Of(ModelOne);

    /// <summary>With an embedding model and no other.</summary>
    public static Deployment Embeddings => Of(EmbeddingsOne);

    /// <summary>With a model that reads and one that compares.</summary>
    public static Deployment BothModels => Of(BothModelsOne);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Deployment> All => [Plain, Smtp, Model, Embeddings, BothModels];

    /// <summary>All resources, with those of modules.</summary>
    public IReadOnlyList<JsonNode> Resources => [.. _snapshot["predictedResources"]!.AsArray().Select(r => r!)];

    /// <summary>The outputs that azd writes into its environment.</summary>
    public JsonObject Outputs => _snapshot["outputs"]!.AsObject();

    /// <summary>All of it, as text.</summary>
    public string Text => _snapshot.ToJsonString();

    /// <summary>The app's settings; for what only Azure knows plausible values.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => SettingsOf(
        ArmExpression.Parse(Of("Microsoft.Web/sites/config").Single()["properties"]!.GetValue<string>()))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>All resources of a type.</summary>
    public IReadOnlyList<JsonNode> Of(string type) =>
        [.. Resources.Where(r => string.Equals(r["type"]!.GetValue<string>(), type, StringComparison.Ordinal))];

    private static Deployment Of(Lazy<Deployment> deployment)
    {
        BicepProgram.SkipIfMissing();
        return deployment.Value;
    }

    private static IEnumerable<KeyValuePair<string, string>> SettingsOf(ArmExpression expression) => expression.Name switch
    {
        "union" => expression.Arguments.SelectMany(SettingsOf),
        "createObject" => expression.Arguments.Chunk(2)
            .Select(pair => KeyValuePair.Create(pair[0].Evaluate(), pair[1].Evaluate())),
        "toObject" => [KeyValuePair.Create(Body(expression.Arguments[1]).Evaluate(), Body(expression.Arguments[2]).Evaluate())],
        _ => throw new NotSupportedException($"{expression.Name} makes no settings."),
    };

    private static ArmExpression Body(ArmExpression lambda) => lambda.Arguments[^1];
}
