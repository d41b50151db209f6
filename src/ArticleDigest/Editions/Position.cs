using System.Text.Json.Serialization;
using ArticleDigest.Analysis;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>Somebody or something with a name, under every name that the sources of an edition have for it.</summary>
/// <param name="Name">The name to show.</param>
/// <param name="Keys">
/// Its names in the form in which names are compared, ordered; at least one. Two parties are one if they share a key.
/// </param>
public sealed record Party(string Name, IReadOnlyList<string> Keys)
{
    /// <summary>The keys under which the ledger has it: most are <see cref="Keys"/>.</summary>
    internal IEnumerable<string> LedgerKeys => Keys.Select(PartyKey.OfLedger).Distinct(StringComparer.Ordinal);

    /// <summary>Whether it is somebody of whom more can be told, and not the author of an article or nobody who is named.</summary>
    internal bool IsNamed => Name is not (Point.TheAuthor or Point.NotNamed);

    /// <summary>The name of its page in the ledger; of several, that of the first.</summary>
    [JsonIgnore]
    public string PageName => LedgerPage.NameOf(LedgerKeys.First());

    /// <summary>What its article tells it to be, such as "minister of education", where that alone tells nobody outside the article.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether both are the same party.</summary>
    public bool Is(Party other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Keys.Any(key => other.Keys.Contains(key, StringComparer.Ordinal));
    }
}

/// <summary>What an actor stands for: what an entry says, without where it is told. The ledger keeps positions across days.</summary>
/// <param name="Kind">Proposal, criticism, support, opposition or withdrawal.</param>
/// <param name="Actor">Whose position it is.</param>
/// <param name="Target">Against whom, or whose the proposal is; null if there is none.</param>
/// <param name="Statement">What, in one short statement.</param>
/// <param name="Language">The statement's language, ISO 639-1.</param>
public sealed record Position(PointKind Kind, Party Actor, Party? Target, string Statement, string Language);

/// <summary>How two positions of one kind relate.</summary>
public enum Likeness
{
    /// <summary>They are about different things, or nobody can tell.</summary>
    Different,

    /// <summary>They answer the same question differently: never one entry.</summary>
    Rival,

    /// <summary>They say the same.</summary>
    Same,
}
