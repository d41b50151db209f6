using System.CommandLine;
using System.Globalization;
using ArticleDigest.Analysis.Extractive;
using ArticleDigest.Articles;
using BenchmarkDotNet.Environments;
using DigestFunctions.Local.LocalTools;

namespace Benchmarks;

/// <summary><c>compare</c>: the extractive analyst beside wink-nlp on the same English text, in one run, round by round.</summary>
internal static class CompareCommand
{
    private const double BytesPerMegabyte = 1e6;

    public static async Task<int> RunAsync(string[] arguments)
    {
        Option<double> megabytes = new("--megabytes") { Description = "How much text, in megabytes of UTF-8.", DefaultValueFactory = _ => 1.5 };
        Option<int> rounds = new("--rounds") { Description = "How many rounds count.", DefaultValueFactory = _ => 9 };
        Option<int> warmUp = new("--warm-up") { Description = "How many rounds come before and do not count.", DefaultValueFactory = _ => 4 };
        Option<DirectoryInfo> articles = new("--articles") { Description = "A folder with the English articles to read, instead of those that are here." };
        articles.AcceptExistingOnly();
        megabytes.Validators.Add(result => Demand(result, result.Tokens is not [{ Value: { } text }] || !double.TryParse(text, CultureInfo.InvariantCulture, out double size) || size is > 0 and <= 100, "--megabytes takes a number over 0 and up to 100."));
        rounds.Validators.Add(result => Demand(result, result.Tokens is not [{ Value: { } text }] || !int.TryParse(text, CultureInfo.InvariantCulture, out int count) || count > 0, "--rounds takes a number from 1."));
        warmUp.Validators.Add(result => Demand(result, result.Tokens is not [{ Value: { } text }] || !int.TryParse(text, CultureInfo.InvariantCulture, out int count) || count >= 0, "--warm-up takes a number from 0."));
        RootCommand command = new("Measures the extractive analyst beside wink-nlp.") { megabytes, rounds, warmUp, articles };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(articles), parsed.GetValue(megabytes), parsed.GetValue(warmUp), parsed.GetValue(rounds), cancellationToken));
        return await command.Parse(arguments).InvokeAsync();
    }

    private static void Demand(System.CommandLine.Parsing.OptionResult result, bool holds, string fault)
    {
        if (!holds)
        {
            result.AddError(fault);
        }
    }

    private static async Task<int> RunAsync(DirectoryInfo? folder, double megabytes, int warmUp, int rounds, CancellationToken cancellationToken)
    {
        Corpus once;
        try
        {
            once = folder is null ? Corpus.Read("en") : Corpus.ReadFolder(folder.FullName, "en");
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        Corpus corpus = once.Repeat((long)(megabytes * BytesPerMegabyte));
        ExtractiveAnalyst analyst = new();
        WordStage stage = new("en");
        try
        {
            await using WinkReader wink = await WinkReader.StartAsync(corpus.Articles, new Teller(), cancellationToken);
            Contestant[] contestants =
            [
                new($"{analyst.Version}: whole analysis", () => MeasureAsync(corpus, async article => await AnalystBenchmark.AnalyseAsync(analyst, article))),
                new($"{analyst.Version}: {WordStage.Name}", () => MeasureAsync(corpus, article => ValueTask.FromResult(stage.Read(article)))),
                new($"wink-nlp {wink.Version}: sentences and parts of speech", () => wink.ReadAsync(cancellationToken)),
            ];
            await Contestant.CompeteAsync(contestants, warmUp, rounds);
            int points = 0;
            foreach (Article article in once.Articles)
            {
                points += await AnalystBenchmark.AnalyseAsync(analyst, article);
            }

            Tell(corpus, wink, contestants, warmUp);
            Write($"The analyst found a point per {once.Utf8Bytes / Math.Max(points, 1)} bytes of this text.");
            return 0;
        }
        catch (LocalToolsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>Reads all articles, one after the other on one thread.</summary>
    private static async Task<Measure> MeasureAsync(Corpus corpus, Func<Article, ValueTask<int>> read)
    {
        // What the round before left behind is not this one's to clear away.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        long begin = TimeProvider.System.GetTimestamp();
        foreach (Article article in corpus.Articles)
        {
            await read(article);
        }

        TimeSpan time = TimeProvider.System.GetElapsedTime(begin);
        TimeSpan processor = Environment.CpuUsage.TotalTime - used;
        return new Measure(time.TotalSeconds, processor.TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static void Tell(Corpus corpus, WinkReader wink, Contestant[] contestants, int warmUp)
    {
        double megabytes = corpus.Utf8Bytes / BytesPerMegabyte;
        Write($"{string.Join(Environment.NewLine, HostEnvironmentInfo.GetCurrent().ToFormattedString())}");
        Write($"Node.js {wink.NodeVersion}; {TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
        Write($"{megabytes:0.00} MB of English text (UTF-8) in {corpus.Articles.Count} articles of {megabytes * 1000 / corpus.Articles.Count:0.0} KB on average; {contestants[0].Measures.Count} rounds after {warmUp} to warm up");
        Write($"");
        int width = contestants.Max(c => c.Name.Length);
        Write($"{"".PadRight(width)}  {"MB/s",8}  {"from",8}  {"to",8}  {"MB/CPU s",8}  {"B/B",8}");
        foreach (Contestant contestant in contestants)
        {
            double[] speeds = [.. contestant.Measures.Select(m => megabytes / m.Seconds)];
            double processor = Contestant.Median(contestant.Measures.Select(m => megabytes / m.CpuSeconds));
            string allocated = contestant.Measures[^1].Allocated is { } bytes ? FormattableString.Invariant($"{(double)bytes / corpus.Utf16Bytes:0.00}") : "-";
            Write($"{contestant.Name.PadRight(width)}  {Contestant.Median(speeds),8:0.00}  {speeds.Min(),8:0.00}  {speeds.Max(),8:0.00}  {processor,8:0.00}  {allocated,8}");
        }

        Write($"");
        Contestant other = contestants[^1];
        foreach (Contestant contestant in contestants[..^1])
        {
            // Compared within rounds: what else the machine does changes from one to the next.
            double byClock = Contestant.Median(contestant.Measures.Zip(other.Measures, (ours, theirs) => theirs.Seconds / ours.Seconds));
            double byProcessor = Contestant.Median(contestant.Measures.Zip(other.Measures, (ours, theirs) => theirs.CpuSeconds / ours.CpuSeconds));
            Write($"{contestant.Name} to {other.Name}: {byClock:0.00} by the clock, {byProcessor:0.00} by processor time");
        }

        Write($"");
        Write($"MB/s: megabytes of UTF-8 text per second on one thread, the median of the rounds, with the slowest and the fastest.");
        Write($"MB/CPU s: per second of processor time, which other programs on the machine disturb less.");
        Write($"B/B: bytes allocated per byte of the text in UTF-16.");
    }

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
