using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>How much of an edition is shown.</summary>
/// <param name="Entries">The most entries of each kind.</param>
/// <param name="Quotes">The most quotes of an entry; further sources are named.</param>
/// <param name="Lines">The most lines of the account.</param>
/// <param name="Text">The longest statement or quote, in UTF-16 units.</param>
/// <param name="Title">The longest title, in UTF-16 units.</param>
internal sealed record Extent(int Entries, int Quotes, int Lines, int Text, int Title)
{
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

    /// <summary>The first sentence.</summary>
    public required string Lead { get; init; }

    /// <summary>What the edition covers.</summary>
    public required string Covers { get; init; }

    /// <summary>Proposals and criticisms; a kind without entries is left out.</summary>
    public required IReadOnlyList<SectionView> Sections { get; init; }

    /// <summary>What became of every drop.</summary>
    public required AccountView Account { get; init; }

    internal static EditionView Of(Edition edition, Extent extent)
    {
        Dictionary<string, EditionArticle> articles = new(StringComparer.Ordinal);
        foreach (EditionArticle article in edition.Articles)
        {
            articles.TryAdd(article.Id, article);
        }

        return new EditionView
        {
            Title = Shown.Cut(Shown.Line(edition.Title), Shown.TitleLength),
            Date = Wording.Long(edition.Date),
            Counts = Wording.Counts(edition),
            Lead = Wording.Lead(edition),
            Covers = Wording.Covers(edition),
            Sections =
            [
                .. new[]
                {
                    SectionOf("proposals", "Proposals", "proposal", edition.Proposals, articles, extent),
                    SectionOf("criticisms", "Criticisms", "criticism", edition.Criticisms, articles, extent),
                }.Where(s => s.Entries.Count > 0),
            ],
            Account = AccountOf(edition, extent),
        };
    }

    private static SectionView SectionOf(
        string id,
        string heading,
        string word,
        IReadOnlyList<EditionEntry> entries,
        Dictionary<string, EditionArticle> articles,
        Extent extent)
    {
        int hidden = Math.Max(0, entries.Count - extent.Entries);
        return new SectionView(
            id,
            heading,
            [.. entries.Take(extent.Entries).Select(e => EntryOf(e, articles, extent))],
            hidden == 0 ? null : $"and {Wording.Count(hidden, $"more {word}", $"more {word}s")}");
    }

    private static EntryView EntryOf(EditionEntry entry, Dictionary<string, EditionArticle> articles, Extent extent)
    {
        List<QuoteView> quotes = [.. entry.Sources.Take(extent.Quotes).Select(s => QuoteOf(s, articles, extent))];
        HashSet<string> quoted = new(entry.Sources.Take(extent.Quotes).Select(s => s.ArticleId), StringComparer.Ordinal);
        List<string> others =
        [
            .. entry.Sources.Skip(extent.Quotes)
                .Where(s => quoted.Add(s.ArticleId))
                .Select(s => articles.GetValueOrDefault(s.ArticleId))
                .OfType<EditionArticle>()
                .Select(a => SourceOf(a, extent)),
        ];
        const int mostOthers = 3;
        string? also = others.Count == 0 ? null
            : others.Count <= mostOthers ? $"Also in {string.Join("; ", others)}"
            : $"Also in {string.Join("; ", others.Take(mostOthers))}; and {others.Count - mostOthers} more";
        return new EntryView(
            entry.Id,
            Shown.Cut(Wording.Name(entry.Actor), extent.Title),
            entry.Target is null ? null : Shown.Cut(Shown.Line(entry.Target), extent.Title),
            Shown.Cut(Shown.Line(entry.Statement), extent.Text),
            LanguageView.Of(entry.Language),
            quotes,
            also);
    }

    private static QuoteView QuoteOf(EntrySource source, Dictionary<string, EditionArticle> articles, Extent extent)
    {
        EditionArticle? article = articles.GetValueOrDefault(source.ArticleId);
        return new QuoteView(
            Shown.Cut(Shown.Line(source.Evidence.Quote), extent.Text),
            LanguageView.Of(article?.Language),
            article is null ? "an article that is not in this edition" : Shown.Cut(Shown.Line(article.Title), extent.Title),
            article is null ? null : WhereAndWhen(article, extent));
    }

    private static string SourceOf(EditionArticle article, Extent extent)
    {
        string title = Shown.Cut(Shown.Line(article.Title), extent.Title);
        return WhereAndWhen(article, extent) is { } details ? $"{title} ({details})" : title;
    }

    private static string? WhereAndWhen(EditionArticle article, Extent extent)
    {
        List<string> parts = [];
        if (Shown.Line(article.Source) is { Length: > 0 } source)
        {
            parts.Add(Shown.Cut(source, extent.Title));
        }

        if (article.Published is { } published)
        {
            parts.Add(Wording.Short(published));
        }

        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private static AccountView AccountOf(Edition edition, Extent extent)
    {
        Accounting account = edition.Accounting;
        Dictionary<string, EditionArticle> byDrop = new(StringComparer.Ordinal);
        foreach (EditionArticle article in edition.Articles.Where(a => a.Drops.Count > 0))
        {
            byDrop.TryAdd(article.Drops[0], article);
        }

        IReadOnlyList<AccountLine> shown = account.Lines;
        string? more = null;
        if (shown.Count > extent.Lines)
        {
            // What went wrong is what somebody may want to mend, so it is cut last.
            shown =
            [
                .. shown.Select((line, index) => (line, index))
                    .OrderBy(l => Wording.IsFault(l.line.Status) ? 0 : 1)
                    .ThenBy(l => l.index)
                    .Take(extent.Lines)
                    .OrderBy(l => l.index)
                    .Select(l => l.line),
            ];
            more = $"and {Wording.Count(account.Lines.Count - shown.Count, "more article", "more articles")}";
        }

        return new AccountView(
            Wording.Summary(account),
            [.. shown.Select(l => LineOf(l, byDrop.GetValueOrDefault(l.Drop), extent))],
            more,
            Wording.Notes(account));
    }

    private static LineView LineOf(AccountLine line, EditionArticle? article, Extent extent)
    {
        bool isDuplicate = line.Status == OutcomeStatus.Duplicate && line.Reason is not null;
        return new LineView(
            NameOf(line.Drop),
            Shown.Line(line.Title) is { Length: > 0 } title ? Shown.Cut(title, extent.Title) : null,
            Shown.Cut(line is { Status: OutcomeStatus.Duplicate, Reason: null } ? "duplicate" : Wording.Became(line, article), extent.Text),
            isDuplicate ? NameOf(line.Reason!) : null,
            line.Revised,
            Wording.IsFault(line.Status));

        string NameOf(string drop) => extent.Title == int.MaxValue ? Shown.Name(drop) : Shown.ShortName(drop);
    }
}

/// <summary>The entries of one kind.</summary>
/// <param name="Id">Serves as an anchor.</param>
/// <param name="Heading">The kind's name.</param>
/// <param name="Entries">What is shown of them.</param>
/// <param name="More">How many more there are; null if none.</param>
public sealed record SectionView(string Id, string Heading, IReadOnlyList<EntryView> Entries, string? More);

/// <summary>One proposal or criticism.</summary>
/// <param name="Id">Serves as an anchor.</param>
/// <param name="Actor">Who.</param>
/// <param name="Target">Against whom; null for a proposal.</param>
/// <param name="Statement">What.</param>
/// <param name="Language">The statement's language.</param>
/// <param name="Quotes">The proof.</param>
/// <param name="Also">Further sources; null if none.</param>
public sealed record EntryView(
    string Id, string Actor, string? Target, string Statement, LanguageView Language, IReadOnlyList<QuoteView> Quotes, string? Also);

/// <summary>One quote with its source.</summary>
/// <param name="Quote">The quote.</param>
/// <param name="Language">Its language.</param>
/// <param name="Title">The article's title.</param>
/// <param name="WhereAndWhen">The article's source and date; null if it has neither.</param>
public sealed record QuoteView(string Quote, LanguageView Language, string Title, string? WhereAndWhen);

/// <summary>What became of every drop.</summary>
/// <param name="Summary">The numbers in a sentence.</param>
/// <param name="Lines">What is shown of the single drops.</param>
/// <param name="More">How many more there are; null if none.</param>
/// <param name="Notes">What else there is to say.</param>
public sealed record AccountView(string Summary, IReadOnlyList<LineView> Lines, string? More, IReadOnlyList<string> Notes);

/// <summary>What became of one drop.</summary>
/// <param name="Drop">The drop's name, everything invisible made visible.</param>
/// <param name="Title">The article's title; null if it is none.</param>
/// <param name="Became">What became of it; for a duplicate <paramref name="Original"/> continues it.</param>
/// <param name="Original">The name of the drop that has the text; null if it is no duplicate.</param>
/// <param name="Revised">Whether the name had other content before.</param>
/// <param name="IsFault">Whether it could not be read.</param>
public sealed record LineView(string Drop, string? Title, string Became, string? Original, bool Revised, bool IsFault);
