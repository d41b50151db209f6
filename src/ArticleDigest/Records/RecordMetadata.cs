namespace ArticleDigest.Records;

/// <summary>
/// The guard of metadata: it travels in HTTP headers, and a service refuses anything but ASCII only after the SDK has
/// tried again several times.
/// </summary>
public static class RecordMetadata
{
    /// <summary>The most that services keep for one record, keys and values together, in bytes: 8 KB.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>
    /// Throws unless every key is an ASCII identifier, no two of them differ in case alone, every value is printable ASCII
    /// without outer spaces, and all together have at most <see cref="MaxBytes"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A key or value cannot be kept, or they are too long.</exception>
    public static void Check(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.Sum(m => m.Key.Length + m.Value.Length) > MaxBytes)
        {
            throw new ArgumentException($"The metadata is longer than {MaxBytes} bytes.", nameof(metadata));
        }

        if (metadata.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() != metadata.Count)
        {
            throw new ArgumentException("The metadata has keys that differ in case alone.", nameof(metadata));
        }

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
