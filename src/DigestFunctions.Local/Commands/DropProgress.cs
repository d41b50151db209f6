using ArticleDigest.Articles;
using DigestFunctions.Local.Hosting;

namespace DigestFunctions.Local.Commands;

/// <summary>Works through all drops with a progress bar.</summary>
internal static class DropProgress
{
    /// <summary>Brings every drop that is due to its end.</summary>
    public static async Task SweepAsync(
        Screen screen, Workplace place, IProgress<WorkedDrop>? told, CancellationToken cancellationToken)
    {
        int due = 0;
        DateTimeOffset now = place.Time.GetUtcNow();
        await foreach (DropState drop in place.Pipeline.Survey.GoThroughAsync(cancellationToken))
        {
            due += drop.IsDue(now) ? 1 : 0;
        }

        await screen.ProgressAsync(
            "Reading articles",
            due,
            done => place.Sweeper.SweepToTheEndAsync(new Each(done, told), cancellationToken));
    }

    private sealed class Each(Action<int> done, IProgress<WorkedDrop>? told) : IProgress<WorkedDrop>
    {
        public void Report(WorkedDrop value)
        {
            done(1);
            told?.Report(value);
        }
    }
}
