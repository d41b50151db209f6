using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace ArticleDigest.Tests.Analysis;

public sealed class AnalysisFlowTests
{
    private static readonly AnalysisRequest Request = new("a.txt", "e1", "f00d", "0123", "extractive-1");
    private static readonly DateTimeOffset Later = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_article_is_planned_analysed_published_and_concluded_in_this_order()
    {
        (Verdict verdict, RecordedSteps steps) = Run(sections: 1);

        Assert.Equal(new Verdict(OutcomeStatus.Analysed), verdict);
        Assert.Equal(["plan", "analyse 0", "publish 1", "conclude Analysed "], steps.Calls);
    }

    [Fact]
    public void All_sections_are_begun_before_any_is_awaited()
    {
        (_, RecordedSteps steps) = Run(sections: 3);

        Assert.Equal(
            ["plan", "analyse 0", "analyse 1", "analyse 2", "publish 3", "conclude Analysed "], steps.Calls);
    }

    [Fact]
    public void A_throttled_section_is_held_waited_for_and_asked_again_while_others_are_not()
    {
        (Verdict verdict, RecordedSteps steps) = Run(
            sections: 2, (1, new SectionOutcome(SectionStatus.Throttled, "busy", Later)));

        Assert.Equal(OutcomeStatus.Analysed, verdict.Status);
        Assert.Equal(
            [
                "plan", "analyse 0", "analyse 1", "hold 2026-03-01T12:00", "wait 2026-03-01T12:00", "analyse 1", "publish 2",
                "conclude Analysed ",
            ],
            steps.Calls);
    }

    [Fact]
    public void A_filtered_section_makes_the_whole_article_filtered_and_nothing_is_published()
    {
        (Verdict verdict, RecordedSteps steps) = Run(
            sections: 2, (0, new SectionOutcome(SectionStatus.Filtered, "the model's filter refuses it")));

        Assert.Equal(new Verdict(OutcomeStatus.Filtered, "the model's filter refuses it"), verdict);
        Assert.Equal(
            ["plan", "analyse 0", "analyse 1", "conclude Filtered the model's filter refuses it"], steps.Calls);
    }

    [Fact]
    public void A_section_that_failed_makes_the_whole_article_failed_and_nothing_is_published()
    {
        (Verdict verdict, RecordedSteps steps) = Run(
            sections: 2, (1, new SectionOutcome(SectionStatus.Failed, "no answer")));

        Assert.Equal(new Verdict(OutcomeStatus.Failed, "no answer"), verdict);
        Assert.Equal(["plan", "analyse 0", "analyse 1", "conclude Failed no answer"], steps.Calls);
    }

    [Fact]
    public void An_article_analysed_before_is_concluded_without_analysing_a_section()
    {
        (_, RecordedSteps steps) = Run(sections: 0);

        Assert.Equal(["plan", "publish 0", "conclude Analysed "], steps.Calls);
    }

    [Fact]
    public void The_instance_is_named_by_article_and_analyst() =>
        Assert.Equal("0123-extractive-1", AnalysisFlow.InstanceId(Request));

    private static (Verdict Verdict, RecordedSteps Steps) Run(int sections, params (int Section, SectionOutcome First)[] first)
    {
        RecordedSteps? steps = null;
        Verdict? verdict = OneThread.Run(context =>
        {
            steps = new RecordedSteps(context, sections, first.ToDictionary(f => f.Section, f => f.First));
            return AnalysisFlow.RunAsync(Request, steps);
        });
        return (verdict!, steps!);
    }

    /// <summary>Records the calls; a section answers first as scripted, and as analysed from then on.</summary>
    private sealed class RecordedSteps(OneThread context, int sections, Dictionary<int, SectionOutcome> first) : IAnalysisSteps
    {
        public List<string> Calls { get; } = [];

        public Task<int?> PlanAsync(AnalysisRequest request) => Record<int?>("plan", sections);

        public Task<SectionOutcome?> AnalyseSectionAsync(AnalysisRequest request, int section) =>
            Record<SectionOutcome?>($"analyse {section}", first.Remove(section, out SectionOutcome? outcome) ? outcome : new SectionOutcome(SectionStatus.Analysed));

        public Task PublishAsync(AnalysisRequest request, int sections) => Record($"publish {sections}", 0);

        public Task ConcludeAsync(AnalysisRequest request, Verdict verdict) =>
            Record($"conclude {verdict.Status} {verdict.Reason}", 0);

        public Task HoldAsync(AnalysisRequest request, DateTimeOffset until) => Record($"hold {until:yyyy-MM-ddTHH:mm}", 0);

        public Task WaitAsync(DateTimeOffset until) => Record($"wait {until:yyyy-MM-ddTHH:mm}", 0);

        private async Task<T> Record<T>(string call, T answer)
        {
            context.AssertHere();
            Calls.Add(call);
            await Task.Yield();
            return answer;
        }
    }
}
