using System.Globalization;
using ArticleDigest.Records;

namespace ArticleDigest.Editions;

/// <summary>Which edition.</summary>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Date">Its date in the schedule's zone.</param>
public sealed record EditionRequest(string Schedule, DateOnly Date)
{
    /// <summary>The record of the edition.</summary>
    public string Path => $"editions/{Schedule}/{IsoDate}/edition.json";

    /// <summary>The record that says all its letters are settled.</summary>
    public string ClosedPath => $"editions/{Schedule}/{IsoDate}/closed.json";

    private string IsoDate => Date.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>Where a schedule stands. Its edition moves on only when all outcomes of the one before are claimed.</summary>
public sealed record ScheduleState() : VersionedRecord(1)
{
    internal const string Folder = "schedules/";

    /// <summary>When the schedule came into being.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The date of the latest edition, compiled or about to be; null if there is none.</summary>
    public DateOnly? Current { get; init; }

    /// <summary>The record of a schedule's state.</summary>
    public static string PathOf(string schedule) => $"{Folder}{schedule}.json";
}

/// <summary>Says that an edition is done.</summary>
public sealed record ClosedEdition() : VersionedRecord(1)
{
    /// <summary>When its last letter was settled.</summary>
    public required DateTimeOffset ClosedAt { get; init; }
}

/// <summary>What later editions have to know of one: a part of <see cref="Edition"/>, read without its entries.</summary>
internal sealed record EditionMark() : VersionedRecord(Edition.Form)
{
    /// <inheritdoc cref="Edition.Date"/>
    public required DateOnly Date { get; init; }

    /// <inheritdoc cref="Edition.Skipped"/>
    public bool Skipped { get; init; }

    /// <inheritdoc cref="Edition.PassedOver"/>
    public bool PassedOver { get; init; }

    /// <inheritdoc cref="Edition.Outcomes"/>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <inheritdoc cref="Edition.ToldAhead"/>
    public IReadOnlyList<ToldDrop> ToldAhead { get; init; } = [];
}

/// <summary>Reads what there is of editions.</summary>
public sealed class EditionShelf(IReadRecords digest)
{
    /// <summary>The schedules that have editions in this storage, in order.</summary>
    public async Task<IReadOnlyList<string>> SchedulesAsync(CancellationToken cancellationToken)
    {
        List<string> names = [];
        await foreach (RecordEntry entry in digest.ListAsync(ScheduleState.Folder, cancellationToken).ConfigureAwait(false))
        {
            names.Add(Path.GetFileNameWithoutExtension(entry.Name[ScheduleState.Folder.Length..]));
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads an edition; null if it was not compiled.</summary>
    public async Task<Edition?> ReadAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await digest.ReadJsonAsync<Edition>(request.Path, cancellationToken).ConfigureAwait(false))?.Value;
    }

    /// <summary>Reads an edition's mark; null if it was not compiled.</summary>
    internal async Task<EditionMark?> MarkAsync(EditionRequest request, CancellationToken cancellationToken) =>
        (await digest.ReadJsonAsync<EditionMark>(request.Path, cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>When an edition was closed; null if it is open or not compiled.</summary>
    public async Task<DateTimeOffset?> ClosedAtAsync(EditionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await digest.ReadJsonAsync<ClosedEdition>(request.ClosedPath, cancellationToken).ConfigureAwait(false))?.Value.ClosedAt;
    }

    /// <summary>Opens a closed edition again, because one of its letters is to go out once more.</summary>
    public static async Task ReopenAsync(IRecords digest, EditionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(request);
        if (await digest.ReadAsync(request.ClosedPath, 0, cancellationToken).ConfigureAwait(false) is { } closed)
        {
            await digest.DeleteAsync(closed.Name, closed.ETag, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Where a schedule stands; null if its clock never ran.</summary>
    public async Task<ScheduleState?> StateAsync(string schedule, CancellationToken cancellationToken) =>
        (await digest.ReadJsonAsync<ScheduleState>(ScheduleState.PathOf(schedule), cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>The dates of a schedule's editions, the oldest first, and whether each is closed.</summary>
    public async Task<IReadOnlyList<(DateOnly Date, bool IsClosed)>> ListAsync(string schedule, CancellationToken cancellationToken)
    {
        string prefix = $"editions/{schedule}/";
        SortedDictionary<DateOnly, bool> found = [];
        await foreach (RecordEntry entry in digest.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            string[] parts = entry.Name[prefix.Length..].Split('/');
            if (parts.Length == 2 && DateOnly.TryParseExact(parts[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
            {
                bool isClosed = string.Equals(parts[1], "closed.json", StringComparison.Ordinal);
                found[date] = isClosed || found.GetValueOrDefault(date);
            }
        }

        return [.. found.Select(f => (f.Key, f.Value))];
    }
}
