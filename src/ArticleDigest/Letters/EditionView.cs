using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>How much of an edition is shown.</summary>
/// <param name="Entries">The most entries of each kind; twice as many of both.</param>
/// <param name="Quotes">The most quotes of an entry; further sources are named.</param>
/// <param name="Lines">The most lines of the account.</param>
/// <param name="Text">The longest statement or quote, in UTF-16 units.</param>
/// <param name="Title">The longest title, in UTF-16 units.</param>
internal sealed record Extent(int Entries, int Quotes, int Lines, int Text, int Title)
{
    // Statements of other entries that a line refers to, and names in a row.
    private const int ReferenceLength = 160;
    private const int NamesInRow = 5;

    /// <summary>Whether it is for a letter, which has no more entries and makes as little of repeated ones as its edition says.</summary>
    public bool IsLetter { get; init; }

    /// <summary>The longest statement of another entry that is referred to, in UTF-16 units.</summary>
    public int Reference => Math.Min(Text, ReferenceLength);

    /// <summary>The most names and references in a row.</summary>
    public static int InRow => NamesInRow;

    /// <summary>All of it.</summary>
    public static Extent Whole { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);
}

/// <summary>An edition as mail and page show it: every text safe on one line, every sentence made, everything cut to size.</summary>
public sealed record EditionView
{
    /// <summary>The edition's title.</summary>
    public required string Title { get; init; }

    /// <summary>Its date in words.</summary>
    public required string Date { get; init; }

    /// <summary>How many proposals and criticisms, or what there is instead.</summary>
    public required string Counts { get; init; }

    /// <summary>What a document of it is called: what it tells first, its title and its date.</summary>
    public required string DocumentTitle { get; init; }

    /// <summary>What it tells its reader that a letter's subject has no room for.</summary>
    public required IReadOnlyList<Remark> Preview { get; init; }

    /// <summary>The first sentence.</summary>
    public required string Opening { get; init; }

    /// <summary>What the edition covers.</summary>
    public required string Covers { get; init; }

    /// <summary>How much of it is about what the reader follows; null if every entry concerns them.</summary>
    public string? Followed { get; init; }

    /// <summary>What somebody with a minute should read; may be empty.</summary>
    public required IReadOnlyList<LeadView> Lead { get; init; }

    /// <summary>
    /// The subjects, or in editions of the form before proposals and criticisms; one of which nothing is shown is left out.
    /// </summary>
    public required IReadOnlyList<SectionView> Sections { get; init; }

    /// <summary>What there is beside the sections, such as "and 12 entries of 4 more subjects in the archive".</summary>
    public required IReadOnlyList<string> Rest { get; init; }

    /// <summary>What is corrected of editions before, a sentence or two each.</summary>
    public required IReadOnlyList<Remark> Corrections { get; init; }

    /// <summary>What became of every drop.</summary>
    public required AccountView Account { get; init; }

    /// <summary>The words around it.</summary>
    public required Words Words { get; init; }

    /// <summary>Whether a letter of it has anything to say at its foot.</summary>
    /// <param name="links">Where the letter leads.</param>
    internal bool HasFoot(LetterLinks links) => Sections.Count > 0 || links.Edition is not null || links.Unsubscribe is not null;

    /// <summary>Makes the view of an edition.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="extent">How much of it is shown.</param>
    /// <param name="words">The words around it.</param>
    /// <param name="following">What the reader follows; null if every entry concerns them.</param>
    /// <param name="pages">Where the pages of its articles and parties are; null if readers cannot reach them.</param>
    internal static EditionView Of(Edition edition, Extent extent, Words words, Following? following = null, PageAddresses? pages = null)
    {
        Wording wording = new(words);
        EntryViews entries = new(edition, extent, wording, pages ?? PageAddresses.None);
        EntrySelection selection = EntrySelection.Of(edition, extent, wording, following);
        IReadOnlyList<Gist> gists = Gist.Of(edition, following);
        return new EditionView
        {
            Words = words,
            Title = Shown.Cut(Shown.Line(edition.Title), Shown.TitleLength),
            Date = words.Long(edition.Date),
            Counts = wording.Counts(edition),
            DocumentTitle = gists is [var first, ..] ? $"{wording.Gist(first, Shown.TitleLength)} · {wording.Title(edition)}" : wording.Title(edition),
            Preview = SubjectLine.Rest(gists, wording),
            Opening = wording.Opening(edition),
            Covers = wording.Covers(edition),
            Followed = following is null ? null : wording.Followed(following, edition.Proposals.Count + edition.Criticisms.Count),
            Lead = [.. edition.Lead.Where(id => following is null || following.Concerns(id)).Select(id => entries.LeadOf(id, selection)).OfType<LeadView>()],
            Sections = [.. selection.Sections.Select(section => SectionOf(section, entries, selection))],
            Rest = selection.Rest,
            Corrections = CorrectionsOf(edition, extent, wording),
            Account = AccountOf(edition, extent, wording, pages ?? PageAddresses.None),
        };
    }

    private static IReadOnlyList<Remark> CorrectionsOf(Edition edition, Extent extent, Wording wording)
    {
        int hidden = Math.Max(0, edition.Corrections.Count - extent.Lines);
        return
        [
            .. edition.Corrections.Take(extent.Lines).Select(wording.Correction),
            .. hidden == 0 ? Array.Empty<Remark>() : [new Remark(wording.Words.Say("more.corrections", hidden))],
        ];
    }

    private static SectionView SectionOf(SelectedSection section, EntryViews entries, EntrySelection selection) => new(
        section.Id,
        section.Heading,
        section.Language,
        [.. section.Entries.Select(entry => entries.Of(entry, section, selection))],
        section.More);

    private static AccountView AccountOf(Edition edition, Extent extent, Wording wording, PageAddresses pages)
    {
        Accounting account = edition.Accounting;
        IReadOnlyDictionary<string, int> points = ArticlePoints.CountIn(edition);
        Dictionary<string, EditionArticle> byDrop = new(StringComparer.Ordinal);
        Dictionary<string, EditionArticle> byCopy = new(StringComparer.Ordinal);
        foreach (EditionArticle article in edition.Articles.Where(a => a.Drops.Count > 0))
        {
            byDrop.TryAdd(article.Drops[0], article with { Points = points.GetValueOrDefault(article.Id) });
            foreach (string copy in article.Drops.Skip(1))
            {
                byCopy.TryAdd(copy, article);
            }
        }

        // What went wrong is what somebody may want to mend: it comes first, and is cut last.
        AccountLine[] exceptions = [.. account.Lines.Where(IsException).Take(extent.Lines)];
        AccountLine[] rest = [.. account.Lines.Where(line => !IsException(line)).Take(extent.Lines - exceptions.Length)];
        int more = account.Lines.Count - exceptions.Length - rest.Length;
        return new AccountView(
            wording.Summary(account, edition.Articles.Count(a => a is { Withdrawn: null, Drops.Count: > 0 } && !points.ContainsKey(a.Id))),
            [.. exceptions.Select(ViewOf)],
            [.. rest.Select(ViewOf)],
            more > 0 ? wording.Words.Say("more.articles", more) : null,
            wording.Notes(account, edition.Articles));

        bool IsException(AccountLine line) =>
            Wording.IsFault(line.Status) || (line.Status == OutcomeStatus.Analysed && (line.Reason is not null || byDrop.GetValueOrDefault(line.Drop)?.Withheld > 0));

        LineView ViewOf(AccountLine line) => LineOf(line, byDrop.GetValueOrDefault(line.Drop), extent, wording) with { Link = LinkOf(line) };

        string? LinkOf(AccountLine line) => pages.LeadsOn && ArticleOf(line) is { } article
            ? pages.Article(edition.Schedule, edition.Date, article.Id)
            : null;

        EditionArticle? ArticleOf(AccountLine line) => line.Status switch
        {
            OutcomeStatus.Analysed => byDrop.GetValueOrDefault(line.Drop),
            OutcomeStatus.Duplicate => byCopy.GetValueOrDefault(line.Drop),
            _ => null,
        };
    }

    private static LineView LineOf(AccountLine line, EditionArticle? article, Extent extent, Wording wording)
    {
        bool isDuplicate = line.Status == OutcomeStatus.Duplicate && line.Reason is not null;
        return new LineView(
            NameOf(line.Drop),
            Shown.Line(line.Title) is { Length: > 0 } title ? Shown.Cut(title, extent.Title) : null,
            wording.Became(line, article, extent.Text),
            isDuplicate ? NameOf(line.Reason!) : null,
            line.Revised,
            Wording.IsFault(line.Status));

        string NameOf(string drop) => extent.Title == int.MaxValue ? Shown.Name(drop) : Shown.ShortName(drop);
    }
}

/// <summary>The entries of one subject or kind.</summary>
/// <param name="Id">Serves as an anchor.</param>
/// <param name="Heading">What they are about, or the kind's name.</param>
/// <param name="Language">The heading's language; null if it is that of the words around it.</param>
/// <param name="Entries">What is shown of them.</param>
/// <param name="More">What more there is in the archive, such as "and 12 more proposals in the archive".</param>
public sealed record SectionView(
    string Id, string Heading, LanguageView? Language, IReadOnlyList<EntryView> Entries, IReadOnlyList<string> More);

/// <summary>One proposal or criticism, or how somebody stands to one.</summary>
public sealed record EntryView
{
    /// <summary>Serves as an anchor.</summary>
    public required string Id { get; init; }

    /// <summary>What kind it is in words, such as "New proposal"; null where the heading says so.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether it is of the proposals' side or the criticisms': <c>proposals</c> or <c>criticisms</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>Where more is told of them; null if readers cannot reach it.</summary>
    public string? ActorLink { get; init; }

    /// <summary>Against whom; null for a proposal.</summary>
    public string? Target { get; init; }

    /// <summary>Where more is told of them; null if nothing is, or readers cannot reach it.</summary>
    public string? TargetLink { get; init; }

    /// <summary>What.</summary>
    public required string Statement { get; init; }

    /// <summary>The statement's language.</summary>
    public required LanguageView Language { get; init; }

    /// <summary>Whether it says nothing new and shrinks to a line: there is nothing else then but <see cref="Details"/>.</summary>
    public bool IsBrief { get; init; }

    /// <summary>Whether it stands under the proposal that it is about or the criticism that it answers.</summary>
    public bool IsUnder { get; init; }

    /// <summary>Of a line, what else it says, such as "first told 3 March"; null for others.</summary>
    public string? Details { get; init; }

    /// <summary>What is new in it; null if there is nothing to be said.</summary>
    public NewsView? News { get; init; }

    /// <summary>The proof.</summary>
    public IReadOnlyList<QuoteView> Quotes { get; init; } = [];

    /// <summary>Further sources; null if none.</summary>
    public string? Also { get; init; }

    /// <summary>How it stands to others: who is for and against it, rivals, answers.</summary>
    public IReadOnlyList<RelationView> Relations { get; init; } = [];

    /// <summary>Of a criticism, what its target says to it; null if nothing is told.</summary>
    public ReplyView? Reply { get; init; }
}

/// <summary>What the target of a criticism says to it.</summary>
/// <param name="Words">Whose words they are, such as "Answer by the mayor".</param>
/// <param name="Quote">The words.</param>
public sealed record ReplyView(string Words, QuoteView Quote);

/// <summary>What is new in an entry.</summary>
/// <param name="Words">That, such as "Sharper than on 3 March", or as much of it as stands before what was said then.</param>
/// <param name="Before">What was said then; null if that is not told.</param>
/// <param name="Language">The language of <paramref name="Before"/>.</param>
/// <param name="After">What stands behind it.</param>
public sealed record NewsView(string Words, string? Before, LanguageView Language, string After);

/// <summary>How an entry stands to others.</summary>
/// <param name="Words">What the others are to it, such as "Backed by".</param>
/// <param name="Others">The others; empty if the words say all.</param>
/// <param name="More">How many more there are, such as "and 3 more"; null if none.</param>
public sealed record RelationView(string Words, IReadOnlyList<ReferenceView> Others, string? More)
{
    /// <summary>What stands between the others: names are parted by commas, statements, which may have some, otherwise.</summary>
    public string Separator => Others.Any(o => o.Statement is not null) ? "; " : ", ";
}

/// <summary>A name or an entry that is referred to.</summary>
/// <param name="Id">The entry's anchor; null if there is none.</param>
/// <param name="IsHere">Whether that entry is shown in this document.</param>
/// <param name="Who">Who.</param>
/// <param name="Statement">What, or the words that prove it in quotation marks; null if only the name is told.</param>
/// <param name="Language">The statement's language.</param>
public sealed record ReferenceView(string? Id, bool IsHere, string Who, string? Statement, LanguageView Language)
{
    /// <summary>Of somebody without an entry, where the words that prove it stand in their article, or else where more is told of them; null if readers cannot reach it.</summary>
    public string? Link { get; init; }
}

/// <summary>A line of the lead.</summary>
/// <param name="Kind">What kind of entry it is, such as "Proposal".</param>
/// <param name="Entry">The entry.</param>
/// <param name="Details">How many articles tell it, and what is new.</param>
public sealed record LeadView(string Kind, ReferenceView Entry, string Details);

/// <summary>One quote with its source.</summary>
/// <param name="Quote">The quote.</param>
/// <param name="Language">Its language; with a name only where the entry has not told that.</param>
/// <param name="Title">The article's title.</param>
/// <param name="WhereAndWhen">The article's source and date; null if it has neither.</param>
public sealed record QuoteView(string Quote, LanguageView Language, string Title, string? WhereAndWhen)
{
    /// <summary>Where it stands in the article; null if readers cannot reach it.</summary>
    public string? Link { get; init; }
}

/// <summary>What became of every drop.</summary>
/// <param name="Summary">The numbers in a sentence.</param>
/// <param name="Exceptions">What is shown of drops that could not be read, or not as they should be.</param>
/// <param name="Rest">What is shown of the others.</param>
/// <param name="More">How many more there are; null if none.</param>
/// <param name="Notes">What else there is to say.</param>
public sealed record AccountView(
    string Summary, IReadOnlyList<LineView> Exceptions, IReadOnlyList<LineView> Rest, string? More, IReadOnlyList<Remark> Notes);

/// <summary>What became of one drop.</summary>
/// <param name="Drop">The drop's name, everything invisible made visible.</param>
/// <param name="Title">The article's title; null if it is none.</param>
/// <param name="Became">What became of it; of a duplicate it holds <paramref name="Original"/>, which is shown as a name.</param>
/// <param name="Original">The name of the drop that has the text; null if it is no duplicate.</param>
/// <param name="Revised">Whether the name had other content before.</param>
/// <param name="IsFault">Whether it could not be read.</param>
public sealed record LineView(string Drop, string? Title, Remark Became, string? Original, bool Revised, bool IsFault)
{
    /// <summary>Where the article's page is; null if it has none, or readers cannot reach it.</summary>
    public string? Link { get; init; }
}
