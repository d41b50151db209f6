using System.Text;
using ArticleDigest.Analysis;
using ArticleDigest.Articles;
using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Editions;

/// <summary>The ledger of positions is made anew from what is stored, on storage in memory.</summary>
public sealed class LedgerRebuildingTests : IDisposable
{
    private static readonly DateOnly Sunday = new(2026, 3, 1);

    private readonly Installation _installation = new();
    private readonly ScriptedEmbeddings _model = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task A_ledger_made_anew_is_the_same_byte_for_byte()
    {
        await LiveAsync(_installation);
        string before = await PagesAsync(_installation);

        LedgerRebuilt rebuilt = await RebuildAsync(_installation);

        Assert.Equal(new LedgerRebuilt(5, 0, IsOvertaken: false), rebuilt);
        Assert.Equal(before, await PagesAsync(_installation));
        Assert.DoesNotContain("lighthouse", before, StringComparison.Ordinal);
        Assert.Contains("withdrawal", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_made_anew_owes_nothing_to_the_one_before()
    {
        await LiveAsync(_installation);
        string before = await PagesAsync(_installation);
        await DeleteAsync(_installation, "positions/");

        await RebuildAsync(_installation);

        Assert.Equal(before, await PagesAsync(_installation));
    }

    [Fact]
    public async Task Where_analyses_are_no_longer_kept_the_edition_that_was_made_of_them_stands_for_them()
    {
        await LiveAsync(_installation);
        string before = await PagesAsync(_installation);
        await DeleteAsync(_installation, "analyses/");

        LedgerRebuilt rebuilt = await RebuildAsync(_installation);

        Assert.Equal(new LedgerRebuilt(5, 5, IsOvertaken: false), rebuilt);
        Assert.Equal(before, await PagesAsync(_installation));
    }

    [Fact]
    public async Task Vectors_that_were_kept_are_used_and_the_model_is_asked_nothing()
    {
        _installation.Embeddings = _model;
        _installation.Open();
        await LiveAsync(_installation);
        string before = await PagesAsync(_installation);
        int questions = _model.Questions.Count;

        LedgerRebuilt whole = await RebuildAsync(_installation);
        await DeleteAsync(_installation, "vectors/");
        LedgerRebuilt without = await RebuildAsync(_installation);

        Assert.Equal(((5, 0), (5, 5)), ((whole.Editions, whole.AsStored), (without.Editions, without.AsStored)));
        Assert.Equal(before, await PagesAsync(_installation));
        Assert.Equal(questions, _model.Questions.Count);
    }

    [Fact]
    public async Task An_edition_that_goes_out_meanwhile_and_what_is_taken_back_meanwhile_are_not_lost()
    {
        await LiveAsync(_installation);
        DigestStorage storage = StorageOf(_installation);
        MeddledRecords meddled = new(storage.Digest, async () =>
        {
            await SendAsync(_installation, 5, "Sudria proposes a tunnel for trains.");
            await RetractAsync(_installation, Sunday, "a bridge over the strait");
        });

        LedgerRebuilt rebuilt = await RebuildAsync(meddled, null);

        Assert.Equal(6, rebuilt.Editions);
        string after = await PagesAsync(_installation);
        Assert.Equal(1, meddled.Times);
        Assert.Contains("a tunnel for trains", after, StringComparison.Ordinal);
        Assert.DoesNotContain(Sunday, (await new KnownPositions(_installation.Digest).OfAsync("daily", "Norland", default)).Select(t => t.Date));
        await RebuildAsync(_installation);
        Assert.Equal(after, await PagesAsync(_installation));
    }

    [Fact]
    public async Task Of_two_who_make_it_anew_the_one_who_began_later_succeeds_and_the_other_says_so()
    {
        await LiveAsync(_installation);
        string before = await PagesAsync(_installation);
        MeddledRecords meddled = new(StorageOf(_installation).Digest, () => RebuildAsync(_installation));

        LedgerRebuilt first = await RebuildAsync(meddled, null);

        Assert.True(first.IsOvertaken);
        Assert.Equal(before, await PagesAsync(_installation));
        Assert.Empty(await _installation.NamesAsync("positions/daily/1/"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_at_any_write_what_is_in_use_is_whole_and_the_next_one_leaves_nothing_of_it(bool isAfterWrite)
    {
        await LiveAsync(_installation);
        string before = await PagesAsync(_installation);
        int begin = _installation.Plan.Writes;
        await RebuildAsync(_installation);
        int writes = _installation.Plan.Writes - begin;

        for (int crashAt = 1; crashAt <= writes; crashAt++)
        {
            (_installation.Plan.CrashAt, _installation.Plan.IsAfterWrite) = (_installation.Plan.Writes + crashAt, isAfterWrite);
            await Assert.ThrowsAnyAsync<CrashException>(() => RebuildAsync(_installation));
            _installation.Plan.CrashAt = null;
            Assert.Equal(before, await PagesAsync(_installation));
        }

        Assert.False((await RebuildAsync(_installation)).IsOvertaken);
        Assert.Equal(before, await PagesAsync(_installation));
        Assert.Single((await _installation.NamesAsync("positions/daily/")).Select(name => name.Split('/')[2]).Where(part => part != "current.json").Distinct());
    }

    [Fact]
    public async Task What_was_taken_back_does_not_come_back_where_it_would_be_told_by_another_entry_now()
    {
        await LiveAsync(_installation);
        string before = await PagesAsync(_installation);
        Edition thursday = (await _installation.ReadEditionAsync(Sunday.AddDays(3)))!;
        EditionRequest request = new("daily", thursday.Date);
        string entry = thursday.Proposals.Single(p => p.Statement.Contains("lighthouse", StringComparison.Ordinal)).Id;
        await ReplaceAsync(request.Path, entry, "0123456789abcdef");
        await ReplaceAsync(Assert.Single(await _installation.NamesAsync("retractions/editions/daily/2026-03-04/")), entry, "0123456789abcdef");

        LedgerRebuilt rebuilt = await RebuildAsync(_installation);

        Assert.Equal((5, 1), (rebuilt.Editions, rebuilt.AsStored));
        Assert.DoesNotContain("lighthouse", await PagesAsync(_installation), StringComparison.Ordinal);
        Assert.Equal(before.Length, (await PagesAsync(_installation)).Length);
    }

    /// <summary>Five days: something new, the same again and an answer to it, a withdrawal, something that is taken back, and the same once more.</summary>
    private static async Task LiveAsync(Installation installation)
    {
        await SendAsync(installation, 0, "Norland proposes a bridge over the strait. Sudria criticises Norland for the price of the bridge.");
        await SendAsync(installation, 1, "Norland proposes a bridge over the strait. Estia proposes a harbour at the cape.");
        await WithdrawAsync(installation, 2);
        await SendAsync(installation, 3, "Estia proposes a lighthouse on the cape. Estia proposes a harbour at the cape.");
        await RetractAsync(installation, Sunday.AddDays(3), "a lighthouse on the cape");
        await SendAsync(installation, 4, "Norland proposes a bridge over the strait. Sudria criticises Estia for the lighthouse.");
        await RetractAsync(installation, Sunday.AddDays(4), "the lighthouse");
    }

    private static Task WithdrawAsync(Installation installation, int day)
    {
        const string sentence = "Norland gives up the bridge over the strait.";
        ((MarkingAnalyst)installation.Analyst).AnswerNext(new SectionAnalysis
        {
            Status = SectionStatus.Analysed,
            Points =
            [
                new Point
                {
                    Kind = PointKind.Withdrawal,
                    Actor = "Norland",
                    Statement = "the bridge over the strait",
                    Evidence = new Evidence(sentence, 0, sentence.Length, Voice.Reported),
                },
            ],
        });
        return SendAsync(installation, day, sentence);
    }

    private static async Task SendAsync(Installation installation, int day, string sentences)
    {
        await installation.DropAsync($"{day}.txt", EditionCompilerTests.Article(sentences));
        await installation.SweepAsync();
        Assert.True(await installation.SendAsync(Sunday.AddDays(day)));
    }

    private static async Task RetractAsync(Installation installation, DateOnly date, string statement)
    {
        RetractionDesk desk = new(StorageOf(installation), installation.Pipeline.Receipts, installation.Time);
        Edition edition = (await installation.ReadEditionAsync(date))!;
        string entry = edition.Proposals.Concat(edition.Criticisms).Single(e => e.Statement == statement).Id;
        Assert.True(await desk.RetractAsync(await desk.PlanPointAsync(new EditionRequest("daily", date), entry, null, "nobody said so", default), default));
    }

    private static DigestStorage StorageOf(Installation installation) => new(
        new CrashingRecords(installation.Articles, installation.Plan, hasDrops: true),
        new CrashingRecords(installation.Receipts, installation.Plan),
        new CrashingRecords(installation.Digest, installation.Plan));

    private static Task<LedgerRebuilt> RebuildAsync(Installation installation) => RebuildAsync(StorageOf(installation).Digest, installation.Embeddings);

    private static Task<LedgerRebuilt> RebuildAsync(IRecords digest, IEmbeddingModel? model) =>
        new LedgerRebuilding(digest, new EmbeddingDesk(model, digest, new EmbeddingOptions(), TimeProvider.System)).RebuildAsync("daily", default);

    private static async Task DeleteAsync(Installation installation, string prefix)
    {
        foreach (RecordEntry entry in await installation.Digest.ListAsync(prefix, default).ToListAsync())
        {
            await installation.Digest.DeleteAsync(entry.Name, entry.ETag, default);
        }
    }

    private async Task ReplaceAsync(string name, string words, string others)
    {
        StoredRecord record = (await _installation.Digest.ReadAsync(name, long.MaxValue, default))!;
        string text = Encoding.UTF8.GetString(record.Content!.Value.Span).Replace(words, others, StringComparison.Ordinal);
        Assert.NotNull(await _installation.Digest.ReplaceAsync(name, new RecordContent(Encoding.UTF8.GetBytes(text)), record.ETag, default));
    }

    /// <summary>The pages in use, in the order of their names.</summary>
    private static async Task<string> PagesAsync(Installation installation)
    {
        int generation = (await installation.Digest.ReadJsonAsync<LedgerState>(LedgerState.PathOf("daily"), default))?.Value.Generation ?? 0;
        StringBuilder dump = new();
        foreach (string name in await installation.NamesAsync(LedgerPage.FolderOf("daily", generation)))
        {
            StoredRecord record = (await installation.Digest.ReadAsync(name, long.MaxValue, default))!;
            dump.Append(name[^46..]).Append(' ').Append(Encoding.UTF8.GetString(record.Content!.Value.Span)).Append('\n');
        }

        return dump.ToString();
    }

    /// <summary>Records to which something happens just before the ledger that is made anew is put in use.</summary>
    private sealed class MeddledRecords(IRecords records, Func<Task> meddle) : IRecords
    {
        public int Times { get; private set; }

        public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken) =>
            records.ReadAsync(name, maxBytes, cancellationToken);

        public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken) => records.ListAsync(prefix, cancellationToken);

        public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) =>
            records.CreateAsync(name, content, cancellationToken);

        public async Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken)
        {
            if (name == LedgerState.PathOf("daily"))
            {
                Times++;
                await meddle();
            }

            return await records.ReplaceAsync(name, content, etag, cancellationToken);
        }

        public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) => records.DeleteAsync(name, etag, cancellationToken);
    }
}
