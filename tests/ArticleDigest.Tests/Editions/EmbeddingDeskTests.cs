using ArticleDigest.Analysis.Chat;
using ArticleDigest.Editions;
using ArticleDigest.Records;
using Microsoft.Extensions.Time.Testing;

namespace ArticleDigest.Tests.Editions;

/// <summary>Which vectors an edition gets, what is asked for them, and what becomes of faults.</summary>
public sealed class EmbeddingDeskTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[] Statements = ["toll on lorries", "toll for trucks", "holidays for nurses"];

    private static readonly EditionRequest Sunday = new("daily", new DateOnly(2026, 3, 1));
    private static readonly EditionRequest Monday = new("daily", new DateOnly(2026, 3, 2));

    private readonly InMemoryRecords _digest = new();
    private readonly ScriptedEmbeddings _model = new();
    private readonly EmbeddingOptions _options = new() { Price = 20 };
    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public async Task Statements_are_told_how_near_they_are_and_what_that_cost()
    {
        StatementVectors vectors = await ForAsync(Statements);

        Assert.Equal(1, vectors.Similarity(Statements[0], Statements[1])!.Value, 3);
        Assert.Equal(0, vectors.Similarity(Statements[0], Statements[2])!.Value, 3);
        Assert.Null(vectors.MissingBecause);
        Assert.Equal((30, 0.0006m), (vectors.Tokens, vectors.Cost));
    }

    [Fact]
    public async Task A_text_is_asked_about_once_whatever_process_wants_it_and_costs_the_next_edition_nothing()
    {
        StatementVectors first = await ForAsync([.. Statements, Statements[0], "  " + Statements[0] + " ", "", " "]);
        StatementVectors second = await ForAsync([.. Statements, "new one"], Monday);

        Assert.Equal([Statements, ["new one"]], _model.Questions);
        Assert.Equal(10, second.Tokens);
        Assert.Equal(first.Similarity(Statements[0], Statements[2]), second.Similarity(Statements[0], Statements[2]));
        Assert.Equal(1, first.Similarity("  " + Statements[0] + " ", Statements[0])!.Value, 6);
    }

    [Fact]
    public async Task An_edition_that_is_compiled_again_costs_what_it_cost_though_nothing_is_asked()
    {
        StatementVectors first = await ForAsync(Statements);
        StatementVectors second = await ForAsync(Statements);

        Assert.Single(_model.Questions);
        Assert.Equal((30, 30), (first.Tokens, second.Tokens));
    }

    [Fact]
    public async Task Without_a_model_nothing_is_known_and_nothing_missing()
    {
        StatementVectors vectors = await new EmbeddingDesk(null, _digest, _options, _time).ForAsync(Sunday, Statements, default);

        Assert.Null(vectors.Similarity(Statements[0], Statements[1]));
        Assert.Null(vectors.MissingBecause);
    }

    [Fact]
    public async Task Without_statements_nothing_is_asked()
    {
        await ForAsync([]);

        Assert.Empty(_model.Questions);
    }

    [Fact]
    public async Task Texts_go_out_in_batches_of_a_size_and_of_a_length()
    {
        _options.BatchSize = 100;
        string[] texts = [.. Enumerable.Range(0, 250).Select(i => $"statement {i} {new string('x', i < 100 ? 1 : 900)}")];

        StatementVectors vectors = await ForAsync(texts);

        Assert.All(_model.Questions, q => Assert.InRange(q.Count, 1, 100));
        Assert.All(_model.Questions, q => Assert.InRange(q.Sum(t => t.Length), 1, 30_000));
        Assert.Equal(texts.Order(StringComparer.Ordinal), _model.Questions.SelectMany(q => q).Order(StringComparer.Ordinal));
        Assert.All(texts, t => Assert.NotNull(vectors.Similarity(t, texts[0])));
    }

    [Fact]
    public async Task A_long_statement_is_cut_and_no_sign_of_it_in_two()
    {
        string emojis = "x" + string.Concat(Enumerable.Repeat("😀", 1000));

        await ForAsync([new string('a', 5000), emojis]);

        Assert.Equal([1000, 999], Assert.Single(_model.Questions).Select(t => t.Length));
        Assert.False(char.IsHighSurrogate(_model.Questions[0][1][^1]));
    }

    [Theory]
    [InlineData(AnswerStatus.Unavailable)]
    [InlineData(AnswerStatus.Misconfigured)]
    public async Task A_model_that_is_away_is_asked_once_and_the_reason_is_told(AnswerStatus status)
    {
        _options.BatchSize = 1;
        _model.Answer(new EmbeddingAnswer(status) { Reason = "it is away" });
        _model.Answer(new EmbeddingAnswer(status) { Reason = "it is away" });
        _model.Answer(new EmbeddingAnswer(status) { Reason = "it is away" });
        _model.Answer(new EmbeddingAnswer(status) { Reason = "it is away" });

        StatementVectors vectors = await ForAsync([.. Enumerable.Range(0, 50).Select(i => $"statement {i}")]);

        // As many questions as are on their way at once; no other after them.
        Assert.InRange(_model.Questions.Count, 1, 4);
        Assert.Equal(("it is away", 0), (vectors.MissingBecause, vectors.Tokens));
        Assert.Null(vectors.Similarity("statement 1", "statement 2"));
    }

    [Fact]
    public async Task What_is_kept_is_known_even_if_the_model_is_away()
    {
        await ForAsync(Statements[..2]);
        _model.Answer(new EmbeddingAnswer(AnswerStatus.Unavailable) { Reason = "it is away" });

        StatementVectors vectors = await ForAsync(Statements);

        Assert.NotNull(vectors.Similarity(Statements[0], Statements[1]));
        Assert.Null(vectors.Similarity(Statements[0], Statements[2]));
        Assert.Equal("it is away", vectors.MissingBecause);
    }

    [Fact]
    public async Task A_service_that_asks_for_a_little_patience_gets_it()
    {
        _model.Answer(new EmbeddingAnswer(AnswerStatus.Throttled) { Reason = "too much", Until = Now.AddSeconds(20) });

        Task<StatementVectors> asking = ForAsync(Statements);
        await WaitForQuestionsAsync(1);
        await AdvanceUntilAsync(asking, TimeSpan.FromSeconds(20));
        StatementVectors vectors = await asking;

        Assert.Equal(2, _model.Questions.Count);
        Assert.Null(vectors.MissingBecause);
        Assert.NotNull(vectors.Similarity(Statements[0], Statements[2]));
    }

    [Fact]
    public async Task A_service_that_asks_for_more_patience_than_an_edition_has_is_not_waited_for()
    {
        _model.Answer(new EmbeddingAnswer(AnswerStatus.Throttled) { Reason = "too much", Until = Now.AddSeconds(60) });

        StatementVectors vectors = await ForAsync(Statements);

        Assert.Single(_model.Questions);
        Assert.Equal("too much", vectors.MissingBecause);
    }

    [Fact]
    public async Task An_edition_goes_on_when_its_time_is_over()
    {
        _model.Answer(async (texts, token) =>
        {
            await Task.Delay(TimeSpan.FromHours(1), _time, token);
            return ScriptedEmbeddings.VectorsOf(texts);
        });

        Task<StatementVectors> asking = ForAsync(Statements);
        await WaitForQuestionsAsync(1);
        await AdvanceUntilAsync(asking, TimeSpan.FromSeconds(60));
        StatementVectors vectors = await asking;

        Assert.Equal("it takes longer than the 60 seconds that an edition waits for it", vectors.MissingBecause);
    }

    [Fact]
    public async Task Who_ends_the_call_gets_no_vectors()
    {
        using CancellationTokenSource stop = new();
        _model.Answer(async (texts, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(TimeSpan.FromHours(1), _time, token);
            return ScriptedEmbeddings.VectorsOf(texts);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Desk().ForAsync(Sunday, Statements, stop.Token));
    }

    [Theory]
    [InlineData(AnswerStatus.QuestionFiltered)]
    [InlineData(AnswerStatus.TooLong)]
    public async Task A_text_that_the_service_refuses_costs_the_others_nothing(AnswerStatus status)
    {
        string[] texts = [.. Enumerable.Range(0, 16).Select(i => i == 11 ? "bad one" : $"statement {i}")];
        for (int i = 0; i < 10; i++)
        {
            _model.Answer((asked, _) => Task.FromResult(asked.Contains("bad one")
                ? new EmbeddingAnswer(status) { Reason = "refused" }
                : ScriptedEmbeddings.VectorsOf(asked)));
        }

        StatementVectors vectors = await ForAsync(texts);

        Assert.Equal("refused", vectors.MissingBecause);
        Assert.Null(vectors.Similarity("bad one", "statement 1"));
        Assert.All(texts.Where(t => t != "bad one"), t => Assert.NotNull(vectors.Similarity(t, "statement 0")));
        Assert.InRange(_model.Questions.Count, 2, 10);
    }

    [Fact]
    public async Task An_edition_costs_no_more_tokens_than_it_may()
    {
        (_options.BatchSize, _options.TokensPerEdition) = (1, 10_000);
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"{i} " + string.Concat(Enumerable.Repeat("word ", 150)))];
        Array.ForEach(texts, _ => _model.Answer((asked, _) => Task.FromResult(ScriptedEmbeddings.VectorsOf(asked) with { Tokens = 150 })));

        StatementVectors vectors = await ForAsync(texts);

        Assert.InRange(_model.Questions.Count, 60, 66);
        Assert.InRange(vectors.Tokens, 9_000, 10_000);
        Assert.Contains("10000 tokens an edition may cost (Digest:Embeddings:TokensPerEdition)", vectors.MissingBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_count_is_taken_to_have_read_what_was_sent()
    {
        _model.Answer((texts, _) => Task.FromResult(ScriptedEmbeddings.VectorsOf(texts) with { Tokens = 0 }));

        StatementVectors vectors = await ForAsync(["toll on trucks"]);

        Assert.InRange(vectors.Tokens, 3, 6);
    }

    [Fact]
    public async Task Vectors_that_were_kept_in_another_number_of_dimensions_are_asked_for_again()
    {
        await ForAsync(Statements);
        _options.Dimensions = 128;
        _model.Answer((texts, _) => Task.FromResult(ScriptedEmbeddings.VectorsOf(texts)));

        await ForAsync(Statements);

        Assert.Equal(2, _model.Questions.Count);
    }

    [Fact]
    public async Task Thousands_of_kept_vectors_are_found_without_a_question()
    {
        string[] texts = [.. Enumerable.Range(0, 5000).Select(i => $"statement {i}")];
        await ForAsync(texts);
        int before = _model.Questions.Count;

        StatementVectors vectors = await ForAsync(texts);

        Assert.Equal(before, _model.Questions.Count);
        Assert.NotNull(vectors.Similarity(texts[0], texts[4999]));
    }

    [Fact]
    public async Task More_statements_than_memory_has_room_for_are_compared_by_their_words_the_last_of_them()
    {
        string[] texts = [.. Enumerable.Range(0, 30_001).Select(i => $"statement {i}")];

        StatementVectors vectors = await ForAsync(texts);

        Assert.NotNull(vectors.Similarity(texts[0], texts[29_999]));
        Assert.Null(vectors.Similarity(texts[0], texts[30_000]));
        Assert.Contains("no more than 30000 statements", vectors.MissingBecause, StringComparison.Ordinal);
    }

    private Task<StatementVectors> ForAsync(IReadOnlyCollection<string> statements, EditionRequest? edition = null) => Desk().ForAsync(edition ?? Sunday, statements, TestContext.Current.CancellationToken);

    private EmbeddingDesk Desk() => new(_model, _digest, _options, _time);

    private async Task WaitForQuestionsAsync(int count)
    {
        while (_model.Questions.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Moves the clock on once the desk waits; where it does not yet, again.</summary>
    private async Task AdvanceUntilAsync(Task task, TimeSpan time)
    {
        _time.Advance(time);
        while (!task.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
