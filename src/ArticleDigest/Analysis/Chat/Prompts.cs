using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArticleDigest.Analysis.Chat;

/// <summary>
/// The questions that a model is asked, read from files. Instructions come first and are the same for every article, so
/// that a provider can keep what it made of them; the article follows, between marks that no article can hold.
/// </summary>
internal sealed class Prompts
{
    private const int ShownOfHash = 8;
    private const int ShownOfMark = 16;
    private const int LongestHeading = 300;

    private readonly string _points;
    private readonly string _evidence;

    /// <summary>Prepares the questions.</summary>
    /// <param name="language">The language that points are told in (ISO 639-1).</param>
    public Prompts(string language)
    {
        string told = CultureInfo.GetCultureInfo(language).EnglishName;
        string points = Load("points");
        string evidence = Load("evidence");
        _points = points.Replace("{language}", told, StringComparison.Ordinal);
        _evidence = evidence;
        string all = string.Join('\n', points, evidence, PointsForm.Points.Schema.GetRawText(), PointsForm.Quotes.Schema.GetRawText());
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..ShownOfHash];
    }

    /// <summary>Changes whenever a prompt or the form of an answer changes.</summary>
    public string Version { get; }

    /// <summary>What is asked of a stretch of an article.</summary>
    /// <param name="article">The article.</param>
    /// <param name="part">What is asked about, with what is shown around it.</param>
    /// <param name="maxOutputTokens">How long the answer may be.</param>
    public ModelQuestion Points(Articles.Article article, ArticlePart part, int maxOutputTokens) =>
        new(_points, Show(article, part), PointsForm.Points, maxOutputTokens);

    /// <summary>The same question once more, for an answer that could not be used.</summary>
    public static ModelQuestion Again(ModelQuestion question, string fault) =>
        question with { Text = $"{question.Text}\n\nYour last answer could not be used: {fault}. Answer again, in the given form." };

    /// <summary>What is asked of points whose quotes do not prove them.</summary>
    /// <param name="article">The article.</param>
    /// <param name="part">Where the quotes are looked for.</param>
    /// <param name="points">The points, as JSON.</param>
    /// <param name="maxOutputTokens">How long the answer may be.</param>
    public ModelQuestion Evidence(Articles.Article article, ArticlePart part, string points, int maxOutputTokens) =>
        new(_evidence, $"{Show(article, part)}\n\nThe points:\n{points}", PointsForm.Quotes, maxOutputTokens);

    private static string Show(Articles.Article article, ArticlePart part)
    {
        string mark = MarkOf(article);
        StringBuilder text = new();
        text.Append("=== ARTICLE ").Append(mark).Append('\n');
        Heading(text, "Title", article.Title);
        Heading(text, "By", article.Byline);
        Heading(text, "Source", article.Source);
        Heading(text, "Published", article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Heading(text, "Language", article.Language);
        if (part.Count > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"Part {part.Number} of {part.Count}: list only points whose quote begins between the lines === PART {mark} and === AROUND {mark}.\n");
        }

        text.Append('\n').Append(part.Before);
        text.Append(part.Count > 1 ? $"\n=== PART {mark}\n" : "").Append(part.Text);
        text.Append(part.Count > 1 ? $"\n=== AROUND {mark}\n" : "").Append(part.Behind);
        return text.Append("\n=== END ").Append(mark).ToString();
    }

    // Nobody can write an article that holds the hash of itself.
    private static string MarkOf(Articles.Article article)
    {
        string all = string.Join('\n', article.Id, article.Title, article.Byline, article.Source);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..ShownOfMark];
    }

    private static void Heading(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            string line = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            text.Append(name).Append(": ").Append(line.Length <= LongestHeading ? line : line[..LongestHeading]).Append('\n');
        }
    }

    private static string Load(string name)
    {
        string resource = $"ArticleDigest.Analysis.Chat.Prompts.{name}.md";
        using Stream stream = typeof(Prompts).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no prompt {resource}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd();
    }
}

/// <summary>A stretch of an article as a model is shown it.</summary>
/// <param name="Number">Which part it is, from 1.</param>
/// <param name="Count">How many parts there are.</param>
/// <param name="Before">What is shown before it, to be understood only.</param>
/// <param name="Text">The stretch.</param>
/// <param name="Behind">What is shown behind it, to be understood only.</param>
internal sealed record ArticlePart(int Number, int Count, string Before, string Text, string Behind);
