using System.Text.Json;
using LocalServers;
using ModelServer;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>What the command line does with an embedding model.</summary>
public sealed class EmbeddingsTests(AzuriteServer azurite)
{
    private const string Secret = "s3cret-of-the-model";

    [Fact]
    public async Task Doctor_asks_the_embedding_model_once_and_says_how_many_numbers_its_vectors_have()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").ComparingBy(model);

        Finished finished = await room.RunAsync("doctor", "--json");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Equal(("well", $"played-embeddings at {model.Endpoint} answers with vectors of 256 numbers"), FindingIn(finished));
        Assert.Single(model.Requests);
        Assert.DoesNotContain("a-key-for-tests", finished.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Key", Secret, "the model's service does not take the key; check Digest:Embeddings:Key and Digest:Embeddings:Endpoint")]
    [InlineData("Deployment", "other-model", "the model's service has no 'other-model'; check Digest:Embeddings:Deployment")]
    public async Task An_embedding_model_that_cannot_be_asked_is_ill_and_it_is_told_what_to_check(string key, string value, string told)
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").ComparingBy(model).With($"Digest:Embeddings:{key}", value);

        Finished finished = await room.RunAsync("doctor", "--json");

        (string? health, string? detail) = FindingIn(finished);
        Assert.Equal((1, "ill"), (finished.ExitCode, health));
        Assert.Contains($" cannot be used: {told}", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, finished.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_its_settings_are_told_before_any_work_by_the_commands_that_need_it_and_by_no_other()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").ComparingBy(model)
            .With("Digest:Embeddings:Dimensions", "many").With("Digest:Embeddings:BatchSize", "0").With("Digest:Embeddings:Colour", "red");

        Finished send = await room.RunAsync("send");
        Finished reprocess = await room.RunAsync("reprocess", "nothing-of-that-name.txt");

        Assert.Equal(2, send.ExitCode);
        Assert.All(["Dimensions is 'many'", "BatchSize is 0", "Colour is not a known key"], fault => Assert.Contains($"Digest:Embeddings:{fault}", send.All, StringComparison.Ordinal));
        Assert.NotEqual(2, reprocess.ExitCode);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task An_edition_goes_out_without_a_model_that_is_away_and_asks_one_that_is_there_about_its_statements_only()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org").ComparingBy(model);
        await room.DropAsync("a.txt", Texts.Article(7));
        model.PlayEmbeddings(Script.Fault(503));

        Finished away = await room.RunAsync("send", "--dry-run");
        Finished back = await room.RunAsync("send");
        Finished again = await room.RunAsync("send", "--dry-run");

        Assert.All([away, back, again], f => Assert.True(f.ExitCode == 0, f.All));
        Assert.Contains("the model that compares meanings did not answer", away.Output, StringComparison.Ordinal);
        Assert.Equal(2, model.Requests.Count);
        Asked asked = model.Requests[1];
        JsonElement edition = Assert.Single(await room.ReadAllAsync("editions/daily/", "edition.json")).Value;
        string?[] statements = [.. edition.GetProperty("proposals").EnumerateArray().Concat(edition.GetProperty("criticisms").EnumerateArray()).Select(e => e.GetProperty("statement").GetString())];
        Assert.NotEmpty(statements);
        Assert.Equal(statements.Order(StringComparer.Ordinal), asked.Inputs.Order(StringComparer.Ordinal));
        Assert.Equal(asked.Inputs.Count, (await room.ListAsync("digest", "vectors/")).Count);
        Assert.Equal(asked.PromptTokens, edition.GetProperty("accounting").GetProperty("tokens").GetInt32());
        Assert.False(edition.GetProperty("accounting").TryGetProperty("mergedWithoutModel", out _));
    }

    private static (string? Health, string? Detail) FindingIn(Finished finished)
    {
        JsonElement finding = Assert.Single(
            JsonDocument.Parse(finished.Output).RootElement.EnumerateArray(),
            f => string.Equals(f.GetProperty("what").GetString(), "Embeddings", StringComparison.Ordinal));
        return (finding.GetProperty("health").GetString(), finding.GetProperty("detail").GetString());
    }
}
