using System.CommandLine;
using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace Benchmarks;

/// <summary><c>editions</c>: how the time and the memory that an edition takes grow with the number and the length of its articles.</summary>
internal static class EditionsCommand
{
    private const int FewArticles = 1_000;
    private const int ShortText = 1_000;
    private const int LongText = 40_000;

    private static readonly EditionRequest Request = new("daily", new DateOnly(2026, 3, 1));
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 7, 0, 0, TimeSpan.Zero);
    private static readonly ScheduleOptions Schedule = new() { Recipients = [new RecipientOptions { Address = "ana@example.org" }] };
    private static readonly LetterNews News = new(["00000000000000000000000000000000"], []);

    public static async Task<int> RunAsync(string[] arguments)
    {
        Option<int[]> articles = new("--articles")
        {
            Description = "How many articles an edition has; several times for several.",
            DefaultValueFactory = _ => [100, FewArticles, 10_000, 100_000],
        };
        RootCommand command = new("Measures how editions grow.") { articles };
        command.SetAction((parsed, cancellationToken) => RunAsync([.. parsed.GetValue(articles)!.Append(FewArticles).Distinct().Order()], cancellationToken));
        return await command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> RunAsync(int[] counts, CancellationToken cancellationToken)
    {
        await CompileAsync(await DayAsync(FewArticles, ShortText, cancellationToken), cancellationToken);
        Write($"{"articles",8}  {"text",6}  {"seconds",8}  {"ms each",8}  {"to 1,000",8}  {"peak MB",8}  {"entries",8}  {"MB",6}");
        Dictionary<int, double> each = [];
        foreach (int length in new[] { ShortText, LongText })
        {
            foreach (int count in counts.OrderBy(c => c == FewArticles ? 0 : c))
            {
                Run run = await MedianAsync(count, length, cancellationToken);
                each[length] = count == FewArticles ? run.Seconds / count : each[length];
                Write($"{count,8}  {length,6}  {run.Seconds,8:0.00}  {1000 * run.Seconds / count,8:0.000}  {run.Seconds / count / each[length],8:0.00}  {run.Peak / 1e6,8:0}  {run.Entries,8}  {run.Bytes / 1e6,6:0.0}");
            }
        }

        Write($"");
        Write($"Where the time goes, texts of {ShortText} characters, in seconds:");
        Write($"{"articles",8}  {"read",8}  {"names",8}  {"merge",8}  {"relate",8}  {"order",8}  {"make",8}  {"JSON",8}");
        foreach (int count in counts)
        {
            await SplitAsync(count, cancellationToken);
        }

        return 0;
    }

    /// <summary>The median of so many runs as about ten thousand articles make.</summary>
    private static async Task<Run> MedianAsync(int count, int length, CancellationToken cancellationToken)
    {
        List<Run> runs = [];
        for (int i = 0; i < Math.Clamp(10_000 / count, 1, 15); i++)
        {
            runs.Add(await CompileAsync(await DayAsync(count, length, cancellationToken), cancellationToken));
        }

        return runs.OrderBy(r => r.Seconds).ElementAt(runs.Count / 2);
    }

    /// <summary>A day whose ledger has what the same articles told the day before.</summary>
    private static async Task<PlayedDay> DayAsync(int count, int length, CancellationToken cancellationToken)
    {
        PlayedDay day = new(count, length);
        Edition told = await CompilerOf(day).DraftAsync(Request, (_, _, _, _) => Task.FromResult(News), cancellationToken);
        Edition before = told with { Date = Request.Date.AddDays(-1) };
        await new PositionLedger(day.Storage.Digest).EnterAsync(before, before, cancellationToken);
        return day;
    }

    private static EditionCompiler CompilerOf(PlayedDay day)
    {
        DigestOptions options = new() { Schedules = { [Request.Schedule] = Schedule } };
        ReceiptBook receipts = new(day.Storage, new ArticlesOptions(), TimeProvider.System);
        EmbeddingDesk embeddings = new(null, day.Storage.Digest, options.Embeddings, TimeProvider.System);
        return new EditionCompiler(day.Storage, new DropSurvey(day.Storage, receipts), embeddings, options, TimeProvider.System);
    }

    private static async Task<Run> CompileAsync(PlayedDay day, CancellationToken cancellationToken)
    {
        EditionCompiler compiler = CompilerOf(day);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using Peak peak = new();
        long began = TimeProvider.System.GetTimestamp();
        Edition edition = (await compiler.CompileAsync(Request, (_, _, _, _) => Task.FromResult(News), cancellationToken))!;
        double seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        if (day.TextsRead > 0 || edition.Accounting.Analysed != day.Count)
        {
            throw new InvalidOperationException($"The edition has {edition.Accounting.Analysed} of {day.Count} articles, and {day.TextsRead} texts were read for it.");
        }

        long bytes = (await day.Storage.Digest.ReadAsync(Request.Path, 0, cancellationToken))!.Length;
        return new Run(seconds, peak.Bytes - before, edition.Proposals.Count + edition.Criticisms.Count, bytes);
    }

    private static async Task SplitAsync(int count, CancellationToken cancellationToken)
    {
        IRecords digest = new PlayedDay(count, ShortText).Storage.Digest;
        Outcome[] outcomes = new Outcome[count];
        AnalysedArticle[] articles = new AnalysedArticle[count];
        double read = await TimeAsync(() => Parallel.ForAsync(0, count, cancellationToken, async (i, token) =>
        {
            string id = PlayedDay.IdOf(i);
            outcomes[i] = (await Conclusions.ReadAsync(digest, id, token))!;
            ArticleAnalysis analysis = (await digest.ReadJsonAsync<ArticleAnalysis>(ArticleAnalysis.PathOf(id, PlayedDay.Analyst), token))!.Value;
            articles[i] = new AnalysedArticle(analysis.Head!, analysis);
        }));
        EditionMaterial material = new(outcomes, articles.ToDictionary(a => a.Article.Id, StringComparer.Ordinal), 0);
        PartyNames? names = null;
        IReadOnlyList<EditionEntry> entries = [];
        Edition? edition = null;
        PositionComparer comparer = new(StatementVectors.None);
        double ofNames = Time(() => names = PartyNames.Of(articles));
        double ofMerge = Time(() => entries = new EntryMerger(names!, comparer).Merge(articles));
        double ofRelations = Time(() => entries = new EntryRelations(names!, comparer).Connect(entries, material.Articles));
        double ofMake = Time(() => edition = new EditionDraft(material).Make(new EditionOccasion(Request, Schedule, Now, null, News), PastPositions.None, StatementVectors.None));
        double ofOrder = Time(() => EditionOrder.Of(entries, edition!.Articles));
        double ofJson = Time(() => JsonRecords.ToContent(edition!));
        Write($"{count,8}  {read,8:0.00}  {ofNames,8:0.00}  {ofMerge,8:0.00}  {ofRelations,8:0.00}  {ofOrder,8:0.00}  {ofMake,8:0.00}  {ofJson,8:0.00}");
    }

    private static double Time(Action work)
    {
        long began = TimeProvider.System.GetTimestamp();
        work();
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long began = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Run(double Seconds, long Peak, int Entries, long Bytes);
}
