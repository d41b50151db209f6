namespace ArticleDigest.Editions;

/// <summary>Finds what retractions take from the editions of a schedule, edition by edition.</summary>
/// <param name="retractions">The retractions, in the order in which they are told.</param>
internal sealed class RetractedEditions(IReadOnlyList<Retraction> retractions)
{
    private readonly Dictionary<string, SortedDictionary<DateOnly, RetractedThing>> _found = new(StringComparer.Ordinal);

    /// <summary>Whether an edition of that date has to be looked into.</summary>
    public bool Concern(DateOnly date) => retractions.Any(r => r.Date is null || r.Date == date);

    /// <summary>Looks into an edition as it was compiled.</summary>
    public void LookInto(Edition edition)
    {
        foreach (Retraction retraction in retractions.Where(r => r.Date is null || r.Date == edition.Date))
        {
            if (WhatOf(edition, retraction) is { } what)
            {
                if (!_found.TryGetValue(retraction.Id, out SortedDictionary<DateOnly, RetractedThing>? dates))
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
            .Select(r => (r.Retraction, Date: r.Dates.Keys.First(), Thing: r.Dates.Values.First() with { Editions = r.Dates.Count }))
            .Select(r => new EditionCorrection(r.Date, r.Thing.ToString(), r.Retraction.Reason) { Thing = r.Thing }),
    ];

    /// <summary>What a retraction takes from an edition, without any of its words; null if nothing.</summary>
    public static RetractedThing? WhatOf(Edition edition, Retraction retraction)
    {
        switch (retraction.Kind)
        {
            case RetractionKind.Edition:
                return new RetractedThing();
            case RetractionKind.Article:
                return NameOf(edition, retraction.Article!) is { } article ? new RetractedThing { Drop = article } : null;
            default:
                EditionEntry? entry = edition.Proposals.Concat(edition.Criticisms)
                    .FirstOrDefault(e => string.Equals(e.Id, retraction.Entry, StringComparison.Ordinal));
                return entry is null ? null
                    : retraction.Article is null ? RetractedThing.Of(entry)
                    : ArticlesOf(entry).Contains(retraction.Article, StringComparer.Ordinal) && NameOf(edition, retraction.Article) is { } source ? RetractedThing.Of(entry) with { Drop = source }
                    : null;
        }
    }

    /// <summary>The articles that tell an entry, or who stands to it.</summary>
    public static IEnumerable<string> ArticlesOf(EditionEntry entry) =>
        entry.Sources.Concat(entry.Supporters.Select(s => s.Source)).Concat(entry.Opposers.Select(s => s.Source)).Select(s => s.ArticleId);

    /// <summary>An article's name among the drops, if the edition tells anything of it.</summary>
    private static string? NameOf(Edition edition, string articleId) =>
        edition.Articles.FirstOrDefault(a => string.Equals(a.Id, articleId, StringComparison.Ordinal)) is { Points: > 0, Drops: [{ } name, ..] } ? name : null;
}
