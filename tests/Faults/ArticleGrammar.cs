using System.Globalization;

namespace Faults;

/// <summary>
/// Writes articles of which every one has a proposal and a criticism, with names and numbers that a random generator
/// draws. No two have the same text.
/// </summary>
public sealed class ArticleGrammar(Random random)
{
    private static readonly string[] Towns =
        ["Askerby", "Veldmoor", "Tornhaven", "Lindmarsh", "Quillon", "Brackwater", "Osterfell", "Marrowby", "Sandling", "Eskdale"];

    private static readonly string[] Bodies =
        ["Harbour Board", "Teachers' Union", "Water Authority", "Farmers' League", "Port Company", "Tenants' Association", "Rail Committee", "Nurses' Union"];

    private static readonly string[] Calls = ["proposed", "called for", "demanded", "recommended"];

    private static readonly string[] Measures =
    [
        "a congestion charge of {0} euros a day for cars that enter the old quarter",
        "a fund of {0} million euros for the repair of bridges and quays",
        "a limit of {0} lorries a night on the coast road",
        "a new school for {0} pupils on the site of the old mill",
        "free ferry tickets for the first {0} passengers of every morning",
    ];

    private static readonly string[] Faults =
    [
        "the loss of {0} parking spaces in the old town since last year",
        "a delay of {0} days in the repair of the sea wall",
        "leaving {0} complaints about the night trains without an answer",
        "spending {0} thousand euros on a bridge that nobody uses",
    ];

    private static readonly string[] Writers = ["Tomas Rill", "Ada Venn", "Ines Holt", "Paul Aster"];

    private int _last;

    /// <summary>An article as plain text, as Markdown or as a web page.</summary>
    public string Write(ArticleForm form)
    {
        int number = ++_last;
        string town = Pick(Towns);
        string title = string.Create(CultureInfo.InvariantCulture, $"Dispute number {number} divides {town}");
        string writer = Pick(Writers);
        string[] paragraphs =
        [
            $"The {town} {Pick(Bodies)} {Pick(Calls)} {Fill(Measures, number)}.",
            $"The {Pick(Towns)} {Pick(Bodies)} criticised the mayor of {town} for {Fill(Faults, number)}.",
            string.Create(CultureInfo.InvariantCulture, $"The ferry company said it had no opinion on matter {number}. Its boats carried {random.Next(1000, 9000)} passengers last year, and most of them came from {Pick(Towns)}."),
        ];
        return form switch
        {
            ArticleForm.Markdown => $"# {title}\n\nBy {writer}\n\n{string.Join("\n\n", paragraphs.Select(p => $"{p[..4]}**{p[4..p.IndexOf(' ', 4)]}**{p[p.IndexOf(' ', 4)..]}"))}\n",
            ArticleForm.Html => $"<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body><nav>Home | News</nav><article><h1>{title}</h1><p>By {writer}</p>{string.Concat(paragraphs.Select(p => $"<p>{p}</p>"))}</article><script>alert(1)</script></body></html>",
            _ => $"{title}\n\nBy {writer}\n\n4 March 2026\n\n{string.Join("\n\n", paragraphs)}\n",
        };
    }

    /// <summary>Bytes that are no article; no two alike.</summary>
    public string WriteJunk() => string.Create(CultureInfo.InvariantCulture, $"\0\u0001\u0002\u0003 {++_last} {random.Next()} \0");

    private string Fill(string[] forms, int number) => string.Format(CultureInfo.InvariantCulture, Pick(forms), number + 10);

    private string Pick(string[] words) => words[random.Next(words.Length)];
}

/// <summary>The form an article is dropped in.</summary>
public enum ArticleForm
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>A web page.</summary>
    Html,
}
