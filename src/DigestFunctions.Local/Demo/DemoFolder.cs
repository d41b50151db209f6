using System.Globalization;
using System.Text.Json;
using ArticleDigest.Records;
using DigestFunctions.Local.Commands;

namespace DigestFunctions.Local.Demo;

/// <summary>How far a demo has come.</summary>
/// <param name="Date">The date it plays on.</param>
/// <param name="Day">How many days it has played, that one included; days on which the program was down do not count.</param>
internal sealed record DemoState(DateOnly Date, int Day);

/// <summary>The folder that a demo keeps its storage, mail and pages in. Only a folder that a demo made is ever emptied.</summary>
internal sealed class DemoFolder : IDisposable
{
    /// <summary>The folder's name, in the current folder, unless another is given.</summary>
    public const string UsualName = "digest-demo";

    private const string StateFile = "demo.json";
    private const string LockFile = "demo.lock";

    private readonly FileStream _lock;

    private DemoFolder(string path, DemoState state, FileStream held) => (Path, State, _lock) = (path, state, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The demo's day.</summary>
    public DemoState State { get; private set; }

    /// <summary>The folder with the letters.</summary>
    public string Mail => System.IO.Path.Combine(Path, "mail");

    private string Pages => System.IO.Path.Combine(Path, "pages");

    /// <summary>Prepares a demo: a fresh one, or the next day of the last.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isKept">Whether to go on with the last demo.</param>
    /// <param name="first">The date that a fresh demo begins on.</param>
    /// <exception cref="BadUsageException">
    /// The folder is somebody else's, another demo runs in it, or there is no demo to go on with.
    /// </exception>
    public static DemoFolder Open(string path, bool isKept, DateOnly first)
    {
        path = System.IO.Path.GetFullPath(path);
        string stateFile = System.IO.Path.Combine(path, StateFile);
        bool isDemo = File.Exists(stateFile);
        if (!isDemo && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new BadUsageException($"{path} has other things in it; name another folder with --folder.");
        }

        if (isKept && !isDemo)
        {
            throw new BadUsageException($"There is no demo in {path} to go on with; run 'digest demo' first.");
        }

        Directory.CreateDirectory(path);
        FileStream held = Hold(path);
        try
        {
            return isKept ? GoOn(path, stateFile, held) : Begin(path, first, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>Goes on to the next day.</summary>
    public void GoOn() => State = After(State);

    /// <summary>Lets a day pass on which the program is down: the demo's day is on the date after it.</summary>
    public void PassOver() => State = State with { Date = State.Date.AddDays(1) };

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

    private static DemoState After(DemoState last) => new(last.Date.AddDays(1), last.Day + 1);

    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(
                System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new BadUsageException($"Another demo runs in {path}, or it cannot be written to ({e.Message}); name another folder with --folder.");
        }
    }

    private static DemoFolder GoOn(string path, string stateFile, FileStream held)
    {
        DemoState last = JsonSerializer.Deserialize<DemoState>(File.ReadAllBytes(stateFile), JsonRecords.Options)
            ?? throw new BadUsageException($"{stateFile} is empty; run 'digest demo' without --keep.");
        return new DemoFolder(path, After(last), held);
    }

    private static DemoFolder Begin(string path, DateOnly first, FileStream held)
    {
        foreach (string folder in Directory.GetDirectories(path))
        {
            Directory.Delete(folder, recursive: true);
        }

        DemoFolder fresh = new(path, new DemoState(first, 1), held);
        fresh.Remember();
        return fresh;
    }
}

/// <summary>The system's clock, moved so that a demo plays on its own dates.</summary>
internal sealed class DemoClock : TimeProvider
{
    private long _offset;

    /// <summary>Puts the clock to a time, from which it goes on.</summary>
    public void MoveTo(DateTimeOffset time) => Interlocked.Exchange(ref _offset, (time - System.GetUtcNow()).Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offset));
}
