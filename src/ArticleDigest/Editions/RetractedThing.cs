using System.Globalization;
using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>
/// What a retraction takes from an edition, without any of its words: an entry, what one article told of an entry, all that
/// an article told, or, without kind and drop, the whole edition.
/// </summary>
public sealed record RetractedThing
{
    /// <summary>What kind of point the entry is; null if it is no single entry.</summary>
    public PointKind? Kind { get; init; }

    /// <summary>Whose point; null if it is no single entry.</summary>
    public string? Actor { get; init; }

    /// <summary>The entry's target; null if it has none.</summary>
    public string? Target { get; init; }

    /// <summary>The name of the drop with the article that told it; null if it does not matter which did.</summary>
    public string? Drop { get; init; }

    /// <summary>From how many editions it is taken, the first of which a correction names.</summary>
    public int Editions { get; init; } = 1;

    /// <summary>In English.</summary>
    public override string ToString()
    {
        string what = (Kind, Drop) switch
        {
            (null, null) => "the whole edition",
            (null, _) => $"all that {Drop} told",
            (_, null) => Entry(),
            _ => $"what {Drop} told of {Entry()}",
        };
        return Editions == 1 ? what : string.Create(CultureInfo.InvariantCulture, $"{what}, in {Editions} editions from that one on");
    }

    /// <summary>An entry, without its words.</summary>
    internal static RetractedThing Of(EditionEntry entry) => new() { Kind = entry.Kind, Actor = entry.Actor, Target = entry.Target };

    private string Entry()
    {
        string actor = string.Equals(Actor, Point.NotNamed, StringComparison.Ordinal) ? "somebody not named" : Actor!;
        string target = Target is null ? "" : $" of {Target}";
        return Kind switch
        {
            PointKind.Proposal => $"a proposal by {actor}",
            PointKind.Criticism => $"a criticism{target} by {actor}",
            PointKind.Support => $"support{target} by {actor}",
            PointKind.Opposition => $"opposition by {actor}",
            PointKind.Withdrawal => $"that {actor} gave something up",
            _ => throw new InvalidOperationException($"There are no words for a point of the kind {Kind}."),
        };
    }
}
