using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Hosting;

/// <summary>What sending an edition on command came to.</summary>
/// <param name="Schedule">Its schedule.</param>
/// <param name="Date">Its date.</param>
/// <param name="State">How it stands.</param>
/// <param name="ClosedAt">When its last letter was settled; null if it is open or there is none.</param>
/// <param name="Waiting">How many outcomes wait for the next edition.</param>
/// <param name="Letters">Its letters by where they stand.</param>
/// <param name="Fault">Why letters wait; null if none does, or if another process has them.</param>
internal sealed record SentEdition(
    string Schedule, DateOnly Date, SentState State, DateTimeOffset? ClosedAt, int Waiting, LetterCounts Letters, string? Fault)
{
    /// <summary>Whether nothing is left to be done.</summary>
    public bool IsDone => State is SentState.Sent or SentState.SentBefore or SentState.Skipped or SentState.Nothing;

    /// <summary>
    /// Sends an edition. Letters that the mail server puts off are left to the next run instead of being waited for.
    /// </summary>
    public static async Task<SentEdition> SendAsync(Workplace place, EditionRequest request, CancellationToken cancellationToken)
    {
        SentState state = await FindStateAsync(place, request, cancellationToken);
        if (state == SentState.Sent)
        {
            try
            {
                ImpatientSteps steps = new(place.Pipeline.EditionSteps(cancellationToken));
                state = await EditionFlow.RunAsync(request, steps) == EditionEnd.Overtaken ? SentState.Overtaken : SentState.Sent;
            }
            catch (LettersWaitException)
            {
                state = SentState.Waiting;
            }
        }

        return new SentEdition(
            request.Schedule,
            request.Date,
            state,
            await place.Pipeline.Shelf.ClosedAtAsync(request, cancellationToken),
            await place.Pipeline.Compiler.CountWaitingAsync(request.Schedule, cancellationToken),
            await place.Pipeline.Ledger.StatusAsync(request.Schedule, request.Date, cancellationToken),
            state == SentState.Waiting ? await place.Pipeline.Ledger.FirstDelayAsync(request.Schedule, request.Date, cancellationToken) : null);
    }

    /// <summary>The same in a sentence.</summary>
    public string Tell()
    {
        string letters = $"letters: {string.Join(", ", CountLetters())}";
        string edition = $"The edition {Schedule} of {Date:yyyy-MM-dd}";
        string next = Waiting == 1 ? "1 outcome waits for the next one" : $"{Waiting} outcomes wait for the next one";
        return State switch
        {
            SentState.Sent => $"{edition} went out: {letters}.",
            SentState.SentBefore => $"{edition} went out at {ClosedAt:yyyy-MM-dd HH:mm:ss} UTC ({letters}); {next}.",
            SentState.Skipped => $"{edition} had nothing to report and was skipped; {next}.",
            SentState.Nothing => $"{edition} would have nothing to report, so it was not made; {next}.",
            SentState.Waiting => $"{edition} is under way: {letters} ({Fault ?? "somebody is sending them, or was and died"}). 'digest run' or sending again tries them again.",
            _ => $"{edition} cannot be made any more: a later one went out without it; {next}.",
        };
    }

    /// <summary>
    /// What is known before anything is done; <see cref="SentState.Sent"/> if there is something to send. A date on which
    /// there is nothing to report is not used up: an article that comes later can still go out.
    /// </summary>
    private static async Task<SentState> FindStateAsync(Workplace place, EditionRequest request, CancellationToken cancellationToken)
    {
        if (await place.Pipeline.Shelf.ReadAsync(request, cancellationToken) is { } edition)
        {
            bool isClosed = await place.Pipeline.Shelf.ClosedAtAsync(request, cancellationToken) is not null;
            return edition.Skipped ? SentState.Skipped : isClosed ? SentState.SentBefore : SentState.Sent;
        }

        Edition draft = await place.Pipeline.EditionSteps(cancellationToken).DraftAsync(request);
        return place.Pipeline.Compiler.IsToBeSkipped(draft) ? SentState.Nothing : SentState.Sent;
    }

    private IEnumerable<string> CountLetters() =>
        new (int Count, string What)[]
        {
            (Letters.Refused, "refused"),
            (Letters.Uncertain, "uncertain"),
            (Letters.Withdrawn, "withdrawn"),
            (Letters.Open, "waiting"),
        }
        .Where(c => c.Count > 0)
        .Select(c => $"{c.Count} {c.What}")
        .Prepend($"{Letters.Sent} sent");
}

/// <summary>Some letters have to wait, and whoever asked does not.</summary>
internal sealed class LettersWaitException : Exception;

/// <summary>Steps that do not wait: the letters that would have to are left for later.</summary>
internal sealed class ImpatientSteps(IEditionSteps steps) : IEditionSteps
{
    public Task<int?> CompileAsync(EditionRequest request) => steps.CompileAsync(request);

    public Task ClaimAsync(EditionRequest request) => steps.ClaimAsync(request);

    public Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch) => steps.SendBatchAsync(request, batch);

    public Task WaitAsync(DateTimeOffset until) => throw new LettersWaitException();

    public Task CloseAsync(EditionRequest request) => steps.CloseAsync(request);
}
