using BenchmarkDotNet.Running;
using Benchmarks;

// "compare" and "cost" measure beside other libraries, "editions" measures how editions grow; everything else is BenchmarkDotNet's own command line.
return args switch
{
    ["compare", .. var rest] => await CompareCommand.RunAsync(rest),
    ["cost", .. var rest] => await CostCommand.RunAsync(rest),
    ["editions", .. var rest] => await EditionsCommand.RunAsync(rest),
    _ => Report(args),
};

static int Report(string[] arguments)
{
    string[] usual = arguments.Length == 0 ? ["--filter", "*"] : arguments;
    return BenchmarkSwitcher.FromAssembly(typeof(AnalystBenchmark).Assembly).Run(usual).Any(s => s.HasCriticalValidationErrors) ? 1 : 0;
}
