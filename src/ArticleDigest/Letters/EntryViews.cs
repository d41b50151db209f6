using ArticleDigest.Analysis;
using ArticleDigest.Editions;

namespace ArticleDigest.Letters;

/// <summary>Makes views of an edition's entries.</summary>
internal sealed class EntryViews
{
    private const int MostOthers = 3;

    private readonly Edition _edition;
    private readonly Extent _extent;
    private readonly Wording _wording;
    private readonly Words _words;
    private readonly PageAddresses _pages;
    private readonly ActorPages _actors;
    private readonly Dictionary<string, EditionArticle> _articles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EditionEntry> _entries = new(StringComparer.Ordinal);

    public EntryViews(Edition edition, Extent extent, Wording wording, PageAddresses pages)
    {
        (_edition, _extent, _wording, _words, _pages) = (edition, extent, wording, wording.Words, pages);
        _actors = new ActorPages(edition, pages);
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
            Kind = isTold ? _wording.Kind(entry, _edition.Previous, selected.Standing) : null,
            Side = entry.Kind is PointKind.Criticism or PointKind.Opposition ? "criticisms" : "proposals",
            Actor = ActorOf(entry),
            Target = entry.Target is null ? null : Name(entry.Target),
            Statement = Shown.Cut(Shown.Line(entry.Statement), _extent.Text),
            Language = LanguageView.Of(entry.Language, _words),
            IsUnder = selected.Above is not null,
        };
        if (entry.Withdrawn is { } withdrawn)
        {
            // What stands in its place is in the language of these words.
            return view with { Statement = Shown.Cut(_wording.Withdrawal(withdrawn), _extent.Text), Language = LanguageView.Of(_words.Language, _words) };
        }

        if (selected.IsBrief)
        {
            return view with
            {
                IsBrief = true,
                Details = Details(entry.News?.Kind == NewsKind.New ? "" : _wording.NewsInShort(entry, _edition.Previous, _edition.Date), ArticlesOf(entry)),
            };
        }

        // Readers are told once in which language a point and its quotes are.
        HashSet<string?> told = new([view.Language.Note], StringComparer.Ordinal);
        return view with
        {
            ActorLink = _pages.ActorOf(_edition.Schedule, entry.ActorParty),
            TargetLink = _actors.Of(entry.TargetParty),
            News = isTold ? _wording.News(entry, _edition.Date, _extent.Text) : null,
            Quotes = [.. entry.Sources.Take(_extent.Quotes).Select(source => QuoteOf(entry, source, told))],
            Also = AlsoOf(entry),
            Relations = isTold ? [.. RelationsOf(entry, selected, selection, told)] : [],
            Reply = entry.Reply is { } reply
                ? new ReplyView(Wording.BeginUpper(_words.Say("relations.reply", ("name", Name(entry.Target!)))), QuoteOf(entry, reply, told))
                : null,
        };
    }

    /// <summary>A line of the lead; null if there is no such entry.</summary>
    public LeadView? LeadOf(string id, EntrySelection selection) => _entries.TryGetValue(id, out EditionEntry? entry)
        ? new LeadView(
            _wording.Kind(entry, previous: null, Standing.Alone),
            Reference(entry, selection, withTarget: true),
            _wording.Details(LeadLine.ArticlesOf(entry), _wording.NewsInShort(entry, _edition.Previous, _edition.Date)))
        : null;

    private static string Details(params string[] parts) => string.Join(" · ", parts.Where(p => p.Length > 0));

    private string ArticlesOf(EditionEntry entry) =>
        _words.Say("sources.articles", LeadLine.ArticlesOf(entry));

    private string ActorOf(EditionEntry entry) => Shown.Cut(_wording.Name(entry.Actor), _extent.Title);

    private string Name(string name) => Shown.Cut(Shown.Line(name), _extent.Title);

    private IEnumerable<RelationView> RelationsOf(
        EditionEntry entry, SelectedEntry selected, EntrySelection selection, HashSet<string?> told)
    {
        if (selected.Standing != Standing.UnderProposal && entry.About is { } about && _entries.TryGetValue(about, out EditionEntry? proposal))
        {
            yield return new RelationView(_words.Say("relations.on-proposal"), [Reference(proposal, selection, withTarget: false)], null);
        }

        foreach ((string words, IReadOnlyList<EntryStander> standers) in ((string, IReadOnlyList<EntryStander>)[])[("relations.backed-by", entry.Supporters), ("relations.against", entry.Opposers)])
        {
            // Whose entry stands right under it need not be named here.
            EntryStander[] named = [.. standers.Where(s => s.Entry is null || !selection.StandsWith(s.Entry, selected))];
            if (named.Length > 0)
            {
                yield return StandersOf(entry, _words.Say(words), named, selection, told);
            }
        }

        if (Known(entry.Rivals) is { Count: > 0 } rivals)
        {
            yield return InRow(_words.Say("relations.rivals"), rivals, rival => Rival(rival, selection));
        }

        if (entry.TargetVoice == TargetVoice.Answers && Known(entry.Answers).FindAll(answer => !selection.StandsWith(answer.Id, selected)) is { Count: > 0 } answers)
        {
            yield return InRow(_words.Say("relations.answered-by"), answers, answer => Reference(answer, selection, withTarget: false));
        }
        else if (entry.TargetVoice == TargetVoice.Unanswered && entry.Target is { } target)
        {
            yield return new RelationView(Wording.BeginUpper(_words.Say("relations.no-answer", ("name", Name(target)))), [], null);
        }
    }

    private RelationView InRow<T>(string words, IReadOnlyList<T> others, Func<T, ReferenceView> view)
    {
        int more = others.Count - Extent.InRow;
        return new RelationView(words, [.. others.Take(Extent.InRow).Select(view)], more > 0 ? _words.Say("relations.more", more) : null);
    }

    private List<EditionEntry> Known(IReadOnlyList<string> ids) =>
        [.. ids.Select(id => _entries.GetValueOrDefault(id)).OfType<EditionEntry>()];

    /// <summary>Who stands to a proposal; whoever has no entry with the words that prove it, and together whom one sentence proves.</summary>
    private RelationView StandersOf(
        EditionEntry proposal, string words, EntryStander[] standers, EntrySelection selection, HashSet<string?> told)
    {
        EntryStander[][] named =
        [
            .. standers.GroupBy(s => (s.Entry, Source: s.Entry is null ? s.Source : null))
                .Select(together => together.ToArray())
                .Take(Extent.InRow),
        ];
        int more = standers.Length - named.Sum(together => together.Length);
        return new RelationView(words, [.. named.Select(together => StanderOf(proposal, together, selection, told))], more > 0 ? _words.Say("relations.more", more) : null);
    }

    private ReferenceView StanderOf(EditionEntry proposal, EntryStander[] together, EntrySelection selection, HashSet<string?> told)
    {
        string names = string.Join(", ", together.Take(Extent.InRow).Select(s => Name(s.Name)));
        int more = together.Length - Extent.InRow;
        string who = more > 0 ? _words.Say("lists.more-names", more, ("names", names)) : names;
        if (together[0].Entry is { } id)
        {
            return new ReferenceView(id, selection.Shows(id), who, null, LanguageView.Of(null, _words));
        }

        QuoteView quote = QuoteOf(proposal, together[0].Source, told);
        string words = _words.Say("marks.quote", ("text", Shown.Cut(quote.Quote, _extent.Reference)));
        return new ReferenceView(null, IsHere: false, who, words, quote.Language) { Link = quote.Link ?? (together.Length == 1 ? _actors.Of(together[0].Party) : null) };
    }

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
        LanguageView.Of(entry.Language, _words));

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
            : others.Count <= MostOthers ? _words.Say("sources.also", ("titles", string.Join("; ", others)))
            : _words.Say("sources.also-more", others.Count - MostOthers, ("titles", string.Join("; ", others.Take(MostOthers))));
    }

    /// <summary>A quote with its source.</summary>
    /// <param name="entry">What it proves.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="told">The names of languages that the entry tells already; the quote's is among them afterwards.</param>
    private QuoteView QuoteOf(EditionEntry entry, EntrySource source, HashSet<string?> told)
    {
        EditionArticle? article = _articles.GetValueOrDefault(source.ArticleId);
        LanguageView language = LanguageView.Of(article?.Language, _words);
        return new QuoteView(
            Shown.Cut(Shown.Line(source.Evidence.Quote), _extent.Text),
            told.Add(language.Note) ? language : language with { Note = null },
            article is null ? _words.Say("sources.unknown-article") : Shown.Cut(Shown.Line(article.Title), _extent.Title),
            article is null ? null : WhereAndWhen(article))
        {
            Link = article is null || !_pages.LeadsOn ? null
                : _pages.Article(_edition.Schedule, _edition.Date, article.Id, ArticleView.AnchorOf(entry.Id, source.Evidence)),
        };
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
            parts.Add(_words.Short(published));
        }

        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
