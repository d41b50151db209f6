namespace ArticleDigest.Records;

/// <summary>The three containers of one installation.</summary>
/// <param name="Articles">The users' drops: read and listed, never written.</param>
/// <param name="Receipts">One receipt per drop, under the drop's name.</param>
/// <param name="Digest">All the rest: texts, analyses, outcomes, editions, letters.</param>
public sealed record DigestStorage(IReadRecords Articles, IRecords Receipts, IRecords Digest)
{
    /// <summary>The name of the container with the drops.</summary>
    public const string ArticlesName = "articles";

    /// <summary>The name of the container with the receipts.</summary>
    public const string ReceiptsName = "receipts";

    /// <summary>The name of the container with everything else.</summary>
    public const string DigestName = "digest";
}
