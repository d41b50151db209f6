using System.CommandLine;
using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Hosting;
using ArticleDigest.Hosting.Configuration;
using DigestFunctions.Local.Configuration;
using Spectre.Console;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest analyze FILE</c>: what would be found in one file; needs no storage and no recipients.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(Screen screen)
    {
        Argument<FileInfo> file = new("FILE") { Description = "An article: .txt, .html or .md." };
        Option<bool> json = new("--json") { Description = "Print one JSON object, the text and all places in it included." };
        Command command = new("analyze", "Show the proposals and criticisms of one file; nothing is stored.") { file, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen, SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.Analysis), parsed.GetRequiredValue(file), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Screen screen, Settings settings, FileInfo file, bool isJson, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new BadUsageException(Directory.Exists(file.FullName)
                ? $"{file.FullName} is a folder; give one file."
                : $"There is no file {file.FullName}.");
        }

        Reading reading = file.Length > settings.Articles.MaxBytes
            ? new Reading.Rejected($"the file is larger than {settings.Articles.MaxBytes} bytes")
            : new ArticleReader(settings.Articles).Read(file.Name, await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        IArticleAnalyst analyst = ConfiguredPipeline.AnalystOf(settings.Analysis);
        string? refusal = reading switch
        {
            Reading.Rejected rejected => rejected.Reason,
            Reading.Read read when !analyst.Reads(read.Article.Language) => Intake.UnreadLanguage(read.Article.Language),
            _ => null,
        };
        if (refusal is not null)
        {
            screen.Fault($"{file.Name} is refused: {refusal}");
            return CommandLine.Failed;
        }

        Article article = ((Reading.Read)reading).Article;
        ArticleAnalysis analysis = await AnalyseAsync(article, analyst, cancellationToken);
        if (isJson)
        {
            screen.Json(Report(article, analysis));
        }
        else
        {
            Show(screen, article, analysis);
        }

        return 0;
    }

    private static async Task<ArticleAnalysis> AnalyseAsync(Article article, IArticleAnalyst analyst, CancellationToken cancellationToken)
    {
        List<SectionAnalysis> sections = [];
        foreach (TextSection section in analyst.Divide(article))
        {
            sections.Add(await analyst.AnalyseAsync(article, section, cancellationToken));
        }

        return AnalysisSteps.Merge(article, analyst.Version, sections);
    }

    private static object Report(Article article, ArticleAnalysis analysis) => new
    {
        article.Id,
        article.Title,
        article.Byline,
        article.Source,
        article.Language,
        // The form has the date in any case, null if there is none, where JSON elsewhere leaves out what is not there.
        Published = article.Published is { } date ? (object)date : System.Text.Json.JsonDocument.Parse("null").RootElement,
        article.Text,
        analysis.Analyst,
        Proposals = analysis.Points.Where(p => p.Kind == PointKind.Proposal).Select(p => new
        {
            p.Actor,
            Proposal = p.Statement,
            p.Evidence,
            Key = p.IsKey,
        }),
        Criticisms = analysis.Points.Where(p => p.Kind == PointKind.Criticism).Select(p => new
        {
            p.Actor,
            p.Target,
            Criticism = p.Statement,
            p.Evidence,
            Key = p.IsKey,
        }),
        Withheld = analysis.Withheld.Count,
    };

    private static void Show(Screen screen, Article article, ArticleAnalysis analysis)
    {
        string[] about =
        [
            .. new[] { article.Byline, article.Source, article.Published?.ToString("O", CultureInfo.InvariantCulture), article.Language }
                .Where(part => !string.IsNullOrEmpty(part))!,
        ];
        screen.Line($"[bold]{Screen.Safe(article.Title)}[/]");
        screen.Line($"[grey]{Screen.Safe(string.Join(" · ", about))}[/]");
        if (analysis.Points.Count == 0)
        {
            screen.Line("No proposals and no criticisms.");
        }

        foreach (PointKind kind in analysis.Points.Select(p => p.Kind).Distinct().Order())
        {
            Table table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"{kind}s") }
                .AddColumns(kind == PointKind.Proposal ? ["Actor", "Proposal", "Quote"] : ["Actor", "Target", "Criticism", "Quote"]);
            foreach (Point point in analysis.Points.Where(p => p.Kind == kind))
            {
                string[] cells =
                [
                    (point.IsKey ? "[yellow]*[/] " : "") + Screen.Safe(point.Actor),
                    .. kind == PointKind.Criticism ? [Screen.Safe(point.Target)] : Array.Empty<string>(),
                    Screen.Safe(point.Statement),
                    $"[grey]“{Screen.Safe(point.Evidence.Quote)}”[/]",
                ];
                table.AddRow(cells);
            }

            screen.Out.Write(table);
        }

        screen.Line($"[grey]* key point. {analysis.Analyst}; {analysis.Withheld.Count} points withheld for want of evidence.[/]");
    }
}
