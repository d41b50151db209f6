using ArticleDigest.Editions;
using ArticleDigest.Letters;

namespace ArticleDigest.Tests.Letters;

public sealed class EditionWatchTests : IDisposable
{
    private static readonly EditionRequest Request = new("daily", new DateOnly(2026, 3, 1));
    private static readonly DateTimeOffset Due = new(2026, 3, 1, 7, 0, 0, TimeSpan.Zero);

    private readonly Installation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task An_edition_of_which_nothing_went_out_is_late_an_hour_after_its_time_and_not_before()
    {
        _installation.Time.SetUtcNow(Due.AddHours(1).AddTicks(-1));
        Assert.Empty(await WatchAsync(Request));

        _installation.Time.SetUtcNow(Due.AddHours(1));

        Assert.Equal([Request], await WatchAsync(Request));
    }

    [Fact]
    public async Task An_edition_of_which_a_letter_went_out_is_not_late_however_long_the_others_take()
    {
        _installation.Time.SetUtcNow(Due);
        EditionSteps steps = _installation.Pipeline.EditionSteps(default);
        Assert.Equal(2, await steps.CompileAsync(Request));
        _installation.Time.SetUtcNow(Due.AddDays(1));
        Assert.Equal([Request], await WatchAsync(Request));

        Edition edition = (await _installation.Pipeline.Shelf.ReadAsync(Request, default))!;
        Assert.Null(await _installation.Pipeline.Desk.SendAsync(Request.Schedule, Request.Date, edition.Recipients[0], default));

        Assert.Empty(await WatchAsync(Request));
    }

    [Fact]
    public async Task Each_edition_is_measured_by_its_own_time()
    {
        EditionRequest next = Request with { Date = Request.Date.AddDays(1) };
        _installation.Time.SetUtcNow(Due.AddDays(1).AddMinutes(5));

        Assert.Equal([Request], await WatchAsync(Request, next));
    }

    private Task<IReadOnlyList<EditionRequest>> WatchAsync(params EditionRequest[] underWay) =>
        _installation.Pipeline.Watch.TellLateAsync(underWay, default);
}
