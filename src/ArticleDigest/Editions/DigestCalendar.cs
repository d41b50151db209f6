using System.Globalization;
using NodaTime;

namespace ArticleDigest.Editions;

/// <summary>Tells when an edition is due. Knows nothing of storage and of the time it is.</summary>
public sealed class DigestCalendar
{
    /// <summary>Reads a time of day, HH:mm; null if it is none.</summary>
    public static LocalTime? ParseTime(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? new LocalTime(time.Hour, time.Minute)
            : null;
}
