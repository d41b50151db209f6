using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using Microsoft.DurableTask;

namespace DigestFunctions.Analysis;

/// <summary>The steps of an analysis as activities, and its waits as durable timers.</summary>
internal sealed class DurableAnalysisSteps(TaskOrchestrationContext context) : IAnalysisSteps
{
    public Task<int?> PlanAsync(AnalysisRequest request) =>
        context.CallActivityAsync<int?>(nameof(AnalysisActivities.PlanAnalysis), request, Patience.WithStorage);

    public Task<SectionOutcome?> AnalyseSectionAsync(AnalysisRequest request, int section) =>
        context.CallActivityAsync<SectionOutcome?>(
            nameof(AnalysisActivities.AnalyseSection), new SectionTask(request, section), Patience.WithStorage);

    public Task PublishAsync(AnalysisRequest request, int sections) =>
        context.CallActivityAsync(nameof(AnalysisActivities.PublishAnalysis), new SectionTask(request, sections), Patience.WithStorage);

    public Task ConcludeAsync(AnalysisRequest request, Verdict verdict) =>
        context.CallActivityAsync(nameof(AnalysisActivities.ConcludeDrop), new ConclusionTask(request, verdict), Patience.WithStorage);

    public Task HoldAsync(AnalysisRequest request, DateTimeOffset until) =>
        context.CallActivityAsync(nameof(AnalysisActivities.HoldDrop), new HoldTask(request, until), Patience.WithStorage);

    public Task WaitAsync(DateTimeOffset until) => context.CreateTimer(until.UtcDateTime, CancellationToken.None);
}
