namespace ArticleDigest.Editions;

/// <summary>What subjects are found from: the words of entries and of the headlines of their articles, each read once.</summary>
internal sealed class SubjectSources
{
    private readonly IReadOnlyList<EditionEntry> _entries;
    private readonly Dictionary<string, EditionArticle> _articles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SubjectWords> _headlines = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Language), SubjectWords> _names = [];
    private readonly SubjectWords?[] _statements;

    public SubjectSources(IReadOnlyList<EditionEntry> entries, IReadOnlyList<EditionArticle> articles)
    {
        _entries = entries;
        _statements = new SubjectWords?[entries.Count];
        foreach (EditionArticle article in articles)
        {
            _articles.TryAdd(article.Id, article);
        }
    }

    /// <summary>The entries.</summary>
    public IReadOnlyList<EditionEntry> Entries => _entries;

    /// <summary>The articles that tell an entry, each once.</summary>
    public IEnumerable<string> ArticlesOf(int entry) =>
        _entries[entry].Sources.Select(s => s.ArticleId).Where(_articles.ContainsKey).Distinct(StringComparer.Ordinal);

    /// <summary>The words of an article's headline.</summary>
    public SubjectWords HeadlineOf(string article)
    {
        if (!_headlines.TryGetValue(article, out SubjectWords? words))
        {
            words = _headlines[article] = SubjectWords.Of(_articles[article].Title, _articles[article].Language);
        }

        return words;
    }

    /// <summary>The words of an entry's statement.</summary>
    public SubjectWords StatementOf(int entry) =>
        _statements[entry] ??= SubjectWords.Of(_entries[entry].Statement, LanguageOf(entry));

    /// <summary>What an entry is about: the terms of its statement, and of its target where that is a thing and no party.</summary>
    public IEnumerable<SubjectTerm> TermsOf(int entry)
    {
        IEnumerable<SubjectTerm> terms = StatementOf(entry).Terms();
        return _entries[entry].Target is { } target && NameOf(target, entry) is { NamesParty: false } words
            ? terms.Concat(words.Terms())
            : terms;
    }

    /// <summary>The words of an entry's actor and target where that is a party: what they are called is not what it is about.</summary>
    public HashSet<string> PartyKeysOf(int entry)
    {
        SubjectWords? target = _entries[entry].Target is { } name ? NameOf(name, entry) : null;
        return new HashSet<string>(
            NameOf(_entries[entry].Actor, entry).Phrases.Concat(target is { NamesParty: true } ? target.Phrases : []).SelectMany(p => p).Select(w => w.Key), StringComparer.Ordinal);
    }

    /// <summary>Whether a party of one entry, whether it acts there or is aimed at, is one of the other too.</summary>
    public bool ShareParty(int one, int other) =>
        PartiesOf(_entries[one]).Any(first => PartiesOf(_entries[other]).Any(first.Is));

    private static IEnumerable<Party> PartiesOf(EditionEntry entry)
    {
        yield return entry.ActorParty ?? new Party(entry.Actor, [entry.Actor]);
        if (entry.TargetParty is { } target)
        {
            yield return target;
        }
    }

    private SubjectWords NameOf(string name, int entry)
    {
        (string Name, string Language) key = (name, LanguageOf(entry));
        if (!_names.TryGetValue(key, out SubjectWords? words))
        {
            words = _names[key] = SubjectWords.Of(name, key.Language);
        }

        return words;
    }

    private string LanguageOf(int entry) =>
        _entries[entry].Language ?? ArticlesOf(entry).Select(a => _articles[a].Language).FirstOrDefault("");
}
