using System.Text.Json;
using LocalServers;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>Drops that were concluded are worked on anew when somebody asks for it, and only then.</summary>
public sealed class ReprocessTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Named_drops_and_those_of_a_status_get_a_further_outcome_and_all_others_none()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        await room.DropAsync("broken.txt", "\0\u0001\u0002");
        await room.DropAsync("first.txt", Texts.Article(7));
        await room.DropAsync("second.txt", Texts.Article(12));
        Assert.Equal(0, (await room.RunAsync("send", "--dry-run")).ExitCode);

        Finished asked = await room.RunAsync("reprocess", "first.txt", "--status", "rejected");
        Assert.Equal(0, (await room.RunAsync("send", "--dry-run")).ExitCode);
        IReadOnlyDictionary<string, JsonElement> outcomes = await room.ReadAllAsync("outcomes/");

        Assert.True(asked.ExitCode == 0, asked.All);
        Assert.Contains("2 drops will be worked on anew", asked.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["broken.txt rejected", "broken.txt rejected", "first.txt analysed", "first.txt analysed", "second.txt analysed"],
            outcomes.Values.Select(o => $"{o.GetProperty("drop")} {o.GetProperty("status")}").Order(StringComparer.Ordinal));
        Assert.All(await room.ListAsync("receipts"), receipt => Assert.NotEqual("pending", receipt.Metadata["status"]));
    }

    [Fact]
    public async Task A_drop_without_a_final_receipt_is_named_and_the_command_fails()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        await room.DropAsync("unread.txt", Texts.Article(7));

        Finished asked = await room.RunAsync("reprocess", "unread.txt");

        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("unread.txt has no final receipt", asked.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_drop_and_a_status_nothing_is_done()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");

        Finished asked = await room.RunAsync("reprocess");

        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("--status", asked.All, StringComparison.Ordinal);
    }
}
