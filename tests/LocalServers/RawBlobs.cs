using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace LocalServers;

/// <summary>A client that writes a blob's name on the wire as it is, where the SDK's would bend it: <c>a//..</c>, <c>tail/</c>.</summary>
public static class RawBlobs
{
    /// <summary>Uploads a blob, in place of one of that name.</summary>
    /// <param name="connectionString">An Azurite's, over http.</param>
    /// <param name="container">The container's whole name.</param>
    /// <param name="name">The blob's name; everything but '/', '.' and ASCII letters and digits is percent-encoded.</param>
    /// <param name="content">The blob's text.</param>
    /// <returns>The answer's status.</returns>
    public static async Task<int> PutAsync(string connectionString, string container, string name, string content)
    {
        BlobContainerClient client = new(connectionString, container);
        Uri signed = client.GenerateSasUri(BlobContainerSasPermissions.All, TimeProvider.System.GetUtcNow().AddHours(1));
        byte[] body = Encoding.UTF8.GetBytes(content);
        string path = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"PUT {signed.AbsolutePath}/{path}{signed.Query} HTTP/1.1\r\nHost: {signed.Authority}\r\nx-ms-blob-type: BlockBlob\r\nx-ms-version: 2021-12-02\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        using TcpClient connection = new(signed.Host, signed.Port);
        NetworkStream stream = connection.GetStream();
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
        using StreamReader answer = new(stream, Encoding.ASCII);
        string status = await answer.ReadLineAsync() ?? throw new IOException("Azurite did not answer.");
        return int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
