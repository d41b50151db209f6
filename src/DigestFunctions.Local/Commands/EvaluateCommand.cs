using System.CommandLine;
using System.Globalization;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Evaluation;
using ArticleDigest.Hosting.Configuration;
using DigestFunctions.Local.Configuration;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest evaluate FOLDER</c>: how much of what people labelled an analyst finds; needs no storage and no recipients.</summary>
internal static class EvaluateCommand
{
    // Figures of one analyst must not be another's.
    private static readonly (string Key, string? Value) WithoutFallback =
        ($"{ChatOptions.Section}:{nameof(ChatOptions.Fallback)}", nameof(ChatFallback.None));

    public static Command Create(Screen screen)
    {
        Argument<string> folder = new("FOLDER") { Description = "A folder with articles/NAME.txt, .md or .html, and labels gold/NAME.json." };
        Option<string?> predictions = new("--predictions")
        {
            Description = "Judge analyses NAME.json in this folder, such as 'digest analyze --json' prints, in place of the configured analyst's.",
            HelpName = "DIR",
        };
        Option<double> threshold = new("--threshold")
        {
            Description = "The share of the shorter quote's words that a found point has in common with a labelled one: more than 0, at most 1.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => AnalysisScorer.UsualThreshold,
        };
        threshold.Validators.Add(result =>
        {
            // What is no number at all is told by the parser itself.
            if (result.Tokens is [{ Value: { } text }]
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
                && share is not (> 0 and <= 1))
            {
                result.AddError("--threshold takes a number over 0 and at most 1, such as 0.5.");
            }
        });
        Option<bool> perArticle = new("--per-article") { Description = "Show each article's figures, too." };
        Option<bool> subset = new("--subset") { Description = "Leave out articles without an analysis in place of counting or telling them." };
        Option<bool> json = new("--json") { Description = "Print all figures as one JSON object." };
        Command command = new("evaluate", "Compare an analyst's points with labels of your own.") { folder, predictions, threshold, perArticle, subset, json, CommandLine.Analyst };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            SettingsFile.Read(parsed.GetValue(CommandLine.Config), parsed.GetValue(predictions) is null ? Uses.Analysis : Uses.None, CommandLine.SaysAnalyst(parsed), WithoutFallback),
            new Request(
                parsed.GetRequiredValue(folder),
                parsed.GetValue(predictions),
                parsed.GetValue(threshold),
                parsed.GetValue(perArticle),
                parsed.GetValue(subset),
                parsed.GetValue(json)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Settings settings, Request request, CancellationToken cancellationToken)
    {
        LabelledFolder folder = await LabelledFolder.ReadAsync(request.Folder, request.Predictions, request.IsSubset, cancellationToken);
        if (folder.Faults.Count > 0)
        {
            foreach (string fault in folder.Faults)
            {
                screen.Fault(fault);
            }

            return CommandLine.BadUsage;
        }

        foreach (string remark in folder.Remarks)
        {
            screen.Remark(remark);
        }

        AnalysisScorer scorer = new(request.Threshold);
        Evaluation evaluation = request.Predictions is null
            ? await AnalyseAsync(screen, settings, folder, scorer, request.IsSubset, cancellationToken)
            : new Evaluation(null, [.. folder.Files.Select(f => new JudgedArticle(f, scorer.Score(f.Labels, f.Prediction!, f.Source)))], new Dictionary<string, string>(StringComparer.Ordinal));
        if (evaluation.Articles.Count == 0)
        {
            screen.Fault($"The analyst refused all articles in {request.Folder}; there is nothing to judge.");
            return CommandLine.BadUsage;
        }

        Show(screen, evaluation, request);
        return 0;
    }

    /// <summary>Runs the configured analyst. What it refuses counts as an analysis without points.</summary>
    private static async Task<Evaluation> AnalyseAsync(
        Screen screen, Settings settings, LabelledFolder folder, AnalysisScorer scorer, bool isSubset, CancellationToken cancellationToken)
    {
        using FileAnalyst analyst = new(settings, screen);
        List<JudgedArticle> articles = [];
        SortedDictionary<string, string> refused = new(StringComparer.Ordinal);
        foreach (LabelledFile file in folder.Files)
        {
            AnalysedFile analysed = await analyst.AnalyseAsync(file.File, cancellationToken);
            if (analysed.Refusal is { } reason)
            {
                screen.Fault($"{file.File.Name} is refused: {reason}");
                refused.Add(file.Name, reason);
            }

            if (analysed.Refusal is null || !isSubset)
            {
                PredictedAnalysis analysis = PredictedAnalysis.Of(analysed.Article, analysed.Analysis?.Points ?? []);
                articles.Add(new JudgedArticle(file, scorer.Score(file.Labels, analysis, file.Source)));
            }
        }

        return new Evaluation(analyst.Version, articles, refused);
    }

    private static void Show(Screen screen, Evaluation evaluation, Request request)
    {
        Figures all = Figures.Sum(evaluation.Articles.Select(a => a.Figures));
        List<(string Name, Figures Figures)> groups =
        [
            ("all", all),
            .. evaluation.Articles
                .GroupBy(a => a.File.Labels.Language, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, Figures.Sum(g.Select(a => a.Figures)))),
        ];
        List<(string Name, Figures Figures)> articles = [.. evaluation.Articles.Select(a => (a.File.Name, a.Figures))];
        if (request.IsJson)
        {
            screen.Json(new
            {
                Summary = FigureTables.Summary(all),
                evaluation.Analyst,
                Refused = evaluation.Analyst is null ? null : evaluation.Refused,
                Groups = ByName(groups),
                Articles = ByName(articles),
            });
            return;
        }

        string[] lines = [.. FigureTables.Lines(groups), .. request.IsPerArticle ? FigureTables.Lines(articles) : []];
        foreach (string line in lines)
        {
            screen.Line(Screen.Safe(line));
        }

        if (evaluation.Analyst is { } analyst)
        {
            string counted = request.IsSubset ? "left out" : "counted as analyses without points";
            screen.Line(Screen.Safe($"{analyst}; {evaluation.Refused.Count} of {evaluation.Articles.Count + (request.IsSubset ? evaluation.Refused.Count : 0)} articles refused{(evaluation.Refused.Count > 0 ? $" and {counted}" : "")}"));
        }

        screen.Line(FigureTables.Summary(all));
    }

    // A label file may give any language, "all" too.
    private static Dictionary<string, object> ByName(IEnumerable<(string Name, Figures Figures)> rows)
    {
        Dictionary<string, object> named = new(StringComparer.Ordinal);
        foreach ((string name, Figures figures) in rows)
        {
            named[name] = FigureTables.ByName(figures);
        }

        return named;
    }

    private sealed record Request(string Folder, string? Predictions, double Threshold, bool IsPerArticle, bool IsSubset, bool IsJson);

    private sealed record JudgedArticle(LabelledFile File, Figures Figures);

    /// <param name="Analyst">The analyst that was run; null if analyses were given.</param>
    /// <param name="Articles">The articles that count.</param>
    /// <param name="Refused">The articles it refused, each with the reason.</param>
    private sealed record Evaluation(string? Analyst, IReadOnlyList<JudgedArticle> Articles, IReadOnlyDictionary<string, string> Refused);
}
