using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>An article of an edition as a page shows it: what it tells, and its text with the quotes that prove it marked in place.</summary>
public sealed record ArticleView
{
    /// <summary>The longest text that is shown whole, in UTF-16 units.</summary>
    internal const int MostText = 1_000_000;

    private const int MostDrops = 20;

    /// <summary>The article's title, or what stands in its place.</summary>
    public required string Title { get; init; }

    /// <summary>The edition's title and date.</summary>
    public required string Edition { get; init; }

    /// <summary>Where the edition is; null if readers cannot reach it.</summary>
    public string? Link { get; init; }

    /// <summary>Byline, source, date and language, as far as they are known.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The language of title and text, ISO 639-1; null if it is not known.</summary>
    public string? Language { get; init; }

    /// <summary>The names of drops that have this text, everything invisible made visible.</summary>
    public IReadOnlyList<string> Drops { get; init; } = [];

    /// <summary>How many more drops there are; null if none.</summary>
    public string? MoreDrops { get; init; }

    /// <summary>Why the text is not there; null if it is.</summary>
    public string? Notice { get; init; }

    /// <summary>What it tells, in the order of its text; null if nothing is to be said of that.</summary>
    public IReadOnlyList<ArticlePointView>? Points { get; init; }

    /// <summary>Its text.</summary>
    public IReadOnlyList<ParagraphView> Paragraphs { get; init; } = [];

    /// <summary>Whether the text goes on.</summary>
    public bool IsCut { get; init; }

    /// <summary>The words around it.</summary>
    public required Words Words { get; init; }

    /// <summary>The anchor of a quote on its article's page.</summary>
    /// <param name="entry">The id of the entry that it proves.</param>
    /// <param name="evidence">The quote.</param>
    internal static string AnchorOf(string entry, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"q-{entry}-{evidence.Start}");
    }

    /// <summary>Makes the view of an article.</summary>
    /// <param name="edition">The edition as it was compiled, which is not taken back.</param>
    /// <param name="retractions">All that can concern it.</param>
    /// <param name="articleId">One of the edition's articles.</param>
    /// <param name="text">The article's text; null if it is no longer kept.</param>
    /// <param name="addresses">Where pages are.</param>
    /// <param name="words">The words around it.</param>
    /// <returns>Null if the edition has no such article.</returns>
    internal static ArticleView? Of(
        Edition edition, Retractions retractions, string articleId, string? text, PageAddresses addresses, Words words)
    {
        Edition told = Retracted.Apply(edition, retractions);
        if (told.Articles.FirstOrDefault(a => string.Equals(a.Id, articleId, StringComparison.Ordinal)) is not { } article)
        {
            return null;
        }

        Wording wording = new(words);
        ArticleView view = new()
        {
            Words = words,
            Title = article.Withdrawn is null ? Shown.Line(article.Title) : words.Say("article.withdrawn-title"),
            Edition = wording.Title(told),
            Link = addresses.LeadsOn ? addresses.Edition(edition.Schedule, edition.Date) : null,
            Drops = [.. article.Drops.Take(MostDrops).Select(Shown.Name)],
            MoreDrops = article.Drops.Count > MostDrops ? words.Say("relations.more", article.Drops.Count - MostDrops) : null,
        };
        if (article.Withdrawn is { } withdrawn)
        {
            return view with { Notice = wording.Withdrawal(withdrawn) };
        }

        string? shown = text is null || text.Length <= MostText ? text : text[..WholeCharacters(text, MostText)];
        (IReadOnlyList<ArticlePointView> points, IReadOnlyList<MarkedPlace> places) =
            new ArticlePoints(edition, told, retractions, article, shown, addresses, wording).Tell();
        return view with
        {
            Details = [.. DetailsOf(article, words)],
            Language = words.LanguageName(article.Language) is null ? null : article.Language,
            Notice = text is null ? words.Say("article.gone") : null,
            Points = points,
            Paragraphs = shown is null ? [] : MarkedText.Of(shown, places),
            IsCut = shown?.Length < text?.Length,
        };
    }

    private static IEnumerable<string> DetailsOf(EditionArticle article, Words words)
    {
        if (Shown.Line(article.Byline) is { Length: > 0 } byline)
        {
            yield return words.Say("article.byline", ("name", byline));
        }

        if (Shown.Line(article.Source) is { Length: > 0 } source)
        {
            yield return source;
        }

        if (article.Published is { } published)
        {
            yield return words.Short(published);
        }

        if (words.LanguageName(article.Language) is { } language)
        {
            yield return Words.Begin(language);
        }
    }

    private static int WholeCharacters(string text, int length) => char.IsSurrogatePair(text, length - 1) ? length - 1 : length;
}

/// <summary>Something that an article tells.</summary>
public sealed record ArticlePointView
{
    /// <summary>What kind it is in words, such as "Proposal".</summary>
    public required string Kind { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>Where more is told of them; null if readers cannot reach it.</summary>
    public string? ActorLink { get; init; }

    /// <summary>Against whom, or whose the proposal is; null if nobody's.</summary>
    public string? Target { get; init; }

    /// <summary>Where more is told of them; null if nothing is, or readers cannot reach it.</summary>
    public string? TargetLink { get; init; }

    /// <summary>What, or that it was taken back.</summary>
    public required string Statement { get; init; }

    /// <summary>The statement's language; with a name only where it is not the article's, which its page tells.</summary>
    public required LanguageView Language { get; init; }

    /// <summary>Where its entry is in the edition; null if readers cannot reach it.</summary>
    public string? Link { get; init; }

    /// <summary>Its quotes that are marked in the text.</summary>
    public IReadOnlyList<MarkView> Marks { get; init; } = [];

    /// <summary>Its quotes that are not: the text is not there, or not as it was.</summary>
    public IReadOnlyList<LooseQuoteView> Quotes { get; init; } = [];
}

/// <summary>A quote's mark.</summary>
/// <param name="Number">Its number on the page, from 1 on.</param>
/// <param name="Anchor">Its anchor on the page.</param>
/// <param name="About">What it proves in words, such as "Proposal · The city council".</param>
/// <param name="Link">Where its entry is in the edition; null if readers cannot reach it.</param>
public sealed record MarkView(int Number, string Anchor, string About, string? Link);

/// <summary>A quote that is not marked in a text.</summary>
/// <param name="Anchor">Its anchor on the page.</param>
/// <param name="Quote">The quote.</param>
public sealed record LooseQuoteView(string Anchor, string Quote);

/// <summary>A paragraph.</summary>
/// <param name="Pieces">Its text, divided where marks begin and end.</param>
public sealed record ParagraphView(IReadOnlyList<PieceView> Pieces);

/// <summary>A piece of a paragraph.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Begins">The marks that begin with it.</param>
/// <param name="Ends">The marks that end with it.</param>
/// <param name="Depth">How many marks it is in.</param>
public sealed record PieceView(string Text, IReadOnlyList<MarkView> Begins, IReadOnlyList<MarkView> Ends, int Depth);
