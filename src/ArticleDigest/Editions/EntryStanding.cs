using System.Runtime.InteropServices;
using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>What decides where an entry stands among others.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntryStanding
{
    /// <summary>Whether an edition before had it, and nothing has changed.</summary>
    public bool IsRepeated { get; private init; }

    /// <summary>How many sources tell it that are not one house: articles of the same newspaper count once.</summary>
    public int Houses { get; private init; }

    /// <summary>How many articles tell it.</summary>
    public int Articles { get; private init; }

    /// <summary>How much of it is news, from 0, the most.</summary>
    public int Novelty { get; private init; }

    /// <summary>Whether it is a key point of an article.</summary>
    public bool IsKey { get; private init; }

    private int Rank { get; init; }

    private int Order { get; init; }

    /// <summary>Where entries stand.</summary>
    /// <param name="entries">The entries in the order of their first telling, which decides where nothing else does.</param>
    /// <param name="articles">The articles that tell them.</param>
    public static EntryStanding[] Of(IReadOnlyList<EditionEntry> entries, IReadOnlyList<EditionArticle> articles)
    {
        Dictionary<string, string> houses = new(StringComparer.Ordinal);
        foreach (EditionArticle article in articles)
        {
            houses.TryAdd(article.Id, article.Source ?? article.Id);
        }

        return [.. entries.Select((entry, order) =>
        {
            string[] told = [.. entry.Sources.Select(s => s.ArticleId).Distinct(StringComparer.Ordinal)];
            return new EntryStanding
            {
                IsRepeated = entry.News?.Kind == NewsKind.Repeated,
                Houses = told.Select(id => houses.GetValueOrDefault(id, id)).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
                Articles = told.Length,
                Novelty = NoveltyOf(entry),
                IsKey = entry.IsKey,
                Rank = entry.Rank,
                Order = order,
            };
        })];
    }

    /// <summary>Where a subject of several entries stands: told by all that tell something new of it.</summary>
    public static EntryStanding Together(IReadOnlyList<EntryStanding> entries)
    {
        EntryStanding best = entries.MinBy(e => e.Place);
        EntryStanding[] counted = [.. entries.Where(e => e.IsRepeated == best.IsRepeated)];
        return best with
        {
            Houses = counted.Max(e => e.Houses),
            Articles = counted.Sum(e => e.Articles),
            Novelty = counted.Min(e => e.Novelty),
            IsKey = counted.Any(e => e.IsKey),
            Rank = counted.Min(e => e.Rank),
        };
    }

    /// <summary>Its place among others: the smaller stands before. No two entries of an edition have the same.</summary>
    public (bool IsRepeated, int Houses, int Articles, int Novelty, bool IsNoKey, int Rank, int Order) Place =>
        (IsRepeated, -Houses, -Articles, Novelty, !IsKey, Rank, Order);

    private static int NoveltyOf(EditionEntry entry) => entry.News?.Kind switch
    {
        NewsKind.Reversed => 0,
        NewsKind.Withdrawn => 1,
        _ when entry.Kind == PointKind.Withdrawal => 1,
        NewsKind.Sharpened or NewsKind.Softened => 2,
        NewsKind.New or null => 3,
        NewsKind.Developed => 4,
        _ => 5,
    };
}
