using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Records;
using DigestFunctions.Local.Tests;
using LocalServers;
using ModelServer;

namespace DigestFunctions.Tests.Analysis;

/// <summary>The app with a language model in charge: from the drop's event to the published analysis.</summary>
public sealed class AnalyseByModelTests(AzuriteServer azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_article_is_read_by_the_model_that_the_settings_name()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Workplace workplace = await OpenAsync(model);

        (ArticleAnalysis analysis, IReadOnlyList<DateTime> timers) = await ReadAsync(workplace);

        Assert.StartsWith("chat-played-model-", analysis.Analyst, StringComparison.Ordinal);
        Assert.Equal(2, analysis.Points.Count);
        Assert.Equal((1, model.Requests[0].PromptTokens), (analysis.Calls, analysis.InputTokens));
        Assert.Empty(timers);
    }

    [Fact]
    public async Task What_the_service_wants_to_be_waited_for_is_waited_for_by_a_durable_timer()
    {
        await using PlayedModel model = await PlayedModel.StartAsync();
        await using Workplace workplace = await OpenAsync(model);
        DateTime asked = workplace.Time.GetUtcNow().UtcDateTime;
        model.Play(Script.Throttle("90"), Script.Fault(503));

        (ArticleAnalysis analysis, IReadOnlyList<DateTime> timers) = await ReadAsync(workplace);

        Assert.Equal(2, analysis.Points.Count);
        Assert.Equal([asked.AddSeconds(90), asked.AddSeconds(105)], timers);
        Assert.Equal(3, model.Requests.Count);
        Assert.Equal(1, (await workplace.ReceiptAsync("a.txt")).Attempts);
    }

    private async Task<Workplace> OpenAsync(PlayedModel model)
    {
        PlayedModelSettings played = new();
        return await Workplace.OpenAsync(azurite, analysis: analysis =>
        {
            analysis.Analyst = AnalysisOptions.ByChat;
            (analysis.Chat.Endpoint, analysis.Chat.Deployment, analysis.Chat.Key) = (model.Endpoint.ToString(), played.Deployment, played.Key);
        });
    }

    private static async Task<(ArticleAnalysis Analysis, IReadOnlyList<DateTime> Timers)> ReadAsync(Workplace workplace)
    {
        await workplace.DropAsync("a.txt", Texts.Article(7));
        await workplace.ReceiveAsync("a.txt");
        Start start = Assert.Single(workplace.Client.Started);
        AnalysisRequest request = Assert.IsType<AnalysisRequest>(start.Input);
        IReadOnlyList<DateTime> timers = await workplace.RunAsync(start);
        JsonRecord<ArticleAnalysis>? stored = await workplace.Storage.Containers.Digest
            .ReadJsonAsync<ArticleAnalysis>(ArticleAnalysis.PathOf(request.ArticleId, request.AnalystVersion), Token);
        Assert.NotNull(stored);
        return (stored.Value, timers);
    }
}
