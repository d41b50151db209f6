using ArticleDigest.Editions;

namespace DigestFunctions.Local.Commands;

/// <summary>How commands speak of schedules.</summary>
internal static class ScheduleWording
{
    /// <summary>How many recipients there are, in words.</summary>
    public static string CountRecipients(this ScheduleOptions schedule) =>
        schedule.Recipients.Count == 1 ? "1 recipient" : $"{schedule.Recipients.Count} recipients";
}
