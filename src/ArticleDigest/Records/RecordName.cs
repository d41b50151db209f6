namespace ArticleDigest.Records;

/// <summary>
/// The guard of record names. SDKs of blob storage resolve <c>.</c> and <c>..</c> segments, turn <c>\</c> into
/// <c>/</c> and lose a trailing <c>/</c>, so such a name would reach another record, even another container.
/// </summary>
public static class RecordName
{
    /// <summary>The longest name a blob service takes, in UTF-16 units.</summary>
    public const int MaxLength = 1024;

    /// <summary>Why a name is refused, for a person to read; null if it is not.</summary>
    public static string? Fault(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0)
        {
            return "the name is empty";
        }

        if (name.Length > MaxLength)
        {
            return $"the name is longer than {MaxLength} characters";
        }

        if (name.Contains('\\', StringComparison.Ordinal))
        {
            return "the name contains a backslash";
        }

        foreach (Range part in name.AsSpan().Split('/'))
        {
            switch (name.AsSpan(part))
            {
                case "":
                    return "the name has an empty part: it begins or ends with '/' or contains '//'";
                case "." or "..":
                    return "the name has a part that is '.' or '..'";
            }
        }

        return HasLoneSurrogateOrControl(name) ? "the name contains a character that storage cannot keep" : null;
    }

    /// <summary>Throws if the name is refused.</summary>
    /// <exception cref="ArgumentException">The name is refused; the message says why.</exception>
    public static void Check(string name)
    {
        if (Fault(name) is { } fault)
        {
            throw new ArgumentException($"This record name cannot be used: {fault}.", nameof(name));
        }
    }

    private static bool HasLoneSurrogateOrControl(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsControl(name[i]) || name[i] is '\uFFFE' or '\uFFFF')
            {
                return true;
            }

            if (char.IsSurrogate(name[i]))
            {
                if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1]))
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }
}
