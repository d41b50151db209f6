using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace ArticleDigest.Editions;

/// <summary>An article and what was found in it.</summary>
public sealed record AnalysedArticle(Article Article, ArticleAnalysis Analysis);

/// <summary>What an edition is made of.</summary>
/// <param name="Outcomes">The outcomes it takes, ordered by drop.</param>
/// <param name="Articles">The analysed articles by id.</param>
/// <param name="Pending">How many drops are still being worked on.</param>
public sealed record EditionMaterial(
    IReadOnlyList<Outcome> Outcomes, IReadOnlyDictionary<string, AnalysedArticle> Articles, int Pending);

/// <summary>Makes an edition of its material: a pure function, so that the same articles give the same edition.</summary>
public static class EditionDraft
{
    /// <summary>Makes the edition.</summary>
    public static Edition Make(
        EditionRequest request,
        ScheduleOptions schedule,
        DateTimeOffset now,
        DateOnly? previous,
        EditionMaterial material,
        LetterNews news)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(material);
        ArgumentNullException.ThrowIfNull(news);
        IReadOnlyList<EditionEntry> entries = EntryMerger.Merge(material);
        return new Edition
        {
            Schedule = request.Schedule,
            Title = schedule.Title,
            Date = request.Date,
            Zone = schedule.Zone,
            CompiledAt = now,
            Previous = previous,
            Proposals = [.. entries.Where(e => e.Kind == PointKind.Proposal)],
            Criticisms = [.. entries.Where(e => e.Kind == PointKind.Criticism)],
            Articles = ListArticles(material, entries),
            Accounting = Account(material, news.Uncertain),
            Outcomes = [.. material.Outcomes.Select(o => o.Id).Order(StringComparer.Ordinal)],
            Recipients = [.. news.Recipients.Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Whether an edition has no points, no failures and no uncertain letters to tell of.</summary>
    public static bool HasNothingToReport(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        Accounting account = edition.Accounting;
        return edition.Proposals.Count + edition.Criticisms.Count + account.Uncertain.Count == 0
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

    private static List<EditionArticle> ListArticles(EditionMaterial material, IReadOnlyList<EditionEntry> entries)
    {
        ILookup<string, Outcome> byArticle = material.Outcomes.Where(o => o.ArticleId is not null).ToLookup(o => o.ArticleId!, StringComparer.Ordinal);
        ILookup<string, EntrySource> sources = entries.SelectMany(e => e.Sources).ToLookup(s => s.ArticleId, StringComparer.Ordinal);
        return
        [
            .. material.Articles.Values
                .Select(a => Describe(a.Article, [.. byArticle[a.Article.Id].OrderBy(o => o.Status).ThenBy(o => o.Drop, StringComparer.Ordinal)], sources[a.Article.Id].Count()))
                .OrderBy(a => a.Drops[0], StringComparer.Ordinal)
                .ThenBy(a => a.Id, StringComparer.Ordinal),
        ];
    }

    private static EditionArticle Describe(Article article, List<Outcome> outcomes, int points) => new()
    {
        Id = article.Id,
        Title = article.Title,
        Byline = article.Byline,
        Source = article.Source,
        Published = article.Published,
        Language = article.Language,
        Drops = [.. outcomes.Select(o => o.Drop).Distinct(StringComparer.Ordinal)],
        Points = points,
        Revised = outcomes.Exists(o => o is { Status: OutcomeStatus.Analysed, Previous: not null }),
    };

    private static Accounting Account(EditionMaterial material, IReadOnlyList<UncertainLetter> uncertain)
    {
        IReadOnlyList<Outcome> outcomes = material.Outcomes;
        int Count(OutcomeStatus status) => outcomes.Count(o => o.Status == status);

        IEnumerable<string> analysed = outcomes
            .Where(o => o.Status == OutcomeStatus.Analysed)
            .Select(o => o.ArticleId!)
            .Distinct(StringComparer.Ordinal)
            .Where(material.Articles.ContainsKey);
        return new Accounting
        {
            Received = outcomes.Count + material.Pending,
            Analysed = Count(OutcomeStatus.Analysed),
            Duplicates = Count(OutcomeStatus.Duplicate),
            Rejected = Count(OutcomeStatus.Rejected),
            Filtered = Count(OutcomeStatus.Filtered),
            Failed = Count(OutcomeStatus.Failed),
            Pending = material.Pending,
            Withheld = analysed.Sum(id => material.Articles[id].Analysis.Withheld.Count),
            Lines =
            [
                .. outcomes.Select(o => new AccountLine(
                    o.Drop, o.Status, o.Title, Remark(o, material), o.Previous is not null)),
            ],
            Uncertain = uncertain,
        };
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

        return material.Articles.TryGetValue(outcome.ArticleId!, out AnalysedArticle? article) ? RemarkOn(article.Analysis) : "its text and points are no longer kept";
    }
}
