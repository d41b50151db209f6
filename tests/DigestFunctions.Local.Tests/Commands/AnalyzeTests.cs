using System.Text.Json;
using LocalServers;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary><c>digest analyze</c>, whose JSON other programs read.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private const string Stances = """
        Harbour evening

        The unions support the city's plan for a congestion charge. The Liberals voted against the motion. The ministry withdrew its proposal for a second tunnel.
        """;

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
    public async Task Stances_stand_in_a_list_and_a_section_of_their_own()
    {
        await WriteAsync("a.txt", Stances);

        JsonElement json = JsonDocument.Parse((await RunAsync("analyze", "a.txt", "--json")).Output).RootElement;
        string shown = Flow((await RunAsync("analyze", "a.txt")).Output.Split('\n'));
        List<JsonElement> stances = [.. json.GetProperty("stances").EnumerateArray()];

        Assert.Equal(["support", "opposition", "withdrawal"], stances.Select(s => s.GetProperty("kind").GetString()));
        Assert.Equal("the city's plan for a congestion charge", stances[0].GetProperty("about").GetString());
        Assert.Equal("the city", stances[0].GetProperty("target").GetString());
        Assert.All(stances[1..], s => HasForm(s, "kind", "actor", "about", "evidence"));
        Assert.All(stances, s => StandsIn(json.GetProperty("text").GetString()!, s.GetProperty("evidence")));
        Assert.Single(json.GetProperty("proposals").EnumerateArray());
        Assert.Matches("Stances 3 supports the city's plan for a congestion charge Actor the unions Whose the city Reported .* opposes the motion Actor .* withdraws its proposal for a second tunnel Actor", shown);
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
    public async Task People_see_each_point_with_its_names_and_its_quote_by_kind_in_eighty_columns()
    {
        await WriteAsync("a.txt", Texts.Article(3));

        Finished finished = await RunAsync("analyze", "a.txt");

        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        string[] lines = finished.Output.TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain(lines, line => line.EndsWith(' ') || line.Contains('\u001b', StringComparison.Ordinal));
        Assert.Equal(["Harbour charge number 3 divides the city", "Tomas Rill · 2026-03-04 · en", ""], lines[..3]);
        Assert.Matches(
            "^Proposals 1 [*] [^*]*congestion charge[^*]* Actor ([Tt]he )?Harbour Board "
            + "Reported The Harbour Board proposed a congestion charge of 3 euros a day for cars that enter the old harbour quarter[.] "
            + "Criticisms 1 [*] [^*]*3 parking spaces[^*]* Actor [Tt]he Cyclists' Union Target the mayor "
            + "Reported The Cyclists' Union criticised the mayor for the loss of 3 parking spaces in the old town since last year[.] [*] key point[.] extractive",
            Flow(lines[3..]));
        Assert.StartsWith("* key point.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Voices_are_named_and_a_quote_within_a_sentence_is_marked()
    {
        await WriteAsync("a.txt", """
            Two proposals and a criticism

            After a long evening the Harbour Board proposed a congestion charge of 3 euros a day for cars, and the ferry company proposed a tunnel under the old harbour quarter.

            “The mayor should resign at once,” said Ann Field of the Green Party.
            """);

        Finished finished = await RunAsync("analyze", "a.txt");

        string shown = Flow(finished.Output.Split('\n'));
        Assert.Contains(" Own words “The mayor should resign at once,” ", shown, StringComparison.Ordinal);
        Assert.Matches(" Reported [^*]*\\[[^*]*proposed a congestion charge of 3 euros a day for cars[^*]*\\], and the ferry company proposed a tunnel", shown);
        Assert.Contains("A quote that is part of a sentence is in [brackets].", shown, StringComparison.Ordinal);
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
    [InlineData("a.txt", "Il consiglio della città ha deciso lunedì che la tassa per il porto sarà introdotta soltanto in autunno. L'opposizione era contraria e ha parlato di un errore che non sarà perdonato.", "language: Italian")]
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

    /// <summary>Lines as one, each run of white space as one space.</summary>
    private static string Flow(IEnumerable<string> lines) => string.Join(' ', lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

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
