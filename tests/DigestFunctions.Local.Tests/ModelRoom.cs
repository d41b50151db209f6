using LocalServers;
using ModelServer;

namespace DigestFunctions.Local.Tests;

/// <summary>A folder, a played model and the program in it, told by its environment to ask that model.</summary>
internal sealed class ModelRoom : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest-");

    private ModelRoom(PlayedModel model)
    {
        Model = model;
        Environment = ChatEnvironment(model);
    }

    public PlayedModel Model { get; }

    public string Folder => _folder.FullName;

    public Dictionary<string, string?> Environment { get; }

    /// <summary>The questions about articles, in order.</summary>
    public IReadOnlyList<Asked> Questions => [.. Model.Requests.Where(r => string.Equals(r.FormName, "points", StringComparison.Ordinal))];

    public static async Task<ModelRoom> OpenAsync() => new(await PlayedModel.StartAsync());

    /// <summary>The variables that have the program ask a model.</summary>
    public static Dictionary<string, string?> ChatEnvironment(PlayedModel model)
    {
        PlayedModelSettings played = new();
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Analysis__Analyst"] = "chat",
            ["Analysis__Chat__Endpoint"] = model.Endpoint.ToString(),
            ["Analysis__Chat__Deployment"] = played.Deployment,
            ["Analysis__Chat__Key"] = played.Key,
        };
    }

    public ModelRoom With(string key, string? value)
    {
        Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return this;
    }

    public Task WriteAsync(string name, string content) => File.WriteAllTextAsync(Path.Combine(Folder, name), content);

    public Task<Finished> RunAsync(params string[] arguments) => DigestProgram.RunAsync(Folder, Environment, arguments);

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
