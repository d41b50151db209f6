using System.Globalization;
using System.Text;
using ArticleDigest.Evaluation;

namespace DigestFunctions.Local.Commands;

/// <summary>Figures as columns of text, as one line for logs, and by their names in JSON.</summary>
internal static class FigureTables
{
    private const int Width = 8;

    // The heads of a table's columns, each with the name its figure has in JSON.
    private static readonly (string Title, (string Head, string Name)[] Columns)[] Tables =
    [
        ("proposals", PointColumns),
        ("criticisms", PointColumns),
        ("text",
        [
            ("n", "articles"), ("ground", "grounding"), ("words/q", "words_per_quote"), ("title", "title_accuracy"),
            ("titles", "titles"), ("lang", "language_accuracy"),
        ]),
    ];

    private static (string Head, string Name)[] PointColumns =>
    [
        ("gold", "gold"), ("key", "key"), ("pred", "pred"), ("P", "precision"), ("keyR", "key_recall"), ("allR", "recall"),
        ("F1", "f1"), ("strict", "strict_f1"), ("actor", "actor_accuracy"), ("target", "target_accuracy"),
        ("dup", "duplicates"), ("distr", "distractors"), ("false", "false_alarms"),
    ];

    /// <summary>All figures by name: of each kind and of the texts.</summary>
    public static Dictionary<string, Dictionary<string, object?>> ByName(Figures figures) => new(StringComparer.Ordinal)
    {
        ["proposals"] = ByName(figures.Proposals, null),
        ["criticisms"] = ByName(figures.Criticisms, figures.Criticisms.TargetAccuracy),
        ["text"] = ByName(figures.Texts),
    };

    /// <summary>One table for each kind and one for the texts, a row for each group; an empty line after each.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<(string Name, Figures Figures)> groups)
    {
        List<(string Name, Dictionary<string, Dictionary<string, object?>> Figures)> rows = [.. groups.Select(g => (g.Name, ByName(g.Figures)))];
        foreach ((string title, (string Head, string Name)[] columns) in Tables)
        {
            int width = rows.Select(r => Length(r.Name)).Append(title.Length).Max();
            yield return Line(title, width, columns.Select(c => c.Head));
            foreach ((string name, Dictionary<string, Dictionary<string, object?>> figures) in rows)
            {
                yield return Line(name, width, columns.Select(c => Show(figures[title][c.Name])));
            }

            yield return "";
        }
    }

    /// <summary>What matters most in one line.</summary>
    public static string Summary(Figures all) =>
        $"proposals F1 {Show(all.Proposals.F1)}  criticisms F1 {Show(all.Criticisms.F1)}  actors {Show(all.Actors)}  "
        + $"targets {Show(all.Criticisms.TargetAccuracy)}  grounding {Show(all.Texts.Grounding)}  "
        + $"duplicates {all.Proposals.Duplicates + all.Criticisms.Duplicates}  distractors {all.Proposals.Distractors + all.Criticisms.Distractors}";

    // A proposal has no target, so it has no share of right ones.
    private static Dictionary<string, object?> ByName(PointFigures points, double? targetAccuracy) => new(StringComparer.Ordinal)
    {
        ["gold"] = points.Labelled,
        ["key"] = points.Key,
        ["pred"] = points.Predicted,
        ["right"] = points.Right,
        ["found"] = points.Found,
        ["found_key"] = points.FoundKey,
        ["duplicates"] = points.Duplicates,
        ["actor"] = points.Actors,
        ["target"] = points.Targets,
        ["strict_right"] = points.StrictlyRight,
        ["strict_key"] = points.StrictlyFoundKey,
        ["distractors"] = points.Distractors,
        ["false_alarms"] = points.FalseAlarms,
        ["precision"] = points.Precision,
        ["key_recall"] = points.KeyRecall,
        ["recall"] = points.Recall,
        ["f1"] = points.F1,
        ["strict_f1"] = points.StrictF1,
        ["actor_accuracy"] = points.ActorAccuracy,
        ["target_accuracy"] = targetAccuracy,
    };

    private static Dictionary<string, object?> ByName(TextFigures texts) => new(StringComparer.Ordinal)
    {
        ["articles"] = texts.Articles,
        ["quotes"] = texts.Quotes,
        ["grounded"] = texts.Grounded,
        ["quote_words"] = texts.QuoteWords,
        ["titles"] = texts.Titles,
        ["titles_right"] = texts.TitlesRight,
        ["language_right"] = texts.LanguagesRight,
        ["grounding"] = texts.Grounding,
        ["words_per_quote"] = texts.WordsPerQuote,
        ["title_accuracy"] = texts.TitleAccuracy,
        ["language_accuracy"] = texts.LanguageAccuracy,
    };

    private static string Line(string name, int width, IEnumerable<string> cells)
    {
        StringBuilder line = new StringBuilder(name).Append(' ', width - Length(name));
        foreach (string cell in cells)
        {
            line.Append(cell.PadLeft(Width));
        }

        return line.ToString();
    }

    private static int Length(string name) => name.EnumerateRunes().Count();

    private static string Show(object? figure) => figure switch
    {
        null => "-",
        double share => share.ToString("F2", CultureInfo.InvariantCulture),
        _ => Convert.ToString(figure, CultureInfo.InvariantCulture)!,
    };
}
