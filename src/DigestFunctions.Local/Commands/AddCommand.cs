using System.CommandLine;
using ArticleDigest.Hosting.Configuration;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Demo;
using DigestFunctions.Local.Hosting;

namespace DigestFunctions.Local.Commands;

/// <summary>What became of a file that was to be dropped.</summary>
internal sealed record AddedFile(string File, string Drop, DropResult Result, string? Reason);

/// <summary><c>digest add PATH…</c>: drops files into the container <c>articles</c>, as any storage client could.</summary>
internal static class AddCommand
{
    private static readonly EnumerationOptions Visible = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    public static Command Create(Screen screen)
    {
        Argument<string[]> paths = new("PATH") { Description = "Files, or folders with all that is in them.", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        Command command = new("add", "Drop articles into the storage container.") { paths, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.Storage),
            parsed.GetValue(CommandLine.Config),
            parsed.GetRequiredValue(paths),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    /// <summary>The files that paths name, each with its drop's name: the file's own, or its path within the folder named.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="own">Files and folders of the program's own, which no folder's content counts as articles.</param>
    /// <exception cref="BadUsageException">A path does not exist, or there are no files in a folder.</exception>
    public static IReadOnlyList<(string Drop, string File)> Find(IEnumerable<string> paths, params IEnumerable<string> own)
    {
        string[] ours = [.. own.Select(Path.GetFullPath)];
        List<(string Drop, string File)> found = [];
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                List<(string Drop, string File)> within =
                [
                    .. Directory.EnumerateFiles(path, "*", Visible)
                        .Select(file => (Drop: Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'), File: Path.GetFullPath(file)))
                        .Where(found => !Array.Exists(ours, place => IsWithin(found.File, place))),
                ];
                found.AddRange(within.Count > 0 ? within : throw new BadUsageException($"There are no files in the folder {path}."));
            }
            else
            {
                found.Add(File.Exists(path)
                    ? (Path.GetFileName(path), Path.GetFullPath(path))
                    : throw new BadUsageException($"There is no file or folder {path}."));
            }
        }

        return [.. found.OrderBy(f => f.Drop, StringComparer.Ordinal)];
    }

    /// <summary>Drops one file: creates the blob, or replaces it if its content is another.</summary>
    public static async Task<AddedFile> AddAsync(IRecords articles, string drop, string file, CancellationToken cancellationToken)
    {
        (DropResult result, string? reason) = await AddAsync(
            articles, drop, await File.ReadAllBytesAsync(file, cancellationToken), mayReplace: true, cancellationToken);
        return new AddedFile(file, drop, result, reason);
    }

    /// <summary>Drops content under a name.</summary>
    /// <param name="articles">The users' container.</param>
    /// <param name="drop">The name.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="mayReplace">Whether a drop of that name with other content is replaced.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What came of it, and why it was refused if it was.</returns>
    public static async Task<(DropResult Result, string? Reason)> AddAsync(
        IRecords articles, string drop, ReadOnlyMemory<byte> bytes, bool mayReplace, CancellationToken cancellationToken)
    {
        if (RecordName.Fault(drop) is { } fault)
        {
            return (DropResult.Refused, fault);
        }

        RecordContent content = new(bytes);
        while (true)
        {
            if (await articles.CreateAsync(drop, content, cancellationToken) is not null)
            {
                return (DropResult.Added, null);
            }

            StoredRecord? known = await articles.ReadAsync(drop, bytes.Length, cancellationToken);
            if (known?.Content is { } there && there.Span.SequenceEqual(bytes.Span))
            {
                return (DropResult.Unchanged, null);
            }

            if (known is not null && !mayReplace)
            {
                return (DropResult.Taken, null);
            }

            if (known is not null && await articles.ReplaceAsync(drop, content, known.ETag, cancellationToken) is not null)
            {
                return (DropResult.Replaced, null);
            }
        }
    }

    private static bool IsWithin(string file, string place) =>
        file.StartsWith(place, StringComparison.Ordinal)
        && (file.Length == place.Length || file[place.Length] == Path.DirectorySeparatorChar);

    private static async Task<int> RunAsync(
        Screen screen, Settings settings, string? config, string[] paths, bool isJson, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Drop, string File)> files =
            Find(paths, Workplace.DataFolder, DemoFolder.UsualName, config ?? SettingsFile.DefaultName);
        await using LocalStorage storage = await LocalStorage.OpenAsync(
            settings.Storage, Workplace.StorageFolder, settings.Storage.AzuritePort, TimeProvider.System, new Told(screen), cancellationToken);
        List<AddedFile> added = [];
        await screen.ProgressAsync("Adding", files.Count, async done =>
        {
            foreach ((string drop, string file) in files)
            {
                added.Add(await AddAsync(storage.Blobs.Articles, drop, file, cancellationToken));
                done(1);
            }
        });

        if (isJson)
        {
            screen.Json(added);
        }
        else
        {
            foreach (AddedFile refused in added.Where(a => a.Reason is not null))
            {
                screen.Fault($"{refused.File} cannot be dropped: {refused.Reason}.");
            }

            int Count(DropResult result) => added.Count(a => a.Result == result);
            screen.Line($"{Count(DropResult.Added)} added, {Count(DropResult.Replaced)} replaced, {Count(DropResult.Unchanged)} unchanged, {Count(DropResult.Refused)} refused.");
        }

        return added.Exists(a => a.Reason is not null) ? CommandLine.Failed : 0;
    }
}
