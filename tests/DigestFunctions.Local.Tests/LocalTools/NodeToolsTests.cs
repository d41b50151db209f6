using DigestFunctions.Local.LocalTools;

namespace DigestFunctions.Local.Tests.LocalTools;

public sealed class NodeToolsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tools-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Without_node_one_line_says_what_is_missing_and_where_it_is_to_be_had()
    {
        LocalToolsException fault = await Assert.ThrowsAsync<LocalToolsException>(
            () => NodePrograms.FindAsync(_folder.FullName, CancellationToken.None));

        Assert.Equal(
            "Node.js 20 or later is needed to run Azurite on this machine and was not found; install it from nodejs.org.",
            fault.Message);
    }

    [Fact]
    public async Task A_node_that_is_too_old_is_named_with_its_version()
    {
        string node = await WriteProgramAsync("node", "echo v18.19.1");

        LocalToolsException fault = await Assert.ThrowsAsync<LocalToolsException>(
            () => NodePrograms.FindAsync(_folder.FullName, CancellationToken.None));

        Assert.Contains($"{node} is 18.19.1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_npm_one_line_says_where_it_is_to_be_had()
    {
        LocalToolsException fault = Assert.Throws<LocalToolsException>(() => NodePrograms.FindNpm(_folder.FullName));

        Assert.Contains("npm is needed", fault.Message, StringComparison.Ordinal);
        Assert.Contains("nodejs.org", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_of_the_tools_is_found_from_far_below()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "eng"));
        File.WriteAllText(Path.Combine(_folder.FullName, "eng", "package-lock.json"), "{}");
        string below = Directory.CreateDirectory(Path.Combine(_folder.FullName, "src", "bin", "Debug")).FullName;

        Assert.Equal(Path.Combine(_folder.FullName, "eng"), NodeTools.FindFolder(below));
    }

    [Fact]
    public async Task Several_who_ask_at_once_install_once_and_again_only_when_the_pins_change()
    {
        string eng = await WriteToolsAsync(npm: "sleep 0.3; mkdir -p node_modules; echo installed >> log");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PrepareAsync(eng)));
        string[] once = await File.ReadAllLinesAsync(Path.Combine(eng, "log"));
        await File.WriteAllTextAsync(Path.Combine(eng, "package-lock.json"), "{ }");
        await PrepareAsync(eng);

        Assert.Single(once);
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(eng, "log"))).Length);
    }

    [Fact]
    public async Task An_installation_that_fails_says_why_and_is_tried_again_the_next_time()
    {
        string eng = await WriteToolsAsync(npm: "mkdir -p node_modules; echo 'npm error code ENOTFOUND' >&2; exit 1");

        LocalToolsException fault = await Assert.ThrowsAsync<LocalToolsException>(() => PrepareAsync(eng));
        await WriteProgramAsync("npm", "mkdir -p node_modules");
        NodeTools tools = await PrepareAsync(eng);

        Assert.Contains("npm error code ENOTFOUND", fault.Message, StringComparison.Ordinal);
        Assert.Equal(eng, tools.Folder);
    }

    [Fact]
    public void The_lock_file_names_no_registry()
    {
        string lockFile = File.ReadAllText(Path.Combine(NodeTools.FindFolder(AppContext.BaseDirectory), "package-lock.json"));

        Assert.DoesNotContain("\"resolved\"", lockFile, StringComparison.Ordinal);
    }

    private Task<NodeTools> PrepareAsync(string eng) =>
        NodeTools.PrepareAsync(eng, $"{_folder.FullName}:/usr/bin:/bin", progress: null, CancellationToken.None);

    private async Task<string> WriteToolsAsync(string npm)
    {
        string eng = Directory.CreateDirectory(Path.Combine(_folder.FullName, "eng")).FullName;
        await File.WriteAllTextAsync(Path.Combine(eng, "package-lock.json"), "{}");
        await WriteProgramAsync("node", "echo v20.1.0");
        await WriteProgramAsync("npm", npm);
        return eng;
    }

    private async Task<string> WriteProgramAsync(string name, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for node and npm are shell scripts.");
        string path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
