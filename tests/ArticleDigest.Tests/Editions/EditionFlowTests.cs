using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class EditionFlowTests
{
    private static readonly EditionRequest Request = new("daily", new DateOnly(2026, 3, 1));
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_edition_is_compiled_claimed_sent_and_closed_in_this_order()
    {
        (bool isSent, RecordedSteps steps) = Run(["k1", "k2"]);

        Assert.True(isSent);
        Assert.Equal(["compile", "claim", "send k1", "send k2", "close"], steps.Calls);
    }

    [Fact]
    public void Letters_that_have_to_wait_are_tried_again_after_the_earliest_of_their_times()
    {
        (_, RecordedSteps steps) = Run(
            ["k1", "k2", "k3"], ("k1", Noon.AddMinutes(5)), ("k3", Noon.AddMinutes(1)));

        Assert.Equal(
            ["compile", "claim", "send k1", "send k2", "send k3", "wait 12:01", "send k1", "send k3", "close"], steps.Calls);
    }

    [Fact]
    public void A_letter_that_waits_does_not_hold_up_the_letters_behind_it()
    {
        string[] keys = [.. Enumerable.Range(0, (2 * EditionFlow.LettersAtOnce) + 1).Select(i => $"k{i:00}")];

        (_, RecordedSteps steps) = Run(keys, ("k00", Noon));

        Assert.Equal(
            ["compile", "claim", .. keys.Select(k => $"send {k}"), "wait 12:00", "send k00", "close"], steps.Calls);
    }

    [Fact]
    public void An_edition_nobody_gets_is_claimed_and_closed()
    {
        (_, RecordedSteps steps) = Run([]);

        Assert.Equal(["compile", "claim", "close"], steps.Calls);
    }

    [Fact]
    public void An_edition_that_a_later_one_overtook_is_left_alone()
    {
        (bool isSent, RecordedSteps steps) = Run(null);

        Assert.False(isSent);
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

    private static (bool IsSent, RecordedSteps Steps) Run(string[]? recipients, params (string Key, DateTimeOffset Again)[] putOff)
    {
        RecordedSteps? steps = null;
        bool isSent = OneThread.Run(context =>
        {
            steps = new RecordedSteps(context, recipients, putOff.ToDictionary(p => p.Key, p => p.Again, StringComparer.Ordinal));
            return EditionFlow.RunAsync(Request, steps);
        });
        return (isSent, steps!);
    }

    /// <summary>Records the calls; a letter is put off once if scripted so, and settled from then on.</summary>
    private sealed class RecordedSteps(OneThread context, string[]? recipients, Dictionary<string, DateTimeOffset> putOff) : IEditionSteps
    {
        public List<string> Calls { get; } = [];

        public Task<CompiledEdition?> CompileAsync(EditionRequest request) =>
            Record("compile", recipients is null ? null : new CompiledEdition(recipients));

        public Task ClaimAsync(EditionRequest request) => Record("claim", 0);

        public Task<DateTimeOffset?> SendLetterAsync(EditionRequest request, string recipientKey) =>
            Record<DateTimeOffset?>($"send {recipientKey}", putOff.Remove(recipientKey, out DateTimeOffset again) ? again : null);

        public Task WaitAsync(DateTimeOffset until) => Record($"wait {until:HH:mm}", 0);

        public Task CloseAsync(EditionRequest request) => Record("close", 0);

        private async Task<T> Record<T>(string call, T answer)
        {
            context.AssertHere();
            Calls.Add(call);
            await Task.Yield();
            return answer;
        }
    }
}
