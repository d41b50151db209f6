using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;

namespace ArticleDigest.Editions;

/// <summary>
/// Merges points into entries: the same proposal or criticism told by several articles is one entry with its sources.
/// A wrong merge is worse than a missed one, so actor, target, numbers and negations have to agree and most of the
/// words of the statements too.
/// </summary>
public static class EntryMerger
{
    /// <summary>The share of words that two statements must have in common, of all that either has.</summary>
    private const double SameStatement = 0.6;

    /// <summary>Merges the points of all articles, most widely told first.</summary>
    public static IReadOnlyList<EditionEntry> Merge(EditionMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        ILookup<string, Outcome> outcomes = material.Outcomes
            .Where(o => o.Status == OutcomeStatus.Analysed)
            .ToLookup(o => o.ArticleId!, StringComparer.Ordinal);
        List<AnalysedArticle> inOrder =
        [
            .. material.Articles.Values
                .OrderBy(a => outcomes[a.Article.Id].Select(o => o.Drop).Min(StringComparer.Ordinal), StringComparer.Ordinal)
                .ThenBy(a => a.Article.Id, StringComparer.Ordinal),
        ];

        List<Group> groups = [];
        Dictionary<string, List<Group>> byActor = new(StringComparer.Ordinal);
        foreach (AnalysedArticle article in inOrder)
        {
            for (int rank = 0; rank < article.Analysis.Points.Count; rank++)
            {
                Telling telling = new(article.Article, article.Analysis.Points[rank], groups.Count, rank);
                if (!byActor.TryGetValue(telling.Identity, out List<Group>? candidates))
                {
                    byActor[telling.Identity] = candidates = [];
                }

                if (candidates.Find(g => g.Has(telling)) is { } group)
                {
                    group.Add(telling);
                }
                else
                {
                    candidates.Add(new Group(telling));
                    groups.Add(candidates[^1]);
                }
            }
        }

        return
        [
            .. groups
                .OrderByDescending(g => g.Articles)
                .ThenByDescending(g => g.IsKey)
                .ThenBy(g => g.Rank)
                .ThenBy(g => g.Order)
                .Select(g => g.ToEntry()),
        ];
    }

    /// <summary>One point as one article tells it.</summary>
    private sealed class Telling
    {
        private readonly StatementWords _words;

        public Telling(Article article, Point point, int order, int rank)
        {
            (ArticleId, Language, Point, Order, Rank) = (article.Id, point.Language ?? article.Language, point, order, rank);
            _words = StatementWords.Of(point.Statement);
            Identity = string.Join('\n', point.Kind, StatementWords.NameKey(point.Actor), StatementWords.NameKey(point.Target ?? ""));
        }

        public string ArticleId { get; }

        public string Language { get; }

        public Point Point { get; }

        public int Order { get; }

        public int Rank { get; }

        /// <summary>Kind, actor and target: points that differ in it are never the same.</summary>
        public string Identity { get; }

        public bool SaysTheSameAs(Telling other) => _words.Likeness(other._words) >= SameStatement;
    }

    /// <summary>The tellings of one entry, the best first.</summary>
    private sealed class Group(Telling first)
    {
        private readonly List<Telling> _tellings = [first];

        public int Order => first.Order;

        public int Rank => _tellings.Min(t => t.Rank);

        public bool IsKey => _tellings.Exists(t => t.Point.IsKey);

        public int Articles => _tellings.Select(t => t.ArticleId).Distinct(StringComparer.Ordinal).Count();

        public bool Has(Telling telling) => _tellings.Exists(t => t.SaysTheSameAs(telling));

        public void Add(Telling telling) => _tellings.Add(telling);

        public EditionEntry ToEntry()
        {
            List<Telling> best = [.. _tellings.OrderByDescending(t => t.Point.IsKey).ThenBy(t => t.Rank).ThenBy(t => t.Order)];
            Point point = best[0].Point;
            string content = string.Join('\n', point.Kind, point.Actor, point.Target ?? "", point.Statement, best[0].ArticleId);
            return new EditionEntry
            {
                Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(content)))[..16],
                Kind = point.Kind,
                Actor = point.Actor,
                Target = point.Target,
                Statement = point.Statement,
                Language = best[0].Language,
                IsKey = IsKey,
                Sources = [.. best.DistinctBy(t => t.ArticleId, StringComparer.Ordinal).Select(t => new EntrySource(t.ArticleId, t.Point.Evidence))],
            };
        }
    }
}
