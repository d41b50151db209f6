using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>
/// Connects an edition's entries: criticisms with the proposals they are about, supporters and opposers with what they stand
/// to, criticisms with what their targets say to them.
/// </summary>
public sealed class EntryRelations(PartyNames names, PositionComparer comparer)
{
    /// <summary>Connects entries.</summary>
    /// <param name="entries">All entries of an edition, of all kinds.</param>
    /// <param name="articles">The edition's articles by id.</param>
    /// <returns>
    /// The entries in the same order. A support or an opposition that is about a proposal among them stands with it, and is
    /// an entry of its own only until <see cref="Settle"/>.
    /// </returns>
    public IReadOnlyList<EditionEntry> Connect(
        IReadOnlyList<EditionEntry> entries, IReadOnlyDictionary<string, AnalysedArticle> articles)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ProposalIndex proposals = new(entries, comparer);
        Dictionary<string, List<EntryStander>> supporters = new(StringComparer.Ordinal);
        Dictionary<string, List<EntryStander>> opposers = new(StringComparer.Ordinal);
        List<EditionEntry> shown = [];
        foreach (EditionEntry entry in entries)
        {
            EditionEntry? about = entry.Kind == PointKind.Proposal ? null : proposals.About(entry);
            bool isStance = entry.Kind is PointKind.Support or PointKind.Opposition;
            if (about is not null && entry.Kind != PointKind.Withdrawal)
            {
                Dictionary<string, List<EntryStander>> side = entry.Kind == PointKind.Support ? supporters : opposers;
                side.TryAdd(about.Id, []);
                side[about.Id].Add(new EntryStander(entry.Actor, entry.Sources[0], isStance ? null : entry.Id) { Party = entry.ToPosition().Actor });
            }

            shown.Add(entry with { About = about?.Id });
        }

        Replies replies = new(shown, articles, names, comparer);
        return
        [
            .. shown.Select(entry => entry.Kind switch
            {
                PointKind.Proposal => entry with { Supporters = Once(supporters, entry), Opposers = Once(opposers, entry) },
                PointKind.Criticism => replies.To(entry),
                _ => entry,
            }),
        ];
    }

    /// <summary>
    /// The entries to be shown: without supports and oppositions that stand with a proposal, but for those by which somebody
    /// turned round, which is news.
    /// </summary>
    /// <param name="entries">Connected entries with what is new in them.</param>
    public static IReadOnlyList<EditionEntry> Settle(IReadOnlyList<EditionEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<EditionEntry> shown = [.. entries.Where(e => e is not { Kind: PointKind.Support or PointKind.Opposition, About: not null } || e.News?.Kind == NewsKind.Reversed)];
        ILookup<string, EditionEntry> turned = shown
            .Where(e => e is { Kind: PointKind.Support or PointKind.Opposition, About: not null })
            .ToLookup(e => e.About!, StringComparer.Ordinal);
        return
        [
            .. shown.Select(e => e.Kind == PointKind.Proposal && turned.Contains(e.Id)
                ? e with { Supporters = With(e.Supporters, turned[e.Id]), Opposers = With(e.Opposers, turned[e.Id]) }
                : e),
        ];
    }

    private static IReadOnlyList<EntryStander> With(IReadOnlyList<EntryStander> standers, IEnumerable<EditionEntry> turned) =>
        [.. standers.Select(s => s.Entry is null && turned.FirstOrDefault(t => t.ToPosition().Actor.Is(s.Party) && t.Sources.Contains(s.Source)) is { } own ? s with { Entry = own.Id } : s)];

    // Everybody once, rather with an entry that says more.
    private static IReadOnlyList<EntryStander> Once(Dictionary<string, List<EntryStander>> standers, EditionEntry proposal)
    {
        List<EntryStander> once = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach (EntryStander stander in standers.GetValueOrDefault(proposal.Id, []).OrderBy(s => s.Entry is null))
        {
            if (!keys.Overlaps(stander.Party.Keys))
            {
                once.Add(stander);
                keys.UnionWith(stander.Party.Keys);
            }
        }

        return [.. once.OrderBy(s => s.Name, StringComparer.Ordinal)];
    }
}
