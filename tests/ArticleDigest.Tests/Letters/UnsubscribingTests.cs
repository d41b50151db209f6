using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

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
    private readonly RecipientBook _book;
    private readonly Unsubscribing _unsubscribing;

    public UnsubscribingTests()
    {
        _book = new RecipientBook(_records, Digest);
        _unsubscribing = new Unsubscribing(_book, _links);
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
        Assert.True(await _book.IsSuppressedAsync(both[0], default));
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
}
