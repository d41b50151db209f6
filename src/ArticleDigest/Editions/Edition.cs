using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>
/// One schedule's digest of one date, never changed once compiled. Mail and page are both rendered from it. Its first form
/// did not tell the languages of entries.
/// </summary>
public sealed record Edition() : VersionedRecord(2)
{
    /// <summary>The schedule's name, such as <c>daily</c>.</summary>
    public required string Schedule { get; init; }

    /// <summary>The edition's title for readers, as configured, such as "Daily digest".</summary>
    public required string Title { get; init; }

    /// <summary>Its date in the schedule's zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The schedule's IANA zone, such as <c>Europe/Berlin</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>When it was compiled.</summary>
    public required DateTimeOffset CompiledAt { get; init; }

    /// <summary>The date of the edition before this one; null for the first.</summary>
    public DateOnly? Previous { get; init; }

    /// <summary>True if there was nothing to report and the schedule skips such days: nobody gets a letter.</summary>
    public bool Skipped { get; init; }

    /// <summary>What was proposed, most prominent first.</summary>
    public required IReadOnlyList<EditionEntry> Proposals { get; init; }

    /// <summary>What was criticised, most prominent first.</summary>
    public required IReadOnlyList<EditionEntry> Criticisms { get; init; }

    /// <summary>The analysed articles, ordered by their drops' names.</summary>
    public required IReadOnlyList<EditionArticle> Articles { get; init; }

    /// <summary>What became of every drop since the last edition.</summary>
    public required Accounting Accounting { get; init; }

    /// <summary>The ids of the outcomes this edition takes, ordered.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>The keys of the recipients it goes to, ordered.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }
}

/// <summary>One proposal or criticism, with every source that tells it.</summary>
public sealed record EditionEntry
{
    /// <summary>Made from the content: 16 lower-case hexadecimal digits, unique in the edition; serves as an anchor.</summary>
    public required string Id { get; init; }

    /// <summary>Proposal or criticism.</summary>
    public required PointKind Kind { get; init; }

    /// <summary>Who proposes or criticises.</summary>
    public required string Actor { get; init; }

    /// <summary>Who or what is criticised; null for a proposal.</summary>
    public string? Target { get; init; }

    /// <summary>What, in one short statement.</summary>
    public required string Statement { get; init; }

    /// <summary>
    /// The statement's language, as <see cref="Article.Language"/> tells it; null in editions of the first form. A quote is
    /// in its own article's.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>Whether it is a key point of one of its articles.</summary>
    public bool IsKey { get; init; }

    /// <summary>Where it is told, best quote first; at least one.</summary>
    public required IReadOnlyList<EntrySource> Sources { get; init; }
}

/// <summary>One article's evidence for an entry.</summary>
/// <param name="ArticleId">The article, one of the edition's.</param>
/// <param name="Evidence">The quote and its place in that article's text.</param>
public sealed record EntrySource(string ArticleId, Evidence Evidence);

/// <summary>An analysed article as the edition tells of it.</summary>
public sealed record EditionArticle
{
    /// <summary>The article's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its headline.</summary>
    public required string Title { get; init; }

    /// <inheritdoc cref="Article.Byline"/>
    public string? Byline { get; init; }

    /// <inheritdoc cref="Article.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="Article.Published"/>
    public DateOnly? Published { get; init; }

    /// <inheritdoc cref="Article.Language"/>
    public required string Language { get; init; }

    /// <summary>The names of all drops of this edition that have this text, ordered; the first is the one analysed.</summary>
    public required IReadOnlyList<string> Drops { get; init; }

    /// <summary>How many of its points are in the edition.</summary>
    public required int Points { get; init; }

    /// <summary>Whether it replaces other content that was analysed under the same name before.</summary>
    public bool Revised { get; init; }
}

/// <summary>
/// The account of every drop. It adds up: received = analysed + duplicates + rejected + filtered + failed + pending.
/// </summary>
public sealed record Accounting
{
    /// <summary>Drops that came or came again since the last edition, and those still pending.</summary>
    public required int Received { get; init; }

    /// <summary>Articles that were analysed.</summary>
    public required int Analysed { get; init; }

    /// <summary>Drops with a text that another drop had brought.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Drops that cannot be read.</summary>
    public required int Rejected { get; init; }

    /// <summary>Articles that a model's filter refused.</summary>
    public required int Filtered { get; init; }

    /// <summary>Drops that were given up after several attempts.</summary>
    public required int Failed { get; init; }

    /// <summary>Drops still being worked on when the edition was compiled; they come with a later one.</summary>
    public required int Pending { get; init; }

    /// <summary>Points withheld because the article does not prove them.</summary>
    public required int Withheld { get; init; }

    /// <summary>A line for every drop that is accounted for, ordered by name.</summary>
    public required IReadOnlyList<AccountLine> Lines { get; init; }

    /// <summary>Letters of earlier editions of which nobody knows whether they arrived, since the last edition.</summary>
    public IReadOnlyList<UncertainLetter> Uncertain { get; init; } = [];
}

/// <summary>What became of one drop.</summary>
/// <param name="Drop">The drop's name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Title">The article's headline, if it is one.</param>
/// <param name="Reason">Why it was not analysed; for a duplicate, the name of the drop that has the text; null if analysed.</param>
/// <param name="Revised">Whether the name had other content before.</param>
public sealed record AccountLine(string Drop, OutcomeStatus Status, string? Title, string? Reason, bool Revised);

/// <summary>A letter that may or may not have arrived; it is not sent again by itself.</summary>
/// <param name="Date">The date of its edition.</param>
/// <param name="RecipientKey">Whom it was for.</param>
/// <param name="Reason">What happened.</param>
public sealed record UncertainLetter(DateOnly Date, string RecipientKey, string Reason);
