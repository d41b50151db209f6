namespace Benchmarks;

/// <summary>What is measured beside others, in one run and round by round.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="MeasureAsync">Does the work once and measures it.</param>
internal sealed record Contestant(string Name, Func<Task<Measure>> MeasureAsync)
{
    /// <summary>The rounds that count.</summary>
    public List<Measure> Measures { get; } = [];

    /// <summary>Lets all do the work once a round.</summary>
    /// <param name="contestants">All of them.</param>
    /// <param name="warmUp">How many rounds come before and do not count.</param>
    /// <param name="rounds">How many rounds count.</param>
    public static async Task CompeteAsync(IReadOnlyList<Contestant> contestants, int warmUp, int rounds)
    {
        for (int round = 0; round < warmUp + rounds; round++)
        {
            // Each round another one begins, so that none always follows the same one.
            for (int turn = 0; turn < contestants.Count; turn++)
            {
                Contestant next = contestants[(round + turn) % contestants.Count];
                Measure measure = await next.MeasureAsync();
                if (round >= warmUp)
                {
                    next.Measures.Add(measure);
                }
            }
        }
    }

    /// <summary>The value in the middle, or the mean of the two there.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>One doing of the work.</summary>
/// <param name="Seconds">How long it took by the clock.</param>
/// <param name="CpuSeconds">How much processor time the process used, on all its threads.</param>
/// <param name="Allocated">How many bytes it allocated; null if that is not known.</param>
internal sealed record Measure(double Seconds, double CpuSeconds, long? Allocated);
