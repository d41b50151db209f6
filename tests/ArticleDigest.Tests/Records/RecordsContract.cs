using System.Globalization;
using System.Text;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Records;

/// <summary>What every form of the storage port does, in the same words for all of them.</summary>
public abstract class RecordsContract
{
    /// <summary>Names that storage clients bend into others.</summary>
    public static TheoryData<string> RefusedNames =>
        ["x/../../digest/pwned", "a//b", "tail/", "/lead", "a\\b", ".", "..", "./a", "a/..", "", "a\u0001b"];

    /// <summary>Names that must come back as they went in.</summary>
    public static TheoryData<string> OddNames =>
    [
        PrintableAscii,
        "what?.txt",
        "no#1.txt",
        "100%.txt",
        "a%20b",
        "%2e%2e/x",
        "a b+c&d=e",
        " outer spaces ",
        "...",
        "a./b.",
        "http:/example.org/x",
        "😀/Übung – «日本語» é é.html",
        string.Concat(Enumerable.Repeat("0123456789abcdef", 64)),
        string.Concat(Enumerable.Repeat("😀", 512)),
    ];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    // The one sign that is left out is the backslash, which no name may have.
    private static string PrintableAscii =>
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != '\\'));

    /// <summary>A container with nothing in it.</summary>
    protected abstract Task<IRecords> OpenAsync();

    [Fact]
    public async Task What_is_created_is_read_back_with_its_metadata_and_ETag()
    {
        IRecords records = await OpenAsync();

        string? etag = await records.CreateAsync("a", Content("text", ("status", "pending"), ("until", "2026-11-23T07:00:00Z")), Token);
        StoredRecord? read = await records.ReadAsync("a", 100, Token);

        Assert.NotNull(read);
        Assert.Equal("a", read.Name);
        Assert.Equal("text", Text(read));
        Assert.Equal(4, read.Length);
        Assert.Equal(etag, read.ETag);
        Assert.DoesNotContain('"', read.ETag);
        Assert.Equal("pending", read.Metadata["STATUS"]);
        Assert.Equal("2026-11-23T07:00:00Z", read.Metadata["until"]);
    }

    [Fact]
    public async Task What_does_not_exist_is_null()
    {
        IRecords records = await OpenAsync();

        Assert.Null(await records.ReadAsync("a", 100, Token));
        Assert.Null(await records.ReadAsync("a", 0, Token));
        Assert.Null(await records.ReplaceAsync("a", Content("new"), "0x8DEADBEEF", Token));
        Assert.False(await records.DeleteAsync("a", "0x8DEADBEEF", Token));
    }

    [Fact]
    public async Task Creating_what_exists_changes_nothing()
    {
        IRecords records = await OpenAsync();
        string? etag = await records.CreateAsync("a", Content("first", ("by", "one")), Token);

        string? second = await records.CreateAsync("a", Content("second", ("by", "two")), Token);
        StoredRecord? read = await records.ReadAsync("a", 100, Token);

        Assert.Null(second);
        Assert.Equal(("first", etag, "one"), (Text(read!), read!.ETag, read.Metadata["by"]));
    }

    [Fact]
    public async Task Replacing_needs_the_present_ETag_and_replaces_the_metadata_too()
    {
        IRecords records = await OpenAsync();
        string first = (await records.CreateAsync("a", Content("first", ("old", "1")), Token))!;

        string? second = await records.ReplaceAsync("a", Content("second", ("new", "2")), first, Token);
        string? stale = await records.ReplaceAsync("a", Content("third"), first, Token);
        StoredRecord? read = await records.ReadAsync("a", 100, Token);

        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Null(stale);
        Assert.Equal(("second", second), (Text(read!), read!.ETag));
        Assert.Equal("new", Assert.Single(read.Metadata).Key);
    }

    [Fact]
    public async Task Deleting_needs_the_present_ETag()
    {
        IRecords records = await OpenAsync();
        string first = (await records.CreateAsync("a", Content("first"), Token))!;
        string second = (await records.ReplaceAsync("a", Content("second"), first, Token))!;

        Assert.False(await records.DeleteAsync("a", first, Token));
        Assert.True(await records.DeleteAsync("a", second, Token));
        Assert.False(await records.DeleteAsync("a", second, Token));
        Assert.Null(await records.ReadAsync("a", 100, Token));
    }

    [Fact]
    public async Task A_record_that_was_deleted_and_made_anew_has_another_ETag()
    {
        IRecords records = await OpenAsync();
        string first = (await records.CreateAsync("a", Content("same"), Token))!;
        await records.DeleteAsync("a", first, Token);

        string? second = await records.CreateAsync("a", Content("same"), Token);

        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("\"0x1\"")]
    [InlineData("0x1\r\nx: y")]
    public async Task An_ETag_that_no_record_can_have_is_refused(string etag)
    {
        IRecords records = await OpenAsync();
        await records.CreateAsync("a", Content("kept"), Token);

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await records.ReplaceAsync("a", Content("new"), etag, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await records.DeleteAsync("a", etag, Token));

        Assert.Equal("kept", Text((await records.ReadAsync("a", 100, Token))!));
    }

    [Fact]
    public async Task Of_twenty_who_create_at_once_one_wins_and_its_content_stays()
    {
        IRecords records = await OpenAsync();

        string?[] etags = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => records.CreateAsync("a", Content($"{i}"), Token))));
        StoredRecord? read = await records.ReadAsync("a", 100, Token);

        int winner = Array.FindIndex(etags, e => e is not null);
        Assert.Single(etags, e => e is not null);
        Assert.Equal((winner.ToString(CultureInfo.InvariantCulture), etags[winner]), (Text(read!), read!.ETag));
    }

    [Fact]
    public async Task Of_twenty_who_replace_at_once_one_wins_and_its_content_stays()
    {
        IRecords records = await OpenAsync();
        string etag = (await records.CreateAsync("a", Content("first"), Token))!;

        string?[] etags = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => records.ReplaceAsync("a", Content($"{i}"), etag, Token))));
        StoredRecord? read = await records.ReadAsync("a", 100, Token);

        int winner = Array.FindIndex(etags, e => e is not null);
        Assert.Single(etags, e => e is not null);
        Assert.Equal((winner.ToString(CultureInfo.InvariantCulture), etags[winner]), (Text(read!), read!.ETag));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, true)]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(100_000, 99_999, false)]
    [InlineData(100_000, 100_000, true)]
    [InlineData(100_000, 100_001, true)]
    public async Task Content_is_brought_up_to_the_size_asked_for(int length, long maxBytes, bool isBrought)
    {
        IRecords records = await OpenAsync();
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        string? etag = await records.CreateAsync(
            "a", new RecordContent(bytes, new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" }), Token);

        StoredRecord? read = await records.ReadAsync("a", maxBytes, Token);

        Assert.Equal((etag, (long)length, "v"), (read!.ETag, read.Length, read.Metadata["k"]));
        Assert.Equal(isBrought, read.Content is not null);
        Assert.Equal(isBrought ? bytes : [], read.Content.GetValueOrDefault().ToArray());
    }

    [Fact]
    public async Task Content_is_kept_as_it_was_when_the_writer_goes_on_with_its_buffer()
    {
        IRecords records = await OpenAsync();
        byte[] buffer = "kept"u8.ToArray();
        await records.CreateAsync("a", new RecordContent(buffer), Token);

        buffer[0] = (byte)'X';

        Assert.Equal("kept", Text((await records.ReadAsync("a", 100, Token))!));
    }

    [Theory]
    [InlineData("status", "größer")]
    [InlineData("status", "a\r\nb")]
    [InlineData("status", "")]
    [InlineData("status", " a")]
    [InlineData("größe", "1")]
    [InlineData("a-b", "1")]
    [InlineData("1a", "1")]
    [InlineData("", "1")]
    public async Task Metadata_that_storage_cannot_keep_is_refused_before_anything_is_written(string key, string value)
    {
        IRecords records = await OpenAsync();
        string etag = (await records.CreateAsync("there", Content("kept"), Token))!;

        await Assert.ThrowsAsync<ArgumentException>(async () => await records.CreateAsync("a", Content("x", (key, value)), Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await records.CreateAsync("there", Content("x", (key, value)), Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await records.ReplaceAsync("there", Content("x", (key, value)), etag, Token));

        Assert.Equal(["there"], await NamesAsync(records));
    }

    [Fact]
    public async Task Metadata_of_more_than_8_KB_is_refused()
    {
        IRecords records = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await records.CreateAsync("a", Content("x", ("key", new string('v', 8190))), Token));
    }

    [Fact]
    public async Task Metadata_of_all_printable_signs_is_read_and_listed_as_it_was()
    {
        IRecords records = await OpenAsync();
        string all = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)) + " and spaces  within.";
        await records.CreateAsync("a", Content("x", ("Key_1", all)), Token);

        Assert.Equal(all, (await records.ReadAsync("a", 0, Token))!.Metadata["key_1"]);
        Assert.Equal(all, (await records.ReadAsync("a", 10, Token))!.Metadata["key_1"]);
        Assert.Equal(all, (await ListAsync(records, ""))[0].Metadata["key_1"]);
    }

    [Theory]
    [MemberData(nameof(OddNames))]
    public async Task A_name_goes_in_and_comes_out_as_it_is(string name)
    {
        IRecords records = await OpenAsync();

        string? created = await records.CreateAsync(name, Content("first"), Token);
        string? again = await records.CreateAsync(name, Content("again"), Token);
        string? replaced = await records.ReplaceAsync(name, Content("second"), created!, Token);
        StoredRecord? read = await records.ReadAsync(name, 100, Token);
        List<RecordEntry> listed = await ListAsync(records, "");
        List<RecordEntry> byPrefix = await ListAsync(records, name);
        bool deleted = await records.DeleteAsync(name, replaced!, Token);

        Assert.Null(again);
        Assert.Equal((name, "second"), (read!.Name, Text(read)));
        Assert.Equal((name, replaced), (Assert.Single(listed).Name, listed[0].ETag));
        Assert.Equal(name, Assert.Single(byPrefix).Name);
        Assert.True(deleted);
        Assert.Empty(await NamesAsync(records));
    }

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public async Task A_name_that_would_reach_another_record_is_refused_by_every_call(string name)
    {
        IRecords records = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await records.ReadAsync(name, 10, Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await records.CreateAsync(name, Content("x"), Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await records.ReplaceAsync(name, Content("x"), "0x1", Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await records.DeleteAsync(name, "0x1", Token));

        Assert.Empty(await NamesAsync(records));
    }

    [Fact]
    public async Task Half_an_emoji_is_refused()
    {
        IRecords records = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await records.CreateAsync("a\ud83d", Content("x"), Token));
    }

    [Fact]
    public async Task A_name_of_1025_characters_is_refused()
    {
        IRecords records = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await records.CreateAsync(new string('a', 1025), Content("x"), Token));
    }

    [Fact]
    public async Task A_listing_has_the_names_of_the_prefix_in_order()
    {
        IRecords records = await OpenAsync();
        foreach (string name in (string[])["b", "inbox/daily/2", "inbox/daily", "a", "inbox/daily/10", "B", "inbox/weekly/1", "ä", "a b", "a/b", "日"])
        {
            await records.CreateAsync(name, Content("x"), Token);
        }

        Assert.Equal(["B", "a", "a b", "a/b", "b", "inbox/daily", "inbox/daily/10", "inbox/daily/2", "inbox/weekly/1", "ä", "日"], await NamesAsync(records));
        Assert.Equal(["inbox/daily/10", "inbox/daily/2"], await NamesAsync(records, "inbox/daily/"));
        Assert.Empty(await NamesAsync(records, "INBOX"));
    }

    [Fact]
    public async Task A_listing_of_more_than_five_thousand_is_whole()
    {
        IRecords records = await OpenAsync();
        string[] names = [.. Enumerable.Range(0, 5_010).Select(i => i.ToString("d5", CultureInfo.InvariantCulture))];
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token },
            async (name, token) => await records.CreateAsync(name, Content("x"), token));

        Assert.Equal(names, await NamesAsync(records));
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once()
    {
        IRecords records = await OpenAsync();
        CancellationToken cancelled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await records.ReadAsync("a", 10, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await records.CreateAsync("a", Content("x"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await records.ListAsync("", cancelled).ToListAsync(Token));
    }

    protected static RecordContent Content(string text, params (string Key, string Value)[] metadata) =>
        new(Encoding.UTF8.GetBytes(text), metadata.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal));

    protected static string Text(StoredRecord record) => Encoding.UTF8.GetString(record.Content!.Value.Span);

    protected static async Task<List<RecordEntry>> ListAsync(IReadRecords records, string prefix) =>
        await records.ListAsync(prefix, Token).ToListAsync(Token);

    protected static async Task<List<string>> NamesAsync(IReadRecords records, string prefix = "") =>
        [.. (await ListAsync(records, prefix)).Select(r => r.Name)];
}
