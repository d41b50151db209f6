using System.Text.RegularExpressions;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Azure;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using Microsoft.Extensions.Configuration;

namespace Infrastructure.Tests;

public sealed partial class AppSettingsTests
{
    private static readonly string[] HostSettings =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "ArticlesStorage__blobServiceUri", "ArticlesStorage__clientId", "ArticlesStorage__credential", "ArticlesStorage__queueServiceUri",
        "AZURE_CLIENT_ID", "AzureWebJobsDisableHomepage",
        "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        "SweepSchedule",
    ];

    private static readonly string[] Sections =
        [StorageOptions.Section, ArticlesOptions.Section, AnalysisOptions.Section, DigestOptions.Section, MailOptions.Section];

    [Fact]
    public void Every_setting_is_one_of_the_host_or_of_the_product()
    {
        Assert.All(Deployment.All, deployment =>
        {
            IEnumerable<string> others = deployment.AppSettings.Keys.Where(k => !Sections.Contains(k.Split("__")[0]));
            Assert.Equal(HostSettings.Order(StringComparer.Ordinal), others.Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void With_Communication_Services_the_product_takes_its_settings_without_a_fault()
    {
        IConfigurationRoot configuration = ConfigurationOf(Deployment.Plain);

        Assert.Empty(FaultsOf(configuration));
        Assert.True(Bind<StorageOptions>(configuration, StorageOptions.Section).IsConfigured);
        Assert.True(Bind<MailOptions>(configuration, MailOptions.Section).IsConfigured);
        Assert.Equal("https://mail.example.org", configuration["Mail:AcsEndpoint"]);
        Assert.Equal("DoNotReply@example.org", configuration["Mail:From"]);
        Assert.Null(configuration["Mail:Host"]);
    }

    [Fact]
    public void With_a_mail_server_the_product_takes_its_settings_without_a_fault()
    {
        IConfigurationRoot configuration = ConfigurationOf(Deployment.Smtp);

        Assert.Empty(FaultsOf(configuration));
        Assert.True(Bind<MailOptions>(configuration, MailOptions.Section).IsConfigured);
        Assert.Equal("smtp.example.org", configuration["Mail:Host"]);
        Assert.Null(configuration["Mail:AcsEndpoint"]);
    }

    [Fact]
    public void With_a_model_the_articles_are_read_by_it_and_the_product_takes_its_settings_without_a_fault()
    {
        IConfigurationRoot configuration = ConfigurationOf(Deployment.Model);
        AnalysisOptions analysis = Bind<AnalysisOptions>(configuration, AnalysisOptions.Section);

        Assert.Empty(FaultsOf(configuration));
        Assert.True(analysis.IsChat);
        Assert.Equal("gpt-4.1-mini", analysis.Chat.Deployment);
        Assert.Empty(analysis.Chat.Key);
    }

    [Fact]
    public void Without_a_model_the_analyst_that_needs_none_reads() =>
        Assert.False(Bind<AnalysisOptions>(ConfigurationOf(Deployment.Plain), AnalysisOptions.Section).IsChat);

    [Fact]
    public void With_an_embedding_model_statements_are_compared_by_it_and_the_product_takes_its_settings_without_a_fault()
    {
        Assert.All([Deployment.Embeddings, Deployment.BothModels], deployment =>
        {
            IConfigurationRoot configuration = ConfigurationOf(deployment);
            DigestOptions digest = Bind<DigestOptions>(configuration, DigestOptions.Section);

            Assert.Empty(FaultsOf(configuration));
            Assert.True(digest.Embeddings.IsOn);
            Assert.Equal(("text-embedding-3-small", ""), (digest.Embeddings.Deployment, digest.Embeddings.Key));
            Assert.Equal(deployment == Deployment.BothModels, Bind<AnalysisOptions>(configuration, AnalysisOptions.Section).IsChat);
        });
    }

    [Fact]
    public void Without_an_embedding_model_there_is_no_setting_of_one() =>
        Assert.DoesNotContain(Deployment.Model.AppSettings.Keys, k => k.StartsWith("Digest__Embeddings", StringComparison.Ordinal));

    [Fact]
    public void Every_recipient_is_in_the_schedule()
    {
        DigestOptions digest = Bind<DigestOptions>(ConfigurationOf(Deployment.Plain), DigestOptions.Section);

        Assert.Equal("ana@example.org", digest.Schedules["daily"].Recipients.Single().Address);
    }

    [Fact]
    public void Secrets_are_references_to_the_vault()
    {
        Dictionary<string, string> references = Deployment.Smtp.AppSettings
            .Where(s => s.Value.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
            .ToDictionary(StringComparer.Ordinal);

        Assert.Equal(["Mail__Password", "Mail__TokenKeys__k1"], references.Keys.Order());
        Assert.EndsWith(";SecretName=smtp-password)", references["Mail__Password"], StringComparison.Ordinal);
        Assert.EndsWith(";SecretName=mail-token-key-k1)", references["Mail__TokenKeys__k1"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_vault_that_settings_refer_to_is_the_one_that_is_made()
    {
        string vault = Deployment.Smtp.Of("Microsoft.KeyVault/vaults").Single()["name"]!.GetValue<string>();

        Assert.Contains($"(VaultName={vault};", Deployment.Smtp.AppSettings["Mail__Password"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_secret_that_settings_refer_to_is_made_by_the_hook()
    {
        string hook = Repository.Read("infra", "hooks", "postprovision.sh");
        IEnumerable<string> names = Deployment.Smtp.AppSettings.Values.SelectMany(v => SecretName().Matches(v)).Select(m => m.Groups["name"].Value);

        Assert.All(names, name => Assert.Contains($"keep_secret {name}\n", hook, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_connection_goes_by_the_apps_identity()
    {
        Assert.All(Deployment.All, deployment =>
        {
            IReadOnlyDictionary<string, string> settings = deployment.AppSettings;
            string[] connections = [.. settings.Keys.Where(k => k.EndsWith("ServiceUri", StringComparison.Ordinal)).Select(k => k.Split("__")[0]).Distinct()];
            Assert.Equal(["ArticlesStorage", "AzureWebJobsStorage"], connections.Order());
            Assert.All(connections, c =>
            {
                Assert.Equal("managedidentity", settings[c + "__credential"]);
                Assert.Equal(settings["AZURE_CLIENT_ID"], settings[c + "__clientId"]);
                Assert.DoesNotContain(c, settings.Keys);
            });
            Assert.Equal($"ClientId={settings["AZURE_CLIENT_ID"]};Authorization=AAD", settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);
        });
    }

    [Fact]
    public void The_host_and_the_digest_have_accounts_of_their_own()
    {
        IReadOnlyDictionary<string, string> settings = Deployment.Plain.AppSettings;

        Assert.Equal(settings["Storage__AccountUri"], settings["ArticlesStorage__blobServiceUri"]);
        Assert.NotEqual(settings["AzureWebJobsStorage__blobServiceUri"], settings["ArticlesStorage__blobServiceUri"]);
    }

    [Theory]
    [InlineData("WEBSITE_TIME_ZONE")]
    [InlineData("TZ")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("FUNCTIONS_EXTENSION_VERSION")]
    [InlineData("WEBSITE_RUN_FROM_PACKAGE")]
    [InlineData("WEBSITE_CONTENTSHARE")]
    [InlineData("WEBSITE_CONTENTAZUREFILECONNECTIONSTRING")]
    public void What_Flex_Consumption_refuses_is_not_set(string name)
    {
        Assert.All(Deployment.All, d => Assert.DoesNotContain(name, d.AppSettings.Keys));
    }

    [Fact]
    public void Every_connection_and_schedule_that_functions_name_is_set()
    {
        IReadOnlyDictionary<string, string> settings = Deployment.Plain.AppSettings;
        string[] sources = [.. Repository.AppSources()];
        string[] connections = [.. sources.SelectMany(s => Connection().Matches(s)).Select(m => m.Groups["name"].Value).Distinct()];
        string[] placeholders = [.. sources.SelectMany(s => Placeholder().Matches(s)).Select(m => m.Groups["name"].Value).Distinct()];

        Assert.NotEmpty(connections);
        Assert.NotEmpty(placeholders);
        Assert.All(connections, c => Assert.Contains(c + "__credential", settings.Keys));
        Assert.All(placeholders, p => Assert.Contains(p, settings.Keys));
    }

    private static IConfigurationRoot ConfigurationOf(Deployment deployment) => new ConfigurationBuilder()
        .AddInMemoryCollection(deployment.AppSettings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), Resolved(s.Value))))
        .Build();

    /// <summary>A reference to the vault as the app sees it.</summary>
    private static string? Resolved(string value) =>
        value.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) ? Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i * 7)).ToArray()) : value;

    private static string[] FaultsOf(IConfigurationRoot configuration) =>
    [
        .. Bind<StorageOptions>(configuration, StorageOptions.Section).Faults(),
        .. Bind<ArticlesOptions>(configuration, ArticlesOptions.Section).Faults(),
        .. Bind<AnalysisOptions>(configuration, AnalysisOptions.Section).Faults(),
        .. Bind<DigestOptions>(configuration, DigestOptions.Section).Faults(),
        .. Bind<MailOptions>(configuration, MailOptions.Section).Faults(),
    ];

    /// <summary>A section's options; a key that they do not know throws.</summary>
    private static T Bind<T>(IConfigurationRoot configuration, string section)
        where T : new() =>
        configuration.GetSection(section).Get<T>(o => o.ErrorOnUnknownConfiguration = true) ?? new T();

    [GeneratedRegex(@"SecretName=(?<name>[\w-]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex("Connection = \"(?<name>\\w+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Connection();

    [GeneratedRegex("\"%(?<name>\\w+)%\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}
