using System.CommandLine;
using DigestFunctions.Local.Demo;

namespace DigestFunctions.Local.Commands;

/// <summary><c>digest demo</c>: the whole way from articles to mail, with samples or with the user's own files.</summary>
internal static class DemoCommand
{
    public static Command Create(Screen screen)
    {
        Argument<string[]> paths = new("PATH")
        {
            Description = "Articles of your own instead of the samples: files or folders.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> keep = new("--keep") { Description = "Go on with the storage of the last demo, a day later." };
        Option<string> folder = new("--folder")
        {
            Description = "Where the demo keeps storage, mail and pages.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => DemoFolder.UsualName,
        };
        Command command = new("demo", "Turn sample articles into a digest, with nothing configured.") { paths, keep, folder };
        command.SetAction((parsed, cancellationToken) => DemoRun.RunAsync(
            screen, parsed.GetRequiredValue(paths), parsed.GetValue(keep), parsed.GetRequiredValue(folder), cancellationToken));
        return command;
    }
}
