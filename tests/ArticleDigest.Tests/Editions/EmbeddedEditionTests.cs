using ArticleDigest.Analysis.Chat;
using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Editions;

/// <summary>Editions that are compiled with an embedding model.</summary>
public sealed class EmbeddedEditionTests : IDisposable
{
    private static readonly DateOnly Sunday = new(2026, 3, 1);
    private static readonly EditionRequest Request = new("daily", Sunday);

    private readonly Installation _installation = new();
    private readonly ScriptedEmbeddings _model = new();

    public EmbeddedEditionTests()
    {
        _installation.Embeddings = _model;
        _installation.DigestOptions.Embeddings.Price = 1000;
        _installation.Open();
    }

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task The_statements_of_the_points_and_nothing_else_are_asked_about_and_what_it_costs_is_accounted_for()
    {
        await DropAsync("a.txt", "Norland proposes a bridge over the strait. Sudria criticises Norland for the price.");

        await _installation.SendAsync(Sunday);

        Assert.Equal(["a bridge over the strait", "the price"], Assert.Single(_model.Questions));
        Accounting account = (await _installation.ReadEditionAsync(Sunday))!.Accounting;
        Assert.Equal((20, 0.02m, null), (account.Tokens, account.Cost, account.MergedWithoutModel));
    }

    [Fact]
    public async Task An_edition_that_was_seen_before_it_goes_out_asks_nothing_again_and_is_the_same()
    {
        await DropAsync("a.txt", "Norland proposes a bridge over the strait. Sudria criticises Norland for the price.");
        Edition seen = await DraftAsync();

        Edition again = await DraftAsync();
        await _installation.SendAsync(Sunday);

        Assert.Single(_model.Questions);
        Assert.Equal(Ids(seen), Ids(again));
        Assert.Equal(Ids(seen), Ids((await _installation.ReadEditionAsync(Sunday))!));
    }

    [Theory]
    [InlineData(AnswerStatus.Unavailable)]
    [InlineData(AnswerStatus.Misconfigured)]
    [InlineData(AnswerStatus.QuestionFiltered)]
    public async Task An_edition_goes_out_in_time_without_a_model_that_does_not_answer_and_tells_its_readers(AnswerStatus status)
    {
        await DropAsync("a.txt", "Norland proposes a bridge over the strait.");
        _model.Answer(new EmbeddingAnswer(status) { Reason = "it is away" });

        await _installation.SendAsync(Sunday);

        Edition edition = (await _installation.ReadEditionAsync(Sunday))!;
        Assert.Equal("a bridge over the strait", Assert.Single(edition.Proposals).Statement);
        Assert.Equal("it is away", edition.Accounting.MergedWithoutModel);
        Assert.Equal(2, _installation.Letters.Count);
        Assert.Contains(new Wording(Words.English).Notes(edition.Accounting), n => n.ToString().Contains("by words alone, at least in part: the model that compares meanings did not answer (it is away)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_model_nothing_is_said_of_one()
    {
        using Installation plain = new();
        await plain.DropAsync("a.txt", EditionCompilerTests.Article("Norland proposes a bridge over the strait."));
        await plain.SweepAsync();

        await plain.SendAsync(Sunday);

        Edition edition = (await plain.ReadEditionAsync(Sunday))!;
        Assert.Null(edition.Accounting.MergedWithoutModel);
        Assert.Empty(new Wording(Words.English).Notes(edition.Accounting));
    }

    private static IEnumerable<string> Ids(Edition edition) => edition.Proposals.Concat(edition.Criticisms).Select(e => e.Id);

    private Task<Edition> DraftAsync() =>
        _installation.Open().Compiler.DraftAsync(Request, (_, _, _, _) => Task.FromResult(new LetterNews([], [])), TestContext.Current.CancellationToken);

    private async Task DropAsync(string name, string points)
    {
        await _installation.DropAsync(name, EditionCompilerTests.Article(points));
        await _installation.SweepAsync();
    }
}
