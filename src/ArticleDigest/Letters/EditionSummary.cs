using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>A line of the archive: one edition.</summary>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Date">The edition's date.</param>
/// <param name="Title">Its title for readers.</param>
/// <param name="Proposals">How many proposals it has that were not withdrawn.</param>
/// <param name="Criticisms">How many criticisms it has that were not withdrawn.</param>
/// <param name="Articles">How many articles it tells of.</param>
/// <param name="Unread">How many drops could not be read: rejected, filtered or failed.</param>
/// <param name="CompiledAt">When it was compiled.</param>
/// <param name="Skipped">Whether nobody got a letter because there was nothing to report.</param>
public sealed record EditionSummary(
    string Schedule, DateOnly Date, string Title, int Proposals, int Criticisms, int Articles, int Unread, DateTimeOffset CompiledAt, bool Skipped)
{
    /// <summary>How many entries only say how somebody stands to what others propose, or give something up.</summary>
    public int Stances { get; init; }

    /// <summary>How many entries say something that no edition before had; null if that goes without saying: all of them do.</summary>
    public int? New { get; init; }

    /// <summary>How many entries change what somebody said before: withdrawn, turned round, sharper, softer or otherwise.</summary>
    public int Changed { get; init; }

    /// <summary>How much of earlier editions it corrects.</summary>
    public int Corrections { get; init; }

    /// <summary>That the edition was taken back; null if it was not.</summary>
    public Withdrawn? Withdrawn { get; init; }

    /// <summary>When something of it was last taken back; null if nothing was.</summary>
    public DateTimeOffset? RetractedAt { get; init; }

    /// <summary>Since when it reads as it does.</summary>
    public DateTimeOffset ChangedAt => RetractedAt is { } at && at > CompiledAt ? at : CompiledAt;

    /// <summary>An edition's line.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    public static EditionSummary Of(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        Accounting account = edition.Accounting;
        EditionEntry[] entries = [.. edition.Proposals.Concat(edition.Criticisms).Where(e => e.Withdrawn is null)];
        int proposals = entries.Count(e => e.Kind == PointKind.Proposal);
        int criticisms = entries.Count(e => e.Kind == PointKind.Criticism);
        int isNew = entries.Count(e => e.News is null or { Kind: NewsKind.New });
        int repeated = entries.Count(e => e.News is { Kind: NewsKind.Repeated } or { Kind: NewsKind.Developed, Before: null });
        return new EditionSummary(
            edition.Schedule,
            edition.Date,
            edition.Title,
            proposals,
            criticisms,
            edition.Articles.Count,
            account.Rejected + account.Filtered + account.Failed,
            edition.CompiledAt,
            edition.Skipped)
        {
            Stances = entries.Length - proposals - criticisms,
            New = edition.Previous is null || isNew == entries.Length ? null : isNew,
            Changed = entries.Length - isNew - repeated,
            Corrections = edition.Corrections.Count,
            Withdrawn = edition.Withdrawn,
            RetractedAt = edition.RetractedAt,
        };
    }
}
