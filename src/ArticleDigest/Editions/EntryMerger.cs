using ArticleDigest.Analysis;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>
/// Merges points into entries: the same point told by several articles is one entry with its sources, and proposals that
/// answer the same question differently stand side by side as rivals. Whatever the points hold, each is compared with a
/// bounded number of entries, those that share the rarest words with it.
/// </summary>
public sealed class EntryMerger(PartyNames names, PositionComparer comparer)
{
    /// <summary>The most rivals that an entry names.</summary>
    public const int MostRivals = 8;

    // With how many entries a point is compared at most, to be merged and to be a rival.
    private const int MostCompared = 24;
    private const int MostComparedRivals = 12;

    /// <summary>Merges the points of articles.</summary>
    /// <param name="articles">The articles, ordered by the names of their drops.</param>
    /// <returns>Entries of all kinds of points, in the order of their first telling.</returns>
    public IReadOnlyList<EditionEntry> Merge(IReadOnlyList<AnalysedArticle> articles)
    {
        ArgumentNullException.ThrowIfNull(articles);
        List<EntryGroup> groups = [];
        CandidateIndex byParty = new();
        foreach (AnalysedArticle article in articles)
        {
            for (int rank = 0; rank < article.Analysis.Points.Count; rank++)
            {
                EntryTelling telling = new(article, article.Analysis.Points[rank], names, rank);
                StatementWords words = comparer.WordsOf(telling.Position);
                IReadOnlyList<ulong> keys = PositionKeys.OfParty(telling.Position, words, comparer.NeighbourhoodsOf(telling.Position));
                EntryGroup? group = null;
                foreach (int candidate in byParty.Find(keys, PositionKeys.FewestOfParty(words), MostCompared))
                {
                    if (groups[candidate].Takes(telling, comparer))
                    {
                        group = groups[candidate];
                        break;
                    }
                }

                if (group is not null)
                {
                    group.Add(telling);
                }
                else
                {
                    groups.Add(new EntryGroup(telling));
                    byParty.Add(groups.Count - 1, keys);
                }
            }
        }

        return WithRivals(groups);
    }

    private List<EditionEntry> WithRivals(List<EntryGroup> groups)
    {
        List<EditionEntry> entries = groups.ConvertAll(group => group.ToEntry());
        List<Position> told = groups.ConvertAll(group => group.Best.Position);
        List<SortedSet<int>> rivals = groups.ConvertAll(_ => new SortedSet<int>());
        CandidateIndex byWords = new();
        for (int i = 0; i < groups.Count; i++)
        {
            Position position = told[i];
            if (position.Kind != PointKind.Proposal)
            {
                continue;
            }

            StatementWords words = comparer.WordsOf(position);
            IReadOnlyList<ulong> keys = PositionKeys.OfWords(words, comparer.NeighbourhoodsOf(position));
            foreach (int other in byWords.Find(keys, PositionKeys.Fewest(words), MostComparedRivals))
            {
                bool room = rivals[i].Count < MostRivals && rivals[other].Count < MostRivals;
                if (room && comparer.Compare(told[other], position) == Likeness.Rival)
                {
                    rivals[i].Add(other);
                    rivals[other].Add(i);
                }
            }

            byWords.Add(i, keys);
        }

        return [.. entries.Select((entry, i) => rivals[i].Count == 0 ? entry : entry with { Rivals = [.. rivals[i].Select(rival => entries[rival].Id)] })];
    }
}
