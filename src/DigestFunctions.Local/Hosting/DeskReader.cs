using System.Security.Cryptography;
using System.Text.Json;
using ArticleDigest.Editions;
using ArticleDigest.Letters;
using ArticleDigest.Records;
using DigestFunctions.Local.Web;

namespace DigestFunctions.Local.Hosting;

/// <summary>Looks at what there is to see on the desk.</summary>
internal sealed class DeskReader(Workplace place, EditionSender sender, DroppedFiles dropped)
{
    /// <summary>How many drops are told one by one.</summary>
    public const int MostDrops = 100;

    // What came of a command is told no longer than somebody may look for it; files are in the list of drops besides.
    private static readonly TimeSpan OrdersLast = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FilesLast = TimeSpan.FromMinutes(2);

    /// <summary>Looks once.</summary>
    public async Task<DeskLook> LookAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = place.Time.GetUtcNow();
        List<ScheduleLook> schedules = [];
        foreach ((string name, ScheduleOptions schedule) in place.Settings.Digest.Schedules.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            schedules.Add(await LookAsync(name, schedule, now, cancellationToken));
        }

        (Accounting account, IReadOnlyList<DropFate> newest) = await place.Pipeline.Fates.LookAsync(MostDrops, cancellationToken);
        return new DeskLook(schedules, account, newest, dropped.Since(now - FilesLast));
    }

    /// <summary>A mark of a look: as long as nothing changes that is told, it does not either.</summary>
    public static string MarkOf(DeskLook look) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(look, JsonRecords.Options)));

    private async Task<ScheduleLook> LookAsync(string name, ScheduleOptions schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DigestCalendar calendar = new(schedule);
        ScheduleState? state = await place.Pipeline.Shelf.StateAsync(name, cancellationToken);
        EditionRequest? latest = state?.Current is { } date ? new EditionRequest(name, date) : null;
        return new ScheduleLook
        {
            Schedule = name,
            Title = schedule.Title,
            Zone = schedule.Zone,
            Today = calendar.DateOf(now),
            Next = calendar.Next(now, state?.Current),
            Waiting = await place.Pipeline.Compiler.CountWaitingAsync(name, cancellationToken),
            Latest = latest is null ? null : new LatestEdition(
                latest.Date,
                await place.Pipeline.Shelf.ClosedAtAsync(latest, cancellationToken),
                await place.Pipeline.Ledger.StatusAsync(name, latest.Date, cancellationToken)),
            Order = sender.OrderFor(name) is { } order && (order.EndedAt is not { } ended || ended > now - OrdersLast) ? order : null,
        };
    }
}
