using Azure.Storage.Blobs;
using DigestFunctions.Local.LocalTools;
using LocalServers;

namespace DigestFunctions.Local.Tests.LocalTools;

public sealed class AzuriteProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_written_is_there_after_a_restart_on_the_same_folder_and_port()
    {
        await using AzuriteProcess azurite = await StartAsync();
        int port = azurite.Port;
        await WriteAsync(azurite, "kept");

        await azurite.RestartAsync(CancellationToken.None);

        Assert.Equal(port, azurite.Port);
        Assert.Equal("kept", await ReadAsync(azurite));
    }

    [Fact]
    public async Task A_stop_right_after_a_write_loses_nothing()
    {
        await using (AzuriteProcess first = await StartAsync())
        {
            await WriteAsync(first, "kept");
        }

        await using AzuriteProcess second = await StartAsync();

        Assert.Equal("kept", await ReadAsync(second));
    }

    [Fact]
    public async Task A_stopped_process_is_gone()
    {
        await using AzuriteProcess azurite = await StartAsync();
        int id = azurite.ProcessId!.Value;

        await azurite.StopAsync();

        Assert.False(azurite.IsRunning);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_is_refused()
    {
        await using AzuriteProcess azurite = await StartAsync();

        LocalToolsException fault = await Assert.ThrowsAsync<LocalToolsException>(StartAsync);

        Assert.Contains(_folder.FullName, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_reason()
    {
        await using AzuriteProcess first = await StartAsync();

        LocalToolsException fault = await Assert.ThrowsAsync<LocalToolsException>(
            () => AzuriteServer.StartOwnAsync(new AzuriteSettings { Port = first.Port }, CancellationToken.None));

        Assert.Equal(
            $"Port {first.Port} on 127.0.0.1 is taken by another program; stop it, or name another port with Storage:AzuritePort.",
            fault.Message);
    }

    private Task<AzuriteProcess> StartAsync() =>
        AzuriteServer.StartOwnAsync(new AzuriteSettings { Folder = _folder.FullName }, CancellationToken.None);

    private static async Task WriteAsync(AzuriteProcess azurite, string text)
    {
        BlobContainerClient container = new(azurite.ConnectionString, "tests");
        await container.CreateAsync();
        await container.UploadBlobAsync("blob", BinaryData.FromString(text));
    }

    private static async Task<string> ReadAsync(AzuriteProcess azurite) =>
        (await new BlobContainerClient(azurite.ConnectionString, "tests").GetBlobClient("blob").DownloadContentAsync())
        .Value.Content.ToString();
}
