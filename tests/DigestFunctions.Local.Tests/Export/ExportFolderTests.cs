using ArticleDigest.Letters;
using DigestFunctions.Local.Commands;
using DigestFunctions.Local.Export;

namespace DigestFunctions.Local.Tests.Export;

/// <summary>What an export does in a folder, and what it never does.</summary>
public sealed class ExportFolderTests : IDisposable
{
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("export-");

    private string Folder => Path.Combine(_place.FullName, "archive");

    public void Dispose() => _place.Delete(recursive: true);

    [Fact]
    public void What_is_as_it_was_is_not_touched_and_what_is_gone_is_removed()
    {
        ExportedFolder first = Export(("index.html", "all"), ("editions/daily/a.html", "a"), ("editions/daily/b/matrix.html", "b"));
        File.SetLastWriteTimeUtc(Path.Combine(Folder, "index.html"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        ExportedFolder second = Export(("index.html", "all"), ("editions/daily/a.html", "other"));

        Assert.Equal(new ExportedFolder(3, 3, 0), first);
        Assert.Equal(new ExportedFolder(2, 1, 1), second);
        Assert.Equal(["digest-export.txt", "editions/daily/a.html", "index.html"], Files());
        Assert.False(Directory.Exists(Path.Combine(Folder, "editions", "daily", "b")));
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Combine(Folder, "index.html")));
        Assert.Equal("other", File.ReadAllText(Path.Combine(Folder, "editions", "daily", "a.html")));
    }

    [Fact]
    public void What_somebody_else_put_in_the_place_of_a_page_is_not_overwritten_and_not_removed()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "index.html"), "mine");
        ExportFolder forced = ExportFolder.Open(Folder, isForced: true);

        Assert.Contains("not of an export", Assert.Throws<IOException>(() => forced.Write(new ArchiveFile("index.html", "all"))).Message, StringComparison.Ordinal);
        Export(("feed/daily.xml", "news"));

        Assert.Equal("mine", File.ReadAllText(Path.Combine(Folder, "index.html")));
    }

    [Fact]
    public void A_folder_with_other_things_is_refused_unless_they_may_be_there_and_they_stay()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "CNAME"), "digest.example.org");

        Assert.Contains("--force", Assert.Throws<BadUsageException>(() => ExportFolder.Open(Folder, isForced: false)).Message, StringComparison.Ordinal);
        Assert.Equal(["CNAME"], Files());

        ExportFolder forced = ExportFolder.Open(Folder, isForced: true);
        forced.Write(new ArchiveFile("index.html", "all"));
        forced.Finish();
        Export();

        Assert.Equal(["CNAME", "digest-export.txt"], Files());
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(Folder, "");

        Assert.Throws<BadUsageException>(() => ExportFolder.Open(Folder, isForced: true));
    }

    [Theory]
    [InlineData("../outside.html")]
    [InlineData("/etc/outside.html")]
    [InlineData("editions/../../outside.html")]
    [InlineData("editions//a.html")]
    [InlineData("editions\\..\\outside.html")]
    [InlineData("C:/outside.html")]
    [InlineData(".git/config")]
    [InlineData("")]
    public void Nothing_is_written_or_removed_outside(string path)
    {
        string outside = Path.Combine(_place.FullName, "outside.html");
        File.WriteAllText(outside, "mine");
        Export(("index.html", "all"));
        File.AppendAllText(Path.Combine(Folder, "digest-export.txt"), path + "\n");

        Assert.Throws<IOException>(() => ExportFolder.Open(Folder, isForced: false).Write(new ArchiveFile(path, "theirs")));
        Export(("index.html", "all"));

        Assert.Equal("mine", File.ReadAllText(outside));
        Assert.Equal(["digest-export.txt", "index.html"], Files());
    }

    [Fact]
    public void Links_that_somebody_put_there_are_not_followed()
    {
        string outside = Path.Combine(_place.FullName, "outside");
        Directory.CreateDirectory(Path.Combine(outside, "daily"));
        File.WriteAllText(Path.Combine(outside, "daily", "a.html"), "mine");
        Export(("editions/daily/a.html", "a"));
        Directory.Delete(Path.Combine(Folder, "editions"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "editions"), outside);

        Assert.Contains("is a link", Assert.Throws<IOException>(() => Export(("editions/daily/a.html", "theirs"))).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => Export());

        Assert.Equal("mine", File.ReadAllText(Path.Combine(outside, "daily", "a.html")));
    }

    [Fact]
    public void What_an_export_that_ended_half_way_wrote_is_known_to_the_next()
    {
        ExportFolder.Open(Folder, isForced: false).Write(new ArchiveFile("editions/daily/a.html", "a"));

        Assert.Equal(new ExportedFolder(1, 1, 1), Export(("index.html", "all")));
        Assert.Equal(["digest-export.txt", "index.html"], Files());
    }

    private ExportedFolder Export(params (string Path, string Content)[] files)
    {
        ExportFolder folder = ExportFolder.Open(Folder, isForced: false);
        foreach ((string path, string content) in files)
        {
            folder.Write(new ArchiveFile(path, content));
        }

        return folder.Finish();
    }

    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];
}
