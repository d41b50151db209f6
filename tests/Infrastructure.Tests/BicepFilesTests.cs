using System.Text.Json.Nodes;

namespace Infrastructure.Tests;

public sealed class BicepFilesTests
{
    [Fact]
    public void Compiler_and_linter_have_nothing_to_say()
    {
        BicepProgram.SkipIfMissing();

        string said = BicepProgram.Lint();

        Assert.Equal("", said);
    }

    [Fact]
    public void Nothing_comes_from_a_registry()
    {
        Assert.NotEmpty(Repository.BicepFiles);
        Assert.All(Repository.BicepFiles, file =>
        {
            string text = File.ReadAllText(file);
            Assert.DoesNotContain("'br:", text, StringComparison.Ordinal);
            Assert.DoesNotContain("'br/", text, StringComparison.Ordinal);
            Assert.DoesNotContain("'ts:", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Azd_can_give_every_parameter_and_no_other()
    {
        JsonObject declared = BicepProgram.Main["parameters"]!.AsObject();
        JsonObject given = JsonNode.Parse(Repository.Read("infra", "main.parameters.json"))!["parameters"]!.AsObject();

        Assert.Equal(declared.Select(p => p.Key).Order(), given.Select(p => p.Key).Order());
    }

    [Fact]
    public void Defaults_that_azd_gives_are_those_of_the_template()
    {
        JsonObject declared = BicepProgram.Main["parameters"]!.AsObject();
        JsonObject given = JsonNode.Parse(Repository.Read("infra", "main.parameters.json"))!["parameters"]!.AsObject();

        Assert.All(declared, p => Assert.Equal(
            p.Value!["defaultValue"]?.ToString().ToLowerInvariant(),
            DefaultOf(given[p.Key]!["value"]!.GetValue<string>())?.ToLowerInvariant()));
    }

    [Fact]
    public void The_addresses_of_recipients_are_kept_out_of_the_deployments_record()
    {
        JsonNode template = BicepProgram.Main;

        Assert.Equal("securestring", template["parameters"]!["recipients"]!["type"]!.GetValue<string>());
        Assert.Contains("\"recipients\":{\"type\":\"securestring\"", template.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"recipients\":{\"type\":\"string\"", template.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>What stands behind '=' in <c>${NAME=default}</c>.</summary>
    private static string? DefaultOf(string value) => value.Split('=', 2) is [_, string text] ? text.TrimEnd('}') : null;
}
