namespace Benchmarks;

/// <summary>Tells what takes long.</summary>
internal sealed class Teller : IProgress<string>
{
    public void Report(string value) => Console.Error.WriteLine(value);
}
