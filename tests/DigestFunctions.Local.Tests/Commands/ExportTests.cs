using System.Globalization;
using System.Text.Json;
using LocalServers;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary>The archive is written as files, by the real program.</summary>
public sealed class ExportTests(AzuriteServer azurite)
{
    [Fact]
    public async Task The_archive_becomes_files_that_are_the_same_again_and_without_what_is_taken_back()
    {
        await using Newsroom room = Newsroom.Open(azurite, "ana@example.org");
        string date = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await room.DropAsync("first.txt", Texts.Article(7));
        Finished sent = await room.RunAsync("send", "--date", date);
        Assert.True(sent.ExitCode == 0, sent.All);
        room.Environment["Digest__Schedules__daily__Recipients__0__Address"] = null;
        string folder = Path.Combine(room.Folder, "site");

        Finished first = await room.RunAsync("export", "site");
        IReadOnlyDictionary<string, string> before = Contents(folder);
        Finished again = await room.RunAsync("export", "site", "--json");
        IReadOnlyDictionary<string, string> after = Contents(folder);
        Finished retracted = await room.RunAsync("retract", "edition", date, "--reason", "made up");
        Finished left = await room.RunAsync("export", "site");
        Finished german = await room.RunAsync("export", "other", "--language", "de", "--schedule", "daily", "--since", date);
        Finished[] wrong = [await room.RunAsync("export", "."), await room.RunAsync("export", "x", "--language", "it"), await room.RunAsync("export", "x", "--since", "soon"), await room.RunAsync("export", "x", "--schedule", "weekly")];

        Assert.True(first.ExitCode == 0, first.All);
        Assert.Contains($"editions/daily/{date}.html", before.Keys);
        Assert.Contains("congestion charge of 7 euros", before[$"editions/daily/{date}.html"], StringComparison.Ordinal);
        Assert.Equal(before, after);
        JsonElement told = JsonDocument.Parse(again.Output).RootElement;
        Assert.Equal((before.Count - 1, 0, 0), (told.GetProperty("files").GetInt32(), told.GetProperty("changed").GetInt32(), told.GetProperty("removed").GetInt32()));
        Assert.True(retracted.ExitCode == 0, retracted.All);
        Assert.True(left.ExitCode == 0, left.All);
        Assert.All(Contents(folder).Values, content => Assert.DoesNotContain("congestion", content, StringComparison.Ordinal));
        Assert.Contains("made up", Contents(folder)[$"editions/daily/{date}.html"], StringComparison.Ordinal);
        Assert.True(german.ExitCode == 0, german.All);
        Assert.Contains("<html lang=\"de\">", Contents(Path.Combine(room.Folder, "other"))["index.html"], StringComparison.Ordinal);
        Assert.Equal([2, 2, 2, 2], wrong.Select(w => w.ExitCode));
    }

    private static Dictionary<string, string> Contents(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
}
