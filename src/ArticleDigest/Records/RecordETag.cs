namespace ArticleDigest.Records;

/// <summary>The guard of ETags: <c>*</c> would stand for every version, and the wire adds the quotation marks.</summary>
public static class RecordETag
{
    /// <summary>Throws unless a record can have this ETag: printable ASCII without spaces, quotation marks and <c>*</c>.</summary>
    /// <exception cref="ArgumentException">No record can have it.</exception>
    public static void Check(string etag)
    {
        ArgumentException.ThrowIfNullOrEmpty(etag);
        if (!etag.All(c => c is > ' ' and <= '~' and not '"' and not '*'))
        {
            throw new ArgumentException("This is no record's ETag.", nameof(etag));
        }
    }
}
