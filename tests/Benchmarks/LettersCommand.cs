using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Environments;
using DigestFunctions.Local.LocalTools;

namespace Benchmarks;

/// <summary>
/// <c>letters</c>: how fast an edition's letters go out, ledger and all, beside a bare loop of MailKit's client over one
/// connection that sends the same messages to the same server.
/// </summary>
internal static class LettersCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        Option<int> letters = new("--letters") { Description = "How many letters a round has.", DefaultValueFactory = _ => 1000 };
        Option<int> articles = new("--articles") { Description = "How many articles the edition tells.", DefaultValueFactory = _ => 20 };
        Option<int> rounds = new("--rounds") { Description = "How many rounds count.", DefaultValueFactory = _ => 7 };
        Option<int> warmUp = new("--warm-up") { Description = "How many rounds come before and do not count.", DefaultValueFactory = _ => 2 };
        Option<int> delay = new("--delay") { Description = "How many milliseconds the mail server takes over a letter.", DefaultValueFactory = _ => 0 };
        RootCommand command = new("Measures sending beside a bare loop.") { letters, articles, rounds, warmUp, delay };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await using MailRoom room = await MailRoom.OpenAsync(parsed.GetValue(letters), parsed.GetValue(articles), parsed.GetValue(delay), cancellationToken);
                await RunAsync(room, parsed.GetValue(warmUp), parsed.GetValue(rounds), cancellationToken);
                return 0;
            }
            catch (LocalToolsException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return await command.Parse(arguments).InvokeAsync();
    }

    private static async Task RunAsync(MailRoom room, int warmUp, int rounds, CancellationToken cancellationToken)
    {
        Contestant[] contestants =
        [
            new("the desk: composing, ledger, sending", () => MeasureAsync(room, () => room.SendByDeskAsync(cancellationToken))),
            new("bare loop over prepared messages", () => MeasureAsync(room, () => room.SendByLoopAsync(room.Prepared(), holdsBack: true, cancellationToken))),
            new("the same, holding no packet back", () => MeasureAsync(room, () => room.SendByLoopAsync(room.Prepared(), holdsBack: false, cancellationToken))),
            new("the same, composing each letter", () => MeasureAsync(room, () => room.SendByLoopAsync(room.Composed(), holdsBack: false, cancellationToken))),
        ];
        await Contestant.CompeteAsync(contestants, warmUp, rounds);

        Write($"{string.Join(Environment.NewLine, HostEnvironmentInfo.GetCurrent().ToFormattedString())}");
        Write($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}; {room.Letters} letters of {room.MessageBytes / 1000.0:0.0} KB; {rounds} rounds after {warmUp} to warm up");
        Write($"");
        int width = contestants.Max(c => c.Name.Length);
        Write($"{"".PadRight(width)}  {"letters/s",9}  {"from",8}  {"to",8}  {"CPU ms",8}  {"KB",8}");
        foreach (Contestant contestant in contestants)
        {
            double[] speeds = [.. contestant.Measures.Select(m => room.Letters / m.Seconds)];
            double processor = Contestant.Median(contestant.Measures.Select(m => 1000 * m.CpuSeconds / room.Letters));
            double allocated = Contestant.Median(contestant.Measures.Select(m => (m.Allocated ?? 0) / 1000.0 / room.Letters));
            Write($"{contestant.Name.PadRight(width)}  {Contestant.Median(speeds),9:0}  {speeds.Min(),8:0}  {speeds.Max(),8:0}  {processor,8:0.00}  {allocated,8:0}");
        }

        Write($"");
        foreach (Contestant other in contestants[1..])
        {
            // Compared within rounds: what else the machine does changes from one to the next.
            double[] ratios = [.. contestants[0].Measures.Zip(other.Measures, (ours, theirs) => theirs.Seconds / ours.Seconds)];
            Write($"{contestants[0].Name} to {other.Name}: {Contestant.Median(ratios):0.00} (from {ratios.Min():0.00} to {ratios.Max():0.00})");
        }

        Write($"");
        Write($"CPU ms: processor time of this process per letter, without the mail server and the storage. KB: allocated per letter.");
    }

    private static async Task<Measure> MeasureAsync(MailRoom room, Func<Task> send)
    {
        // What the round before left behind is not this one's to clear away.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        long begin = TimeProvider.System.GetTimestamp();
        await send();
        TimeSpan time = TimeProvider.System.GetElapsedTime(begin);
        TimeSpan processor = Environment.CpuUsage.TotalTime - used;
        Measure measure = new(time.TotalSeconds, processor.TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
        await room.CheckAsync();
        return measure;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
