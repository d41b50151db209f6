using System.Globalization;
using System.Text.Json;
using ArticleDigest.Records;
using DigestFunctions.Local.Commands;

namespace DigestFunctions.Local.Demo;

/// <summary>How far a demo has come.</summary>
/// <param name="Date">The date it plays on.</param>
/// <param name="Day">How often it has been run, from 1.</param>
internal sealed record DemoState(DateOnly Date, int Day);

/// <summary>The folder that a demo keeps its storage, mail and pages in. Only a folder that a demo made is ever emptied.</summary>
internal sealed class DemoFolder
{
    /// <summary>The folder's name, in the current folder, unless another is given.</summary>
    public const string UsualName = "digest-demo";

    private const string StateFile = "demo.json";

    private DemoFolder(string path, DemoState state) => (Path, State) = (path, state);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The demo's day.</summary>
    public DemoState State { get; }

    /// <summary>The folder with the letters.</summary>
    public string Mail => System.IO.Path.Combine(Path, "mail");

    private string Pages => System.IO.Path.Combine(Path, "pages");

    /// <summary>Prepares a demo: a fresh one, or the next day of the last.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isKept">Whether to go on with the last demo.</param>
    /// <param name="today">The date that a fresh demo plays on.</param>
    /// <exception cref="BadUsageException">The folder is somebody else's, or there is no demo to go on with.</exception>
    public static DemoFolder Open(string path, bool isKept, DateOnly today)
    {
        path = System.IO.Path.GetFullPath(path);
        string stateFile = System.IO.Path.Combine(path, StateFile);
        bool isDemo = File.Exists(stateFile);
        if (!isDemo && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new BadUsageException($"{path} has other things in it; name another folder with --folder.");
        }

        if (isKept)
        {
            return isDemo && JsonSerializer.Deserialize<DemoState>(File.ReadAllBytes(stateFile), JsonRecords.Options) is { } last
                ? new DemoFolder(path, new DemoState(last.Date.AddDays(1), last.Day + 1))
                : throw new BadUsageException($"There is no demo in {path} to go on with; run 'digest demo' first.");
        }

        if (isDemo)
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        DemoFolder fresh = new(path, new DemoState(today, 1));
        fresh.Remember();
        return fresh;
    }

    /// <summary>Keeps the day, for the next demo to go on from.</summary>
    public void Remember() =>
        File.WriteAllBytes(System.IO.Path.Combine(Path, StateFile), JsonSerializer.SerializeToUtf8Bytes(State, JsonRecords.Options));

    /// <summary>Writes an edition's page and returns where it is.</summary>
    public string WritePage(string schedule, string html)
    {
        Directory.CreateDirectory(Pages);
        string file = System.IO.Path.Combine(
            Pages, string.Create(CultureInfo.InvariantCulture, $"{schedule}-{State.Date:yyyy-MM-dd}.html"));
        File.WriteAllText(file, html);
        return file;
    }
}

/// <summary>The system's clock, moved so that a demo plays on its own date.</summary>
internal sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _offset = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;
}
