using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Articles;
using ArticleDigest.Editions.Merging;

namespace ArticleDigest.Editions;

/// <summary>Knows which names of an edition's articles mean one party, as far as the articles themselves say so.</summary>
public sealed class PartyNames
{
    private const int MostKeys = 8;
    private const int MostRoles = 8;

    private readonly Dictionary<string, ArticleParties> _articles = new(StringComparer.Ordinal);
    private readonly NameTies _ties;

    private PartyNames(IEnumerable<AnalysedArticle> articles)
    {
        foreach (AnalysedArticle article in articles)
        {
            _articles[article.Article.Id] = new ArticleParties(article);
        }

        _ties = new NameTies(_articles.Values);
    }

    /// <summary>Reads the names of articles.</summary>
    /// <param name="articles">The articles, in any order: the same articles give the same parties.</param>
    public static PartyNames Of(IReadOnlyCollection<AnalysedArticle> articles)
    {
        ArgumentNullException.ThrowIfNull(articles);
        return new PartyNames(articles);
    }

    /// <summary>The keys that a name can have by itself, without an article around it, in any of the languages that are known.</summary>
    public static IReadOnlyList<string> KeysOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return
        [
            .. Lexicon.Languages.Order(StringComparer.Ordinal).Prepend(Article.UnknownLanguage)
                .Select(language => PartyName.Of(name, language))
                .Select(parsed => parsed.Members.Count > 0 ? PartyKey.Of(parsed.Members.Select(member => member.Key)) : parsed.Key)
                .Where(key => key.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The party that a name means in an article.</summary>
    /// <param name="article">The article, one of those that were read.</param>
    /// <param name="name">An actor or target of one of its points.</param>
    public Party PartyOf(AnalysedArticle article, string name)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(name);
        string id = article.Article.Id;
        if (name is Point.TheAuthor or Point.NotNamed)
        {
            string words = name is Point.TheAuthor && article.Article.Byline is { } byline ? SpelledWord.Fold(byline) : name;
            return new Party(name, [PartyKey.Local(words, id)]);
        }

        PartyName parsed = PartyName.Of(name, article.Article.Language);
        if (parsed.Members.Count > 0)
        {
            return new Party(name, [PartyKey.Of(parsed.Members.Select(member => KeysOf(article, member)[0]))]);
        }

        IReadOnlyList<string> keys = KeysOf(article, parsed);
        bool told = parsed.Kind is NameKind.Full or NameKind.Office;
        return new Party((told ? null : _ties.DisplayOf(keys)) ?? name, keys) { Roles = RolesOf(id, parsed) };
    }

    private IReadOnlyList<string> RolesOf(string articleId, PartyName name) => _articles.TryGetValue(articleId, out ArticleParties? parties)
        ? [.. parties.With(name).Where(known => known.Kind is NameKind.Generic or NameKind.Office && known.Key.Length > 0)
            .Select(known => known.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostRoles)]
        : [];

    private IReadOnlyList<string> KeysOf(AnalysedArticle article, PartyName name)
    {
        string articleId = article.Article.Id;
        IReadOnlyCollection<PartyName> names = _articles.TryGetValue(articleId, out ArticleParties? parties) ? parties.With(name) : [name];
        SortedSet<string> keys = new(StringComparer.Ordinal);
        foreach (PartyName known in names.Where(known => known.Kind == NameKind.Full))
        {
            keys.UnionWith(_ties.IsOfNamesakes(known.Key) ? [KeyOfNamesake(articleId, known, names)] : _ties.KeysOf(known.Key));
        }

        if (keys.Count == 0)
        {
            foreach (PartyName known in names.Where(known => known.Kind is NameKind.Office or NameKind.Brief))
            {
                keys.UnionWith(KeysOfHolder(articleId, known, names));
            }
        }

        return keys.Count > 0 ? [.. keys.Take(MostKeys)]
            : [IsBody(name, article.Article.Language) ? PartyKey.LocalBody(name.Key, articleId) : PartyKey.Local(name.Key, articleId)];
    }

    // "The Chamber of Commerce" and "le ministère des Transports", but not "the council" and "local residents". Where all nouns
    // have capitals, only what is known for an office: "das Verkehrsministerium".
    private static bool IsBody(PartyName name, string language) => language is "de"
        ? name.Key.Contains('-', StringComparison.Ordinal)
        : name.Key.AsSpan().IndexOfAny(' ', '-') > 0 && name.Display.Split(' ').Skip(1).Any(word => word.Any(char.IsUpper));

    private static string KeyOfNamesake(string articleId, PartyName name, IEnumerable<PartyName> names) =>
        names.FirstOrDefault(known => known.Kind == NameKind.Office) is { } office ? $"{name.Key}, {office.Key}" : PartyKey.Local(name.Key, articleId);

    private IEnumerable<string> KeysOfHolder(string articleId, PartyName name, IReadOnlyCollection<PartyName> names)
    {
        string? holder = _ties.Holder(name.Key);
        bool another = holder is not null && (_ties.IsOfNamesakes(holder) || (name.Kind == NameKind.Brief && _ties.HasOtherRoles(holder, names)));
        return holder is not null && !another ? _ties.KeysOf(holder)
            : another || _ties.IsDoubtful(name.Key) ? [PartyKey.Local(name.Key, articleId)]
            : [name.Key];
    }
}
