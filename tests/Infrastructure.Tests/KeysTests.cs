using System.Text.Json.Nodes;

namespace Infrastructure.Tests;

public sealed class KeysTests
{
    [Fact]
    public void No_storage_account_takes_a_key_or_an_anonymous_reader()
    {
        Assert.All(Deployment.All, deployment =>
        {
            IReadOnlyList<JsonNode> accounts = deployment.Of("Microsoft.Storage/storageAccounts");
            Assert.Equal(2, accounts.Count);
            Assert.All(accounts, account =>
            {
                JsonNode properties = account["properties"]!;
                Assert.False(properties["allowSharedKeyAccess"]!.GetValue<bool>());
                Assert.False(properties["allowBlobPublicAccess"]!.GetValue<bool>());
                Assert.True(properties["defaultToOAuthAuthentication"]!.GetValue<bool>());
                Assert.True(properties["supportsHttpsTrafficOnly"]!.GetValue<bool>());
                Assert.Equal("TLS1_2", properties["minimumTlsVersion"]!.GetValue<string>());
            });
            Assert.All(
                deployment.Of("Microsoft.Storage/storageAccounts/blobServices/containers"),
                c => Assert.Equal("None", c["properties"]!["publicAccess"]!.GetValue<string>()));
        });
    }

    [Theory]
    [InlineData("Microsoft.Insights/components", "DisableLocalAuth")]
    [InlineData("Microsoft.Communication/communicationServices", "disableLocalAuth")]
    [InlineData("Microsoft.CognitiveServices/accounts", "disableLocalAuth")]
    [InlineData("Microsoft.KeyVault/vaults", "enableRbacAuthorization")]
    public void Services_that_have_keys_of_their_own_take_identities_only(string type, string property)
    {
        JsonNode service = Deployment.Model.Of(type).Single();

        Assert.True(service["properties"]![property]!.GetValue<bool>());
    }

    [Fact]
    public void The_app_takes_no_publishing_password_and_no_unencrypted_request()
    {
        JsonNode[] policies = [.. Deployment.Plain.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies")];
        JsonNode app = Deployment.Plain.Of("Microsoft.Web/sites").Single();

        Assert.Equal(2, policies.Length);
        Assert.All(policies, p => Assert.False(p["properties"]!["allow"]!.GetValue<bool>()));
        Assert.True(app["properties"]!["httpsOnly"]!.GetValue<bool>());
    }

    [Fact]
    public void No_resource_is_of_a_kind_that_was_not_judged()
    {
        // Of these, only the app answers without an identity; the other tests here say so of those that could.
        string[] judged =
        [
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.CognitiveServices/accounts",
            "Microsoft.CognitiveServices/accounts/deployments",
            "Microsoft.Communication/communicationServices",
            "Microsoft.Communication/emailServices",
            "Microsoft.Communication/emailServices/domains",
            "Microsoft.EventGrid/systemTopics",
            "Microsoft.Insights/actionGroups",
            "Microsoft.Insights/components",
            "Microsoft.Insights/scheduledQueryRules",
            "Microsoft.KeyVault/vaults",
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            "Microsoft.OperationalInsights/workspaces",
            "Microsoft.Resources/resourceGroups",
            "Microsoft.Storage/storageAccounts",
            "Microsoft.Storage/storageAccounts/blobServices",
            "Microsoft.Storage/storageAccounts/blobServices/containers",
            "Microsoft.Storage/storageAccounts/managementPolicies",
            "Microsoft.Storage/storageAccounts/queueServices",
            "Microsoft.Storage/storageAccounts/queueServices/queues",
            "Microsoft.Web/serverfarms",
            "Microsoft.Web/sites",
            "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
            "Microsoft.Web/sites/config",
        ];

        Assert.All(Deployment.All, d => Assert.All(d.Resources, r => Assert.Contains(r["type"]!.GetValue<string>(), judged)));
    }

    [Fact]
    public void No_key_is_read_while_provisioning()
    {
        string template = BicepProgram.Main.ToJsonString();

        Assert.DoesNotContain("listKeys", template, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("listAccountSas", template, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey", template, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_keys_of_the_event_hooks_go_from_the_app_to_Event_Grid_and_nowhere_else()
    {
        JsonNode template = BicepProgram.Events;
        string drops = AddressOf(Subscription("articles"));
        string reports = AddressOf(Subscription("delivery-reports"));

        Assert.Equal(3, template.ToJsonString().Split("listKeys").Length);
        Assert.Contains("systemKeys.blobs_extension", drops, StringComparison.Ordinal);
        Assert.Contains("/runtime/webhooks/blobs?functionName=Host.Functions.", drops, StringComparison.Ordinal);
        Assert.Contains("functionKeys.default", reports, StringComparison.Ordinal);
        Assert.Contains("/delivery-reports?code=", reports, StringComparison.Ordinal);
        Assert.Null(template["outputs"]);
    }

    [Fact]
    public void Only_letters_that_did_not_arrive_are_told_to_the_app_and_only_where_the_service_sends_them()
    {
        JsonNode reports = Subscription("delivery-reports");
        JsonNode filter = reports["properties"]!["filter"]!;

        Assert.Contains("empty(parameters('mailTopicName'))", reports["condition"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["Microsoft.Communication.EmailDeliveryReportReceived"], filter["includedEventTypes"]!.AsArray().Select(t => t!.GetValue<string>()));
        Assert.Equal(["Delivered"], filter["advancedFilters"]!.AsArray().Single()!["values"]!.AsArray().Select(v => v!.GetValue<string>()));
        Assert.Equal(2, Deployment.Plain.Of("Microsoft.EventGrid/systemTopics").Count);
        Assert.Single(Deployment.Smtp.Of("Microsoft.EventGrid/systemTopics"));
    }

    [Fact]
    public void Only_new_blobs_in_articles_are_told_to_the_app()
    {
        JsonNode filter = Subscription("articles")["properties"]!["filter"]!;

        Assert.Equal("/blobServices/default/containers/articles/", filter["subjectBeginsWith"]!.GetValue<string>());
        Assert.Equal(["Microsoft.Storage.BlobCreated"], filter["includedEventTypes"]!.AsArray().Select(t => t!.GetValue<string>()));
    }

    [Fact]
    public void Outputs_name_things_and_tell_no_secret_and_no_recipient()
    {
        string[] known =
        [
            "AZURE_LOCATION", "AZURE_RESOURCE_GROUP", "DIGEST_APP_NAME", "DIGEST_APP_URL", "DIGEST_MAIL_TOPIC_NAME", "DIGEST_MODEL_ENDPOINT",
            "DIGEST_SMTP_LOGIN", "DIGEST_STORAGE_NAME", "DIGEST_TOPIC_NAME", "DIGEST_VAULT_NAME",
        ];

        Assert.All(Deployment.All, d =>
        {
            Assert.Equal(known, d.Outputs.Select(o => o.Key).Order(StringComparer.Ordinal));
            Assert.DoesNotContain("recipients", d.Outputs.ToJsonString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("ana@example.org", d.Text, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static JsonNode Subscription(string name) => BicepProgram.Events["resources"]!.AsArray()
        .Single(r => r!["name"]!.GetValue<string>().Contains($"'{name}'", StringComparison.Ordinal))!;

    private static string AddressOf(JsonNode subscription) =>
        subscription["properties"]!["destination"]!["properties"]!["endpointUrl"]!.GetValue<string>();
}
