using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>
/// Chooses what somebody with a minute should read: who turned round or gave something up first, then what is most widely
/// told; of every subject one before of any the second; nothing that an edition before had.
/// </summary>
internal static class EditionLead
{
    /// <summary>An edition with no more entries is short enough to be read whole.</summary>
    public const int ShortEdition = 3;

    /// <summary>Chooses the lead.</summary>
    /// <param name="entries">The edition's entries.</param>
    /// <param name="standings">Where each of them stands.</param>
    /// <param name="subjects">The subjects in order: whether one is about one thing, and its entries by their index.</param>
    /// <returns>The ids of at most <see cref="Edition.MostLead"/> entries, the most important first.</returns>
    public static IReadOnlyList<string> Of(
        IReadOnlyList<EditionEntry> entries, EntryStanding[] standings, IReadOnlyList<(bool IsOneThing, IReadOnlyList<int> Entries)> subjects)
    {
        if (entries.Count <= ShortEdition)
        {
            return [];
        }

        List<(bool Turns, int Round, int Entry)> candidates = [];
        foreach ((bool isOneThing, IReadOnlyList<int> members) in subjects)
        {
            // What is about nothing in common stands behind the first of every subject, but is not held back as one subject.
            int round = isOneThing ? 0 : 1;
            foreach (int entry in members.Where(e => IsWorthIt(entries[e], standings[e])).OrderBy(e => !Turns(entries[e])).ThenBy(e => standings[e].Place))
            {
                candidates.Add((Turns(entries[entry]), round, entry));
                round += isOneThing ? 1 : 0;
            }
        }

        return
        [
            .. candidates
                .OrderBy(c => !c.Turns)
                .ThenBy(c => c.Round)
                .ThenBy(c => standings[c.Entry].Place)
                .Take(Edition.MostLead)
                .Select(c => entries[c.Entry].Id),
        ];
    }

    private static bool Turns(EditionEntry entry) =>
        entry.News?.Kind is NewsKind.Reversed or NewsKind.Withdrawn || (entry.Kind == PointKind.Withdrawal && entry.News?.Kind is null or NewsKind.New);

    /// <summary>What one article tells by the way is no lead, and how somebody stands to what is not told is none either.</summary>
    private static bool IsWorthIt(EditionEntry entry, EntryStanding standing) =>
        Turns(entry)
        || (entry.Kind is PointKind.Proposal or PointKind.Criticism
            && !standing.IsRepeated
            && (standing.IsKey || standing.Articles > 1 || entry.News?.Kind is NewsKind.Sharpened or NewsKind.Softened));
}
