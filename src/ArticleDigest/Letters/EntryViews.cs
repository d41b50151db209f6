using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>Makes views of an edition's entries.</summary>
internal sealed class EntryViews
{
    private const int MostOthers = 3;

    private readonly Edition _edition;
    private readonly Extent _extent;
    private readonly Dictionary<string, EditionArticle> _articles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EditionEntry> _entries = new(StringComparer.Ordinal);

    public EntryViews(Edition edition, Extent extent)
    {
        (_edition, _extent) = (edition, extent);
        foreach (EditionArticle article in edition.Articles)
        {
            _articles.TryAdd(article.Id, article);
        }

        foreach (EditionEntry entry in edition.Proposals.Concat(edition.Criticisms))
        {
            _entries.TryAdd(entry.Id, entry);
        }
    }

    /// <summary>An entry as a section shows it.</summary>
    public EntryView Of(SelectedEntry selected, SelectedSection section, EntrySelection selection)
    {
        EditionEntry entry = selected.Entry;
        bool isTold = section.IsSubject;
        EntryView view = new()
        {
            Id = entry.Id,
            Kind = isTold ? Wording.Kind(entry, _edition.Previous, selected.IsUnder) : null,
            Side = entry.Kind is PointKind.Criticism or PointKind.Opposition ? "criticisms" : "proposals",
            Actor = ActorOf(entry),
            Target = entry.Target is null ? null : Name(entry.Target),
            Statement = Shown.Cut(Shown.Line(entry.Statement), _extent.Text),
            Language = LanguageView.Of(entry.Language),
            IsUnder = selected.IsUnder,
        };
        if (entry.Withdrawn is { } withdrawn)
        {
            // What stands in its place is in the language of these words.
            return view with { Statement = Shown.Cut(Wording.Withdrawal(withdrawn), _extent.Text), Language = LanguageView.Of(Wording.Language) };
        }

        if (selected.IsBrief)
        {
            return view with { IsBrief = true, Details = Details(Wording.Told(entry, _edition.Date), ArticlesOf(entry)) };
        }

        return view with
        {
            News = isTold ? NewsOf(entry) : null,
            Quotes = [.. entry.Sources.Take(_extent.Quotes).Select(QuoteOf)],
            Also = AlsoOf(entry),
            Relations = isTold ? [.. RelationsOf(entry, selected, selection)] : [],
            Reply = entry.Reply is { } reply ? new ReplyView($"{Name(entry.Target!)} in the same article", QuoteOf(reply)) : null,
        };
    }

    /// <summary>A line of the lead; null if there is no such entry.</summary>
    public LeadView? LeadOf(string id, EntrySelection selection) => _entries.TryGetValue(id, out EditionEntry? entry)
        ? new LeadView(
            Wording.Kind(entry, previous: null, isUnder: false),
            Reference(entry, selection, withTarget: true),
            Details(ArticlesOf(entry), Wording.NewsInShort(entry, _edition.Previous, _edition.Date)))
        : null;

    private static string Details(params string[] parts) => string.Join(" · ", parts.Where(p => p.Length > 0));

    private static string ArticlesOf(EditionEntry entry) =>
        Wording.Count(entry.Sources.Select(s => s.ArticleId).Distinct(StringComparer.Ordinal).Count(), "article", "articles");

    private string ActorOf(EditionEntry entry) => Shown.Cut(Wording.Name(entry.Actor), _extent.Title);

    private string Name(string name) => Shown.Cut(Shown.Line(name), _extent.Title);

    private NewsView? NewsOf(EditionEntry entry)
    {
        string? before = Shown.Line(entry.News?.Before) is { Length: > 0 } line ? Shown.Cut(line, _extent.Text) : null;
        return Wording.News(entry, _edition.Date) is { } words ? new NewsView(words, before, LanguageView.Of(entry.News?.BeforeLanguage)) : null;
    }

    private IEnumerable<RelationView> RelationsOf(EditionEntry entry, SelectedEntry selected, EntrySelection selection)
    {
        if (!selected.IsUnder && entry.About is { } about && _entries.TryGetValue(about, out EditionEntry? proposal))
        {
            yield return new RelationView("On a proposal", [Reference(proposal, selection, withTarget: false)], null);
        }

        if (entry.Supporters.Count > 0)
        {
            yield return InRow("Backed by", entry.Supporters, stander => Stander(stander, selection));
        }

        if (entry.Opposers.Count > 0)
        {
            yield return InRow("Against it", entry.Opposers, stander => Stander(stander, selection));
        }

        if (Known(entry.Rivals) is { Count: > 0 } rivals)
        {
            yield return InRow("Rival proposals", rivals, rival => Rival(rival, selection));
        }

        if (entry.TargetVoice == TargetVoice.Answers && Known(entry.Answers) is { Count: > 0 } answers)
        {
            yield return InRow("Answered by", answers, answer => Reference(answer, selection, withTarget: false));
        }
        else if (entry.TargetVoice == TargetVoice.Unanswered && entry.Target is { } target)
        {
            yield return new RelationView($"No answer by {Name(target)} in the sources", [], null);
        }
    }

    private static RelationView InRow<T>(string words, IReadOnlyList<T> others, Func<T, ReferenceView> view)
    {
        int more = others.Count - Extent.InRow;
        return new RelationView(words, [.. others.Take(Extent.InRow).Select(view)], more > 0 ? $"and {Wording.Number(more)} more" : null);
    }

    private List<EditionEntry> Known(IReadOnlyList<string> ids) =>
        [.. ids.Select(id => _entries.GetValueOrDefault(id)).OfType<EditionEntry>()];

    private ReferenceView Stander(EntryStander stander, EntrySelection selection) =>
        new(stander.Entry, stander.Entry is { } id && selection.Shows(id), Name(stander.Name), null, LanguageView.Of(null));

    /// <summary>Rivals stand side by side: what is beside it need not be told again.</summary>
    private ReferenceView Rival(EditionEntry entry, EntrySelection selection)
    {
        ReferenceView reference = Reference(entry, selection, withTarget: false);
        return reference.IsHere ? reference with { Statement = null } : reference;
    }

    private ReferenceView Reference(EditionEntry entry, EntrySelection selection, bool withTarget) => new(
        entry.Id,
        selection.Shows(entry.Id),
        withTarget && entry.Target is { } target ? $"{ActorOf(entry)} → {Name(target)}" : ActorOf(entry),
        Shown.Cut(Shown.Line(entry.Statement), _extent.Reference),
        LanguageView.Of(entry.Language));

    private string? AlsoOf(EditionEntry entry)
    {
        HashSet<string> quoted = new(entry.Sources.Take(_extent.Quotes).Select(s => s.ArticleId), StringComparer.Ordinal);
        List<string> others =
        [
            .. entry.Sources.Skip(_extent.Quotes)
                .Where(s => quoted.Add(s.ArticleId))
                .Select(s => _articles.GetValueOrDefault(s.ArticleId))
                .OfType<EditionArticle>()
                .Select(SourceOf),
        ];
        return others.Count == 0 ? null
            : others.Count <= MostOthers ? $"Also in {string.Join("; ", others)}"
            : $"Also in {string.Join("; ", others.Take(MostOthers))}; and {others.Count - MostOthers} more";
    }

    private QuoteView QuoteOf(EntrySource source)
    {
        EditionArticle? article = _articles.GetValueOrDefault(source.ArticleId);
        return new QuoteView(
            Shown.Cut(Shown.Line(source.Evidence.Quote), _extent.Text),
            LanguageView.Of(article?.Language),
            article is null ? "an article that is not in this edition" : Shown.Cut(Shown.Line(article.Title), _extent.Title),
            article is null ? null : WhereAndWhen(article));
    }

    private string SourceOf(EditionArticle article)
    {
        string title = Shown.Cut(Shown.Line(article.Title), _extent.Title);
        return WhereAndWhen(article) is { } details ? $"{title} ({details})" : title;
    }

    private string? WhereAndWhen(EditionArticle article)
    {
        List<string> parts = [];
        if (Shown.Line(article.Source) is { Length: > 0 } source)
        {
            parts.Add(Shown.Cut(source, _extent.Title));
        }

        if (article.Published is { } published)
        {
            parts.Add(Wording.Short(published));
        }

        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
