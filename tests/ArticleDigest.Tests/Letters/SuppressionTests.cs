using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Letters;

/// <summary>Who gets no letters stays without until somebody lets them in again, and editions from before never reach them.</summary>
public sealed class SuppressionTests
{
    private static readonly string Key = new('a', 32);
    private static readonly DateTimeOffset Then = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private readonly InMemoryRecords _records = new();
    private readonly SuppressionBook _book;

    public SuppressionTests() => _book = new SuppressionBook(_records);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"schema\":7,\"reason\":\"bounced\"}")]
    [InlineData("{\"schema\":1,\"reason\":\"shy\"}")]
    [InlineData("{\"schema\":1,\"reason\":9}")]
    [InlineData("\u0001\u0002")]
    public async Task A_record_that_says_nothing_is_taken_for_the_recipients_own_wish(string content)
    {
        await _records.CreateAsync($"suppressions/{Key}", new RecordContent(System.Text.Encoding.UTF8.GetBytes(content)), default);

        Suppression found = (await _book.FindAsync(Key, default))!;

        Assert.Equal((SuppressionReason.Unsubscribed, null, true), (found.Reason, found.At, found.Holds));
        Assert.Equal([Key], await _book.KeysAsync(default));
        Assert.False(await _book.SuppressAsync(Key, Because(SuppressionReason.Bounced), default));
    }

    [Theory]
    [InlineData(SuppressionReason.Bounced, SuppressionReason.Unsubscribed, SuppressionReason.Unsubscribed)]
    [InlineData(SuppressionReason.Unsubscribed, SuppressionReason.Bounced, SuppressionReason.Unsubscribed)]
    [InlineData(SuppressionReason.Complained, SuppressionReason.Bounced, SuppressionReason.Complained)]
    [InlineData(SuppressionReason.Erased, SuppressionReason.Unsubscribed, SuppressionReason.Unsubscribed)]
    public async Task A_weaker_reason_never_takes_the_place_of_a_stronger(SuppressionReason first, SuppressionReason second, SuppressionReason left)
    {
        await _book.SuppressAsync(Key, Because(first), default);
        await _book.SuppressAsync(Key, Because(second), default);

        Assert.Equal(left, (await _book.FindAsync(Key, default))!.Reason);
    }

    [Fact]
    public async Task What_is_lifted_holds_no_more_and_can_be_made_anew()
    {
        await _book.SuppressAsync(Key, Because(SuppressionReason.Unsubscribed), default);

        bool lifted = await _book.LiftAsync(Key, Then.AddDays(1), default);
        bool again = await _book.LiftAsync(Key, Then.AddDays(2), default);
        Suppression between = (await _book.FindAsync(Key, default))!;
        IReadOnlySet<string> keysBetween = await _book.KeysAsync(default);
        await _book.SuppressAsync(Key, Because(SuppressionReason.Bounced), default);

        Assert.Equal((true, false), (lifted, again));
        Assert.Equal((false, Then.AddDays(1)), (between.Holds, between.LiftedAt));
        Assert.Empty(keysBetween);
        Assert.Equal([Key], await _book.KeysAsync(default));
        Assert.Equal(SuppressionReason.Bounced, (await _book.FindAsync(Key, default))!.Reason);
    }

    [Theory]
    [InlineData(SuppressionReason.Bounced, SuppressionReason.Erased)]
    [InlineData(SuppressionReason.Unsubscribed, SuppressionReason.Unsubscribed)]
    public async Task Erasing_leaves_why_and_nothing_that_a_server_said(SuppressionReason before, SuppressionReason left)
    {
        await _book.SuppressAsync(Key, Because(before) with { Detail = "550 Ana has moved" }, default);

        await _book.EraseAsync(Key, Then.AddDays(1), default);

        Suppression found = (await _book.FindAsync(Key, default))!;
        Assert.Equal((left, null, true), (found.Reason, found.Detail, found.Holds));
    }

    [Fact]
    public async Task Who_is_let_in_again_gets_no_edition_from_before_of_which_no_record_tells_whether_it_went_out()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        SuppressionBook book = new(room.Records);
        await book.EraseAsync(room.Key, room.Clock.GetUtcNow(), default);
        await book.LiftAsync(room.Key, room.Clock.GetUtcNow().AddMinutes(1), default);
        FatedPostman postman = new(async begin =>
        {
            await begin();
            return new Delivery(DeliveryStatus.Sent, "250 ok");
        });

        await room.SendAsync(postman);

        Assert.Equal(0, postman.Sent);
        Assert.Equal((LetterStatus.Withdrawn, "the recipient was let in again after this edition"), ((await room.LetterAsync()).Status, (await room.LetterAsync()).Detail));
    }

    [Fact]
    public async Task An_uncertain_letter_that_somebody_asks_for_goes_to_who_was_let_in_again_meanwhile()
    {
        LetterRoom room = await LetterRoom.OpenAsync();
        SuppressionBook book = new(room.Records);
        await room.SendAsync(new FatedPostman(async begin =>
        {
            await begin();
            return new Delivery(DeliveryStatus.Uncertain, "no answer came");
        }));
        await book.SuppressAsync(room.Key, Because(SuppressionReason.Bounced), default);
        await book.LiftAsync(room.Key, room.Clock.GetUtcNow().AddSeconds(1), default);
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        FatedPostman postman = new(async begin =>
        {
            await begin();
            return new Delivery(DeliveryStatus.Sent, "250 ok");
        });

        await room.Desk(postman).ResendUncertainAsync("daily", SampleEditions.Monday, room.Key, default);

        Assert.Equal((1, LetterStatus.Sent), (postman.Sent, (await room.LetterAsync()).Status));
    }

    private static Suppression Because(SuppressionReason reason) => new() { Reason = reason, At = Then };
}
