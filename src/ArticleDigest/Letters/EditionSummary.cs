using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>A line of the archive: one edition.</summary>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Date">The edition's date.</param>
/// <param name="Title">Its title for readers.</param>
/// <param name="Proposals">How many proposals it has.</param>
/// <param name="Criticisms">How many criticisms it has.</param>
/// <param name="Articles">How many articles it tells of.</param>
/// <param name="Unread">How many drops could not be read: rejected, filtered or failed.</param>
/// <param name="CompiledAt">When it was compiled.</param>
/// <param name="Skipped">Whether nobody got a letter because there was nothing to report.</param>
public sealed record EditionSummary(
    string Schedule, DateOnly Date, string Title, int Proposals, int Criticisms, int Articles, int Unread, DateTimeOffset CompiledAt, bool Skipped)
{
    /// <summary>An edition's line.</summary>
    public static EditionSummary Of(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        Accounting account = edition.Accounting;
        return new EditionSummary(
            edition.Schedule,
            edition.Date,
            edition.Title,
            edition.Proposals.Count,
            edition.Criticisms.Count,
            edition.Articles.Count,
            account.Rejected + account.Filtered + account.Failed,
            edition.CompiledAt,
            edition.Skipped);
    }
}
