using System.Text.Json;
using ArticleDigest.Analysis.Chat;
using Azure.Core;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>A played server, and models that ask it.</summary>
internal sealed class ChatDesk : IAsyncDisposable
{
    private readonly List<ChatModel> _models = [];

    private ChatDesk(PlayedModel server, PlayedModelSettings settings)
    {
        Server = server;
        Settings = settings;
    }

    public static AnswerForm Form { get; } = new("points", JsonElement.Parse(
        """
        {"type":"object","properties":{"points":{"type":"array","items":{"type":"object",
        "properties":{"kind":{"type":"string","enum":["proposal","criticism"]},"quote":{"type":"string"}},
        "required":["kind","quote"],"additionalProperties":false}}},"required":["points"],"additionalProperties":false}
        """));

    public static ModelQuestion Question { get; } = new("Find the points.", "The council proposes a toll.", Form, 500);

    public PlayedModel Server { get; }

    public PlayedModelSettings Settings { get; }

    /// <summary>Twenty times as fast as the day, so that the shortest time-out takes a quarter of a second.</summary>
    public HurriedClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero));

    public static async Task<ChatDesk> OpenAsync(PlayedModelSettings? settings = null)
    {
        PlayedModelSettings chosen = settings ?? new PlayedModelSettings();
        return new ChatDesk(await PlayedModel.StartAsync(chosen), chosen);
    }

    public ChatOptions Options(ModelService service = ModelService.Azure) => new()
    {
        Endpoint = Server.Endpoint.ToString(),
        Service = service,
        Deployment = Settings.Deployment,
        Key = Settings.Key,
        TimeoutSeconds = 600,
    };

    public ChatModel Model(ModelService service, TimeProvider? time = null) => Model(Options(service), time: time);

    public ChatModel Model(ChatOptions? options = null, TokenCredential? credential = null, TimeProvider? time = null)
    {
        ChatModel model = new(options ?? Options(), credential, time ?? Clock);
        _models.Add(model);
        return model;
    }

    /// <summary>Asks once in a way that the server plays.</summary>
    public Task<ModelAnswer> AskAsync(Script step, ModelService service = ModelService.Azure, TimeProvider? time = null)
    {
        Server.Play(step);
        return Model(service, time).AskAsync(Question, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _models.ForEach(model => model.Dispose());
        await Server.DisposeAsync();
    }
}
