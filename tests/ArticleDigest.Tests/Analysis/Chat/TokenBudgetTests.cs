using ArticleDigest.Analysis.Chat;
using ArticleDigest.Records;
using Microsoft.Extensions.Time.Testing;

namespace ArticleDigest.Tests.Analysis.Chat;

public sealed class TokenBudgetTests
{
    private const string Analyst = "chat-1";
    private const string Today = "budget/days/2026-03-01.json";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly InMemoryRecords _digest = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly ChatOptions _options = new() { TokensPerArticle = 10_000, TokensPerDay = 50_000, TimeoutSeconds = 100 };

    [Fact]
    public async Task A_reservation_counts_against_the_article_and_the_day_before_anything_is_asked()
    {
        BudgetAnswer answer = await ReserveAsync("a", 4_000);

        Assert.Equal(BudgetStatus.Granted, answer.Status);
        Assert.Null(answer.Reason);
        Assert.Equal(4_000, await CountAsync(PurseOf("a")));
        Assert.Equal(4_000, await CountAsync(Today));
    }

    [Fact]
    public async Task Instances_that_reserve_at_once_never_promise_more_than_a_day_may_cost_nor_less()
    {
        InterleavedRecords records = new(_digest);
        TokenBudget[] instances = [new(records, _options, _time), new(records, _options, _time)];

        BudgetAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(
            () => instances[i % 2].ReserveAsync($"article{i % 40}", Analyst, 900 + (i % 7), default))));
        int promised = answers.Sum(a => a.Reservation?.Tokens ?? 0);
        long counted = await CountAsync(Today);
        await FillDayAsync();

        Assert.InRange(promised, 1, 50_000);
        Assert.Equal(promised, counted);
        Assert.Equal(50_000, await CountAsync(Today));
        Assert.True(records.Conflicts > 0);
    }

    [Fact]
    public async Task Instances_that_settle_at_once_lose_nothing()
    {
        InterleavedRecords records = new(_digest);
        TokenBudget[] instances = [new(records, _options, _time), new(records, _options, _time)];
        List<Reservation> reservations = [];
        for (int i = 0; i < 40; i++)
        {
            reservations.Add(await GrantedAsync($"article{i % 20}", 1_000));
        }

        await Task.WhenAll(reservations.Select((r, i) => Task.Run(
            () => instances[i % 2].SettleAsync(r, new TokenUse(100, 50, 10), default))));

        Assert.Equal(40 * 110, await CountAsync(Today));
        Assert.Equal(220, await CountAsync(PurseOf("article7")));
    }

    [Fact]
    public async Task What_is_settled_for_less_can_be_had_again()
    {
        Reservation reservation = await GrantedAsync("a", 10_000);

        await SettleAsync(reservation, new TokenUse(Input: 2_000, Cached: 1_500, Output: 500));

        Assert.Equal(2_500, await CountAsync(PurseOf("a")));
        Assert.Equal(2_500, await CountAsync(Today));
        Assert.Equal(BudgetStatus.Granted, (await ReserveAsync("a", 7_500)).Status);
    }

    [Fact]
    public async Task What_cost_more_than_was_reserved_counts_as_it_was()
    {
        Reservation reservation = await GrantedAsync("a", 4_000);

        await SettleAsync(reservation, new TokenUse(8_000, 0, 4_000));

        Assert.Equal(12_000, await CountAsync(PurseOf("a")));
        Assert.Equal(12_000, await CountAsync(Today));
        Assert.Equal(BudgetStatus.Spent, (await ReserveAsync("a", 1)).Status);
    }

    [Fact]
    public async Task Settling_twice_changes_nothing()
    {
        Reservation reservation = await GrantedAsync("a", 4_000);
        await GrantedAsync("a", 3_000);

        await SettleAsync(reservation, new TokenUse(1_000, 0, 0));
        await SettleAsync(reservation, new TokenUse(2_000, 0, 0));
        await SettleAsync(reservation, null);

        Assert.Equal(4_000, await CountAsync(PurseOf("a")));
        Assert.Equal(4_000, await CountAsync(Today));
    }

    [Fact]
    public async Task A_settling_that_died_half_way_is_brought_to_its_end_by_another()
    {
        Reservation reservation = await GrantedAsync("a", 4_000);
        CrashPlan plan = new() { CrashAt = 2 };
        TokenBudget dying = new(new CrashingRecords(_digest, plan), _options, _time);

        await Assert.ThrowsAsync<CrashException>(() => dying.SettleAsync(reservation, new TokenUse(1_000, 0, 0), default));
        Assert.Equal(4_000, await CountAsync(Today));
        await SettleAsync(reservation, new TokenUse(1_000, 0, 0));

        Assert.Equal(1_000, await CountAsync(PurseOf("a")));
        Assert.Equal(1_000, await CountAsync(Today));
    }

    [Fact]
    public async Task Of_a_call_whose_cost_nobody_knows_all_that_was_reserved_counts_for_the_day_and_nothing_for_the_article()
    {
        Reservation reservation = await GrantedAsync("a", 8_000);

        await SettleAsync(reservation, null);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, await CountAsync(PurseOf("a")));
        Assert.Equal(8_000, await CountAsync(Today));
        Assert.Equal(BudgetStatus.Granted, (await ReserveAsync("a", 3_000)).Status);
    }

    [Fact]
    public async Task Use_below_nought_counts_as_none()
    {
        Reservation reservation = await GrantedAsync("a", 4_000);

        await SettleAsync(reservation, new TokenUse(-5_000, 0, 100));

        Assert.Equal(100, await CountAsync(Today));
    }

    [Fact]
    public async Task An_article_that_needs_more_than_it_may_cost_is_told_so_for_good()
    {
        await SettleAsync(await GrantedAsync("a", 8_000), new TokenUse(7_000, 0, 500));

        BudgetAnswer answer = await ReserveAsync("a", 2_501);

        Assert.Equal(BudgetStatus.Spent, answer.Status);
        Assert.Equal("it needs more than the 10000 tokens an article may cost (Analysis:Chat:TokensPerArticle)", answer.Reason);
        Assert.Null(answer.Until);
        Assert.Null(answer.Reservation);
        Assert.Equal(BudgetStatus.Granted, (await ReserveAsync("a", 2_500)).Status);
        Assert.Equal(BudgetStatus.Granted, (await ReserveAsync("b", 2_501)).Status);
    }

    [Fact]
    public async Task A_question_that_no_day_can_pay_is_told_so_for_good()
    {
        _options.TokensPerArticle = 1_000_000;

        BudgetAnswer answer = await ReserveAsync("a", 50_001);

        Assert.Equal(BudgetStatus.Spent, answer.Status);
        Assert.Equal("it needs more than the 50000 tokens a day may cost (Analysis:Chat:TokensPerDay)", answer.Reason);
    }

    [Fact]
    public async Task Another_version_of_the_analyst_has_a_budget_of_its_own()
    {
        await SettleAsync(await GrantedAsync("a", 10_000), null);

        BudgetAnswer answer = await Budget().ReserveAsync("a", "chat-2", 10_000, default);

        Assert.Equal(BudgetStatus.Granted, answer.Status);
    }

    [Fact]
    public async Task An_article_whose_other_questions_hold_its_tokens_waits_for_them_and_is_not_given_up()
    {
        Reservation other = await GrantedAsync("a", 8_000);

        BudgetAnswer answer = await ReserveAsync("a", 4_000);
        await SettleAsync(other, new TokenUse(1_000, 0, 0));

        Assert.Equal(BudgetStatus.Later, answer.Status);
        Assert.Equal(Noon.AddSeconds(30), answer.Until);
        Assert.Equal("questions on their way hold the rest of the tokens that the article may cost", answer.Reason);
        Assert.Equal(BudgetStatus.Granted, (await ReserveAsync("a", 4_000)).Status);
    }

    [Fact]
    public async Task A_question_whose_worker_died_counts_against_the_article_for_a_time_and_against_the_day_for_good()
    {
        await GrantedAsync("a", 8_000);

        _time.Advance(TimeSpan.FromSeconds(259));
        Assert.Equal(BudgetStatus.Later, (await ReserveAsync("a", 8_000)).Status);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(BudgetStatus.Granted, (await ReserveAsync("a", 8_000)).Status);
        Assert.Equal(16_000, await CountAsync(Today));
        await FillDayAsync();
        Assert.Equal(BudgetStatus.Later, (await ReserveAsync("b", 1)).Status);
    }

    [Fact]
    public async Task A_question_that_is_heard_of_after_its_time_is_settled_all_the_same()
    {
        Reservation late = await GrantedAsync("a", 8_000);
        _time.Advance(TimeSpan.FromMinutes(10));

        await SettleAsync(late, new TokenUse(3_000, 0, 0));

        Assert.Equal(3_000, await CountAsync(Today));
        Assert.Equal(BudgetStatus.Spent, (await ReserveAsync("a", 7_001)).Status);
        Assert.Equal(BudgetStatus.Granted, (await ReserveAsync("a", 7_000)).Status);
    }

    [Theory]
    [InlineData(1, false, 0)]
    [InlineData(1, true, 0)]
    [InlineData(2, false, 0)]
    [InlineData(2, true, 8_000)]
    public async Task A_worker_that_dies_while_it_reserves_takes_nothing_from_the_article_for_good(int write, bool isAfter, int ofDay)
    {
        CrashPlan plan = new() { CrashAt = write, IsAfterWrite = isAfter };
        TokenBudget dying = new(new CrashingRecords(_digest, plan), _options, _time);

        await Assert.ThrowsAsync<CrashException>(() => dying.ReserveAsync("a", Analyst, 8_000, default));
        Assert.Equal(ofDay, await CountAsync(Today));
        _time.Advance(TimeSpan.FromSeconds(260));

        Assert.Equal(BudgetStatus.Granted, (await ReserveAsync("a", 8_000)).Status);
        Assert.Equal(ofDay + 8_000, await CountAsync(Today));
    }

    [Fact]
    public async Task When_the_day_has_spent_its_tokens_articles_wait_for_the_next_each_to_its_own_moment()
    {
        await FillDayAsync();

        BudgetAnswer one = await ReserveAsync("a", 100);
        BudgetAnswer again = await ReserveAsync("a", 100);
        BudgetAnswer other = await ReserveAsync("b", 100);

        DateTimeOffset midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(BudgetStatus.Later, one.Status);
        Assert.Equal("the 50000 tokens a day may cost are spent (Analysis:Chat:TokensPerDay)", one.Reason);
        Assert.InRange(one.Until!.Value, midnight, midnight.AddMinutes(10));
        Assert.InRange(other.Until!.Value, midnight, midnight.AddMinutes(10));
        Assert.Equal(one.Until, again.Until);
        Assert.NotEqual(one.Until, other.Until);
        Assert.Equal(0, await CountAsync(PurseOf("a")));
    }

    [Fact]
    public async Task The_next_day_has_its_own_tokens_and_what_was_reserved_before_midnight_is_settled_in_its_own()
    {
        _time.SetUtcNow(new DateTimeOffset(2026, 3, 1, 23, 59, 59, TimeSpan.Zero));
        Reservation old = await GrantedAsync("a", 9_000);
        await FillDayAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        BudgetAnswer fresh = await ReserveAsync("b", 10_000);
        await SettleAsync(old, new TokenUse(1_000, 0, 0));

        Assert.Equal(BudgetStatus.Granted, fresh.Status);
        Assert.Equal(10_000, await CountAsync("budget/days/2026-03-02.json"));
        Assert.Equal(42_000, await CountAsync(Today));
    }

    [Fact]
    public async Task A_day_whose_tokens_are_only_held_is_asked_again_soon_and_not_tomorrow()
    {
        for (int i = 0; i < 5; i++)
        {
            await GrantedAsync($"article{i}", 10_000);
        }

        BudgetAnswer answer = await ReserveAsync("a", 100);

        Assert.Equal(Noon.AddSeconds(30), answer.Until);
        Assert.Equal("questions on their way hold the rest of the tokens that the day may cost", answer.Reason);
        Assert.Equal(0, await CountAsync(PurseOf("a")));
    }

    [Theory]
    [InlineData("budget/articles/")]
    [InlineData("budget/days/")]
    public async Task Where_others_are_always_faster_a_question_waits_a_moment_and_holds_nothing(string crowded)
    {
        await GrantedAsync("a", 100);
        TokenBudget slow = new(new CrowdedRecords(_digest, crowded), _options, _time);

        BudgetAnswer answer = await slow.ReserveAsync("a", Analyst, 100, default);

        Assert.Equal(BudgetStatus.Later, answer.Status);
        Assert.Equal(Noon.AddSeconds(5), answer.Until);
        Assert.Equal("too many questions want tokens at once", answer.Reason);
        Assert.Equal(100, await CountAsync(PurseOf("a")));
        Assert.Equal(100, await CountAsync(Today));
    }

    [Fact]
    public async Task Purses_stay_small_however_many_questions_are_never_heard_of_again()
    {
        _options.TokensPerArticle = 1_000;
        for (int i = 0; i < 600; i++)
        {
            await GrantedAsync("a", 10);
            _time.Advance(TimeSpan.FromSeconds(60));
        }

        Assert.InRange((await PurseAsync(PurseOf("a")))!.Held.Count, 1, Purse.MostHeld);
        Assert.InRange((await PurseAsync(Today))!.Held.Count, 1, Purse.MostHeld);
        Assert.Equal(6_000, await CountAsync(Today));
    }

    [Fact]
    public async Task A_purse_that_holds_tokens_for_as_many_questions_as_it_can_lets_the_next_one_wait()
    {
        for (int i = 0; i < Purse.MostHeld; i++)
        {
            await GrantedAsync($"article{i}", 1);
        }

        BudgetAnswer answer = await ReserveAsync("a", 1);

        Assert.Equal(BudgetStatus.Later, answer.Status);
        Assert.Equal(Noon.AddSeconds(30), answer.Until);
    }

    private static string PurseOf(string article) => $"budget/articles/{article}/{Analyst}.json";

    private TokenBudget Budget() => new(_digest, _options, _time);

    private Task<BudgetAnswer> ReserveAsync(string article, int tokens) => Budget().ReserveAsync(article, Analyst, tokens, default);

    private async Task<Reservation> GrantedAsync(string article, int tokens)
    {
        BudgetAnswer answer = await ReserveAsync(article, tokens);
        return answer.Reservation ?? throw new InvalidOperationException(answer.Reason);
    }

    private Task SettleAsync(Reservation reservation, TokenUse? use) => Budget().SettleAsync(reservation, use, default);

    /// <summary>Spends what is left of the day, for an article of its own each time.</summary>
    private async Task FillDayAsync()
    {
        for (long rest = 50_000 - await CountAsync(Today); rest > 0; rest = 50_000 - await CountAsync(Today))
        {
            await SettleAsync(await GrantedAsync($"filler{rest}", (int)Math.Min(rest, 10_000)), null);
        }
    }

    private async Task<long> CountAsync(string purse) =>
        await PurseAsync(purse) is { } found ? found.Spent + found.Held.Sum(h => (long)h.Tokens) : 0;

    private async Task<Purse?> PurseAsync(string purse) => (await _digest.ReadJsonAsync<Purse>(purse, default))?.Value;

    /// <summary>Lets others go first before every read and write, so that many of them meet.</summary>
    private sealed class InterleavedRecords(IRecords records) : IRecords
    {
        private int _conflicts;

        public int Conflicts => _conflicts;

        public async Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return await records.ReadAsync(name, maxBytes, cancellationToken);
        }

        public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken) =>
            records.ListAsync(prefix, cancellationToken);

        public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) =>
            WriteAsync(() => records.CreateAsync(name, content, cancellationToken));

        public Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) =>
            WriteAsync(() => records.ReplaceAsync(name, content, etag, cancellationToken));

        public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) =>
            records.DeleteAsync(name, etag, cancellationToken);

        private async Task<string?> WriteAsync(Func<Task<string?>> write)
        {
            await Task.Yield();
            string? etag = await write();
            Interlocked.Add(ref _conflicts, etag is null ? 1 : 0);
            return etag;
        }
    }

    /// <summary>Records some of which another one has always just changed.</summary>
    private sealed class CrowdedRecords(IRecords records, string crowded) : IRecords
    {
        public Task<StoredRecord?> ReadAsync(string name, long maxBytes, CancellationToken cancellationToken) =>
            records.ReadAsync(name, maxBytes, cancellationToken);

        public IAsyncEnumerable<RecordEntry> ListAsync(string prefix, CancellationToken cancellationToken) =>
            records.ListAsync(prefix, cancellationToken);

        public Task<string?> CreateAsync(string name, RecordContent content, CancellationToken cancellationToken) =>
            records.CreateAsync(name, content, cancellationToken);

        public Task<string?> ReplaceAsync(string name, RecordContent content, string etag, CancellationToken cancellationToken) =>
            name.StartsWith(crowded, StringComparison.Ordinal)
                ? Task.FromResult<string?>(null)
                : records.ReplaceAsync(name, content, etag, cancellationToken);

        public Task<bool> DeleteAsync(string name, string etag, CancellationToken cancellationToken) =>
            records.DeleteAsync(name, etag, cancellationToken);
    }
}
