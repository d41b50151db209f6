using ArticleDigest.Articles;

namespace ArticleDigest.Analysis;

/// <summary>
/// The steps of an analysis. Locally a step is a direct call; in Azure it is an activity. Every step may run twice.
/// Between steps go references, never article text.
/// </summary>
public interface IAnalysisSteps
{
    /// <summary>
    /// Divides the article; how many sections there are to analyse, 0 if the analysis is published already, null if the work
    /// has become moot: the drop is concluded or has other content now, or another analyst is in charge.
    /// </summary>
    Task<int?> PlanAsync(AnalysisRequest request);

    /// <summary>Analyses one section (from 0) and keeps what was found; null if the work has become moot.</summary>
    Task<SectionOutcome?> AnalyseSectionAsync(AnalysisRequest request, int section);

    /// <summary>Merges the sections' points, passes them through the gate and publishes the analysis.</summary>
    Task PublishAsync(AnalysisRequest request, int sections);

    /// <summary>Concludes the drop.</summary>
    Task ConcludeAsync(AnalysisRequest request, Verdict verdict);

    /// <summary>Keeps the drop ours during a wait that is about to begin.</summary>
    Task HoldAsync(AnalysisRequest request, DateTimeOffset until);

    /// <summary>Waits; a durable timer in Azure.</summary>
    Task WaitAsync(DateTimeOffset until);
}

/// <summary>How a section's step ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Reason">Why, if it was not analysed.</param>
/// <param name="Until">When to ask again, if throttled.</param>
public sealed record SectionOutcome(SectionStatus Status, string? Reason = null, DateTimeOffset? Until = null);

/// <summary>
/// The way of an article through its analysis. Deterministic: it awaits its steps and nothing else, so that it can run
/// inside a Durable orchestration.
/// </summary>
public static class AnalysisFlow
{
    /// <summary>The instance of this flow for a request; starting one that runs already is not an error.</summary>
    public static string InstanceId(AnalysisRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"{request.ArticleId}-{request.AnalystVersion}";
    }

    /// <summary>Runs the flow to its end.</summary>
    /// <returns>How the drop was judged; null if the work had become moot, and nothing was concluded.</returns>
    public static async Task<Verdict?> RunAsync(AnalysisRequest request, IAnalysisSteps steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (await steps.PlanAsync(request) is not { } sections)
        {
            return null;
        }

        SectionOutcome?[] outcomes = await Task.WhenAll(
            Enumerable.Range(0, sections).Select(section => AnalyseSectionAsync(request, section, steps)));
        if (outcomes.Contains(null))
        {
            return null;
        }

        Verdict verdict = Judge([.. outcomes.OfType<SectionOutcome>()]);
        if (verdict.Status == OutcomeStatus.Analysed)
        {
            await steps.PublishAsync(request, sections);
        }

        await steps.ConcludeAsync(request, verdict);
        return verdict;
    }

    private static async Task<SectionOutcome?> AnalyseSectionAsync(AnalysisRequest request, int section, IAnalysisSteps steps)
    {
        SectionOutcome? outcome = await steps.AnalyseSectionAsync(request, section);
        while (outcome is { Status: SectionStatus.Throttled, Until: { } until })
        {
            await steps.HoldAsync(request, until);
            await steps.WaitAsync(until);
            outcome = await steps.AnalyseSectionAsync(request, section);
        }

        return outcome;
    }

    /// <summary>An article of which one section cannot be had is not published: half an analysis would pass for a whole.</summary>
    private static Verdict Judge(SectionOutcome[] outcomes)
    {
        if (Array.Find(outcomes, o => o.Status == SectionStatus.Filtered) is { } filtered)
        {
            return new Verdict(OutcomeStatus.Filtered, filtered.Reason);
        }

        return Array.Find(outcomes, o => o.Status != SectionStatus.Analysed) is { } failed
            ? new Verdict(OutcomeStatus.Failed, failed.Reason)
            : new Verdict(OutcomeStatus.Analysed);
    }
}
