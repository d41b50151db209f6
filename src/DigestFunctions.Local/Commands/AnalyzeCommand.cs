using System.CommandLine;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Hosting.Configuration;
using DigestFunctions.Local.Configuration;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest analyze FILE</c>: what would be found in one file; needs no storage and no recipients.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(Screen screen)
    {
        Argument<FileInfo> file = new("FILE") { Description = "An article: .txt, .html or .md." };
        Option<bool> json = new("--json") { Description = "Print one JSON object, the text and all places in it included." };
        Command command = new("analyze", "Show the proposals and criticisms of one file, and who stands where; nothing is stored.") { file, json, CommandLine.Analyst };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen, SettingsFile.Read(parsed.GetValue(CommandLine.Config), Uses.Analysis, CommandLine.SaysAnalyst(parsed)), parsed.GetRequiredValue(file), parsed.GetValue(json), cancellationToken));
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

        using FileAnalyst analyst = new(settings, screen);
        AnalysedFile analysed = await analyst.AnalyseAsync(file, cancellationToken);
        if (analysed is not { Article: { } article, Analysis: { } analysis })
        {
            screen.Fault($"{file.Name} is refused: {analysed.Refusal}");
            return CommandLine.Failed;
        }

        if (isJson)
        {
            screen.Json(Report(article, analysis));
        }
        else
        {
            AnalysisView.Show(screen, article, analysis, settings.Analysis.Chat.Currency);
        }

        return 0;
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
        Stances = analysis.Points.Where(p => p.Kind.IsStance()).Select(p => new
        {
            p.Kind,
            p.Actor,
            p.Target,
            About = p.Statement,
            p.Evidence,
        }),
        Withheld = analysis.Withheld.Count,
        analysis.InputTokens,
        analysis.CachedTokens,
        analysis.OutputTokens,
        analysis.Calls,
        analysis.Cost,
        analysis.InsteadBecause,
        analysis.Flags,
    };
}
