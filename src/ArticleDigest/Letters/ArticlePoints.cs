using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>Gathers what one article tells in an edition, and where its text proves it.</summary>
/// <param name="edition">The edition as it was compiled.</param>
/// <param name="told">The same without what was taken back.</param>
/// <param name="retractions">All that can concern it.</param>
/// <param name="article">The article.</param>
/// <param name="text">As much of its text as is shown; null if it is not there.</param>
/// <param name="addresses">Where pages are.</param>
/// <param name="wording">The sentences.</param>
internal sealed class ArticlePoints(
    Edition edition, Edition told, Retractions retractions, EditionArticle article, string? text, PageAddresses addresses, Wording wording)
{
    private readonly ActorPages _actors = new(told, addresses);
    private readonly List<(ArticlePointView Point, string Entry, IReadOnlyList<Evidence> Quotes)> _found = [];

    /// <summary>The points in the order of the text, those without a place in it last, and the marks of their quotes.</summary>
    public (IReadOnlyList<ArticlePointView> Points, IReadOnlyList<MarkedPlace> Places) Tell()
    {
        Dictionary<string, EditionEntry> left = new(StringComparer.Ordinal);
        foreach (EditionEntry entry in told.Proposals.Concat(told.Criticisms))
        {
            left.TryAdd(entry.Id, entry);
        }

        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms))
        {
            Gather(entry, left[entry.Id]);
        }

        return Number();
    }

    /// <summary>How many points the pages of an edition's articles tell, by the articles' ids; none of articles that tell nothing.</summary>
    /// <param name="told">The edition, with all retractions laid over.</param>
    public static IReadOnlyDictionary<string, int> CountIn(Edition told) => told.Proposals.Concat(told.Criticisms)
        .SelectMany(entry => entry.Sources.Select(source => source.ArticleId).Distinct(StringComparer.Ordinal)
            .Concat(entry.Supporters.Concat(entry.Opposers).Where(stander => stander.Entry is null).Select(stander => stander.Source.ArticleId))
            .Concat(entry is { Reply: { } reply, Target: not null } ? [reply.ArticleId] : Array.Empty<string>()))
        .CountBy(article => article, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);

    private static bool IsAt(Evidence quote, string text) =>
        quote is { Start: >= 0, Length: > 0 }
        && quote.Start <= text.Length - quote.Length
        && text.AsSpan(quote.Start, quote.Length).SequenceEqual(quote.Quote);

    private void Gather(EditionEntry compiled, EditionEntry entry)
    {
        if (OfArticle(compiled.Sources) is { Count: > 0 } sources)
        {
            IReadOnlyList<Evidence> left = OfArticle(entry.Sources);
            if (left.Count > 0)
            {
                Add(entry, PointOf(entry), left);
            }
            else if ((entry.Withdrawn ?? WithdrawnHere(compiled)) is { } withdrawn)
            {
                Words words = wording.Words;
                Add(entry, PointOf(entry) with { Statement = wording.Withdrawal(withdrawn), Language = LanguageView.Of(words.Language, words), ActorLink = null, TargetLink = null }, []);
            }
        }

        foreach (EntryStander stander in entry.Supporters.Where(IsOnlyHere))
        {
            Add(entry, StanceOf(PointKind.Support, stander, entry), [stander.Source.Evidence]);
        }

        foreach (EntryStander stander in entry.Opposers.Where(IsOnlyHere))
        {
            Add(entry, StanceOf(PointKind.Opposition, stander, entry), [stander.Source.Evidence]);
        }

        if (entry is { Reply: { } reply, Target: { } target } && IsHere(reply))
        {
            ArticlePointView answer = PointOf(entry) with
            {
                Kind = wording.Words.Say("article.answer"),
                Actor = wording.Name(target),

                // Whoever only answers stands for nothing in the ledger.
                ActorLink = _actors.Of(entry.TargetParty),
                Target = wording.NameWithin(entry.Actor),
                TargetLink = LinkOf(entry.ActorParty),
            };
            Add(entry, answer, [reply.Evidence]);
        }
    }

    private bool IsHere(EntrySource source) => string.Equals(source.ArticleId, article.Id, StringComparison.Ordinal);

    // Whoever has an entry of their own is told with that.
    private bool IsOnlyHere(EntryStander stander) => stander.Entry is null && IsHere(stander.Source);

    private List<Evidence> OfArticle(IReadOnlyList<EntrySource> sources) => [.. sources.Where(IsHere).Select(s => s.Evidence)];

    private Withdrawn? WithdrawnHere(EditionEntry entry) =>
        retractions.OfSource(edition.Schedule, edition.Date, entry.Id, article.Id) is { } retraction ? Retracted.In(edition.Zone, retraction) : null;

    private ArticlePointView PointOf(EditionEntry entry) => new()
    {
        Kind = wording.Kind(entry.Kind),
        Actor = wording.Name(entry.Actor),
        ActorLink = LinkOf(entry.ActorParty),
        Target = entry.Target is { } target ? wording.NameWithin(target) : null,
        TargetLink = _actors.Of(entry.TargetParty),
        Statement = Shown.Line(entry.Statement),
        Language = LanguageOf(entry.Language),
        Link = addresses.LeadsOn ? $"{addresses.Edition(edition.Schedule, edition.Date)}#e-{entry.Id}" : null,
    };

    private ArticlePointView StanceOf(PointKind kind, EntryStander stander, EditionEntry proposal) => PointOf(proposal) with
    {
        Kind = wording.Kind(kind),
        Actor = wording.Name(stander.Name),
        ActorLink = LinkOf(stander.Party),
        Target = wording.NameWithin(proposal.Actor),
        TargetLink = LinkOf(proposal.ActorParty),
    };

    // The page tells once in which language the article is.
    private LanguageView LanguageOf(string? code)
    {
        LanguageView language = LanguageView.Of(code, wording.Words);
        return string.Equals(code, article.Language, StringComparison.Ordinal) ? language with { Note = null } : language;
    }

    private string? LinkOf(Party? party) => addresses.ActorOf(edition.Schedule, party);

    private void Add(EditionEntry entry, ArticlePointView point, IReadOnlyList<Evidence> quotes) => _found.Add((point, entry.Id, quotes));

    private (IReadOnlyList<ArticlePointView> Points, IReadOnlyList<MarkedPlace> Places) Number()
    {
        // A quote is known by its point and its place among that point's quotes.
        var quotes = _found
            .SelectMany((found, point) => found.Quotes.Select((quote, index) => (
                Point: point, Index: index, Quote: quote, IsPlaced: text is not null && IsAt(quote, text), found.Entry)))
            .ToList();
        HashSet<string> taken = new(StringComparer.Ordinal);
        Dictionary<(int Point, int Index), string> anchors = [];
        foreach (var quote in quotes)
        {
            // What proves two things by one quote has the anchor for the first.
            string anchor = ArticleView.AnchorOf(quote.Entry, quote.Quote);
            for (string first = anchor; !taken.Add(anchor);)
            {
                anchor = $"{first}-{taken.Count}";
            }

            anchors[(quote.Point, quote.Index)] = anchor;
        }

        List<MarkedPlace> places = [];
        Dictionary<int, List<MarkView>> marks = [];
        foreach (var quote in quotes.Where(q => q.IsPlaced).OrderBy(q => q.Quote.Start).ThenByDescending(q => q.Quote.Length).ThenBy(q => q.Point).ThenBy(q => q.Index))
        {
            ArticlePointView point = _found[quote.Point].Point;
            MarkView mark = new(places.Count + 1, anchors[(quote.Point, quote.Index)], $"{point.Kind} · {point.Actor}", point.Link);
            places.Add(new MarkedPlace(quote.Quote.Start, quote.Quote.Length, mark));
            marks.TryAdd(quote.Point, []);
            marks[quote.Point].Add(mark);
        }

        ILookup<int, LooseQuoteView> loose = quotes.Where(q => !q.IsPlaced)
            .ToLookup(q => q.Point, q => new LooseQuoteView(anchors[(q.Point, q.Index)], Shown.Line(q.Quote.Quote)));
        return (
            [
                .. _found
                    .Select((found, index) => found.Point with { Marks = marks.GetValueOrDefault(index) ?? [], Quotes = [.. loose[index]] })
                    .OrderBy(p => p.Marks.Count == 0 ? int.MaxValue : p.Marks[0].Number),
            ],
            places);
    }
}
