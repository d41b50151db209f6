using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ArticleDigest.Letters;

namespace Infrastructure.Tests;

public sealed partial class AppTests
{
    [Fact]
    public void The_app_runs_on_Flex_Consumption_with_the_products_runtime()
    {
        JsonNode plan = Deployment.Plain.Of("Microsoft.Web/serverfarms").Single();
        JsonNode configuration = Deployment.Plain.Of("Microsoft.Web/sites").Single()["properties"]!["functionAppConfig"]!;

        Assert.Equal("FC1", plan["sku"]!["name"]!.GetValue<string>());
        Assert.Equal("dotnet-isolated", configuration["runtime"]!["name"]!.GetValue<string>());
        Assert.Equal("10.0", configuration["runtime"]!["version"]!.GetValue<string>());
        Assert.Empty(configuration["scaleAndConcurrency"]!["alwaysReady"]!.AsArray());
    }

    [Fact]
    public void Azd_finds_the_app_and_its_project()
    {
        string azure = Repository.Read("azure.yaml");
        JsonNode app = Deployment.Plain.Of("Microsoft.Web/sites").Single();

        Assert.Equal("app", app["tags"]!["azd-service-name"]!.GetValue<string>());
        Assert.Equal("test", app["tags"]!["azd-env-name"]!.GetValue<string>());
        Assert.Contains("\n  app:\n    project: ./src/DigestFunctions\n    language: dotnet\n    host: function\n", azure, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_hook_that_azd_runs_is_there()
    {
        string[] hooks = [.. Hook().Matches(Repository.Read("azure.yaml")).Select(m => m.Groups["path"].Value)];

        Assert.Equal(3, hooks.Length);
        Assert.All(hooks, h => Assert.True(File.Exists(Path.Combine(Repository.Root, h)), h));
    }

    [Fact]
    public void Every_function_that_events_and_alerts_name_exists()
    {
        string[] named =
        [
            .. EventFunction().Matches(Repository.Read("infra", "events.bicep")).Select(m => m.Groups["name"].Value),
            .. AlertFunction().Matches(Repository.Read("infra", "modules", "alerts.bicep")).Select(m => m.Groups["name"].Value),
        ];

        Assert.Equal(["ArticleDropped", "DigestClock", "PoisonDrop"], named.Distinct().Order());
        Assert.Subset(Repository.Functions().ToHashSet(StringComparer.Ordinal), named.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_overdue_edition_that_the_alert_looks_for_is_what_the_product_logs()
    {
        string source = string.Join('\n', Repository.Sources());
        string alerts = Repository.Read("infra", "modules", "alerts.bicep");

        Assert.Contains("\"EditionOverdue\"", alerts, StringComparison.Ordinal);
        Assert.Contains("\"has not gone out yet\"", alerts, StringComparison.Ordinal);
        Assert.Contains("EditionOverdue", source, StringComparison.Ordinal);
        Assert.Contains("has not gone out yet.", source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_letters_that_the_alert_looks_for_are_the_desks() =>
        Assert.Contains($"endswith \"{nameof(LetterDesk)}\"", Repository.Read("infra", "modules", "alerts.bicep"), StringComparison.Ordinal);

    [Fact]
    public void Every_alert_is_looked_for_as_often_as_its_time_goes_by_and_tells_the_operator()
    {
        IReadOnlyList<JsonNode> alerts = Deployment.Smtp.Of("Microsoft.Insights/scheduledQueryRules");
        string operators = Deployment.Smtp.Of("Microsoft.Insights/actionGroups").Single()["id"]!.GetValue<string>();

        Assert.Equal(4, alerts.Count);
        Assert.All(alerts, alert =>
        {
            JsonNode properties = alert["properties"]!;
            Assert.True(properties["enabled"]!.GetValue<bool>());
            Assert.Equal([operators], properties["actions"]!["actionGroups"]!.AsArray().Select(g => g!.GetValue<string>()));
            Assert.True(
                System.Xml.XmlConvert.ToTimeSpan(properties["evaluationFrequency"]!.GetValue<string>())
                <= System.Xml.XmlConvert.ToTimeSpan(properties["windowSize"]!.GetValue<string>()));
        });
    }

    [Fact]
    public void Without_an_operators_address_alerts_tell_nobody()
    {
        Assert.Empty(Deployment.Plain.Of("Microsoft.Insights/actionGroups"));
        Assert.All(
            Deployment.Plain.Of("Microsoft.Insights/scheduledQueryRules"),
            a => Assert.Empty(a["properties"]!["actions"]!["actionGroups"]!.AsArray()));
    }

    [Fact]
    public void A_model_is_made_only_where_one_is_asked_for()
    {
        Assert.Empty(Deployment.Plain.Of("Microsoft.CognitiveServices/accounts"));
        Assert.Equal(
            "gpt-4.1-mini",
            Deployment.Model.Of("Microsoft.CognitiveServices/accounts/deployments").Single()["properties"]!["model"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void Models_that_read_and_compare_are_deployed_in_one_account_one_after_the_other()
    {
        Assert.Equal(["text-embedding-3-small"], DeployedIn(Deployment.Embeddings));
        Assert.Equal(["gpt-4.1-mini", "text-embedding-3-small"], DeployedIn(Deployment.BothModels));
        Assert.Single(Deployment.BothModels.Of("Microsoft.CognitiveServices/accounts"));
        Assert.Contains("@batchSize(1)\nresource deployments ", Repository.Read("infra", "modules", "model.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void Communication_Services_are_made_only_where_they_send()
    {
        Assert.Empty(Deployment.Smtp.Of("Microsoft.Communication/communicationServices"));
        Assert.Single(Deployment.Plain.Of("Microsoft.Communication/communicationServices"));
    }

    private static IEnumerable<string> DeployedIn(Deployment deployment) => deployment
        .Of("Microsoft.CognitiveServices/accounts/deployments")
        .Select(d => d["properties"]!["model"]!["name"]!.GetValue<string>())
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"run: (?<path>\S+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hook();

    [GeneratedRegex(@"var function = '(?<name>\w+)'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EventFunction();

    [GeneratedRegex("Run has \"(?<name>\\w+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AlertFunction();
}
