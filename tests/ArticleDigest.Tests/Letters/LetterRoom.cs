using System.Globalization;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace ArticleDigest.Tests.Letters;

/// <summary>A desk with its records, its clock and one edition for Ana.</summary>
internal sealed class LetterRoom
{
    private LetterRoom(InMemoryRecords records, DigestOptions digest, string key)
    {
        Records = records;
        Digest = digest;
        Key = key;
        Clock = new FakeTimeProvider(SampleEditions.CompiledAt);
    }

    public InMemoryRecords Records { get; }

    public DigestOptions Digest { get; }

    public MailOptions Mail { get; } = new() { From = "digest@example.net" };

    public FakeTimeProvider Clock { get; }

    public string Key { get; }

    public string LetterName => $"letters/daily/2026-11-23/{Key}.json";

    public static async Task<LetterRoom> OpenAsync(bool isSkipped = false)
    {
        InMemoryRecords records = new();
        DigestOptions digest = new()
        {
            Schedules = { ["daily"] = new ScheduleOptions { Recipients = [new RecipientOptions { Address = "ana@example.org" }] } },
        };
        IReadOnlyList<string> keys = await new RecipientBook(records, digest).KeysAsync("daily", default);
        Edition edition = SampleEditions.FullDay() with { Recipients = keys, Skipped = isSkipped };
        await records.CreateJsonAsync("editions/daily/2026-11-23/edition.json", edition, default);
        return new LetterRoom(records, digest, keys[0]);
    }

    /// <summary>A desk as another process would have it: nothing is shared but the records and the clock.</summary>
    public LetterDesk Desk(IPostman postman, IRecords? records = null) => new(
        records ?? Records,
        new RecipientBook(Records, Digest),
        new LetterComposer(Mail),
        postman,
        Mail,
        Clock,
        NullLogger<LetterDesk>.Instance);

    public Task<DateTimeOffset?> SendAsync(IPostman postman, CancellationToken cancellationToken = default) =>
        Desk(postman).SendAsync("daily", SampleEditions.Monday, Key, cancellationToken);

    public async Task<Letter> LetterAsync() => (await Records.ReadJsonAsync<Letter>(LetterName, default))!.Value;

    public void ClockTo(DateTimeOffset? moment) => Clock.SetUtcNow(moment!.Value);

    public async Task SuppressAsync() =>
        await Records.CreateAsync($"suppressions/{Key}", new RecordContent("{}"u8.ToArray()), default);

    public async Task KeepLetterAsync(DateOnly date, string key, Letter letter) => await Records.CreateAsync(
        string.Create(CultureInfo.InvariantCulture, $"letters/daily/{date:yyyy-MM-dd}/{key}.json"), letter.ToContent(), default);
}

/// <summary>
/// A postman whose deliveries end as a test needs it, dying at moments that no real server can bring about; it counts how
/// often a letter would have gone out.
/// </summary>
internal sealed class FatedPostman(Func<Func<Task<bool>>, Task<Delivery>> fate) : IPostman
{
    public int Sent { get; private set; }

    public Delivery? Rest { get; init; }

    /// <summary>What it tells, one answer after the other, of letters whose end is not known; then it knows nothing.</summary>
    public Queue<Delivery> Knows { get; } = [];

    public static FatedPostman Sends() => new(async begin =>
        await begin() ? new Delivery(DeliveryStatus.Sent, "250 OK") : new Delivery(DeliveryStatus.NotOurs, "not ours"));

    public static FatedPostman DiesBeforeSending() => new(_ => throw new OperationCanceledException("dead"));

    public static FatedPostman DiesWhileSending() => new(async begin =>
    {
        await begin();
        throw new OperationCanceledException("dead");
    });

    /// <summary>A service that takes the letter and says later how that ended.</summary>
    public static FatedPostman HandsOver(TimeSpan? wish = null) => new(async begin => await begin()
        ? new Delivery(DeliveryStatus.Unsettled, "the service has it") { RetryAfter = wish }
        : new Delivery(DeliveryStatus.NotOurs, "not ours"));

    public async Task<Delivery> DeliverAsync(
        MimeMessage message, Func<CancellationToken, Task<bool>> beforeSending, CancellationToken cancellationToken) =>
        await fate(async () =>
        {
            bool isOurs = await beforeSending(cancellationToken);
            Sent += isOurs ? 1 : 0;
            return isOurs;
        });

    public Task<Delivery?> SettleAsync(MimeMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(Knows.TryDequeue(out Delivery? known) ? known : null);
}
