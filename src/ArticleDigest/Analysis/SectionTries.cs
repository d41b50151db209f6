using ArticleDigest.Records;

namespace ArticleDigest.Analysis;

/// <summary>
/// Counts how often the analysis of a section was begun without coming to an end. A queue hands work that killed its worker
/// to the next one, over and over; a text that does that is given up.
/// </summary>
internal sealed class SectionTries(IRecords digest, int most)
{
    /// <summary>Counts one more try.</summary>
    /// <param name="section">The section's record.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False if it was tried as often as is allowed.</returns>
    public async Task<bool> BeginAsync(string section, CancellationToken cancellationToken)
    {
        string name = NameOf(section);
        while (true)
        {
            JsonRecord<Tries>? known = await digest.ReadJsonAsync<Tries>(name, cancellationToken).ConfigureAwait(false);
            if (known is not null && known.Value.Count >= most)
            {
                return false;
            }

            Tries next = new() { Count = (known?.Value.Count ?? 0) + 1 };
            bool isCounted = known is null
                ? await digest.CreateJsonAsync(name, next, cancellationToken).ConfigureAwait(false)
                : await digest.ReplaceAsync(name, JsonRecords.ToContent(next), known.Record.ETag, cancellationToken).ConfigureAwait(false) is not null;
            if (isCounted)
            {
                return true;
            }
        }
    }

    /// <summary>Takes one try back: it was stopped from outside. What the tries before it came to still counts.</summary>
    public async Task TakeBackAsync(string section, CancellationToken cancellationToken)
    {
        string name = NameOf(section);
        while (await digest.ReadJsonAsync<Tries>(name, cancellationToken).ConfigureAwait(false) is { Value.Count: > 0 } known)
        {
            RecordContent fewer = JsonRecords.ToContent(known.Value with { Count = known.Value.Count - 1 });
            if (await digest.ReplaceAsync(name, fewer, known.Record.ETag, cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }
        }
    }

    /// <summary>Forgets the tries: one has come to an end, whichever.</summary>
    public async Task EndAsync(string section, CancellationToken cancellationToken)
    {
        if (await digest.ReadAsync(NameOf(section), 0, cancellationToken).ConfigureAwait(false) is { } known)
        {
            await digest.DeleteAsync(known.Name, known.ETag, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string NameOf(string section) => section + ".tries";

    private sealed record Tries() : VersionedRecord(1)
    {
        public required int Count { get; init; }
    }
}
