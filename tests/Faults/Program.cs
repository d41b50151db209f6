using System.CommandLine;
using Faults;

Option<double> minutes = new("--minutes") { Description = "How long there are faults.", DefaultValueFactory = _ => 1 };
Option<int?> seed = new("--seed") { Description = "Decides the plan; one that the clock gives unless given." };
Option<double> quiet = new("--quiet-minutes") { Description = "How long it may take afterwards until nothing is left to be done.", DefaultValueFactory = _ => 30 };
Option<string?> results = new("--results") { Description = "The folder for storage, plan and output; a new one among the temporary files unless given.", HelpName = "FOLDER" };
Option<bool> planOnly = new("--plan") { Description = "Print the plan and do nothing." };
RootCommand root = new("Kills and disturbs the local host, and checks from outside that nothing is lost or sent twice.") { minutes, seed, quiet, results, planOnly };
root.SetAction(async (parsed, cancellationToken) =>
{
    int chosen = parsed.GetValue(seed) ?? (int)(TimeProvider.System.GetTimestamp() & 0xFFFFFF);
    FaultPlan plan = new(chosen, TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    if (parsed.GetValue(planOnly))
    {
        Console.Write(plan.Tell());
        return 0;
    }

    string folder = parsed.GetValue(results) is { } given ? Path.GetFullPath(given) : Directory.CreateTempSubdirectory("digest-faults-").FullName;
    Console.WriteLine($"--seed {chosen} --minutes {parsed.GetValue(minutes)}; results in {folder}");
    FaultReport report = await new FaultRun(plan, folder, TimeSpan.FromMinutes(parsed.GetValue(quiet)), Console.WriteLine).RunAsync(cancellationToken);
    Console.Write(report.Tell());
    return report.Violations.Count == 0 ? 0 : 1;
});
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
