using System.Text.Json;
using ArticleDigest.Letters;

namespace DigestFunctions.Local.Commands;

/// <summary>How commands speak of schedules.</summary>
internal static class ScheduleWording
{
    /// <summary>How many recipients a schedule has, in words; or why nobody can tell.</summary>
    public static async Task<string> CountAsync(this RecipientBook recipients, string schedule, CancellationToken cancellationToken)
    {
        try
        {
            return Count((await recipients.AllAsync(schedule, cancellationToken)).Count);
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    /// <summary>How many recipients there are, in words.</summary>
    public static string Count(int recipients) => recipients switch
    {
        0 => "nobody gets it",
        1 => "1 recipient",
        _ => $"{recipients} recipients",
    };
}
