namespace ArticleDigest.Editions;

/// <summary>What the parties of an edition stood for in the editions before it.</summary>
public sealed class PastPositions
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Taking>> _byKey;

    internal PastPositions(IReadOnlyDictionary<string, IReadOnlyList<Taking>> byKey) => _byKey = byKey;

    /// <summary>Nothing was told before.</summary>
    public static PastPositions None { get; } = new(new Dictionary<string, IReadOnlyList<Taking>>(StringComparer.Ordinal));

    /// <summary>All statements of these positions.</summary>
    public IEnumerable<string> Statements => _byKey.Values.SelectMany(takings => takings).Select(t => t.Position.Statement);

    /// <summary>What a party stood for, the oldest first.</summary>
    public IReadOnlyList<Taking> Of(Party party)
    {
        ArgumentNullException.ThrowIfNull(party);
        return
        [
            .. party.LedgerKeys
                .SelectMany(key => _byKey.GetValueOrDefault(key, []))
                .DistinctBy(t => (t.Date, t.Entry, t.Position.Kind))
                .OrderBy(t => t.Date)
                .ThenBy(t => t.Entry, StringComparer.Ordinal)
                .ThenBy(t => t.Position.Kind),
        ];
    }
}
