using ArticleDigest.Editions;

namespace ArticleDigest.Letters.Searching;

/// <summary>Shows entries that were found: who and what, and of the rest what has something of what was searched for.</summary>
internal sealed class EntryFinds
{
    private readonly SearchQuery _query;
    private readonly Words _words;
    private readonly Wording _wording;
    private readonly LanguageView _unknown;
    private readonly ActorPages _pages;
    private readonly Dictionary<string, EditionArticle> _articles = new(StringComparer.Ordinal);

    public EntryFinds(Edition edition, SearchQuery query, PageAddresses addresses, Words words)
    {
        (_query, _words, _wording, _unknown) = (query, words, new Wording(words), LanguageView.Of(null, words));
        _pages = new ActorPages(edition, addresses);
        foreach (EditionArticle article in edition.Articles)
        {
            _articles.TryAdd(article.Id, article);
        }
    }

    public FoundThing Of(EditionEntry entry, EditionSubject? subject)
    {
        // What is behind who and what is shown only where it alone has something that is searched for.
        SearchTerm[] missing = [.. FoundText.Missing(_query.Terms, [entry.Actor, entry.Target, entry.Statement])];
        FoundStanders[] standers = [.. StandersOf("relations.backed-by", entry.Supporters, missing), .. StandersOf("relations.against", entry.Opposers, missing)];
        missing = [.. FoundText.Missing(missing, EditionText.StandersOf(entry).Select(stander => stander.Name))];
        string? before = entry.News?.Before is { } told && FoundText.In(Shown.Line(told), missing).Any() ? told : null;
        missing = [.. FoundText.Missing(missing, [before])];
        EntrySource? quoted = missing.Length == 0 ? null : EditionText.QuotesOf(entry)
            .Select(source => (Source: source, Count: FoundText.In(Shown.Line(source.Evidence.Quote), missing).Count()))
            .Where(source => source.Count > 0)
            .OrderByDescending(source => source.Count)
            .FirstOrDefault().Source;
        LanguageView language = LanguageView.Of(entry.Language, _words);
        return new FoundThing(_wording.Kind(entry, previous: null, Standing.Alone))
        {
            Entry = entry.Id,
            Actor = NameOf(_wording.Name(entry.Actor), entry.ActorParty),
            Target = entry.Target is { } target ? NameOf(_wording.NameWithin(target), entry.TargetParty) : null,
            Text = FoundText.Of(entry.Statement, _query, SearchView.TextLength, language),
            Standers = standers,
            Before = before is null ? null : FoundText.Of(before, _query, SearchView.TextLength, Beside(language, entry.News?.BeforeLanguage)),
            Quote = quoted is null ? null : FoundText.Of(
                quoted.Evidence.Quote, _query, SearchView.TextLength, Beside(language, _articles.GetValueOrDefault(quoted.ArticleId)?.Language)),
            Also = subject is { Label.Length: > 0 }
                ? FoundText.Of(_wording.Subject(subject.Label, isOnly: false), _query, SearchView.NameLength, LanguageView.Of(subject.Language, _words))
                : null,
        };
    }

    private IEnumerable<FoundStanders> StandersOf(string how, IReadOnlyList<EntryStander> standers, IReadOnlyList<SearchTerm> missing)
    {
        FoundName[] names =
        [
            .. standers.Where(stander => FoundText.In(Shown.Line(stander.Name), missing).Any())
                .Take(Extent.InRow)
                .Select(stander => NameOf(Shown.Line(stander.Name), stander.Party)),
        ];
        return names.Length == 0 ? [] : [new FoundStanders(_words.Say(how), names)];
    }

    // Which language it is in is told once.
    private LanguageView Beside(LanguageView statement, string? code)
    {
        LanguageView language = LanguageView.Of(code, _words);
        return string.Equals(language.Note, statement.Note, StringComparison.Ordinal) ? language with { Note = null } : language;
    }

    private FoundName NameOf(string name, Party? party) => new(FoundText.Of(name, _query, SearchView.NameLength, _unknown), _pages.Of(party));
}
