using System.Globalization;
using NodaTime;
using NodaTime.Extensions;

namespace ArticleDigest.Editions;

/// <summary>
/// Tells when a schedule's editions are due. Knows nothing of storage and of the time it is. However long the clock was
/// away, what was missed makes one edition: the one of the latest date that has come.
/// </summary>
public sealed class DigestCalendar
{
    /// <summary>How many dates of missed editions are told at most: more than a year of them.</summary>
    public const int MostDates = 400;

    private readonly DateTimeZone _zone;
    private readonly LocalTime _sendAt;
    private readonly HashSet<IsoDayOfWeek> _days;

    /// <summary>A calendar for a schedule.</summary>
    /// <exception cref="ArgumentException">The zone or the time is none; <see cref="DigestOptions.Faults"/> tells it before.</exception>
    public DigestCalendar(ScheduleOptions schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(schedule.Zone)
            ?? throw new ArgumentException($"'{schedule.Zone}' is no IANA time zone.", nameof(schedule));
        _sendAt = ParseTime(schedule.SendAt)
            ?? throw new ArgumentException($"'{schedule.SendAt}' is no time of day.", nameof(schedule));
        _days = [.. schedule.Days.Count == 0 ? Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None) : schedule.Days.Select(d => d.ToIsoDayOfWeek())];
    }

    /// <summary>Reads a time of day, HH:mm; null if it is none.</summary>
    public static LocalTime? ParseTime(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? new LocalTime(time.Hour, time.Minute)
            : null;

    /// <summary>The date that an instant has in the schedule's zone.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(_zone).Date.ToDateOnly();

    /// <summary>
    /// When the edition of a date goes out. A time that a change of clocks leaves out is moved on by the gap; of a time that
    /// comes twice the first is meant.
    /// </summary>
    public DateTimeOffset SendTimeOf(DateOnly date) =>
        (LocalDate.FromDateOnly(date) + _sendAt).InZoneLeniently(_zone).ToInstant().ToDateTimeOffset();

    /// <summary>The date of the edition that is due; null if none is.</summary>
    /// <param name="now">The time it is.</param>
    /// <param name="started">When the schedule came into being: nothing before it was ever due.</param>
    /// <param name="last">The date of the last edition; null if there was none.</param>
    public DateOnly? Due(DateTimeOffset now, DateTimeOffset started, DateOnly? last)
    {
        DateOnly date = DateOf(now);
        for (int back = 0; back <= 7; back++, date = date.AddDays(-1))
        {
            DateTimeOffset sendTime = SendTimeOf(date);
            if (IsSendDay(date) && sendTime <= now)
            {
                return sendTime > started && (last is null || date > last) ? date : null;
            }
        }

        return null;
    }

    /// <summary>The dates of editions that were due between two dates, both of them left out; the last <see cref="MostDates"/>.</summary>
    /// <param name="after">The date they come after; null if only <paramref name="started"/> limits them.</param>
    /// <param name="started">When the schedule came into being: nothing before it was ever due.</param>
    /// <param name="before">The date they come before.</param>
    /// <returns>The dates, ascending.</returns>
    public IReadOnlyList<DateOnly> DueBetween(DateOnly? after, DateTimeOffset started, DateOnly before)
    {
        DateOnly earliest = DateOf(started);
        List<DateOnly> dates = [];
        for (DateOnly date = before; date > earliest && dates.Count < MostDates;)
        {
            date = date.AddDays(-1);
            if (date <= after || SendTimeOf(date) <= started)
            {
                break;
            }

            if (IsSendDay(date) && IsThere(date))
            {
                dates.Add(date);
            }
        }

        dates.Reverse();
        return dates;
    }

    /// <summary>When the next edition goes out that is neither due nor out already.</summary>
    /// <param name="now">The time it is.</param>
    /// <param name="last">The date of the last edition; null if there was none.</param>
    public DateTimeOffset Next(DateTimeOffset now, DateOnly? last)
    {
        DateOnly date = DateOf(now);
        if (last is { } sent && sent >= date)
        {
            date = sent.AddDays(1);
        }

        while (!IsSendDay(date) || SendTimeOf(date) <= now)
        {
            date = date.AddDays(1);
        }

        return SendTimeOf(date);
    }

    /// <summary>False for a date that its zone leapt over, as Samoa did in 2011: its time is the next day's.</summary>
    private bool IsThere(DateOnly date) => SendTimeOf(date) < SendTimeOf(date.AddDays(1));

    private bool IsSendDay(DateOnly date) => _days.Contains(LocalDate.FromDateOnly(date).DayOfWeek);
}
