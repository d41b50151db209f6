using System.Text.Json;
using LocalServers;
using ModelServer;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>What <c>digest doctor</c> says of the model.</summary>
public sealed class DoctorModelTests(AzuriteServer azurite)
{
    private const string Secret = "s3cret-of-the-model";

    [Fact]
    public async Task A_model_that_answers_in_the_form_is_well()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Asking(model);

        Finished finished = await room.RunAsync("doctor", "--json");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Equal(("well", $"played-model at {model.Endpoint} answers in the form that is asked for"), ModelIn(finished));
        Assert.Single(model.Requests);
        Assert.DoesNotContain("a-key-for-tests", finished.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Key", Secret, "the model's service does not take the key; check Analysis:Chat:Key and Analysis:Chat:Endpoint")]
    [InlineData("Key", Secret + " x", "Analysis:Chat:Key has blanks, line breaks or letters that no key has")]
    [InlineData("Deployment", "other-model", "the model's service has no 'other-model'; check Analysis:Chat:Deployment")]
    [InlineData("Endpoint", "http://127.0.0.1:1/", "the model's service cannot be reached (ConnectionError); if that lasts, check Analysis:Chat:Endpoint")]
    public async Task A_model_that_cannot_be_asked_is_ill_and_it_is_told_what_to_check(string key, string value, string told)
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Asking(model).With($"Analysis:Chat:{key}", value);

        Finished finished = await room.RunAsync("doctor", "--json");

        (string? health, string? detail) = ModelIn(finished);
        Assert.Equal((1, "ill"), (finished.ExitCode, health));
        Assert.Contains($" cannot be used: {told}", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, finished.All, StringComparison.Ordinal);
        Assert.DoesNotContain("a-key-for-tests", finished.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_structured_outputs_is_ill()
    {
        await using PlayedModel model = await PlayedModel.StartAsync(new PlayedModelSettings { TakesForms = false });
        await using Newsroom room = Asking(model);

        Finished finished = await room.RunAsync("doctor", "--json");

        (string? health, string? detail) = ModelIn(finished);
        Assert.Equal((1, "ill"), (finished.ExitCode, health));
        Assert.Contains("choose one with structured outputs for Analysis:Chat:Deployment", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_see_it_in_the_table()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Asking(model).With("Analysis:Chat:Key", Secret);

        Finished finished = await room.RunAsync("doctor");

        Assert.Equal(1, finished.ExitCode);
        Assert.Matches("│ ill +│ Model +│ played-model at http://127[.]0[.]0[.]1:[0-9]+/ cannot be used", finished.Output);
        Assert.DoesNotContain(Secret, finished.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_chat_analyst_nothing_is_said_of_a_model_and_none_is_asked()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Newsroom room = Asking(model).With("Analysis:Analyst", "extractive");

        Finished finished = await room.RunAsync("doctor");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.DoesNotContain("model", finished.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(model.Requests);
    }

    private Newsroom Asking(PlayedModel model) => Newsroom.Open(azurite, "ana@example.org").Asking(model);

    private static (string? Health, string? Detail) ModelIn(Finished finished)
    {
        JsonElement finding = Assert.Single(
            JsonDocument.Parse(finished.Output).RootElement.EnumerateArray(),
            f => string.Equals(f.GetProperty("what").GetString(), "Model", StringComparison.Ordinal));
        return (finding.GetProperty("health").GetString(), finding.GetProperty("detail").GetString());
    }
}
