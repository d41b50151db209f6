using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class EditionFlowTests
{
    private static readonly EditionRequest Request = new("daily", new DateOnly(2026, 3, 1));
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_edition_is_compiled_claimed_sent_and_closed_in_this_order()
    {
        (EditionEnd end, RecordedSteps steps) = Run(2);

        Assert.Equal(EditionEnd.Sent, end);
        Assert.Equal(["compile", "claim", "send 0", "close"], steps.Calls);
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(5000, 100)]
    public void Letters_go_in_batches_that_are_named_by_their_numbers_alone(int letters, int batches)
    {
        (_, RecordedSteps steps) = Run(letters);

        Assert.Equal(Enumerable.Range(0, batches).Select(i => $"send {i}"), steps.Sends.OrderBy(s => s.Length).ThenBy(s => s, StringComparer.Ordinal));
        Assert.Equal(3 + batches, steps.Calls.Count);
    }

    [Fact]
    public void A_batch_that_has_to_wait_is_tried_again_when_its_time_comes_and_alone()
    {
        (_, RecordedSteps steps) = Run(150, (0, Noon.AddMinutes(5)), (2, Noon.AddMinutes(1)));

        Assert.Equal(
            ["compile", "claim", "send 0", "send 1", "send 2", "wait 12:01", "send 2", "wait 12:05", "send 0", "close"], steps.Calls);
    }

    [Fact]
    public void A_batch_that_waits_does_not_hold_up_the_batches_behind_it()
    {
        (_, RecordedSteps steps) = Run(250, (0, Noon));

        Assert.Equal(["send 0", "send 1", "send 2", "send 3", "send 4", "send 0"], steps.Sends);
        Assert.Equal(["wait 12:00", "send 0", "close"], steps.Calls[^3..]);
    }

    [Fact]
    public void No_more_batches_are_on_their_way_at_once_than_allowed()
    {
        (_, RecordedSteps steps) = Run(5000);

        Assert.Equal(EditionFlow.BatchesAtOnce, steps.MostAtOnce);
    }

    [Fact]
    public void An_edition_whose_letters_wait_for_long_ends_a_run_before_its_history_is_large()
    {
        (EditionEnd end, RecordedSteps steps) = RunWaiting(5000, rounds: int.MaxValue);

        Assert.Equal(EditionEnd.GoesOn, end);
        Assert.InRange(steps.Calls.Count, EditionFlow.MostTries, EditionFlow.MostTries + 100 + 10);
        Assert.StartsWith("wait", steps.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_run_tries_every_batch_however_many_letters_an_edition_has()
    {
        (EditionEnd end, RecordedSteps steps) = RunWaiting(100_000, rounds: 1);

        Assert.Equal(EditionEnd.GoesOn, end);
        Assert.Equal(2000, steps.Sends.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2000, steps.Sends.Count);
    }

    [Fact]
    public void An_edition_nobody_gets_is_claimed_and_closed()
    {
        (_, RecordedSteps steps) = Run(0);

        Assert.Equal(["compile", "claim", "close"], steps.Calls);
    }

    [Fact]
    public void An_edition_that_a_later_one_overtook_is_left_alone()
    {
        (EditionEnd end, RecordedSteps steps) = Run(null);

        Assert.Equal(EditionEnd.Overtaken, end);
        Assert.Equal(["compile"], steps.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void The_instance_is_named_by_schedule_and_date_whatever_the_machines_calendar(string culture)
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
        string id = EditionFlow.InstanceId(Request);
        System.Globalization.CultureInfo.CurrentCulture = before;

        Assert.Equal("edition-daily-2026-03-01", id);
    }

    private static (EditionEnd End, RecordedSteps Steps) Run(int? letters, params (int Batch, DateTimeOffset Again)[] putOff)
    {
        Dictionary<int, DateTimeOffset> times = putOff.ToDictionary(p => p.Batch, p => p.Again);
        return Run(letters, batch => times.Remove(batch, out DateTimeOffset again) ? again : null);
    }

    /// <summary>Every batch waits so many times.</summary>
    private static (EditionEnd End, RecordedSteps Steps) RunWaiting(int letters, int rounds)
    {
        Dictionary<int, int> waits = [];
        return Run(letters, batch =>
        {
            waits[batch] = waits.GetValueOrDefault(batch) + 1;
            return waits[batch] <= rounds ? Noon.AddMinutes(waits[batch]) : null;
        });
    }

    private static (EditionEnd End, RecordedSteps Steps) Run(int? letters, Func<int, DateTimeOffset?> send)
    {
        RecordedSteps? steps = null;
        EditionEnd end = OneThread.Run(context =>
        {
            steps = new RecordedSteps(context, letters, send);
            return EditionFlow.RunAsync(Request, steps);
        });
        return (end, steps!);
    }

    /// <summary>Records the calls.</summary>
    private sealed class RecordedSteps(OneThread context, int? letters, Func<int, DateTimeOffset?> send) : IEditionSteps
    {
        private int _underWay;

        public List<string> Calls { get; } = [];

        public List<string> Sends => [.. Calls.Where(c => c.StartsWith("send", StringComparison.Ordinal))];

        /// <summary>How many batches were on their way at once.</summary>
        public int MostAtOnce { get; private set; }

        public Task<int?> CompileAsync(EditionRequest request) => Record("compile", () => letters);

        public Task ClaimAsync(EditionRequest request) => Record("claim", () => 0);

        public async Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
            DateTimeOffset? again = await Record($"send {batch}", () => send(batch));
            _underWay--;
            return again;
        }

        public Task WaitAsync(DateTimeOffset until) => Record($"wait {until:HH:mm}", () => 0);

        public Task CloseAsync(EditionRequest request) => Record("close", () => 0);

        private async Task<T> Record<T>(string call, Func<T> answer)
        {
            context.AssertHere();
            Calls.Add(call);
            await Task.Yield();
            return answer();
        }
    }
}
