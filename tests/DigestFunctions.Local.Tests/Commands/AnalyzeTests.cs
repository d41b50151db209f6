using System.Text.Json;
using LocalServers;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary><c>digest analyze</c>, whose JSON other programs read.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_json_has_the_agreed_form_and_every_quote_stands_at_its_place()
    {
        await WriteAsync("a.md", $"# Harbour charge\n\nBy *Tomas Rill*\n\n{Body} “Small” 🌍 words: naïve.\n");

        Finished finished = await RunAsync("analyze", "a.md", "--json");
        JsonElement json = JsonDocument.Parse(finished.Output).RootElement;
        string text = json.GetProperty("text").GetString()!;
        List<JsonElement> proposals = [.. json.GetProperty("proposals").EnumerateArray()];
        List<JsonElement> criticisms = [.. json.GetProperty("criticisms").EnumerateArray()];

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Empty(finished.Error);
        Assert.Equal("Harbour charge", json.GetProperty("title").GetString());
        Assert.Equal("en", json.GetProperty("language").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("published").ValueKind);
        Assert.NotEmpty(proposals);
        Assert.NotEmpty(criticisms);
        Assert.All(proposals, p => HasForm(p, "actor", "proposal", "evidence", "key"));
        Assert.All(criticisms, c => HasForm(c, "actor", "target", "criticism", "evidence", "key"));
        Assert.All(proposals.Concat(criticisms), p => StandsIn(text, p.GetProperty("evidence")));
        Assert.Contains(proposals, p => p.GetProperty("actor").GetString()!.Contains("Harbour Board", StringComparison.Ordinal));
        Assert.Contains(criticisms, c => c.GetProperty("target").GetString()!.Contains("mayor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_known_date_is_written_as_a_date()
    {
        await WriteAsync("a.txt", Texts.Article(3));

        Finished finished = await RunAsync("analyze", "a.txt", "--json");

        Assert.Equal("2026-03-04", JsonDocument.Parse(finished.Output).RootElement.GetProperty("published").GetString());
    }

    [Fact]
    public async Task The_same_file_gives_the_same_bytes()
    {
        await WriteAsync("a.txt", Texts.Article(3));

        Finished first = await RunAsync("analyze", "a.txt", "--json");
        Finished second = await RunAsync("analyze", "a.txt", "--json");

        Assert.Equal(first.Output, second.Output);
    }

    [Fact]
    public async Task It_needs_nothing_of_storage_schedules_and_mail_and_makes_nothing()
    {
        await WriteAsync("a.txt", Texts.Article(3));
        await WriteAsync("digest.json", """{ "Digest": { "Schedules": { "daily": { "Zone": "nowhere" } } }, "Storage": { "ConnectionString": "x" }, "Mail": { "Port": "y" } }""");

        Finished finished = await RunAsync("analyze", "a.txt");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Contains("Harbour Board", finished.Output, StringComparison.Ordinal);
        Assert.Equal(["a.txt", "digest.json"], _folder.EnumerateFileSystemInfos().Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_it_uses_is_validated()
    {
        await WriteAsync("a.txt", Texts.Article(3));
        await WriteAsync("digest.json", """{ "Articles": { "MaxBytes": 1 } }""");

        Finished finished = await RunAsync("analyze", "a.txt");

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("Articles:MaxBytes is 1", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.txt", "", "empty")]
    [InlineData("a.docx", "PK\u0003\u0004", "a.docx is refused: ")]
    [InlineData("a.txt", "\0\u0001\u0002", "binary")]
    [InlineData("a.txt", "Der Rat der Stadt hat am Montag beschlossen, dass die Gebühr für den Hafen erst im Herbst eingeführt wird. Die Opposition war dagegen und sprach von einem Fehler, der sich rächen werde.", "language: German")]
    public async Task A_refused_file_gives_its_reason_on_the_error_stream(string name, string content, string reason)
    {
        await WriteAsync(name, content);

        Finished finished = await RunAsync("analyze", name, "--json");

        Assert.Equal(1, finished.ExitCode);
        Assert.Empty(finished.Output);
        Assert.Contains(reason, Assert.Single(finished.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_the_size_limit_is_refused_unread()
    {
        await WriteAsync("a.txt", new string('a', 2000));
        await WriteAsync("digest.json", """{ "Articles": { "MaxBytes": 1024 } }""");

        Finished finished = await RunAsync("analyze", "a.txt");

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("larger than 1024 bytes", finished.Error, StringComparison.Ordinal);
    }

    private static string Body => string.Join("\n\n", Texts.Article(3).ReplaceLineEndings("\n").Split("\n\n")[3..]);

    private Task WriteAsync(string name, string content) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), content);

    private Task<Finished> RunAsync(params string[] arguments) =>
        DigestProgram.RunAsync(_folder.FullName, new Dictionary<string, string?>(StringComparer.Ordinal), arguments);

    private static void HasForm(JsonElement point, params string[] names) =>
        Assert.Equal(names, point.EnumerateObject().Select(p => p.Name));

    private static void StandsIn(string text, JsonElement evidence)
    {
        string quote = evidence.GetProperty("quote").GetString()!;
        Assert.NotEqual("", quote);
        Assert.Equal(quote, text.Substring(evidence.GetProperty("start").GetInt32(), evidence.GetProperty("length").GetInt32()));
    }
}
