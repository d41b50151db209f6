namespace ArticleDigest.Letters;

/// <summary>Where a letter leads.</summary>
/// <param name="Edition">The edition's page in the archive; null if recipients cannot reach it.</param>
/// <param name="Unsubscribe">Where its recipient ends their letters; null if that cannot be reached.</param>
public sealed record LetterLinks(string? Edition, string? Unsubscribe)
{
    /// <summary>Where the pages of its articles and parties are; <see cref="PageAddresses.None"/> if recipients cannot reach them.</summary>
    public PageAddresses Pages { get; init; } = PageAddresses.None;
}
