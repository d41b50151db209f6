using ArticleDigest.Editions;
using ArticleDigest.Records;
using Microsoft.Extensions.Time.Testing;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>What an edition learns of its statements from an embedding model over HTTP.</summary>
public sealed class EmbeddedStatementsTests : IAsyncLifetime
{
    private static readonly string[] Same =
    [
        "introduce a toll on lorries in the harbour",
        "eine Maut für Lastwagen im Hafen einführen",
        "instaurer un péage pour les camions dans le port",
        "cobrar un peaje a los camiones en el puerto",
        "criar uma portagem para os camiões no porto",
    ];

    private static readonly string[] Others = ["a ban on phones in schools", "freeze rents in the city", "longer holidays for nurses"];

    private static readonly EditionRequest Sunday = new("daily", new DateOnly(2026, 11, 22));

    private readonly InMemoryRecords _digest = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero));
    private PlayedModel _server = null!;

    public async ValueTask InitializeAsync() => _server = await PlayedModel.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_same_in_five_languages_is_near_and_all_else_is_far()
    {
        StatementVectors vectors = await ForAsync([.. Same, .. Others]);

        Assert.All(Same, one => Assert.All(Same, other => Assert.InRange(vectors.Similarity(one, other)!.Value, 0.8, 1)));
        Assert.All(Others, one => Assert.All(Same, other => Assert.InRange(vectors.Similarity(one, other)!.Value, -1, 0.4)));
        Assert.Null(vectors.MissingBecause);
    }

    [Fact]
    public async Task A_second_process_asks_only_about_what_is_new_and_gets_the_same()
    {
        StatementVectors first = await ForAsync(Same);

        StatementVectors second = await ForAsync([.. Same, Others[0]], Sunday with { Date = Sunday.Date.AddDays(1) });

        Assert.Equal([Same, [Others[0]]], _server.Requests.Select(r => r.Inputs));
        Assert.Equal(first.Similarity(Same[0], Same[1]), second.Similarity(Same[0], Same[1]));
        Assert.Equal(_server.Requests[1].PromptTokens, second.Tokens);
    }

    [Fact]
    public async Task A_service_that_is_busy_for_a_moment_is_asked_again_and_one_that_is_away_is_not()
    {
        _server.PlayEmbeddings(Script.Throttle("1"), Script.Embed(), Script.Fault(500));

        Task<StatementVectors> asking = ForAsync(Same);
        while (!asking.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        StatementVectors busy = await asking;
        StatementVectors away = await ForAsync(Others);

        Assert.Null(busy.MissingBecause);
        Assert.StartsWith("the model's service has a fault: 500", away.MissingBecause, StringComparison.Ordinal);
        Assert.Equal(3, _server.Requests.Count);
    }

    private async Task<StatementVectors> ForAsync(string[] statements, EditionRequest? edition = null)
    {
        EmbeddingOptions options = new() { Endpoint = _server.Endpoint.ToString(), Deployment = "played-embeddings", Key = "a-key-for-tests" };
        using EmbeddingModel model = new(options, null, _time);
        return await new EmbeddingDesk(model, _digest, options, _time).ForAsync(edition ?? Sunday, statements, TestContext.Current.CancellationToken);
    }
}
