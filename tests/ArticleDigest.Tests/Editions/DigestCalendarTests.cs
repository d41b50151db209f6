using System.Globalization;
using ArticleDigest.Editions;

namespace ArticleDigest.Tests.Editions;

public sealed class DigestCalendarTests
{
    private static readonly DateTimeOffset LongAgo = At("2020-01-01T00:00Z");

    [Theory]
    [InlineData("2026-06-10T04:59Z", null)]
    [InlineData("2026-06-10T05:00Z", "2026-06-10")]
    [InlineData("2026-06-10T21:59Z", "2026-06-10")]
    [InlineData("2026-06-10T22:01Z", "2026-06-10")]
    public void An_edition_is_due_from_its_send_time_in_the_schedules_zone(string now, string? due)
    {
        DigestCalendar calendar = Calendar("Europe/Berlin", "07:00");

        Assert.Equal(Date(due), calendar.Due(At(now), LongAgo, Date("2026-06-09")));
    }

    [Fact]
    public void An_edition_that_went_out_is_not_due_again() =>
        Assert.Null(Calendar("UTC", "07:00").Due(At("2026-06-10T23:00Z"), LongAgo, Date("2026-06-10")));

    [Fact]
    public void After_days_of_downtime_one_edition_is_due_the_one_of_the_latest_date() =>
        Assert.Equal(
            Date("2026-06-10"), Calendar("UTC", "07:00").Due(At("2026-06-10T09:00Z"), LongAgo, Date("2026-06-02")));

    [Fact]
    public void After_downtime_over_the_last_send_day_that_day_is_still_due() =>
        Assert.Equal(
            Date("2026-06-05"),
            Calendar("UTC", "07:00", DayOfWeek.Friday).Due(At("2026-06-10T09:00Z"), LongAgo, Date("2026-05-29")));

    [Fact]
    public void A_schedule_owes_nothing_for_the_time_before_it_was_started() =>
        Assert.Null(Calendar("UTC", "07:00").Due(At("2026-06-10T09:00Z"), At("2026-06-10T08:00Z"), null));

    [Fact]
    public void A_new_schedules_first_edition_is_due_at_its_next_send_time() =>
        Assert.Equal(
            Date("2026-06-11"), Calendar("UTC", "07:00").Due(At("2026-06-11T07:00Z"), At("2026-06-10T08:00Z"), null));

    [Fact]
    public void On_a_weekday_that_is_not_chosen_nothing_is_due() =>
        Assert.Null(Calendar("UTC", "07:00", DayOfWeek.Monday).Due(At("2026-06-10T09:00Z"), LongAgo, Date("2026-06-08")));

    [Theory]
    [InlineData("Europe/Berlin", "02:30", "2026-03-29", "2026-03-29T01:30Z")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-25", "2026-10-25T00:30Z")]
    [InlineData("America/New_York", "07:00", "2028-02-29", "2028-02-29T12:00Z")]
    [InlineData("Pacific/Apia", "00:00", "2026-01-01", "2025-12-31T11:00Z")]
    public void A_send_time_is_found_over_changes_of_clocks_and_leap_days(string zone, string sendAt, string date, string expected) =>
        Assert.Equal(At(expected), Calendar(zone, sendAt).SendTimeOf(Date(date)!.Value));

    [Fact]
    public void A_send_time_that_comes_twice_makes_one_edition()
    {
        DigestCalendar calendar = Calendar("Europe/Berlin", "02:30");

        DateOnly? first = calendar.Due(At("2026-10-25T00:30Z"), LongAgo, Date("2026-10-24"));
        DateOnly? second = calendar.Due(At("2026-10-25T01:30Z"), LongAgo, first);

        Assert.Equal(Date("2026-10-25"), first);
        Assert.Null(second);
    }

    [Theory]
    [InlineData("2026-06-10T06:00Z", null, "2026-06-10T07:00Z")]
    [InlineData("2026-06-10T07:00Z", null, "2026-06-11T07:00Z")]
    [InlineData("2026-06-10T06:00Z", "2026-06-10", "2026-06-11T07:00Z")]
    public void The_next_edition_is_the_first_whose_time_has_not_come_and_whose_date_is_not_out(string now, string? last, string expected) =>
        Assert.Equal(At(expected), Calendar("UTC", "07:00").Next(At(now), Date(last)));

    [Theory]
    [InlineData("UTC", "2026-06-05", "2026-06-10", "2026-06-06 2026-06-07 2026-06-08 2026-06-09")]
    [InlineData("UTC", "2026-06-09", "2026-06-10", "")]
    [InlineData("UTC", "2026-06-10", "2026-06-10", "")]
    [InlineData("UTC", null, "2026-06-04", "2026-06-02 2026-06-03")]
    [InlineData("America/New_York", "2028-02-27", "2028-03-02", "2028-02-28 2028-02-29 2028-03-01")]
    [InlineData("Pacific/Apia", "2011-12-28", "2012-01-01", "")]
    public void The_editions_due_between_two_dates_are_those_of_send_days_after_the_schedule_began(
        string zone, string? after, string before, string expected)
    {
        DateTimeOffset started = At("2026-06-01T08:00Z");

        IReadOnlyList<DateOnly> due = Calendar(zone, "07:00").DueBetween(Date(after), started, Date(before)!.Value);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => Date(d)!.Value), due);
    }

    [Fact]
    public void A_date_that_its_zone_leapt_over_was_never_due() =>
        Assert.Equal(
            [Date("2011-12-29")!.Value, Date("2011-12-31")!.Value],
            Calendar("Pacific/Apia", "07:00").DueBetween(Date("2011-12-28"), At("2011-01-01T00:00Z"), Date("2012-01-01")!.Value));

    [Fact]
    public void Only_weekdays_that_are_chosen_were_due() =>
        Assert.Equal(
            [Date("2026-06-05")!.Value, Date("2026-06-08")!.Value],
            Calendar("UTC", "07:00", DayOfWeek.Monday, DayOfWeek.Friday).DueBetween(Date("2026-06-01"), LongAgo, Date("2026-06-12")!.Value));

    [Fact]
    public void Of_a_clock_that_was_away_for_decades_the_last_dates_are_told() =>
        Assert.Equal(
            DigestCalendar.MostDates,
            Calendar("UTC", "07:00").DueBetween(Date("2020-01-02"), LongAgo, Date("2090-01-01")!.Value).Count);

    [Theory]
    [InlineData("7:00")]
    [InlineData("24:00")]
    [InlineData("seven")]
    [InlineData("")]
    public void A_time_of_day_has_two_digits_each(string text) => Assert.Null(DigestCalendar.ParseTime(text));

    private static DigestCalendar Calendar(string zone, string sendAt, params DayOfWeek[] days) =>
        new(new ScheduleOptions { Zone = zone, SendAt = sendAt, Days = [.. days] });

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly? Date(string? text) => text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
