using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters.Searching;

/// <summary>What the page of a search shows.</summary>
public sealed record SearchView
{
    private const int NameLength = 200;
    private const int TextLength = 400;

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
    internal static SearchView Of(ArchiveFinds finds, Words words)
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
            Editions = [.. finds.Editions.Select(edition => EditionOf(edition, request.Query, words))],
            Previous = request.Page > 1 ? request.Page - 1 : null,
            Next = finds.HasMore ? request.Page + 1 : null,
            Further = finds.HasMore || finds.IsAll ? null : finds.Back,
        };
    }

    private static FoundEdition EditionOf(EditionFinds finds, SearchQuery query, Words words)
    {
        Dictionary<string, EditionArticle> articles = new(StringComparer.Ordinal);
        foreach (EditionArticle article in finds.Edition.Articles)
        {
            articles.TryAdd(article.Id, article);
        }

        return new FoundEdition(
            finds.Edition.Date,
            [.. finds.Finds.Select(find => find.Entry is { } entry ? EntryOf(entry, find.Subject, articles, query, words) : ArticleOf(find.Article!, query, words))]);
    }

    private static FoundThing EntryOf(
        EditionEntry entry, EditionSubject? subject, Dictionary<string, EditionArticle> articles, SearchQuery query, Words words)
    {
        Wording wording = new(words);
        LanguageView unknown = LanguageView.Of(null, words);

        // A quote is shown where it alone has something that is searched for.
        string?[] told = [entry.Actor, entry.Target, entry.Statement];
        SearchTerm[] missing = [.. query.Terms.Except(told.SelectMany(text => FoundText.In(Shown.Line(text), query.Terms)))];
        EntrySource? quoted = missing.Length == 0 ? null : entry.Sources
            .Select(source => (Source: source, Count: FoundText.In(Shown.Line(source.Evidence.Quote), missing).Count()))
            .Where(source => source.Count > 0)
            .OrderByDescending(source => source.Count)
            .FirstOrDefault().Source;
        LanguageView language = LanguageView.Of(entry.Language, words);
        LanguageView quotes = LanguageView.Of(quoted is null ? null : articles.GetValueOrDefault(quoted.ArticleId)?.Language, words);
        return new FoundThing(wording.Kind(entry, previous: null, Standing.Alone))
        {
            Entry = entry.Id,
            Actor = FoundText.Of(wording.Name(entry.Actor), query, NameLength, unknown),
            Target = entry.Target is null ? null : FoundText.Of(wording.NameWithin(entry.Target), query, NameLength, unknown),
            Text = FoundText.Of(entry.Statement, query, TextLength, language),

            // Which language it is in is told once.
            Quote = quoted is null ? null : FoundText.Of(
                quoted.Evidence.Quote, query, TextLength, string.Equals(quotes.Note, language.Note, StringComparison.Ordinal) ? quotes with { Note = null } : quotes),
            Subject = subject is { Label.Length: > 0 }
                ? FoundText.Of(wording.Subject(subject.Label, isOnly: false), query, NameLength, LanguageView.Of(subject.Language, words))
                : null,
        };
    }

    private static FoundThing ArticleOf(EditionArticle article, SearchQuery query, Words words) => new(words.Say("search.article"))
    {
        Article = article.Id,
        Text = FoundText.Of(article.Title, query, TextLength, LanguageView.Of(article.Language, words)),
    };
}

/// <summary>What was found in an edition.</summary>
/// <param name="Date">The edition's date.</param>
/// <param name="Things">What was found.</param>
public sealed record FoundEdition(DateOnly Date, IReadOnlyList<FoundThing> Things);

/// <summary>An entry or an article that was found.</summary>
/// <param name="Kind">What it is, such as "Proposal".</param>
public sealed record FoundThing(string Kind)
{
    /// <summary>The entry's id; null for an article.</summary>
    public string? Entry { get; init; }

    /// <summary>The article's id; null for an entry.</summary>
    public string? Article { get; init; }

    /// <summary>Who; null for an article.</summary>
    public FoundText? Actor { get; init; }

    /// <summary>Against whom; null if against nobody.</summary>
    public FoundText? Target { get; init; }

    /// <summary>The statement, or the article's title.</summary>
    public required FoundText Text { get; init; }

    /// <summary>A quote, if only that has something of what was searched for; otherwise null.</summary>
    public FoundText? Quote { get; init; }

    /// <summary>The entry's subject; null if it has none.</summary>
    public FoundText? Subject { get; init; }
}
