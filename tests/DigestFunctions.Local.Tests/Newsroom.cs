using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LocalServers;
using ModelServer;

namespace DigestFunctions.Local.Tests;

/// <summary>
/// One installation: a folder, a storage account of its own, recipients, and the program in it. What is in storage is
/// seen from outside, with the plain SDK.
/// </summary>
internal sealed class Newsroom : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");

    private Newsroom(string connectionString, IEnumerable<string> recipients)
    {
        ConnectionString = connectionString;
        Service = new BlobServiceClient(connectionString);
        Environment["Storage__ConnectionString"] = connectionString;

        // The clock has nothing to do for hours: editions are sent by command.
        Environment["Digest__Schedules__daily__SendAt"] =
            TimeProvider.System.GetUtcNow().AddHours(-1).ToString("HH:mm", CultureInfo.InvariantCulture);
        foreach ((int index, string address) in recipients.Index())
        {
            Environment[$"Digest__Schedules__daily__Recipients__{index}__Address"] = address;
        }
    }

    public string Folder => _folder.FullName;

    public string ConnectionString { get; }

    public BlobServiceClient Service { get; }

    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    public BlobContainerClient Articles => Service.GetBlobContainerClient("articles");

    public static Newsroom Open(AzuriteServer azurite, params IEnumerable<string> recipients) => new(azurite.NewAccount(), recipients);

    /// <summary>Has letters go to a mail server.</summary>
    public Newsroom MailingTo(SmtpServer server)
    {
        Environment["Mail__Host"] = "127.0.0.1";
        Environment["Mail__Port"] = server.Port.ToString(CultureInfo.InvariantCulture);
        Environment["Mail__Security"] = "None";
        Environment["Mail__From"] = "digest@example.org";
        return this;
    }

    /// <summary>Has articles read by a model.</summary>
    public Newsroom Asking(PlayedModel model)
    {
        foreach ((string name, string? value) in ModelRoom.ChatEnvironment(model))
        {
            Environment[name] = value;
        }

        return this;
    }

    /// <summary>Has statements compared by an embedding model.</summary>
    public Newsroom ComparingBy(PlayedModel model)
    {
        PlayedModelSettings played = new();
        return With("Digest:Embeddings:Endpoint", model.Endpoint.ToString())
            .With("Digest:Embeddings:Deployment", played.EmbeddingDeployment)
            .With("Digest:Embeddings:Key", played.Key);
    }

    public Newsroom With(string key, string value)
    {
        Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return this;
    }

    public DigestProgram Start(params IEnumerable<string> arguments) => DigestProgram.Start(Folder, Environment, arguments);

    public Task<Finished> RunAsync(params IEnumerable<string> arguments) => DigestProgram.RunAsync(Folder, Environment, arguments);

    /// <summary>Starts <c>digest run</c> and waits until it serves its pages.</summary>
    /// <returns>The program and the pages' address.</returns>
    public Task<(DigestProgram Program, Uri Pages)> StartHostAsync() => DigestProgram.StartHostAsync(Folder, Environment);

    /// <summary>Uploads an article as any client would.</summary>
    public async Task DropAsync(string name, string content)
    {
        await Articles.CreateIfNotExistsAsync();
        await Articles.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
    }

    /// <summary>What is in a drop now.</summary>
    public async Task<string> ReadDropAsync(string name) => (await Articles.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();

    /// <summary>The blobs of a container; none if there is no such container.</summary>
    public async Task<IReadOnlyList<BlobItem>> ListAsync(string container, string prefix = "")
    {
        List<BlobItem> found = [];
        BlobContainerClient client = Service.GetBlobContainerClient(container);
        if (await client.ExistsAsync())
        {
            await foreach (BlobItem blob in client.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, default))
            {
                found.Add(blob);
            }
        }

        return found;
    }

    /// <summary>The name and the ETag of every blob in the account.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SurveyAsync()
    {
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        await foreach (BlobContainerItem container in Service.GetBlobContainersAsync())
        {
            foreach (BlobItem blob in await ListAsync(container.Name))
            {
                all.Add($"{container.Name}/{blob.Name}", blob.Properties.ETag.ToString() ?? "");
            }
        }

        return all;
    }

    /// <summary>The JSON of a record in the container <c>digest</c>.</summary>
    public async Task<JsonElement> ReadAsync(string name)
    {
        BlobDownloadResult read = await Service.GetBlobContainerClient("digest").GetBlobClient(name).DownloadContentAsync();
        return JsonDocument.Parse(read.Content).RootElement;
    }

    /// <summary>All records in the container <c>digest</c> below a prefix that end as told, by name.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> ReadAllAsync(string prefix, string ending = ".json")
    {
        SortedDictionary<string, JsonElement> all = new(StringComparer.Ordinal);
        foreach (BlobItem blob in await ListAsync("digest", prefix))
        {
            if (blob.Name.EndsWith(ending, StringComparison.Ordinal))
            {
                all.Add(blob.Name, await ReadAsync(blob.Name));
            }
        }

        return all;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
