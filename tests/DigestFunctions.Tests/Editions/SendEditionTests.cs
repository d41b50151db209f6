using ArticleDigest.Editions;
using ArticleDigest.Tests;
using DigestFunctions.Editions;

namespace DigestFunctions.Tests.Editions;

public sealed class SendEditionTests
{
    private static readonly EditionRequest Request = new("daily", new DateOnly(2026, 3, 1));
    private static readonly DateTimeOffset Soon = new(2026, 3, 1, 9, 5, 0, TimeSpan.FromHours(2));

    [Fact]
    public void An_edition_is_compiled_claimed_sent_in_batches_and_closed_by_activities()
    {
        (EditionEnd end, RecordedOrchestration told) = Run((name, _) => name == "CompileEdition" ? 51 : null);

        Assert.Equal(EditionEnd.Sent, end);
        Assert.Equal(
            [
                ("CompileEdition", Request),
                ("ClaimOutcomes", Request),
                ("SendLetters", new BatchTask(Request, 0)),
                ("SendLetters", new BatchTask(Request, 1)),
                ("CloseEdition", Request),
            ],
            told.Calls.Select(c => (c.Name, c.Input)));
        Assert.Empty(told.Timers);
        Assert.Null(told.ContinuedWith);
    }

    [Fact]
    public void A_batch_that_is_put_off_is_waited_for_on_a_durable_timer_and_sent_again_alone()
    {
        (EditionEnd end, RecordedOrchestration told) = Run(PuttingOff(1));

        Assert.Equal(EditionEnd.Sent, end);
        Assert.Equal(
            ["CompileEdition", "ClaimOutcomes", "SendLetters", "SendLetters", "timer", "SendLetters", "CloseEdition"], told.Way);
        Assert.Equal(new BatchTask(Request, 1), told.Calls[4].Input);
        DateTime timer = Assert.Single(told.Timers);
        Assert.Equal(new DateTime(2026, 3, 1, 7, 5, 0, DateTimeKind.Utc), timer);
        Assert.Equal(DateTimeKind.Utc, timer.Kind);
    }

    [Fact]
    public void An_edition_that_a_later_one_overtook_ends_at_once()
    {
        (EditionEnd end, RecordedOrchestration told) = Run((_, _) => null);

        Assert.Equal(EditionEnd.Overtaken, end);
        Assert.Equal(["CompileEdition"], told.Way);
    }

    [Fact]
    public void The_history_of_an_edition_of_five_thousand_letters_is_small()
    {
        (_, RecordedOrchestration told) = Run((name, _) => name == "CompileEdition" ? 5000 : null);

        Assert.Equal(3 + 100, told.Calls.Count);
        Assert.InRange(told.Characters, 1, 20_000);
    }

    [Fact]
    public void Where_letters_wait_for_long_the_edition_goes_on_with_a_new_history_until_all_are_settled()
    {
        int waits = 0;
        Func<string, object?, object?> activity = (name, _) => name switch
        {
            "CompileEdition" => 5000,
            "SendLetters" when waits++ < 1000 => Soon.AddSeconds(waits),
            _ => null,
        };

        (EditionEnd first, RecordedOrchestration told) = Run(activity);
        (EditionEnd second, RecordedOrchestration after) = Run(activity);

        Assert.Equal((EditionEnd.GoesOn, EditionEnd.Sent), (first, second));
        Assert.Equal(Request, told.ContinuedWith);
        Assert.InRange(told.Way.Count, EditionFlow.MostTries, 2 * (EditionFlow.MostTries + 100));
        Assert.Equal(("CloseEdition", null), (after.Way[^1], after.ContinuedWith));
    }

    [Fact]
    public void Every_step_is_tried_again_and_is_an_activity_of_the_app_that_takes_what_it_is_given()
    {
        (_, RecordedOrchestration told) = Run(PuttingOff(0));

        Assert.All(told.Calls, call =>
        {
            Assert.Equal(4, call.Options?.Retry?.Policy?.MaxNumberOfAttempts);
            Assert.Equal(FunctionApp.InputOf(call.Name).ParameterType, call.Input?.GetType());
            Assert.Equal(FunctionApp.ResultOf(call.Name), call.Result);
        });
    }

    private static Func<string, object?, object?> PuttingOff(int batch)
    {
        HashSet<int> late = [batch];
        return (name, input) => (name, input) switch
        {
            ("CompileEdition", _) => 51,
            ("SendLetters", BatchTask letters) when late.Remove(letters.Batch) => Soon,
            _ => null,
        };
    }

    private static (EditionEnd End, RecordedOrchestration Told) Run(Func<string, object?, object?> activity)
    {
        RecordedOrchestration? told = null;
        EditionEnd end = OneThread.Run(here =>
        {
            told = new RecordedOrchestration(here, (name, input) => Task.FromResult(activity(name, input)));
            return SendEdition.RunAsync(told, Request);
        });
        return (end, told!);
    }
}
