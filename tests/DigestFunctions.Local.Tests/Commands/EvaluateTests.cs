using System.Globalization;
using System.Text.Json;
using LocalServers;

namespace DigestFunctions.Local.Tests.Commands;

/// <summary><c>digest evaluate</c>: an analyst's points beside labels.</summary>
public sealed class EvaluateTests : IDisposable
{
    private const string Italian =
        "Il consiglio della città ha deciso lunedì che la tassa per il porto sarà introdotta soltanto in autunno. L'opposizione era contraria e ha parlato di un errore che non sarà perdonato.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Analyses_that_are_given_are_judged_in_tables_for_all_for_languages_and_for_articles()
    {
        await WriteEighthsAsync();

        Finished finished = await RunAsync("evaluate", "set", "--predictions", "analyses", "--per-article");

        Assert.Equal(
            """
            proposals    gold     key    pred       P    keyR    allR      F1  strict   actor  target     dup   distr   false
            all             3       3      12    0.33    1.00    1.00    0.50    0.36    0.67       -       1       1       0
            de              1       1       4    0.50    1.00    1.00    0.67    0.67    1.00       -       1       0       0
            en              2       2       8    0.25    1.00    1.00    0.40    0.20    0.50       -       0       1       0

            criticisms    gold     key    pred       P    keyR    allR      F1  strict   actor  target     dup   distr   false
            all              3       2       8    0.38    1.00    1.00    0.55    0.40    1.00    0.67       0       1       0
            de               0       0       0       -       -       -       -       -       -       -       0       0       0
            en               3       2       8    0.38    1.00    1.00    0.55    0.40    1.00    0.67       0       1       0

            text       n  ground words/q   title  titles    lang
            all        2    1.00    4.00    1.00       2    1.00
            de         1    1.00    4.00    1.00       1    1.00
            en         1    1.00    4.00    1.00       1    1.00

            proposals    gold     key    pred       P    keyR    allR      F1  strict   actor  target     dup   distr   false
            eighths         2       2       8    0.25    1.00    1.00    0.40    0.20    0.50       -       0       1       0
            quarters        1       1       4    0.50    1.00    1.00    0.67    0.67    1.00       -       1       0       0

            criticisms    gold     key    pred       P    keyR    allR      F1  strict   actor  target     dup   distr   false
            eighths          3       2       8    0.38    1.00    1.00    0.55    0.40    1.00    0.67       0       1       0
            quarters         0       0       0       -       -       -       -       -       -       -       0       0       0

            text           n  ground words/q   title  titles    lang
            eighths        1    1.00    4.00    1.00       1    1.00
            quarters       1    1.00    4.00    1.00       1    1.00

            proposals F1 0.50  criticisms F1 0.55  actors 0.83  targets 0.67  grounding 1.00  duplicates 1  distractors 2

            """,
            finished.Output,
            ignoreLineEndingDifferences: true);
        Assert.Empty(finished.Error);
        Assert.Equal(0, finished.ExitCode);
    }

    [Fact]
    public async Task The_json_has_all_counts_and_shares()
    {
        await WriteEighthsAsync();

        Finished finished = await RunAsync("evaluate", "set", "--predictions", "analyses", "--json");

        Assert.Equal(0, finished.ExitCode);
        JsonElement json = JsonDocument.Parse(finished.Output).RootElement;
        Assert.Equal(["summary", "groups", "articles"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["all", "de", "en"], json.GetProperty("groups").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["eighths", "quarters"], json.GetProperty("articles").EnumerateObject().Select(p => p.Name));
        JsonElement english = json.GetProperty("groups").GetProperty("en");
        Assert.Equal(3, english.GetProperty("criticisms").GetProperty("found").GetInt32());
        Assert.Equal(0.375, english.GetProperty("criticisms").GetProperty("precision").GetDouble());
        Assert.Equal(JsonValueKind.Null, english.GetProperty("proposals").GetProperty("target_accuracy").ValueKind);
        Assert.Equal(16, english.GetProperty("text").GetProperty("quotes").GetInt32());
        Assert.StartsWith("proposals F1 0.50  criticisms F1 0.55", json.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_threshold_says_how_much_quotes_must_share()
    {
        await WriteEighthsAsync();

        Finished loose = await RunAsync("evaluate", "set", "--predictions", "analyses", "--threshold", "0.5");
        Finished strict = await RunAsync("evaluate", "set", "--predictions", "analyses", "--threshold", "1");

        Assert.Contains("proposals F1 0.50", loose.Output, StringComparison.Ordinal);
        Assert.Contains("proposals F1 0.36", strict.Output, StringComparison.Ordinal);

        // One of eight is rounded to the even digit, as three of eight are in the test above.
        Assert.Contains("en              2       2       8    0.12", strict.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configured_analyst_is_judged_and_needs_nothing_of_storage_schedules_and_mail()
    {
        await WriteAsync("set/articles/charge.txt", Texts.Article(3));
        await WriteAsync("set/gold/charge.json", Labels(3));
        await WriteAsync("digest.json", """{ "Digest": { "Schedules": { "daily": { "Zone": "nowhere" } } }, "Storage": { "ConnectionString": "x" }, "Mail": { "Port": "y" } }""");

        Finished finished = await RunAsync("evaluate", "set");

        string[] lines = finished.Output.Trim().Split('\n');
        Assert.Equal(0, finished.ExitCode);
        Assert.Empty(finished.Error);
        Assert.Matches("^extractive-[0-9.]+; 0 of 1 articles refused$", lines[^2]);
        Assert.Equal("proposals F1 1.00  criticisms F1 1.00  actors 1.00  targets 1.00  grounding 1.00  duplicates 0  distractors 0", lines[^1]);
        Assert.Equal(["digest.json", "set"], _folder.EnumerateFileSystemInfos().Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_analyst_is_judged_as_its_analyses_are_when_they_are_given()
    {
        await WriteAsync("set/articles/charge.txt", Texts.Article(3));
        await WriteAsync("set/gold/charge.json", Labels(3));
        await WriteAsync("analyses/charge.json", (await RunAsync("analyze", "set/articles/charge.txt", "--json")).Output);

        Finished run = await RunAsync("evaluate", "set", "--json");
        Finished given = await RunAsync("evaluate", "set", "--json", "--predictions", "analyses");

        Assert.Equal(Property(given, "groups"), Property(run, "groups"));
    }

    [Fact]
    public async Task What_the_analyst_refuses_is_told_and_counts_as_an_analysis_without_points()
    {
        await WriteRefusedAsync();

        Finished finished = await RunAsync("evaluate", "set");
        JsonElement json = JsonDocument.Parse((await RunAsync("evaluate", "set", "--json")).Output).RootElement;

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(
            ["empty.md is refused: the file is empty", "errore.txt is refused: language: Italian is not read by the analyst in use"],
            finished.Error.Trim().Split('\n', StringSplitOptions.TrimEntries));
        Assert.EndsWith("; 2 of 3 articles refused and counted as analyses without points", finished.Output.Trim().Split('\n')[^2], StringComparison.Ordinal);
        Assert.Equal(["empty", "errore"], json.GetProperty("refused").EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, json.GetProperty("groups").GetProperty("all").GetProperty("text").GetProperty("articles").GetInt32());
        Assert.Equal(0, json.GetProperty("groups").GetProperty("it").GetProperty("criticisms").GetProperty("recall").GetDouble());
    }

    [Fact]
    public async Task A_subset_leaves_out_what_the_analyst_refuses()
    {
        await WriteRefusedAsync();

        Finished finished = await RunAsync("evaluate", "set", "--subset");
        JsonElement json = JsonDocument.Parse((await RunAsync("evaluate", "set", "--subset", "--json")).Output).RootElement;

        Assert.Equal(0, finished.ExitCode);
        Assert.EndsWith("; 2 of 3 articles refused and left out", finished.Output.Trim().Split('\n')[^2], StringComparison.Ordinal);
        Assert.Equal(["charge"], json.GetProperty("articles").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["empty", "errore"], json.GetProperty("refused").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task A_subset_of_nothing_is_told()
    {
        await WriteRefusedAsync();
        File.Delete(Path.Combine(_folder.FullName, "set", "gold", "charge.json"));

        Finished finished = await RunAsync("evaluate", "set", "--subset");

        Assert.Equal(2, finished.ExitCode);
        Assert.Empty(finished.Output);
        Assert.Contains("there is nothing to judge", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_analysis_is_a_fault_and_a_subset_leaves_its_article_out()
    {
        await WriteEighthsAsync();
        File.Delete(Path.Combine(_folder.FullName, "analyses", "quarters.json"));

        Finished whole = await RunAsync("evaluate", "set", "--predictions", "analyses");
        Finished subset = await RunAsync("evaluate", "set", "--predictions", "analyses", "--subset", "--json");

        Assert.Equal((2, ""), (whole.ExitCode, whole.Output));
        Assert.Equal($"{Path.Combine("analyses", "quarters.json")}: missing", whole.Error.Trim());
        Assert.Equal(0, subset.ExitCode);
        Assert.Equal(["eighths"], JsonDocument.Parse(subset.Output).RootElement.GetProperty("articles").EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("evaluate", "set")]
    [InlineData("evaluate", "set", "--predictions", "analyses", "--json")]
    public async Task All_faults_of_labels_and_files_are_told_at_once_with_no_figures(params string[] arguments)
    {
        await WriteEighthsAsync();
        await WriteAsync("set/gold/a.json", """{ "language": "en", "proposals": [ { "actor": "A", "evidence": 3, "key": "yes" } ], "criticisms": [] }""");
        await WriteAsync("set/gold/b.json", "{");
        await WriteAsync("set/gold/c.json", """{ "language": "en", "title": "", "proposals": [], "criticisms": [] }""");
        await WriteAsync("set/articles/a.txt", Texts.Article(1));
        await WriteAsync("set/articles/b.txt", Texts.Article(2));
        foreach (string name in (string[])["a", "b", "c"])
        {
            await WriteAsync($"analyses/{name}.json", """{ "title": "", "language": "en", "text": "", "proposals": [], "criticisms": [] }""");
        }

        Finished finished = await RunAsync(arguments);

        string gold = Path.Combine("set", "gold");
        Assert.Equal((2, ""), (finished.ExitCode, finished.Output));
        string[] lines = finished.Error.Trim().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(
            [
                $"{Path.Combine("set", "articles", "c")}: missing as .txt, .md, .html",
                $"{Path.Combine(gold, "a.json")}: proposals[0].evidence: not a string",
                $"{Path.Combine(gold, "a.json")}: proposals[0].key: not true or false",
                $"{Path.Combine(gold, "a.json")}: title: not a string",
            ],
            lines.Where(line => !line.Contains("b.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.StartsWith($"{Path.Combine(gold, "b.json")}: cannot be read: ", Assert.Single(lines, line => line.Contains("b.json", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_probably_not_meant_is_remarked()
    {
        await WriteEighthsAsync();
        await WriteAsync("set/articles/other.txt", Texts.Article(1));
        await WriteAsync("set/articles/notes.pdf", "");
        await WriteAsync("set/gold/eighths.json", """{ "language": "en", "title": "", "proposals": [ { "actor": "A", "evidence": "no such words", "key": true } ], "criticisms": [] }""");

        Finished finished = await RunAsync("evaluate", "set", "--predictions", "analyses");

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(
            [
                $"{Path.Combine("set", "gold", "eighths.json")}: not in the article: no such words",
                $"{Path.Combine("set", "articles", "other.txt")}: has no labels and is left out",
            ],
            finished.Error.Trim().Split('\n', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("There is no folder ", "evaluate", "nowhere")]
    [InlineData("There is no folder nowhere.", "evaluate", "set", "--predictions", "nowhere")]
    [InlineData("There are no labels", "evaluate", "bare")]
    [InlineData("--threshold takes a number over 0 and at most 1", "evaluate", "set", "--threshold", "0")]
    [InlineData("--threshold takes a number over 0 and at most 1", "evaluate", "set", "--threshold", "1.5")]
    [InlineData("'half'", "evaluate", "set", "--threshold", "half")]
    public async Task A_wrong_use_is_told_in_one_line(string fault, params string[] arguments)
    {
        await WriteEighthsAsync();
        await WriteAsync("bare/articles/a.txt", Texts.Article(1));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "bare", "gold"));

        Finished finished = await RunAsync(arguments);

        Assert.Equal((2, ""), (finished.ExitCode, finished.Output));
        string line = Assert.Single(finished.Error.Trim().Split('\n'), line => !line.StartsWith("'digest --help'", StringComparison.Ordinal));
        Assert.Contains(fault, line, StringComparison.Ordinal);
    }

    /// <summary>An article of eight sentences, of which all are given as both kinds and some are labelled, and one of four.</summary>
    private async Task WriteEighthsAsync()
    {
        await WriteAsync("set/articles/eighths.txt", string.Join('\n', Enumerable.Range(0, 8).Select(Sentence)));
        await WriteAsync("set/articles/quarters.md", $"# {string.Join("\n\n", Enumerable.Range(0, 4).Select(Sentence))}");
        await WriteAsync("set/gold/eighths.json", """
            { "language": "en", "title": "Alpha0 beta0 gamma0",
              "proposals": [ { "actor": "Q", "evidence": "alpha0 beta0 gamma0", "key": true }, { "actor": "R", "evidence": "beta3 gamma3 delta3. Alpha4", "key": true } ],
              "criticisms": [ { "actor": "Q", "target": "T", "evidence": "alpha0 beta0 gamma0", "key": true }, { "actor": "Q", "target": "U", "evidence": "alpha1 beta1 gamma1", "key": false },
                              { "actor": "Q", "target": "T", "evidence": "alpha2 beta2 gamma2", "key": true } ],
              "distractors": [ { "evidence": "alpha7 beta7 gamma7" } ] }
            """);
        await WriteAsync("set/gold/quarters.json", """
            { "language": "de", "title": "Alpha0 beta0 gamma0", "proposals": [ { "actor": "Q", "evidence": "alpha0 beta0 gamma0", "evidence_also": [ "alpha1 beta1 gamma1" ], "key": true } ], "criticisms": [] }
            """);
        await WriteAsync("analyses/eighths.json", Analysis("en", Enumerable.Range(0, 8), Enumerable.Range(0, 8)));
        await WriteAsync("analyses/quarters.json", Analysis("de", Enumerable.Range(0, 4), []));
    }

    private async Task WriteRefusedAsync()
    {
        await WriteAsync("set/articles/charge.txt", Texts.Article(3));
        await WriteAsync("set/gold/charge.json", Labels(3));
        await WriteAsync("set/articles/empty.md", "");
        await WriteAsync("set/gold/empty.json", """{ "language": "en", "title": "A title", "proposals": [], "criticisms": [] }""");
        await WriteAsync("set/articles/errore.txt", Italian);
        await WriteAsync("set/gold/errore.json", """
            { "language": "it", "title": "Tassa", "proposals": [], "criticisms": [ { "actor": "opposizione", "target": "consiglio della città", "evidence": "ha parlato di un errore", "key": true } ] }
            """);
    }

    private static string Sentence(int number) => string.Create(CultureInfo.InvariantCulture, $"Alpha{number} beta{number} gamma{number} delta{number}.");

    private static string Analysis(string language, IEnumerable<int> proposals, IEnumerable<int> criticisms)
    {
        string text = string.Join(' ', Enumerable.Range(0, 8).Select(Sentence));
        return JsonSerializer.Serialize(new
        {
            title = "Alpha0 beta0 gamma0",
            language,
            published = (string?)null,
            text,
            proposals = proposals.Select(n => new { actor = "Q", proposal = "p", evidence = Evidence(text, n) }),
            criticisms = criticisms.Select(n => new { actor = "Q", target = "T", criticism = "c", evidence = Evidence(text, n) }),
        });
    }

    private static object Evidence(string text, int number)
    {
        string quote = Sentence(number);
        return new { quote, start = text.IndexOf(quote, StringComparison.Ordinal), length = quote.Length };
    }

    private static string Labels(int number) => $$"""
        { "language": "en", "title": "Harbour charge number {{number}} divides the city",
          "proposals": [ { "actor": "Harbour Board", "evidence": "proposed a congestion charge of {{number}} euros a day", "key": true } ],
          "criticisms": [ { "actor": "Cyclists' Union", "target": "The mayor", "evidence": "criticised the mayor for the loss of {{number}} parking spaces", "key": true } ] }
        """;

    private static string Property(Finished finished, string name) => JsonDocument.Parse(finished.Output).RootElement.GetProperty(name).GetRawText();

    private async Task WriteAsync(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content);
    }

    private Task<Finished> RunAsync(params string[] arguments) =>
        DigestProgram.RunAsync(_folder.FullName, new Dictionary<string, string?>(StringComparer.Ordinal), arguments);
}
