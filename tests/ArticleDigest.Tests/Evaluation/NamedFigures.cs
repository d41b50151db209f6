using System.Text.Json;
using ArticleDigest.Evaluation;

namespace ArticleDigest.Tests.Evaluation;

/// <summary>Figures as a sorted list of "kind.name = value", with the names of the reference scorer.</summary>
internal static class NamedFigures
{
    public static IReadOnlyList<string> Of(Figures figures) =>
    [
        .. Of("proposals", figures.Proposals, null),
        .. Of("criticisms", figures.Criticisms, figures.Criticisms.TargetAccuracy),
        .. Of(figures.Texts),
    ];

    /// <summary>The same from what the reference scorer printed.</summary>
    public static IReadOnlyList<string> Of(JsonElement printed) =>
    [
        .. from kind in printed.EnumerateObject()
           from figure in kind.Value.EnumerateObject()
           select Line(kind.Name, figure.Name, figure.Value.ValueKind == JsonValueKind.Null ? null : figure.Value.GetDouble()),
    ];

    private static IEnumerable<string> Of(string kind, PointFigures points, double? targetAccuracy) =>
    [
        Line(kind, "gold", points.Labelled),
        Line(kind, "key", points.Key),
        Line(kind, "pred", points.Predicted),
        Line(kind, "right", points.Right),
        Line(kind, "found", points.Found),
        Line(kind, "found_key", points.FoundKey),
        Line(kind, "duplicates", points.Duplicates),
        Line(kind, "actor", points.Actors),
        Line(kind, "target", points.Targets),
        Line(kind, "strict_right", points.StrictlyRight),
        Line(kind, "strict_key", points.StrictlyFoundKey),
        Line(kind, "distractors", points.Distractors),
        Line(kind, "false_alarms", points.FalseAlarms),
        Line(kind, "precision", points.Precision),
        Line(kind, "key_recall", points.KeyRecall),
        Line(kind, "recall", points.Recall),
        Line(kind, "f1", points.F1),
        Line(kind, "strict_f1", points.StrictF1),
        Line(kind, "actor_accuracy", points.ActorAccuracy),
        Line(kind, "target_accuracy", targetAccuracy),
    ];

    private static IEnumerable<string> Of(TextFigures texts) =>
    [
        Line("text", "articles", texts.Articles),
        Line("text", "quotes", texts.Quotes),
        Line("text", "grounded", texts.Grounded),
        Line("text", "quote_words", texts.QuoteWords),
        Line("text", "titles", texts.Titles),
        Line("text", "titles_right", texts.TitlesRight),
        Line("text", "language_right", texts.LanguagesRight),
        Line("text", "grounding", texts.Grounding),
        Line("text", "words_per_quote", texts.WordsPerQuote),
        Line("text", "title_accuracy", texts.TitleAccuracy),
        Line("text", "language_accuracy", texts.LanguageAccuracy),
    ];

    private static string Line(string kind, string name, double? value) => FormattableString.Invariant($"{kind}.{name} = {value?.ToString("R") ?? "none"}");
}
