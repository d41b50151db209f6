using ArticleDigest;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using Microsoft.Azure.Functions.Worker;

namespace DigestFunctions.Analysis;

/// <summary>A step about one section, or about so many of them.</summary>
public sealed record SectionTask(AnalysisRequest Request, int Section);

/// <summary>The step that concludes a drop.</summary>
public sealed record ConclusionTask(AnalysisRequest Request, Verdict Verdict);

/// <summary>The step that keeps a drop ours during a wait.</summary>
public sealed record HoldTask(AnalysisRequest Request, DateTimeOffset Until);

/// <summary>The steps of an analysis.</summary>
public sealed class AnalysisActivities(DigestPipeline pipeline)
{
    [Function(nameof(PlanAnalysis))]
    public Task<int?> PlanAnalysis([ActivityTrigger] AnalysisRequest request, CancellationToken cancellationToken) =>
        pipeline.AnalysisSteps(cancellationToken).PlanAsync(request);

    [Function(nameof(AnalyseSection))]
    public Task<SectionOutcome?> AnalyseSection([ActivityTrigger] SectionTask task, CancellationToken cancellationToken) =>
        pipeline.AnalysisSteps(cancellationToken).AnalyseSectionAsync(task.Request, task.Section);

    [Function(nameof(PublishAnalysis))]
    public Task PublishAnalysis([ActivityTrigger] SectionTask task, CancellationToken cancellationToken) =>
        pipeline.AnalysisSteps(cancellationToken).PublishAsync(task.Request, task.Section);

    [Function(nameof(ConcludeDrop))]
    public Task ConcludeDrop([ActivityTrigger] ConclusionTask task, CancellationToken cancellationToken) =>
        pipeline.AnalysisSteps(cancellationToken).ConcludeAsync(task.Request, task.Verdict);

    [Function(nameof(HoldDrop))]
    public Task HoldDrop([ActivityTrigger] HoldTask task, CancellationToken cancellationToken) =>
        pipeline.AnalysisSteps(cancellationToken).HoldAsync(task.Request, task.Until);
}
