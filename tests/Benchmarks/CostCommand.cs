using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Analysis.Chat;
using ArticleDigest.Articles;
using ArticleDigest.Azure;
using ArticleDigest.Records;
using DigestFunctions.Local.LocalTools;
using ModelServer;

namespace Benchmarks;

/// <summary><c>cost</c>: what the chat analyst asks a model for articles of several lengths, beside a map_reduce chain on the same texts and server.</summary>
internal static class CostCommand
{
    private static readonly int[] Lengths = [500, 5_000, 50_000];

    public static async Task<int> RunAsync(string[] arguments)
    {
        Option<int> delay = new("--delay") { Description = "How long every answer takes, in milliseconds." };
        Option<int> context = new("--context") { Description = "What the model reads at once, in tokens.", DefaultValueFactory = _ => 32_000 };
        RootCommand command = new("Counts what the chat analyst asks a model, beside LangChain.js.") { delay, context };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(delay), parsed.GetValue(context), cancellationToken));
        return await command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> RunAsync(int delay, int context, CancellationToken cancellationToken)
    {
        try
        {
            await using PlayedModel server = await PlayedModel.StartAsync(new PlayedModelSettings { Delay = TimeSpan.FromMilliseconds(delay) });
            Article[] articles = [.. Lengths.Select(Make)];
            await using ChainReader chain = await ChainReader.StartAsync(server.Endpoint, [.. articles.Select(a => a.Text)], new Teller(), cancellationToken);
            Write($"{"words",7}  {"tokens",7}  {"",-28}  {"calls",6}  {"read",8}  {"kept",8}  {"seconds",8}");
            for (int i = 0; i < articles.Length; i++)
            {
                InMemoryRecords kept = new();
                Article article = articles[i];
                string length = $"{Lengths[i],7}  {Tokens.Count(article.Text),7}";
                Write($"{length}  {Told("chat analyst", await CountAsync(server, () => AnalyseAsync(server, context, article, kept, cancellationToken)))}");
                Write($"{"",16}  {Told("chat analyst, once more", await CountAsync(server, () => AnalyseAsync(server, context, article, kept, cancellationToken)))}");
                Write($"{"",16}  {Told($"LangChain.js {chain.Version}", await CountAsync(server, () => chain.SummariseAsync(i, cancellationToken)))}");
            }

            Write($"");
            Write($"tokens: of the article; read: what the model was given in all, kept: how much of that it had kept from before, as the server counts.");
            return 0;
        }
        catch (LocalToolsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<(IReadOnlyList<Asked> Asked, double Seconds)> CountAsync(PlayedModel server, Func<Task> work)
    {
        int before = server.Requests.Count;
        long begin = TimeProvider.System.GetTimestamp();
        await work();
        return ([.. server.Requests.Skip(before)], TimeProvider.System.GetElapsedTime(begin).TotalSeconds);
    }

    private static string Told(string who, (IReadOnlyList<Asked> Asked, double Seconds) count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{who,-28}  {count.Asked.Count,6}  {count.Asked.Sum(a => a.PromptTokens),8}  {count.Asked.Sum(a => a.CachedTokens),8}  {count.Seconds,8:0.0}");

    // As the flow does it: all sections at once, then merged.
    private static async Task AnalyseAsync(PlayedModel server, int context, Article article, InMemoryRecords records, CancellationToken cancellationToken)
    {
        ChatOptions options = new() { Endpoint = server.Endpoint.ToString(), Deployment = "played-model", Key = "a-key-for-tests", ContextTokens = context, TokensPerArticle = 10_000_000 };
        using ChatModel model = new(options, null, TimeProvider.System);
        ChatAnalyst analyst = new(new GuardedModel(model, options, TimeProvider.System), options, records, TimeProvider.System, null);
        SectionAnalysis[] found = await Task.WhenAll(analyst.Divide(article).Select(section => analyst.AnalyseAsync(article, section, cancellationToken)));
        if (Array.Find(found, f => f.Status != SectionStatus.Analysed) is { } stop)
        {
            throw new InvalidOperationException($"The article was not analysed: {stop.Reason}");
        }

        AnalysisSteps.Merge(article, analyst.Version, found);
    }

    // Paragraphs of the corpus, again and again, until there are so many words.
    private static Article Make(int words)
    {
        string[] paragraphs = [.. Corpus.Read("en").Articles.SelectMany(a => a.Text.Split("\n\n"))];
        StringBuilder text = new();
        int count = 0;
        for (int i = 0; count < words; i++)
        {
            string[] next = [.. paragraphs[i % paragraphs.Length].Split(' ').Take(words - count)];
            count += next.Length;
            text.Append(text.Length == 0 ? "" : "\n\n").AppendJoin(' ', next);
        }

        return new Article
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))),
            Title = "A text of the corpus",
            Language = "en",
            Text = text.ToString(),
        };
    }

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
