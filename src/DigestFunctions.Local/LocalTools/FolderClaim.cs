using System.Globalization;
using System.Text;

namespace DigestFunctions.Local.LocalTools;

/// <summary>
/// Keeps a folder to one Azurite at a time. The file is locked while its owner lives and names the Azurite it started:
/// one that is still writing its last state, because its owner was killed, is waited for.
/// </summary>
internal sealed class FolderClaim : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FileStream _file;

    private FolderClaim(FileStream file) => _file = file;

    /// <summary>Makes the folder if need be and takes it.</summary>
    /// <exception cref="LocalToolsException">Another process has it, or it cannot be written to.</exception>
    public static async Task<FolderClaim> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        FolderClaim claim;
        try
        {
            Directory.CreateDirectory(folder);
            claim = new FolderClaim(
                new FileStream(Path.Combine(folder, ".in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalToolsException($"The storage folder {folder} is in use by another process or cannot be written to: {e.Message}", e);
        }

        try
        {
            await claim.WaitForOrphanAsync(folder, cancellationToken);
            return claim;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Notes whose folder it is now.</summary>
    public void ChildStarted(ChildProcess child) =>
        Write(string.Create(CultureInfo.InvariantCulture, $"{child.Id} {child.StartTime?.ToUnixTimeSeconds() ?? 0}"));

    /// <summary>Notes that nobody writes there now.</summary>
    public void ChildEnded() => Write("");

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private async Task WaitForOrphanAsync(string folder, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(_file, Encoding.ASCII, leaveOpen: true);
        string[] parts = (await reader.ReadToEndAsync(cancellationToken)).Split(' ');
        if (parts.Length != 2
            || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out int id)
            || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out long started))
        {
            return;
        }

        try
        {
            using System.Diagnostics.Process orphan = System.Diagnostics.Process.GetProcessById(id);

            // Process numbers are given again; the time of the start tells them apart.
            if (Math.Abs(new DateTimeOffset(orphan.StartTime).ToUnixTimeSeconds() - started) <= 1)
            {
                await orphan.WaitForExitAsync(cancellationToken).WaitAsync(Patience, TimeProvider.System, cancellationToken);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended.
        }
        catch (TimeoutException e)
        {
            throw new LocalToolsException($"The storage folder {folder} is in use by an Azurite that does not end, process {id}.", e);
        }
    }

    private void Write(string text)
    {
        _file.SetLength(0);
        _file.Write(Encoding.ASCII.GetBytes(text));
        _file.Flush();
    }
}
