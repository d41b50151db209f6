using System.CommandLine;
using System.Globalization;
using ArticleDigest.Analysis;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Letters.Searching;
using ArticleDigest.Records;

namespace Benchmarks;

/// <summary><c>search</c>: how long a search in an archive takes, beside reading the archive's editions and doing nothing with them.</summary>
internal static class SearchCommand
{
    private const string Schedule = "daily";
    private const int Runs = 7;
    private static readonly DateOnly First = new(2023, 1, 1);

    public static async Task<int> RunAsync(string[] arguments)
    {
        Option<int> editions = new("--editions") { Description = "How many editions the archive has.", DefaultValueFactory = _ => 1_000 };
        Option<int> entries = new("--entries") { Description = "How many entries an edition has.", DefaultValueFactory = _ => 100 };
        RootCommand command = new("Measures how long a search takes.") { editions, entries };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(editions), parsed.GetValue(entries), cancellationToken));
        return await command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> RunAsync(int editions, int entries, CancellationToken cancellationToken)
    {
        InMemoryRecords digest = new();
        Random random = new(7);
        long bytes = 0;
        for (int i = 0; i < editions; i++)
        {
            Edition edition = EditionOf(First.AddDays(i), entries, random);
            string path = new EditionRequest(Schedule, edition.Date).Path;
            await digest.CreateJsonAsync(path, edition, cancellationToken);
            bytes += (await digest.ReadAsync(path, 0, cancellationToken))!.Length;
        }

        EditionShelf shelf = new(digest);
        double read = 0;
        double cold = 0;
        ArchiveSearch search = new(new ArchiveTexts(shelf, new RetractionShelf(digest)));
        for (int run = 0; run < 2; run++)
        {
            // The second run is measured.
            read = await TimeAsync(async () =>
            {
                for (int i = 0; i < editions; i++)
                {
                    await shelf.ReadAsync(new EditionRequest(Schedule, First.AddDays(i)), cancellationToken);
                }
            });
            search = new ArchiveSearch(new ArchiveTexts(shelf, new RetractionShelf(digest)));
            cold = await TimeAsync(async () =>
            {
                DateOnly? before = null;
                do
                {
                    before = (await FindAsync(search, "nowhere", before, cancellationToken)).Further;
                }
                while (before is not null);
            });
        }

        Write($"{editions} editions of {entries} entries, {bytes / 1e6:0} MB of JSON");
        Write($"{"reading all and no more",-44} {read,8:0} ms  {1,6:0.00}");
        Write($"{"first search through all, as many requests",-44} {cold,8:0} ms  {cold / read,6:0.00}");
        foreach (string typed in new[] { "nowhere", "w1 w2 nowhere", "\"w11 w12\" w13", "w1499", "w1" })
        {
            List<double> times = [];
            SearchView view = await FindAsync(search, typed, null, cancellationToken);
            for (int run = 0; run < Runs; run++)
            {
                times.Add(await TimeAsync(() => FindAsync(search, typed, null, cancellationToken)));
            }

            double median = times.Order().ElementAt(Runs / 2);
            Write($"{$"again: {typed} ({view.Lead})",-44} {median,8:0.0} ms  {median / read,6:0.000}");
        }

        return 0;
    }

    private static Task<SearchView> FindAsync(ArchiveSearch search, string typed, DateOnly? before, CancellationToken cancellationToken) => search.SearchAsync(
        new SearchRequest(Schedule, SearchQuery.Parse(typed), 1, before), PageAddresses.None, ArticleDigest.Letters.Words.English, cancellationToken);

    private static Edition EditionOf(DateOnly date, int entries, Random random) => new()
    {
        Schedule = Schedule,
        Title = "Daily digest",
        Date = date,
        Zone = "UTC",
        CompiledAt = new DateTimeOffset(date, default, TimeSpan.Zero),
        Proposals = [.. Enumerable.Range(0, entries).Select(i => EntryOf(i, random))],
        Criticisms = [],
        Articles = [.. Enumerable.Range(0, entries / 2).Select(i => new EditionArticle { Id = $"{i:x32}", Title = Words(8, random), Language = "en", Drops = [$"{i}.txt"], Points = 2 })],
        Accounting = new Accounting { Received = 0, Analysed = 0, Duplicates = 0, Rejected = 0, Filtered = 0, Failed = 0, Pending = 0, Withheld = 0, Lines = [] },
        Outcomes = [],
        Recipients = [],
    };

    private static EditionEntry EntryOf(int number, Random random)
    {
        string quote = Words(28, random);
        return new EditionEntry
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{number:x16}"),
            Kind = PointKind.Proposal,
            Actor = Words(3, random),
            Statement = Words(14, random),
            Language = "en",
            Sources = [.. Enumerable.Range(0, 1 + (number % 2)).Select(i => new EntrySource($"{number / 2:x32}", new Evidence(quote, 0, quote.Length, Voice.Reported)))],
        };
    }

    /// <summary>Words as rare as those of a language: the second half as often as the first, and so on.</summary>
    private static string Words(int count, Random random) => string.Join(' ', Enumerable.Range(0, count).Select(_ => $"w{(int)Math.Pow(20_000, random.NextDouble())}"));

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long began = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
