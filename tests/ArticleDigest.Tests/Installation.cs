using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ArticleDigest.Tests;

/// <summary>A whole installation on storage in memory, with letters into a folder and a clock that the test moves.</summary>
internal sealed class Installation : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digest-").FullName;

    private readonly IPostman? _postman;

    /// <param name="analyst">Reads the articles; null for one whose points a test can foresee.</param>
    /// <param name="postman">Sends the letters; null for one that writes them into the folder.</param>
    public Installation(IArticleAnalyst? analyst = null, IPostman? postman = null)
    {
        (Analyst, _postman) = (analyst ?? new MarkingAnalyst(), postman);
        Pipeline = Open();
    }

    public IArticleAnalyst Analyst { get; }

    /// <summary>The embedding model of the processes that are opened from now on; none unless a test gives one.</summary>
    public IEmbeddingModel? Embeddings { get; set; }

    public InMemoryRecords Articles { get; } = new();

    public InMemoryRecords Receipts { get; } = new();

    public InMemoryRecords Digest { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero));

    public CrashPlan Plan { get; } = new();

    public ArticlesOptions Options { get; } = new();

    public DigestOptions DigestOptions { get; } = new()
    {
        Schedules =
        {
            ["daily"] = new ScheduleOptions
            {
                EmptyDays = EmptyDay.Note,
                Recipients = [new RecipientOptions { Address = "ana@example.org" }, new RecipientOptions { Address = "ben@example.org" }],
            },
        },
    };

    /// <summary>The pipeline over containers in which <see cref="Plan"/> can make the process die.</summary>
    public DigestPipeline Pipeline { get; private set; }

    /// <summary>A process of its own on the same storage.</summary>
    public DigestPipeline Open()
    {
        DigestStorage storage = new(
            new CrashingRecords(Articles, Plan, hasDrops: true), new CrashingRecords(Receipts, Plan), new CrashingRecords(Digest, Plan));
        MailOptions mail = new() { PickupFolder = _folder };
        return Pipeline = new DigestPipeline(
            storage, new PipelineOptions(Options, DigestOptions, mail), Analyst, new CountingPostman(_postman ?? new PickupPostman(mail), Deliveries), Time, NullLoggerFactory.Instance, Embeddings);
    }

    public async Task DropAsync(string name, string text)
    {
        RecordContent content = new(Encoding.UTF8.GetBytes(text));
        if (await Articles.CreateAsync(name, content, default) is null)
        {
            StoredRecord known = (await Articles.ReadAsync(name, 0, default))!;
            Assert.NotNull(await Articles.ReplaceAsync(name, content, known.ETag, default));
        }
    }

    /// <summary>Brings one drop to its end, as far as this process gets.</summary>
    public async Task<OutcomeStatus?> WorkAsync(string drop)
    {
        IntakeResult result = await Pipeline.Intake.ReceiveAsync(drop, default);
        return result.ToAnalyse is { } request
            ? (await AnalysisFlow.RunAsync(request, Pipeline.AnalysisSteps(default)))?.Status
            : result.Status;
    }

    /// <summary>Brings every drop that is due to its end.</summary>
    public async Task SweepAsync()
    {
        foreach (DropState drop in await Pipeline.Survey.GoThroughAsync(default).ToListAsync())
        {
            if (drop.IsDue(Time.GetUtcNow()))
            {
                IntakeResult result = await Pipeline.Intake.ReceiveAsync(drop.Name, drop.ETag, default);
                if (result.ToAnalyse is { } request)
                {
                    await AnalysisFlow.RunAsync(request, Pipeline.AnalysisSteps(default));
                }
            }
        }
    }

    /// <summary>Sees an edition to its end; false if a later one overtook it.</summary>
    public Task<bool> SendAsync(DateOnly date) => SendAsync(new EditionRequest("daily", date));

    /// <inheritdoc cref="SendAsync(DateOnly)"/>
    public async Task<bool> SendAsync(EditionRequest request) =>
        await EditionFlow.RunAsync(request, new MortalSteps(Pipeline.EditionSteps(default), Plan)) == EditionEnd.Sent;

    public Task<Edition?> ReadEditionAsync(DateOnly date) => Pipeline.Shelf.ReadAsync(new EditionRequest("daily", date), default);

    public async Task<Receipt> ReceiptAsync(string drop)
    {
        Receipt? receipt = await Pipeline.Receipts.ReadAsync(drop, default);
        Assert.NotNull(receipt);
        return receipt;
    }

    public async Task<List<Outcome>> OutcomesAsync()
    {
        List<Outcome> outcomes = [];
        await foreach (RecordEntry entry in Digest.ListAsync("outcomes/", default))
        {
            outcomes.Add((await Digest.ReadJsonAsync<Outcome>(entry.Name, default))!.Value);
        }

        return [.. outcomes.OrderBy(o => o.Drop, StringComparer.Ordinal)];
    }

    /// <summary>The names of the records under a prefix.</summary>
    public async Task<List<string>> NamesAsync(string prefix) =>
        await Digest.ListAsync(prefix, default).Select(e => e.Name).ToListAsync();

    /// <summary>All that is stored, but for ETags, which count writes.</summary>
    public async Task<string> DumpAsync()
    {
        StringBuilder dump = new();
        foreach (InMemoryRecords container in new[] { Receipts, Digest })
        {
            foreach (RecordEntry entry in await container.ListAsync("", default).ToListAsync())
            {
                StoredRecord record = (await container.ReadAsync(entry.Name, long.MaxValue, default))!;
                dump.Append(entry.Name).Append('\n').Append(Encoding.UTF8.GetString(record.Content!.Value.Span)).Append('\n');
            }
        }

        return dump.ToString();
    }

    /// <summary>The ids of the letters that went out, one for each time.</summary>
    public List<string> Deliveries { get; } = [];

    /// <summary>The names of the letters in the folder.</summary>
    public IReadOnlyList<string> Letters => [.. Directory.EnumerateFiles(_folder, "*.eml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>Steps of a process that can die: nobody gets the answer of one during which it did.</summary>
internal sealed class MortalSteps(IEditionSteps steps, CrashPlan plan) : IEditionSteps
{
    public Task<int?> CompileAsync(EditionRequest request) => LiveThroughAsync(steps.CompileAsync(request));

    public Task ClaimAsync(EditionRequest request) => LiveThroughAsync(WithAnswerAsync(steps.ClaimAsync(request)));

    public Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch) =>
        LiveThroughAsync(steps.SendBatchAsync(request, batch));

    public Task WaitAsync(DateTimeOffset until) => steps.WaitAsync(until);

    public Task CloseAsync(EditionRequest request) => LiveThroughAsync(WithAnswerAsync(steps.CloseAsync(request)));

    private async Task<T> LiveThroughAsync<T>(Task<T> step)
    {
        T answer = await step;
        plan.Live();
        return answer;
    }

    private static async Task<bool> WithAnswerAsync(Task step)
    {
        await step;
        return true;
    }
}

/// <summary>Does every step twice, as a machine does that lost the answer to the first time.</summary>
internal sealed class TwiceSteps(IEditionSteps steps) : IEditionSteps
{
    public async Task<int?> CompileAsync(EditionRequest request)
    {
        await steps.CompileAsync(request);
        return await steps.CompileAsync(request);
    }

    public async Task ClaimAsync(EditionRequest request)
    {
        await steps.ClaimAsync(request);
        await steps.ClaimAsync(request);
    }

    public async Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch)
    {
        await steps.SendBatchAsync(request, batch);
        return await steps.SendBatchAsync(request, batch);
    }

    public Task WaitAsync(DateTimeOffset until) => steps.WaitAsync(until);

    public async Task CloseAsync(EditionRequest request)
    {
        await steps.CloseAsync(request);
        await steps.CloseAsync(request);
    }
}

/// <summary>Counts what goes out; in a folder a letter sent twice would be one file.</summary>
internal sealed class CountingPostman(IPostman postman, List<string> deliveries) : IPostman
{
    public Task<Delivery> DeliverAsync(
        MimeKit.MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken) =>
        postman.DeliverAsync(
            message,
            async token =>
            {
                bool isOurs = await beforeSending(token);
                lock (deliveries)
                {
                    deliveries.AddRange(isOurs ? [message.MessageId!] : []);
                }

                return isOurs;
            },
            cancellationToken);

    public Task<Delivery?> SettleAsync(MimeKit.MimeMessage message, CancellationToken cancellationToken) =>
        postman.SettleAsync(message, cancellationToken);
}

/// <summary>
/// An analyst whose points a test can foresee: every sentence of the form "NAME proposes X." or "NAME criticises Y for X."
/// is a point. The port's other answers are given on demand.
/// </summary>
/// <param name="furtherLanguages">The languages it reads besides English; their word for "proposes" is "propose".</param>
internal sealed class MarkingAnalyst(params string[] furtherLanguages) : IArticleAnalyst
{
    private readonly Queue<SectionAnalysis> _scripted = new();

    public string Version => "marking-1";

    public int Calls { get; private set; }

    public void AnswerNext(SectionAnalysis answer) => _scripted.Enqueue(answer);

    public bool Reads(string language) => language == "en" || furtherLanguages.Contains(language, StringComparer.Ordinal);

    public IReadOnlyList<TextSection> Divide(Article article)
    {
        int middle = article.Text.IndexOf("\n\n", StringComparison.Ordinal);
        return middle < 0
            ? [new TextSection(0, article.Text.Length)]
            : [new TextSection(0, middle), new TextSection(middle, article.Text.Length - middle)];
    }

    public Task<SectionAnalysis> AnalyseAsync(Article article, TextSection section, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.FromResult(_scripted.TryDequeue(out SectionAnalysis? scripted)
            ? scripted
            : new SectionAnalysis { Status = SectionStatus.Analysed, Points = [.. Find(article, section)] });
    }

    private static IEnumerable<Point> Find(Article article, TextSection section)
    {
        string text = article.Text.Substring(section.Start, section.Length);
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(
            text,
            @"(?<actor>[A-Z]\w+) (?:proposes? (?<what>[^.]+)|criticises (?<target>[A-Z]\w+) for (?<what>[^.]+))\.",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(5)))
        {
            bool isCriticism = match.Groups["target"].Success;
            yield return new Point
            {
                Kind = isCriticism ? PointKind.Criticism : PointKind.Proposal,
                Actor = match.Groups["actor"].Value,
                Target = isCriticism ? match.Groups["target"].Value : null,
                Statement = match.Groups["what"].Value,
                Evidence = new Evidence(match.Value, section.Start + match.Index, match.Length, Voice.Reported),
                IsKey = match.Index == 0,
            };
        }
    }
}
