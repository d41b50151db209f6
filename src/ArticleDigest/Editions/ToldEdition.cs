using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>What the pages of parties need of an edition: its entries without their sources, and who stands for something in it.</summary>
internal sealed class ToldEdition
{
    // Of an entry, a party or a text, whatever is in it; a character takes two bytes.
    private const int Least = 64;

    private readonly Dictionary<string, (int Place, EditionEntry Entry)> _entries = new(StringComparer.Ordinal);
    private readonly List<(EditionEntry Entry, string[] TargetKeys)> _against = [];

    private ToldEdition(Edition told)
    {
        Actors = Taking.Of(told).SelectMany(taking => taking.Position.Actor.LedgerKeys).ToHashSet(StringComparer.Ordinal);
        Size = Actors.Sum(SizeOf);
        foreach ((int place, EditionEntry whole) in told.Proposals.Concat(told.Criticisms).Where(entry => entry.Withdrawn is null).Index())
        {
            EditionEntry entry = whole with { Sources = [], Rivals = [], Supporters = [], Opposers = [], Answers = [], Reply = null };
            _entries.TryAdd(entry.Id, (place, entry));
            Size += SizeOf(entry);
            if (entry is { Kind: PointKind.Criticism or PointKind.Opposition, TargetParty: { } target })
            {
                string[] keys = [.. target.LedgerKeys];
                _against.Add((entry, keys));
                Size += keys.Sum(SizeOf);
            }
        }
    }

    /// <summary>The keys in the ledger of all parties that stand for something there.</summary>
    public IReadOnlySet<string> Actors { get; }

    /// <summary>About how many bytes it takes.</summary>
    public long Size { get; }

    /// <summary>What is told of an edition.</summary>
    /// <param name="edition">The edition, with all retractions laid over; a skipped one tells nothing.</param>
    public static ToldEdition Of(Edition edition) => new(edition.Skipped ? edition with { Proposals = [], Criticisms = [] } : edition);

    /// <summary>An entry with its place in the edition; null if there is none of that id.</summary>
    public (int Place, EditionEntry Entry)? Find(string id) => _entries.TryGetValue(id, out var found) ? found : null;

    /// <summary>The entries against a party, in the edition's order.</summary>
    /// <param name="keys">The party's keys in the ledger.</param>
    public IEnumerable<EditionEntry> Against(IReadOnlySet<string> keys) =>
        _against.Where(against => Array.Exists(against.TargetKeys, keys.Contains)).Select(against => against.Entry);

    private static long SizeOf(EditionEntry entry) =>
        Least + SizeOf(entry.Statement) + SizeOf(entry.Actor) + SizeOf(entry.Target) + SizeOf(entry.ActorParty) + SizeOf(entry.TargetParty)
        + (entry.News is { } news ? Least + SizeOf(news.Before) + news.NewStanders.Sum(SizeOf) : 0);

    private static long SizeOf(Party? party) => party is null ? 0 : Least + SizeOf(party.Name) + party.Keys.Sum(SizeOf);

    private static long SizeOf(string? text) => text is null ? 0 : Least + (2L * text.Length);
}
