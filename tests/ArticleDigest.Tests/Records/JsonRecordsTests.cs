using System.Text;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Records;

public sealed class JsonRecordsTests
{
    private readonly InMemoryRecords _records = new();

    [Fact]
    public async Task A_record_is_written_with_the_version_of_its_form_first_and_read_back_equal()
    {
        ScheduleState state = new() { Started = new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.Zero), Current = new DateOnly(2026, 3, 2) };
        await _records.CreateJsonAsync("state.json", state, default);

        StoredRecord raw = (await _records.ReadAsync("state.json", JsonRecords.MaxBytes, default))!;
        Assert.Equal(
            """{"schema":1,"started":"2026-03-01T07:00:00+00:00","current":"2026-03-02"}""", Encoding.UTF8.GetString(raw.Content!.Value.Span));
        Assert.Equal(state, (await _records.ReadJsonAsync<ScheduleState>("state.json", default))!.Value);
    }

    [Fact]
    public async Task A_record_of_a_form_from_the_future_is_refused_instead_of_misread()
    {
        await StoreAsync("""{"schema":2,"started":"2026-03-01T07:00:00+00:00"}""");

        JsonException fault = await Assert.ThrowsAsync<JsonException>(() => _records.ReadJsonAsync<ScheduleState>("state.json", default));
        Assert.Contains("state.json", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"schema\":1}")]
    public async Task A_record_of_another_form_is_refused(string content)
    {
        await StoreAsync(content);

        await Assert.ThrowsAsync<JsonException>(() => _records.ReadJsonAsync<ScheduleState>("state.json", default));
    }

    [Fact]
    public async Task A_record_of_the_form_before_is_read()
    {
        await _records.CreateAsync("new.json", JsonRecords.ToContent(new SecondForm()), default);
        await StoreAsync("""{"schema":1}""");

        Assert.Equal(2, (await _records.ReadJsonAsync<SecondForm>("new.json", default))!.Value.Schema);
        Assert.Equal(1, (await _records.ReadJsonAsync<SecondForm>("state.json", default))!.Value.Schema);
    }

    private Task StoreAsync(string content) =>
        _records.CreateAsync("state.json", new RecordContent(Encoding.UTF8.GetBytes(content)), default);

    private sealed record SecondForm() : VersionedRecord(2);
}
