using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace ArticleDigest.Editions;

/// <summary>An article and what was found in it; not its text, so that an edition of many articles fits into memory.</summary>
public sealed record AnalysedArticle(ArticleHead Article, ArticleAnalysis Analysis)
{
    /// <summary>How many of its points are withheld; the points themselves may be gone from <see cref="Analysis"/>.</summary>
    public int Withheld { get; init; } = Analysis.Withheld.Count;
}

/// <summary>What a model was asked for an edition besides its analyses, such as for embeddings.</summary>
/// <param name="Tokens">What it was given and gave, in tokens.</param>
/// <param name="Cost">What that cost by the prices that are configured; 0 without any.</param>
/// <param name="Currency">The currency of the cost, ISO 4217; null where it costs nothing.</param>
public sealed record ModelUse(long Tokens, decimal Cost, string? Currency)
{
    /// <summary>No model was asked.</summary>
    public static ModelUse None { get; } = new(0, 0, null);
}

/// <summary>What an edition is made of.</summary>
/// <param name="Outcomes">The outcomes it takes, ordered by drop.</param>
/// <param name="Articles">The analysed articles by id.</param>
/// <param name="Pending">How many drops are still being worked on.</param>
public sealed record EditionMaterial(
    IReadOnlyList<Outcome> Outcomes, IReadOnlyDictionary<string, AnalysedArticle> Articles, int Pending)
{
    /// <summary>What was taken back: of the articles here, which then tell nothing, and of earlier editions.</summary>
    public RetractionNews Retracted { get; init; } = RetractionNews.None;

    /// <summary>When editions before told what duplicates repeat, by the article, as far as that can be found out.</summary>
    public IReadOnlyDictionary<string, DateOnly> ToldBefore { get; init; } = new Dictionary<string, DateOnly>(StringComparer.Ordinal);

    /// <inheritdoc cref="Edition.Missed"/>
    public IReadOnlyList<DateOnly> Missed { get; init; } = [];

    /// <inheritdoc cref="Edition.ToldAhead"/>
    public IReadOnlyList<ToldDrop> ToldAhead { get; init; } = [];
}

/// <summary>What a draft knows besides its material.</summary>
/// <param name="Request">Which edition.</param>
/// <param name="Schedule">Its schedule as configured.</param>
/// <param name="Now">When it is compiled.</param>
/// <param name="Previous">The date of the edition before; null for the first.</param>
/// <param name="Letters">What is to be told of the letters.</param>
public sealed record EditionOccasion(
    EditionRequest Request, ScheduleOptions Schedule, DateTimeOffset Now, DateOnly? Previous, LetterNews Letters);

/// <summary>
/// Makes an edition of its material. It reads and asks nothing itself, so that the same articles give the same edition: it
/// tells whose past matters, and is then given that.
/// </summary>
public sealed class EditionDraft
{
    private readonly EditionMaterial _material;
    private readonly IReadOnlyList<AnalysedArticle> _articles;
    private readonly PartyNames _names;

    /// <summary>Finds out who is who in the articles.</summary>
    public EditionDraft(EditionMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        _material = material;
        _articles = InOrder(material);
        _names = PartyNames.Of(_articles);
    }

    /// <summary>The names, in the form in which they are compared, of all whose past matters.</summary>
    public IReadOnlyCollection<string> Keys =>
    [
        .. _articles
            .SelectMany(a => a.Analysis.Points.Select(p => p.Actor).Distinct(StringComparer.Ordinal).SelectMany(actor => _names.PartyOf(a, actor).LedgerKeys))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What its points say, and then what their actors said before; in the same order whenever it is made.</summary>
    public IReadOnlyList<string> StatementsWith(PastPositions past)
    {
        ArgumentNullException.ThrowIfNull(past);
        return
        [
            .. _material.Articles.OrderBy(a => a.Key, StringComparer.Ordinal).SelectMany(a => a.Value.Analysis.Points).Select(p => p.Statement),
            .. past.Statements.Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Makes the edition.</summary>
    /// <param name="occasion">What it is made for.</param>
    /// <param name="past">What its parties stood for before.</param>
    /// <param name="vectors">What an embedding model knows of its statements and of those before.</param>
    public Edition Make(EditionOccasion occasion, PastPositions past, StatementVectors vectors)
    {
        ArgumentNullException.ThrowIfNull(occasion);
        ArgumentNullException.ThrowIfNull(past);
        ArgumentNullException.ThrowIfNull(vectors);
        (EditionRequest request, ScheduleOptions schedule, DateTimeOffset now, DateOnly? previous, LetterNews letters) = occasion;
        PositionComparer comparer = new(vectors);
        IReadOnlyList<EditionEntry> told = new EntryMerger(_names, comparer).Merge(_articles);
        IReadOnlyList<EditionEntry> connected = new EntryRelations(_names, comparer).Connect(told, _material.Articles);
        List<EditionArticle> listed = ListArticles(_material, told);
        OrderedEntries ordered = EditionOrder.Of(EntryRelations.Settle(new PositionNews(comparer, past, connected).Tell()), listed);
        Edition edition = new()
        {
            Schedule = request.Schedule,
            Title = schedule.Title,
            Language = schedule.Language,
            Date = request.Date,
            Zone = schedule.Zone,
            CompiledAt = now,
            Previous = previous,
            Missed = _material.Missed,
            Proposals = [.. ordered.Entries.Where(e => e.Kind is not (PointKind.Criticism or PointKind.Opposition))],
            Criticisms = [.. ordered.Entries.Where(e => e.Kind is PointKind.Criticism or PointKind.Opposition)],
            Subjects = ordered.Subjects,
            Lead = ordered.Lead,
            Repeats = schedule.Repeats,
            LetterEntries = schedule.MaxEntries,
            Corrections = _material.Retracted.Corrections,
            Articles = listed,
            Accounting = Account(_material, letters.Uncertain, vectors),
            Outcomes = [.. _material.Outcomes.Select(o => o.Id).Order(StringComparer.Ordinal)],
            ToldAhead = _material.ToldAhead,
            Recipients = [.. letters.Recipients.Order(StringComparer.Ordinal)],
            Retractions = _material.Retracted.Taken,
        };

        // Of articles taken back beforehand it tells nothing; what is left to do is to say so at their names.
        return Retracted.Apply(edition, _material.Retracted.Known) with { RetractedAt = null };
    }

    /// <summary>Whether an edition has no points, no failures, no corrections and no uncertain letters to tell of.</summary>
    public static bool HasNothingToReport(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        Accounting account = edition.Accounting;
        return edition.Proposals.Count + edition.Criticisms.Count + edition.Corrections.Count + account.Uncertain.Count == 0
            && account.Rejected + account.Filtered + account.Failed == 0;
    }

    /// <summary>
    /// The edition of a day that is skipped: it goes to nobody and takes no outcomes, so that they are accounted for by the
    /// next one that goes out.
    /// </summary>
    public static Edition Skip(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        Accounting account = edition.Accounting;
        return edition with
        {
            Skipped = true,
            Articles = [],
            Outcomes = [],
            Recipients = [],
            Accounting = account with { Received = account.Pending, Analysed = 0, Duplicates = 0, Withheld = 0, Lines = [] },
        };
    }

    /// <summary>The edition whose turn had come but that nobody compiled before a later one was due.</summary>
    public static Edition PassOver(EditionRequest request, ScheduleOptions schedule, DateTimeOffset now)
    {
        EditionMaterial nothing = new([], new Dictionary<string, AnalysedArticle>(StringComparer.Ordinal), 0);
        EditionOccasion occasion = new(request, schedule, now, null, new LetterNews([], []));
        return new EditionDraft(nothing).Make(occasion, PastPositions.None, StatementVectors.None) with { Skipped = true, PassedOver = true };
    }

    private static IReadOnlyList<AnalysedArticle> InOrder(EditionMaterial material)
    {
        ILookup<string, Outcome> outcomes = material.Outcomes
            .Where(o => o.Status == OutcomeStatus.Analysed)
            .ToLookup(o => o.ArticleId!, StringComparer.Ordinal);
        return
        [
            .. material.Articles.Values
                .Where(a => material.Retracted.Known.OfArticle(a.Article.Id) is null)
                .Select(a => a with { Analysis = a.Analysis with { Points = OneClause.Told(a.Analysis.Points) } })
                .OrderBy(a => outcomes[a.Article.Id].Select(o => o.Drop).Min(StringComparer.Ordinal), StringComparer.Ordinal)
                .ThenBy(a => a.Article.Id, StringComparer.Ordinal),
        ];
    }

    private static List<EditionArticle> ListArticles(EditionMaterial material, IReadOnlyList<EditionEntry> entries)
    {
        ILookup<string, Outcome> byArticle = material.Outcomes.Where(o => o.ArticleId is not null).ToLookup(o => o.ArticleId!, StringComparer.Ordinal);
        ILookup<string, EntrySource> sources = entries.SelectMany(e => e.Sources).ToLookup(s => s.ArticleId, StringComparer.Ordinal);
        return
        [
            .. material.Articles.Values
                .Select(a => Describe(a, [.. byArticle[a.Article.Id].OrderBy(o => o.Status).ThenBy(o => o.Drop, StringComparer.Ordinal)], sources[a.Article.Id].Count()))
                .OrderBy(a => a.Drops[0], StringComparer.Ordinal)
                .ThenBy(a => a.Id, StringComparer.Ordinal),
        ];
    }

    private static EditionArticle Describe(AnalysedArticle analysed, List<Outcome> outcomes, int points) => new()
    {
        Id = analysed.Article.Id,
        Title = analysed.Article.Title,
        Byline = analysed.Article.Byline,
        Source = analysed.Article.Source,
        Published = analysed.Article.Published,
        Language = analysed.Article.Language,
        Drops = [.. outcomes.Select(o => o.Drop).Distinct(StringComparer.Ordinal)],
        Points = points,
        Withheld = analysed.Withheld > 0 ? analysed.Withheld : null,
        Revised = outcomes.Exists(o => o is { Status: OutcomeStatus.Analysed, Previous: not null }),
    };

    private static Accounting Account(EditionMaterial material, IReadOnlyList<UncertainLetter> uncertain, StatementVectors vectors)
    {
        IReadOnlyList<Outcome> outcomes = material.Outcomes;
        int Count(OutcomeStatus status) => outcomes.Count(o => o.Status == status);

        AnalysedArticle[] analysed =
        [
            .. outcomes
                .Where(o => o.Status == OutcomeStatus.Analysed)
                .Select(o => o.ArticleId!)
                .Distinct(StringComparer.Ordinal)
                .Where(material.Articles.ContainsKey)
                .Select(id => material.Articles[id]),
        ];
        ModelUse use = Sum([.. analysed.Select(a => new ModelUse((long)a.Analysis.InputTokens + a.Analysis.OutputTokens, a.Analysis.Cost, a.Analysis.Currency)), new ModelUse(vectors.Tokens, vectors.Cost, vectors.Currency)]);
        return new Accounting
        {
            Received = outcomes.Count + material.Pending,
            Analysed = Count(OutcomeStatus.Analysed),
            Duplicates = Count(OutcomeStatus.Duplicate),
            Rejected = Count(OutcomeStatus.Rejected),
            Filtered = Count(OutcomeStatus.Filtered),
            Failed = Count(OutcomeStatus.Failed),
            Pending = material.Pending,
            Withheld = analysed.Sum(a => a.Withheld),
            Tokens = use.Tokens,
            Cost = use.Cost,
            Currency = use.Currency,
            MergedWithoutModel = vectors.MissingBecause,
            Lines =
            [
                .. outcomes.Select(o => new AccountLine(
                    o.Drop, o.Status, o.Title, Remark(o, material), o.Previous is not null)
                {
                    Told = o is { Status: OutcomeStatus.Duplicate, ArticleId: { } repeated } && material.ToldBefore.TryGetValue(repeated, out DateOnly told) ? told : null,
                }),
            ],
            Uncertain = uncertain,
        };
    }

    /// <summary>Costs in several currencies have no sum.</summary>
    private static ModelUse Sum(ModelUse[] uses)
    {
        string[] currencies = [.. uses.Select(u => u.Currency).OfType<string>().Distinct(StringComparer.Ordinal)];
        long tokens = uses.Sum(u => u.Tokens);
        return currencies.Length > 1 ? new ModelUse(tokens, 0, null) : new ModelUse(tokens, uses.Sum(u => u.Cost), currencies.FirstOrDefault());
    }

    // What a reader should know of how the points were found.
    private static string? RemarkOn(ArticleAnalysis analysis)
    {
        string[] remarks =
        [
            .. analysis.InsteadBecause is { } reason ? [$"read {(analysis.IsInsteadInPart ? "in part " : "")}without the model, because {reason}"] : Array.Empty<string>(),
            .. analysis.Flags.Count > 0 ? [$"its text {string.Join(", ", analysis.Flags)}"] : Array.Empty<string>(),
        ];
        return remarks.Length == 0 ? null : string.Join("; ", remarks);
    }

    private static string? Remark(Outcome outcome, EditionMaterial material)
    {
        if (outcome.Status != OutcomeStatus.Analysed)
        {
            return outcome.DuplicateOf ?? outcome.Reason;
        }

        return material.Articles.TryGetValue(outcome.ArticleId!, out AnalysedArticle? article) ? RemarkOn(article.Analysis) : "its points are no longer kept";
    }
}
