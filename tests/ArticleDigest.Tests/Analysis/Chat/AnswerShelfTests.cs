using System.Text;
using System.Text.Json;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Analysis.Chat;

public sealed class AnswerShelfTests
{
    private const string Model = "gpt-4.1-mini";

    private static readonly ModelQuestion Question = new("Find the points.", "Anna Berg proposes a bridge.", FormOf("points", """{"type":"object"}"""), 4_000);
    private static readonly ModelAnswer Answer = new(AnswerStatus.Answered) { Text = """{"points":[]}""", Use = new TokenUse(900, 600, 40) };

    private readonly InMemoryRecords _digest = new();

    public static TheoryData<string, ModelQuestion> OtherQuestions => new()
    {
        { "gpt-4.1", Question },
        { Model, Question with { Instructions = "Find the points!" } },
        { Model, Question with { Text = "Anna Berg proposes a tunnel." } },
        { Model, Question with { Form = FormOf("points_2", """{"type":"object"}""") } },
        { Model, Question with { Form = FormOf("points", """{"type":"array"}""") } },
        { Model + "F", Question with { Instructions = "ind the points." } },
    };

    [Fact]
    public async Task A_question_that_was_answered_is_found_with_what_it_had_cost()
    {
        await new AnswerShelf(_digest).KeepAsync(Model, Question, Answer, default);

        KeptAnswer? found = await new AnswerShelf(_digest).FindAsync(Model, Same(Question), default);

        Assert.Equal(Answer.Text, found?.Text);
        Assert.Equal(Answer.Use, found?.Use);
    }

    [Fact]
    public async Task Nothing_is_found_on_an_empty_shelf() =>
        Assert.Null(await new AnswerShelf(_digest).FindAsync(Model, Question, default));

    [Theory]
    [MemberData(nameof(OtherQuestions))]
    public async Task Another_question_is_not_taken_for_one_that_was_answered(string model, ModelQuestion other)
    {
        AnswerShelf shelf = new(_digest);
        await shelf.KeepAsync(Model, Question, Answer, default);

        Assert.Null(await shelf.FindAsync(model, other, default));
    }

    [Fact]
    public async Task Texts_that_differ_in_what_no_encoder_keeps_are_different()
    {
        AnswerShelf shelf = new(_digest);
        await shelf.KeepAsync(Model, Question with { Text = "a \uD800" }, Answer, default);

        Assert.Null(await shelf.FindAsync(Model, Question with { Text = "a \uD801" }, default));
    }

    [Fact]
    public async Task How_long_the_answer_might_have_been_does_not_matter()
    {
        AnswerShelf shelf = new(_digest);
        await shelf.KeepAsync(Model, Question, Answer, default);

        Assert.NotNull(await shelf.FindAsync(Model, Question with { MaxOutputTokens = 8_000 }, default));
    }

    [Fact]
    public async Task The_first_answer_that_is_kept_stays()
    {
        AnswerShelf shelf = new(_digest);
        await shelf.KeepAsync(Model, Question, Answer, default);

        await shelf.KeepAsync(Model, Question, Answer with { Text = "another" }, default);

        Assert.Equal(Answer.Text, (await shelf.FindAsync(Model, Question, default))?.Text);
    }

    [Fact]
    public async Task Answers_lie_in_folders_by_the_first_two_digits_of_their_hash()
    {
        await new AnswerShelf(_digest).KeepAsync(Model, Question, Answer, default);

        string name = (await OnlyEntryAsync()).Name;

        Assert.Matches("^answers/([0-9a-f]{2})/\\1[0-9a-f]{62}[.]json$", name);
    }

    [Theory]
    [InlineData(AnswerStatus.Truncated)]
    [InlineData(AnswerStatus.AnswerFiltered)]
    [InlineData(AnswerStatus.Unavailable)]
    public async Task What_is_no_whole_answer_is_not_kept(AnswerStatus status)
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => new AnswerShelf(_digest).KeepAsync(Model, Question, Answer with { Status = status }, default));

        Assert.Empty(await _digest.ListAsync("", default).ToListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("no JSON")]
    [InlineData("""{"schema":1}""")]
    [InlineData("""{"schema":1,"text":null,"use":{"input":1,"cached":0,"output":1}}""")]
    [InlineData("""{"schema":1,"text":"{}","use":null}""")]
    [InlineData("""{"schema":2,"text":"{}","use":{"input":1,"cached":0,"output":1}}""")]
    public async Task An_answer_that_cannot_be_read_or_is_of_a_newer_form_is_asked_for_anew_and_left_alone(string content)
    {
        AnswerShelf shelf = new(_digest);
        await shelf.KeepAsync(Model, Question, Answer, default);
        RecordEntry entry = await OnlyEntryAsync();
        string? damaged = await _digest.ReplaceAsync(entry.Name, new RecordContent(Encoding.UTF8.GetBytes(content)), entry.ETag, default);

        KeptAnswer? found = await shelf.FindAsync(Model, Question, default);
        await shelf.KeepAsync(Model, Question, Answer, default);

        Assert.Null(found);
        Assert.Equal(damaged, (await OnlyEntryAsync()).ETag);
    }

    private static AnswerForm FormOf(string name, string schema) => new(name, JsonDocument.Parse(schema).RootElement);

    private static ModelQuestion Same(ModelQuestion question) =>
        question with { Form = FormOf(question.Form.Name, question.Form.Schema.GetRawText()) };

    private async Task<RecordEntry> OnlyEntryAsync() => Assert.Single(await _digest.ListAsync("", default).ToListAsync());
}
