using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infrastructure.Tests;

public sealed partial class RolesTests
{
    private const string App = "the app";
    private const string Deployer = "who deploys";
    private const string TheIdentity = "format('identity-{0}', uniqueString('identity', deployment().name))), '2025-04-01').outputs.id.value";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["09976791-48a7-449e-bb21-39d1a415f350"] = "Communication and Email Service Owner",
        ["5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"] = "Cognitive Services OpenAI User",
    };

    private static readonly string[] Always =
    [
        $"{App}: Storage Blob Data Owner on storageAccounts/host*",
        $"{App}: Storage Queue Data Contributor on storageAccounts/host*",
        $"{App}: Storage Table Data Contributor on storageAccounts/host*",
        $"{App}: Storage Blob Data Reader on storageAccounts/digest*/blobServices/default/containers/articles",
        $"{App}: Storage Blob Data Contributor on storageAccounts/digest*/blobServices/default/containers/receipts",
        $"{App}: Storage Blob Data Contributor on storageAccounts/digest*/blobServices/default/containers/digest",
        $"{App}: Storage Queue Data Contributor on storageAccounts/digest*/queueServices/default/queues/webjobs-blobtrigger-poison",
        $"{App}: Monitoring Metrics Publisher on components/digest-insights-*",
        $"{App}: Key Vault Secrets User on vaults/digest-*",
        $"{Deployer}: Key Vault Secrets Officer on vaults/digest-*",
    ];

    private static readonly string[] ForCommunicationServices =
        [$"{App}: Communication and Email Service Owner on communicationServices/digest-mail-*"];

    private static readonly string[] ForAModel = [$"{App}: Cognitive Services OpenAI User on accounts/digest-model-*"];

    [Fact]
    public void With_a_mail_server_of_ones_own_there_are_only_these_roles() =>
        Assert.Equal(Always.Order(), RolesOf(Deployment.Smtp).Order());

    [Fact]
    public void With_Communication_Services_there_is_the_role_to_send() =>
        Assert.Equal([.. Always.Concat(ForCommunicationServices).Order()], RolesOf(Deployment.Plain).Order());

    [Fact]
    public void With_a_model_there_is_the_role_to_ask_it() =>
        Assert.All(
            [Deployment.Model, Deployment.Embeddings, Deployment.BothModels],
            d => Assert.Equal([.. Always.Concat(ForCommunicationServices).Concat(ForAModel).Order()], RolesOf(d).Order()));

    [Fact]
    public void The_identity_of_the_app_is_the_only_one_it_runs_under()
    {
        JsonNode app = Deployment.Plain.Of("Microsoft.Web/sites").Single();
        JsonNode storage = app["properties"]!["functionAppConfig"]!["deployment"]!["storage"]!;

        Assert.Equal("UserAssigned", app["identity"]!["type"]!.GetValue<string>());
        Assert.EndsWith(TheIdentity + ")]", app["identity"]!["userAssignedIdentities"]!.AsObject().Single().Key, StringComparison.Ordinal);
        Assert.EndsWith(TheIdentity + "]", app["properties"]!["keyVaultReferenceIdentity"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("UserAssignedIdentity", storage["authentication"]!["type"]!.GetValue<string>());
        Assert.EndsWith(TheIdentity + "]", storage["authentication"]!["userAssignedIdentityResourceId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(Deployment.Plain.Of("Microsoft.ManagedIdentity/userAssignedIdentities"));
    }

    private static IEnumerable<string> RolesOf(Deployment deployment) =>
        deployment.Of("Microsoft.Authorization/roleAssignments").Select(assignment =>
        {
            string scope = ArmExpression.Parse(assignment["id"]!.GetValue<string>()).Arguments[0].Text;
            string role = assignment["properties"]!["roleDefinitionId"]!.GetValue<string>().Split('/')[^1];
            string principal = assignment["properties"]!["principalId"]!.GetValue<string>();
            string who = principal.EndsWith(".outputs.principalId.value]", StringComparison.Ordinal) ? App
                : principal.Contains("deployer()", StringComparison.Ordinal) ? Deployer
                : principal;
            string place = Token().Replace(Regex.Replace(scope, "^.*/providers/[^/]+/", "", RegexOptions.None, TimeSpan.FromSeconds(1)), "*");
            return $"{who}: {Names[role]} on {place}";
        });

    /// <summary>What makes names unique in the world.</summary>
    [GeneratedRegex("[a-z0-9]{13}(?=/|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}
