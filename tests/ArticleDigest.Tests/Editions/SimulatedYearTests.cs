using System.Globalization;
using System.Text.Json;
using ArticleDigest.Editions;
using CsCheck;

namespace ArticleDigest.Tests.Editions;

/// <summary>
/// Properties of whole installations, each over a year of its own. A failure names the seed of the shortest year found that
/// shows it; with that in the environment as CsCheck_Seed the test runs that year first.
/// </summary>
public sealed class SimulatedYearTests
{
    /// <summary>How many installations are simulated; more by the environment variable SIMULATED_YEARS.</summary>
    private static long Years =>
        long.TryParse(Environment.GetEnvironmentVariable("SIMULATED_YEARS"), CultureInfo.InvariantCulture, out long years) ? years : 200;

    [Fact]
    public async Task Through_downtimes_deaths_and_repeated_steps_everything_is_told_once_per_schedule_and_nobody_gets_a_letter_twice() =>
        await Lives.SampleAsync(async life => await SimulatedYear.LiveAsync(life), iter: Years, print: life => JsonSerializer.Serialize(life));

    private static readonly Gen<SimulatedSchedule> Schedules = Gen.Select(
        Gen.OneOf("UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago"),
        Gen.OneOf("00:00", "01:59", "02:30", "07:00", "23:59"),
        Gen.Int[1, 127],
        Gen.Enum<EmptyDay>(),
        Gen.Int[1, 2],
        (zone, sendAt, days, emptyDays, recipients) => new SimulatedSchedule(zone, sendAt, days, emptyDays, recipients));

    private static readonly Gen<Happening> Happenings = Gen.Select(
        Gen.Frequency((8, Gen.Int[1, 60]), (3, Gen.Int[60, 200]), (1, Gen.Int[200, 1200])),
        Gen.Enum<Incident>(),
        Gen.Int[0, 60],
        Gen.Bool,
        (gap, incident, number, flag) => new Happening(gap, incident, number, flag));

    private static readonly Gen<Life> Lives = Gen.Select(
        Gen.Int[0, 120],
        Schedules.List[1, 3],
        Happenings.List[40, 100],
        (start, schedules, happenings) => new Life(start, schedules, happenings));
}
