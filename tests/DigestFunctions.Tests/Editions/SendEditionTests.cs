using ArticleDigest.Editions;
using ArticleDigest.Tests;
using DigestFunctions.Editions;

namespace DigestFunctions.Tests.Editions;

public sealed class SendEditionTests
{
    private static readonly EditionRequest Request = new("daily", new DateOnly(2026, 3, 1));
    private static readonly DateTimeOffset Soon = new(2026, 3, 1, 9, 5, 0, TimeSpan.FromHours(2));

    [Fact]
    public void An_edition_is_compiled_claimed_sent_to_each_and_closed_by_activities()
    {
        (bool isOut, RecordedOrchestration told) = Run((name, _) => name == "CompileEdition" ? new CompiledEdition(["k1", "k2"]) : null);

        Assert.True(isOut);
        Assert.Equal(
            [
                ("CompileEdition", Request),
                ("ClaimOutcomes", Request),
                ("SendLetter", new LetterTask(Request, "k1")),
                ("SendLetter", new LetterTask(Request, "k2")),
                ("CloseEdition", Request),
            ],
            told.Calls.Select(c => (c.Name, c.Input)));
        Assert.Empty(told.Timers);
    }

    [Fact]
    public void A_letter_that_is_put_off_is_waited_for_on_a_durable_timer_and_sent_again_alone()
    {
        (bool isOut, RecordedOrchestration told) = Run(PuttingOff("k2"));

        Assert.True(isOut);
        Assert.Equal(
            ["CompileEdition", "ClaimOutcomes", "SendLetter", "SendLetter", "timer", "SendLetter", "CloseEdition"], told.Way);
        Assert.Equal(new LetterTask(Request, "k2"), told.Calls[4].Input);
        DateTime timer = Assert.Single(told.Timers);
        Assert.Equal(new DateTime(2026, 3, 1, 7, 5, 0, DateTimeKind.Utc), timer);
        Assert.Equal(DateTimeKind.Utc, timer.Kind);
    }

    [Fact]
    public void An_edition_that_a_later_one_overtook_ends_at_once()
    {
        (bool isOut, RecordedOrchestration told) = Run((_, _) => null);

        Assert.False(isOut);
        Assert.Equal(["CompileEdition"], told.Way);
    }

    [Fact]
    public void Every_step_is_tried_again_and_is_an_activity_of_the_app_that_takes_what_it_is_given()
    {
        (_, RecordedOrchestration told) = Run(PuttingOff("k1"));

        Assert.All(told.Calls, call =>
        {
            Assert.Equal(4, call.Options?.Retry?.Policy?.MaxNumberOfAttempts);
            Assert.Equal(FunctionApp.InputOf(call.Name).ParameterType, call.Input?.GetType());
            Assert.Equal(FunctionApp.ResultOf(call.Name), call.Result);
        });
    }

    private static Func<string, object?, object?> PuttingOff(string recipient)
    {
        HashSet<string> late = [recipient];
        return (name, input) => (name, input) switch
        {
            ("CompileEdition", _) => new CompiledEdition(["k1", "k2"]),
            ("SendLetter", LetterTask letter) when late.Remove(letter.RecipientKey) => Soon,
            _ => null,
        };
    }

    private static (bool IsOut, RecordedOrchestration Told) Run(Func<string, object?, object?> activity)
    {
        RecordedOrchestration? told = null;
        bool isOut = OneThread.Run(here =>
        {
            told = new RecordedOrchestration(here, (name, input) => Task.FromResult(activity(name, input)));
            return SendEdition.RunAsync(told, Request);
        });
        return (isOut, told!);
    }
}
