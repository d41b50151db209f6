using System.Globalization;
using ArticleDigest.Analysis;

namespace ArticleDigest.Editions;

/// <summary>Finds what retractions take from the editions of a schedule, edition by edition, and puts it into words.</summary>
/// <param name="retractions">The retractions, in the order in which they are told.</param>
internal sealed class RetractedEditions(IReadOnlyList<Retraction> retractions)
{
    private readonly Dictionary<string, SortedDictionary<DateOnly, string>> _found = new(StringComparer.Ordinal);

    /// <summary>Whether an edition of that date has to be looked into.</summary>
    public bool Concern(DateOnly date) => retractions.Any(r => r.Date is null || r.Date == date);

    /// <summary>Looks into an edition as it was compiled.</summary>
    public void LookInto(Edition edition)
    {
        foreach (Retraction retraction in retractions.Where(r => r.Date is null || r.Date == edition.Date))
        {
            if (WhatOf(edition, retraction) is { } what)
            {
                if (!_found.TryGetValue(retraction.Id, out SortedDictionary<DateOnly, string>? dates))
                {
                    _found[retraction.Id] = dates = [];
                }

                dates[edition.Date] = what;
            }
        }
    }

    /// <summary>A correction for each retraction that takes something from the editions looked into, by the date of the first of these.</summary>
    public IReadOnlyList<EditionCorrection> Corrections() =>
    [
        .. retractions
            .Where(r => _found.ContainsKey(r.Id))
            .Select(r => (Retraction: r, Dates: _found[r.Id]))
            .OrderBy(r => r.Dates.Keys.First())
            .Select(r => new EditionCorrection(
                r.Dates.Keys.First(),
                r.Dates.Count == 1 ? r.Dates.Values.First() : string.Create(CultureInfo.InvariantCulture, $"{r.Dates.Values.First()}, in {r.Dates.Count} editions from that one on"),
                r.Retraction.Reason)),
    ];

    /// <summary>What a retraction takes from an edition, without any of its words; null if nothing.</summary>
    public static string? WhatOf(Edition edition, Retraction retraction)
    {
        switch (retraction.Kind)
        {
            case RetractionKind.Edition:
                return "the whole edition";
            case RetractionKind.Article:
                return NameOf(edition, retraction.Article!) is { } article ? $"all that {article} told" : null;
            default:
                EditionEntry? entry = edition.Proposals.Concat(edition.Criticisms)
                    .FirstOrDefault(e => string.Equals(e.Id, retraction.Entry, StringComparison.Ordinal));
                return entry is null ? null
                    : retraction.Article is null ? WhatOf(entry)
                    : ArticlesOf(entry).Contains(retraction.Article, StringComparer.Ordinal) && NameOf(edition, retraction.Article) is { } source ? $"what {source} told of {WhatOf(entry)}"
                    : null;
        }
    }

    /// <summary>What an entry is, without its words.</summary>
    public static string WhatOf(EditionEntry entry)
    {
        string actor = string.Equals(entry.Actor, Point.NotNamed, StringComparison.Ordinal) ? "somebody not named" : entry.Actor;
        string target = entry.Target is null ? "" : $" of {entry.Target}";
        return entry.Kind switch
        {
            PointKind.Proposal => $"a proposal by {actor}",
            PointKind.Criticism => $"a criticism{target} by {actor}",
            PointKind.Support => $"support{target} by {actor}",
            PointKind.Opposition => $"opposition by {actor}",
            PointKind.Withdrawal => $"that {actor} gave something up",
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, "unknown kind of point"),
        };
    }

    /// <summary>The articles that tell an entry, or who stands to it.</summary>
    public static IEnumerable<string> ArticlesOf(EditionEntry entry) =>
        entry.Sources.Concat(entry.Supporters.Select(s => s.Source)).Concat(entry.Opposers.Select(s => s.Source)).Select(s => s.ArticleId);

    /// <summary>An article's name among the drops, if the edition tells anything of it.</summary>
    private static string? NameOf(Edition edition, string articleId) =>
        edition.Articles.FirstOrDefault(a => string.Equals(a.Id, articleId, StringComparison.Ordinal)) is { Points: > 0, Drops: [{ } name, ..] } ? name : null;
}
