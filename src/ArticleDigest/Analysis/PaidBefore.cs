using ArticleDigest.Records;

namespace ArticleDigest.Analysis;

/// <summary>
/// Remembers what the tries of a section cost that came to a wait, so that the analysis tells all that was paid for it. A step
/// that is broken off between its call and its end is not told here; the budgets count it.
/// </summary>
internal sealed class PaidBefore(IRecords digest)
{
    /// <summary>Adds what a try cost.</summary>
    /// <param name="section">The section's record.</param>
    /// <param name="found">What the try came to.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task AddAsync(string section, SectionAnalysis found, CancellationToken cancellationToken)
    {
        string name = NameOf(section);
        bool isKept = found.Calls == 0;
        while (!isKept)
        {
            JsonRecord<SectionAnalysis>? known = await digest.ReadJsonAsync<SectionAnalysis>(name, cancellationToken).ConfigureAwait(false);
            isKept = known is null
                ? await digest.CreateJsonAsync(name, found, cancellationToken).ConfigureAwait(false)
                : await digest.ReplaceAsync(name, JsonRecords.ToContent(found.WithCostOf(known.Value)), known.Record.ETag, cancellationToken).ConfigureAwait(false) is not null;
        }
    }

    /// <summary>What a section came to, with what the tries before it cost.</summary>
    public async Task<SectionAnalysis> WithAsync(string section, SectionAnalysis found, CancellationToken cancellationToken) =>
        await digest.ReadJsonAsync<SectionAnalysis>(NameOf(section), cancellationToken).ConfigureAwait(false) is { } before ? found.WithCostOf(before.Value) : found;

    private static string NameOf(string section) => section + ".paid";
}
