using BenchmarkDotNet.Running;
using Benchmarks;

// "compare", "cost" and "letters" measure beside other libraries, "editions" measures how editions grow, "search" how long a
// search takes; everything else is BenchmarkDotNet's own command line.
return args switch
{
    ["compare", .. var rest] => await CompareCommand.RunAsync(rest),
    ["cost", .. var rest] => await CostCommand.RunAsync(rest),
    ["editions", .. var rest] => await EditionsCommand.RunAsync(rest),
    ["letters", .. var rest] => await LettersCommand.RunAsync(rest),
    ["search", .. var rest] => await SearchCommand.RunAsync(rest),
    _ => Report(args),
};

static int Report(string[] arguments)
{
    string[] usual = arguments.Length == 0 ? ["--filter", "*"] : arguments;
    return BenchmarkSwitcher.FromAssembly(typeof(AnalystBenchmark).Assembly).Run(usual).Any(s => s.HasCriticalValidationErrors) ? 1 : 0;
}
