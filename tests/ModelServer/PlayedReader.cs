using System.Text.Json;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;

namespace ModelServer;

/// <summary>
/// Plays what a model makes of an article: it reads the article out of the question, as a model does, and lists the points
/// that the extractive analyst finds there.
/// </summary>
internal static class PlayedReader
{
    private const string Begins = "=== ARTICLE ";
    private const string Language = "Language: ";
    private const string Title = "Title: ";

    private static readonly ExtractiveAnalyst Analyst = new();

    /// <summary>The points of the article in a question; null if the question holds none.</summary>
    public static string? Answer(string question)
    {
        string[] lines = question.Split('\n');
        if (!lines[0].StartsWith(Begins, StringComparison.Ordinal))
        {
            return null;
        }

        string mark = lines[0][Begins.Length..];
        int body = Array.IndexOf(lines, "");
        int end = Array.IndexOf(lines, $"=== END {mark}");
        int part = Array.IndexOf(lines, $"=== PART {mark}");
        int around = Array.IndexOf(lines, $"=== AROUND {mark}");
        string text = string.Join('\n', part >= 0 && around > part ? lines[(part + 1)..around] : lines[(body + 1)..end]);
        Article article = new()
        {
            Id = mark,
            Title = Heading(lines[..body], Title) is { Length: > 0 } title ? title : "Untitled",
            Language = Heading(lines[..body], Language),
            Text = text,
        };
        SectionAnalysis found = Analyst.AnalyseAsync(article, new TextSection(0, text.Length), CancellationToken.None).GetAwaiter().GetResult();
        return JsonSerializer.Serialize(new
        {
            points = found.Points.Select(point => new
            {
                kind = Word(point.Kind),
                actor = point.Actor,
                target = point.Target,
                statement = point.Statement,
                quote = point.Evidence.Quote,
                voice = Word(point.Evidence.Voice),
                key = point.IsKey,
            }),
        });
    }

    private static string Heading(string[] lines, string name) =>
        Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal)) is { } line ? line[name.Length..] : "";

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
