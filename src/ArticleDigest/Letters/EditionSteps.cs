using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>Does the steps of <see cref="EditionFlow"/> on the records.</summary>
public sealed class EditionSteps(
    EditionCompiler compiler,
    RecipientBook recipients,
    LetterLedger ledger,
    LetterDesk desk,
    TimeProvider time,
    CancellationToken cancellationToken) : IEditionSteps
{
    /// <inheritdoc/>
    public async Task<int?> CompileAsync(EditionRequest request) =>
        (await compiler.CompileAsync(request, NewsOfLettersAsync, cancellationToken).ConfigureAwait(false))?.Recipients.Count;

    /// <summary>Puts together what the edition of a date would be now; writes nothing.</summary>
    public Task<Edition> DraftAsync(EditionRequest request) =>
        compiler.DraftAsync(request, NewsOfLettersAsync, cancellationToken);

    /// <inheritdoc/>
    public Task ClaimAsync(EditionRequest request) => compiler.ClaimAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch) =>
        desk.SendBatchAsync(request, batch, cancellationToken);

    /// <inheritdoc/>
    public Task WaitAsync(DateTimeOffset until) => time.WaitUntilAsync(until, cancellationToken);

    /// <inheritdoc/>
    public Task CloseAsync(EditionRequest request) => compiler.CloseAsync(request, cancellationToken);

    private async Task<LetterNews> NewsOfLettersAsync(
        string schedule, DateOnly? previous, DateTimeOffset now, CancellationToken token) => new(
            await recipients.KeysAsync(schedule, token).ConfigureAwait(false),
            await ledger.UntoldAsync(schedule, previous, now, token).ConfigureAwait(false));
}
