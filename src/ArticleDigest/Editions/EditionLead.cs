using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>
/// Chooses what somebody with a minute should read: who turned round or gave something up first, then what somebody asks
/// otherwise than before, then what is new and most widely told; what an author says in their own name last. Nothing that an
/// edition before had as it is.
/// </summary>
internal static class EditionLead
{
    /// <summary>An edition with no more entries is short enough to be read whole.</summary>
    public const int ShortEdition = 3;

    // So many of those who ask otherwise than before stand in the lead however many turn round.
    private const int SureOfChanged = 2;

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

        Worth[] worth = [.. entries.Select((entry, index) => WorthOf(entry, standings[index]))];
        int[] turned = [.. InTurn(Worth.Turned)];

        // Of what as many sources tell, that comes first whose subject has most to tell.
        int[] changed =
        [
            .. subjects.SelectMany(s => s.Entries)
                .Where(e => worth[e] == Worth.Changed)
                .OrderByDescending(e => standings[e].Houses)
                .ThenByDescending(e => standings[e].Articles),
        ];
        int room = Edition.MostLead - Math.Min(SureOfChanged, changed.Length);
        return
        [
            .. turned.Take(room)
                .Concat(changed)
                .Concat(turned.Skip(room))
                .Concat(InTurn(Worth.New))
                .Concat(InTurn(Worth.OwnVoice))
                .Take(Edition.MostLead)
                .Select(e => entries[e].Id),
        ];

        // Of every subject one before of any the second, also of those that the lead has by what counts more. What is about
        // nothing in common stands behind the first of every subject, but is not held back as one subject.
        IEnumerable<int> InTurn(Worth what) => subjects
            .Select(s => (s.IsOneThing, s.Entries, First: s.Entries.Any(e => worth[e] < what) ? 1 : 0))
            .SelectMany(s => s.Entries
                .Where(e => worth[e] == what)
                .OrderBy(e => TurnOf(entries[e]))
                .ThenBy(e => standings[e].Place)
                .Select((entry, index) => (Entry: entry, Round: s.IsOneThing ? s.First + index : 1)))
            .OrderBy(e => e.Round)
            .ThenBy(e => TurnOf(entries[e.Entry]))
            .ThenBy(e => standings[e.Entry].Place)
            .Select(e => e.Entry);
    }

    /// <summary>Why an entry stands in the lead.</summary>
    private enum Worth
    {
        /// <summary>Somebody turns round or gives something up.</summary>
        Turned,

        /// <summary>Somebody asks otherwise than before.</summary>
        Changed,

        /// <summary>It is new.</summary>
        New,

        /// <summary>It is an author's own opinion.</summary>
        OwnVoice,

        /// <summary>It does not.</summary>
        None,
    }

    private static Worth WorthOf(EditionEntry entry, EntryStanding standing)
    {
        bool isTold = entry.Kind is PointKind.Proposal or PointKind.Criticism;
        Worth worth = entry.News?.Kind switch
        {
            NewsKind.Reversed or NewsKind.Withdrawn => Worth.Turned,
            null or NewsKind.New when entry.Kind == PointKind.Withdrawal => Worth.Turned,
            NewsKind.Sharpened or NewsKind.Softened or NewsKind.Developed when isTold && entry.News.Before is not null => Worth.Changed,
            NewsKind.Sharpened or NewsKind.Softened when isTold => Worth.New,

            // What one article tells by the way is no lead, and how somebody stands to what is not told is none either.
            null or NewsKind.New when isTold && (standing.IsKey || standing.Articles > 1) => Worth.New,
            _ => Worth.None,
        };
        return worth != Worth.None && IsOwnVoice(entry) ? Worth.OwnVoice : worth;
    }

    private static int TurnOf(EditionEntry entry) => entry.News?.Kind == NewsKind.Reversed ? 0 : 1;

    private static bool IsOwnVoice(EditionEntry entry) =>
        string.Equals(entry.Actor, Point.TheAuthor, StringComparison.Ordinal)
        || (entry.Sources.Count > 0 && entry.Sources.All(s => s.Evidence.Voice == Voice.Author));
}
