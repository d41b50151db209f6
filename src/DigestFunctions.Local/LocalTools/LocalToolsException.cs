namespace DigestFunctions.Local.LocalTools;

/// <summary>
/// A tool of the local run is missing or does not start. The message is for a person: what is wrong and, where known,
/// how to put it right.
/// </summary>
public sealed class LocalToolsException : Exception
{
    /// <summary>A fault of unknown kind.</summary>
    public LocalToolsException()
    {
    }

    /// <summary>A fault with its message for a person.</summary>
    public LocalToolsException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with its message for a person, and its cause.</summary>
    public LocalToolsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
