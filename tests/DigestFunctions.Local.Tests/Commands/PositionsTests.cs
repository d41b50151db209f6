using System.Globalization;
using System.Text.Json;
using LocalServers;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>An editor looks into the ledger of positions and makes it anew.</summary>
public sealed class PositionsTests(AzuriteServer azurite)
{
    [Fact]
    public async Task What_parties_stood_for_is_shown_by_name_and_is_the_same_when_the_ledger_is_made_anew()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        string first = Iso(-2);
        string second = Iso(-1);
        Finished nowhere = await room.RunAsync("positions");
        await room.DropAsync("first.txt", Texts.Article(7));
        Finished sent = await room.RunAsync("send", "--date", first);
        await room.DropAsync("second.txt", Texts.Article(12));
        await room.RunAsync("send", "--date", second);
        Assert.True(sent.ExitCode == 0, sent.All);
        room.Environment["Digest__Schedules__daily__Recipients__0__Address"] = null;

        Finished parties = await room.RunAsync("positions");
        Finished board = await room.RunAsync("positions", "Harbour Board");
        Finished json = await room.RunAsync("positions", "the harbour board", "--json", "--schedule", "daily");
        Finished nobody = await room.RunAsync("positions", "Norland");
        Finished rebuilt = await room.RunAsync("positions", "--rebuild");
        Finished again = await room.RunAsync("positions", "Harbour Board");
        Finished confused = await room.RunAsync("positions", "Harbour Board", "--rebuild");
        Finished schedule = await room.RunAsync("positions", "--schedule", "weekly");

        Assert.Equal((2, 0, 0, 0, 0, 0), (nowhere.ExitCode, parties.ExitCode, board.ExitCode, json.ExitCode, nobody.ExitCode, rebuilt.ExitCode));
        Assert.Equal((2, 2), (confused.ExitCode, schedule.ExitCode));
        Assert.Contains("parties are known", parties.Output, StringComparison.Ordinal);
        Assert.Contains($"{second}  Harbour Board (2 positions)", parties.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{first}  proposal", board.Output, StringComparison.Ordinal);
        Assert.Contains("12 euros", board.Output, StringComparison.Ordinal);
        JsonElement[] positions = [.. JsonDocument.Parse(json.Output).RootElement.GetProperty("positions").EnumerateArray()];
        Assert.Equal([first, second], positions.Select(p => p.GetProperty("date").GetString()));
        Assert.Contains("nobody of that name", nobody.Output, StringComparison.Ordinal);
        Assert.Contains("anew from 2 editions.", rebuilt.Output, StringComparison.Ordinal);
        Assert.Equal(board.Output, again.Output);
    }

    private static string Iso(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
