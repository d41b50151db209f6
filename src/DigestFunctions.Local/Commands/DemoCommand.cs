using System.CommandLine;
using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Hosting.Configuration;
using DigestFunctions.Local.Configuration;
using DigestFunctions.Local.Demo;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest demo</c>: the whole way from articles to mail, with samples or with the user's own files.</summary>
internal static class DemoCommand
{
    private const string Chat = $"{AnalysisOptions.Section}:{nameof(AnalysisOptions.Chat)}";

    public static Command Create(Screen screen)
    {
        Argument<string[]> paths = new("PATH")
        {
            Description = "Articles of your own instead of the samples: files or folders.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> keep = new("--keep") { Description = "Go on with the storage of the last demo, a day later." };
        Option<int> days = new("--days")
        {
            Description = "How many days to play one after the other, each with its edition. Between the second and the third the program is down for a day.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        days.Validators.Add(result =>
        {
            // What is no number at all is told by the parser itself.
            if (result.Tokens is [{ Value: { } text }]
                && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
                && (number < 1 || number > SampleArticles.Editions))
            {
                result.AddError($"--days takes a number from 1 to {SampleArticles.Editions}.");
            }
        });
        Option<string> folder = new("--folder")
        {
            Description = "Where the demo keeps storage, mail and pages.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => DemoFolder.UsualName,
        };
        Option<string?> endpoint = new("--model-endpoint")
        {
            Description = "Have the articles read by a language model: the endpoint of an Azure OpenAI service, or of one that speaks like it. Deployment and key come from the configuration's Analysis:Chat.",
            HelpName = "URL",
        };
        Command command = new("demo", "Turn sample articles into a digest, with nothing configured.") { paths, days, keep, folder, endpoint };
        command.SetAction((parsed, cancellationToken) => DemoRun.RunAsync(
            screen,
            parsed.GetRequiredValue(paths),
            AnalysisOf(parsed, endpoint),
            parsed.GetValue(days),
            parsed.GetValue(keep),
            parsed.GetRequiredValue(folder),
            cancellationToken));
        return command;
    }

    // Without a model a demo is the same everywhere, whatever is configured.
    private static AnalysisOptions AnalysisOf(ParseResult parsed, Option<string?> endpoint) => parsed.GetValue(endpoint) is not { } address
        ? new AnalysisOptions()
        : SettingsFile.Read(
            parsed.GetValue(CommandLine.Config),
            Uses.Analysis,
            ($"{AnalysisOptions.Section}:{nameof(AnalysisOptions.Analyst)}", AnalysisOptions.ByChat),
            ($"{Chat}:{nameof(ChatOptions.Endpoint)}", address)).Analysis;
}
