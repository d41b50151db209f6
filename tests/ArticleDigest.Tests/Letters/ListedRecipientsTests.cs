using System.Text;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Letters;

/// <summary>Recipients stand in the configuration or in a record that people edit; nobody gets two letters, and none is lost by a slip.</summary>
public sealed class ListedRecipientsTests
{
    private readonly InMemoryRecords _records = new();

    private readonly DigestOptions _digest = new()
    {
        Schedules =
        {
            ["daily"] = new ScheduleOptions { Recipients = [new RecipientOptions { Address = "ana@example.org", Name = "Ana" }] },
            ["weekly"] = new ScheduleOptions(),
        },
    };

    [Fact]
    public async Task Who_is_listed_gets_the_schedules_that_are_named_and_all_where_none_is()
    {
        await ListAsync("""{"recipients": [{"address": "ben@example.org", "schedules": ["weekly"]}, {"address": "cem@example.org"}]}""");

        Assert.Equal(["ana@example.org", "cem@example.org"], await AddressesAsync("daily"));
        Assert.Equal(["ben@example.org", "cem@example.org"], await AddressesAsync("weekly"));
    }

    [Theory]
    [InlineData("{\"address\": \"\\ud800@example.org\"}")]
    [InlineData("{\"address\": \"dea@example.org\", \"name\": \"\\udc00\"}")]
    [InlineData("{\"address\": \"dea@example.org\", \"\\ud800\": 1}")]
    public async Task An_entry_whose_text_is_none_is_told_and_stops_nobody_elses_letters(string broken)
    {
        await ListAsync("""{"recipients": [{"address": "ben@example.org"}, BROKEN]}""".Replace("BROKEN", broken, StringComparison.Ordinal));

        Assert.Equal(["ana@example.org", "ben@example.org"], await AddressesAsync("daily"));
        Assert.Contains("entry 2 has text that is not UTF-8", Assert.Single(await Book().FaultsAsync(default)), StringComparison.Ordinal);
        JsonException unchanged = await Assert.ThrowsAsync<JsonException>(() => new RecipientShelf(_records).RemoveAsync("ben@example.org", default));
        Assert.Contains("nothing was changed", unchanged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_wishes_goes_with_them_into_their_letter()
    {
        await ListAsync(
            """{"schema": 1, "recipients": [{"address": "ben@example.org", "name": "Ben", "language": "fr", "follow": ["trains", "Norland"], "others": "leave", "format": "text"}]}""");
        RecipientBook book = Book();
        string key = await book.KeyOfAsync("ben@example.org", default);

        Recipient ben = (await book.FindAsync("daily", key, default))!;

        Assert.Equal(("ben@example.org", "Ben", "fr", OtherEntries.Leave, LetterFormat.Text), (ben.Address, ben.Name, ben.Language, ben.Others, ben.Format));
        Assert.Equal(["trains", "Norland"], ben.Follows);
    }

    [Fact]
    public async Task An_address_in_both_places_gets_one_letter_as_the_configuration_wishes()
    {
        await ListAsync("""{"recipients": [{"address": "ANA@Example.org", "name": "Somebody", "format": "text"}]}""");
        RecipientBook book = Book();

        Recipient ana = Assert.Single(await book.AllAsync("daily", default));
        Recipient there = Assert.Single(await book.AllAsync("weekly", default));

        Assert.Equal(("Ana", LetterFormat.Html), (ana.Name, ana.Format));
        Assert.Equal(("Somebody", LetterFormat.Text), (there.Name, there.Format));
        Assert.Equal(ana.Key, there.Key);
    }

    [Fact]
    public async Task An_address_that_is_listed_twice_gets_one_letter_and_is_told()
    {
        await ListAsync("""{"recipients": [{"address": "ben@example.org", "name": "First"}, {"address": "BEN@example.ORG", "name": "Second"}]}""");

        IReadOnlyList<Recipient> recipients = await Book().AllAsync("weekly", default);

        Assert.Equal("First", Assert.Single(recipients).Name);
        Assert.Contains("is there twice", Assert.Single(await Book().FaultsAsync(default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_an_address_gets_letters_whatever_else_is_wrong_and_all_of_it_is_told()
    {
        await ListAsync("""
            {"recipients": [
              {"address": "ben@example.org", "language": "latin", "others": "hide", "format": 7, "follow": ["trains", "…", 5], "adress": "x", "name": "two\nlines"},
              {"address": "cem@example.org", "schedules": ["dialy", "weekly"]},
              {"address": "Dan <dan@example.org>"},
              {"name": "Eva"},
              "fritz@example.org",
              {"address": "gus@example.org", "schedules": "daily"}
            ]}
            """);
        RecipientBook book = Book();

        IReadOnlyList<string> faults = await book.FaultsAsync(default);
        Recipient ben = (await book.AllAsync("daily", default)).Single(r => r.Address == "ben@example.org");

        Assert.Equal(["ana@example.org", "ben@example.org", "gus@example.org"], await AddressesAsync("daily"));
        Assert.Equal(["ben@example.org", "cem@example.org"], await AddressesAsync("weekly"));
        Assert.Equal((null, "", OtherEntries.Shrink, LetterFormat.Html), (ben.Language, ben.Name, ben.Others, ben.Format));
        Assert.Equal(["trains"], ben.Follows);
        string[] expected =
        [
            "entry 1: adress is not known",
            "entry 1: name is longer than 100 characters or has control characters",
            "entry 1: language is 'latin'",
            "entry 1: follow is no list of texts",
            "entry 1: follow is '…'",
            "entry 1: others is 'hide' and counts as Shrink",
            "entry 1: format is no text",
            "entry 3: address is 'Dan <dan@example.org>', which is no e-mail address; give one such as ana@example.org. Nobody gets letters by it.",
            "entry 4: address is ''",
            "entry 5 is no object",
            "cem@example.org is to get dialy, which is no schedule; there is daily, weekly.",
        ];
        Assert.All(expected, part => Assert.Contains(faults, f => f.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, faults.Count);
    }

    [Theory]
    [InlineData("""{"recipients": [{"address": "ben@example.org"},]}""")]
    [InlineData("""{"recipients": {"address": "ben@example.org"}}""")]
    [InlineData("""{"people": []}""")]
    [InlineData("""{"schema": 9, "recipients": []}""")]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_record_that_is_no_list_keeps_editions_waiting_instead_of_forgetting_somebody(string text)
    {
        await ListAsync(text);

        JsonException told = await Assert.ThrowsAsync<JsonException>(() => Book().KeysAsync("daily", default));

        Assert.Contains("recipients.json", told.Message, StringComparison.Ordinal);
        Assert.Contains("no edition goes out before it is mended", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_counts_at_once_in_a_process_that_has_read_the_list_before()
    {
        RecipientBook book = Book();
        await ListAsync("""{"recipients": [{"address": "ben@example.org"}]}""");
        string key = await book.KeyOfAsync("ben@example.org", default);
        bool before = await book.FindAsync("daily", key, default) is not null;

        await new RecipientShelf(_records).RemoveAsync("ben@example.org", default);

        Assert.True(before);
        Assert.Null(await book.FindAsync("daily", key, default));
    }

    [Fact]
    public async Task A_list_written_with_the_mark_that_some_editors_put_first_is_read()
    {
        await ListAsync("\uFEFF{\"recipients\": [{\"address\": \"ben@example.org\"}]}");

        Assert.Equal(["ben@example.org"], await AddressesAsync("weekly"));
    }

    [Fact]
    public async Task Of_many_who_add_at_once_nobody_is_lost()
    {
        RecipientShelf[] shelves = [.. Enumerable.Range(0, 20).Select(_ => new RecipientShelf(_records))];

        bool[] isNew = await Task.WhenAll(shelves.Select((shelf, i) => Task.Run(() => shelf.AddAsync(new RecipientChange($"r{i:D2}@example.org"), default))));

        Assert.All(isNew, Assert.True);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"r{i:D2}@example.org"), await AddressesAsync("weekly"));
    }

    [Fact]
    public async Task A_change_leaves_all_that_it_does_not_name_as_somebody_wrote_it()
    {
        await ListAsync("""
            {"note": "ask Eva", "recipients": [
              {"address": "ben@example.org", "name": "Ben", "follow": ["trains"], "phone": "112", "others": "hide"},
              {"address": "nonsense"}, 17,
              {"address": "BEN@example.org", "name": "Ben again"}
            ]}
            """);

        bool isNew = await new RecipientShelf(_records).AddAsync(new RecipientChange("ben@example.org") { Format = LetterFormat.Text }, default);

        JsonElement list = JsonDocument.Parse((await _records.ReadAsync("recipients.json", 10_000, default))!.Content!.Value).RootElement;
        Assert.False(isNew);
        Assert.Equal("ask Eva", list.GetProperty("note").GetString());
        Assert.Equal(
            ["""{"address":"ben@example.org","name":"Ben","follow":["trains"],"phone":"112","others":"hide","format":"text"}""", """{"address":"nonsense"}""", "17"],
            list.GetProperty("recipients").EnumerateArray().Select(e => JsonSerializer.Serialize(e, JsonRecords.Options)));
    }

    [Fact]
    public async Task What_is_no_list_is_not_written_over()
    {
        await ListAsync("""{"recipients": [{"address": "ben@example.org"},]}""");
        RecipientShelf shelf = new(_records);

        await Assert.ThrowsAsync<JsonException>(() => shelf.AddAsync(new RecipientChange("cem@example.org"), default));
        await Assert.ThrowsAsync<JsonException>(() => shelf.RemoveAsync("ben@example.org", default));

        Assert.Equal("""{"recipients": [{"address": "ben@example.org"},]}""", Encoding.UTF8.GetString((await _records.ReadAsync("recipients.json", 10_000, default))!.Content!.Value.Span));
    }

    private RecipientBook Book() => new(_records, _digest);

    private async Task<IEnumerable<string>> AddressesAsync(string schedule) =>
        (await Book().AllAsync(schedule, default)).Select(r => r.Address).Order(StringComparer.Ordinal);

    private async Task ListAsync(string text) =>
        await _records.CreateAsync("recipients.json", new RecordContent(Encoding.UTF8.GetBytes(text)), default);
}
