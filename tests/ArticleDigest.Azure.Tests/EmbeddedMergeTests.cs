using ArticleDigest.Editions;
using ArticleDigest.Tests;
using ModelServer;

namespace ArticleDigest.Azure.Tests;

/// <summary>The same point in articles of several languages, in an edition with and without an embedding model.</summary>
public sealed class EmbeddedMergeTests : IAsyncLifetime
{
    private const string English =
        " This was said on Sunday in the capital, where the ministers of the three countries have met since the summer " +
        "to talk about the strait, the ferries and the weather, as they do every year.";

    private const string French =
        " Les ministres des trois pays se sont réunis dimanche dans la capitale, où ils parlent depuis l'été du détroit, " +
        "des bateaux et du temps qu'il fait, comme ils le font tous les ans.";

    private static readonly DateOnly Sunday = new(2026, 3, 1);

    private readonly Installation _installation = new(new MarkingAnalyst("fr"));
    private PlayedModel _server = null!;
    private EmbeddingModel _model = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PlayedModel.StartAsync();
        EmbeddingOptions options = new() { Endpoint = _server.Endpoint.ToString(), Deployment = "played-embeddings", Key = "a-key-for-tests" };
        _model = new EmbeddingModel(options, null, _installation.Time);
        await _installation.DropAsync("a.txt", "Norland proposes to paint the lighthouse." + English);
        await _installation.DropAsync("b.txt", "Norland propose de peindre le phare." + French);
        await _installation.DropAsync("c.txt", "Norland propose de fermer une école dans la ville." + French);
        await _installation.SweepAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _model.Dispose();
        _installation.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task With_a_model_the_same_proposal_in_two_languages_is_one_entry_with_both_sources()
    {
        Edition edition = await SendAsync(_model);

        Assert.Equal([1, 2], edition.Proposals.Select(p => p.Sources.Count).Order());
        EditionEntry merged = edition.Proposals.Single(p => p.Sources.Count == 2);
        Assert.Equal(
            ["en", "fr"],
            merged.Sources.Select(s => edition.Articles.Single(a => a.Id == s.ArticleId).Language).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_one_they_stand_side_by_side()
    {
        Edition edition = await SendAsync(null);

        Assert.Equal([1, 1, 1], edition.Proposals.Select(p => p.Sources.Count));
    }

    [Fact]
    public async Task While_it_is_away_they_stand_side_by_side_and_the_edition_says_why()
    {
        _server.UsualForEmbeddings = Script.Fault(503);

        Edition edition = await SendAsync(_model);

        Assert.Equal([1, 1, 1], edition.Proposals.Select(p => p.Sources.Count));
        Assert.StartsWith("the model's service has a fault: 503", edition.Accounting.MergedWithoutModel, StringComparison.Ordinal);
    }

    private async Task<Edition> SendAsync(EmbeddingModel? model)
    {
        _installation.Embeddings = model;
        _installation.Open();
        await _installation.SendAsync(Sunday);
        return (await _installation.ReadEditionAsync(Sunday))!;
    }
}
