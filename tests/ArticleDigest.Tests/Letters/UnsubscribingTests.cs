using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using Microsoft.Extensions.Time.Testing;

namespace ArticleDigest.Tests.Letters;

public sealed class UnsubscribingTests
{
    private static readonly DigestOptions Digest = new()
    {
        Schedules =
        {
            ["daily"] = new ScheduleOptions
            {
                Recipients = [new RecipientOptions { Address = "ana@example.org" }, new RecipientOptions { Address = "ben@example.org" }],
            },
        },
    };

    private readonly InMemoryRecords _records = new();
    private readonly SignedLinks _links = new(LinkKeys.Mail);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero));
    private readonly RecipientBook _book;
    private readonly Unsubscribing _unsubscribing;

    public UnsubscribingTests()
    {
        _book = new RecipientBook(_records, Digest);
        _unsubscribing = new Unsubscribing(_book, _links, _clock);
    }

    [Fact]
    public async Task Who_unsubscribes_gets_no_further_edition_and_others_do()
    {
        IReadOnlyList<string> both = await _book.KeysAsync("daily", default);

        bool first = await _unsubscribing.EndAsync(both[0], _links.SignUnsubscribing(both[0]), default);
        bool again = await _unsubscribing.EndAsync(both[0], _links.SignUnsubscribing(both[0]), default);

        Assert.True(first);
        Assert.True(again);
        Assert.Equal([both[1]], await _book.KeysAsync("daily", default));
        Assert.True((await _book.Suppressions.FindAsync(both[0], default))?.Holds);
    }

    [Fact]
    public async Task Asking_alone_ends_nothing()
    {
        IReadOnlyList<string> both = await _book.KeysAsync("daily", default);

        Assert.True(_unsubscribing.IsAsked(both[0], _links.SignUnsubscribing(both[0])));

        Assert.Equal(both, await _book.KeysAsync("daily", default));
    }

    [Fact]
    public async Task Without_the_recipients_own_token_nothing_is_done_whether_the_recipient_exists_or_not()
    {
        IReadOnlyList<string> both = await _book.KeysAsync("daily", default);
        string unknown = new('0', 32);
        (string? Recipient, string? Token)[] attempts =
        [
            (both[0], null),
            (both[0], ""),
            (both[0], _links.SignUnsubscribing(both[1])),
            (both[0], _links.SignPages("daily", new Admission("k1", DateOnly.MaxValue))),
            (unknown, _links.SignUnsubscribing(both[1])),
            (null, _links.SignUnsubscribing(both[1])),
            (both[0].ToUpperInvariant(), _links.SignUnsubscribing(both[0])),
            ("../editions/x", _links.SignUnsubscribing("../editions/x")),
        ];

        Assert.All(attempts, a => Assert.False(_unsubscribing.EndAsync(a.Recipient, a.Token, default).GetAwaiter().GetResult()));

        Assert.Equal(both, await _book.KeysAsync("daily", default));
    }

    [Fact]
    public async Task When_and_why_the_letters_ended_is_on_record_and_asking_again_does_not_change_it()
    {
        string key = (await _book.KeysAsync("daily", default))[0];
        await _unsubscribing.EndAsync(key, _links.SignUnsubscribing(key), default);
        DateTimeOffset first = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromDays(3));

        await _unsubscribing.EndAsync(key, _links.SignUnsubscribing(key), default);

        Suppression suppression = (await _book.Suppressions.FindAsync(key, default))!;
        Assert.Equal((SuppressionReason.Unsubscribed, first, true), (suppression.Reason, suppression.At, suppression.Holds));
    }

    [Fact]
    public async Task A_token_of_a_key_that_only_verifies_ends_the_letters_and_one_of_a_key_that_is_gone_does_not()
    {
        string key = (await _book.KeysAsync("daily", default))[0];
        string old = _links.SignUnsubscribing(key);
        MailOptions rotated = new() { TokenKeys = { ["k1"] = LinkKeys.Old, ["k2"] = LinkKeys.New }, TokenKey = "k2" };
        MailOptions gone = new() { TokenKeys = { ["k2"] = LinkKeys.New } };

        bool withGone = await new Unsubscribing(_book, new SignedLinks(gone), _clock).EndAsync(key, old, default);
        bool withRotated = await new Unsubscribing(_book, new SignedLinks(rotated), _clock).EndAsync(key, old, default);

        Assert.False(withGone);
        Assert.True(withRotated);
        Assert.StartsWith("k2.", new SignedLinks(rotated).SignUnsubscribing(key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_all_are_told_that_it_is_done()
    {
        string key = (await _book.KeysAsync("daily", default))[0];

        bool[] done = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(_ => Task.Run(() => _unsubscribing.EndAsync(key, _links.SignUnsubscribing(key), default))));

        Assert.All(done, Assert.True);
        Assert.True((await _book.Suppressions.FindAsync(key, default))?.Holds);
    }
}
