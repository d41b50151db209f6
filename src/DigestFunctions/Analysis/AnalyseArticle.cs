using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DigestFunctions.Analysis;

/// <summary>An article's analysis as an orchestration: <see cref="AnalysisFlow"/> over activities.</summary>
public static class AnalyseArticle
{
    [Function(nameof(AnalyseArticle))]
    public static Task<Verdict?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, AnalysisRequest request) =>
        AnalysisFlow.RunAsync(request, new DurableAnalysisSteps(context));

    /// <summary>Starts the orchestration; false if it is under way.</summary>
    public static Task<bool> StartAnalysisAsync(
        this DurableTaskClient client, AnalysisRequest request, CancellationToken cancellationToken) =>
        client.StartOnceAsync(nameof(AnalyseArticle), AnalysisFlow.InstanceId(request), request, cancellationToken);
}
