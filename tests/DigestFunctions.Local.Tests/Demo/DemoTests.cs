using LocalServers;
using MimeKit;

namespace DigestFunctions.Local.Tests.Demo;

/// <summary><c>digest demo</c> as a new user runs it: in an empty folder, with nothing configured.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_samples_become_a_digest_and_a_day_later_nothing_is_told_or_sent_twice()
    {
        Finished first = await RunAsync("demo");
        IReadOnlyList<MimeMessage> letters = Letters();
        string page = await File.ReadAllTextAsync(Assert.Single(Pages()));
        Finished second = await RunAsync("demo", "--keep");
        IReadOnlyList<MimeMessage> all = Letters();

        Assert.True(first.ExitCode == 0, first.All);
        Assert.Equal(["ana@example.org", "ben@example.org"], letters.Select(l => l.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
        Assert.Contains("What became of each article", first.Output, StringComparison.Ordinal);
        Assert.Matches("storage-law[.]txt +│ analysed", first.Output);
        Assert.Matches("the-gazette-storage-law[.]txt +│ duplicate", first.Output);
        Assert.Matches("interview-notes[.]docx +│ rejected", first.Output);
        Assert.Matches("lantern-walk[.]txt +│ analysed +│ 0 ", first.Output);
        Assert.Matches("fisheries-quota[.]html +│ analysed +│ [1-9]", first.Output);
        Assert.Matches("peage-du-port[.]txt +│ analysed +│ [1-9]", first.Output);
        Assert.Matches("schatten-fuer-schulhoefe[.]txt +│ analysed +│ [1-9]", first.Output);
        Assert.Contains("(2 sources)", first.Output, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(Pages(), p => first.Output.Contains(p, StringComparison.Ordinal)), first.Output, StringComparison.Ordinal);
        Assert.Contains("harbour quarter", page, StringComparison.Ordinal);
        foreach ((string code, string name) in new[] { ("fr", "French"), ("de", "German") })
        {
            Assert.Matches($"Proposal  .+: .+ \\[{name}\\]", first.Output);
            Assert.Matches($"Criticism  .+ → .+: .+ \\[{name}\\]", first.Output);
            Assert.All(letters, l => Assert.Contains($"[{name}]", l.TextBody!, StringComparison.Ordinal));
            Assert.Matches($"<p lang=\"{code}\" dir=\"auto\" class=\"statement\">[^<]+ <bdi lang=\"en\" class=\"tag\">{name}</bdi></p>", page);
        }

        Assert.True(second.ExitCode == 0, second.All);
        Assert.Contains("went out at ", second.Output, StringComparison.Ordinal);
        Assert.Contains("of them told again: 0.", second.Output, StringComparison.Ordinal);
        Assert.Contains("2 new .eml files, 4 in all", second.Output, StringComparison.Ordinal);
        Assert.Equal(4, all.Select(l => l.MessageId).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(" storage-law.txt", TableOf(second), StringComparison.Ordinal);
        Assert.Contains("13 more drops told of on an earlier day.", second.Output, StringComparison.Ordinal);
        Assert.Matches("ferry-times[.]txt +│ rejected", second.Output);
        Assert.Matches("temporal-en-la-costa[.]txt +│ analysed +│ 0 ", second.Output);
        Assert.Equal(2, Pages().Length);
    }

    [Fact]
    public async Task Articles_of_ones_own_take_the_samples_place_again_and_again()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "inner"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "one.txt"), Texts.Article(3));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "inner", "two.txt"), Texts.Article(4));
        await RunAsync("demo", ".");

        Finished finished = await RunAsync("demo", ".");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Matches("one[.]txt +│ analysed +│ 2 ", finished.Output);
        Assert.Matches("inner/two[.]txt +│ analysed +│ 2 ", finished.Output);
        Assert.DoesNotContain("storage-law", finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("digest-demo/", TableOf(finished), StringComparison.Ordinal);
        Assert.Equal(2, Letters().Count);
    }

    [Fact]
    public async Task Articles_of_ones_own_come_in_every_day_and_are_told_once()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "one.txt"), Texts.Article(3));

        Finished finished = await RunAsync("demo", "one.txt", "--days", "2");

        Assert.True(finished.ExitCode == 0, finished.All);
        Assert.Matches("one[.]txt +│ analysed +│ 2 ", finished.Output);
        Assert.Contains("1 more drop told of on an earlier day.", finished.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing new was proposed or criticised.", finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The program was down", finished.Output, StringComparison.Ordinal);
        Assert.Equal(4, Letters().Count);
    }

    [Fact]
    public async Task A_folder_with_other_things_in_it_is_left_alone()
    {
        string precious = Path.Combine(_folder.CreateSubdirectory("mine").FullName, "thesis.txt");
        await File.WriteAllTextAsync(precious, "years of work");

        Finished finished = await RunAsync("demo", "--folder", "mine");

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("has other things in it; name another folder with --folder.", finished.Error, StringComparison.Ordinal);
        Assert.Equal("years of work", await File.ReadAllTextAsync(precious));
        Assert.Single(new DirectoryInfo(Path.GetDirectoryName(precious)!).EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task There_is_nothing_to_keep_before_the_first_demo()
    {
        Finished finished = await RunAsync("demo", "--keep");

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("run 'digest demo' first", finished.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Without_node_one_line_says_what_is_missing()
    {
        Finished finished = await DigestProgram.RunAsync(
            _folder.FullName, new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = _folder.FullName }, "demo");

        Assert.Equal(1, finished.ExitCode);
        Assert.Empty(finished.Output);
        Assert.Equal(
            "Node.js 20 or later is needed to run Azurite on this machine and was not found; install it from nodejs.org.",
            finished.Error.TrimEnd('\n'));
    }

    private static string TableOf(Finished finished) =>
        string.Join('\n', finished.Output.Split('\n').Where(line => line.StartsWith('│')));

    private Task<Finished> RunAsync(params string[] arguments) =>
        DigestProgram.RunAsync(_folder.FullName, new Dictionary<string, string?>(StringComparer.Ordinal), arguments);

    private IReadOnlyList<MimeMessage> Letters() =>
        [.. Directory.EnumerateFiles(Path.Combine(_folder.FullName, "digest-demo", "mail"), "*.eml").Select(file => MimeMessage.Load(file))];

    private string[] Pages() => Directory.GetFiles(Path.Combine(_folder.FullName, "digest-demo", "pages"));
}
