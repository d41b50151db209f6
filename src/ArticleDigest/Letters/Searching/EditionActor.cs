using ArticleDigest.Editions;

namespace ArticleDigest.Letters.Searching;

/// <summary>A party that stands for something in an edition.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Keys">Its keys in the ledger of positions.</param>
/// <param name="Positions">How many positions it takes.</param>
internal sealed record EditionActor(string Name, IReadOnlyList<string> Keys, int Positions)
{
    // What lists and strings take besides their signs.
    private const int BytesBesides = 120;

    /// <summary>About how much memory it takes, in bytes.</summary>
    public int Size => BytesBesides + (2 * (Name.Length + Keys.Sum(key => key.Length)));

    /// <summary>Who stands for something in an edition, as the ledger has it: everybody once, in the edition's order.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    public static IReadOnlyList<EditionActor> In(Edition edition) => edition.Skipped ? [] :
    [
        .. edition.Proposals.Concat(edition.Criticisms)
            .Where(entry => entry is { ActorParty: not null, Withdrawn: null })
            .SelectMany(ActorPages.ActingIn)
            .GroupBy(party => string.Join('\n', party.LedgerKeys), StringComparer.Ordinal)
            .Select(told => new EditionActor(told.First().Name, [.. told.First().LedgerKeys], told.Count())),
    ];
}
