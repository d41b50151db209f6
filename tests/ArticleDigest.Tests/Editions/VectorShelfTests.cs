using System.Text;
using ArticleDigest.Editions;
using ArticleDigest.Records;

namespace ArticleDigest.Tests.Editions;

public sealed class VectorShelfTests
{
    private static readonly EditionRequest Sunday = new("daily", new DateOnly(2026, 3, 1));

    private readonly InMemoryRecords _digest = new();

    [Fact]
    public async Task A_vector_is_kept_with_length_one_and_found_as_it_was_given_back()
    {
        float[] kept = await Shelf().KeepAsync("a toll", new float[] { 3, 0, -4 }, Sunday, 7, default);

        FoundVector found = (await Shelf().FindAsync("a toll", default))!;
        Assert.Equal(kept, found.Numbers);
        Assert.Equal(1, kept.Sum(n => (double)n * n), 6);
        Assert.Equal([0.6, 0, -0.8], kept.Select(n => Math.Round((double)n, 3)));
    }

    [Fact]
    public async Task A_vector_costs_the_edition_that_asked_for_it_and_no_other()
    {
        await Shelf().KeepAsync("a toll", new float[] { 1, 0 }, Sunday, 7, default);

        FoundVector found = (await Shelf().FindAsync("a toll", default))!;
        Assert.Equal((7, 0, 0), (found.TokensOf(Sunday), found.TokensOf(Sunday with { Date = Sunday.Date.AddDays(1) }), found.TokensOf(Sunday with { Schedule = "weekly" })));
    }

    [Fact]
    public async Task A_kept_vector_has_the_products_of_the_whole_one_but_for_less_than_a_thousandth()
    {
        float[] one = [.. Enumerable.Range(0, 1536).Select(i => (float)Math.Sin(i * 0.7))];
        float[] other = [.. Enumerable.Range(0, 1536).Select(i => (float)Math.Sin((i * 0.7) + 0.4))];

        float[] first = await Shelf().KeepAsync("one", one, Sunday, 7, default);
        float[] second = await Shelf().KeepAsync("other", other, Sunday, 7, default);

        Assert.Equal(Product(one, other) / Math.Sqrt(Product(one, one) * Product(other, other)), Product(first, second), 0.001);
    }

    [Fact]
    public async Task A_record_is_small_and_named_by_model_and_text()
    {
        await Shelf().KeepAsync("a toll", Enumerable.Repeat(1f, 1536).ToArray(), Sunday, 7, default);
        await Shelf("another").KeepAsync("a toll", new float[] { 1 }, Sunday, 7, default);
        await Shelf().KeepAsync("a tax", new float[] { 1 }, Sunday, 7, default);

        List<RecordEntry> records = await _digest.ListAsync("vectors/", default).ToListAsync();
        Assert.Equal(3, records.Count);
        Assert.Equal(2, records.Select(r => r.Name.Split('/')[1]).Distinct().Count());
        Assert.All(records, r => Assert.Matches("^vectors/[0-9a-f]{16}/([0-9a-f]{2})/\\1[0-9a-f]{62}[.]json$", r.Name));
        Assert.InRange(records.Max(r => r.Length), 4096, 4300);
    }

    [Fact]
    public async Task The_first_vector_that_is_kept_stays_and_is_what_others_get()
    {
        float[] first = await Shelf().KeepAsync("a toll", new float[] { 1, 0 }, Sunday, 7, default);
        float[] second = await Shelf().KeepAsync("a toll", new float[] { 0, 1 }, Sunday, 7, default);

        Assert.Equal(first, second);
        Assert.Equal(first, (await Shelf().FindAsync("a toll", default))!.Numbers);
    }

    [Fact]
    public async Task Texts_that_differ_in_half_a_sign_have_vectors_of_their_own()
    {
        await Shelf().KeepAsync("a\uD800", new float[] { 1, 0 }, Sunday, 7, default);

        Assert.Null(await Shelf().FindAsync("a\uD801", default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("no JSON")]
    [InlineData("""{"schema":1,"edition":"daily 2026-03-01","tokens":7}""")]
    [InlineData("""{"schema":1,"halves":"ADwAAA=="}""")]
    [InlineData("""{"schema":3,"halves":"ADwAAA==","edition":"daily 2026-03-01","tokens":7}""")]
    [InlineData("""{"schema":1,"halves":"no base64!","edition":"daily 2026-03-01","tokens":7}""")]
    [InlineData("""{"schema":1,"halves":"","edition":"daily 2026-03-01","tokens":7}""")]
    [InlineData("""{"schema":1,"halves":"ADwA","edition":"daily 2026-03-01","tokens":7}""")]
    [InlineData("""{"schema":1,"halves":"AAAAAA==","edition":"daily 2026-03-01","tokens":7}""")]
    [InlineData("""{"schema":1,"halves":"AH4APA==","edition":"daily 2026-03-01","tokens":7}""")]
    [InlineData("""{"schema":1,"halves":"AHwAPA==","edition":"daily 2026-03-01","tokens":7}""")]
    public async Task A_damaged_vector_or_a_newer_programs_is_none(string content)
    {
        await Shelf().KeepAsync("a toll", new float[] { 1, 0 }, Sunday, 7, default);
        RecordEntry record = await _digest.ListAsync("vectors/", default).SingleAsync();
        await _digest.ReplaceAsync(record.Name, new RecordContent(Encoding.UTF8.GetBytes(content)), record.ETag, default);

        Assert.Null(await Shelf().FindAsync("a toll", default));
        float[] again = await Shelf().KeepAsync("a toll", new float[] { 0, 1 }, Sunday, 7, default);
        Assert.Equal([0f, 1f], again);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0f)]
    public async Task Numbers_without_a_direction_are_not_kept(float number)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Shelf().KeepAsync("a toll", new[] { number, 0 }, Sunday, 7, default));

        Assert.Empty(await _digest.ListAsync("vectors/", default).ToListAsync());
    }

    private static double Product(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();

    private VectorShelf Shelf(string model = "a model") => new(_digest, model);
}
