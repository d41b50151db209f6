using System.Globalization;

namespace ArticleDigest.Editions;

/// <summary>
/// The steps of an edition. Locally a step is a direct call; in Azure it is an activity. Every step may run twice. What goes
/// between them is small however many letters an edition has: they go in batches, which have numbers from 0.
/// </summary>
public interface IEditionSteps
{
    /// <summary>
    /// Compiles the edition, or finds the one compiled before: how many letters it has; null if a later one was compiled
    /// already.
    /// </summary>
    Task<int?> CompileAsync(EditionRequest request);

    /// <summary>Claims the edition's outcomes for good and takes their markers from the inbox.</summary>
    Task ClaimAsync(EditionRequest request);

    /// <summary>
    /// Brings every letter of a batch as far as it gets now, at most <see cref="EditionFlow.LettersInBatch"/> of them. A fault
    /// of one letter does not keep the others from being tried.
    /// </summary>
    /// <returns>When to come again; null if all letters of the batch are settled.</returns>
    Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch);

    /// <summary>Waits; a durable timer in Azure.</summary>
    Task WaitAsync(DateTimeOffset until);

    /// <summary>Closes the edition.</summary>
    Task CloseAsync(EditionRequest request);
}

/// <summary>How a run of <see cref="EditionFlow"/> ended.</summary>
public enum EditionEnd
{
    /// <summary>Every letter is settled and the edition is closed.</summary>
    Sent,

    /// <summary>There is no such edition, because a later one was compiled before it.</summary>
    Overtaken,

    /// <summary>Letters still wait, and it has taken many steps: run the flow once more, with a history that begins anew.</summary>
    GoesOn,
}

/// <summary>
/// The way of an edition: compile, claim, letters, close. Deterministic: it awaits its steps and nothing else, so that it
/// can run inside a Durable orchestration, and ends before the history of one grows large.
/// </summary>
public static class EditionFlow
{
    /// <summary>How many letters a batch has at most.</summary>
    public const int LettersInBatch = 50;

    /// <summary>How many letters of a batch are on their way at once.</summary>
    public const int LettersAtOnce = 8;

    /// <summary>How many batches are on their way at once.</summary>
    public const int BatchesAtOnce = 2;

    /// <summary>After so many batches a run ends, once every batch was tried; each makes some three events of an orchestration's history.</summary>
    public const int MostTries = 600;

    /// <summary>The instance of this flow for an edition; starting one that runs already is not an error.</summary>
    public static string InstanceId(EditionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.Create(CultureInfo.InvariantCulture, $"edition-{request.Schedule}-{request.Date:yyyy-MM-dd}");
    }

    /// <summary>Runs the flow as far as one history should go.</summary>
    public static async Task<EditionEnd> RunAsync(EditionRequest request, IEditionSteps steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        int? letters = await steps.CompileAsync(request);
        if (letters is not { } count)
        {
            return EditionEnd.Overtaken;
        }

        await steps.ClaimAsync(request);
        int tries = 0;
        List<int> due = [.. Enumerable.Range(0, (count + LettersInBatch - 1) / LettersInBatch)];
        List<WaitingBatch> waiting = [];
        while (due.Count > 0)
        {
            tries += due.Count;
            waiting.AddRange(await SendAsync(request, due, steps));
            if (waiting.Count == 0)
            {
                break;
            }

            DateTimeOffset next = waiting.Min(w => w.Until);
            await steps.WaitAsync(next);
            if (tries >= MostTries)
            {
                return EditionEnd.GoesOn;
            }

            due = [.. waiting.Where(w => w.Until <= next).Select(w => w.Batch).Order()];
            waiting.RemoveAll(w => w.Until <= next);
        }

        await steps.CloseAsync(request);
        return EditionEnd.Sent;
    }

    /// <summary>Tries batches, some at once; one that takes long holds up those of its own lane alone.</summary>
    private static async Task<IEnumerable<WaitingBatch>> SendAsync(EditionRequest request, List<int> batches, IEditionSteps steps)
    {
        List<WaitingBatch>[] lanes = await Task.WhenAll(Enumerable.Range(0, Math.Min(BatchesAtOnce, batches.Count))
            .Select(lane => SendLaneAsync(request, batches.Where((_, i) => i % BatchesAtOnce == lane), steps)));
        return lanes.SelectMany(lane => lane);
    }

    private static async Task<List<WaitingBatch>> SendLaneAsync(EditionRequest request, IEnumerable<int> batches, IEditionSteps steps)
    {
        List<WaitingBatch> waiting = [];
        foreach (int batch in batches)
        {
            if (await steps.SendBatchAsync(request, batch) is { } until)
            {
                waiting.Add(new WaitingBatch(batch, until));
            }
        }

        return waiting;
    }

    private sealed record WaitingBatch(int Batch, DateTimeOffset Until);
}
