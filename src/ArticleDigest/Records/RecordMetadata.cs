namespace ArticleDigest.Records;

/// <summary>
/// The guard of metadata: it travels in HTTP headers, and a service refuses anything but ASCII only after the SDK has
/// tried again several times.
/// </summary>
public static class RecordMetadata
{
    /// <summary>Throws unless every key is an ASCII identifier and every value printable ASCII without outer spaces.</summary>
    /// <exception cref="ArgumentException">A key or value cannot be kept.</exception>
    public static void Check(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        foreach ((string key, string value) in metadata)
        {
            bool keyIsFine = key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
            bool valueIsFine = value.Length > 0 && value[0] != ' ' && value[^1] != ' ' && value.All(c => c is >= ' ' and <= '~');
            if (!keyIsFine || !valueIsFine)
            {
                throw new ArgumentException($"Metadata '{key}' has a key or value that storage cannot keep.", nameof(metadata));
            }
        }
    }
}
