using System.Text.Json.Serialization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>
/// One schedule's digest of one date, never changed once compiled. Mail and page are both rendered from it. Its second form
/// had neither subjects nor lead, and its entries did not tell what is new in them and who stands to them how; the first did
/// not tell the languages of entries either. All are read, for editions are kept for ever.
/// </summary>
public sealed record Edition() : VersionedRecord(Form, oldest: 1)
{
    /// <summary>The version of the form that is written.</summary>
    internal const int Form = 3;

    /// <summary>The most entries that a lead has.</summary>
    public const int MostLead = 5;

    /// <summary>The schedule's name, such as <c>daily</c>.</summary>
    public required string Schedule { get; init; }

    /// <summary>The edition's title for readers, as configured, such as "Daily digest".</summary>
    public required string Title { get; init; }

    /// <summary>
    /// The language of what mail and page say around it, one of <see cref="ScheduleOptions.Languages"/>: its schedule's when
    /// it was compiled. Editions that do not tell it are in English.
    /// </summary>
    public string Language { get; init; } = "en";

    /// <summary>Its date in the schedule's zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The schedule's IANA zone, such as <c>Europe/Berlin</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>When it was compiled.</summary>
    public required DateTimeOffset CompiledAt { get; init; }

    /// <summary>The date of the edition before this one; null for the first.</summary>
    public DateOnly? Previous { get; init; }

    /// <summary>
    /// The dates, ascending, of editions that were due since <see cref="Previous"/> and did not go out, because nothing ran
    /// then: this edition makes up for them. The last ones if there are many.
    /// </summary>
    public IReadOnlyList<DateOnly> Missed { get; init; } = [];

    /// <summary>True if there was nothing to report and the schedule skips such days: nobody gets a letter.</summary>
    public bool Skipped { get; init; }

    /// <summary>
    /// True if its turn had come but a later one was due before anybody compiled it: it is skipped, and the later one makes up
    /// for it.
    /// </summary>
    public bool PassedOver { get; init; }

    /// <summary>What was proposed, in the order in which it is shown.</summary>
    public required IReadOnlyList<EditionEntry> Proposals { get; init; }

    /// <summary>What was criticised, in the order in which it is shown.</summary>
    public required IReadOnlyList<EditionEntry> Criticisms { get; init; }

    /// <summary>The subjects, in the order in which they are shown; every entry is in exactly one. Empty in older forms.</summary>
    public IReadOnlyList<EditionSubject> Subjects { get; init; } = [];

    /// <summary>The ids of the entries that somebody with a minute should read, at most <see cref="MostLead"/>; empty in older forms.</summary>
    public IReadOnlyList<string> Lead { get; init; } = [];

    /// <summary>What its schedule does with entries that say nothing new.</summary>
    public RepeatedEntries Repeats { get; init; }

    /// <summary>The most entries that a letter shows; null in the form before, whose letters show what a mail can hold.</summary>
    public int? LetterEntries { get; init; }

    /// <summary>What was withdrawn or corrected in earlier editions since the last one.</summary>
    public IReadOnlyList<EditionCorrection> Corrections { get; init; } = [];

    /// <summary>The analysed articles, ordered by their drops' names.</summary>
    public required IReadOnlyList<EditionArticle> Articles { get; init; }

    /// <summary>What became of every drop since the last edition.</summary>
    public required Accounting Accounting { get; init; }

    /// <summary>The ids of the outcomes this edition takes, ordered.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>
    /// Drops that this edition or one before accounts for although their receipts still call them pending, ordered: whoever
    /// worked on them died, or was about to write it. The next edition does not count them again.
    /// </summary>
    public IReadOnlyList<ToldDrop> ToldAhead { get; init; } = [];

    /// <summary>The keys of the recipients it goes to, ordered.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>
    /// The ids of the retractions that it was the first of its schedule to know, ordered. It tells those that concern
    /// editions before it; no later edition tells them again.
    /// </summary>
    public IReadOnlyList<string> Retractions { get; init; } = [];

    /// <summary>That it was taken back; never as it is stored, see <see cref="Retracted"/>.</summary>
    public Withdrawn? Withdrawn { get; init; }

    /// <summary>When something of it was last taken back; never as it is stored, see <see cref="Retracted"/>.</summary>
    public DateTimeOffset? RetractedAt { get; init; }
}

/// <summary>That something was taken back by an editor.</summary>
/// <param name="On">The date in the schedule's zone.</param>
/// <param name="Reason">Why, as the editor says.</param>
public sealed record Withdrawn(DateOnly On, string Reason);

/// <summary>A drop's content that an edition accounts for.</summary>
/// <param name="Drop">The drop's name.</param>
/// <param name="ETag">The content's ETag, without quotation marks.</param>
public sealed record ToldDrop(string Drop, string ETag);

/// <summary>One proposal or criticism, or how somebody stands to one, with every source that tells it.</summary>
public sealed record EditionEntry
{
    /// <summary>Made from the content: 16 lower-case hexadecimal digits, unique in the edition; serves as an anchor.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of point it is.</summary>
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

    /// <summary>Where it is told, best quote first; at least one, unless it is withdrawn.</summary>
    public required IReadOnlyList<EntrySource> Sources { get; init; }

    /// <summary>Its best place among the points of an article, from 0, the most prominent.</summary>
    public int Rank { get; init; }

    /// <summary>The actor under all its names in the sources; null in editions of older forms.</summary>
    public Party? ActorParty { get; init; }

    /// <summary>The target under all its names in the sources; null without target and in editions of older forms.</summary>
    public Party? TargetParty { get; init; }

    /// <summary>What is new in it; null in editions of older forms.</summary>
    public EntryNews? News { get; init; }

    /// <summary>Ids of proposals of this edition that answer the same question differently, in the edition's order.</summary>
    public IReadOnlyList<string> Rivals { get; init; } = [];

    /// <summary>For a criticism that is about a proposal of this edition: that proposal's id; otherwise null.</summary>
    public string? About { get; init; }

    /// <summary>Who backs it, in the order of names; only of proposals.</summary>
    public IReadOnlyList<EntryStander> Supporters { get; init; } = [];

    /// <summary>Who is against it, critics with an entry of their own among them, in the order of names; only of proposals.</summary>
    public IReadOnlyList<EntryStander> Opposers { get; init; } = [];

    /// <summary>For a criticism, whether its target had a say.</summary>
    public TargetVoice TargetVoice { get; init; }

    /// <summary>For a criticism, the ids of entries in which its target answers, in the edition's order.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>For a criticism, what its target is quoted or reported to say to it; null if nothing is.</summary>
    public EntrySource? Reply { get; init; }

    /// <summary>
    /// That it was taken back: then nothing is left of it but who it was given to; never as it is stored, see
    /// <see cref="Retracted"/>.
    /// </summary>
    public Withdrawn? Withdrawn { get; init; }

    /// <summary>The position that it tells of.</summary>
    /// <exception cref="InvalidOperationException">It is of an edition of older forms, which does not tell parties.</exception>
    internal Position ToPosition() => new(
        Kind,
        ActorParty ?? throw new InvalidOperationException($"The entry {Id} does not tell who its actor is."),
        TargetParty,
        Statement,
        Language ?? Article.UnknownLanguage);
}

/// <summary>What a schedule does with entries that say nothing new.</summary>
public enum RepeatedEntries
{
    /// <summary>They shrink to a line.</summary>
    Line,

    /// <summary>They are counted but not shown in letters; the page has them.</summary>
    Leave,
}

/// <summary>What is new in an entry, seen from the editions before.</summary>
public enum NewsKind
{
    /// <summary>The actor has not taken this position in any edition before.</summary>
    New,

    /// <summary>An edition before had it, and nothing has changed.</summary>
    Repeated,

    /// <summary>
    /// The actor said it before; now others stand to it who did not, its target answers, or it differs in something that is
    /// neither more nor less.
    /// </summary>
    Developed,

    /// <summary>The actor asks for more than before.</summary>
    Sharpened,

    /// <summary>The actor asks for less than before.</summary>
    Softened,

    /// <summary>The actor gives up what it had proposed or supported.</summary>
    Withdrawn,

    /// <summary>The actor now stands for the contrary of what it stood for before.</summary>
    Reversed,
}

/// <summary>What is new in an entry.</summary>
public sealed record EntryNews
{
    /// <summary>What.</summary>
    public required NewsKind Kind { get; init; }

    /// <summary>The date of the first edition that had the position; null if this is the first.</summary>
    public DateOnly? First { get; init; }

    /// <summary>The date of the last edition before this one that had it; null if this is the first.</summary>
    public DateOnly? Last { get; init; }

    /// <summary>What kind of point that was; null if this is the first.</summary>
    public PointKind? BeforeKind { get; init; }

    /// <summary>What the actor said then, where it differs; null otherwise.</summary>
    public string? Before { get; init; }

    /// <summary>The language of <see cref="Before"/>; null without it.</summary>
    public string? BeforeLanguage { get; init; }

    /// <summary>
    /// Where the actor criticised then what it does not criticise now: what that was, a proposal or a target's name. Null
    /// otherwise, and in editions that do not tell it.
    /// </summary>
    public string? BeforeAbout { get; init; }

    /// <summary>The words by which the articles had the actor ask then and have it ask now, where these differ, such as "suggested" and "demands"; otherwise null.</summary>
    public ChangedWords? Words { get; init; }

    /// <summary>The names of those who back it or are against it and did not before, in order; empty if the actor did not say it before.</summary>
    public IReadOnlyList<string> NewStanders { get; init; } = [];

    /// <summary>Those of <see cref="NewStanders"/> who criticise it; empty in editions that do not tell it.</summary>
    public IReadOnlyList<string> NewCritics { get; init; } = [];

    /// <summary>For a criticism that was told before, whether its target's reply was not.</summary>
    public bool IsReplyNew { get; init; }

    /// <summary>
    /// What the subject was called in which that edition told the position; null if it was in none. Not as it is stored: the
    /// edition's own subject is called that then.
    /// </summary>
    [JsonIgnore]
    public SubjectName? Subject { get; init; }
}

/// <summary>How firmly somebody asked then and now, in words of the quotes.</summary>
/// <param name="Then">The word of the quote before; null if it was asked for plainly.</param>
/// <param name="Now">The word of this one; null if it is asked for plainly.</param>
public sealed record ChangedWords(string? Then, string? Now);

/// <summary>Whether a criticism's target had a say in the sources.</summary>
public enum TargetVoice
{
    /// <summary>No source has the target speak, or what it says may be an answer or not: nobody can tell.</summary>
    NotHeard,

    /// <summary>The target speaks in the sources and does not answer this.</summary>
    Unanswered,

    /// <summary>The target answers.</summary>
    Answers,
}

/// <summary>Somebody who backs a proposal or is against it.</summary>
/// <param name="Name">Who.</param>
/// <param name="Source">Where that is told.</param>
/// <param name="Entry">The id of the entry that says more, such as a criticism; null if there is none.</param>
public sealed record EntryStander(string Name, EntrySource Source, string? Entry)
{
    /// <summary>Who, under all names in the sources.</summary>
    public required Party Party { get; init; }
}

/// <summary>Entries that are about one thing.</summary>
/// <param name="Id">Made from the content; serves as an anchor.</param>
/// <param name="Label">What they are about, in words of the entries.</param>
/// <param name="Language">The label's language, ISO 639-1.</param>
/// <param name="Entries">The ids of its entries, in the order in which they are shown; a criticism stands behind the proposal it is about.</param>
public sealed record EditionSubject(string Id, string Label, string Language, IReadOnlyList<string> Entries)
{
    /// <summary>The date of the edition that first called it so; null if this one does.</summary>
    public DateOnly? Since { get; init; }
}

/// <summary>What a subject is called from one edition to the next.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Language">The label's language, ISO 639-1.</param>
/// <param name="Since">The date of the edition that first called it so.</param>
public sealed record SubjectName(string Label, string Language, DateOnly Since);

/// <summary>Something that an earlier edition told and that was taken back since.</summary>
/// <param name="Date">That edition's date.</param>
/// <param name="What">What was taken back, in English.</param>
/// <param name="Reason">Why, as the editor says.</param>
public sealed record EditionCorrection(DateOnly Date, string What, string Reason)
{
    /// <summary>What was taken back, for whoever words it in another language; null in editions that do not tell.</summary>
    public RetractedThing? Thing { get; init; }
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

    /// <summary>Its headline; empty if it is withdrawn.</summary>
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

    /// <summary>How many points were withheld because it does not prove them; null if none were, and in editions that do not tell.</summary>
    public int? Withheld { get; init; }

    /// <summary>Whether it replaces other content that was analysed under the same name before.</summary>
    public bool Revised { get; init; }

    /// <summary>That it was taken back, so that the edition tells nothing of it; null if it was not.</summary>
    public Withdrawn? Withdrawn { get; init; }
}

/// <summary>
/// The account of every drop. It adds up: received = analysed + duplicates + rejected + filtered + failed + pending.
/// </summary>
public sealed record Accounting
{
    /// <summary>Nothing came in.</summary>
    public static Accounting Nothing { get; } = new()
    {
        Received = 0,
        Analysed = 0,
        Duplicates = 0,
        Rejected = 0,
        Filtered = 0,
        Failed = 0,
        Pending = 0,
        Withheld = 0,
        Lines = [],
    };

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

    /// <summary>What a model was given and gave for these articles, in tokens; 0 without one.</summary>
    public long Tokens { get; init; }

    /// <summary>What that cost by the prices that were configured; 0 without any, or if they were in several currencies.</summary>
    public decimal Cost { get; init; }

    /// <summary>The currency of <see cref="Cost"/>, ISO 4217; null where it is not known.</summary>
    public string? Currency { get; init; }

    /// <summary>
    /// Why entries were compared without the embedding model that is configured, all or some of them: lower case, no full
    /// stop; null if it knew them all, or none is configured.
    /// </summary>
    public string? MergedWithoutModel { get; init; }

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
public sealed record AccountLine(string Drop, OutcomeStatus Status, string? Title, string? Reason, bool Revised)
{
    /// <summary>
    /// For a duplicate of what an edition before told, that edition's date; null if this one tells it, or it is not known.
    /// </summary>
    public DateOnly? Told { get; init; }
}

/// <summary>A letter that may or may not have arrived; it is not sent again by itself.</summary>
/// <param name="Date">The date of its edition.</param>
/// <param name="RecipientKey">Whom it was for.</param>
/// <param name="Reason">What happened.</param>
public sealed record UncertainLetter(DateOnly Date, string RecipientKey, string Reason);
