using ArticleDigest.Editions;

namespace ArticleDigest.Letters.Searching;

/// <summary>What the page of a search shows.</summary>
public sealed record SearchView
{
    /// <summary>The longest name that is shown, in UTF-16 units.</summary>
    internal const int NameLength = 200;

    /// <summary>The longest other text that is shown, in UTF-16 units.</summary>
    internal const int TextLength = 400;

    /// <summary>What is searched for, as somebody typed it.</summary>
    public required string Searched { get; init; }

    /// <summary>What was found, or why nothing was; null if nothing was searched for.</summary>
    public string? Lead { get; init; }

    /// <summary>How far the search went; null if nothing was searched.</summary>
    public string? Reach { get; init; }

    /// <summary>What was found, the newest edition first.</summary>
    public IReadOnlyList<FoundEdition> Editions { get; init; } = [];

    /// <summary>The page of results before; null if there is none.</summary>
    public int? Previous { get; init; }

    /// <summary>The page of results behind; null if there is none.</summary>
    public int? Next { get; init; }

    /// <summary>The date before which the search began; null for the newest edition.</summary>
    public DateOnly? Before { get; init; }

    /// <summary>The date before which it can go on; null if everything was searched, or there are more results before that.</summary>
    public DateOnly? Further { get; init; }

    /// <summary>The words around it.</summary>
    public required Words Words { get; init; }

    /// <summary>The view of a search that finds nothing because nothing can be searched for.</summary>
    internal static SearchView Of(SearchQuery query, Words words) => new()
    {
        Words = words,
        Searched = query.Text,
        Lead = query.IsTooLong ? words.Say("search.too-long", SearchQuery.MostLength)
            : query.Text.Length > 0 ? words.Say("search.no-words")
            : null,
    };

    /// <summary>The view of what was found.</summary>
    internal static SearchView Of(ArchiveFinds finds, PageAddresses addresses, Words words)
    {
        SearchRequest request = finds.Request;
        int last = Math.Min(finds.Found, request.End);
        return new SearchView
        {
            Words = words,
            Searched = request.Query.Text,
            Before = request.Before,
            Lead = finds.Found == 0 ? words.Say("search.nothing", ("searched", words.Say("marks.quote", ("text", request.Query.Text))))
                : last <= request.First ? words.Say("search.no-such-page")
                : finds.HasMore ? words.Say("search.range", ("first", words.Number(request.First + 1)), ("last", words.Number(last)))
                : request.Page == 1 ? words.Say("search.results", finds.Found)
                : words.Say("search.range-of", finds.Found, ("first", words.Number(request.First + 1)), ("last", words.Number(last))),
            Reach = finds.Back is not { } back ? words.Say("search.no-editions")
                : finds.HasMore ? null
                : finds.IsAll ? words.Say("search.all-searched", finds.Searched, ("date", words.InText(back)))
                : words.Say("search.part-searched", finds.Searched, ("date", words.InText(back))),
            Editions = [.. finds.Editions.Select(edition => EditionOf(edition, request, addresses, words))],
            Previous = request.Page > 1 ? request.Page - 1 : null,
            Next = finds.HasMore ? request.Page + 1 : null,
            Further = finds.HasMore || finds.IsAll ? null : finds.Back,
        };
    }

    private static FoundEdition EditionOf(EditionFinds finds, SearchRequest request, PageAddresses addresses, Words words)
    {
        EntryFinds entries = new(finds.Edition, request.Query, addresses, words);
        return new FoundEdition(
            finds.Edition.Date,
            [
                .. finds.Finds.Select(find => find switch
                {
                    { Entry: { } entry } => entries.Of(entry, find.Subject),
                    { Article: { } article } => ArticleOf(article, request.Query, words),
                    _ => CorrectionOf(find.Correction!, request.Query, words),
                }),
            ]);
    }

    private static FoundThing ArticleOf(EditionArticle article, SearchQuery query, Words words)
    {
        SearchTerm[] missing = [.. FoundText.Missing(query.Terms, [article.Title])];
        string? beside = EditionText.BesideTitleOf(article).FirstOrDefault(text => FoundText.In(Shown.Line(text), missing).Any());
        return new FoundThing(words.Say("search.article"))
        {
            Article = article.Id,
            Text = FoundText.Of(article.Title, query, TextLength, LanguageView.Of(article.Language, words)),
            Also = beside is null ? null : FoundText.Of(beside, query, NameLength, LanguageView.Of(null, words)),
        };
    }

    private static FoundThing CorrectionOf(EditionCorrection correction, SearchQuery query, Words words) => new(words.Say("search.correction"))
    {
        Text = FoundText.Of(new Wording(words).Correction(correction).ToString(), query, TextLength, LanguageView.Of(null, words)),
    };
}

/// <summary>What was found in an edition.</summary>
/// <param name="Date">The edition's date.</param>
/// <param name="Things">What was found.</param>
public sealed record FoundEdition(DateOnly Date, IReadOnlyList<FoundThing> Things);

/// <summary>An entry, an article or a correction that was found.</summary>
/// <param name="Kind">What it is, such as "Proposal".</param>
public sealed record FoundThing(string Kind)
{
    /// <summary>The entry's id; null if it is none.</summary>
    public string? Entry { get; init; }

    /// <summary>The article's id; null if it is none.</summary>
    public string? Article { get; init; }

    /// <summary>Who; null if it is no entry.</summary>
    public FoundName? Actor { get; init; }

    /// <summary>Against whom; null if against nobody.</summary>
    public FoundName? Target { get; init; }

    /// <summary>The statement, the article's title, or what is corrected.</summary>
    public required FoundText Text { get; init; }

    /// <summary>What was said before, if only that has something of what was searched for; otherwise null.</summary>
    public FoundText? Before { get; init; }

    /// <summary>Those who stand to the entry and whose names only have something of what was searched for.</summary>
    public IReadOnlyList<FoundStanders> Standers { get; init; } = [];

    /// <summary>A quote, if only that has something of what was searched for; otherwise null.</summary>
    public FoundText? Quote { get; init; }

    /// <summary>The entry's subject, or what else of an article was found, such as its newspaper; null if neither.</summary>
    public FoundText? Also { get; init; }
}

/// <summary>A name in what was found.</summary>
/// <param name="Text">The name.</param>
/// <param name="Link">Where more is told of who has it; null if nothing is, or readers cannot reach it.</param>
public sealed record FoundName(FoundText Text, string? Link);

/// <summary>Those who stand to an entry in one way.</summary>
/// <param name="Words">How, such as "Backed by".</param>
/// <param name="Names">Who.</param>
public sealed record FoundStanders(string Words, IReadOnlyList<FoundName> Names);
