using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Analysis;

namespace ArticleDigest.Editions.Merging;

/// <summary>
/// The tellings of one entry. A telling belongs to it if it says the same as most of those it is compared with and is at
/// odds with none: likeness does not pass on, so that an entry cannot wander off from telling to telling.
/// </summary>
internal sealed class EntryGroup
{
    private const int MostModels = 3;

    private readonly List<EntryTelling> _tellings = [];

    // The first tellings in different words: others are compared with these.
    private readonly List<EntryTelling> _models = [];

    public EntryGroup(EntryTelling first) => Add(first);

    /// <summary>The telling to show; of equals the first.</summary>
    public EntryTelling Best => InOrder().First();

    /// <summary>Whether a telling belongs to it.</summary>
    public bool Takes(EntryTelling telling, PositionComparer comparer)
    {
        int same = 0;
        foreach (EntryTelling model in _models)
        {
            if (comparer.Compare(model.Position, telling.Position) == Likeness.Same)
            {
                same++;
            }
            else if (comparer.Contradict(model.Position, telling.Position))
            {
                return false;
            }
        }

        return same * 2 > _models.Count;
    }

    /// <summary>Adds a telling.</summary>
    public void Add(EntryTelling telling)
    {
        _tellings.Add(telling);
        if (_models.Count < MostModels && !_models.Exists(model => string.Equals(model.Position.Statement, telling.Position.Statement, StringComparison.Ordinal)))
        {
            _models.Add(telling);
        }
    }

    /// <summary>The entry, without its rivals.</summary>
    public EditionEntry ToEntry()
    {
        List<EntryTelling> best = [.. InOrder()];
        Point point = best[0].Point;
        Position position = best[0].Position;

        // An article may say the same twice in words that tell nothing; of one place no point is made twice.
        string place = string.Create(CultureInfo.InvariantCulture, $"{best[0].ArticleId} {point.Evidence.Start} {point.Evidence.Length}");
        string content = string.Join('\n', point.Kind, point.Actor, point.Target ?? "", point.Statement, place);
        return new EditionEntry
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(content)))[..16],
            Kind = point.Kind,
            Actor = position.Actor.Name,
            Target = position.Target?.Name,
            Statement = point.Statement,
            Language = position.Language,
            IsKey = _tellings.Exists(telling => telling.Point.IsKey),
            Sources = [.. best.DistinctBy(telling => telling.ArticleId, StringComparer.Ordinal).Select(telling => new EntrySource(telling.ArticleId, telling.Point.Evidence))],
            ActorParty = Whole(best.Select(telling => telling.Position.Actor)),
            TargetParty = position.Target is null ? null : Whole(best.Select(telling => telling.Position.Target!)),
            Rank = _tellings.Min(telling => telling.Rank),
        };
    }

    private IEnumerable<EntryTelling> InOrder() => _tellings.OrderByDescending(telling => telling.Worth).ThenBy(telling => telling.Rank);

    private static Party Whole(IEnumerable<Party> parties)
    {
        List<Party> told = [.. parties];
        return told[0] with { Keys = [.. told.SelectMany(party => party.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
    }
}
