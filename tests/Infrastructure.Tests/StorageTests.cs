using System.Text.Json.Nodes;
using ArticleDigest.Records;

namespace Infrastructure.Tests;

public sealed class StorageTests
{
    [Fact]
    public void The_containers_are_those_that_the_product_knows()
    {
        string[] expected = [DigestStorage.ArticlesName, DigestStorage.ReceiptsName, DigestStorage.DigestName];

        IEnumerable<string> made = Deployment.Plain.Of("Microsoft.Storage/storageAccounts/blobServices/containers")
            .Select(c => c["name"]!.GetValue<string>().Split('/'))
            .Where(path => path[0].StartsWith("digest", StringComparison.Ordinal))
            .Select(path => path[^1]);

        Assert.Equal(expected.Order(), made.Order());
    }

    [Fact]
    public void The_queue_for_what_the_trigger_gave_up_is_there_before_the_app()
    {
        JsonNode queue = Deployment.Plain.Of("Microsoft.Storage/storageAccounts/queueServices/queues").Single();

        Assert.StartsWith("digest", queue["name"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith("/webjobs-blobtrigger-poison", queue["name"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_was_found_in_texts_is_deleted_with_time()
    {
        JsonNode[] rules = [.. Rules(Deployment.Plain)];

        JsonNode definition = Assert.Single(rules)["definition"]!;
        Assert.True(rules[0]["enabled"]!.GetValue<bool>());
        Assert.Equal(
            ["digest/texts/", "digest/sections/", "digest/analyses/", "digest/answers/", "digest/budget/", "digest/vectors/"],
            definition["filters"]!["prefixMatch"]!.AsArray().Select(p => p!.GetValue<string>()));
        Assert.Equal(["baseBlob"], definition["actions"]!.AsObject().Select(a => a.Key));
        Assert.Equal(400, definition["actions"]!["baseBlob"]!["delete"]!["daysAfterModificationGreaterThan"]!.GetValue<int>());
    }

    [Fact]
    public void Zero_days_switch_the_deletion_off()
    {
        JsonNode rule = Rules(Deployment.Smtp).Single();

        Assert.False(rule["enabled"]!.GetValue<bool>());
    }

    [Fact]
    public void Deleted_blobs_can_be_brought_back_unless_it_is_switched_off()
    {
        Assert.True(Retention(Deployment.Plain)["enabled"]!.GetValue<bool>());
        Assert.Equal(7, Retention(Deployment.Plain)["days"]!.GetValue<int>());
        Assert.False(Retention(Deployment.Smtp)["enabled"]!.GetValue<bool>());
    }

    private static IEnumerable<JsonNode> Rules(Deployment deployment) =>
        deployment.Of("Microsoft.Storage/storageAccounts/managementPolicies")
            .SelectMany(p => p["properties"]!["policy"]!["rules"]!.AsArray())
            .Select(r => r!);

    private static JsonNode Retention(Deployment deployment) =>
        deployment.Of("Microsoft.Storage/storageAccounts/blobServices")
            .Single(b => b["name"]!.GetValue<string>().StartsWith("digest", StringComparison.Ordinal))["properties"]!["deleteRetentionPolicy"]!;
}
