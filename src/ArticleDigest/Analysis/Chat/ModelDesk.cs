using ArticleDigest.Articles;

namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// Asks the model about one stretch of an article: first the answers that are kept, then, if the budgets have room, the model
/// itself. It sums up what was used.
/// </summary>
internal sealed class ModelDesk(IChatModel model, string modelKey, TokenBudget budget, AnswerShelf shelf, Article article, string analystVersion)
{
    /// <summary>What was used so far; what was kept costs nothing.</summary>
    public TokenUse Use { get; private set; } = TokenUse.None;

    /// <summary>How often the model was asked.</summary>
    public int Calls { get; private set; }

    /// <summary>
    /// Asks for an answer of a form; one that does not have it is asked for once more, with the fault named, and only one that has it is kept.
    /// </summary>
    /// <returns>The answer in its form, or what there is instead.</returns>
    public async Task<(T? Answer, ModelAnswer Raw)> AskAsync<T>(ModelQuestion question, CancellationToken cancellationToken)
        where T : class
    {
        if (await shelf.FindAsync(modelKey, question, cancellationToken).ConfigureAwait(false) is { } kept
            && PointsForm.Read<T>(kept.Text).Answer is { } known)
        {
            return (known, new ModelAnswer(AnswerStatus.Answered) { Text = kept.Text });
        }

        ModelAnswer raw = await AskModelAsync(question, cancellationToken).ConfigureAwait(false);
        if (raw.Status != AnswerStatus.Answered)
        {
            return (null, raw);
        }

        (T? answer, string? fault) = PointsForm.Read<T>(raw.Text);
        if (answer is null)
        {
            raw = await AskModelAsync(Prompts.Again(question, fault!), cancellationToken).ConfigureAwait(false);
            (answer, fault) = raw.Status == AnswerStatus.Answered ? PointsForm.Read<T>(raw.Text) : (null, null);
        }

        if (answer is not null)
        {
            await shelf.KeepAsync(modelKey, question, raw, cancellationToken).ConfigureAwait(false);
        }

        return (answer, fault is null ? raw : raw with { Reason = $"the model's answer cannot be used, twice: {fault}" });
    }

    private async Task<ModelAnswer> AskModelAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        int estimate = Tokens.Count(question) + question.MaxOutputTokens;
        BudgetAnswer room = await budget.ReserveAsync(article.Id, analystVersion, estimate, cancellationToken).ConfigureAwait(false);
        if (room.Reservation is not { } reservation)
        {
            return new ModelAnswer(room.Status == BudgetStatus.Spent ? AnswerStatus.OverBudget : AnswerStatus.Throttled) { Reason = room.Reason, Until = room.Until };
        }

        ModelAnswer answer = await model.AskAsync(question, cancellationToken).ConfigureAwait(false);
        Calls += answer.WasAsked ? 1 : 0;
        Use += answer.Use;
        await budget.SettleAsync(reservation, CostOf(answer, reservation), CancellationToken.None).ConfigureAwait(false);
        return answer;
    }

    // A service that answers and does not tell what that cost is taken to have cost what was reserved: budgets must hold.
    private static TokenUse? CostOf(ModelAnswer answer, Reservation reservation) =>
        answer.MayHaveCost ? null
        : answer.Status is AnswerStatus.Answered or AnswerStatus.Truncated or AnswerStatus.AnswerFiltered && answer.Use.Input <= 0 ? new TokenUse(reservation.Tokens, 0, 0)
        : answer.Use;
}
