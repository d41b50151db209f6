using System.Text.Json;
using LocalServers;

namespace DigestFunctions.Local.Tests.Configuration;

/// <summary>Mistakes in the configuration and on the command line: told all at once, before anything is done.</summary>
public sealed class BadConfigurationTests : IDisposable
{
    private const string Secret = "c2VjcmV0LW9mLXRoZS1hY2NvdW50";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("run")]
    [InlineData("send")]
    [InlineData("status")]
    [InlineData("doctor")]
    public async Task All_mistakes_are_told_in_one_message_before_any_work(string command)
    {
        await WriteAsync(new
        {
            Storage = new { ConnectionString = $"AccountKey={Secret}", Account = "mine" },
            Articles = new { LeaseSeconds = "soon", Parallelism = 0 },
            Analysis = new { Model = "x" },
            Digest = new
            {
                Schedules = new
                {
                    daily = new { Language = "it", Zone = "Europe/Atlantis", SendAt = "25:00", EmptyDays = "Perhaps", MaxEntries = 4, Repeats = "Shout", Recipients = new[] { new { Address = "Ana <ana@example.org>", Language = "latin", Follow = new[] { "…" } } } },
                    weekly = new { Recipients = new[] { new { Address = "ana@example.org", Others = "Hide" } } },
                },
            },
            Mail = new { Host = "127.0.0.1", Port = "smtp", Security = "Maybe", From = "nobody", Password = Secret },
            Letters = new { },
            Retries = 3,
        });

        Finished told = await RunAsync([command]);

        Assert.Equal(2, told.ExitCode);
        Assert.Empty(told.Output);
        Tells(
            told,
            "Analysis:Model is not a known key",
            "Articles:LeaseSeconds is 'soon'; give a whole number.",
            "Articles:Parallelism is 0; give a number from 1 to 64.",
            "Digest:Schedules:daily:EmptyDays is 'Perhaps'; give one of Skip, Note.",
            "Digest:Schedules:daily:Language is 'it'; give one of en, fr, de, es, pt.",
            "Digest:Schedules:daily:MaxEntries is 4; give a number from 5 to 500.",
            "Digest:Schedules:daily:Recipients:0:Address is 'Ana <ana@example.org>', which is no e-mail address",
            "Digest:Schedules:daily:Recipients:0:Follow:0 is '…'; give a word or some words, at most 100 characters.",
            "Digest:Schedules:daily:Recipients:0:Language is 'latin'; give one of en, fr, de, es, pt",
            "Digest:Schedules:daily:Repeats is 'Shout'; give one of Line, Leave.",
            "Digest:Schedules:daily:SendAt is '25:00'",
            "Digest:Schedules:daily:Zone is 'Europe/Atlantis', which is no IANA time zone",
            "Digest:Schedules:weekly:Recipients:0:Others is 'Hide'; give one of Shrink, Leave.",
            "Letters is not a known section",
            "Mail:From is 'nobody', which is no e-mail address",
            "Mail:Password is there without Mail:User",
            "Mail:Port is 'smtp'; give a whole number.",
            "Mail:Security is 'Maybe'; give one of None, StartTls, Tls.",
            "Retries is not a known section",
            "Storage:Account is not a known key",
            "Storage:ConnectionString is no connection string of a storage account");
        Assert.DoesNotContain(Secret, told.All, StringComparison.Ordinal);
        NothingWasDone();
    }

    [Theory]
    [InlineData("Mail", "Password")]
    [InlineData("Storage", "ConnectionString")]
    public async Task A_secret_in_the_wrong_form_is_not_repeated(string section, string key)
    {
        await File.WriteAllTextAsync(FilePath, $$"""{ "{{section}}": { "{{key}}": [ "{{Secret}}" ] } }""");

        Finished told = await RunAsync(["run"]);

        Assert.Equal(2, told.ExitCode);
        Assert.Contains($"{section}:{key} has entries of its own; give it a single value.", told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, told.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_in_the_environment_is_told_where_its_section_is_ours()
    {
        Finished told = await RunAsync(
            ["run"],
            ("Articles__Leases", "5"),
            ("Digest__Schedules__daily__Recipients__0__Address", "ana@example.org"),
            ("Digest__Schedules__daily__Recipients__0__Adress", "ana@example.org"),
            ("Letters__Unread", "1"));

        Assert.Equal(2, told.ExitCode);
        Tells(told, "Articles:Leases is not a known key", "Digest:Schedules:daily:Recipients:0:Adress is not a known key");
        NothingWasDone();
    }

    [Fact]
    public async Task Nothing_configured_says_what_is_needed()
    {
        Finished told = await RunAsync(["run"]);

        Assert.Equal(2, told.ExitCode);
        string[] lines = told.Error.Trim().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("There is no digest.json in ", lines[0], StringComparison.Ordinal);
        Assert.Equal("Digest:Schedules is empty; name at least one schedule, such as Digest:Schedules:daily, and its recipients.", lines[1]);
        NothingWasDone();
    }

    [Theory]
    [InlineData("{ \"Digest\": ", "is not valid JSON")]
    [InlineData("[]", "is not valid JSON")]
    public async Task A_file_that_is_no_json_object_is_named(string content, string fault)
    {
        await File.WriteAllTextAsync(FilePath, content);

        Finished told = await RunAsync(["status"]);

        Assert.Equal(2, told.ExitCode);
        Assert.Contains(FilePath, told.Error, StringComparison.Ordinal);
        Assert.Contains(fault, told.Error, StringComparison.Ordinal);
        Assert.Single(told.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("status", "--config", "nowhere.json")]
    [InlineData("digest")]
    [InlineData("run", "--fast")]
    [InlineData("run", "--port", "65536")]
    [InlineData("run", "--port", "many")]
    [InlineData("add")]
    [InlineData("add", "nowhere.txt")]
    [InlineData("demo", "nowhere.txt")]
    [InlineData("demo", "--days", "4")]
    [InlineData("demo", "--days", "many")]
    [InlineData("analyze", "nowhere.txt")]
    [InlineData("evaluate")]
    [InlineData("evaluate", "nowhere")]
    [InlineData("send", "--date", "2026-02-30")]
    public async Task A_wrong_use_is_told_in_one_line_and_does_nothing(params string[] arguments)
    {
        Finished told = await RunAsync(arguments, ("Digest__Schedules__daily__Recipients__0__Address", "ana@example.org"));

        Assert.Equal(2, told.ExitCode);
        Assert.Empty(told.Output);
        Assert.Single(told.Error.Trim().Split('\n'), line => !line.StartsWith("'digest --help'", StringComparison.Ordinal));
        NothingWasDone();
    }

    [Fact]
    public async Task A_date_to_come_is_no_date_to_send()
    {
        Finished told = await RunAsync(["send", "--date", "9998-01-01"], ("Digest__Schedules__daily__Recipients__0__Address", "ana@example.org"));

        Assert.Equal(2, told.ExitCode);
        Assert.Contains("--date is 9998-01-01, which is still to come", told.Error, StringComparison.Ordinal);
        NothingWasDone();
    }

    private string FilePath => Path.Combine(_folder.FullName, "digest.json");

    private Task WriteAsync(object configuration) => File.WriteAllTextAsync(FilePath, JsonSerializer.Serialize(configuration));

    private Task<Finished> RunAsync(string[] arguments, params (string Name, string Value)[] environment) =>
        DigestProgram.RunAsync(_folder.FullName, environment.ToDictionary(e => e.Name, e => (string?)e.Value, StringComparer.Ordinal), arguments);

    /// <summary>Each line told begins as expected, whatever their order, and there are no others.</summary>
    private static void Tells(Finished told, params string[] beginnings)
    {
        string[] lines = [.. told.Error.Trim().ReplaceLineEndings("\n").Split('\n').Order(StringComparer.Ordinal)];
        Assert.True(lines.Length == beginnings.Length, told.Error);
        Assert.All(beginnings.Zip(lines), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private void NothingWasDone() =>
        Assert.DoesNotContain(_folder.EnumerateFileSystemInfos(), entry => !string.Equals(entry.Name, "digest.json", StringComparison.Ordinal));
}
