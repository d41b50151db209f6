using System.Text;
using ArticleDigest.Letters;
using DigestFunctions.Local.Commands;

namespace DigestFunctions.Local.Export;

/// <summary>What became of a folder by an export.</summary>
/// <param name="Files">How many files the archive has there.</param>
/// <param name="Changed">How many of them are new or were other before.</param>
/// <param name="Removed">How many went, because the archive no longer has them.</param>
internal sealed record ExportedFolder(int Files, int Changed, int Removed);

/// <summary>
/// A folder that the archive is written to. It has a list of what was written, so that nothing else in it is ever changed or
/// removed; and nothing is written outside it, not even through links that somebody put there.
/// </summary>
internal sealed class ExportFolder
{
    private const string ListName = "digest-export.txt";
    private const string ListHead = "# What 'digest export' has written here, and takes away again when the archive no longer has it.";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly SortedSet<string> _known;
    private readonly SortedSet<string> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sound = new(StringComparer.Ordinal);
    private int _changed;

    private ExportFolder(string path, SortedSet<string> known) => (Path, _known) = (path, known);

    /// <summary>The folder.</summary>
    public string Path { get; }

    private string ListPath => System.IO.Path.Combine(Path, ListName);

    /// <summary>Opens a folder: a new one, an empty one, or one that was exported to before.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isForced">Whether it may have other things in it, which stay as they are.</param>
    /// <exception cref="BadUsageException">It is somebody else's, or no folder.</exception>
    public static ExportFolder Open(string path, bool isForced)
    {
        path = System.IO.Path.GetFullPath(path);
        if (File.Exists(path))
        {
            throw new BadUsageException($"{path} is a file; name a folder.");
        }

        string list = System.IO.Path.Combine(path, ListName);
        bool isOurs = File.Exists(list);
        if (!isOurs && !isForced && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new BadUsageException($"{path} has other things in it; name another folder, or write beside them with --force.");
        }

        Directory.CreateDirectory(path);
        ExportFolder folder = new(path, new SortedSet<string>(isOurs ? File.ReadLines(list).Where(IsName) : [], StringComparer.Ordinal));
        folder.RefuseLink(list);
        if (!isOurs)
        {
            File.WriteAllText(list, ListHead + "\n", Utf8);
        }

        return folder;
    }

    /// <summary>Writes a file, if it is not there as it is.</summary>
    /// <exception cref="IOException">It cannot be written, its place is not in this folder, or something of somebody else's has it.</exception>
    public void Write(ArchiveFile file)
    {
        if (!IsName(file.Path))
        {
            throw new IOException($"{file.Path} is no name of a file to write.");
        }

        string path = PlaceOf(file.Path);
        if (File.Exists(path) && !_known.Contains(file.Path))
        {
            throw new IOException($"{path} is there and not of an export; move it away, or export into another folder.");
        }

        byte[] content = Utf8.GetBytes(file.Content);
        _written.Add(file.Path);
        if (File.Exists(path) && content.AsSpan().SequenceEqual(File.ReadAllBytes(path)))
        {
            return;
        }

        // Listed first, so that whatever ends this half-way, no file stays that nobody takes away again.
        if (_known.Add(file.Path))
        {
            File.AppendAllText(ListPath, file.Path + "\n", Utf8);
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        _changed++;
    }

    /// <summary>Takes away what was not written this time.</summary>
    public ExportedFolder Finish()
    {
        int removed = 0;
        foreach (string gone in _known.Except(_written, StringComparer.Ordinal))
        {
            string path = PlaceOf(gone);
            if (File.Exists(path))
            {
                File.Delete(path);
                removed++;
            }

            RemoveEmpty(System.IO.Path.GetDirectoryName(path)!);
        }

        string list = string.Concat(_written.Prepend(ListHead).Select(line => line + "\n"));
        if (!string.Equals(list, File.ReadAllText(ListPath), StringComparison.Ordinal))
        {
            File.WriteAllText(ListPath, list, Utf8);
        }

        return new ExportedFolder(_written.Count, _changed, removed);
    }

    /// <summary>Whether this is a relative path of plain names.</summary>
    private static bool IsName(string path) => path.Split('/').All(part =>
        part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]) && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));

    private string PlaceOf(string name)
    {
        string place = Path;
        foreach (string part in name.Split('/'))
        {
            place = System.IO.Path.Combine(place, part);
            if (_sound.Add(place))
            {
                RefuseLink(place);
            }
        }

        return place;
    }

    private void RefuseLink(string place)
    {
        if (new FileInfo(place).LinkTarget is not null)
        {
            throw new IOException($"{place} is a link; the export is written into {Path} and nowhere else.");
        }
    }

    private void RemoveEmpty(string folder)
    {
        while (folder.Length > Path.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = System.IO.Path.GetDirectoryName(folder)!;
        }
    }
}
