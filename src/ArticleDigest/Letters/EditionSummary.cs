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

    /// <summary>The date of the edition before; null for the first.</summary>
    public DateOnly? Previous { get; init; }

    /// <summary>What somebody with a minute should read of it; empty in editions of older forms.</summary>
    public IReadOnlyList<LeadLine> Lead { get; init; } = [];

    /// <summary>How much of earlier editions it corrects.</summary>
    public int Corrections { get; init; }

    /// <summary>What it tells first; null if nothing is new, and of older forms.</summary>
    public Gist? First { get; init; }

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
            Previous = edition.Previous,
            Lead = LeadOf(edition, entries),
            Corrections = edition.Corrections.Count,
            First = Gist.Of(edition) is [var first, ..] ? first : null,
            Withdrawn = edition.Withdrawn,
            RetractedAt = edition.RetractedAt,
        };
    }

    private static LeadLine[] LeadOf(Edition edition, IEnumerable<EditionEntry> entries)
    {
        Dictionary<string, EditionEntry> leading = new(StringComparer.Ordinal);
        foreach (EditionEntry entry in entries.Where(entry => edition.Lead.Contains(entry.Id, StringComparer.Ordinal)))
        {
            leading.TryAdd(entry.Id, entry);
        }

        return [.. edition.Lead.Where(leading.ContainsKey).Select(id => LeadLine.Of(leading[id]))];
    }
}

/// <summary>An entry of an edition's lead, as much of it as a line tells: small enough to be kept of many editions.</summary>
/// <param name="Kind">What kind of point it is.</param>
/// <param name="Actor">Who.</param>
/// <param name="Target">Against whom; null if nobody.</param>
/// <param name="Statement">What, cut to a line.</param>
/// <param name="Language">The statement's language, as its article tells it; null if it is not known.</param>
/// <param name="Articles">How many articles tell it.</param>
/// <param name="News">What is new in it; null in editions of older forms.</param>
public sealed record LeadLine(PointKind Kind, string Actor, string? Target, string Statement, string? Language, int Articles, EntryNews? News)
{
    private const int MostOfStatement = 160;

    /// <summary>Who of those who stand to it since backs it.</summary>
    public IReadOnlyList<string> NewSupporters { get; init; } = [];

    internal static LeadLine Of(EditionEntry entry) => new(
        entry.Kind,
        Shown.Cut(Shown.Line(entry.Actor), Shown.TitleLength),
        entry.Target is null ? null : Shown.Cut(Shown.Line(entry.Target), Shown.TitleLength),
        Shown.Cut(Shown.Line(entry.Statement), MostOfStatement),
        entry.Language,
        ArticlesOf(entry),
        entry.News is null ? null : entry.News with { Before = null, BeforeAbout = null })
    {
        NewSupporters = entry.News is null ? [] : [.. entry.Supporters.Select(s => s.Name).Intersect(entry.News.NewStanders, StringComparer.Ordinal)],
    };

    /// <summary>How many articles tell an entry.</summary>
    internal static int ArticlesOf(EditionEntry entry) => entry.Sources.Select(source => source.ArticleId).Distinct(StringComparer.Ordinal).Count();
}
