using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>
/// Orders an edition: subjects, the entries within them, and the lead. First comes what is new, then what most sources tell,
/// then what is prominent in them. The same entries give the same order.
/// </summary>
public static class EditionOrder
{
    /// <summary>Orders entries.</summary>
    /// <param name="entries">The entries to be shown, in the order of their first telling.</param>
    /// <param name="articles">The edition's articles.</param>
    public static OrderedEntries Of(IReadOnlyList<EditionEntry> entries, IReadOnlyList<EditionArticle> articles)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(articles);
        EntryStanding[] standings = EntryStanding.Of(entries, articles);
        List<(EditionSubject Subject, List<int> Entries)> subjects =
        [
            .. SubjectFinder.Find(entries, articles)
                .Select(found => (Found: found, Standing: EntryStanding.Together([.. found.Entries.Select(e => standings[e])])))
                .OrderBy(s => s.Found.Label.Length == 0)
                .ThenBy(s => s.Standing.Place)
                .Select(s => (s.Found, Entries: InOrder(s.Found.Entries, entries, standings)))
                .Select(s => (SubjectOf(s.Found, s.Entries, entries), s.Entries)),
        ];
        return new OrderedEntries(
            [.. subjects.SelectMany(s => s.Entries).Select(e => entries[e])],
            [.. subjects.Select(s => s.Subject)],
            EditionLead.Of(entries, standings, [.. subjects.Select(s => (s.Subject.Label.Length > 0, (IReadOnlyList<int>)s.Entries))]));
    }

    private static EditionSubject SubjectOf(FoundSubject found, List<int> order, IReadOnlyList<EditionEntry> entries)
    {
        List<string> ids = [.. order.Select(e => entries[e].Id)];
        string content = string.Join('\n', ids.Prepend(found.Language).Prepend(found.Label));
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(content)))[..16];
        return new EditionSubject(id, found.Label, found.Language, ids) { Since = found.Since };
    }

    /// <summary>
    /// Rivals side by side, each with the criticism of it behind it, and behind every criticism what answers it; such a group
    /// stands where its best entry would.
    /// </summary>
    private static List<int> InOrder(IReadOnlyList<int> members, IReadOnlyList<EditionEntry> entries, EntryStanding[] standings)
    {
        Dictionary<string, int> byId = new(StringComparer.Ordinal);
        foreach (int member in members)
        {
            byId.TryAdd(entries[member].Id, member);
        }

        int HeadOf(int entry) => entries[entry].About is { } about && byId.TryGetValue(about, out int proposal) ? proposal : entry;
        List<(int Accusation, int Answer)> quarrels = QuarrelsOf([.. members.Where(m => HeadOf(m) == m)], members, entries, byId);
        ILookup<int, int> answers = quarrels.ToLookup(q => q.Accusation, q => q.Answer);
        HashSet<int> answering = [.. quarrels.Select(q => q.Answer)];
        ILookup<int, int> under = members.Where(m => HeadOf(m) != m).ToLookup(HeadOf);
        int[] heads = [.. members.Where(m => HeadOf(m) == m && !answering.Contains(m))];
        Dictionary<int, int> place = heads.Select((head, index) => (head, index)).ToDictionary(h => h.head, h => h.index);
        DisjointSets sets = new(heads.Length);
        for (int i = 0; i < heads.Length; i++)
        {
            foreach (string rival in entries[heads[i]].Rivals)
            {
                if (byId.TryGetValue(rival, out int other) && place.TryGetValue(other, out int at))
                {
                    sets.Join(i, at);
                }
            }
        }

        return
        [
            .. sets.Sets()
                .Select(set => set.Select(i => heads[i]).OrderBy(PlaceOf).ToArray())
                .OrderBy(group => PlaceOf(group[0]))
                .SelectMany(group => group.SelectMany(head => under[head].OrderBy(e => standings[e].Place).Prepend(head)))
                .SelectMany(e => answers[e].Prepend(e)),
        ];

        // A proposal that is no news stands with the news that somebody criticises it, an accusation with that it is answered.
        (bool, int, int, int, bool, int, int) PlaceOf(int head) =>
            under[head].Prepend(head).SelectMany(e => answers[e].Prepend(e)).Select(e => standings[e].Place).Min();
    }

    /// <summary>
    /// Accusations, each with all that stands behind it, in that order: what answers it, and what answers that.
    /// </summary>
    /// <param name="movable">Those that do not stand behind a proposal.</param>
    /// <param name="members">All of the subject.</param>
    /// <param name="entries">The edition's entries.</param>
    /// <param name="byId">The subject's, by their ids.</param>
    private static List<(int Accusation, int Answer)> QuarrelsOf(
        HashSet<int> movable, IReadOnlyList<int> members, IReadOnlyList<EditionEntry> entries, Dictionary<string, int> byId)
    {
        IEnumerable<int> AnswersTo(int entry) => entries[entry].Answers.Where(byId.ContainsKey).Select(id => byId[id]);

        // Where either answers the other, in an article each, whoever is told first began.
        HashSet<(int Accusation, int Answer)> pairs = [.. members.SelectMany(m => AnswersTo(m).Select(answer => (m, answer)))];
        HashSet<int> retorts = [.. pairs.Where(p => movable.Contains(p.Answer) && (p.Accusation < p.Answer || !pairs.Contains((p.Answer, p.Accusation)))).Select(p => p.Answer)];
        HashSet<int> answering = [];
        List<(int Accusation, int Answer)> quarrels = [];
        foreach (int first in members.Where(m => !retorts.Contains(m)))
        {
            Queue<int> told = new([first]);
            while (told.TryDequeue(out int entry))
            {
                foreach (int answer in AnswersTo(entry).Where(retorts.Contains).Where(answering.Add))
                {
                    quarrels.Add((first, answer));
                    told.Enqueue(answer);
                }
            }
        }

        return quarrels;
    }
}

/// <summary>Entries in order.</summary>
/// <param name="Entries">All of them, subject by subject.</param>
/// <param name="Subjects">The subjects; every entry is in exactly one.</param>
/// <param name="Lead">The ids of the lead's entries, at most <see cref="Edition.MostLead"/>.</param>
public sealed record OrderedEntries(
    IReadOnlyList<EditionEntry> Entries, IReadOnlyList<EditionSubject> Subjects, IReadOnlyList<string> Lead);
