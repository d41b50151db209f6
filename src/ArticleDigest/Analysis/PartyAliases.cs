using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Analysis.Parties;
using ArticleDigest.Articles;

namespace ArticleDigest.Analysis;

/// <summary>
/// Finds the names of which a text itself says that they mean one party: by an office before a name or behind it
/// ("Chinese Foreign Minister Wang Yi", "Clara Weiss, the mayor of Port Arlen,"), an acronym in brackets, a last name or an
/// office that only one person in the text has, a body of a kind that only one is spoken of.
/// </summary>
public static class PartyAliases
{
    /// <summary>The most aliases that an article has; what is beyond stands late in the text.</summary>
    public const int Most = 24;

    // A text in a language without a lexicon is divided into words as English is; its acronyms and last names are found.
    private const string OtherLanguages = "en";

    /// <summary>The aliases that an article gives for the actors and targets of its points; in order of the text.</summary>
    public static IReadOnlyList<Alias> Of(Article article, IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(points);
        string[] names =
        [
            .. points.SelectMany(point => new[] { point.Actor, point.Target })
                .OfType<string>()
                .Where(name => name is not (Point.TheAuthor or Point.NotNamed))
                .Distinct(StringComparer.Ordinal),
        ];
        if (names.Length == 0)
        {
            return [];
        }

        using Discourse text = Discourse.Read(article.Text, Lexicon.Of(article.Language) ?? Lexicon.Of(OtherLanguages)!);
        NamedPeople people = new(text, article.Language);
        NeededNames needed = new(names, article.Language);
        List<(int Place, Alias Alias)> found = [];
        foreach (NamedPerson person in people.WithOffice)
        {
            found.Add((person.Place, new Alias(person.Name, person.Office!)));
        }

        NamedBodies bodies = new(text, article.Language);
        Acronyms acronyms = new(text);
        found.AddRange(acronyms.Find());
        foreach (string name in needed.Names)
        {
            bool acts = points.Any(point => string.Equals(point.Actor, name, StringComparison.Ordinal));
            if ((people.Holder(name) ?? (acts ? people.Introduced(name) : null)) is { } holder)
            {
                found.Add((holder.Place, new Alias(holder.Name, name)));
            }
            else if (acronyms.Meaning(name) is { } meaning)
            {
                found.Add(meaning);
            }
            else if ((bodies.Specific(name) ?? bodies.Called(name)) is { } body)
            {
                found.Add((body.Place, new Alias(body.Name, name)));
            }
        }

        foreach ((NamedPerson person, string last) in people.CalledByLastName)
        {
            found.Add((person.Place, new Alias(person.Name, last)));
        }

        return
        [
            .. found
                .Where(alias => needed.Needs(alias.Alias) && !string.Equals(alias.Alias.Name, alias.Alias.Also, StringComparison.Ordinal))
                .DistinctBy(alias => alias.Alias)
                .OrderBy(alias => alias.Place)
                .ThenBy(alias => alias.Alias.Also, StringComparer.Ordinal)
                .Take(Most)
                .Select(alias => alias.Alias),
        ];
    }
}
