using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>What an entry tells, for whoever has room for a few words: a letter's subject and preview, a list of editions.</summary>
/// <param name="Kind">What kind of point it is; criticism of what somebody proposes is opposition to that.</param>
/// <param name="Actor">Who.</param>
/// <param name="Target">Of a criticism, against whom; null for others.</param>
/// <param name="What">What: what is proposed, or stood for or against, or given up, or criticised.</param>
/// <param name="Language">The language of <paramref name="What"/>; null if it is not known.</param>
public sealed record Gist(PointKind Kind, string Actor, string? Target, string What, string? Language)
{
    /// <summary>What an edition tells first: its lead, or what is not told again where it is too short for one.</summary>
    /// <param name="edition">The edition, with all retractions laid over.</param>
    /// <returns>The most important first; empty if nothing is new, and for editions of forms before, which have no subjects.</returns>
    public static IReadOnlyList<Gist> Of(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Of(edition, following: null);
    }

    /// <summary>What an edition tells a reader first: of what they follow, what its lead has, then the rest.</summary>
    internal static IReadOnlyList<Gist> Of(Edition edition, Following? following)
    {
        if (edition.Subjects.Count == 0)
        {
            return [];
        }

        Dictionary<string, EditionEntry> entries = new(StringComparer.Ordinal);
        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms).Where(e => e.Withdrawn is null))
        {
            entries.TryAdd(entry.Id, entry);
        }

        IEnumerable<string> others = following is null && edition.Lead.Count > 0
            ? []
            : edition.Subjects.SelectMany(s => s.Entries).Where(id => entries.GetValueOrDefault(id) is { News: not { Kind: NewsKind.Repeated } });
        return
        [
            .. edition.Lead.Concat(others)
                .Distinct(StringComparer.Ordinal)
                .Where(id => following is null || following.Concerns(id))
                .Select(id => entries.GetValueOrDefault(id))
                .OfType<EditionEntry>()
                .Take(Edition.MostLead)
                .Select(entry => Of(entry, entry.About is { } about ? entries.GetValueOrDefault(about) : null)),
        ];
    }

    private static Gist Of(EditionEntry entry, EditionEntry? proposal)
    {
        if (entry.Kind != PointKind.Criticism || entry.Target is not { } target)
        {
            return new Gist(entry.Kind, entry.Actor, null, entry.Statement, entry.Language);
        }

        if (proposal is not null && entry.TargetParty is { } party && proposal.ActorParty is { } actor && party.Is(actor))
        {
            return new Gist(PointKind.Opposition, entry.Actor, null, proposal.Statement, proposal.Language);
        }

        return proposal is not null || entry.News?.Kind == NewsKind.Reversed
            ? new Gist(PointKind.Opposition, entry.Actor, null, target, entry.Language)
            : new Gist(PointKind.Criticism, entry.Actor, target, entry.Statement, entry.Language);
    }
}
