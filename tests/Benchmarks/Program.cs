using BenchmarkDotNet.Running;
using Benchmarks;

// "compare" measures beside another library in this process; everything else is BenchmarkDotNet's own command line.
return args is ["compare", ..] ? await CompareCommand.RunAsync(args[1..]) : Report(args);

static int Report(string[] arguments)
{
    string[] usual = arguments.Length == 0 ? ["--filter", "*"] : arguments;
    return BenchmarkSwitcher.FromAssembly(typeof(AnalystBenchmark).Assembly).Run(usual).Any(s => s.HasCriticalValidationErrors) ? 1 : 0;
}
