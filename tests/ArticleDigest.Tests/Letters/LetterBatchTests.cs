using System.Collections.Concurrent;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace ArticleDigest.Tests.Letters;

public sealed class LetterBatchTests
{
    private static readonly EditionRequest Request = new("daily", SampleEditions.Monday);

    private readonly FakeTimeProvider _clock = new(SampleEditions.CompiledAt);
    private readonly CountedRecords _records = new();
    private DigestOptions _digest = new();

    [Fact]
    public async Task A_batch_is_the_recipients_of_its_number_in_their_order_and_all_batches_are_all_of_them()
    {
        (LetterDesk desk, CrowdPostman postman, IReadOnlyList<string> keys) = await OpenAsync(120);

        Assert.Null(await desk.SendBatchAsync(Request, 1, default));
        string[] second = await LettersAsync();
        Assert.Null(await desk.SendBatchAsync(Request, 0, default));
        Assert.Null(await desk.SendBatchAsync(Request, 2, default));

        Assert.Equal(keys.Skip(50).Take(50), second);
        Assert.Equal(keys, await LettersAsync());
        Assert.Equal(120, postman.Sent);
    }

    [Fact]
    public async Task A_batch_that_is_sent_twice_sends_no_letter_twice()
    {
        (LetterDesk desk, CrowdPostman postman, _) = await OpenAsync(50);

        await Task.WhenAll(desk.SendBatchAsync(Request, 0, default), desk.SendBatchAsync(Request, 0, default));
        Assert.Null(await desk.SendBatchAsync(Request, 0, default));

        Assert.Equal(50, postman.Sent);
    }

    [Fact]
    public async Task A_letter_that_meets_a_fault_keeps_no_other_from_going_out_and_has_its_turn_again_a_minute_later()
    {
        (LetterDesk desk, CrowdPostman postman, IReadOnlyList<string> keys) = await OpenAsync(50);
        _records.Unusable = $"letters/daily/2026-11-23/{keys[0]}.json";

        DateTimeOffset? again = await desk.SendBatchAsync(Request, 0, default);
        int sent = postman.Sent;
        _records.Unusable = null;
        _clock.SetUtcNow(again!.Value);
        DateTimeOffset? end = await desk.SendBatchAsync(Request, 0, default);

        Assert.Equal((SampleEditions.CompiledAt.AddMinutes(1), 49), (again, sent));
        Assert.Equal((null, 50), (end, postman.Sent));
    }

    [Fact]
    public async Task A_batch_whose_letters_wait_comes_again_at_the_earliest_of_their_times()
    {
        (LetterDesk desk, CrowdPostman postman, _) = await OpenAsync(50);
        postman.PutsOff = 2;

        Assert.Equal(SampleEditions.CompiledAt.AddSeconds(30), await desk.SendBatchAsync(Request, 0, default));
        Assert.Equal(48, postman.Sent);
    }

    [Fact]
    public async Task Letters_that_wait_from_another_process_and_are_due_go_out_in_the_first_batch_of_the_next()
    {
        (LetterDesk desk, CrowdPostman postman, IReadOnlyList<string> keys) = await OpenAsync(50);
        postman.PutsOff = 50;
        DateTimeOffset? again = await desk.SendBatchAsync(Request, 0, default);
        _clock.SetUtcNow(again!.Value);

        DateTimeOffset? end = await Desk(postman).SendBatchAsync(Request, 0, default);

        Assert.Equal((null, keys.Count), (end, postman.Sent));
    }

    [Fact]
    public async Task No_more_letters_of_a_batch_are_on_their_way_at_once_than_allowed()
    {
        (LetterDesk desk, CrowdPostman postman, _) = await OpenAsync(50);

        await desk.SendBatchAsync(Request, 0, default);

        Assert.InRange(postman.MostAtOnce, 1, EditionFlow.LettersAtOnce);
    }

    [Fact]
    public async Task A_batch_that_takes_too_long_leaves_the_rest_to_the_next_step()
    {
        (LetterDesk desk, CrowdPostman postman, _) = await OpenAsync(50);
        postman.Takes = TimeSpan.FromMinutes(3);
        postman.Clock = _clock;

        DateTimeOffset? again = await desk.SendBatchAsync(Request, 0, default);

        // At once: the clock has moved on with the letters that were on their way.
        Assert.True(again <= _clock.GetUtcNow());
        Assert.InRange(postman.Sent, 1, 49);
    }

    [Fact]
    public async Task Five_thousand_letters_go_out_once_each_in_a_hundred_small_steps_that_do_not_read_the_edition_for_each()
    {
        (LetterDesk desk, CrowdPostman postman, IReadOnlyList<string> keys) = await OpenAsync(5000);
        CountedSteps steps = new(desk, keys.Count);

        EditionEnd end = await EditionFlow.RunAsync(Request, steps);

        Assert.Equal(EditionEnd.Sent, end);
        Assert.Equal((5000, 100), (postman.Sent, steps.Batches));
        Assert.Equal(5000, (await LettersAsync()).Length);
        Assert.InRange(_records.EditionReads, 1, 100);
    }

    [Fact]
    public async Task A_thousand_letters_are_never_in_memory_at_once()
    {
        (LetterDesk desk, CrowdPostman postman, IReadOnlyList<string> keys) = await OpenAsync(1000);

        await EditionFlow.RunAsync(Request, new CountedSteps(desk, keys.Count));

        Assert.Equal(1000, postman.Sent);
        Assert.InRange(postman.MostInMemory, 1, 250);
    }

    private async Task<(LetterDesk Desk, CrowdPostman Postman, IReadOnlyList<string> Keys)> OpenAsync(int recipients)
    {
        DigestOptions digest = new()
        {
            Schedules =
            {
                ["daily"] = new ScheduleOptions
                {
                    Recipients = [.. Enumerable.Range(0, recipients).Select(i => new RecipientOptions { Address = $"reader{i}@example.org" })],
                },
            },
        };
        _digest = digest;
        RecipientBook book = new(_records, digest);
        IReadOnlyList<string> keys = await book.KeysAsync("daily", default);
        Edition edition = SampleEditions.FullDay() with { Recipients = keys, Proposals = [], Criticisms = [], Articles = [] };
        await _records.CreateJsonAsync(Request.Path, edition, default);
        CrowdPostman postman = new();
        return (Desk(postman), postman, keys);
    }

    private LetterDesk Desk(IPostman postman)
    {
        MailOptions mail = new() { From = "digest@example.net" };
        return new LetterDesk(
            _records, new RecipientBook(_records, _digest), new LetterComposer(mail), postman, mail, _clock, NullLogger<LetterDesk>.Instance);
    }

    private async Task<string[]> LettersAsync() =>
        [.. (await _records.ListAsync("letters/", default).ToListAsync()).Select(e => Path.GetFileNameWithoutExtension(e.Name)).Order(StringComparer.Ordinal)];

    /// <summary>The steps of an edition that is compiled.</summary>
    private sealed class CountedSteps(LetterDesk desk, int letters) : IEditionSteps
    {
        private int _batches;

        public int Batches => _batches;

        public Task<int?> CompileAsync(EditionRequest request) => Task.FromResult<int?>(letters);

        public Task ClaimAsync(EditionRequest request) => Task.CompletedTask;

        public Task<DateTimeOffset?> SendBatchAsync(EditionRequest request, int batch)
        {
            Interlocked.Increment(ref _batches);
            return desk.SendBatchAsync(request, batch, default);
        }

        public Task WaitAsync(DateTimeOffset until) => throw new InvalidOperationException("No letter is put off.");

        public Task CloseAsync(EditionRequest request) => Task.CompletedTask;
    }

    /// <summary>Takes letters of many at once, and counts them.</summary>
    private sealed class CrowdPostman : IPostman
    {
        private readonly ConcurrentBag<string> _sent = [];
        private readonly ConcurrentBag<WeakReference> _messages = [];
        private int _underWay;
        private int _putOff;

        public int Sent => _sent.Count;

        public int MostAtOnce { get; private set; }

        /// <summary>How many of the messages that came so far were still in memory, at the worst of some moments.</summary>
        public int MostInMemory { get; private set; }

        /// <summary>How many of the first letters are put off.</summary>
        public int PutsOff { get; set; }

        /// <summary>How long a letter takes by <see cref="Clock"/>.</summary>
        public TimeSpan Takes { get; set; }

        public FakeTimeProvider? Clock { get; set; }

        public async Task<Delivery> DeliverAsync(
            MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken)
        {
            lock (_sent)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
            }

            _messages.Add(new WeakReference(message));
            if (_messages.Count % 250 == 0)
            {
                GC.Collect();
                MostInMemory = Math.Max(MostInMemory, _messages.Count(m => m.IsAlive));
            }

            Clock?.Advance(Takes);
            await Task.Yield();
            Delivery delivery = Interlocked.Increment(ref _putOff) <= PutsOff ? new Delivery(DeliveryStatus.PutOff, "busy")
                : await beforeSending(cancellationToken) ? new Delivery(DeliveryStatus.Sent, "250 OK")
                : new Delivery(DeliveryStatus.NotOurs, "somebody else has it");
            if (delivery.Status == DeliveryStatus.Sent)
            {
                _sent.Add(message.MessageId!);
            }

            Interlocked.Decrement(ref _underWay);
            return delivery;
        }

        public Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken) => Task.FromResult<Delivery?>(null);
    }

    /// <summary>Counts how often the edition is read; one record can be made unusable.</summary>
    private sealed class CountedRecords : IRecords
    {
        private readonly InMemoryRecords _records = new();
        private int _editionReads;

        public int EditionReads => _editionReads;

        public string? Unusable { get; set; }

        public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken)
        {
            _ = name.EndsWith("edition.json", StringComparison.Ordinal) ? Interlocked.Increment(ref _editionReads) : 0;
            Use(name);
            return _records.ReadAsync(name, maxBytes, cancellationToken);
        }

        public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken) => _records.ListAsync(prefix, cancellationToken);

        public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken)
        {
            Use(name);
            return _records.CreateAsync(name, content, cancellationToken);
        }

        public Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) =>
            _records.ReplaceAsync(name, content, etag, cancellationToken);

        public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) =>
            _records.DeleteAsync(name, etag, cancellationToken);

        private void Use(string name)
        {
            if (string.Equals(name, Unusable, StringComparison.Ordinal))
            {
                throw new IOException("The storage cannot be used: it is a test.");
            }
        }
    }
}
