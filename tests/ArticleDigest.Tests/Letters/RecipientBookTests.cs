using System.Text;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Letters;

public sealed class RecipientBookTests
{
    private readonly InMemoryRecords _records = new();

    [Fact]
    public async Task Keys_are_ordered_hexadecimal_and_tell_nothing_of_the_address()
    {
        RecipientBook book = Book("ana@example.org", "ben@example.org", "cem@example.org");

        IReadOnlyList<string> keys = await book.KeysAsync("daily", default);

        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{32}$", key));
    }

    [Fact]
    public async Task A_key_is_the_same_in_another_process_and_whatever_the_case_of_the_address()
    {
        IReadOnlyList<string> first = await Book("Ana@Example.org").KeysAsync("daily", default);
        IReadOnlyList<string> second = await Book("ana@example.ORG").KeysAsync("daily", default);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Another_storage_has_other_keys()
    {
        IReadOnlyList<string> here = await Book("ana@example.org").KeysAsync("daily", default);
        IReadOnlyList<string> there = await new RecipientBook(new InMemoryRecords(), Options("ana@example.org")).KeysAsync("daily", default);

        Assert.NotEqual(here, there);
    }

    [Fact]
    public async Task Of_many_first_readers_all_get_the_secret_that_was_kept()
    {
        IReadOnlyList<string>[] keys = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => Book("ana@example.org").KeysAsync("daily", default))));

        Assert.Single(keys.Select(k => k[0]).Distinct());
    }

    [Fact]
    public async Task A_recipient_is_found_by_key_and_not_found_once_unconfigured()
    {
        string key = (await Book("ana@example.org").KeysAsync("daily", default))[0];

        Assert.Equal("ana@example.org", (await Book("ana@example.org").FindAsync("daily", key, default))?.Address);
        Assert.Null(await Book("ben@example.org").FindAsync("daily", key, default));
        Assert.Null(await Book("ana@example.org").FindAsync("weekly", key, default));
    }

    [Fact]
    public async Task Whoever_is_suppressed_is_in_no_edition()
    {
        RecipientBook book = Book("ana@example.org", "ben@example.org");
        IReadOnlyList<string> keys = await book.KeysAsync("daily", default);
        await _records.CreateAsync($"suppressions/{keys[0]}", new RecordContent("{}"u8.ToArray()), default);

        Assert.Equal([keys[1]], await book.KeysAsync("daily", default));
        Assert.True((await book.Suppressions.FindAsync(keys[0], default))?.Holds);
        Assert.Null(await book.Suppressions.FindAsync(keys[1], default));
    }

    [Fact]
    public async Task A_damaged_secret_is_not_replaced()
    {
        byte[] damaged = Encoding.UTF8.GetBytes("""{"schema":1,"secret":"AAAA"}""");
        await _records.CreateAsync(RecipientBook.SecretName, new RecordContent(damaged), default);

        await Assert.ThrowsAsync<JsonException>(() => Book("ana@example.org").KeysAsync("daily", default));
    }

    private RecipientBook Book(params string[] addresses) => new(_records, Options(addresses));

    private static DigestOptions Options(params string[] addresses) => new()
    {
        Schedules = { ["daily"] = new ScheduleOptions { Recipients = [.. addresses.Select(a => new RecipientOptions { Address = a })] } },
    };
}
