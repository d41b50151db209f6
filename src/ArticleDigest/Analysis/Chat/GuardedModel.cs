using Polly;
using Polly.CircuitBreaker;

namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// Spares a model that cannot answer. After some faults in a row it is left alone for a while, and one question is the trial
/// that decides what comes then; where it asks for patience, no question of this instance is put to it before. Every answer that
/// says to wait says until when. Nothing is tried again here.
/// </summary>
/// <remarks>
/// Polly's circuit breaker opens at a share of faults among at least two calls of a time. What is wanted is a number of faults
/// in a row, however long ago the last answer was, and one may be enough. So the row is counted here, the breaker is told of a
/// fault only when it fills the row, opens at any share, and is told of it twice. When it is open, who makes the
/// trial, and what follows from it, is Polly's.
/// </remarks>
public sealed class GuardedModel : IChatModel
{
    // 15 s doubled six times is more than the longest.
    private const int Doublings = 6;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly IChatModel _model;
    private readonly ChatOptions _options;
    private readonly TimeProvider _time;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<Asked> _breaker;
    private readonly Lock _gate = new();
    private int _row;
    private volatile string? _lastFault;
    private volatile ModelAnswer? _throttled;

    /// <summary>Guards a model.</summary>
    public GuardedModel(IChatModel model, ChatOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_model, _options, _time) = (model, options, time);
        _breaker = new ResiliencePipelineBuilder<Asked> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Asked>
            {
                ShouldHandle = call => ValueTask.FromResult(Opens(call.Outcome)),
                FailureRatio = double.Epsilon,
                MinimumThroughput = 2,
                BreakDuration = Break,
                StateProvider = _state,
            })
            .Build();
    }

    /// <inheritdoc/>
    public string Name => _model.Name;

    private TimeSpan Break => TimeSpan.FromSeconds(_options.BreakSeconds);

    /// <inheritdoc/>
    public async Task<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (_throttled is { } throttled && throttled.Until > now)
        {
            return throttled;
        }

        try
        {
            Asked asked = await _breaker
                .ExecuteAsync(async token => Note(await _model.AskAsync(question, token).ConfigureAwait(false)), cancellationToken)
                .ConfigureAwait(false);
            await TellAgainAsync(asked).ConfigureAwait(false);
            return asked.Answer;
        }
        catch (BrokenCircuitException open)
        {
            return new ModelAnswer(AnswerStatus.Unavailable)
            {
                WasAsked = false,
                Reason = $"the model is left alone after faults in a row, the last of them: {_lastFault}",
                Until = now + AtLeast(open.RetryAfter ?? Break, ShortestWait),
            };
        }
    }

    private static bool IsFault(ModelAnswer answer) => answer.Status is AnswerStatus.Unavailable or AnswerStatus.Misconfigured;

    private static TimeSpan AtLeast(TimeSpan wait, TimeSpan least) => wait < least ? least : wait;

    /// <summary>Counts an answer and says until when to wait, where that is needed.</summary>
    private Asked Note(ModelAnswer answer)
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_gate)
        {
            if (IsFault(answer))
            {
                _row++;
                _lastFault = answer.Reason ?? "it gave no reason";
                bool isFull = _row >= _options.BreakAfter;
                TimeSpan wait = WaitOf(answer, now) ?? BackOff(answer.Status, _row);
                return new Asked(answer with { Until = now + AtLeast(wait, isFull ? Break : ShortestWait) }, isFull);
            }

            if (answer.Status == AnswerStatus.Throttled)
            {
                // The service is there but did not do its work: the row goes on, and is no longer.
                ModelAnswer throttled = answer with { Until = now + (WaitOf(answer, now) ?? FirstWait) };
                _throttled = _throttled?.Until > throttled.Until ? _throttled : throttled with { WasAsked = false, Use = TokenUse.None, Text = "" };
                return new Asked(throttled, FillsRow: false);
            }

            _row = 0;
            return new Asked(answer, FillsRow: false);
        }
    }

    /// <summary>How long the service asks to wait, if it says so and within reason: a mistaken date must not end all work for good.</summary>
    private static TimeSpan? WaitOf(ModelAnswer answer, DateTimeOffset now) => (answer.Until - now) switch
    {
        { } wait when wait > LongestWait => LongestWait,
        { } wait => AtLeast(wait, ShortestWait),
        null => null,
    };

    /// <summary>What somebody has to mend takes its time; what mends itself is asked after 15 s, then after twice as long each time.</summary>
    private static TimeSpan BackOff(AnswerStatus fault, int row) =>
        fault == AnswerStatus.Misconfigured || row > Doublings ? LongestBackOff : FirstWait * (1 << (row - 1));

    /// <summary>Tells the breaker once more of a fault that filled the row. If once was enough it is open by now and does not listen.</summary>
    private async ValueTask TellAgainAsync(Asked asked)
    {
        if (asked.FillsRow)
        {
            ResilienceContext context = ResilienceContextPool.Shared.Get(CancellationToken.None);
            await _breaker.ExecuteOutcomeAsync(static (_, again) => Outcome.FromResultAsValueTask(again), context, asked).ConfigureAwait(false);
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Whether the model is left alone after this: the row is full, or the trial brought no answer.</summary>
    private bool Opens(Outcome<Asked> outcome) =>
        outcome.Result is { FillsRow: true } || (IsTrial() && (outcome.Result is null || IsFault(outcome.Result.Answer)));

    private bool IsTrial() => _state.CircuitState == CircuitState.HalfOpen;

    /// <summary>An answer, and whether it is a fault that fills the row.</summary>
    private sealed record Asked(ModelAnswer Answer, bool FillsRow);
}
