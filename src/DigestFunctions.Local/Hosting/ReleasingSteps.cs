using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace DigestFunctions.Local.Hosting;

/// <summary>
/// Gives the work place of an analysis to others while all it does is wait, and ends the work where it would have to wait for
/// too long: its receipt stays pending.
/// </summary>
/// <param name="steps">The steps themselves.</param>
/// <param name="places">The work places.</param>
/// <param name="patience">The end of the longest wait; null if none is too long.</param>
/// <param name="leave">Cancelled here where a wait would be longer.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class ReleasingSteps(
    IAnalysisSteps steps, SemaphoreSlim places, DateTimeOffset? patience, CancellationTokenSource leave, CancellationToken cancellationToken) : IAnalysisSteps
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    public Task<int?> PlanAsync(AnalysisRequest request) => steps.PlanAsync(request);

    public Task<SectionOutcome?> AnalyseSectionAsync(AnalysisRequest request, int section) =>
        steps.AnalyseSectionAsync(request, section);

    public Task PublishAsync(AnalysisRequest request, int sections) => steps.PublishAsync(request, sections);

    public Task ConcludeAsync(AnalysisRequest request, Verdict verdict) => steps.ConcludeAsync(request, verdict);

    public Task HoldAsync(AnalysisRequest request, DateTimeOffset until) => steps.HoldAsync(request, until);

    public async Task WaitAsync(DateTimeOffset until)
    {
        if (until > patience)
        {
            await leave.CancelAsync();
            leave.Token.ThrowIfCancellationRequested();
        }

        await ChangeAsync(+1);
        try
        {
            await steps.WaitAsync(until);
        }
        finally
        {
            await ChangeAsync(-1);
        }
    }

    private async Task ChangeAsync(int by)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            bool wasWaiting = _waiting > 0;
            _waiting += by;
            if (!wasWaiting)
            {
                places.Release();
            }
            else if (_waiting == 0)
            {
                await places.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
