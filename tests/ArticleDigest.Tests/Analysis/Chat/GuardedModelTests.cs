using System.Text.Json;
using ArticleDigest.Analysis.Chat;
using Microsoft.Extensions.Time.Testing;

namespace ArticleDigest.Tests.Analysis.Chat;

public sealed class GuardedModelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelQuestion Question =
        new("Find the points.", "A text.", new AnswerForm("points", JsonDocument.Parse("{}").RootElement), 4_000);

    private static readonly ModelAnswer Answered = new(AnswerStatus.Answered) { Text = "{}", Use = new TokenUse(10, 0, 2) };
    private static readonly ModelAnswer Down = new(AnswerStatus.Unavailable) { Reason = "the service answered 503" };
    private static readonly ModelAnswer Wrong = new(AnswerStatus.Misconfigured) { Reason = "the key is refused" };

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly ScriptedModel _script = new();
    private readonly ChatOptions _options = new() { BreakAfter = 3, BreakSeconds = 300 };
    private readonly GuardedModel _model;

    public GuardedModelTests() => _model = new GuardedModel(_script, _options, _time);

    [Fact]
    public async Task An_answer_passes_as_it_is()
    {
        _script.Say(Answered);

        ModelAnswer answer = await AskAsync();

        Assert.Equal(Answered, answer);
        Assert.Equal("scripted", _model.Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task After_as_many_faults_in_a_row_as_are_allowed_the_model_is_left_alone(int breakAfter)
    {
        GuardedModel model = Guard(breakAfter);
        _script.Say([.. Enumerable.Repeat(Down, breakAfter - 1), Wrong]);
        await AskAsync(model, breakAfter);
        _time.Advance(TimeSpan.FromSeconds(299));

        ModelAnswer answer = await AskAsync(model);

        Assert.Equal(breakAfter, _script.Asked);
        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        Assert.Equal(Noon.AddSeconds(300), answer.Until);
        Assert.Equal("the model is left alone after faults in a row, the last of them: the key is refused", answer.Reason);
        Assert.Equal(TokenUse.None, answer.Use);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task One_fault_less_in_a_row_does_not_matter(int breakAfter)
    {
        GuardedModel model = Guard(breakAfter);
        _script.Say([.. Enumerable.Repeat(Down, breakAfter - 1), Answered]);
        await AskAsync(model, breakAfter - 1);

        Assert.Equal(Answered, await AskAsync(model));
    }

    [Theory]
    [InlineData(AnswerStatus.Answered)]
    [InlineData(AnswerStatus.QuestionFiltered)]
    [InlineData(AnswerStatus.AnswerFiltered)]
    [InlineData(AnswerStatus.Truncated)]
    [InlineData(AnswerStatus.TooLong)]
    [InlineData(AnswerStatus.Refused)]
    public async Task A_service_that_does_its_work_in_between_ends_the_row(AnswerStatus status)
    {
        _script.Say(Down, Down, new ModelAnswer(status), Down, Down, Answered);
        await AskAsync(_model, 5);

        Assert.Equal(Answered, await AskAsync());
    }

    [Fact]
    public async Task A_row_of_faults_counts_whatever_went_well_before_it_and_however_long_it_took()
    {
        _script.Say([.. Enumerable.Repeat(Answered, 50), Down, Down, Down]);
        await AskAsync(_model, 51);
        _time.Advance(TimeSpan.FromDays(3));
        await AskAsync();
        _time.Advance(TimeSpan.FromDays(3));
        await AskAsync();

        await AskAsync();

        Assert.Equal(53, _script.Asked);
    }

    [Fact]
    public async Task After_the_break_one_question_is_the_trial_while_others_wait()
    {
        await BreakAsync();
        _time.Advance(TimeSpan.FromSeconds(300));
        TaskCompletionSource<ModelAnswer> trial = _script.SayLater();

        Task<ModelAnswer> trying = AskAsync();
        ModelAnswer other = await AskAsync();
        trial.SetResult(Answered);

        Assert.Equal(AnswerStatus.Unavailable, other.Status);
        Assert.InRange(other.Until!.Value, _time.GetUtcNow().AddSeconds(1), _time.GetUtcNow().AddSeconds(300));
        Assert.Equal(Answered, await trying);
        Assert.Equal(4, _script.Asked);
    }

    [Fact]
    public async Task A_trial_that_goes_well_lets_all_ask_again_and_the_row_begins_at_nought()
    {
        await BreakAsync();
        _time.Advance(TimeSpan.FromSeconds(300));
        _script.Say(Answered, Down, Down, Answered);

        await AskAsync(_model, 3);

        Assert.Equal(Answered, await AskAsync());
    }

    [Fact]
    public async Task A_trial_that_fails_begins_another_break()
    {
        await BreakAsync();
        _time.Advance(TimeSpan.FromSeconds(300));
        _script.Say(Wrong);

        await AskAsync();
        ModelAnswer answer = await AskAsync();

        Assert.Equal(4, _script.Asked);
        Assert.Equal(Noon.AddSeconds(600), answer.Until);
        Assert.EndsWith("the key is refused", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_that_is_called_off_decides_nothing()
    {
        await BreakAsync();
        _time.Advance(TimeSpan.FromSeconds(300));
        TaskCompletionSource<ModelAnswer> trial = _script.SayLater();
        Task<ModelAnswer> trying = AskAsync();
        trial.SetCanceled();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying);

        ModelAnswer answer = await AskAsync();
        _time.Advance(TimeSpan.FromSeconds(300));
        _script.Say(Answered);

        Assert.Equal(AnswerStatus.Unavailable, answer.Status);
        Assert.Equal(Answered, await AskAsync());
    }

    [Fact]
    public async Task An_answer_to_a_question_from_before_the_break_does_not_end_it_and_does_not_decide_the_trial()
    {
        TaskCompletionSource<ModelAnswer> late = _script.SayLater();
        Task<ModelAnswer> early = AskAsync();
        await BreakAsync();
        late.SetResult(Answered);
        await early;

        ModelAnswer during = await AskAsync();
        _time.Advance(TimeSpan.FromSeconds(300));
        _script.Say(Down);
        await AskAsync();
        ModelAnswer after = await AskAsync();

        Assert.Equal(Noon.AddSeconds(300), during.Until);
        Assert.Equal(Noon.AddSeconds(600), after.Until);
    }

    [Fact]
    public async Task A_question_that_is_called_off_is_no_fault()
    {
        for (int i = 0; i < 10; i++)
        {
            _script.SayLater().SetCanceled();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync());
        }

        _script.Say(Answered);

        Assert.Equal(Answered, await AskAsync());
    }

    [Fact]
    public async Task While_the_service_asks_to_wait_nobody_asks_it()
    {
        ModelAnswer busy = new(AnswerStatus.Throttled) { Reason = "too many requests", Until = Noon.AddSeconds(40), Use = new TokenUse(7, 0, 0) };
        _script.Say(busy, Answered);
        ModelAnswer first = await AskAsync();
        _time.Advance(TimeSpan.FromSeconds(39));

        ModelAnswer second = await AskAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(busy, first);
        Assert.Equal(busy with { WasAsked = false, Use = TokenUse.None }, second);
        Assert.Equal(1, _script.Asked);
        Assert.Equal(Answered, await AskAsync());
    }

    [Fact]
    public async Task Of_two_times_the_service_asks_to_wait_for_the_later_counts()
    {
        TaskCompletionSource<ModelAnswer> one = _script.SayLater();
        TaskCompletionSource<ModelAnswer> other = _script.SayLater();
        Task[] asking = [AskAsync(), AskAsync()];
        one.SetResult(new ModelAnswer(AnswerStatus.Throttled) { Until = Noon.AddSeconds(60) });
        other.SetResult(new ModelAnswer(AnswerStatus.Throttled) { Until = Noon.AddSeconds(20) });
        await Task.WhenAll(asking);

        Assert.Equal(Noon.AddSeconds(60), (await AskAsync()).Until);
    }

    [Theory]
    [InlineData(null, 15)]
    [InlineData(-60, 1)]
    [InlineData(90, 90)]
    [InlineData(1_000_000_000, 86_400)]
    public async Task A_wait_is_guessed_where_none_is_told_and_kept_within_reason(int? told, int waits)
    {
        _script.Say(new ModelAnswer(AnswerStatus.Throttled) { Until = told is { } seconds ? Noon.AddSeconds(seconds) : null });

        Assert.Equal(Noon.AddSeconds(waits), (await AskAsync()).Until);
        Assert.Equal(Noon.AddSeconds(waits), (await AskAsync()).Until);
        Assert.Equal(1, _script.Asked);
    }

    [Fact]
    public async Task A_throttled_answer_neither_ends_a_row_of_faults_nor_adds_to_it()
    {
        ModelAnswer busy = new(AnswerStatus.Throttled) { Until = Noon.AddSeconds(1) };
        _script.Say(Down, busy, Down, Down, Answered);
        await AskAsync(_model, 2);
        _time.Advance(TimeSpan.FromSeconds(1));

        await AskAsync(_model, 2);
        Assert.Equal(4, _script.Asked);
        await AskAsync();

        Assert.Equal(4, _script.Asked);
    }

    [Fact]
    public async Task Each_fault_in_a_row_is_waited_for_twice_as_long_from_15_seconds_to_15_minutes()
    {
        GuardedModel model = Guard(breakAfter: 100);
        _script.Say([.. Enumerable.Repeat(Down, 9), Answered, Down]);
        List<double> waits = [];
        for (int i = 0; i < 11; i++)
        {
            waits.Add(((await AskAsync(model)).Until - Noon)?.TotalSeconds ?? 0);
        }

        Assert.Equal([15, 30, 60, 120, 240, 480, 900, 900, 900, 0, 15], waits);
    }

    [Fact]
    public async Task What_somebody_has_to_mend_is_waited_for_15_minutes()
    {
        _script.Say(Wrong);

        ModelAnswer answer = await AskAsync();

        Assert.Equal(Wrong with { Until = Noon.AddMinutes(15) }, answer);
    }

    [Fact]
    public async Task A_fault_that_says_when_to_ask_again_is_believed()
    {
        _script.Say(Down with { Until = Noon.AddSeconds(20) });

        Assert.Equal(Noon.AddSeconds(20), (await AskAsync()).Until);
    }

    [Fact]
    public async Task The_fault_that_begins_a_break_asks_to_wait_for_its_end()
    {
        _script.Say(Down, Down, Down with { Until = Noon.AddSeconds(20) });
        await AskAsync(_model, 2);

        Assert.Equal(Noon.AddSeconds(300), (await AskAsync()).Until);
    }

    [Fact]
    public async Task Faults_of_many_questions_at_once_begin_one_break()
    {
        List<TaskCompletionSource<ModelAnswer>> calls = [.. Enumerable.Range(0, 40).Select(_ => _script.SayLater())];
        Task<ModelAnswer>[] asking = [.. calls.Select(_ => AskAsync())];
        await Task.WhenAll(calls.Select(c => Task.Run(() => c.SetResult(Down))));

        ModelAnswer[] answers = await Task.WhenAll(asking);
        ModelAnswer after = await AskAsync();

        Assert.All(answers, a => Assert.Equal(Down.Reason, a.Reason));
        Assert.Equal(Noon.AddSeconds(300), after.Until);
        Assert.Equal(40, _script.Asked);
    }

    private GuardedModel Guard(int breakAfter) => new(_script, new ChatOptions { BreakAfter = breakAfter, BreakSeconds = 300 }, _time);

    private async Task BreakAsync()
    {
        _script.Say(Down, Down, Down);
        await AskAsync(_model, 3);
    }

    private Task<ModelAnswer> AskAsync() => AskAsync(_model);

    private static Task<ModelAnswer> AskAsync(GuardedModel model) => model.AskAsync(Question, default);

    private static async Task AskAsync(GuardedModel model, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await AskAsync(model);
        }
    }

    /// <summary>A model that says what it was told to, in that order.</summary>
    private sealed class ScriptedModel : IChatModel
    {
        private readonly Queue<TaskCompletionSource<ModelAnswer>> _script = [];

        public string Name => "scripted";

        public int Asked { get; private set; }

        public void Say(params ModelAnswer[] answers)
        {
            foreach (ModelAnswer answer in answers)
            {
                SayLater().SetResult(answer);
            }
        }

        public TaskCompletionSource<ModelAnswer> SayLater()
        {
            TaskCompletionSource<ModelAnswer> later = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _script.Enqueue(later);
            return later;
        }

        public Task<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
        {
            Asked++;
            return _script.Dequeue().Task;
        }
    }
}
