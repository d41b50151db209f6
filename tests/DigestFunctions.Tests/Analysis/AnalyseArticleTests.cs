using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Tests;
using DigestFunctions.Analysis;
using Microsoft.DurableTask;

namespace DigestFunctions.Tests.Analysis;

public sealed class AnalyseArticleTests
{
    private static readonly AnalysisRequest Request = new("folder/a \u00fc.txt", "0x8DE1", "f00d", "0123", "extractive-1");
    private static readonly DateTimeOffset Later = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void An_article_is_planned_analysed_published_and_concluded_by_activities()
    {
        (Verdict? verdict, RecordedOrchestration told) = Run(Answers(sections: 2));

        Assert.Equal(new Verdict(OutcomeStatus.Analysed), verdict);
        Assert.Equal(
            [
                ("PlanAnalysis", Request),
                ("AnalyseSection", new SectionTask(Request, 0)),
                ("AnalyseSection", new SectionTask(Request, 1)),
                ("PublishAnalysis", new SectionTask(Request, 2)),
                ("ConcludeDrop", new ConclusionTask(Request, new Verdict(OutcomeStatus.Analysed))),
            ],
            told.Calls.Select(c => (c.Name, c.Input)));
        Assert.Empty(told.Timers);
    }

    [Fact]
    public void A_throttled_section_holds_the_drop_and_waits_on_a_durable_timer()
    {
        Queue<SectionOutcome> outcomes = new([new(SectionStatus.Throttled, "busy", Later), new(SectionStatus.Analysed)]);

        (_, RecordedOrchestration told) = Run((name, _) => name == "AnalyseSection" ? outcomes.Dequeue() : Answers(sections: 1)(name, null));

        Assert.Equal(
            ["PlanAnalysis", "AnalyseSection", "HoldDrop", "timer", "AnalyseSection", "PublishAnalysis", "ConcludeDrop"], told.Way);
        Assert.Equal(new HoldTask(Request, Later), told.Calls[2].Input);
        DateTime timer = Assert.Single(told.Timers);
        Assert.Equal(new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc), timer);
        Assert.Equal(DateTimeKind.Utc, timer.Kind);
    }

    [Fact]
    public void A_filtered_section_concludes_the_drop_with_the_reason_and_publishes_nothing()
    {
        (Verdict? verdict, RecordedOrchestration told) = Run((name, _) => name == "AnalyseSection"
            ? new SectionOutcome(SectionStatus.Filtered, "the model's filter refuses it")
            : Answers(sections: 1)(name, null));

        Verdict filtered = new(OutcomeStatus.Filtered, "the model's filter refuses it");
        Assert.Equal(filtered, verdict);
        Assert.Equal(["PlanAnalysis", "AnalyseSection", "ConcludeDrop"], told.Way);
        Assert.Equal(new ConclusionTask(Request, filtered), told.Calls[^1].Input);
    }

    [Fact]
    public void Work_that_is_moot_from_the_start_ends_without_a_verdict()
    {
        (Verdict? verdict, RecordedOrchestration told) = Run((_, _) => null);

        Assert.Null(verdict);
        Assert.Equal(["PlanAnalysis"], told.Way);
    }

    [Fact]
    public void Work_that_becomes_moot_is_neither_published_nor_concluded()
    {
        (Verdict? verdict, RecordedOrchestration told) = Run((name, _) => name == "PlanAnalysis" ? 2 : null);

        Assert.Null(verdict);
        Assert.Equal(["PlanAnalysis", "AnalyseSection", "AnalyseSection"], told.Way);
    }

    [Fact]
    public void Every_step_is_tried_four_times_with_growing_pauses()
    {
        Queue<SectionOutcome> outcomes = new([new(SectionStatus.Throttled, "busy", Later), new(SectionStatus.Analysed)]);

        (_, RecordedOrchestration told) = Run((name, _) => name == "AnalyseSection" ? outcomes.Dequeue() : Answers(sections: 1)(name, null));

        Assert.Equal(6, told.Calls.Count);
        Assert.All(told.Calls, call =>
        {
            RetryPolicy? policy = call.Options?.Retry?.Policy;
            Assert.Equal(4, policy?.MaxNumberOfAttempts);
            Assert.Equal(TimeSpan.FromSeconds(5), policy?.FirstRetryInterval);
            Assert.Equal(3, policy?.BackoffCoefficient);
            Assert.Equal(TimeSpan.FromMinutes(2), policy?.MaxRetryInterval);
        });
    }

    [Fact]
    public void Every_step_is_an_activity_of_the_app_that_takes_what_it_is_given_and_answers_what_is_read()
    {
        Queue<SectionOutcome> outcomes = new([new(SectionStatus.Throttled, "busy", Later), new(SectionStatus.Analysed)]);

        (_, RecordedOrchestration told) = Run((name, _) => name == "AnalyseSection" ? outcomes.Dequeue() : Answers(sections: 1)(name, null));

        Assert.All(told.Calls, call =>
        {
            Assert.Equal(FunctionApp.InputOf(call.Name).ParameterType, call.Input?.GetType());
            Assert.Equal(FunctionApp.ResultOf(call.Name), call.Result);
        });
    }

    private static Func<string, object?, object?> Answers(int sections) => (name, _) => name switch
    {
        "PlanAnalysis" => sections,
        "AnalyseSection" => new SectionOutcome(SectionStatus.Analysed),
        _ => null,
    };

    private static (Verdict? Verdict, RecordedOrchestration Told) Run(Func<string, object?, object?> activity)
    {
        RecordedOrchestration? told = null;
        Verdict? verdict = OneThread.Run(here =>
        {
            told = new RecordedOrchestration(here, (name, input) => Task.FromResult(activity(name, input)));
            return AnalyseArticle.RunAsync(told, Request);
        });
        return (verdict, told!);
    }
}
